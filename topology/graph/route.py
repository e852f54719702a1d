"""Which escalation policy is paged for a component: the rule, in one place."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.ownership import Owners
from topology.model.catalog import Catalog
from topology.model.entity import Component, Team
from topology.model.place import Place
from topology.model.reference import Ref, Reference

Via = Literal["component", "team", "liaison", "default", "none"]


class Route(Struct, frozen=True, gc=False):
    """Where a page for one component goes, and which fact says so.

    ``policies`` has more than one only where several owner teams have one each;
    ``teams`` are then the teams they belong to, position by position, and so for
    every route via ``team`` or ``liaison``. ``place`` is where the first of them is
    stated. ``declared`` is false when any of the policies is a ghost.
    """

    policies: tuple[Ref, ...] = ()
    via: Via = "none"
    place: Place | None = None
    declared: bool = True
    teams: tuple[Ref, ...] = ()

    @property
    def policy(self) -> Ref | None:
        """The policy, or the first of several in canonical order of their teams."""
        return self.policies[0] if self.policies else None


NO_ROUTE = Route()


class Routes:
    """Where pages go, by component. What is paged through the same teams shares its route."""

    __slots__ = ("_by_teams", "_catalog", "_found", "_owners")

    def __init__(self, catalog: Catalog, owners: Owners) -> None:
        self._catalog = catalog
        self._owners = owners
        self._found: dict[Ref, Route] = {}
        self._by_teams: dict[tuple[tuple[Ref, ...], Via], Route] = {}

    def of(self, ref: Ref) -> Route:
        """Its own policy, else that of its owner team, else of the vendor's liaison, else the default."""
        found = self._found.get(ref)
        if found is None:
            found = self._found[ref] = self._route(ref)
        return found

    def _route(self, ref: Ref) -> Route:
        catalog = self._catalog
        entity = catalog.entities.get(ref)
        component = entity if isinstance(entity, Component) else None
        if component is not None and component.on_call is not None:
            return _to(catalog, [(None, component.on_call)], "component")
        ownership = self._owners.owner(ref)
        found = self._through(ownership.teams, "liaison" if ownership.provenance == "assumed" else "team")
        if found.policies:
            return found
        if component is not None and component.is_vendor and component.liaison is not None:
            found = self._through((component.liaison.target,), "liaison")
        if not found.policies and catalog.defaults.on_call is not None:
            return _to(catalog, [(None, catalog.defaults.on_call)], "default")
        return found

    def _through(self, teams: tuple[Ref, ...], via: Via) -> Route:
        """The route by the policies of teams; none where they have none."""
        found = self._by_teams.get((teams, via))
        if found is None:
            pairs = ((team, team_policy(self._catalog, team)) for team in in_order(teams))
            stated = [(team, policy) for team, policy in pairs if policy is not None]
            found = _to(self._catalog, stated, via) if stated else NO_ROUTE
            self._by_teams[teams, via] = found
        return found


def team_policy(catalog: Catalog, team: Ref) -> Reference | None:
    """What pages a team; nothing pages a person who stands for one, or a team that nobody declared."""
    entity = catalog.entities.get(team)
    return entity.on_call if isinstance(entity, Team) else None


def _to(catalog: Catalog, stated: Sequence[tuple[Ref | None, Reference]], via: Via) -> Route:
    policies = tuple(policy.target for _, policy in stated)
    entities = [catalog.entities.get(policy) for policy in policies]
    return Route(
        policies,
        via,
        stated[0][1].place,
        all(entity is not None and not entity.ghost for entity in entities),
        tuple(team for team, _ in stated if team is not None),
    )
