"""The answer to a situation as text: what a tired engineer reads at 03:00."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from topology.graph.topology import Topology
from topology.incident.result import STATES, Incident, Muted
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.cells import flow, width
from topology.present.ink import PLAIN, Ink
from topology.present.page_words import HELD, MANY, MASKED, SILENT, SUPPRESSED, TICKETS, PageWords, after
from topology.present.reasons import Reasons, where
from topology.present.sheet import WIDTH, Sheet
from topology.present.timeline import moments
from topology.present.words import (
    FLAG_WORDS,
    STATE_SIGNS,
    STATE_STYLES,
    VERDICT_STYLES,
    VERDICT_WORDS,
)

if TYPE_CHECKING:
    from topology.incident.compare import Outcome
    from topology.incident.recorded import Recorded
    from topology.incident.week import Week


def page_text(
    topology: Topology,
    incident: Incident,
    why_not: Mapping[Ref, tuple[Because, ...]] | None = None,
    ink: Ink = PLAIN,
    *,
    recorded: Iterable[Recorded] = (),
    compared: Iterable[Outcome] = (),
    week: Week | None = None,
) -> str:
    """Verdict, lead, pages minute by minute, who is not paged and why, states, numbered reasons.

    What else was asked for, records, other rules of first contact and the week, stands under
    the answer.
    """
    page = _Page(topology, incident, ink)
    page.situation()
    page.answer()
    page.more(recorded, compared, week)
    page.timeline()
    page.unpaged()
    page.states()
    page.why_not(why_not or {})
    page.reasons.write(page.sheet)
    return page.sheet.text()


class _Page:
    """One page being written."""

    def __init__(self, topology: Topology, incident: Incident, ink: Ink) -> None:
        self._incident = incident
        self._words = PageWords(topology, incident)
        self._timezone = topology.catalog.defaults.timezone
        self._names = self._words.names
        self.sheet = Sheet(ink)
        self.reasons = Reasons()

    def situation(self) -> None:
        title, at = self._words.fails(), self._words.when()
        if width(title) + width(at) + 2 <= WIDTH:
            self.sheet.ends(title, at, "quiet", "strong")
        else:
            self.sheet.paragraph(title, style="strong")
            self.sheet.ends("", at, "quiet")
        for label, values in self._words.besides():
            self.sheet.items(label, values)
        self.sheet.line()

    def answer(self) -> None:
        incident, sheet, words = self._incident, self.sheet, self._words
        self._marked(
            incident.verdict,
            VERDICT_WORDS[incident.verdict],
            incident.verdict_why(),
            VERDICT_STYLES[incident.verdict],
        )
        for _, _, text in words.verdicts():
            sheet.row("", text)
        for flag in incident.flags:
            self._marked(flag.replace("_FIRST", ""), FLAG_WORDS[flag], (), "warn")
        for number, lead in enumerate(incident.leads):
            self._marked("" if number else "Lead", words.lead(lead), lead.because)
        if incident.first_contact is not None:
            sheet.row("First", words.first())
        sheet.row("Engage", words.engage())
        for number, helper in enumerate(incident.helpers):
            self._marked("" if number else "Helps", words.helper(helper), helper.because)
        if len(incident.informed) > MANY:
            sheet.row("Informed", f"{words.informed()}; --json names all", lines=3)
        elif incident.informed:
            sheet.items("Informed", self._names.sorted(incident.informed), lines=3)
        if incident.assumed_hard:
            sheet.row("Assumed", words.assumed())
        for warning in incident.warnings:
            sheet.row("Warning", warning, lines=4)

    def more(self, recorded: Iterable[Recorded], compared: Iterable[Outcome], week: Week | None) -> None:
        if recorded:
            from topology.present.recorded import recorded_rows

            recorded_rows(self.sheet, self._names, recorded)
        if compared:
            from topology.present.compare import compare_rows

            compare_rows(self.sheet, self._names, compared)
        if week is not None:
            from topology.present.week import week_rows

            week_rows(self.sheet, self._names, week, self._timezone)

    def timeline(self) -> None:
        shown = moments(self._incident.timeline)
        if not shown:
            return
        self.sheet.section("Timeline")
        stamps = [self._words.stamp(moment.event.minute) for moment in shown]
        widest = max(len(after) for after, _ in stamps)
        wide = max(len(clock) for _, clock in stamps)
        before = ("", "")
        for moment, when in zip(shown, stamps, strict=True):
            event = moment.event
            stamp = f"{when[0]:>{widest}}  {when[1]:<{wide}}"
            stamp = stamp if when != before else " " * len(stamp)
            before = when
            style = "strong" if event.event in ("page", "heartbeat") and not event.away else ""
            start = f"{stamp}  {event.event:<9}  "
            self.sheet.marked(start, self._words.event(moment), self.reasons.mark(event.because), style)

    def unpaged(self) -> None:
        incident, words = self._incident, self._words
        for title, lines in (
            (SUPPRESSED, incident.suppressed),
            (SILENT, incident.silent),
            (MASKED, incident.masked),
        ):
            if lines:
                self.sheet.section(title)
                self._muted(lines)
        if incident.tickets:
            self.sheet.section(TICKETS)
            for ticket in incident.tickets:
                self._plain(words.ticket(ticket.component, ticket.team), ticket.because)
        if incident.held:
            self.sheet.section(HELD)
            for held in incident.held:
                self._plain(words.held(held.policy, held.until, held.component), held.because)

    def _muted(self, lines: Iterable[Muted]) -> None:
        """Components with the same last reason are one entry."""
        known = tuple(lines)
        for muted in known:
            self.reasons.mark(muted.because[:-1])
        for text, reason, who in self._words.muted(known):
            names = self._names.all(each.component for each in who)
            if len(names) == 1:
                self._plain(f"{names[0]}: {text}", (reason,))
                continue
            self._plain(text, (reason,))
            for line in flow(names, WIDTH - 4):
                self.sheet.line(line, indent=4)

    def states(self) -> None:
        incident = self._incident
        if not incident.states and not incident.changes:
            return
        self.sheet.section("States")
        for state in reversed(STATES):
            refs = [ref for ref, found in incident.states.items() if found == state]
            if refs:
                label = f"{STATE_SIGNS[state]} {state}"
                self.sheet.items(label, self._names.all(refs), lines=0, style=STATE_STYLES[state])
        later: dict[tuple[int, int], list[str]] = {}
        for change in incident.changes:
            rank = -STATES.index(change.state)
            later.setdefault((change.minute, rank), []).append(self._names(change.component))
        for (minute, rank), names in sorted(later.items()):
            state = STATES[-rank]
            text = f"{STATE_SIGNS[state]} {state}: {', '.join(names)}"
            self.sheet.row(f"  +{after(minute)}", text, lines=9)

    def why_not(self, why_not: Mapping[Ref, tuple[Because, ...]]) -> None:
        for team, reasons in why_not.items():
            self.sheet.section(f"Why not {self._names(team)}?")
            for number, reason in enumerate(reasons, 1):
                self.sheet.marked(f"{number}  ", reason.text, where(reason), lines=4)

    def _marked(self, label: str, text: str, because: tuple[Because, ...], style: str = "") -> None:
        self.sheet.row(label, text, self.reasons.mark(because), lines=3, style=style)

    def _plain(self, text: str, because: tuple[Because, ...]) -> None:
        self.sheet.marked("  ", text, self.reasons.mark(because))
