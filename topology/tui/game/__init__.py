"""A game day on screens: what the facilitator sees, what the room sees, and how people answer."""
