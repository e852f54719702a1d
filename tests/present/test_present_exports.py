"""Mermaid, DOT, Markdown, JSON, iCalendar and annotations hold text from files and nothing of its meaning."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from topology.model.place import Place
from topology.model.problem import Occurrence, Problem, Suggestion
from topology.model.reference import Ref
from topology.model.text import clean_line
from topology.present import dot, ics, markdown, mermaid
from topology.present.check_text import check_github
from topology.present.drawing import Arrow, Drawing, Lane, Node
from topology.present.json_text import json_text
from topology.present.problem_text import problem_text

NASTY = [
    'x"];evil[label="pwned',
    "ends with \\",
    "\\N \\G \\L \\l",
    "&lt;b&gt; &amp; &#x1b;",
    "end",
    "1. one",
    "- one",
    "a#quot;b;c",
    "`markdown`",
    '" onmouseover="alert(1)',
    "</script><script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "@org/everyone fixes #1",
    "| a | b |",
    "```",
    "---",
    "<!-- -->",
    "漢字 👍",
    "%% comment",
    '{"a": 1}',
    "graph TD; click n1 href",
]
TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=30)).map(clean_line)


def drawing(*labels: str) -> Drawing:
    nodes = tuple(
        Node(f"n{number}", Ref(f"component:c{number}"), label, number == 2, number == 1)
        for number, label in enumerate(labels, 1)
    )
    return Drawing((Lane("t1", labels[0], nodes),), (Arrow("n1", "n2", "1 of 2 grey", False),), 3)


def read_dot(text: str) -> list[str]:
    """The tokens of a DOT file as Graphviz' scanner takes them: words, strings unescaped, signs."""
    tokens: list[str] = []
    at = 0
    scanner = re.compile(r'\s+|//[^\n]*|"((?:[^"\\]|\\.)*)"|->|[A-Za-z_0-9.]+|[\[\]{}=,;]')
    while at < len(text):
        match = scanner.match(text, at)
        assert match is not None, text[at : at + 40]
        at = match.end()
        if match[1] is not None:
            tokens.append("s:" + match[1].replace('\\"', '"').replace("\\\\", "\\").replace("&amp;", "&"))
        elif not match[0].isspace() and not match[0].startswith("//"):
            tokens.append(match[0])
    return tokens


@given(TEXT, TEXT)
def test_dot_reads_back_as_the_labels_put_in(one: str, two: str) -> None:
    tokens = read_dot(dot.dot(drawing(one, two)))
    labels = [tokens[at + 2] for at, token in enumerate(tokens) if token == "label"]
    shown = ["s:" + " ".join(text.split()) for text in (one, one, two)]
    assert labels == [*shown, "s:1 of 2 grey"]
    assert tokens.count("->") == 1
    assert tokens.count("{") == tokens.count("}") == 2


@given(TEXT, TEXT)
def test_mermaid_keeps_one_statement_a_line_and_labels_read_back(one: str, two: str) -> None:
    lines = mermaid.mermaid(drawing(one, two)).splitlines()
    statement = re.compile(
        r'  subgraph t1\["([^"]*)"\]|    n\d\["([^"]*)"\]|  end|  n1 -\.->\|1 of 2 grey\| n2'
        r"|  class(Def)? [\w, :;-]+|  %% 3 more beyond this depth"
    )
    assert lines[0] == "flowchart LR"
    labels = []
    for line in lines[1:]:
        match = statement.fullmatch(line)
        assert match is not None, line
        labels += [label for label in match.groups()[:2] if label is not None]
    back = [re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label) for label in labels]
    assert [" ".join(label.split()) for label in back] == [" ".join(text.split()) for text in (one, one, two)]
    assert not any(
        re.search(r"[<>`&;\\\[\]{}()]", label.replace(";", "", label.count("#"))) for label in labels
    )


PLACES = ("{}\n", "# {}\n", "- {}\n", "1. {}\n", "- **{}** x\n", "| a |\n|---|\n| {} |\n", "x\n{}\n")
"""Where text stands in Markdown."""


def read_markdown(page: str) -> str:
    """What a reader with the extensions of the large hosts makes of it: texts, and a mark for all else."""
    reader = MarkdownIt("gfm-like")
    reader.linkify.set({"fuzzy_link": False})
    reader.linkify.add("//", None)
    blocks = reader.parse(page)
    parts = [child for block in blocks for child in (block.children if block.type == "inline" else [block])]
    comment = "<!-- -->"
    return "".join(
        part.content if part.type == "text" else f"\0{part.type}\0"
        for part in parts
        if (part.type, part.content) != ("html_inline", comment)
    )


