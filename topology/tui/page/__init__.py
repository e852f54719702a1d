"""What the mode that asks what if shows, as lines: no widget stands here."""
