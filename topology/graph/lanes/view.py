"""What of a topology is shown: a component and what is around it, a team, a product, or everything.

A lane is known by its owners. A folded lane shows one chip for all it has, or one for
each side of the focus, so that what needs the focus and what it needs stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.order import in_order, place_in_order
from topology.graph.topology import Topology
from topology.model.reference import Ref

Owners = tuple[Ref, ...]
"""Who owns what stands in a lane, in canonical order; empty: nobody does."""

AROUND = 40
"""Chips that a drawing around one component shows unless told otherwise."""

MOST = 150
"""Chips beyond which a drawing is wallpaper: lanes are folded, and then things are left out."""


class View(Struct, frozen=True):
    """``refs`` are shown, in canonical order; each stands in the lane of its owners.

    ``distance`` tells for views around ``focus`` how many steps away each is: below
    zero what needs the focus, above zero what it needs.
    """

    refs: tuple[Ref, ...]
    focus: Ref | None = None
    folded: tuple[Owners, ...] = ()
    distance: Mapping[Ref, int] = {}


def around(
    topology: Topology, focus: Ref, depth: int | None = 1, limit: int = AROUND, folded: Iterable[Owners] = ()
) -> View:
    """``focus``, its users and its needs up to ``depth`` steps (``None``: all of them)."""
    if focus not in topology.index:
        return View(())
    distance = {focus: 0}
    needs, users = topology.reach(focus, "needs", depth), topology.reach(focus, "users", depth)
    for ref in {**needs, **users}:
        ahead, behind = needs.get(ref), users.get(ref)
        # In a circle both ways lead there: the shorter one counts, needs before users.
        near = ahead is not None and (behind is None or ahead <= behind)
        distance[ref] = ahead if near and ahead is not None else -(behind or 0)
    view = View(in_order(distance), focus, _sorted(folded), distance)
    return _cut(topology, fold(topology, view, limit), limit)


def inside(
    topology: Topology,
    group: Ref,
    depth: int | None = 1,
    limit: int = MOST,
    folded: Iterable[Owners] = (),
) -> View:
    """All of a team, person, product or platform, and what is up to ``depth`` steps around it."""
    parts = [ref for ref in (*topology.parts_of(group), *topology.owned_by(group)) if ref in topology.index]
    distance = dict.fromkeys(parts, 0)
    frontier = list(in_order(parts))
    step = 0
    while frontier and (depth is None or step < depth):
        step += 1
        ring: dict[Ref, int] = {}
        for ref in frontier:
            for edge in topology.needs(ref):
                ring.setdefault(edge.target, step)
            for edge in topology.users(ref):
                ring.setdefault(edge.source, -step)
        frontier = [ref for ref in in_order(ring) if ref not in distance]
        distance.update((ref, ring[ref]) for ref in frontier)
    view = View(in_order(distance), None, _sorted(folded), distance)
    return _cut(topology, fold(topology, view, limit), limit)


def everything(topology: Topology, limit: int = MOST, folded: Iterable[Owners] = ()) -> View:
    """The whole organisation; each team as one chip where it is larger than ``limit``."""
    view = View(topology.nodes, None, _sorted(folded))
    if len(chips(topology, view)) > limit:
        view = replace(view, folded=_sorted({topology.owner(ref).teams for ref in view.refs}))
    return _cut(topology, view, limit)


def fold(topology: Topology, view: View, limit: int) -> View:
    """The view with its larger lanes folded, as few as it takes to have at most ``limit`` chips.

    Lanes that save the same are folded together; where even all of them are not enough, all are.
    """
    spots: dict[Owners, set[int]] = {}
    sizes: dict[Owners, int] = {}
    for ref in view.refs:
        teams = topology.owner(ref).teams
        if ref != view.focus and teams not in view.folded:
            sizes[teams] = sizes.get(teams, 0) + 1
            spots.setdefault(teams, set()).add(side(view, ref))
    saved = {teams: size - len(spots[teams]) for teams, size in sizes.items()}
    excess = len(chips(topology, view)) - limit
    folded = set(view.folded)
    for worth in sorted({each for each in saved.values() if each}, reverse=True):
        if excess <= 0:
            break
        alike = [teams for teams, each in saved.items() if each == worth]
        excess -= worth * len(alike)
        folded.update(alike)
    return replace(view, folded=_sorted(folded))


def side(view: View, ref: Ref) -> int:
    """Where a thing stands from the focus: -1 among what needs it, 1 among what it needs, 0 at it."""
    distance = view.distance.get(ref, 0)
    return (distance > 0) - (distance < 0)


class Group(Struct, frozen=True, gc=False):
    """What one chip stands for: one thing, or with ``folded`` all ``members`` of a lane on one side."""

    owners: Owners
    members: tuple[Ref, ...]
    folded: bool


def chips(topology: Topology, view: View) -> tuple[Group, ...]:
    """The chips of a view, in canonical order of what they stand for."""
    folded = set(view.folded)
    found: dict[tuple[Owners, int] | Ref, list[Ref]] = {}
    for ref in view.refs:
        teams = topology.owner(ref).teams
        key = (teams, side(view, ref)) if teams in folded and ref != view.focus else ref
        found.setdefault(key, []).append(ref)
    return tuple(
        Group(topology.owner(refs[0]).teams, tuple(refs), folded=not isinstance(key, str))
        for key, refs in found.items()
    )


def _cut(topology: Topology, view: View, limit: int) -> View:
    """The view without its farthest things, so that at most ``limit`` chips are left."""
    groups = chips(topology, view)
    if len(groups) <= limit:
        return view

    def far(group: Group) -> tuple[int, tuple[str, str]]:
        nearest = min(abs(view.distance.get(ref, 0)) for ref in group.members)
        return nearest, place_in_order(group.members[0])

    kept = sorted(groups, key=far)[:limit]
    return replace(view, refs=in_order(ref for group in kept for ref in group.members))


def _sorted(folded: Iterable[Owners]) -> tuple[Owners, ...]:
    return tuple(sorted(set(folded), key=lambda teams: [place_in_order(team) for team in teams]))
