"""What a card says, whoever shows it: labelled rows of things, each of which may lead somewhere."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from topology.model.place import Place
from topology.model.record import Decision
from topology.model.reference import Ref

Tone = Literal["plain", "strong", "quiet", "ok", "warn", "unknown", "hot", "link"]
"""How something is meant; a face without colours does without."""


Named = tuple[tuple[str, Ref], ...]
"""Names in a text, in their order, and what each leads to."""


class Item(Struct, frozen=True, gc=False):
    """One thing in a row; ``note`` is said of it, right behind it, with the space or comma before it.

    ``ref`` is the entity and ``url`` the page that it leads to, ``place`` where the fact stands. Of several
    entities in the text ``named`` holds names and references, in their order.
    """

    text: str
    note: str = ""
    ref: Ref | None = None
    url: str = ""
    place: Place | None = None
    tone: Tone = "plain"
    named: Named = ()

    @property
    def whole(self) -> str:
        """Both as text."""
        return f"{self.text}{self.note}"


class Row(Struct, frozen=True, gc=False):
    """A label and the things beside it. An empty label goes on with the row above.

    ``lines`` is the most lines it takes where room is short. ``words`` of the glossary say how it is meant.
    """

    label: str
    items: tuple[Item, ...]
    separator: str = ", "
    lines: int = 3
    words: tuple[str, ...] = ()


def said(label: str, text: str, tone: Tone = "plain", lines: int = 3, place: Place | None = None) -> Row:
    """A row that says one thing."""
    return Row(label, (Item(text, place=place, tone=tone),), lines=lines)


def decisions(found: Iterable[Decision]) -> list[Item]:
    """What was decided, and when."""
    return [
        Item(
            each.title or each.id,
            f" ({each.date.isoformat()})" if each.date else "",
            url=each.url,
            place=each.place,
            tone="link" if each.url else "plain",
        )
        for each in found
    ]


def listed_rows(label: str, rows: Iterable[Iterable[Item]], lines: int = 2) -> list[Row]:
    """One row each, the first one labelled."""
    return [Row("" if position else label, tuple(items), lines=lines) for position, items in enumerate(rows)]
