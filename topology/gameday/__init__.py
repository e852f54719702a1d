"""A rehearsed incident: scripts, sessions, predictions against the engine, reports, their store and rooms."""
