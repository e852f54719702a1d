"""What rules look at: a catalog's shape, its rotas, an instant, and what all of them share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property

from msgspec import Struct

from topology.graph.topology import Redundancy, Topology
from topology.insight.drill import Outcome, drill
from topology.insight.facts import Fact, stated
from topology.insight.progress import Told, quiet
from topology.insight.thresholds import USUAL, Thresholds
from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.entity import Component, Product, Team
from topology.model.reference import Ref
from topology.oncall.rota import Rota


class View(Struct, frozen=True, kw_only=True, dict=True):
    """What a rule looks at. ``at`` is the instant of the check, aware, in UTC.

    What takes work is done once, when the first rule asks for it, and kept for all others.
    ``told`` hears how far the longest of it is.
    """

    topology: Topology
    rota: Rota
    at: datetime
    thresholds: Thresholds = USUAL
    told: Told = quiet

    @property
    def catalog(self) -> Catalog:
        """What was read."""
        return self.topology.catalog

    @property
    def until(self) -> datetime:
        """As far as rotas are looked ahead."""
        return self.at + timedelta(days=self.thresholds.coverage_days)

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """The declared components, resources and APIs."""
        return tuple(each for each in self.catalog.of(Component) if not each.ghost)

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """The declared teams."""
        return tuple(team for team in self.catalog.of(Team) if not team.ghost)

    @cached_property
    def policies(self) -> tuple[Policy, ...]:
        """The declared escalation policies."""
        return tuple(policy for policy in self.catalog.of(Policy) if not policy.ghost)

    @cached_property
    def facts(self) -> frozenset[Fact]:
        """What the catalog says at all."""
        return stated(self.catalog)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the failure of each component leads to at this instant."""
        if not self._watched and "policies" not in self.facts:
            return ()
        return drill(self.topology, self.rota, self.at, self._watched, self.told)

    @cached_property
    def paging(self) -> tuple[Outcome, ...]:
        """Those outcomes in which the way to a human does not fail too: another rule is for those."""
        return tuple(each for each in self.outcomes if not each.blind)

    @cached_property
    def redundancies(self) -> tuple[Redundancy, ...]:
        """Every stated redundancy that can lose a member."""
        return tuple(
            each
            for ref in dict.fromkeys(edge.source for edge in self.topology.edges if edge.group >= 0)
            for each in self.topology.redundancies(ref)
            if each.at_least < len(each.members)
        )

    @cached_property
    def fronts(self) -> dict[Ref, frozenset[Ref]]:
        """For each critical product the components without which users have nothing of it.

        Those are its user-facing components, else its tier 1 components, else all.
        """
        found: dict[Ref, frozenset[Ref]] = {}
        for product in self.catalog.of(Product):
            if product.ghost or self.topology.tier(product.ref) > self.thresholds.single_point_tier:
                continue
            parts = [self.catalog.get(ref, Component) for ref in self.topology.parts_of(product.ref)]
            declared = [part for part in parts if part is not None and not part.ghost]
            front = (
                [part for part in declared if part.user_facing]
                or [part for part in declared if self.topology.tier(part.ref) == 1]
                or declared
            )
            if front:
                found[product.ref] = frozenset(part.ref for part in front)
        return found

    def policy_team(self, ref: Ref) -> Ref | None:
        """The team that a policy belongs to: the one it names, else the only one that it pages."""
        return self._policy_teams.get(ref)

    def team_type(self, ref: Ref | None) -> str | None:
        """The type of a team, where it states one."""
        team = self.catalog.get(ref, Team) if ref is not None else None
        return team.type if team is not None else None

    def urgent(self, ref: Ref) -> bool:
        """Whether a failure of ``ref`` pages by its own tier."""
        return self.topology.tier(ref) <= self.catalog.defaults.page_tiers

    def names(self, refs: Iterable[Ref], most: int = 6) -> str:
        """References in a sentence; of many the first few and how many more."""
        named = list(refs)
        more = f" and {len(named) - most} more" if len(named) > most else ""
        return ", ".join(named[:most]) + more

    @cached_property
    def _policy_teams(self) -> dict[Ref, Ref]:
        used: dict[Ref, list[Ref]] = {}
        for team in self.catalog.of(Team):
            if team.on_call is not None:
                used.setdefault(team.on_call.target, []).append(team.ref)
        found = {policy: teams[0] for policy, teams in used.items() if len(teams) == 1}
        found.update({each.ref: each.team.target for each in self.policies if each.team is not None})
        return found

    @cached_property
    def _watched(self) -> frozenset[Ref]:
        """The components of which rules ask what takes them down."""
        return frozenset(member for each in self.redundancies for member in each.members).union(
            *self.fronts.values()
        )
