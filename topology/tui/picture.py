"""The neighbourhood of one entity drawn with characters: users left, needs right, a box for each team.

An arrow that passes through the side of a box crosses an ownership boundary. What
the same team owns stands without a box.
"""

from collections.abc import Iterable

from msgspec import Struct

from topology.model.reference import Ref
from topology.present.cells import cut, pad, width
from topology.tui.line import Role, Span
from topology.tui.relations import Item, Relations, Side
from topology.tui.signs import ARROW_WORDS, CHIP_LEFT, CHIP_RIGHT

NARROW = 46
"""Below this many columns the two sides stand one above the other."""

WIDEST = 42
"""Cells of one side at most: names are shorter, and eyes should not travel."""

OWN = "same team"
"""Stands over what the owner of the middle owns as well."""

GUTTER = 5
"""Between the sides: head, trunk, space, trunk, dash."""


class Spot(Struct, frozen=True, gc=False):
    """Where an entity stands in a picture. ``column``: 0 users, 1 the middle, 2 needs."""

    ref: Ref
    column: int
    row: int
    start: int
    cells: int


class Picture(Struct, frozen=True, gc=False):
    """Rows of spans; what can be stood on in them, in reading order of each column; the arrows they hold."""

    rows: tuple[tuple[Span, ...], ...]
    spots: tuple[Spot, ...]
    arrows: frozenset[str] = frozenset()


class _Block(Struct):
    """One side of the picture, row by row; ``links`` are the rows an arrow leaves from."""

    rows: list[tuple[Span, ...]] = []
    spots: list[Spot] = []
    links: list[tuple[int, str]] = []


