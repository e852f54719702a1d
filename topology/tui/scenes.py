"""What a graph shows: a scene to lay out, and what stands beside the names in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from topology.graph.lanes.look import Piece
from topology.graph.lanes.scene import Scene, scene
from topology.graph.lanes.view import View
from topology.model.reference import Ref
from topology.tui import text
from topology.tui.duties import duty_scene
from topology.tui.world import World

HEAVY = 140
"""Chips and lines together from which on laying out takes longer than a key may."""


class Subject(Struct, frozen=True, kw_only=True):
    """``distance`` of each node of the scene from the focus, below zero for what needs it.

    ``signs`` stand before names (a folded lane's is its team's), each with its role,
    ``roles`` are names' own where they mean something: ok, at-risk, degraded, down, unknown.
    ``title`` says what it is of; where there is little room its first parts are left out.
    ``shows``, ``unfolds``, ``crosses`` and ``widens`` are the keys for what is hidden, for what is
    folded, for lines left out and for more room, where there are such keys. ``empty`` is said
    where there is nothing. ``legend``: its lines are dependencies, of kinds that can be told apart.
    """

    scene: Scene
    distance: tuple[int, ...] = ()
    signs: Mapping[Ref, Piece] = {}
    roles: Mapping[Ref, str] = {}
    title: tuple[str, ...] = ("",)
    shows: str = ""
    unfolds: str = ""
    crosses: str = ""
    widens: str = ""
    empty: str = ""
    legend: bool = True

    @property
    def heavy(self) -> bool:
        """Whether laying it out takes so long that keys would have to wait."""
        return len(self.scene.nodes) + len(self.scene.links) > HEAVY


def subject(world: World, view: View, **more: Any) -> Subject:
    """A view of the world's topology, every name fit for a screen; ``more``: fields of the subject."""
    called = _called(world)
    shown = scene(world.topology, view, called, called)
    distance = tuple(view.distance.get(node.members[0], 0) for node in shown.nodes)
    return Subject(scene=shown, distance=distance, **more)


def duty_subject(world: World, ref: Ref, **more: Any) -> Subject:
    """What stands around a person, a policy, a schedule or a domain."""
    shown, distance = duty_scene(world, ref, _called(world))
    return Subject(scene=shown, distance=distance, legend=False, **more)


def _called(world: World) -> Callable[[Ref], str]:
    return lambda ref: text.safe(world.title(ref))
