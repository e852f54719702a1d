"""What a team carries, as far as a catalog can tell: proxies of cognitive load, none of them the load itself.

How much a team can hold is in its heads, and only it can say. What can be counted from outside is
how much there is to hold: things, kinds of things, neighbours, failures that wake it.
"""

from __future__ import annotations

from msgspec import Struct

from topology.graph.order import natural, place_in_order
from topology.insight.view import View
from topology.model.entity import Component, TeamType
from topology.model.reference import Ref


class Carried(Struct, frozen=True, kw_only=True, gc=False):
    """What one team carries. ``people`` is ``None`` where no file says who is in it.

    ``kinds`` are the types of its components, ``groups`` the products and platforms that these are
    part of, ``needs`` and ``users`` the teams at the other ends of its crossings, ``close`` those
    it collaborates with or facilitates. ``wakes`` are the components whose failure pages it, and
    ``None`` where nothing is known of paging.
    """

    team: Ref
    type: TeamType | None
    people: int | None
    components: tuple[Ref, ...]
    critical: int
    kinds: tuple[str, ...]
    groups: tuple[Ref, ...]
    needs: tuple[Ref, ...]
    users: tuple[Ref, ...]
    close: tuple[Ref, ...]
    wakes: tuple[Ref, ...] | None

    @property
    def share(self) -> float | None:
        """Components for each of its people."""
        return len(self.components) / self.people if self.people else None


def carried(view: View) -> tuple[Carried, ...]:
    """Every declared team that owns or answers for something, most to hold for each of its people first."""
    topology = view.topology
    needs: dict[Ref, set[Ref]] = {}
    users: dict[Ref, set[Ref]] = {}
    for crossing in topology.crossings():
        for team in crossing.from_teams:
            needs.setdefault(team, set()).update(crossing.to_teams)
        for team in crossing.to_teams:
            users.setdefault(team, set()).update(crossing.from_teams)
    wakes: dict[Ref, list[Ref]] = {}
    for outcome in view.outcomes:
        for team in outcome.paged:
            wakes.setdefault(team, []).append(outcome.ref)
    found = [
        _carried(view, team.ref, team.type, needs, users, wakes)
        for team in view.teams
        if any(view.catalog.get(ref, Component) for ref in topology.owned_by(team.ref)) or team.ref in wakes
    ]
    return tuple(sorted(found, key=_most_first))


def _most_first(each: Carried) -> tuple[float, int, str]:
    return -(each.share or 0.0), -len(each.components), natural(each.team)


def _carried(
    view: View,
    team: Ref,
    type_: TeamType | None,
    needs: dict[Ref, set[Ref]],
    users: dict[Ref, set[Ref]],
    wakes: dict[Ref, list[Ref]],
) -> Carried:
    topology = view.topology
    owned = [view.catalog.get(ref, Component) for ref in topology.owned_by(team)]
    components = [each for each in owned if each is not None and not each.ghost]
    groups = {topology.part_of(each.ref) for each in components} - {None}
    close = {
        reference.target
        for each in topology.interactions_of(team)
        if each.mode != "x-as-a-service"
        for reference in each.teams
        if reference.target != team
    }
    return Carried(
        team=team,
        type=type_,
        people=len(topology.members(team)) or None,
        components=tuple(each.ref for each in components),
        critical=sum(topology.tier(each.ref) == 1 for each in components),
        kinds=tuple(sorted({each.type or each.kind for each in components})),
        groups=tuple(sorted(filter(None, groups), key=place_in_order)),
        needs=tuple(sorted(needs.get(team, ()), key=place_in_order)),
        users=tuple(sorted(users.get(team, ()), key=place_in_order)),
        close=tuple(sorted(close, key=place_in_order)),
        wakes=tuple(wakes.get(team, ())) if "policies" in view.facts else None,
    )
