"""Which escalation policy is paged for a component: the rule, in one place."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.ownership import Owners, Ownership
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


def route(catalog: Catalog, owners: Owners, ref: Ref) -> Route:
    """The component's own policy, else its owner team's, else the vendor's liaison's, else the default."""
    entity = catalog.entities.get(ref)
    component = entity if isinstance(entity, Component) else None
    if component is not None and component.on_call is not None:
        return _to(catalog, [(None, component.on_call)], "component")
    ownership = owners.owner(ref)
    stated = _of_teams(catalog, ownership.teams)
    if stated:
        return _to(catalog, stated, _via(ownership))
    if component is not None and component.is_vendor and component.liaison is not None:
        stated = _of_teams(catalog, (component.liaison.target,))
        if stated:
            return _to(catalog, stated, "liaison")
    if catalog.defaults.on_call is not None:
        return _to(catalog, [(None, catalog.defaults.on_call)], "default")
    return NO_ROUTE


def team_policy(catalog: Catalog, team: Ref) -> Reference | None:
    """What pages a team; nothing pages a person who stands for one, or a team that nobody declared."""
    entity = catalog.entities.get(team)
    return entity.on_call if isinstance(entity, Team) else None


def _via(ownership: Ownership) -> Via:
    return "liaison" if ownership.provenance == "assumed" else "team"


def _of_teams(catalog: Catalog, teams: Iterable[Ref]) -> list[tuple[Ref | None, Reference]]:
    found = ((team, team_policy(catalog, team)) for team in in_order(teams))
    return [(team, policy) for team, policy in found if policy is not None]


def _to(catalog: Catalog, stated: list[tuple[Ref | None, Reference]], via: Via) -> Route:
    policies = tuple(policy.target for _, policy in stated)
    entities = [catalog.entities.get(policy) for policy in policies]
    return Route(
        policies,
        via,
        stated[0][1].place,
        all(entity is not None and not entity.ghost for entity in entities),
        tuple(team for team, _ in stated if team is not None),
    )
