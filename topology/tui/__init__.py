"""The app: what the engine says, on a screen. No rule of the domain stands here."""
