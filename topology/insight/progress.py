"""How long work says how far it is, and is stopped."""

from collections.abc import Callable

Told = Callable[[int, int], None]
"""Is told how much is done, and of how much. Whoever wants the work to stop raises in it."""


def quiet(done: int, of: int) -> None:
    """Tell nobody."""
