"""Where somebody stands in a comparison: which one, narrowed to what, at which change. No widget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from topology.insight.diff.values import Change
from topology.oncall.instants import InstantError, parse_instant
from topology.present.cells import wrap
from topology.tui.diff.change_lines import all_lines, change_lines
from topology.tui.diff.comparison import Comparison, Stages
from topology.tui.diff.list_lines import ALL, Listing
from topology.tui.diff.wanted import Wanted
from topology.tui.health.work import progress_line
from topology.tui.line import BLANK, Line, Role, plain
from topology.tui.world import World

OLD = timedelta(hours=1)
"""A comparison of now that is older than this is made again."""


class Differing:
    """What is compared. ``wrong`` says why there is nothing to show, ``stages`` how far the work is."""

    def __init__(self) -> None:
        self.wanted: Wanted | None = None
        self.listing: Listing | None = None
        self.stages: Stages | None = None
        self.wrong = ""
        self.query = ""
        self.more: tuple[datetime, ...] = ()

    def want(self, wanted: Wanted, now: datetime, zone: str) -> datetime | None:
        """Compare these; what was found of others is of no interest any more.

        Gives the first instant that was typed, read in the zone of the catalog; ``None``: none was.
        """
        if wanted != self.wanted:
            self.wanted, self.listing, self.query = wanted, None, ""
        self.wrong = ""
        try:
            at = [parse_instant(word, now, zone) for word in wanted.at]
        except InstantError:
            at = []  # told where it was typed
        self.more = tuple(at[1:])
        return at[0] if at else None

    @property
    def found(self) -> Comparison | None:
        """What came of it, as far as anything has."""
        return self.listing.comparison if self.listing is not None else None

    def _listed(self) -> Listing | None:
        if self.listing is not None:
            self.listing.narrow(self.query)
        return self.listing

    def stale(self, world: World, at: datetime, stated: bool) -> bool:
        """Whether what was found is of other files, or of another instant; ``stated``: somebody chose it."""
        if self.found is None:
            return not self.wrong
        if self.found.opened is not world.result:
            return True
        return self.found.at != at if stated else abs(self.found.at - at) >= OLD

    # What is shown

    def lines(self, columns: int) -> Sequence[Line]:
        """The list, and how far the work is."""
        listed = self._listed() if not self.wrong else None
        lines: list[Line] = []
        if self.stages is not None:
            lines += [progress_line(self.stages.stage, self.stages, columns), BLANK]
        elif self.wrong or self.wanted is None:
            lines.append(plain("Not compared", "warn" if self.wrong else "quiet"))
        if listed is None:
            return lines
        return [*lines, *listed.lines] if lines else listed.lines

    def detail(self, key: str, again: str, columns: int) -> list[Line]:
        """The change in full; all of them, counted, where none is stood on; else why there is none.

        ``again`` is the key that asks what to compare with.
        """
        if self.found is None or self.wrong:
            return list(self._nothing(again, columns))
        change = self.change(key)
        if change is None:
            return all_lines(self.found, columns)
        return change_lines(self.found, change, columns)

    def _nothing(self, again: str, columns: int) -> Iterator[Line]:
        said: list[tuple[str, Role]] = []
        if self.wanted is None:
            said = [("Nothing is compared yet.", "plain")]
        elif self.wrong:
            said = [(self.wrong, "warn")]
        else:
            said = [(f"{self.title} is compared with the catalog that is open.", "quiet")]
        if self.stages is None:
            said.append((f"{again} asks with which version: a revision or a folder.", "quiet"))
        for text, role in said:
            yield from (plain(line, role) for line in wrap(text, columns))
            yield BLANK

    def change(self, key: str) -> Change | None:
        """The change of a line."""
        return self.listing.changes.get(key) if self.listing is not None else None

    @property
    def order(self) -> Sequence[str]:
        """The keys of the changes that are listed, as they are listed."""
        listed = self._listed()
        return listed.order if listed is not None else ()

    def after(self, key: str, by: int) -> tuple[str, bool]:
        """The change ``by`` steps on, and whether that began again at the other end; empty: there is none."""
        listed = self._listed()
        if listed is None or not listed.order:
            return "", False
        if key not in listed.place:
            return listed.order[0 if by > 0 else -1], False
        to = listed.place[key] + by
        return listed.order[to % len(listed.order)], not 0 <= to < len(listed.order)

    def counted(self, key: str) -> str:
        """``Change 3 of 14``, for a frame."""
        listed = self._listed()
        if listed is not None and key in listed.place:
            return f"Change {listed.place[key] + 1} of {len(listed.order)}"
        return "All changes" if key == ALL else ""

    @property
    def title(self) -> str:
        """What is compared with what."""
        if self.found is not None:
            return f"{self.found.words.base} → {self.found.words.head}"
        return self.wanted.base if self.wanted is not None else "Compare"
