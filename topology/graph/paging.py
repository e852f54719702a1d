"""Escalation policies read backwards: what pages through them, and whom they page."""

from collections.abc import Callable, Iterable

from topology.graph.order import in_order
from topology.graph.route import Route
from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.entity import Team
from topology.model.reference import Ref


class Paging:
    """By policy the components and teams that it is paged for; by schedule or person the policies."""

    __slots__ = ("components", "policies", "teams")

    def __init__(self, catalog: Catalog, nodes: Iterable[Ref], route: Callable[[Ref], Route]) -> None:
        self.components = _turned((ref, policy) for ref in nodes for policy in route(ref).policies)
        self.teams = _turned(
            (team.ref, team.on_call.target) for team in catalog.of(Team) if team.on_call is not None
        )
        self.policies = _turned(
            (policy.ref, page.target)
            for policy in catalog.of(Policy)
            for step in policy.steps
            for page in step.page
        )


def _turned(pairs: Iterable[tuple[Ref, Ref]]) -> dict[Ref, tuple[Ref, ...]]:
    """The first of each pair, in order, by the second."""
    found: dict[Ref, list[Ref]] = {}
    for first, second in pairs:
        found.setdefault(second, []).append(first)
    return {second: in_order(firsts) for second, firsts in found.items()}
