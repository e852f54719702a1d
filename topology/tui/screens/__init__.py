"""Screens: wiring between the session, the widgets and the keys."""
