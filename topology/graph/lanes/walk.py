"""From chip to chip: to the sides along lines, up and down through the columns."""

from __future__ import annotations

from collections.abc import Sequence

from topology.graph.lanes.drawing import Chip, Drawing

USERS, NEEDS = -1, 1
"""To the left, to what needs a thing; to the right, to what it needs."""


class Walk:
    """Moves over one drawing. Chips are known by their position in it.

    Up and down lead through the columns from left to right like through those of a
    newspaper, so that every chip is reached. What leads to a side leads back: whoever goes
    to a need and then to a user stands where they came from, and the other way round.
    """

    def __init__(self, drawing: Drawing) -> None:
        self._chips = drawing.chips
        count = len(drawing.chips)
        self._order = sorted(range(count), key=lambda at: (self._chips[at].column, self._chips[at].row))
        self._place = {at: place for place, at in enumerate(self._order)}
        users: list[dict[int, None]] = [{} for _ in range(count)]
        needs: list[dict[int, None]] = [{} for _ in range(count)]
        for line in drawing.edges:
            users[line.target][line.source] = None
            needs[line.source][line.target] = None
        self._beside = {USERS: users, NEEDS: needs}
        self._came: dict[tuple[int, int], int] = {}

    def aside(self, at: int, way: int) -> int | None:
        """The user or need that is gone to from a chip: where one came from, else the nearest.

        Of what lies equally near, the upper one; lines that run back in a circle come last.
        """
        others = self._beside[way][at]
        if not others:
            return None
        here = self._chips[at]

        def far(other: int) -> tuple[bool, int, int, int]:
            chip = self._chips[other]
            return (chip.column - here.column) * way <= 0, abs(chip.row - here.row), chip.row, other

        came = self._came.get((at, way))
        to = came if came in others else min(others, key=far)
        self._came[to, -way] = at
        return to

    def along(self, at: int, by: int) -> int:
        """So many chips further down the columns (below zero: up), as far as there are any."""
        return self._order[min(max(self._place[at] + by, 0), len(self._order) - 1)]

    def page(self, at: int, rows: int) -> int:
        """The chip of the column that is nearest to so many rows further; at its end the next column."""
        here = self._chips[at]
        beyond = [other for other in self._column(here) if (self._chips[other].row - here.row) * rows > 0]
        if not beyond:
            return self.along(at, 1 if rows > 0 else -1)
        return min(beyond, key=lambda other: abs(self._chips[other].row - here.row - rows))

    def end(self, at: int, way: int) -> int:
        """The first (``way`` below zero) or last chip of the column; of all columns for who stands there."""
        place = 0 if way < 0 else -1
        own = self._column(self._chips[at])[place]
        return self._order[place] if own == at else own

    def _column(self, chip: Chip) -> Sequence[int]:
        return [at for at in self._order if self._chips[at].column == chip.column]
