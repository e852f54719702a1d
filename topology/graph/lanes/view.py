"""What of a topology is shown: a component and what is around it, a team, a product, or everything.

A lane is known by its owners. A folded lane shows one chip for all it has, or one for
each side of the focus, so that what needs the focus and what it needs stay apart.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.order import place_in_order
from topology.graph.topology import Topology
from topology.model.reference import Ref

Owners = tuple[Ref, ...]
"""Who owns what stands in a lane, in canonical order; empty: nobody does."""

AROUND = 40
"""Chips that a drawing around one component shows unless told otherwise."""

MOST = 150
"""Chips beyond which a drawing is wallpaper: lanes are folded, and then things are left out."""

TEAMS = 24
"""Teams beyond which a drawing of all of them is wallpaper too: it shows those around one."""


class View(Struct, frozen=True):
    """``refs`` are shown, in canonical order; each stands in the lane of its owners.

    ``distance`` tells for views around something how many steps away each is: below
    zero what needs it, above zero what it needs. ``lean``: what neighbours have to do with
    each other is left out (see :func:`leads`), so that one sees what they have to do with it.
    """

    refs: tuple[Ref, ...]
    focus: Ref | None = None
    folded: tuple[Owners, ...] = ()
    distance: Mapping[Ref, int] = {}
    lean: bool = False


def leads(view: View, source: Ref, target: Ref) -> bool:
    """Whether a dependency belongs to a view: in a lean one only what is on the way to it or from it.

    That is what leads one step away, whatever begins or ends in the middle itself, and what
    closes a circle through it.
    """
    if not view.lean:
        return True
    return between(view.distance.get(source, 0), view.distance.get(target, 0))


def between(one: int, other: int) -> bool:
    """Whether a dependency from one distance to another leads to what is in the middle, or from it."""
    return other == one + 1 or not one or not other or one > 0 > other


def around(
    topology: Topology,
    focus: Ref,
    depth: int | None = 1,
    limit: int = AROUND,
    folded: Iterable[Owners] = (),
    opened: Iterable[Owners] = (),
    lean: bool = False,
) -> View:
    """``focus``, its users and its needs up to ``depth`` steps (``None``: all of them).

    Lanes of ``folded`` are folded, those of ``opened`` never: they do not count for ``limit``.
    """
    if focus not in topology.index:
        return View(())
    distance = _steps(topology, focus, depth)
    view = View(_in_order(topology, distance), focus, _sorted(folded), distance, lean)
    return fitted(topology, view, limit, opened)


def _steps(topology: Topology, focus: Ref, depth: int | None = None) -> dict[Ref, int]:
    """How far everything is from one thing: below zero what needs it, above zero what it needs."""
    distance = {focus: 0}
    needs, users = topology.reach(focus, "needs", depth), topology.reach(focus, "users", depth)
    for ref in {**needs, **users}:
        ahead, behind = needs.get(ref), users.get(ref)
        # In a circle both ways lead there: the shorter one counts, needs before users.
        near = ahead is not None and (behind is None or ahead <= behind)
        distance[ref] = ahead if near and ahead is not None else -(behind or 0)
    return distance


def inside(
    topology: Topology,
    group: Ref,
    depth: int | None = 1,
    limit: int = MOST,
    folded: Iterable[Owners] = (),
    opened: Iterable[Owners] = (),
    lean: bool = False,
    near: Ref | None = None,
) -> View:
    """All of a team, person, product or platform, and what is up to ``depth`` steps around it.

    What is around it is folded first, so that there are at most :data:`AROUND` chips if that will do.
    What it has itself is folded too where it is too large, but where that is in one lane, which one
    chip would say nothing of, it is what leads to ``near`` and from it.
    """
    parts = [ref for ref in (*topology.parts_of(group), *topology.owned_by(group)) if ref in topology.index]
    distance = dict.fromkeys(parts, 0)
    frontier = list(_in_order(topology, distance))
    step = 0
    while frontier and (depth is None or step < depth):
        step += 1
        ring: dict[Ref, int] = {}
        for ref in frontier:
            for edge in topology.needs(ref):
                ring.setdefault(edge.target, step)
            for edge in topology.users(ref):
                ring.setdefault(edge.source, -step)
        frontier = [ref for ref in _in_order(topology, ring) if ref not in distance]
        distance.update((ref, ring[ref]) for ref in frontier)
    view = View(_in_order(topology, distance), None, _sorted(folded), distance, lean)
    kept, own = frozenset(opened), {topology.owner(ref).teams for ref in parts}
    view = fold(topology, view, min(limit, AROUND), kept, own)
    if len(own) > 1:
        view = fold(topology, view, limit, kept)
    return _cut(topology, view, limit, kept, near)


def everything(
    topology: Topology,
    limit: int = MOST,
    folded: Iterable[Owners] = (),
    opened: Iterable[Owners] = (),
    near: Ref | None = None,
) -> View:
    """The whole organisation; each team as one chip where it is larger than ``limit``.

    Where all of it is in one lane, which one chip would say nothing of, and too large, it is
    what leads to ``near`` and from it, the nearest first.
    """
    view = View(topology.nodes, None, _sorted(folded))
    shown = len(chips(topology, view)) if view.folded else len(view.refs)
    if shown <= limit:
        return view
    owners = {topology.owner(ref).teams for ref in view.refs}
    if len(owners) > 1:
        view = replace(view, folded=_sorted(owners - set(opened)))
    return _cut(topology, view, limit, opened, near)


def by_team(
    topology: Topology,
    middle: Owners,
    depth: int = 1,
    limit: int = MOST,
    opened: Iterable[Owners] = (),
    lean: bool = False,
) -> View:
    """An organisation that is too large to be seen at once: one lane, and those around it, a chip each."""
    held, nodes, index = topology.by_owners, topology.nodes, topology.index
    distance = {middle: 0}
    for way in (1, -1):  # what both need it and are needed stands among the needs, as around one component
        beside = topology.positions("needs" if way > 0 else "users")
        own = [index[ref] for ref in held.get(middle, ())]
        seen = {index[ref] for teams in distance for ref in held.get(teams, ())}
        for step in range(1, depth + 1):
            others = set().union(*(beside[node] for node in own)) - seen
            frontier = dict.fromkeys(topology.owner(nodes[node]).teams for node in sorted(others))
            distance.update(dict.fromkeys(frontier, way * step))
            own = [index[ref] for teams in frontier for ref in held[teams]]
            seen.update(own)
    far = {ref: steps for teams, steps in distance.items() for ref in held.get(teams, ())}
    alone = set(opened) & distance.keys()
    folded = _sorted(distance.keys() - alone)
    chips = [(abs(distance[teams]), held[teams]) for teams in folded if teams in held]
    chips += [(abs(distance[teams]), [ref]) for teams in alone for ref in held[teams]]
    limit += sum(len(held[teams]) for teams in alone)
    if len(chips) > limit:
        chips = sorted(chips, key=lambda chip: (chip[0], place_in_order(chip[1][0])))[:limit]
    shown = {ref for _, refs in chips for ref in refs}
    return View(tuple(ref for ref in nodes if ref in shown), None, folded, far, lean)


def fitted(topology: Topology, view: View, limit: int, opened: Iterable[Owners] = ()) -> View:
    """The view in at most ``limit`` chips: larger lanes folded, then without what is farthest."""
    kept = frozenset(opened)
    return _cut(topology, fold(topology, view, limit, kept), limit, kept)


def fold(
    topology: Topology,
    view: View,
    limit: int,
    opened: Container[Owners] = (),
    own: Container[Owners] = (),
) -> View:
    """The view with its larger lanes folded, as few as it takes to have at most ``limit`` chips.

    Lanes that save the same are folded together; where even all of them are not enough, all are,
    but for those of ``opened``, which do not count, and for those of ``own``, which do.
    """
    spots: dict[Owners, set[int]] = {}
    sizes: dict[Owners, int] = {}
    kept = set(view.folded)
    shown: set[tuple[Owners, int]] = set()
    excess = -limit
    owner, distance = topology.owner, view.distance
    for ref in view.refs:
        teams, far = owner(ref).teams, distance.get(ref, 0)
        at = (far > 0) - (far < 0)
        if teams in kept and ref != view.focus:
            if teams not in opened:
                shown.add((teams, at))
            continue
        if teams not in opened:
            excess += 1
            if ref != view.focus and teams not in own:
                sizes[teams] = sizes.get(teams, 0) + 1
                spots.setdefault(teams, set()).add(at)
    excess += len(shown)
    saved = {teams: size - len(spots[teams]) for teams, size in sizes.items()}
    folded = set(kept)
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
    owner = topology.owner
    for ref in view.refs:
        teams = owner(ref).teams
        key = (teams, side(view, ref)) if teams in folded and ref != view.focus else ref
        found.setdefault(key, []).append(ref)
    return tuple(
        Group(topology.owner(refs[0]).teams, tuple(refs), folded=not isinstance(key, str))
        for key, refs in found.items()
    )


def _cut(
    topology: Topology, view: View, limit: int, opened: Iterable[Owners], near: Ref | None = None
) -> View:
    """The view without its farthest things, so that at most ``limit`` chips are left.

    Of equally far ones those stay that lead to ``near`` or from it, the nearest first.
    """
    groups = chips(topology, view)
    kept_open = set(opened)
    limit += sum(group.owners in kept_open for group in groups)
    if len(groups) <= limit:
        return view
    most = len(topology.nodes)
    steps = _steps(topology, near) if near is not None and near in topology.index else {}

    def far(group: Group) -> tuple[int, int, tuple[str, str]]:
        nearest = min(abs(view.distance.get(ref, 0)) for ref in group.members)
        beside = min(abs(steps.get(ref, most)) for ref in group.members)
        return nearest, beside, place_in_order(group.members[0])

    kept = sorted(groups, key=far)[:limit]
    return replace(view, refs=_in_order(topology, [ref for group in kept for ref in group.members]))


def _in_order(topology: Topology, refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Nodes in canonical order."""
    return tuple(sorted(refs, key=topology.index.__getitem__))


def _sorted(folded: Iterable[Owners]) -> tuple[Owners, ...]:
    return tuple(sorted(set(folded), key=lambda teams: [place_in_order(team) for team in teams]))
