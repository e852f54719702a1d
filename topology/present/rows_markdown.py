"""Rows of a card as Markdown."""

from topology.present.markdown import inline, link
from topology.present.rows import Item, Row


def row_markdown(row: Row) -> str:
    """The things of a row beside each other, as on a screen; spaces alone separate nothing in Markdown."""
    separator = row.separator if row.separator.strip() else ", "
    return separator.join(map(_item, row.items))


def _item(item: Item) -> str:
    text = link(item.text, item.url) if item.url else inline(item.text)
    return f"{text}{' ' if item.note.startswith(' ') else ''}{inline(item.note)}"
