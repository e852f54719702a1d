"""Cycles of dependencies that go through several teams."""

from collections.abc import Iterable

from topology.graph.order import in_order
from topology.insight.rule import Rule, View
from topology.model.problem import Occurrence, Problem

_NAMED = 6


def check(view: View) -> Iterable[Problem]:
    """One finding for each cycle, at its first edge, holding the others."""
    topology = view.topology
    for cycle in topology.cross_team_cycles():
        members = set(cycle)
        edges = sorted(
            (edge for ref in cycle for edge in topology.needs(ref) if edge.target in members),
            key=lambda edge: (edge.place, edge.source, edge.target),
        )
        teams = in_order(team for ref in cycle for team in topology.owner(ref).teams)
        named = ", ".join(cycle[:_NAMED]) + (
            f" and {len(cycle) - _NAMED} more" if len(cycle) > _NAMED else ""
        )
        yield RULE.problem(
            edges[0].place,
            f"{named} all need each other, across {len(teams)} teams: {', '.join(teams[:_NAMED])};"
            " break it where it is weakest",
            entity=edges[0].source,
            target=edges[0].target,
            references=tuple(Occurrence(edge.place, edge.source, edge.target) for edge in edges),
        )


RULE = Rule(
    code="T512",
    name="cross-team-cycle",
    severity="warning",
    about="Components of several teams that all need each other.",
    why="Each can take down all others: an alert does not tell whose failure it is.",
    source="The paging rules of this program: within a cycle every failure is the cause of every other one.",
    fix="Break the cycle where it is weakest: a soft or async dependency, or an interface in between.",
    check=check,
)
