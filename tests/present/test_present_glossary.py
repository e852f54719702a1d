"""One source of words: complete, without dead ends, and the same as the engine's."""

from typing import get_args

from topology.incident.result import Flag, HelperReason, LeadReason, State, Verdict
from topology.present.cells import width
from topology.present.glossary import GROUPS, find, near, words
from topology.present.glossary_text import glossary_json, glossary_markdown, glossary_text, word_text
from topology.present.ink import PLAIN

PRODUCT_WORDS = (
    "team", "product", "platform", "component", "slice", "owner", "boundary", "grey edge", "interaction",
    "fault", "alert", "root", "lead", "first contact", "verdict", "on call", "escalation policy",
    "blast radius", "time to engage", "situation", "game day", "lane",
)  # fmt: skip


def test_every_meaning_is_a_sentence() -> None:
    for word in words():
        assert word.meaning[0].isupper() or not word.meaning[0].isalpha(), word.term
        assert word.meaning.endswith("."), word.term


def test_every_code_of_the_engine_is_explained() -> None:
    for kind in (Verdict, Flag, LeadReason, HelperReason, State):
        for code in get_args(kind):
            assert find(code), code


def test_every_word_of_the_field_is_explained() -> None:
    for term in PRODUCT_WORDS:
        assert [word.term for word in find(term)][:1] == [term]


def test_what_is_referred_to_exists() -> None:
    for word in words():
        for other in word.see:
            assert find(other), (word.term, other)
            assert other != word.term


def test_no_spelling_leads_to_two_words_but_codes_that_are_both_verdict_and_reason() -> None:
    for word in words():
        for name in (word.term, *word.also):
            groups = [found.group for found in find(name)]
            assert len(groups) == 1 or set(groups) == {"Verdicts", "Reasons"}, name
    assert [word.term for word in find("Vendor")] == ["vendor", "VENDOR"]


def test_words_are_found_however_they_are_written() -> None:
    for text in ("Grey Edge", "grey-edge", " grey_edges ", "GREY"):
        assert [word.term for word in find(text)] == ["grey edge"]
    assert find("nonsense") == ()
    assert near("blast radios") == "blast radius"
    assert near("zzzzzz") is None


def test_each_fits_eighty_columns_and_says_something() -> None:
    for word in words():
        assert word.group in GROUPS
        assert word.meaning[0].isupper() or word.group in ("Verdicts", "Reasons")
        for line in word_text(word, PLAIN).splitlines():
            assert width(line) <= 80
    for line in glossary_text(PLAIN).splitlines():
        assert width(line) <= 80


def test_every_form_has_every_word() -> None:
    text, page, data = glossary_text(PLAIN), glossary_markdown(), glossary_json(words())
    assert len(data["words"]) == len(words())
    for word in words():
        assert f"  {word.term} " in text
        assert f"- **{word.term}**: {word.meaning}" in page
