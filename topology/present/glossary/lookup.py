"""Finding a word, however it is written."""

import re

from topology.present.glossary.failure import FAILURE, ON_CALL
from topology.present.glossary.measures import MEASURES, REHEARSAL
from topology.present.glossary.organisation import DEPENDENCIES, ORGANISATION
from topology.present.glossary.verdicts import REASONS, VERDICTS
from topology.present.glossary.word import GROUPS, Word


def words() -> tuple[Word, ...]:
    """Every word, by group, in the order in which somebody new needs them."""
    listed = (*ORGANISATION, *DEPENDENCIES, *FAILURE, *ON_CALL, *VERDICTS, *REASONS, *MEASURES, *REHEARSAL)
    return tuple(sorted(listed, key=lambda word: GROUPS.index(word.group)))


def find(text: str) -> tuple[Word, ...]:
    """The words that are meant, in any case, with hyphens, underscores or spaces; empty: none.

    A code that is both a verdict and a reason gives both; a code and a word that differ in their case
    alone (VENDOR, vendor) are told apart by it.
    """
    wanted = _plain(text)
    as_written = tuple(word for word in words() if word.term == text)
    in_any_case = tuple(word for word in words() if _plain(word.term) == wanted)
    return as_written or in_any_case or tuple(word for word in words() if wanted in map(_plain, word.also))


def matching(query: str) -> tuple[Word, ...]:
    """The words that are called so, or begin so; all of them for ``explain``, and for whatever follows it
    those that hold that anywhere in how they are called."""
    plain = _plain(query)
    asked = plain.startswith("explain")
    wanted = plain.removeprefix("explain").strip()
    named = [(word, [_plain(name) for name in (word.term, *word.also)]) for word in words()]
    first = [word for word, names in named if any(name.startswith(wanted) for name in names)]
    inside = [word for word, names in named if asked and any(wanted in name for name in names)]
    return tuple(dict.fromkeys((*first, *inside)))


def near(text: str) -> str | None:
    """The word that was probably meant."""
    from topology.load.suggest import near_word

    known = {_plain(name): word.term for word in words() for name in (word.term, *word.also)}
    meant = near_word(_plain(text), list(known))
    return known[meant] if meant is not None else None


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip()).casefold()
