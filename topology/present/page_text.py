"""The answer to a situation as text: what a tired engineer reads at 03:00."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from topology.graph.topology import Topology
from topology.incident.result import STATES, Incident, Lead, Muted
from topology.incident.situation import Fault
from topology.model.entity import Team
from topology.model.place import Because
from topology.model.reference import Ref, name_of
from topology.present.cells import flow, width
from topology.present.ink import PLAIN, Ink
from topology.present.instants import short, span, spelled
from topology.present.names import Names
from topology.present.reasons import Reasons, where
from topology.present.sheet import WIDTH, Sheet
from topology.present.timeline import Moment, moments
from topology.present.words import (
    FLAG_WORDS,
    REASON_WORDS,
    STATE_SIGNS,
    STATE_STYLES,
    VERDICT_STYLES,
    VERDICT_WORDS,
    count,
    engaged,
    listed,
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


def fault_text(names: Names, fault: Fault) -> str:
    """``payments-db``, ``psp-north (quota-exceeded, for payments-api)``."""
    details = [
        *([fault.mode] if fault.mode else []),
        *([fault.impact] if fault.impact else []),
        *([f"for {names(fault.consumer)}"] if fault.consumer is not None else []),
    ]
    return names(fault.component) + (f" ({', '.join(details)})" if details else "")


def _after(minute: int) -> str:
    return f"{minute}m" if minute < _LONG else span(minute)


_LONG = 180
"""From here on minutes are hard to read as a number."""


class _Page:
    """One page being written."""

    def __init__(self, topology: Topology, incident: Incident, ink: Ink) -> None:
        self._incident = incident
        self._topology = topology
        self._timezone = topology.catalog.defaults.timezone
        self._names = Names(topology.catalog)
        self.sheet = Sheet(ink)
        self.reasons = Reasons()

    def situation(self) -> None:
        situation, names = self._incident.situation, self._names
        faults = listed([fault_text(names, fault) for fault in situation.faults])
        title = f"{faults} {'fails' if len(situation.faults) == 1 else 'fail'}"
        at = spelled(situation.at, self._timezone)
        if width(title) + width(at) + 2 <= WIDTH:
            self.sheet.ends(title, at, "quiet", "strong")
        else:
            self.sheet.paragraph(title, style="strong")
            self.sheet.ends("", at, "quiet")
        for label, values in (
            ("Away", names.all(sorted(situation.away))),
            ("Silent", names.all(sorted(situation.silent))),
            ("Down", sorted(situation.down)),
            ("Answered", [f"{names(ack.person)} at +{ack.minute}m" for ack in situation.acks]),
        ):
            if values:
                self.sheet.items(label, values)
        self.sheet.line()

    def answer(self) -> None:
        incident, sheet = self._incident, self.sheet
        self._marked(
            incident.verdict,
            VERDICT_WORDS[incident.verdict],
            incident.verdict_why(),
            VERDICT_STYLES[incident.verdict],
        )
        for root, verdict in incident.verdict_by_root.items():
            if len(incident.verdict_by_root) > 1:
                sheet.row("", f"{self._names(root)}: {verdict.lower()}, {VERDICT_WORDS[verdict]}")
        for flag in incident.flags:
            self._marked(flag.replace("_FIRST", ""), FLAG_WORDS[flag], (), "warn")
        for number, lead in enumerate(incident.leads):
            self._marked("" if number else "Lead", self._lead(lead), lead.because)
        contact = incident.first_contact
        if contact is not None:
            sheet.row("First", f"{self._person(contact.person, contact.team)}, after {contact.minute} min")
        sheet.row("Engage", self._engage())
        for number, helper in enumerate(incident.helpers):
            text = f"{self._names(helper.team)}: {REASON_WORDS[helper.reason]}"
            self._marked("" if number else "Helps", text, helper.because)
        if incident.informed:
            sheet.items("Informed", self._names.all(incident.informed), lines=3)
        if incident.assumed_hard:
            sheet.row("Assumed", f"{count(incident.assumed_hard, 'dependency', 'dependencies')} read as hard")
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

    def _lead(self, lead: Lead) -> str:
        names = self._names
        of = f" for {names(lead.root)}" if len(self._incident.leads) > 1 else ""
        team = "nobody" if lead.team is None else f"{names(lead.team)}{self._kind(lead.team)}"
        over = "" if lead.hand_over_to is None else f"; hands over to {names(lead.hand_over_to)}"
        return f"{team}{of}: {REASON_WORDS[lead.reason]}{over}"

    def _kind(self, team: Ref) -> str:
        entity = self._topology.catalog.get(team, Team)
        return f" ({entity.type})" if entity is not None and entity.type else ""

    def _engage(self) -> str:
        engage, right = self._incident.engage, self._incident.minutes_to_right_team
        text = engaged(engage, self._incident.verdict)
        if right is None and self._incident.verdict != "UNKNOWN":
            return f"{text}; no page reaches the owner"
        if right is not None and right != engage.earliest:
            return f"{text}; the owner is paged after {right} min"
        return text

    def timeline(self) -> None:
        shown = moments(self._incident.timeline)
        if not shown:
            return
        self.sheet.section("Timeline")
        at = self._incident.situation.at.replace(second=0)
        stamps = [
            (f"+{_after(minute)}", short(at + timedelta(minutes=minute), self._timezone, at))
            for minute in (moment.event.minute for moment in shown)
        ]
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
            self.sheet.marked(start, self._event(moment), self.reasons.mark(event.because), style)

    def _event(self, moment: Moment) -> str:
        event, names = moment.event, self._names
        step = f", step {event.step}" if event.step is not None and event.step > 1 else ""
        policy = names(event.policy) if event.policy is not None else ""
        about = f" for {names(event.component)}" if moment.tells_component else ""
        if event.event == "alert":
            return names(event.component)
        if event.event == "held":
            return f"{policy} {self._until(event.until)}{about}"
        if event.event == "repeat":
            again = count(moment.passes, "more pass", "more passes")
            return f"{policy} again from the first step, {again}{about}"
        if event.event == "exhausted":
            return f"{policy}: nobody is left to page{about}"
        if event.person is None:
            return f"{policy}{about}"
        away = ", away: will not answer" if event.away else ""
        team = names(event.team) if event.team is not None else ""
        by = f", {policy}" if policy.casefold() not in ("", team.casefold()) and event.event != "ack" else ""
        return f"{self._person(event.person, event.team)}{about}{by}{step}{away}"

    def _until(self, until: datetime | None) -> str:
        if until is None:
            return "for ever"
        return f"until {short(until, self._timezone, self._incident.situation.at)}"

    def _person(self, person: Ref, team: Ref | None) -> str:
        return self._names(person) + (f" ({self._names(team)})" if team is not None else "")

    def unpaged(self) -> None:
        incident, names = self._incident, self._names
        for title, lines in (
            ("Suppressed: alerts that page nobody", incident.suppressed),
            ("Silent: no alert comes", incident.silent),
            ("Masked: a declared inhibitor would mute its own fault", incident.masked),
        ):
            if lines:
                self.sheet.section(title)
                self._muted(lines)
        if incident.tickets:
            self.sheet.section("Tickets: can wait for working hours")
            for ticket in incident.tickets:
                team = names(ticket.team) if ticket.team is not None else "no team"
                self._plain(f"{names(ticket.component)}, for {team}", ticket.because)
        if incident.held:
            self.sheet.section("Held until support hours")
            for held in incident.held:
                text = f"{names(held.policy)} {self._until(held.until)}, for {names(held.component)}"
                self._plain(text, held.because)

    def _muted(self, lines: Iterable[Muted]) -> None:
        """Components with the same last reason are one entry: what they share says why."""
        groups: dict[tuple[str, Because], list[str]] = {}
        for muted in lines:
            self.reasons.mark(muted.because[:-1])
            for reason in muted.because[-1:]:
                text = reason.text.removeprefix(f"{name_of(muted.component)} is silent: ")
                alike = next((other for said, other in groups if said == text), reason)
                groups.setdefault((text, alike), []).append(self._names(muted.component))
        for (text, reason), who in groups.items():
            if len(who) == 1:
                self._plain(f"{who[0]}: {text}", (reason,))
                continue
            self._plain(text, (reason,))
            for line in flow(who, WIDTH - 4):
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
            self.sheet.row(f"  +{_after(minute)}", text, lines=9)

    def why_not(self, why_not: Mapping[Ref, tuple[Because, ...]]) -> None:
        for team, reasons in why_not.items():
            self.sheet.section(f"Why not {self._names(team)}?")
            for number, reason in enumerate(reasons, 1):
                self.sheet.marked(f"{number}  ", reason.text, where(reason), lines=4)

    def _marked(self, label: str, text: str, because: tuple[Because, ...], style: str = "") -> None:
        self.sheet.row(label, text, self.reasons.mark(because), lines=3, style=style)

    def _plain(self, text: str, because: tuple[Because, ...]) -> None:
        self.sheet.marked("  ", text, self.reasons.mark(because))
