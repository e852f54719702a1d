"""Words explained where they stand: which of them a line holds, and what they mean in its case."""

from __future__ import annotations

from collections.abc import Iterator

from topology.model.place import Because
from topology.present.cells import wrap
from topology.present.glossary import Word, find
from topology.tui.line import BLANK, Gloss, Line, Role

MOST = 3
"""Words of one line that are explained: more is a page to read."""

FEW = 6
"""Reasons of a case that are told; w tells all of them."""

BY_ROLE: dict[Role, str] = {"ghost": "ghost", "unknown": "unknown"}
"""Roles that mean a word, whatever the text is that has them."""


def gloss_of(line: Line) -> Gloss | None:
    """The words of the glossary that a line holds; ``None``: none.

    Those that whoever wrote the line named, and those that its roles stand for. Texts are never
    looked at: they may come from files.
    """
    words = list(line.gloss.words) if line.gloss is not None else []
    words += [BY_ROLE[role] for _, role in (*line.spans, *line.end) if role in BY_ROLE]
    why = line.gloss.why if line.gloss is not None else None
    whole = line.gloss is not None and line.gloss.whole
    return Gloss(tuple(dict.fromkeys(words)), why, whole) if words else None


def words_of(gloss: Gloss) -> tuple[Word, ...]:
    """The words as the glossary has them, the first ones of many.

    A code that is both a verdict and a reason is the reason where it says why a team leads or helps.
    """
    other = "Verdicts" if {"lead", "helper"} & {*gloss.words} else "Reasons"
    found: dict[Word, None] = {}
    for term in gloss.words:
        meant = find(term)
        found |= dict.fromkeys(word for word in meant if len(meant) == 1 or word.group != other)
    return tuple(found)[:MOST]


def case_of(gloss: Gloss) -> tuple[Because, ...]:
    """What makes them true here, without what only says again what a word means."""
    reasons = gloss.why() if gloss.why is not None else ()
    codes = tuple(f"{word}: " for word in gloss.words)
    told = tuple(each for each in reasons if not each.text.startswith(codes))
    return told if gloss.whole else told[:FEW]


def gloss_lines(gloss: Gloss, columns: int) -> list[Line]:
    """Each word with its meaning, the first one with its case; a reason leads to its place in the files."""
    from topology.tui.page.reasons import because_lines

    lines: list[Line] = []
    for word in words_of(gloss):
        case = case_of(gloss) if not lines else ()
        lines += word_lines(word, columns)
        if case:
            lines.append(Line((("Here", "strong"),)))
            lines += because_lines(case, columns)
        lines.append(BLANK)
    return lines


def word_lines(word: Word, columns: int) -> Iterator[Line]:
    """A word, what it means, what follows from it, and what else to look up."""
    yield Line(((word.term, "head"), (f"  {word.group.casefold()}", "quiet")))
    for text in filter(None, (_sentence(word.meaning), word.more)):
        yield from (Line(((line, "plain"),)) for line in wrap(text, columns))
    if word.see:
        see = f"See: {', '.join(word.see)}"
        yield from (Line(((line, "quiet"),)) for line in wrap(see, columns))


def _sentence(text: str) -> str:
    """As a sentence, however short it is kept for tables."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else f"{text}."
