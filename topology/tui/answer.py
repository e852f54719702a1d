"""The page answer as lines: verdict, lead, people; the timeline; who is not paged; numbered reasons."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from topology.incident.result import STATES, Incident, Lead, State
from topology.model.entity import Team
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.cells import cut_left, pad, width, wrap
from topology.present.instants import short, span, spelled
from topology.present.page_text import fault_text
from topology.present.reasons import Reasons, where
from topology.present.timeline import Moment, moments
from topology.present.words import (
    FLAG_WORDS,
    REASON_WORDS,
    VERDICT_STYLES,
    VERDICT_WORDS,
    count,
    engaged,
    listed,
)
from topology.tui.cards.component import SIGNS, VERDICT_ROLES
from topology.tui.cards.sheet import NARROWEST
from topology.tui.line import BLANK, Line, Role, Span
from topology.tui.world import World

LABEL = 9

STATE_ROLES: dict[str, Role] = {"ok": "ok", "at-risk": "at-risk", "degraded": "degraded", "down": "down"}

EVENT_ROLES: dict[str, Role] = {
    "page": "hot",
    "heartbeat": "hot",
    "ack": "ok",
    "exhausted": "down",
    "held": "warn",
}


class Numbers(Reasons):
    """The reasons that lines mention, in the order of their numbers."""

    @property
    def listed(self) -> Sequence[Because]:
        """Every reason once."""
        return self._listed


class Answer:
    """One answer, written for so many columns. ``reasons``: lines carry the numbers of theirs."""

    def __init__(
        self, world: World, incident: Incident, columns: int, reasons: bool, numbers: Numbers
    ) -> None:
        self._world = world
        self._incident = incident
        self._columns = max(columns, 24)
        self._reasons = reasons
        self._numbers = numbers
        self._zone = world.catalog.defaults.timezone
        self.lines: list[Line] = []

    # Rows

    def _row(
        self,
        label: str,
        text: str,
        because: Iterable[Because] = (),
        role: Role = "plain",
        ref: Ref | None = None,
        label_role: Role = "quiet",
        indent: int = LABEL,
        before: tuple[Span, ...] | None = None,
    ) -> None:
        """A label (or ``before``) and running text beside it; at the right the numbers of its reasons."""
        because = tuple(because)
        mark = self._numbers.mark(because) if self._reasons else ""
        room = self._columns - indent - (width(mark) + 1 if mark else 0)
        shown = wrap(text, max(NARROWEST, room)) or [""]
        place = because[0].place if because else None
        key = f"{len(self.lines)} {label} {ref or ''}" if ref is not None or because else ""
        for position, line in enumerate(shown):
            first = position == 0
            head: tuple[Span, ...] = ((pad(label if first else "", indent), label_role),)
            if first and before is not None:
                head = before
            spans = (*head, (line, role))
            end: tuple[Span, ...] = ((mark, "quiet"),) if mark and first else ()
            self.lines.append(Line(spans, end, key if first else "", ref, "", place))

    def _head(self, text: str) -> None:
        if self.lines:
            self.lines.append(BLANK)
        self.lines.append(Line(((text, "head"),)))

    def _name(self, ref: Ref | None) -> str:
        return "nobody" if ref is None else self._world.title(ref)

    # What it says

    def verdict(self) -> None:
        """What fails and when; the verdict in words; who leads, comes first, helps, is told."""
        incident, situation = self._incident, self._incident.situation
        faults = listed([fault_text(self._world.names, fault) for fault in situation.faults])
        fails = "fails" if len(situation.faults) == 1 else "fail"
        for line in wrap(f"{faults} {fails}", self._columns)[:4]:
            self.lines.append(Line(((line, "strong"),)))
        self.lines.append(Line(((spelled(situation.at, self._zone), "quiet"),)))
        self.lines.append(BLANK)
        role = VERDICT_ROLES[VERDICT_STYLES[incident.verdict]]
        label = f"{incident.verdict}  "
        words = VERDICT_WORDS[incident.verdict]
        self._row(label, words, incident.verdict_why(), "strong", None, role, max(LABEL, len(label)))
        for root, verdict in incident.verdict_by_root.items():
            if len(incident.verdict_by_root) > 1:
                self._row(
                    "", f"{self._name(root)}: {verdict.lower()}, {VERDICT_WORDS[verdict]}", (), "plain", root
                )
        for flag in incident.flags:
            word = f"{flag.replace('_FIRST', '')}  "
            self._row(word, FLAG_WORDS[flag], (), "plain", None, "warn", max(LABEL, len(word)))
        for number, lead in enumerate(incident.leads):
            self._row("" if number else "Lead", self._lead(lead), lead.because, ref=lead.team)
        contact = incident.first_contact
        if contact is not None:
            text = f"{self._person(contact.person, contact.team)}, after {contact.minute} min"
            self._row("First", text, ref=contact.person)
        self._row("Engage", self._engage())
        for number, helper in enumerate(incident.helpers):
            text = f"{self._name(helper.team)}: {REASON_WORDS[helper.reason]}"
            self._row("" if number else "Helps", text, helper.because, ref=helper.team)
        if incident.informed:
            self._row("Informed", ", ".join(map(self._name, incident.informed)))
        if incident.assumed_hard:
            self._row("Assumed", f"{count(incident.assumed_hard, 'dependency', 'dependencies')} read as hard")
        for warning in incident.warnings:
            self._row("Warning", warning, role="warn")

    def _lead(self, lead: Lead) -> str:
        of = f" for {self._name(lead.root)}" if len(self._incident.leads) > 1 else ""
        entity = self._world.catalog.get(lead.team, Team) if lead.team is not None else None
        kind = f" ({entity.type})" if entity is not None and entity.type else ""
        over = "" if lead.hand_over_to is None else f"; hands over to {self._name(lead.hand_over_to)}"
        return f"{self._name(lead.team)}{kind}{of}: {REASON_WORDS[lead.reason]}{over}"

    def _engage(self) -> str:
        engage, right = self._incident.engage, self._incident.minutes_to_right_team
        text = engaged(engage, self._incident.verdict)
        if right is None and self._incident.verdict != "UNKNOWN":
            return f"{text}; no page reaches the owner"
        if right is not None and right != engage.earliest:
            return f"{text}; the owner is paged after {right} min"
        return text

    def _person(self, person: Ref, team: Ref | None) -> str:
        return self._name(person) + (f" ({self._name(team)})" if team is not None else "")

    def because(self) -> None:
        """The numbered reasons, each with its place in the files."""
        if not self._reasons or not self._numbers.listed:
            return
        self._head("Because")
        digits = len(str(len(self._numbers.listed)))
        for number, reason in enumerate(self._numbers.listed, 1):
            place = where(reason)
            indent = digits + 2
            shown = wrap(reason.text, self._columns - indent)
            beside = bool(place) and indent + width(shown[-1]) + width(place) + 2 <= self._columns
            for position, line in enumerate(shown):
                last = position == len(shown) - 1
                stamp = f"{number:>{digits}}  " if position == 0 else " " * indent
                end: tuple[Span, ...] = ((place, "quiet"),) if last and beside else ()
                key = f"because {number}" if position == 0 else ""
                self.lines.append(Line(((stamp, "hot"), (line, "plain")), end, key, place=reason.place))
            if place and not beside:
                shown_place = cut_left(place, self._columns - indent)
                self.lines.append(Line(((" " * indent + shown_place, "quiet"),), place=reason.place))

    def states(self) -> None:
        """What breaks with it, the worst first, and what follows later."""
        incident = self._incident
        if not incident.states and not incident.changes:
            return
        self._head("What breaks")
        for state in reversed(STATES):
            for ref, found in incident.states.items():
                if found == state:
                    self._state(ref, state, "")
        for change in sorted(incident.changes, key=lambda each: (each.minute, each.component)):
            self._state(change.component, change.state, f" after {span(change.minute)}")

    def _state(self, ref: Ref, state: State, later: str) -> None:
        role = STATE_ROLES[state]
        owner = ", ".join(map(self._name, self._world.topology.owner(ref).teams)) or "no owner"
        spans: tuple[Span, ...] = (
            (f"{SIGNS[state]} ", role),
            (self._name(ref), "plain"),
            (f"  {owner}", "quiet"),
        )
        self.lines.append(Line(spans, ((f" {state}{later}", role),), f"state {ref}{later}", ref))

    def timeline(self) -> None:
        """What happens, minute by minute, without what repeats."""
        self._head("Timeline")
        shown = moments(self._incident.timeline)
        if not shown:
            self.lines.append(Line((("Nothing happens: no alert, no page.", "quiet"),)))
            return
        stamps = [(f"+{span(each.event.minute)}", self._moment(each.event.minute)) for each in shown]
        first, second = (max(len(stamp[column]) for stamp in stamps) for column in (0, 1))
        before = ("", "")
        for each, stamp in zip(shown, stamps, strict=True):
            label = f"{stamp[0]:>{first}} {stamp[1]:<{second}} "
            label = label if stamp != before else " " * len(label)
            before = stamp
            self._event(label, each)

    def _moment(self, minute: int) -> str:
        return self._short(self._incident.situation.at + timedelta(minutes=minute))

    def _event(self, label: str, moment: Moment) -> None:
        event = moment.event
        role = "warn" if event.away else EVENT_ROLES.get(event.event, "quiet")
        ref = event.person or event.component or event.policy
        said: Role = "plain" if event.event in ("page", "heartbeat", "ack", "held") else "quiet"
        word = f"{event.event:<9} "
        before: tuple[Span, ...] = ((label, "quiet"), (word, role))
        self._row(
            "", self._says(moment), event.because, said, ref, indent=len(label) + len(word), before=before
        )

    def _says(self, moment: Moment) -> str:
        event = moment.event
        policy = self._name(event.policy) if event.policy is not None else ""
        roots = {fault.component for fault in self._incident.situation.faults}
        clear = not moment.tells_component or roots == {event.component}
        about = "" if clear else f" for {self._name(event.component)}"
        if event.event == "alert":
            return self._name(event.component)
        if event.event == "held":
            until = "for ever" if event.until is None else f"until {self._short(event.until)}"
            return f"{policy} {until}{about}"
        if event.event == "repeat":
            passes = count(moment.passes, "more pass", "more passes")
            return f"{policy} again from the first step, {passes}{about}"
        if event.event == "exhausted":
            return f"{policy}: nobody is left to page{about}"
        if event.person is None:
            return f"{policy}{about}"
        step = f", step {event.step}" if event.step is not None and event.step > 1 else ""
        away = ", away: will not answer" if event.away else ""
        team = self._name(event.team) if event.team is not None else ""
        by = f", {policy}" if policy.casefold() not in ("", team.casefold()) and event.event != "ack" else ""
        return f"{self._person(event.person, event.team)}{about}{by}{step}{away}"

    def _short(self, instant: datetime) -> str:
        return short(instant, self._zone, self._incident.situation.at)

    def unpaged(self) -> None:
        """Whose alerts page nobody, and why; what waits."""
        incident = self._incident
        for title, muted in (
            ("Suppressed: alerts that page nobody", incident.suppressed),
            ("Silent: fails without an alert", incident.silent),
            ("Masked: an inhibitor would mute its own fault", incident.masked),
        ):
            if muted:
                self._head(title)
                for each in muted:
                    self._row("", self._name(each.component), each.because, "plain", each.component, indent=2)
        if incident.tickets:
            self._head("Tickets: can wait for working hours")
            for ticket in incident.tickets:
                team = self._name(ticket.team) if ticket.team is not None else "no team"
                text = f"{self._name(ticket.component)}, for {team}"
                self._row("", text, ticket.because, "plain", ticket.component, indent=2)
        if incident.held:
            self._head("Held until support hours")
            for held in incident.held:
                until = "for ever" if held.until is None else f"until {self._short(held.until)}"
                text = f"{self._name(held.policy)} {until}, for {self._name(held.component)}"
                self._row("", text, held.because, "plain", held.policy, indent=2)


def whole(world: World, incident: Incident, columns: int, reasons: bool) -> list[Line]:
    """All of an answer in one column."""
    answer = Answer(world, incident, columns, reasons, Numbers())
    answer.verdict()
    answer.timeline()
    answer.unpaged()
    answer.states()
    answer.because()
    return answer.lines


def halves(
    world: World, incident: Incident, left: int, right: int, reasons: bool
) -> tuple[list[Line], list[Line]]:
    """An answer in two columns: what is, with its reasons; and how it goes on."""
    numbers = Numbers()
    verdict = Answer(world, incident, left, reasons, numbers)
    verdict.verdict()
    course = Answer(world, incident, right, reasons, numbers)
    course.timeline()
    course.unpaged()
    verdict.states()
    verdict.because()
    return verdict.lines, course.lines
