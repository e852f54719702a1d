"""Two catalogs that were read, compared: both judged by the rules of the newer one's house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from topology.incident.engine import Engine
from topology.insight.diff.compare import compare, side
from topology.insight.diff.values import Difference
from topology.insight.house import house_rules
from topology.insight.progress import Told, quiet
from topology.load.result import LoadResult
from topology.load.sources import Sources


def difference(
    older: LoadResult,
    newer: LoadResult,
    at: datetime,
    more: Sequence[datetime] = (),
    engine: Engine | None = None,
    told: Told = quiet,
) -> Difference:
    """What differs in ``newer``, judged at ``at`` and asked at ``more`` instants too.

    ``engine`` is the newer one's, where there is one already. ``told`` hears how many failures are
    simulated, of the older version and then of the newer one; what it raises ends the work.
    """
    house, _ = house_rules(newer.settings, Sources(newer.catalog))
    sides = []
    for loaded, made in ((older, None), (newer, engine)):
        if made is None:
            made = Engine(loaded.catalog, Sources(loaded.catalog).read)
        sides.append(side(made.topology, made.rota, loaded.problems, at, house, loaded.settings, told))
    return compare(sides[0], sides[1], house, more)
