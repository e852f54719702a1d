"""Figures of the boundaries themselves: who owns what, and what crosses."""

from __future__ import annotations

from collections.abc import Sequence

from topology.graph.order import in_order
from topology.graph.topology import Crossing
from topology.insight.figures.figure import Behind, Figure, worst_first
from topology.insight.view import View
from topology.model.reference import Ref


def owned(view: View) -> Figure:
    """Components with exactly one owner; a vendor's liaison counts as one."""
    found = []
    for component in view.components:
        teams = view.topology.owner(component.ref).teams
        if len(teams) != 1:
            tier = view.topology.tier(component.ref)
            found.append(Behind(ref=component.ref, teams=teams, tier=tier))
    whole = len(view.components)
    found.sort(key=lambda each: (len(each.teams), worst_first(each)))
    return Figure(id="owned", good=True, part=whole - len(found), whole=whole, behind=tuple(found))


def crossing(view: View) -> Figure:
    """Coupling: dependencies whose ends have different owners; what most teams need first."""
    crossings = view.topology.crossings()
    edges = sum(edge.via != "contains" for edge in view.topology.edges)
    unknown = len(view.topology.unjudged())
    return Figure(
        id="crossing",
        good=False,
        part=len(crossings),
        whole=edges - unknown,
        unknown=unknown,
        behind=_needed(view, crossings),
    )


def grey(view: View) -> Figure:
    """Hard dependencies over a boundary of which nobody has said how the two teams work together."""
    hard = [each for each in view.topology.crossings() if each.edge.strength == "hard"]
    if "interactions" not in view.facts:
        return Figure(id="grey", good=False, part=0, whole=0, unknown=len(hard), missing=("interactions",))
    grey_ = [each for each in hard if each.grey]
    return Figure(id="grey", good=False, part=len(grey_), whole=len(hard), behind=_needed(view, grey_))


def _needed(view: View, crossings: Sequence[Crossing]) -> tuple[Behind, ...]:
    """What is needed across boundaries, with the teams that need it; what most of them need first."""
    users: dict[Ref, set[Ref]] = {}
    owners: dict[Ref, tuple[Ref, ...]] = {}
    for each in crossings:
        users.setdefault(each.edge.target, set()).update(each.from_teams)
        owners[each.edge.target] = each.to_teams
    found = [
        Behind(ref=ref, teams=owners[ref], tier=view.topology.tier(ref), others=in_order(teams))
        for ref, teams in users.items()
    ]
    found.sort(key=lambda each: (-len(each.others), worst_first(each)))
    return tuple(found)
