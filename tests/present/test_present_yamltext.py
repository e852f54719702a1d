"""What the YAML writer writes is read back as it was, by readers of YAML 1.1 of all kinds."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from topology.load.backstage.keep import kept
from topology.load.parse import parse
from topology.present.yamltext import document, documents, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SIGNS = st.text(" \t\n-:#|>'\"\\{}[]&*!%@`,?~=<aé\u2028\u200b\x07", max_size=12)
VALUES = st.recursive(
    TEXTS | SIGNS | st.integers(-(10**12), 10**12) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS | SIGNS, inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(TEXTS | SIGNS, VALUES, max_size=5)


@given(DOCUMENTS)
@example({"a": "no", "b": ["1e3", "007", "12:30", "", " x", "x ", "- x", "x: y", "x #y", "~", "<<", "="]})
@example({"text": "one\n  two\n\nthree\n", "other": "\n", "tab": "\tx\ny", "end": "a\n\n", "space": "a \nb"})
@example({"k" * 1000: {"": [[], {}, [{"a": [1]}]]}})
def test_every_reader_gets_the_same_back(value: dict[str, object]) -> None:
    written = document(value)
    assert yaml.load(written, yaml.SafeLoader) == value
    assert yaml.load(written, yaml.CSafeLoader) == value


@given(DOCUMENTS)
def test_nothing_invisible_is_written(value: dict[str, object]) -> None:
    assert all(char == "\n" or char.isprintable() for char in document(value))


@pytest.mark.parametrize(
    "token",
    [
        "",
        "~",
        "null",
        "true",
        "no",
        "1",
        "-1.50",
        "0x1F",
        "1_000",
        "2026-01-01",
        "2001-12-14 21:59:43.10 -5",
        "12:30",
        ".inf",
        "007",
    ],
)
def test_what_was_no_text_stays_none(token: str) -> None:
    text = f"a: {token}\nb:\n  - {token}\n"
    (read,) = parse(text.encode(), "x.yaml").documents
    assert read.root is not None
    written = document(kept(read.root))
    assert yaml.safe_load(written) == yaml.safe_load(text)
    if token not in ("", "~"):  # one way of writing nothing is enough
        assert written == text


@pytest.mark.parametrize(
    "text",
    [
        "payments-api",
        "5m",
        "2 weeks",
        "Europe/Lisbon",
        "component:payments-api",
        "Everything it takes",
        "https://example.org/#a",
        "Ada's rota, again",
    ],
)
def test_harmless_text_is_bare(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["no", "Null", "1e3", "007", "12:30", "2026-01-01", "#payments", "a: b", "", "- a"]
)
def test_what_a_reader_may_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == f'"{text}"'


def test_text_of_several_lines_is_a_block() -> None:
    assert document({"text": "one\n\n  two\n"}) == "text: |\n  one\n\n    two\n"


def test_several_documents_are_kept_apart() -> None:
    values = [{"a": "---\nb"}, {"c": []}, {}]
    assert list(yaml.safe_load_all(documents(values))) == values
