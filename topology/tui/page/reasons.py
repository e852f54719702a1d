"""Why: what an answer says, and under each of its lines the numbered reasons with their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from topology.model.place import Because
from topology.present.cells import cut_left, width, wrap
from topology.present.reasons import Reasons, where
from topology.tui.line import BLANK, Line, Span
from topology.tui.page.sheet import Written


def why(written: Written, columns: int) -> Iterator[Line]:
    """Every line of the answer that has reasons; each reason once, with the number that text copies have."""
    numbers = Reasons()
    for line in written.lines:
        make = written.why.get(line.key)
        if make is None:
            continue
        because = make()
        known = numbers.known
        mark = numbers.mark(because)
        new = numbers.numbered[known:]
        said = wrap(written.said[line.key], columns - width(mark) - 1)
        yield Line(((said[0], "strong"),), ((mark, "quiet"),), line.key, line.ref)
        yield from (Line(((text, "strong"),)) for text in said[1:])
        yield from because_lines(new, columns, known + 1)
        yield BLANK


def because_lines(reasons: Iterable[Because], columns: int, first: int = 1) -> Iterator[Line]:
    """Numbered reasons; a line can be followed to the place of its fact."""
    for number, reason in enumerate(reasons, first):
        stamp = f"{number:>4}  "
        place = where(reason)
        shown = wrap(reason.text, columns - len(stamp))
        beside = bool(place) and len(stamp) + width(shown[-1]) + width(place) + 2 <= columns
        for position, text in enumerate(shown):
            last = position == len(shown) - 1
            head = stamp if position == 0 else " " * len(stamp)
            end: tuple[Span, ...] = ((place, "link"),) if last and beside else ()
            key = f"because {number}" if position == 0 else ""
            yield Line(((head, "hot"), (text, "plain")), end, key, place=reason.place)
        if place and not beside:
            text = cut_left(place, columns - len(stamp))
            yield Line(((" " * len(stamp) + text, "link"),), place=reason.place)