def picture(relations: Relations, columns: int) -> Picture:
    """Draw everything around an entity in so many columns."""
    if columns < NARROW:
        return _stacked(relations, columns)
    side = min(WIDEST, (columns - GUTTER) // 2)
    left = _block(relations.users, side, 0, 0)
    right = _block(relations.needs, side, 2, side + GUTTER)
    start = max(0, (columns - 2 * side - GUTTER) // 2)
    rows = [*_head(relations, side)]
    height = max(len(left.rows), len(right.rows))
    ends = tuple(block.links[-1][0] if block.links else -1 for block in (left, right))
    arrows = tuple(dict(block.links) for block in (left, right))
    for row in range(height):
        joint = (
            *_trunk(arrows[0].get(row), row, ends[0], False),
            (" ", "plain"),
            *_trunk(arrows[1].get(row), row, ends[1], True),
        )
        rows.append((*_row(left, row, side), *joint, *_row(right, row, side)))
    first = len(rows) - height
    margin: tuple[Span, ...] = ((" " * start, "plain"),) if start else ()
    chip = _chip(relations, 2 * side + GUTTER)
    middle = Spot(relations.focus, 1, 0, start + _chip_start(chip, side), width(chip))
    spots = [_moved(spot, first, start) for spot in left.spots]
    spots += [middle, *(_moved(spot, first, start) for spot in right.spots)]
    return Picture(tuple((*margin, *row) for row in rows), tuple(spots), _arrows(relations))


def legend(picture: Picture) -> str:
    """The arrows that a picture has, and what they mean."""
    return "  ".join(f"{arrow} {word}" for arrow, word in ARROW_WORDS.items() if arrow in picture.arrows)


def _arrows(relations: Relations) -> frozenset[str]:
    return frozenset(item.arrow for side in (*relations.users, *relations.needs) for item in side.items)


def _moved(spot: Spot, rows: int, cells: int) -> Spot:
    return Spot(spot.ref, spot.column, spot.row + rows, spot.start + cells, spot.cells)


def _chip(relations: Relations, room: int) -> str:
    return f"{CHIP_LEFT} {cut(relations.title, room - 4)} {CHIP_RIGHT}"


def _painted(chip: str) -> tuple[Span, ...]:
    return ((chip[0], "hot"), (chip[1:-1], "chip"), (chip[-1], "hot"))


def _chip_start(chip: str, side: int) -> int:
    return max(0, side + GUTTER // 2 - width(chip) // 2)


def _head(relations: Relations, side: int) -> list[tuple[Span, ...]]:
    """The chip, and under it what the sides are, around the trunks."""
    total = 2 * side + GUTTER
    chip = _chip(relations, total)
    before = _chip_start(chip, side)
    note = cut(f"  {relations.note}", max(0, total - before - width(chip)))
    top: tuple[Span, ...] = ((" " * before, "plain"), *_painted(chip), (note, "quiet"))
    users, needs = bool(relations.users), bool(relations.needs)
    joint = f" {'│' if users else ' '} {'│' if needs else ' '} "
    titles: tuple[Span, ...] = (
        (pad(f" {relations.users_title}", side), "quiet"),
        (joint, "frame"),
        (pad(f" {relations.needs_title}", side), "quiet"),
    )
    return [top, titles]


def _trunk(arrow: str | None, row: int, end: int, needs: bool) -> tuple[Span, ...]:
    """Two cells between a side and the middle: the vertical line, and an arrow where one leaves."""
    if row > end:
        return (("  ", "plain"),)
    if arrow is None:
        return ((f"{'│ ' if needs else ' │'}", "frame"),)
    if needs:
        return (("╰" if row == end else "├", "frame"), (arrow[0], _tone(arrow)))
    return ((arrow[2], _tone(arrow)), ("╯" if row == end else "┤", "frame"))


def _tone(arrow: str) -> Role:
    return "warn" if "?" in arrow else "hot"


def _row(block: _Block, row: int, side: int) -> tuple[Span, ...]:
    return block.rows[row] if row < len(block.rows) else ((" " * side, "plain"),)


def _block(sides: Iterable[Side], cells: int, column: int, start: int) -> _Block:
    block = _Block()
    for side in sides:
        framed = not side.own
        title = f" {cut(side.title if framed else OWN, cells - 4)} "
        role: Role = "quiet" if side.known else "warn"
        if framed:
            top: tuple[Span, ...] = (
                ("╭", "frame"),
                (title, role),
                ("─" * (cells - 2 - width(title)) + "╮", "frame"),
            )
        else:
            top = ((pad(f" {title}", cells), role),)
        block.rows.append(top)
        for item in side.items:
            row = len(block.rows)
            block.rows.append(_item(item, cells, framed, column == 2))
            indent = 3 if column == 2 else 2
            block.spots.append(Spot(item.ref, column, row, start + indent, cells - 5))
            block.links.append((row, item.arrow))
        if framed:
            block.rows.append((("╰" + "─" * (cells - 2) + "╯", "frame"),))
    return block


def _item(item: Item, cells: int, framed: bool, needs: bool) -> tuple[Span, ...]:
    """One neighbour in its box; its arrow passes through the side that faces the middle."""
    note = f" {item.note}" if item.note else ""
    shown = cut(item.name, cells - 5 - width(note))
    gap = " " * (cells - 5 - width(shown) - width(note))
    body: tuple[Span, ...] = ((shown, item.role), (note, "quiet"), (gap, "plain"))
    wall: Span = ("│" if framed else " ", "frame")
    through = _through(item.arrow) if framed else item.arrow[1]
    if needs:
        return (
            (through, _tone(item.arrow)),
            (item.arrow[2] + " ", _tone(item.arrow)),
            *body,
            (" ", "plain"),
            wall,
        )
    return (
        wall,
        (" ", "plain"),
        *body,
        (f" {item.arrow[0]}", _tone(item.arrow)),
        (through, _tone(item.arrow)),
    )


def _through(arrow: str) -> str:
    return "?" if "?" in arrow else "╪" if arrow[0] == "═" else "┼"


def _stacked(relations: Relations, columns: int) -> Picture:
    """Users, the middle, needs: one above the other."""
    rows: list[tuple[Span, ...]] = []
    spots: list[Spot] = []

    def put(sides: Iterable[Side], title: str, column: int) -> None:
        if sides:
            rows.append(((f" {title}", "quiet"),))
        for side in sides:
            rows.append(((f" {cut(side.title, columns - 2)}", "quiet" if side.known else "warn"),))
            for item in side.items:
                note = f" {item.note}" if item.note else ""
                shown = cut(item.name, columns - 7 - width(note))
                arrow: Span = (f"  {item.arrow} ", _tone(item.arrow))
                spots.append(Spot(item.ref, column, len(rows), 6, width(shown)))
                rows.append((arrow, (shown, item.role), (note, "quiet")))

    put(relations.users, relations.users_title, 0)
    chip = _chip(relations, columns)
    spots.append(Spot(relations.focus, 1, len(rows), 0, width(chip)))
    rows.append(_painted(chip))
    put(relations.needs, relations.needs_title, 2)
    return Picture(tuple(rows), tuple(spots), _arrows(relations))
