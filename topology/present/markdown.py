"""Pieces of Markdown that hold text from files and nothing of its meaning."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from topology.model.address import is_web

_MEANS = re.compile(
    r"[\\`*\[\]<>|~${]|(?<![^\W_])_|_(?![^\W_])|&(?! )|:(?=//)|(?<=www)\.|#$"
    r"|@(?=\w)|[#!](?=\d)|(?<=\])\(|(?<==)\"",
    re.IGNORECASE,
)
"""What means something wherever it stands: ``_`` at the edge of a word, ``#`` at the end of a heading."""
_MEANS_FIRST = re.compile(r"^(?:([0-9]{1,9})(?=[.)](?: |$))|(?=[#:]|[-+=](?: |$|[-+=])))")
"""Before what makes a heading, a list, a quotation or a rule of a line that begins with it."""
_NAMES = re.compile(r"\\(?:@(?=\w)|[#!](?=\d))")
"""What hosts make links of: somebody's name, the number of an issue."""


def inline(text: str) -> str:
    """Text on one line, in which only what would mean something there is escaped.

    A name or number that a host looks for after rendering has an empty comment in it, so that it finds none.
    """
    escaped = _MEANS_FIRST.sub(r"\1\\", _MEANS.sub(r"\\\g<0>", " ".join(text.split())), count=1)
    return _NAMES.sub(r"\g<0><!-- -->", escaped)


def link(title: str, url: str) -> str:
    """A link, where the address is plain http or https; else both as text."""
    if not is_web(url):
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
