"""Reading YAML: nodes with places, limits, good words, and nothing that ever raises or hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yaml.error import Mark
from yaml.scanner import ScannerError

from topology.load import events as event_source
from topology.load.codes_read import CODES
from topology.load.limits import Limits, limits_from
from topology.load.parse import Parsed, parse
from topology.load.tree import Map, Node, Scalar, Sequence
from topology.model.text import clean_line

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "hostile"

SAMPLE = """\
# yaml-language-server: $schema=topology-v1.json
version: 1
defaults: {tier: 2, pageTiers: 2}
components:
  payments-api: &api
    title: "Payments: the API"
    description: |
      Between the basket
      and the bank
    dependsOn:
      - payments-db
      - {ref: fraud, strength: soft}
      - {anyOf: [north, south], atLeast: 1}
  refunds:
    <<: *api
    title: 'Refund''s'
---
teams: {pay: {members: [ada, lin]}}
"""


def read(text: str | bytes, limits: Limits | None = None) -> Parsed:
    data = text.encode() if isinstance(text, str) else text
    return parse(data, "f.yaml", limits or Limits())


def plain(node: Node | None) -> object:
    """Nodes as the dicts, lists and texts they stand for."""
    if isinstance(node, Map):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def contents(parsed: Parsed) -> list[object]:
    return [plain(document.root) for document in parsed.documents]


def found(parsed: Parsed) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in parsed.problems]


def only(parsed: Parsed) -> tuple[str, int, str]:
    assert len(parsed.problems) == 1, parsed.problems
    problem = parsed.problems[0]
    return problem.code, problem.place.line, problem.message


def value(parsed: Parsed, *path: str | int) -> Node:
    node = parsed.documents[0].root
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node = node.items[step]
        else:
            assert isinstance(node, Map)
            node = node.entries[step].value
    assert node is not None
    return node


def assert_sane(parsed: Parsed, data: bytes) -> None:
    """What holds for whatever was read."""
    lines = max(len(parsed.source.lines), data.count(b"\n") + 1)
    for problem in parsed.problems:
        row = CODES[problem.code]
        assert problem.rule == row.rule
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert problem.width >= 1
        assert problem.message == clean_line(problem.message)
        assert len(problem.message) < 500
        assert problem.excerpt == clean_line(problem.excerpt)
        assert len(problem.excerpt) <= 200
    known = {id(problem) for problem in parsed.problems}
    for index, document in enumerate(parsed.documents):
        assert document.index == index
        assert 1 <= document.line <= lines
        assert {id(problem) for problem in document.problems} <= known
        todo: list[Node] = [document.root] if document.root is not None else []
        seen: set[int] = set()
        while todo:
            node = todo.pop()
            assert 1 <= node.line <= len(parsed.source.lines)
            assert node.column >= 1
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, Map):
                for text, entry in node.entries.items():
                    assert text == entry.key.text
                    todo += [entry.key, entry.value]
            elif isinstance(node, Sequence):
                todo += node.items


# What is read


def test_sample_gives_texts_and_structure() -> None:
    parsed = read(SAMPLE)
    assert parsed.problems == ()
    first, second = contents(parsed)
    depends = [
        "payments-db",
        {"ref": "fraud", "strength": "soft"},
        {"anyOf": ["north", "south"], "atLeast": "1"},
    ]
    text = "Between the basket\nand the bank\n"
    assert first == {
        "version": "1",
        "defaults": {"tier": "2", "pageTiers": "2"},
        "components": {
            "payments-api": {"title": "Payments: the API", "description": text, "dependsOn": depends},
            "refunds": {"title": "Refund's", "description": text, "dependsOn": depends},
        },
    }
    assert second == {"teams": {"pay": {"members": ["ada", "lin"]}}}


def test_every_node_knows_its_place() -> None:
    parsed = read(SAMPLE)
    api = value(parsed, "components", "payments-api")
    assert isinstance(api, Map)
    assert (api.entries["title"].key.line, api.entries["title"].key.column) == (6, 5)
    title = api.entries["title"].value
    assert (title.line, title.column) == (6, 12)
    item = value(parsed, "components", "payments-api", "dependsOn", 2, "anyOf", 1)
    assert (item.line, item.column) == (13, 25)
    assert [(document.line, document.index) for document in parsed.documents] == [(2, 0), (17, 1)]


def test_columns_count_characters() -> None:
    node = value(read("é: [日本, 😀, x]\n"), "é", 2)
    assert (node.line, node.column) == (1, 12)


def test_merged_entries_keep_their_own_place() -> None:
    refunds = value(read(SAMPLE), "components", "refunds")
    assert isinstance(refunds, Map)
    assert refunds.entries["dependsOn"].key.line == 10
    assert list(refunds.entries) == ["title", "description", "dependsOn"]


@pytest.mark.parametrize(
    "text", ["no", "on", "12:30", "1e3", "007", "~", "null", "2024-01-01", ".nan", "0x1F", "="]
)
def test_nothing_is_resolved(text: str) -> None:
    node = value(read(f"a: {text}\n"), "a")
    assert isinstance(node, Scalar)
    assert (node.text, node.plain) == (text, True)


@pytest.mark.parametrize("text", ["'no'", '"no"', "!!str no", "! no"])
def test_quoted_and_tagged_texts_are_not_plain(text: str) -> None:
    node = value(read(f"a: {text}\n"), "a")
    assert node == Scalar("no", 1, 4, False)


def test_blocks_are_not_plain() -> None:
    node = value(read("a: |\n  no\n"), "a")
    assert isinstance(node, Scalar)
    assert (node.text, node.plain) == ("no\n", False)


def test_missing_values_are_empty_plain_texts_within_the_file() -> None:
    parsed = read("a:\nb: [x, ]\nc: !!str\n")
    assert contents(parsed) == [{"a": "", "b": ["x"], "c": ""}]
    assert value(parsed, "a").line == 1
    assert value(parsed, "c").line == 3


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("", []),
        ("# only a comment\n", []),
        ("\n\n", []),
        ("---\n---\n", [None, None]),
        ("--- # nothing\n---\na: 1\n", [None, {"a": "1"}]),
        ("42\n", ["42"]),
        ("~\n", ["~"]),
        ("''\n", [""]),
        ("- a\n- b\n", [["a", "b"]]),
        ("a: |\n  ---\n  b: c\n", [{"a": "---\nb: c\n"}]),
        ("%YAML 1.2\n---\na: 1\n", [{"a": "1"}]),
        ("a: 1\n...\n---\nb: 2\n...\n", [{"a": "1"}, {"b": "2"}]),
        ('{\n\t"a": [\n\t\t1,\n\t\t"b\\/c"\n\t]\n}', [{"a": ["1", "b/c"]}]),
        ("a:\tx\n", [{"a": "x"}]),
        ("? a\n: b\n", [{"a": "b"}]),
    ],
)
def test_quiet_files(text: str, roots: list[object]) -> None:
    parsed = read(text)
    assert parsed.problems == ()
    assert contents(parsed) == roots


def test_source_gives_clean_short_lines() -> None:
    source = read("a: '\x1b[2J'\nb: " + "x" * 500 + "\n").source
    assert source.line(1) == "a: '␛[2J'"
    assert len(source.line(2)) == 200
    assert source.line(0) == source.line(3) == source.line(99) == ""
    assert str(source.place(99, 7)) == "f.yaml:2"


# Keys, aliases, merges, tags


def test_duplicate_keys_are_errors_and_the_first_counts() -> None:
    parsed = read("c:\n  title: One\n  dependsOn: [a]\n  dependsOn: [b]\n  'title': Two\n")
    assert contents(parsed) == [{"c": {"title": "One", "dependsOn": ["a"]}}]
    assert found(parsed) == [("T102", 4, 3), ("T102", 5, 3)]
    assert parsed.problems[0].message.startswith('duplicate key "dependsOn": it stands at line 3')
    assert parsed.problems[0].excerpt == "  dependsOn: [b]"
    assert parsed.problems[0].width == len("dependsOn")
    assert parsed.documents[0].problems == parsed.problems


def test_a_second_head_is_a_missing_document_start_and_both_are_read() -> None:
    parsed = read("kind: A\nmetadata: {name: x}\nkind: B\nmetadata: {name: y}\n---\nkind: C\n")
    assert [root["kind"] for root in contents(parsed) if isinstance(root, dict)] == ["A", "B", "C"]
    assert [document.line for document in parsed.documents] == [1, 3, 5]
    code, line, message = only(parsed)
    assert (code, line) == ("T109", 3)
    assert "missing `---` before line 3" in message
    assert "duplicate" in message


def test_a_missing_document_start_is_not_guessed_inside_brackets_or_below_the_root() -> None:
    assert found(read('{"a": 1, "a": 2}')) == [("T102", 1, 10)]
    assert found(read("a: 1\nb:\n  kind: x\n  kind: y\n")) == [("T102", 4, 3)]


def test_aliases_share_nodes() -> None:
    parsed = read("a: &x [1, 2]\nb: *x\n*x : c\n")
    assert found(parsed) == [("T111", 3, 1)]
    parsed = read("a: &x [1, 2]\nb: *x\nk: &k v\n*k : c\n")
    assert parsed.problems == ()
    assert value(parsed, "a") is value(parsed, "b")
    assert plain(value(parsed, "v")) == "c"


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [("a: 1\nb: *nope\n", "nope", 2), ("a: &me [*me]\n", "me", 1), ("a: &me\n  b:\n    <<: *me\n", "me", 3)],
)
def test_aliases_to_nothing_are_named(text: str, name: str, line: int) -> None:
    parsed = read(text)
    assert only(parsed)[:2] == ("T105", line)
    problem = parsed.problems[0]
    assert f"*{name}" in problem.message
    assert len(parsed.documents) == 1


def test_anchors_end_with_their_document() -> None:
    assert found(read("a: &x 1\n---\nb: *x\n")) == [("T105", 3, 4)]


def test_merges_prefer_own_keys_then_earlier_maps() -> None:
    parsed = read(
        "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  c: 0\n  <<: [*x, *y]\nw: {<<: {q: 1}}\n'<<': 1\n"
    )
    assert parsed.problems == ()
    assert plain(value(parsed, "z")) == {"c": "0", "a": "1", "b": "1"}
    assert plain(value(parsed, "w")) == {"q": "1"}
    assert plain(value(parsed, "<<")) == "1"


@pytest.mark.parametrize("text", ["<<: [1, 2]", "<<: x", "<<:", "<<: [[a]]"])
def test_merging_something_else_is_an_error(text: str) -> None:
    parsed = read(f"a: 1\nb:\n  {text}\n  c: 2\n")
    assert [problem.code for problem in parsed.problems] == ["T106"]
    assert parsed.problems[0].place.line == 3
    assert plain(value(parsed, "b")) == {"c": "2"}


@pytest.mark.parametrize(
    "text",
    ["!!binary aGk=", "!!int 7", "!!python/object/apply:os.system [x]", "!Ref x", "!!map x", "!!str [a]"],
)
def test_tags_are_errors_and_never_followed(text: str) -> None:
    parsed = read(f"a: 1\nb: {text}\n")
    code, line, message = only(parsed)
    assert (code, line) == ("T104", 2)
    assert "tag" in message
    assert text.split()[0] in message
    assert plain(value(parsed, "b")) in ("aGk=", "7", ["x"], "x", ["a"])


def test_core_tags_are_fine() -> None:
    assert read("!!map\na: !!seq [!!str 1]\n").problems == ()


# Limits


def test_depth_stops_its_document_only() -> None:
    deep = "a: " + "[" * 100_000
    parsed = read(f"x: 1\n---\n{deep}\n---\ny: 2\n")
    assert contents(parsed) == [{"x": "1"}, {"y": "2"}]
    code, line, message = only(parsed)
    assert (code, line) == ("T103", 3)
    assert "nested" in message
    assert "`depth` under [limits]" in message
    assert read("[" * 32 + "]" * 32).problems == ()
    assert [problem.code for problem in read("[" * 33 + "]" * 33).problems] == ["T103"]


def test_depth_has_its_own_words_where_the_parser_stops_first(monkeypatch: pytest.MonkeyPatch) -> None:
    # libyaml 0.2.6 scans a thousand brackets ahead of its first event, and then refuses them itself.
    class Scanning:
        def __init__(self, text: str) -> None:
            line = text.count("\n", 0, text.index("[["))
            self.mark = Mark("x", 0, line, 1000, None, None)

        def get_event(self) -> Any:
            raise ScannerError(
                "while increasing flow level", self.mark, "exceeded maximum nesting depth", self.mark
            )

    monkeypatch.setattr(event_source, "CParser", Scanning)
    parsed = read("x: 1\n---\n  " + "[" * 2_000)
    code, line, message = only(parsed)
    assert (code, line) == ("T103", 3)
    assert "nested too deep, the limit is 32" in message
    assert "`depth` under [limits]" in message
    assert parsed.problems[0].place.column == 3
    assert len(parsed.problems[0].excerpt) <= 200


def test_aliases_do_not_hide_depth() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [[[[[[[[*a{i - 1}]]]]]]]]" for i in range(1, 10)]
    code, line, message = only(read("\n".join(lines) + "\n"))
    assert (code, line) == ("T103", 5)
    assert "*a3" in message
    assert "nested" in message


@pytest.mark.parametrize(
    "step", ["[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]", "{{<<: [{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]}}"]
)
def test_alias_bombs_die_at_once(step: str) -> None:
    lines = ["a0: &a0 {x: 1}"] + [f"a{i}: &a{i} " + step.format(f"*a{i - 1}") for i in range(1, 30)]
    start = time.perf_counter()
    code, _, message = only(read("\n".join(lines) + "\n"))
    assert time.perf_counter() - start < 2
    assert code == "T103"
    assert "alias" in message
    assert "`expanded`" in message


@pytest.mark.parametrize(
    ("name", "limits", "text", "line", "documents"),
    [
        ("nodes", Limits(nodes=20), "a: 1\n---\nb: [" + "x, " * 30 + "]\n---\nc: 1\n", 3, 1),
        ("aliases", Limits(aliases=3), "a: &a 1\nb: [*a, *a,\n*a, *a]\n", 3, 0),
        ("expanded", Limits(expanded=5), "a: &a [1, 2]\nb: *a\nc: *a\n", 3, 0),
        ("documents", Limits(documents=2), "--- 1\n--- 2\n--- 3\n--- 4\n", 3, 2),
        ("documents", Limits(documents=2), "a: 1\na: 2\na: 3\n", 3, 0),
        ("keyChars", Limits(key_chars=4), "abcd: 1\n---\nabcde: 1\n---\nx: 1\n", 3, 2),
        ("fileBytes", Limits(file_bytes=4), "a: 12\n", 1, 0),
    ],
)
def test_each_limit_says_its_name(name: str, limits: Limits, text: str, line: int, documents: int) -> None:
    parsed = read(text, limits)
    problem = parsed.problems[-1]
    assert (problem.code, problem.severity) == ("T004" if name == "fileBytes" else "T103", "error")
    assert problem.place.line == line
    assert f"`{name}` under [limits] in topology.toml" in problem.message
    assert len(parsed.documents) == documents


def test_long_texts_are_kept_and_counted_once() -> None:
    parsed = read("a: 12345\nb: [123456, 1]\n", Limits(scalar_chars=4))
    code, line, message = only(parsed)
    assert (code, line, parsed.problems[0].severity) == ("T112", 1, "info")
    assert "1 more" in message
    assert plain(value(parsed, "a")) == "12345"


def test_a_flood_of_problems_is_kept_short_and_counted() -> None:
    parsed = read("v: 1\nm:\n" + "".join("  a: 1\n" for _ in range(500)))
    assert len(parsed.problems) == 101
    last = next(problem for problem in parsed.problems if problem.code == "T113")
    assert last.message.startswith("399 more problems")
    assert last.severity == "error"


def test_limits_are_set_by_camel_case_names() -> None:
    assert limits_from({"fileBytes": 7, "depth": 3}) == Limits(file_bytes=7, depth=3)
    for wrong in ({"file_bytes": 7}, {"depth": 0}, {"depth": 100_000}, {"nodes": "many"}):
        with pytest.raises(ValueError, match=next(iter(wrong)) + r"|>="):
            limits_from(wrong)


# Good words for what is not YAML

WORDS = [
    ("a: 1\nb:\n\tc: 2\n", "T110", 3, ["a tab indents line 3"]),
    ("a: x\n\tb: c\n", "T110", 2, ["a tab indents line 2"]),
    ("a: |\n\tx\n", "T110", 2, ["a tab indents line 2"]),
    ("a:\n  title: see: this: one\n", "T101", 2, ['"title"', "put it in quotes"]),
    ("a: 1\ntitle: *\n", "T101", 2, ["put it in quotes"]),
    ("title: @x\n", "T101", 1, ["@", "put it in quotes"]),
    ("title: %x\n", "T101", 1, ["%", "put it in quotes"]),
    ("title: `x`\n", "T101", 1, ["`", "put it in quotes"]),
    ("title: [WIP] payments\n", "T101", 1, ["payments", "quotes"]),
    ("title: {{ x }}\n", "T108", 1, ["template skeleton", "{{ x }}"]),
    ("a: 1\ntitle: {{ x }}-api\n", "T108", 2, ["template skeleton"]),
    ("a: 1\n{% if x %}\nb: 2\n{% endif %}\n", "T108", 2, ["template skeleton", "{% if x %}"]),
    ("{{- if .Values.x }}\na: b\n{{- end }}\n", "T108", 1, ["template skeleton"]),
    ("a: 'b'\n{{ if }}\n", "T108", 2, ["template skeleton"]),
    ('a: "One\nb: two\n', "T101", 1, ["quote", "line 1", "never closed"]),
    ('a: 1\nb: "One\nc: "x"\n', "T101", 2, ["quote", "opens at line 2"]),
    ("a: 'it's'\n", "T101", 1, ["quotes"]),
    ("a: 1\nb: [x,\n  y\nc: d\n", "T101", 2, ['"["', "opens at line 2"]),
    ("a: 1\nb: {x: y\nc: d\n", "T101", 2, ['"{"', "opens at line 2"]),
    ("a: [x, , y]\n", "T101", 1, ["no value before the comma"]),
    ("c: [{name: #payments}]\nd: 1\n", "T101", 1, ["#payments", "comment", "quotes"]),
    ("- a\nb: 1\n", "T109", 2, ["missing `---` before line 2"]),
    ("a: 1\n- b\n", "T109", 2, ["missing `---` before line 2"]),
    ("{a: 1}\n{b: 1}\n", "T109", 2, ["missing `---` before line 2"]),
    ("a:\n    b: 1\n  c: 2\n", "T101", 3, ["line 3 is indented by 2"]),
    ("a: 1\n  b: 2\n", "T101", 2, ["line 2 is indented deeper"]),
    ("a: 1\nfoo\n", "T101", 2, ['"foo"', '": "']),
    ("foo\nbar: 1\n", "T101", 1, ['"foo"', "line 1"]),
    ("a:b\nc: d\n", "T101", 1, ['"a:b"']),
    ("a: - b\n", "T101", 1, ["list", "next line"]),
    ("a: | text\n", "T101", 1, ["next line"]),
    ('a: "C:\\dir"\n', "T101", 1, ["\\d", "backslash twice"]),
    ('a: "\\ud800"\n', "T101", 1, ["\\ud800", "no character"]),
    ("a: !foo!bar x\n", "T104", 1, ["tag"]),
    ("%FOO x\n---\na: 1\n", "T101", 1, ["directive", "%FOO"]),
    ("%YAML 2.0\n---\na: 1\n", "T101", 1, ["directive", "2.0"]),
    ("? [a]\n: b\n", "T111", 1, ["key", "text"]),
    ("a: 1\n=======\nb: 2\n", "T107", 2, ["git merge conflict"]),
    ("a: ]\n", "T101", 1, ["quotes"]),
    ("...\n", "T101", 1, ["not YAML"]),
]


@pytest.mark.parametrize(("text", "code", "line", "words"), WORDS)
def test_words(text: str, code: str, line: int, words: list[str]) -> None:
    parsed = read(text)
    assert only(parsed)[:2] == (code, line)
    for word in words:
        assert word in parsed.problems[0].message
    assert parsed.problems[0].severity == "error"
    assert_sane(parsed, text.encode())


@pytest.mark.parametrize(("text", "code", "line", "words"), WORDS)
def test_words_without_libyaml(
    text: str, code: str, line: int, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_source, "CParser", None)
    parsed = read(text)
    assert_sane(parsed, text.encode())
    if "%FOO" not in text:  # which the pure Python parser takes for granted
        assert only(parsed)[:2] == (code, line)


def test_missing_libyaml_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert event_source.missing_libyaml() is None
    monkeypatch.setattr(event_source, "CParser", None)
    problem = event_source.missing_libyaml()
    assert problem is not None
    assert (problem.code, problem.severity) == ("T015", "info")
    assert contents(read(SAMPLE))[1] == {"teams": {"pay": {"members": ["ada", "lin"]}}}


def test_conflicts_are_said_and_not_explained_twice() -> None:
    parsed = read("a: 1\n---\nx:\n<<<<<<< HEAD\n  b: 1\n=======\n  c: 1\n>>>>>>> branch\n---\nd: 1\n")
    code, line, message = only(parsed)
    assert (code, line) == ("T107", 4)
    assert "git merge conflict at line 4" in message
    assert contents(parsed) == [{"a": "1"}, {"d": "1"}]


def test_a_conflict_does_not_hide_another_mistake() -> None:
    parsed = read("<<<<<<< HEAD\na: 1\n=======\nb: 1\n>>>>>>> branch\n---\nc: [\n---\nd: 1\n")
    assert [code for code, _, _ in found(parsed)] == ["T107", "T101"]


def test_broken_documents_hide_no_others() -> None:
    parsed = read('a: 1\n---\nb: "x\n---\nc: 2\n...\n%YAML 1.1\n---\nd: [\n--- # last\ne: 3\n')
    assert contents(parsed) == [{"a": "1"}, {"c": "2"}, {"e": "3"}]
    assert [(code, line) for code, line, _ in found(parsed)] == [("T101", 3), ("T101", 9)]
    assert [document.line for document in parsed.documents] == [1, 4, 10]
    last = parsed.documents[2].root
    assert isinstance(last, Map)
    assert last.entries["e"].value.line == 11


def test_a_comment_instead_of_a_value_is_hinted() -> None:
    parsed = read("name: #payments\nother: # fine\n")
    assert only(parsed)[:2] == ("T115", 1)
    assert parsed.problems[0].severity == "info"
    assert "#payments" in parsed.problems[0].message


# Encodings and characters


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_understood(codec: str) -> None:
    parsed = read("a: é\nb: x\n".encode(codec))
    assert parsed.problems == ()
    assert contents(parsed) == [{"a": "é", "b": "x"}]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"a: 1\nb: Caf\xe9\n", 2, ["UTF-8", "0xE9", "column 7", "Latin-1"]),
        (b"a: 1\nb: \x93x\x94\n", 2, ["UTF-8", "Windows-1252"]),
        (b"a: 1\r\nb: 1\r\nc: \xc0\xaf\r\n", 3, ["UTF-8", "overlong"]),
        (b"a: \xed\xa0\x80\n", 1, ["UTF-8", "surrogate"]),
        (b"a: \xff", 1, ["UTF-8"]),
        ("a: é\n".encode("utf-16")[:-1], 1, ["UTF-16"]),
        ("a: 1\nb: 2\n".encode("utf-16-le"), 1, ["UTF-16-LE without a byte order mark"]),
        ("a: 1\nb: 2\n".encode("utf-16-be"), 1, ["UTF-16-BE without a byte order mark"]),
        ("a: 1\n".encode("utf-32"), 1, ["UTF-32"]),
        (b"a: 1\nb: 2\0\0\0", 2, ["0x00", "no text file"]),
        ("a: 1\nb: 2\n\ufeffc: 3\n".encode(), 3, ["byte order mark", "line 3"]),
    ],
)
def test_encodings_are_said_with_line_and_byte(data: bytes, line: int, words: list[str]) -> None:
    parsed = read(data)
    problem = parsed.problems[0]
    assert (problem.code, problem.severity, problem.place.line) == ("T005", "error", line)
    for word in words:
        assert word in problem.message
    assert_sane(parsed, data)


def test_what_can_be_decoded_is_still_read() -> None:
    assert contents(read(b"a: 1\nb: Caf\xe9\n")) == [{"a": "1", "b": "Caf\ufffd"}]
    assert contents(read("a: 1\n\ufeffb: 3\n".encode())) == [{"a": "1", "b": "3"}]
    assert read(b"a: 1\0").documents == ()


def test_raw_control_characters_are_errors_and_kept_raw() -> None:
    parsed = read(b"a: 1\nb: x\x1b[2Jy\x7f\xc2\x9b\n")
    code, line, message = only(parsed)
    assert (code, line) == ("T014", 2)
    assert "U+001B" in message
    assert "2 more places" in message
    assert parsed.problems[0].excerpt == "b: x␛[2Jy␡\ufffd"
    assert contents(parsed) == [{"a": "1", "b": "x\x1b[2Jy\x7f\x9b"}]


def test_escaped_control_characters_are_nobodys_business_here() -> None:
    parsed = read('a: "\\x1b[2J\\0\\N"\n')
    assert parsed.problems == ()
    assert contents(parsed) == [{"a": "\x1b[2J\0\x85"}]


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029"])
def test_line_separators_of_no_editor_are_text(char: str) -> None:
    parsed = read(f"a: one{char}two\nb: '{char}'\n# {char}x: y\nc: 1\n")
    assert only(parsed)[:2] == ("T114", 1)
    assert parsed.problems[0].severity == "info"
    assert contents(parsed) == [{"a": f"one{char}two", "b": char, "c": "1"}]
    assert value(parsed, "c").line == 4


def test_a_line_separator_hides_no_key() -> None:
    parsed = read("title: One\x85    owner: team\n")
    assert [code for code, _, _ in found(parsed)] == ["T101", "T114"]


def test_private_use_characters_survive_beside_stand_ins() -> None:
    text = "".join(map(chr, range(0xE000, 0xF900)))
    assert contents(read(f"a: {text}\n")) == [{"a": text}]
    assert contents(read("a: \ue000\x01\ue002\n")) == [{"a": "\ue000\x01\ue002"}]
    assert contents(read(f"a: {text}\x01\n")) == [{"a": text + "\ufffd"}]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_line_ends_are_all_alike(end: str) -> None:
    parsed = read(SAMPLE.replace("\n", end))
    assert contents(parsed) == contents(read(SAMPLE))
    assert [document.line for document in parsed.documents] == [2, 17]


def test_messages_quote_little_and_nothing_raw() -> None:
    data = b"a: b: \x1b]0;x\x07" + b"secret " * 1000 + b"\n"
    for problem in read(data).problems:
        assert len(problem.message) < 250
        assert "\x1b" not in problem.message + problem.excerpt


# Whatever comes

MUTATIONS = [
    "---\n", "\t", "{{ x }}", "[", "]", "{", "}", ": ", "- ", "\n", "&a ", "*a", "<<: *a\n", "!!x ", '"', "'",
    "|", ">", "#", "%", "\0", "\xe9", "\ufeff", "\x85", "\u2028", "\r", "<<<<<<< H\n",
    "=======\n", ">>>>>>> x\n", "? ", "...\n", "%YAML 1.2\n", "\\u", "\x1b", "apiVersion: x\n", "😀",
]  # fmt: skip
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    assert_sane(read(data), data)


@QUICK
@given(st.lists(st.one_of(st.sampled_from(MUTATIONS), st.sampled_from(SAMPLE.split(" "))), max_size=40))
def test_random_tokens(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    assert_sane(read(data), data)


@QUICK
@given(st.data())
def test_mutated_yaml(data: st.DataObject) -> None:
    text = bytearray(SAMPLE.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        if data.draw(st.booleans()):
            text[at:at] = data.draw(st.sampled_from(MUTATIONS)).encode()
        else:
            del text[at : at + data.draw(st.integers(1, 30))]
    assert_sane(read(bytes(text)), bytes(text))


def test_truncated_at_every_byte() -> None:
    data = SAMPLE.replace("Refund", "Remboursé").encode()
    for end in range(len(data)):
        assert_sane(read(data[:end]), data[:end])


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{a: ",
        "- ",
        "? ",
        '"',
        "a: 1\n",
        "---\n",
        "a: [\n---\n",
        "<<<<<<< \n",
        "k: #x\n",
        "&a ",
        "\ta: 1\n",
    ],
)
def test_a_megabyte_of_anything_ends_soon(unit: str) -> None:
    data = (unit * (1_000_000 // len(unit))).encode()
    start = time.perf_counter()
    parsed = read(data)
    assert time.perf_counter() - start < 5
    assert len(parsed.problems) <= 1200
    assert_sane(parsed, data)


# The hostile collection beside the checkout, as far as reading decides

READING = {"yaml-types", "yaml-bombs", "yaml-syntax", "terminal"}
SCHEMA_DECIDES = {  # right YAML that is wrong for a catalog
    "section_is_string.yaml", "entity_is_string.yaml", "depends_on_map.yaml", "name_is_map.yaml",
    "typo_field.yaml", "number_document.yaml", "passwd_like.yaml", "kubernetes_file.yaml",
}  # fmt: skip


def _hostile() -> list[dict[str, object]]:
    index = HOSTILE / "index.json"
    return json.loads(index.read_text("utf-8")) if index.is_file() else []


@pytest.mark.skipif(not _hostile(), reason="the hostile collection is not beside this checkout")
def test_hostile_files() -> None:
    for case in _hostile():
        name = str(case["file"])
        data = (HOSTILE / name).read_bytes()
        start = time.perf_counter()
        parsed = parse(data, name)
        seconds = time.perf_counter() - start
        limit = case.get("max_seconds")
        assert not isinstance(limit, int) or seconds < limit, name
        assert_sane(parsed, data)
        if case["category"] not in READING or name in SCHEMA_DECIDES:
            continue
        errors = [problem for problem in parsed.problems if problem.severity == "error"]
        accept = case.get("accept", [])
        assert isinstance(accept, list)
        if case["expected"] == "loads" and "error" not in accept:
            assert not errors, name
        if case["expected"] == "error" and "loads" not in accept:
            assert errors, name
        if errors:
            mention = case["must_mention"]
            assert isinstance(mention, list)
            said = " ".join(problem.message.lower() for problem in errors)
            lines = {problem.place.line for problem in errors}
            for word in mention:
                if word[:1] == "L":
                    assert not word[1:] or int(word[1:]) in lines, (name, word, errors)
                else:
                    assert word.lower() in said, (name, word, errors)
        for raw in case.get("must_not_emit", []):  # type: ignore[attr-defined]
            assert all(raw not in problem.message + problem.excerpt for problem in parsed.problems), name


@pytest.mark.skipif(not _hostile(), reason="the hostile collection is not beside this checkout")
def test_no_tag_was_acted_on() -> None:
    script = "import sys; from topology.load.parse import parse; parse(open(sys.argv[1], 'rb').read(), 'x')"
    path = HOSTILE / "tag_python_apply.yaml"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, cwd=Path(__file__).parents[2])
    assert not Path("/tmp/hostile-pwned").exists()
