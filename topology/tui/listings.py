"""The neighbourhood as lines, in either form, ready for the middle pane."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from msgspec import Struct

from topology.graph.lanes.scene import Scene
from topology.model.reference import Ref
from topology.tui import table
from topology.tui.branches import Branches
from topology.tui.entries import COLUMNS, Entries, around
from topology.tui.hidden import hidden_count
from topology.tui.line import BLANK, Line, Role
from topology.tui.outlook import caption, states_of
from topology.tui.session import Session
from topology.tui.world import World


class Listed(Struct, frozen=True, kw_only=True):
    """``make`` makes the lines for a width; ``refs`` are all that they are of.

    ``unfoldable`` are the keys of lines that can be folded, ``parent`` tells under which one a line
    lies; ``head`` stands still above, where there is one. ``found`` is what a table is made from.
    """

    make: Callable[[int], Sequence[Line]]
    refs: frozenset[Ref]
    title: tuple[str, ...]
    notes: str
    head: Callable[[int], Line] | None = None
    unfoldable: Container[str] = ()
    parent: Callable[[str], str] = lambda key: ""
    found: Entries | None = None


def listing(
    world: World, session: Session, key: Callable[[str], str], before: Entries | None = None
) -> Listed:
    """What stands around what is in the middle, as tree or as table; ``key`` tells the key of a command.

    Where what a table was made from ``before`` is the same, it is only sorted anew.
    """
    focus, sight = session.focus, session.sight
    assert focus is not None
    states = states_of(world, session.marks, session.instant)
    title = caption(world, focus, sight)
    refs = around(world, focus, sight)
    hidden = hidden_count(world, refs)
    notes = f"{hidden} hidden · {key('hidden')}" if hidden else ""
    if sight.form == "table":
        column = COLUMNS[sight.sort]
        same = before is not None and before.holds(world, focus, sight, session.marks, states)
        found = before if before is not None and same else Entries(world, focus, sight, session.marks, states)
        rows = found.ordered(column)
        notes = f"{notes}   by {column} · {key('sort')}".strip()
        return Listed(
            make=lambda room: table.lines(found, rows, room),
            refs=refs,
            title=title,
            notes=notes,
            head=lambda room: table.head(room, column),
            found=found,
        )
    branches = Branches(world, focus, sight, session.marks, states)
    lines = branches.lines()
    return Listed(
        make=lambda _: lines,
        refs=refs,
        title=title,
        notes=notes,
        unfoldable=branches.unfoldable,
        parent=branches.parent,
    )


def duty_listing(scene: Scene, title: tuple[str, ...]) -> Listed:
    """What stands around a person, a policy, a schedule, a domain: lane by lane."""
    lines = list(_lanes(scene))
    refs = frozenset(node.ref for node in scene.nodes)
    return Listed(make=lambda _: lines, refs=refs, title=title, notes="")


def _lanes(scene: Scene) -> Iterator[Line]:
    for number, band in enumerate(scene.bands):
        if number:
            yield BLANK
        yield Line(((band.title, "head"),))
        for node in scene.nodes:
            if node.lane == number:
                role: Role = "ghost" if node.role == "ghost" else "plain"
                yield Line(((f"  {node.text}", role),), (), f"{number} {node.ref}", node.ref)
