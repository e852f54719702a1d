"""A document as blocks, and the two ways of writing it: Markdown, and one HTML file that needs no other.

Texts are plain: each writer escapes them for what it writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from topology.present import markdown as md


class Heading(Struct, frozen=True):
    """A heading; ``level`` 1 is the document's own."""

    level: int
    text: str


class Text(Struct, frozen=True):
    """A paragraph; a line break in it stays one."""

    text: str


class Bullets(Struct, frozen=True):
    """A list."""

    items: tuple[str, ...]


class Table(Struct, frozen=True):
    """A table; left out where it has no rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Code(Struct, frozen=True):
    """Text for a machine, as it is."""

    language: str
    text: str


Block = Heading | Text | Bullets | Table | Code

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1,h2,h3{line-height:1.2}h2{border-bottom:1px solid #8886;padding-bottom:.2em;margin-top:2em}"
    "table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-bottom:1px solid #8884}"
    "pre{overflow-x:auto;padding:1em;border:1px solid #8884;font-size:.875em}"
    "@media print{body{max-width:none;margin:0}pre{white-space:pre-wrap}}"
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""Nothing is loaded and nothing runs, whatever a text says."""


def markdown(blocks: Iterable[Block]) -> str:
    """The document in Markdown."""
    return "".join(map(_markdown, blocks)).rstrip("\n") + "\n"


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return md.heading(block.level, block.text)
    if isinstance(block, Text):
        return "  \n".join(md.inline(line) for line in block.text.split("\n")) + "\n\n"
    if isinstance(block, Bullets):
        return md.bullets(map(md.inline, block.items))
    if isinstance(block, Table):
        return md.table(block.columns, [[md.inline(cell) for cell in row] for row in block.rows])
    fence = _fence(block.text)
    return f"{fence}{block.language}\n{block.text.rstrip()}\n{fence}\n\n"


def _fence(text: str) -> str:
    """A fence that no line of the text ends."""
    longest, run = 2, 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return "`" * (longest + 1)


def html(title: str, blocks: Iterable[Block]) -> str:
    """The document as one HTML file: no script, nothing loaded, and a policy that forbids both."""
    body = "".join(map(_html, blocks))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>\n"
    if isinstance(block, Text):
        return f"<p>{'<br>'.join(escape(line) for line in block.text.split(chr(10)))}</p>\n"
    if isinstance(block, Bullets):
        return _items(block.items)
    if isinstance(block, Table):
        return _table(block)
    return f"<pre><code>{escape(block.text.rstrip())}</code></pre>\n"


def _items(items: Sequence[str]) -> str:
    if not items:
        return ""
    return "<ul>\n" + "".join(f"<li>{escape(item)}</li>\n" for item in items) + "</ul>\n"


def _table(block: Table) -> str:
    if not block.rows:
        return ""
    head = "".join(f"<th>{escape(column)}</th>" for column in block.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
