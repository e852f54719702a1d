"""What the mode of boundaries shows, as sheets and lines. Knows no widget."""
