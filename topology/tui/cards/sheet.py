"""Lines of a card being written: headings, labelled rows, running text, all in a given width."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from topology.model.address import is_web
from topology.model.place import Place
from topology.model.reference import Ref
from topology.present.cells import cut_left, pad, width, wrap
from topology.present.rows import Item, Named, Row, Tone
from topology.tui.line import BLANK, Gloss, Line, Part, Role, Span
from topology.tui.signs import LINK

LABEL = 10
"""Cells of the label column, with the space after it."""

NARROWEST = 4
"""Cells that a text is broken into at least."""

MOST = 3
"""Further lines of one thing that is too long for a line."""

LONGEST = 2000
"""Characters of running text that are looked at."""


def enough(there: int, most: int) -> int:
    """How many of them to list: the last one stands where it would be said that there is one more."""
    return there if there <= most + 1 else most


class Sheet:
    """Collects lines. A row with somewhere to go can be stood on."""

    def __init__(self, columns: int) -> None:
        self.columns = max(columns, LABEL + 6)
        self.lines: list[Line] = []
        self._whole = ""

    def title(self, name: str, word: str = "", role: Role = "plain") -> None:
        """What the card is about; a word about it at the right edge."""
        room = max(NARROWEST, self.columns - (width(word) + 1 if word else 0))
        first, *rest = wrap(name[:LONGEST], room, MOST)
        self.lines.append(Line(((first, "strong"),), ((word, role),) if word else ()))
        self.lines += [Line(((line, "strong"),)) for line in rest]

    def text(self, text: str, role: Role = "plain", lines: int = 3) -> None:
        """Running text; what does not fit in so many lines is cut."""
        whole = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        shown = wrap(whole, self.columns, lines)
        self.lines += [Line(((line, role),)) for line in shown if line]

    def begin(self, text: str) -> None:
        """Running text of which the whole stands at the end of the card, if it is too long to begin with."""
        if len(wrap(text[:LONGEST], self.columns)) > MOST:
            self._whole = text
        self.text(text)

    def blank(self) -> None:
        """An empty line, unless there is one already."""
        if self.lines and self.lines[-1] is not BLANK:
            self.lines.append(BLANK)

    def head(self, text: str, end: str = "") -> None:
        """A heading with space above it."""
        self.blank()
        self.lines.append(Line(((text, "head"),), ((end, "quiet"),) if end else ()))

    def row(
        self,
        label: str | None,
        value: str,
        role: Role = "plain",
        *,
        ref: Ref | None = None,
        url: str = "",
        place: Place | None = None,
        lines: int = 3,
        end: Sequence[Span] = (),
        sign: Span | None = None,
        indent: int = 1,
        gloss: Gloss | None = None,
        named: Named = (),
    ) -> None:
        """A label and what it says, on as many lines as it takes; ``sign`` stands before it.

        Without a label (``None``) the row stands at the left, ``indent`` cells under a heading. ``named`` are
        entities in the text, then those in ``end``, each of which can be followed by itself.
        """
        indent = LABEL if label is not None else indent
        beside = min(sum(width(text) for text, _ in end), self.columns // 2)
        taken = indent + beside + (width(sign[0]) + 1 if sign is not None else 0)
        shown = wrap(value[:LONGEST], max(NARROWEST, self.columns - taken), lines)
        somewhere = ref is not None or bool(url) or (place is not None and bool(place.file))
        leads = somewhere or gloss is not None
        left = list(named)
        for position, text in enumerate(shown):
            first = position == 0
            before: tuple[Span, ...] = ((f"{sign[0]} ", sign[1]),) if first and sign is not None else ()
            spans: tuple[Span, ...] = (
                (pad((label or "") if first else "", indent), "quiet"),
                *before,
                (text, role),
            )
            beside_it = tuple(end) if first else ()
            cells = sum(width(each) for each, _ in spans)
            parts = _parts(text, cells - width(text), left)
            if parts and beside_it:
                shown_end = "".join(each for each, _ in beside_it)
                room = max(self.columns // 2, self.columns - cells - 1)
                parts += _parts(shown_end, self.columns - min(width(shown_end), room), left)
            key = f"{len(self.lines)} {ref or url or label}" if parts or (leads and first) else ""
            self.lines.append(Line(spans, beside_it, key, ref, url, place, tuple(parts), gloss))

    def entity(
        self,
        label: str | None,
        ref: Ref,
        name: str,
        role: Role = "plain",
        end: Sequence[Span] = (),
        sign: Span | None = None,
        gloss: Gloss | None = None,
    ) -> None:
        """A row that leads to an entity."""
        self.row(label, name, role, ref=ref, lines=1, end=end, sign=sign, gloss=gloss)

    def entities(
        self, label: str | None, items: Iterable[tuple[Ref, str, Sequence[Span]]], most: int = 8
    ) -> None:
        """Rows that lead to entities, the first one labelled; what is left out is counted."""
        found = list(items)
        most = enough(len(found), most)
        for position, (ref, name, end) in enumerate(found[:most]):
            self.entity("" if position and label is not None else label, ref, name, end=end)
        if len(found) > most:
            self.row("" if label is not None else None, f"and {len(found) - most} more", "quiet")

    def rows(self, rows: Iterable[Row]) -> None:
        """Rows of things side by side, each of which can be followed by itself."""
        for row in rows:
            label = row.label
            for line in self._flow(row):
                self._side_by_side(label, line, row.separator, Gloss(row.words) if row.words else None)
                label = ""

    def _flow(self, row: Row) -> Iterator[list[Item]]:
        """The things of a row in lines that they fit on; one that is too long is broken."""
        room = max(NARROWEST, self.columns - LABEL)
        line: list[Item] = []
        taken = 0
        for item in row.items:
            cells = width(item.whole)
            if line and taken + width(row.separator) + cells > room:
                yield line
                line = []
            if cells > room:
                first, *rest = wrap(item.whole[:LONGEST], room, 1 + MOST)
                yield [_shortened(item, first)]
                tone: Tone = "quiet" if len(first) >= len(item.text) else item.tone
                yield from ([Item(text, tone=tone, named=item.named)] for text in rest)
                continue
            taken = taken + width(row.separator) + cells if line else cells
            line.append(item)
        if line:
            yield line

    def _side_by_side(
        self, label: str, items: Sequence[Item], separator: str, gloss: Gloss | None = None
    ) -> None:
        spans: list[Span] = [(pad(label, LABEL), "quiet")]
        parts: list[Part] = []
        at = LABEL
        for position, item in enumerate(items):
            if position:
                spans.append((separator, "quiet"))
                at += width(separator)
            cells = width(item.text)
            spans.append((item.text, item.tone))
            if item.note:
                spans.append((item.note, "quiet"))
            if item.named:
                parts += _parts(item.text, at, list(item.named))
            elif item.ref is not None or item.url or item.place is not None:
                parts.append(Part(at, cells, item.ref, item.url, item.place))
            at += width(item.whole)
        key = f"{len(self.lines)} {label}" if parts or gloss is not None else ""
        if len(items) == len(parts) == 1:
            only = parts[0]
            self.lines.append(Line(tuple(spans), (), key, only.ref, only.url, only.place, gloss=gloss))
        else:
            self.lines.append(Line(tuple(spans), (), key, parts=tuple(parts), gloss=gloss))

    def link(self, label: str, title: str, url: str) -> None:
        """A page: its title, or its address without what every address has; one that never opens whole."""
        if is_web(url):
            shown = title or cut_left(url.partition("://")[2], self.columns - LABEL - 2)
            self.row(label, f"{LINK} {shown}", "link", url=url, lines=1)
        else:
            self.row(label, url, "quiet", url=url, lines=2)

    def declared(self, place: Place, end: str = "") -> None:
        """Where the entity stands in the files, as the last row."""
        if self._whole:
            self.head("Description")
            self.text(self._whole, lines=LONGEST)
        if not end:
            self.blank()
        shown = cut_left(str(place), self.columns - (width(end) + 1 if end else 0))
        beside: tuple[Span, ...] = ((end, "quiet"),) if end else ()
        self.lines.append(Line(((shown, "quiet"),), beside, "declared", place=place))


def _parts(text: str, start: int, named: list[tuple[str, Ref]]) -> list[Part]:
    """The things that a text names, each with its cells; what was found is taken from ``named``."""
    parts: list[Part] = []
    at = 0
    for name, ref in list(named):
        found = text.find(name, at)
        if found >= 0:
            parts.append(Part(start + width(text[:found]), width(name), ref))
            named.remove((name, ref))
            at = found + len(name)
    return parts


def _shortened(item: Item, text: str) -> Item:
    """As much of a thing as stands on its first line."""
    return structs.replace(item, text=text[: len(item.text)], note=text[len(item.text) :])
