"""One world after another: which newer one is not to be shown, and what of an older one stays for a while."""

from __future__ import annotations

from msgspec.structs import replace

from topology.model.problem import Problem
from topology.tui.world import NOTHING, World, world_of


def refused(world: World, shown: World) -> tuple[Problem, ...]:
    """Why a reading is not to replace the one that is shown: what of that cannot be read any more."""
    broken = _broken(world)
    if world.empty:
        return broken or tuple(each for each in world.result.problems if each.code in NOTHING)
    known = {(problem.place.file, problem.code) for problem in _broken(shown)}
    return tuple(each for each in broken if (each.place.file, each.code) not in known)


def _broken(world: World) -> tuple[Problem, ...]:
    """What keeps files, or some of what they say, from being read."""
    return tuple(
        problem
        for problem in world.result.problems
        if problem.severity == "error" and (problem.code < "T2" or problem.rule == "program-settings")
    )


def haunted(world: World, shown: World) -> World:
    """The world with ghosts of what was declared in the one that is shown, or had just gone from it."""
    entities = world.catalog.entities
    lost = [
        entity
        for ref, entity in shown.catalog.entities.items()
        if (not entity.ghost or ref in shown.gone) and (ref not in entities or entities[ref].ghost)
    ]
    if not lost:
        return world
    there = world
    if not all(entity.ref in entities for entity in lost):
        there = world_of(replace(world.result, catalog=world.catalog.with_ghosts(lost)))
    return replace(there, gone=tuple(entity.ref for entity in lost), settled=world)


def awaiting(world: World, before: World) -> World:
    """The world with the findings of the one before it, until it is judged itself: they seldom differ."""
    counts = (*world.counts[:2], *before.counts[2:])
    return replace(world, findings=before.findings, found=before.found, counts=counts)
