"""What the middle pane shows of the catalog: the view of it that was asked for, and words for that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from topology.graph.lanes.look import Piece
from topology.graph.lanes.scene import title
from topology.graph.lanes.view import (
    AROUND,
    MOST,
    TEAMS,
    Owners,
    View,
    around,
    by_team,
    everything,
    inside,
)
from topology.incident.result import State
from topology.incident.situation import Fault, Situation, SituationError
from topology.model.entity import Component, Group, Team
from topology.model.reference import Ref
from topology.present.words import STATE_SIGNS, count
from topology.tui.sight import ALL, Sight
from topology.tui.signs import FOUND, MARK
from topology.tui.world import World

FULL = 24
"""Components of a product or a team that fill a screen by themselves."""


def wholes(world: World, focus: Ref) -> list[Ref]:
    """What can be seen whole from ``focus``, from the nearest: product or platform, team, everything."""
    topology = world.topology
    part_of = topology.part_of(focus)
    found = [part_of] if part_of is not None else []
    if isinstance(world.catalog.entities.get(focus), Component | Group):
        found += topology.owner(focus).teams[:1]
    return [ref for ref in found if ref in world.catalog.entities] + [ALL]


def drawable(world: World, focus: Ref, sight: Sight) -> bool:
    """Whether there is a view at all, without making it."""
    subject = sight.whole(focus) or focus
    return subject == ALL or isinstance(world.catalog.entities[subject], Group | Team | Component)


def view_of(world: World, focus: Ref, sight: Sight) -> View | None:
    """What is drawn; ``None``: people, policies and the like, around which there are no dependencies."""
    ways = focus, sight.whole(focus), sight.depth, sight.crossing
    asked = world.topology, *ways, frozenset(sight.folded), frozenset(sight.opened)
    if asked not in sight.views:
        before = [each for each in sight.views.items() if each[0][0] is world.topology]
        # To go deeper is to compare with what is drawn, and then to draw it: the last two are kept.
        sight.views = {**dict(before[-1:]), asked: _view_of(world, focus, sight)}
    return sight.views[asked]


def _view_of(world: World, focus: Ref, sight: Sight) -> View | None:
    topology = world.topology
    whole = sight.whole(focus)
    lean, folded, opened = not sight.crossing, sight.folded, sight.opened
    steps = steps_of(world, focus, sight)
    if whole == ALL:
        held = topology.by_owners
        if len(held) > TEAMS and len(topology.nodes) > AROUND:
            return by_team(topology, _middle(world, focus, held), steps, MOST, opened, lean)
        return everything(topology, AROUND if len(held) > 1 else MOST, folded, opened, focus)
    subject = whole or focus
    entity = world.catalog.entities[subject]
    if isinstance(entity, Group | Team):
        return inside(topology, subject, steps, MOST, folded, opened, lean, focus)
    if isinstance(entity, Component):
        return around(topology, subject, steps, AROUND, folded, opened, lean)
    return None


def _middle(world: World, focus: Ref, held: Mapping[Owners, list[Ref]]) -> Owners:
    """The lane around which a large organisation is seen: of what is looked at, else the largest."""
    entity = world.catalog.entities[focus]
    own = (focus,) if isinstance(entity, Team) else world.topology.owner(focus).teams
    return own if own in held else max(held, key=lambda teams: len(held[teams]))


def least_depth(world: World, focus: Ref, sight: Sight) -> int:
    """The least depth that makes sense: of a group or a team one may see what is inside alone."""
    subject = sight.whole(focus) or focus
    alone = subject == ALL or isinstance(world.catalog.entities.get(subject), Component)
    return 1 if alone or _full(world, subject) else 0


def steps_of(world: World, focus: Ref, sight: Sight) -> int:
    """How many steps around what is looked at are shown: one fewer where that alone fills a screen."""
    return max(sight.depth, least_depth(world, focus, sight)) - _full(world, sight.whole(focus) or focus)


def _full(world: World, subject: Ref) -> bool:
    entity = world.catalog.entities.get(subject)
    return isinstance(entity, Group | Team) and _owns(world, subject) > FULL


def _owns(world: World, group: Ref) -> int:
    topology = world.topology
    return sum(ref in topology.index for ref in {*topology.parts_of(group), *topology.owned_by(group)})


def states_of(world: World, marks: tuple[Ref, ...], at: datetime) -> Mapping[Ref, State]:
    """The states that everything marked would bring if it failed; none where that is no clear question."""
    if not marks:
        return {}
    try:
        return world.engine.simulate(Situation(faults=tuple(map(Fault, marks)), at=at)).states
    except SituationError:
        return {}


def signs_of(world: World, marks: tuple[Ref, ...], states: Mapping[Ref, State]) -> dict[Ref, Piece]:
    """What stands before names: marked, the state that the marked ones bring, findings."""
    found: dict[Ref, Piece] = dict.fromkeys(world.found, (FOUND, "degraded"))
    found |= {ref: (STATE_SIGNS[state], state) for ref, state in states.items() if state != "ok"}
    return found | dict.fromkeys(marks, (MARK, "down"))


def caption(world: World, focus: Ref, sight: Sight, view: View | None = None) -> tuple[str, ...]:
    """What the middle pane shows, in a few words; ``view``: what of it, where that is drawn."""
    topology = world.topology
    whole = sight.whole(focus)
    if whole == ALL and view is not None and view.distance:
        middle = next(topology.owner(ref).teams for ref, steps in view.distance.items() if not steps)
        shown = len({topology.owner(ref).teams for ref in view.refs})
        called = title(middle, world.title)
        teams = f"{shown} of {len(topology.by_owners)} teams"
        return f"Everything around {called}", teams, f"depth {steps_of(world, focus, sight)}"
    if whole == ALL:
        of = f"{len(view.refs)} of " if view is not None and len(view.refs) < len(topology.nodes) else ""
        return "Everything", of + count(len(topology.nodes), "component")
    subject = whole or focus
    entity = world.catalog.entities[subject]
    name = world.title(subject)
    steps = f"depth {steps_of(world, focus, sight)}"
    if isinstance(entity, Component):
        users, needs = _distinct(e.source for e in topology.users(focus)), topology.needs(focus)
        return name, f"uses {_distinct(e.target for e in needs)}", f"used by {users}", steps
    if isinstance(entity, Group | Team):
        within = _owns(world, subject)
        drawn = sum(not steps for steps in map(view.distance.get, view.refs)) if view is not None else within
        some = {0: "nothing", 1: "the one"}.get(within, f"all {within}")
        some = f"{drawn} of {within}" if drawn < within else some
        return name, f"{some} of the {entity.kind}", steps
    return name, entity.kind


def _distinct(refs: Iterable[Ref]) -> int:
    return len(set(refs))
