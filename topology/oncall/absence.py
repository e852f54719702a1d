"""When people are away, by the wall clock of their own zone."""

from __future__ import annotations

from collections.abc import Iterator

from topology.model.catalog import Catalog
from topology.model.entity import Away, Person
from topology.model.reference import Ref
from topology.oncall.clock import zone
from topology.oncall.window import FOREVER


class Absences:
    """All absences of a catalog, by person."""

    __slots__ = ("_catalog", "_known")

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._known: dict[Ref, tuple[tuple[int, int, Away], ...]] = {}

    def around(self, person: Ref, second: int) -> tuple[int, int, Away | None]:
        """Whether somebody is away at an instant, and between which instants the same holds."""
        known = self._known.get(person)
        if known is None:
            found = self._catalog.get(person, Person)
            known = self._known[person] = tuple(self._of(found)) if found is not None and found.away else ()
        low, high = -FOREVER, FOREVER
        for start, end, away in known:
            if start <= second < end:
                return start, end, away
            if end <= second:
                low = max(low, end)
            else:
                high = min(high, start)
        return low, high, None

    def _of(self, person: Person) -> Iterator[tuple[int, int, Away]]:
        local = zone(person.timezone or self._catalog.defaults.timezone)
        for away in person.away:
            start, end = local.moment(away.start), local.moment(away.end)
            if start < end:
                yield start, end, away
