"""The one door for text, and the last line of defence behind it."""

from __future__ import annotations

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen

from topology.model.address import is_web
from topology.tui import text
from topology.tui.behind import Behind
from topology.tui.filters import Ascii, Harmless, in_turn
from topology.tui.line import Role, Span

NOTHING = Style()
BLACK = Color(0, 0, 0)

HOSTILE = [
    "[bold red]x[/]",
    "[/nothing]",
    "[ @click=app.exit]x",
    "[$accent]x",
    "[50%]x",
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31mx",
    "a\u202eb\u2066c",
    "zero\u200bwidth\ufeff",
    "x\u0301" * 3 + "\u0301" * 400,
    "支付服务" * 50,
    "l" * 400,
    "line\nline\ttab\rreturn",
    "\x7f\x00\x0e",
    "\U000e0041tag",
    "🏳️‍🌈👩‍👩‍👧",
    "",
]


def style(_: Role) -> Style:
    return NOTHING


def cells(segments: list[Segment]) -> int:
    return sum(segment.cell_length for segment in segments)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("width", [1, 2, 7, 30, 200])
def test_a_line_has_its_width_whatever_is_in_it(hostile: str, width: int) -> None:
    left: list[Span] = [(hostile, "plain"), (hostile, "strong")]
    for spans, end in ((left, []), ([], left), (left, left), ([("x", "plain")], [(hostile, "quiet")])):
        made = text.drawn(spans, end, width, style, NOTHING)
        assert cells(made) == width
        assert all(char.isprintable() or char == "\u200d" for segment in made for char in segment.text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_content_is_never_markup(hostile: str) -> None:
    made = text.content(hostile)
    assert made.plain == text.safe(hostile)
    assert not made.spans


def test_markup_is_shown_as_it_stands() -> None:
    assert text.content("[bold]x[/bold] [@click=app.exit]y").plain == "[bold]x[/bold] [@click=app.exit]y"


def test_the_end_is_kept_whole_while_the_start_gives_way() -> None:
    made = text.drawn([("a long name", "plain")], [(" T1", "quiet")], 10, style, NOTHING)
    assert "".join(segment.text for segment in made) == "a lon…  T1"


def test_a_wide_character_is_not_cut_in_half() -> None:
    made = text.drawn([("支付", "plain")], [], 3, style, NOTHING)
    assert "".join(segment.text for segment in made) == "支…"


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/x", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://example.org/\u202egpj", False),
        ("https://a b", False),
        ("", False),
    ],
)
def test_only_the_web_is_opened(url: str, good: bool) -> None:
    assert is_web(url) is good


def test_the_clipboard_keeps_lines_and_nothing_that_steers() -> None:
    assert text.clipboard("a\n\tb\x1b[2J") == "a\n\tb␛[2J"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_last_defence_keeps_the_width(hostile: str) -> None:
    segment = Segment(hostile)
    (made,) = Harmless().apply([segment], BLACK)
    assert made.cell_length >= segment.cell_length or "\n" in hostile or "\t" in hostile
    assert all(char.isprintable() or char == "\u200d" for char in made.text)


def test_the_last_defence_drops_links_that_are_not_of_the_web() -> None:
    bad, good = Style(link="javascript:x"), Style(link="https://example.org")
    made = Harmless().apply([Segment("a", bad), Segment("b", good)], BLACK)
    assert [segment.style.link for segment in made if segment.style] == [None, "https://example.org"]


def test_ascii_shows_signs_as_letters_and_keeps_the_width() -> None:
    line = [Segment("╭─ ● ◇ ▲ ✖ ◌ ▾▸ ──▶ ──▷ ╌╌▶ ══▶ ┼ … ┃ ▐x▌ é 支付")]
    (made,) = Ascii("ascii").apply(line, BLACK)
    assert made.text == ".- o ~ ! X . v> --> --) ~~> ==> # . | [x] ? ????"
    assert made.cell_length == line[0].cell_length
    (latin,) = Ascii("latin-1").apply([Segment("é ●")], BLACK)
    assert latin.text == "é o"


def test_filters_in_turn_do_what_they_do_one_by_one_and_are_one_filter() -> None:
    harmless, plain = Harmless(), Ascii("ascii")
    line = [Segment("a\x1b[2J ●", Style(link="javascript:x"))]
    assert in_turn(harmless, plain) is in_turn(harmless, plain)
    assert in_turn(harmless, plain).apply(line, BLACK) == plain.apply(harmless.apply(line, BLACK), BLACK)


@pytest.mark.parametrize("alpha", [0.0, 0.4])
def test_what_lies_under_an_overlay_looks_as_textual_makes_it(alpha: float) -> None:
    styles = [None, Style(), Style(color="red", bold=True), Style(bgcolor="#102030", dim=True)]
    styles += [Style(color="#ffffff", link="https://example.org"), Style(meta={"@click": "app.exit"})]
    line = [Segment(str(number), style) for number, style in enumerate([*styles, *styles])]
    tint = Color(0, 0, 0, alpha)
    assert list(Behind.process_segments(line, tint)) == list(BackgroundScreen.process_segments(line, tint))


@pytest.mark.parametrize(
    ("parts", "room", "titled"),
    [
        (("name", "uses 1", "depth 1"), 40, "name · uses 1 · depth 1"),
        (("n" * 40, "uses 1", "depth 1"), 40, "n" * 20 + "… · uses 1 · depth 1"),
        (("n" * 40, "uses 1", "used by 2", "depth 1"), 34, "n" * 11 + "… · used by 2 · depth 1"),
        (("支付" * 9, "depth 1"), 24, "支付支付支付… · depth 1"),
        (("a longer name", "depth 1"), 4, "… · depth 1"),
        (("name",), 3, "na…"),
        ((), 3, ""),
    ],
    ids=str,
)
def test_titles_are_cut_in_the_name(parts: tuple[str, ...], room: int, titled: str) -> None:
    assert text.titled(parts, room) == titled


def test_a_part_that_is_stood_on_has_what_marks_a_line_that_is() -> None:
    line = [Segment("one two", NOTHING)]
    marked = text.lit(line, 4, 7, Style.parse("underline white on blue"))
    assert [(segment.text, bool(segment.style and segment.style.underline)) for segment in marked] == [
        ("one ", False),
        ("two", True),
    ]
