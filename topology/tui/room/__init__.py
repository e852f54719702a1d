"""The programs of a room, the projector and a seat: they know the redacted stream and nothing else."""
