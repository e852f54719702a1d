"""Text from files is harmless after one cleaning, and nothing of it is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from topology.model.text import clean, clean_line, raw

HOSTILE = [
    "A\x1b[2J\x1b[1;1HB",
    "A\x1b]52;c;ZXZpbA==\x07B",
    "A\x9d0;x\x9cB",
    "A\x7fB",
    "A\x0eB",
    "a\u2066b\u2069c",
    "a\u202eb",
    "A\U000e0041\U000e0042B",
    "\ud800",
    "a\u200bb",
    "A\tB\nC\r\nD",
    "a" + "\u0301" * 500,
    "\u0301" * 500,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    for char in clean_line(text):
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize("text", HOSTILE)
def test_the_original_is_kept_for_export(text: str) -> None:
    assert raw(clean(text)) == text
    assert raw(clean_line(text)) == text


def test_plain_and_international_text_is_left_alone() -> None:
    for text in ("payments", "[b]bold[/b]", "Über-Dienst", "支払い", "\ue0b0\uf8ff", "naïve e\u0301"):
        assert clean(text) is text
        assert clean_line(text) is text


def test_paragraphs_keep_their_lines_and_titles_stay_on_one() -> None:
    assert clean("a\n\tb") == "a\n\tb"
    assert clean_line("a\n\tb\n") == "a␊␉b"
    assert raw(clean_line("a\n")) == "a\n"
    assert raw(clean_line("\n")) == "\n"


def test_marks_are_capped_per_character() -> None:
    assert clean("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * 4 + "b"


@given(st.text())
def test_cleaning_twice_changes_nothing_more_and_forgets_nothing(text: str) -> None:
    once = clean_line(text)
    assert clean_line(once) == once
    assert raw(clean_line(once)) == text
