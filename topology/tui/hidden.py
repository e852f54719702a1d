"""What a drawing does not show: what lies beyond it, and what its folded lanes hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from topology.graph.edge import Edge
from topology.graph.lanes.drawing import Chip
from topology.graph.order import natural
from topology.model.reference import Ref
from topology.present.words import count
from topology.tui.line import BLANK, Line, Role, Span
from topology.tui.world import World

STRIDE = 64
"""Things of which the neighbours are looked at in one go."""


def is_hidden(world: World, drawn: Set[Ref], folded: Sequence[Chip] = ()) -> bool:
    """Whether there is anything that a drawing does not show."""
    topology = world.topology
    return bool(folded) or any(
        edge.target not in drawn or edge.source not in drawn
        for ref in drawn
        for edge in (*topology.needs(ref), *topology.users(ref))
    )


def hidden_lines(world: World, drawn: Set[Ref], folded: Iterable[Chip] = ()) -> Iterator[Line | None]:
    """Everything next to what is drawn that is not drawn itself, by owner; then what is in folded lanes.

    ``None``: there is no line yet.
    """
    beyond: dict[Ref, list[tuple[Edge, bool]]] = {}
    for number, ref in enumerate(sorted(drawn & world.topology.index.keys()), start=1):
        if not number % STRIDE:
            yield None
        for edge in world.topology.needs(ref):
            if edge.target not in drawn:
                beyond.setdefault(edge.target, []).append((edge, False))
        for edge in world.topology.users(ref):
            if edge.source not in drawn:
                beyond.setdefault(edge.source, []).append((edge, True))
    if beyond:
        yield Line(((f"{count(len(beyond), 'component')} beyond what is drawn", "head"),))
        yield from _by_owner(world, beyond)
    for number, chip in enumerate(folded):
        if beyond or number:
            yield BLANK
        owner = ", ".join(map(world.title, world.topology.owner(chip.members[0]).teams)) or "no owner"
        yield Line((("Folded: ", "head"), (owner, "head"), (f" · {len(chip.members)}", "quiet")))
        for ref in chip.members:
            yield _line(world, ref, (), f"folded {ref}")


def hidden_count(world: World, drawn: Set[Ref]) -> int:
    """How many things stand next to what is drawn and are not drawn themselves."""
    topology = world.topology
    if drawn >= topology.index.keys():
        return 0
    beside = {edge.target for ref in drawn for edge in topology.needs(ref)}
    beside |= {edge.source for ref in drawn for edge in topology.users(ref)}
    return len(beside - drawn)


def _by_owner(world: World, beyond: dict[Ref, list[tuple[Edge, bool]]]) -> Iterator[Line]:
    by_owner: dict[tuple[Ref, ...], list[Ref]] = {}
    for ref in beyond:
        by_owner.setdefault(world.topology.owner(ref).teams, []).append(ref)

    def order(teams: tuple[Ref, ...]) -> tuple[bool, str, tuple[Ref, ...]]:
        return not teams, natural(", ".join(map(world.title, teams))), teams

    for teams in sorted(by_owner, key=order):
        title = ", ".join(map(world.title, teams)) or "no owner"
        yield Line(((f" {title}", "quiet" if teams else "warn"),))
        for ref in sorted(by_owner[teams], key=world.names.place):
            edges = beyond[ref]
            uses = _some(world, {e.target for e, user in edges if user})
            used = _some(world, {e.source for e, user in edges if not user})
            note = [f"uses {uses}"] * bool(uses) + [f"used by {used}"] * bool(used)
            yield _line(world, ref, ((", ".join(note), "quiet"),), f"beyond {ref}")


def _some(world: World, refs: Set[Ref]) -> str:
    names = list(dict.fromkeys(map(world.title, sorted(refs, key=world.names.place))))
    return ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


def _line(world: World, ref: Ref, note: tuple[Span, ...], key: str) -> Line:
    entity = world.catalog.entities.get(ref)
    ghost = entity is None or entity.ghost
    role: Role = "ghost" if ghost else "plain"
    return Line(((f"  {'? ' if ghost else ''}{world.title(ref)}", role),), note, key, ref)
