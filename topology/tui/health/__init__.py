"""What the mode of health shows, as sheets and lines. Knows no widget."""
