"""Why one thing has to do with another: all ways between them, the shortest first, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from topology.graph.neighbours import neighbours
from topology.graph.topology import Edge
from topology.model.reference import Ref
from topology.present.words import count
from topology.tui.line import BLANK, Line, Role, Span
from topology.tui.signs import arrow
from topology.tui.table import MANY
from topology.tui.world import World

SHOWN = 100
"""Ways that are written out: nobody reads more."""

SHARED = 8
"""Things that both need, or that need both, which are named where no way leads from one to the other."""


def way_lines(world: World, one: Ref, other: Ref) -> list[Line]:
    """The ways from one to the other, and back; what they have in common where there are none."""
    lines: list[Line] = []
    for source, target in ((one, other), (other, one)):
        found = list(_ways(world, source, target))
        lines += [BLANK] if lines and found else []
        lines += found
    return lines or list(_nothing(world, one, other))


def _ways(world: World, source: Ref, target: Ref) -> Iterator[Line]:
    topology = world.topology
    paths = topology.all_paths(source, target, SHOWN)
    found = list(islice(paths, SHOWN + 1))
    if not found:
        return
    total = next(each.ways for each in neighbours(topology, [source], "needs") if each.ref == target)
    # The search may have given up before it had them all: then the count knows more, or says "at least".
    ways = max(total.ways, len(found))
    more = total.more or (paths.cut and ways == len(found) and total.ways != ways)
    told = count(ways, "way") if ways <= MANY else f"more than {MANY} ways"
    yield Line(
        (
            (f"{world.title(source)} needs {world.title(target)}", "head"),
            (f": {'at least ' * more}{told}", "strong"),
            (f", the {len(found)} shortest of them" if ways > len(found) else "", "warn"),
        )
    )
    for number, way in enumerate(found, 1):
        yield from _way(world, way, f"{source} {number}", number)


def _way(world: World, way: Sequence[Edge], key: str, number: int) -> Iterator[Line]:
    yield Line(((f"{number:>3}  {count(len(way), 'step')}", "quiet"),))
    first = way[0].source
    yield Line((("     ", "plain"), *_named(world, first)), _owner(world, first), f"{key} 0", first)
    for step, edge in enumerate(way, 1):
        grey = world.topology.is_grey(edge)
        sign = arrow(edge.strength, edge.group >= 0, grey)
        yield Line(
            ((f"{' ' * 5}{sign} ", "warn" if grey else "edge"), *_named(world, edge.target)),
            _owner(world, edge.target),
            f"{key} {step}",
            edge.target,
            place=edge.place,
        )


def _named(world: World, ref: Ref) -> tuple[Span, ...]:
    entity = world.catalog.entities.get(ref)
    ghost = entity is None or entity.ghost
    role: Role = "ghost" if ghost else "plain"
    return ((f"{'? ' if ghost else ''}{world.title(ref)}", role),)


def _owner(world: World, ref: Ref) -> tuple[Span, ...]:
    owner = ", ".join(map(world.title, world.topology.owner(ref).teams))
    return ((owner or "no owner", "quiet" if owner else "warn"),)


def _nothing(world: World, one: Ref, other: Ref) -> Iterator[Line]:
    names = world.title(one), world.title(other)
    yield Line(((f"Neither {names[0]} nor {names[1]} needs the other.", "strong"),))
    for way, said in (("needs", "Both need"), ("users", "Both are used by")):
        mine = world.topology.reach(one, "needs" if way == "needs" else "users")
        theirs = world.topology.reach(other, "needs" if way == "needs" else "users")
        shared = sorted(mine.keys() & theirs.keys(), key=lambda ref: (mine[ref] + theirs[ref], ref))
        if shared:
            yield BLANK
            yield Line(((said, "head"), (f" {len(shared)}", "quiet")))
            for ref in shared[:SHARED]:
                yield Line((("     ", "plain"), *_named(world, ref)), _owner(world, ref), f"{way} {ref}", ref)
            if len(shared) > SHARED:
                yield Line(((f"     and {len(shared) - SHARED} more", "quiet"),))
