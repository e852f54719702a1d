"""The graph for anybody's algorithms: networkx, imported only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from topology.graph.topology import Topology


def networkx_view(topology: Topology) -> networkx.DiGraph[Any]:
    """A new graph: an edge goes from what needs to what is needed.

    Nodes are references, with ``kind``, ``title``, ``owner`` (a tuple of teams, empty
    where unknown), ``provenance`` of the owner, ``tier`` and ``ghost``. Edges have
    ``strength``, ``assumed``, ``buffer_minutes``, ``via``, ``redundant`` and ``place``;
    where two things depend both directly and by a redundancy, the direct edge is meant.
    """
    import networkx

    graph: networkx.DiGraph[Any] = networkx.DiGraph()
    entities = topology.catalog.entities
    for ref in topology.nodes:
        entity = entities[ref]
        ownership = topology.owner(ref)
        graph.add_node(
            ref,
            kind=entity.kind,
            title=entity.title,
            owner=ownership.teams,
            provenance=ownership.provenance,
            tier=topology.tier(ref),
            ghost=entity.ghost,
        )
    for edge in topology.edges:
        # A direct edge stands before the redundant ones of the same two nodes.
        if not graph.has_edge(edge.source, edge.target):
            graph.add_edge(
                edge.source,
                edge.target,
                strength=edge.strength,
                assumed=edge.assumed,
                buffer_minutes=edge.buffer_minutes,
                via=edge.via,
                redundant=edge.group >= 0,
                place=edge.place,
            )
    return graph
