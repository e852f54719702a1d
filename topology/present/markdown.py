"""Pieces of Markdown that hold text from files and nothing of its meaning."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_MENTION = re.compile(r"\\([@#])(?=\w)")


def inline(text: str) -> str:
    """Text on one line with all ASCII punctuation escaped; mentions and issue numbers are broken up.

    An empty comment stands in those: a host that looks for them after rendering finds none.
    """
    return _MENTION.sub(r"\\\1<!-- -->", _PUNCTUATION.sub(r"\\\1", " ".join(text.split())))


def link(title: str, url: str) -> str:
    """A link, where the address is plain http or https; else both as text."""
    if not url.lower().startswith(("http://", "https://")):
        return inline(f"{title} {url}".strip())
    return f"[{inline(title or url)}](<{quote(url, safe=':/?#@!$&*+,;=%~-._', errors='replace')}>)"


def heading(level: int, text: str) -> str:
    """A heading and the empty line after it."""
    return f"{'#' * level} {inline(text)}\n\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; empty without rows."""
    lines = [f"| {' | '.join(row)} |\n" for row in rows]
    if not lines:
        return ""
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n{''.join(lines)}\n"


def bullets(items: Iterable[str]) -> str:
    """A list of items that are Markdown already."""
    lines = [f"- {item}\n" for item in items]
    return "".join([*lines, "\n"]) if lines else ""
