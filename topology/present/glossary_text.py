"""Words in words: for the terminal, as JSON, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topology.present.cells import pad, width, wrap
from topology.present.glossary import GROUPS, Word, words
from topology.present.ink import Ink
from topology.present.sheet import WIDTH

INDENT = 2


def word_text(word: Word, ink: Ink) -> str:
    """One word, what it means, what follows, and what else to look up."""
    lines = [f"{ink('strong', word.term)}  {ink('quiet', word.group.casefold())}"]
    lines += wrap(" ".join(filter(None, (word.meaning, word.more))), WIDTH)
    if word.also:
        lines += wrap(f"Also: {', '.join(word.also)}", WIDTH)
    if word.see:
        lines += wrap(f"See: {', '.join(word.see)}", WIDTH)
    return "\n".join(lines) + "\n"


def glossary_text(ink: Ink) -> str:
    """Every word with its one sentence, by group."""
    lines: list[str] = []
    for group in GROUPS:
        own = [word for word in words() if word.group == group]
        column = max(width(word.term) for word in own) + INDENT
        lines += [*([""] if lines else []), ink("strong", group)]
        for word in own:
            first, *rest = wrap(word.meaning, WIDTH - INDENT - column)
            lines.append(" " * INDENT + pad(word.term, column) + first)
            lines += [" " * (INDENT + column) + line for line in rest]
    return "\n".join(lines) + "\n"


def glossary_markdown() -> str:
    """The list of words for a page. They are ours, so nothing in them needs escaping."""
    parts: list[str] = []
    for group in GROUPS:
        parts.append(f"## {group}\n\n")
        for word in words():
            if word.group == group:
                see = f" See {', '.join(word.see)}." if word.see else ""
                told = " ".join(filter(None, (word.meaning, word.more)))
                parts.append(f"- **{word.term}**: {told}{see}\n")
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def glossary_json(listed: Iterable[Word]) -> dict[str, Any]:
    """Words by their terms."""
    return {
        "words": [
            {
                "term": word.term,
                "group": word.group,
                "meaning": word.meaning,
                "more": word.more,
                "also": list(word.also),
                "see": list(word.see),
            }
            for word in listed
        ]
    }
