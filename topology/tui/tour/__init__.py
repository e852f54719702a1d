"""Showing somebody around: what is said at each step, and how far they are."""
