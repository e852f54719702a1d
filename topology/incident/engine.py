"""One object that answers for all faces: the graph, the rota and the simulator of a catalog."""

from __future__ import annotations

from topology.graph.topology import Topology
from topology.incident.delivery import Couriers
from topology.incident.result import Incident
from topology.incident.simulate import simulate
from topology.incident.situation import Situation
from topology.model.catalog import Catalog
from topology.oncall.rota import Read, Rota


class Engine:
    """The engine for one catalog. Immutable from outside; what it works out it keeps.

    ``read`` gives the bytes of calendar files that schedules name.
    """

    def __init__(self, catalog: Catalog, read: Read | None = None) -> None:
        self.catalog = catalog
        self.topology = Topology.of(catalog)
        self.rota = Rota(catalog, read)
        self._couriers = Couriers(self.topology, self.rota)

    def simulate(self, situation: Situation) -> Incident:
        """Who is paged in this situation. Raises SituationError for an unanswerable one."""
        return simulate(self.topology, self.rota, situation, self._couriers)