MEANING = [
    *NASTY, "# C #", "C #", "1. one", "12) x", "- x", "+ x", "---", "===", "> x", "a_b _c_ __d",
    "R&D &amp; &lt;", "http://x.example www.x.example mail@x.example", "a | b", "<b>x</b> <!-- x",
    "x\\", "~~x~~ ~y~", "[x]: y", "![x](y)",
]  # fmt: skip


@given(st.one_of(st.sampled_from(MEANING), st.text("_*~`<>[]()#!&|\\:-+=1. ax@w/$", max_size=12), TEXT))
def test_markdown_means_nothing_wherever_it_stands(text: str) -> None:
    text = " ".join(clean_line(text).split())
    made = markdown.inline(text)
    for place in PLACES if text else ():
        wanted = read_markdown(place.format("Ω")).replace("Ω", text)
        assert read_markdown(place.format(made)) == wanted, (place, made)
    assert not re.search(r"@\w|[#!]\d", made)


@pytest.mark.parametrize(
    "text",
    ["payments-api, at 09:00 (Lisbon); +5m Sam: it's 1.5 of a_b!", "tier 1: x/y @ z #general", "AT & T"],
)
def test_markdown_stays_as_it_is_where_it_means_nothing(text: str) -> None:
    assert markdown.inline(text) == text


def test_markdown_links_only_http() -> None:
    assert markdown.link("x", "javascript:alert(1)") == markdown.inline("x javascript:alert(1)")
    assert markdown.link("x", "https://good@evil/") == markdown.inline("x https://good@evil/")
    assert markdown.link("x", "https://h/a b") == markdown.inline("x https://h/a b")
    assert markdown.link("run", "https://h/ab>)(<") == "[run](<https://h/ab%3E%29%28%3C>)"
    assert markdown.link("", "http://h/") == f"[{markdown.inline('http://h/')}](<http://h/>)"


@given(st.dictionaries(TEXT, TEXT))
def test_json_reads_back_and_ends_no_script(data: dict[str, str]) -> None:
    text = json_text(data)
    assert json.loads(text) == data
    assert "</" not in text


def test_json_refuses_what_json_has_no_word_for() -> None:
    assert json.loads(json_text({"a": None, "b": [1, True, "é"]})) == {"a": None, "b": [1, True, "é"]}
    with pytest.raises(ValueError, match="JSON compliant"):
        json_text({"a": float("nan")})


def test_calendar_text_is_escaped() -> None:
    assert ics.escape("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def problem(message: str, **more: object) -> Problem:
    return Problem(
        code="T204",
        rule="unknown-reference",
        severity="error",
        place=Place("a,b:c.yaml", 31, 9),
        message=message,
        **more,  # type: ignore[arg-type]
    )


def test_annotations_stay_on_their_line() -> None:
    made = check_github([problem("100% wrong\n::error::x")], "cat")
    assert made == (
        "::error file=cat/a%2Cb%3Ac.yaml,line=31,col=9,endColumn=10,title=T204 unknown-reference::"
        "100%25 wrong%0A::error::x\n"
    )


def test_a_finding_points_at_the_place() -> None:
    found = problem(
        'unknown component "fraud-scorer" in dependsOn of component:payments-api',
        excerpt="      - fraud-scorer",
        width=12,
        suggestion=Suggestion("fraud-scoring", Place("risk.yaml", 12, 3)),
        references=(Occurrence(Place("a,b:c.yaml", 31, 9)), Occurrence(Place("web.yaml", 4, 1))),
    )
    assert problem_text(found).splitlines() == [
        'a,b:c.yaml:31:9: error T204 unknown component "fraud-scorer" in dependsOn of component:payments-api',
        "   31 |       - fraud-scorer",
        "      |         ^^^^^^^^^^^^ did you mean fraud-scoring (risk.yaml:12)?",
        "        also at web.yaml:4",
    ]


def test_a_caret_stands_under_wide_characters_and_in_long_lines() -> None:
    wide = problem("x", excerpt="漢字漢字漢字漢字x: y", width=1)
    assert problem_text(wide).splitlines()[2] == "      | " + " " * 16 + "^"
    long = Problem(
        code="T1",
        rule="r",
        severity="info",
        place=Place("f", 1, 1001),
        message="m",
        excerpt="k" * 1000 + "!" * 900,
        width=3,
    )
    _, line, caret = problem_text(long).splitlines()
    assert line[caret.index("^")] == "!"
    assert len(line) < 180
