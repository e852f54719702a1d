"""What is wrong and who notices: the part of an answer that is the same at any hour."""

from __future__ import annotations

from msgspec import Struct

from topology.graph.topology import Topology
from topology.incident.alerts import Noticed, Watch
from topology.incident.breakage import Root, roots
from topology.incident.situation import Situation
from topology.incident.spread import Spread


class Trouble(Struct, frozen=True):
    """Roots, states, tools and alerts of one situation. Its instant plays no part in them."""

    roots: tuple[Root, ...]
    spread: Spread
    watch: Watch
    noticed: Noticed


def trouble(topology: Topology, situation: Situation) -> Trouble:
    """Steps 1 to 3 of the rules. Raises SituationError for a situation that has no answer."""
    broken = roots(topology, situation)
    spread = Spread(topology.adjacency, broken)
    watch = Watch(topology, situation, spread)
    return Trouble(broken, spread, watch, Noticed(topology, situation, spread, broken, watch))
