"""A row of a drawing, whole or as much of it as is in sight."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from topology.graph.lanes.canvas import Canvas

WIDTH = 24

STROKES = st.lists(
    st.tuples(
        st.integers(0, WIDTH - 1),
        st.text(alphabet="ab─▶日本é…", min_size=1, max_size=6),
        st.sampled_from(["chip", "hard", "title"]),
    ),
    max_size=6,
)


def drawn(strokes: Any) -> Canvas:
    """Strokes one behind the other, as a drawing has them: none begins or ends within a wide character."""
    canvas = Canvas(WIDTH, 1, cell_len)
    at = 0
    for gap, text, role in strokes:
        x = at + gap % 4
        at = x + cell_len(text)
        if at > WIDTH:
            break
        canvas.write(x, 0, text, role)
    return canvas


@given(strokes=STROKES, one=st.integers(0, WIDTH), other=st.integers(0, WIDTH))
def test_what_is_in_sight_of_a_row_is_what_the_whole_row_has_there(
    strokes: Any, one: int, other: int
) -> None:
    canvas = drawn(strokes)
    start, end = min(one, other), max(one, other)

    def cells(spans: Any, start: int, end: int) -> list[tuple[str, str]]:
        """Each character with its role, cut as a screen cuts."""
        made: list[tuple[str, str]] = []
        strip = Strip([Segment(text, None, None) for text, _ in spans]).crop(start, end)
        roles = [role for text, role in spans for char in text for _ in range(cell_len(char))][start:end]
        at = 0
        for char in strip.text:
            made.append((char, roles[at]))
            at += cell_len(char)
        return made

    seen = canvas.spans(0, start, end)
    assert sum(cell_len(text) for text, _ in seen) == end - start
    assert cells(seen, 0, end - start) == cells(canvas.spans(0), start, end)


def test_a_row_is_as_wide_as_its_drawing() -> None:
    canvas = drawn([(2, "日本", "chip"), (1, "ab", "hard")])
    assert canvas.spans(0) == (("  ", ""), ("日本", "chip"), (" ", ""), ("ab", "hard"), (" " * 15, ""))
    assert canvas.spans(0, 3, 8) == ((" 本", "chip"), (" ", ""), ("a", "hard"))
    assert canvas.spans(0, 2, 5) == (("日 ", "chip"),)
    assert canvas.spans(0, 9, 9) == ()
