"""The answer as lines: what the last change did, verdict, lead, people; the timeline; who is not paged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from topology.incident.recorded import Recorded
from topology.incident.result import STATES, Incident, Muted, State
from topology.model.reference import Ref
from topology.present.glossary.case import flag_reasons, informed_reasons
from topology.present.instants import span
from topology.present.page_changes import SAME, Turn
from topology.present.page_words import HELD, MASKED, SILENT, SUPPRESSED, TICKETS, PageWords
from topology.present.recorded import recorded_said
from topology.present.timeline import Moment, moments
from topology.present.words import FLAG_WORDS, VERDICT_STYLES, VERDICT_WORDS
from topology.tui.cards.component import SIGNS, VERDICT_ROLES
from topology.tui.line import Gloss, Line, Role, Span
from topology.tui.page.sheet import Sheet, Written, label_of
from topology.tui.world import World

STATE_ROLES: dict[State, Role] = {"ok": "ok", "at-risk": "at-risk", "degraded": "degraded", "down": "down"}

EVENT_ROLES: dict[str, Role] = {
    "page": "hot",
    "heartbeat": "hot",
    "ack": "ok",
    "exhausted": "down",
    "held": "warn",
}
EVENT_WORDS = {"timeout": "step", "ack": "page"}
"""Words of the glossary for kinds of events; the others are such words themselves."""

MUTED = {SUPPRESSED: "suppressed", SILENT: "silent", MASKED: "masked"}

CHANGED = "changed"
"""The key of the first line of what the last change did."""


class Change(Struct, frozen=True):
    """What was asked otherwise than just before, and what turned with it."""

    asked: str
    turns: tuple[Turn, ...]


def answer(
    world: World,
    incident: Incident,
    columns: int,
    *,
    headed: bool,
    change: Change | None = None,
    recorded: Sequence[Recorded] = (),
) -> Written:
    """All of an answer in one column. ``headed``: it says when, and what else is wrong, by itself."""
    writing = Writing(world, incident, columns)
    for _ in writing.lines(headed=headed, change=change, recorded=recorded):
        pass
    return writing.written


class Writing:
    """An answer that is being written: ``written`` is as much of it as there is."""

    def __init__(self, world: World, incident: Incident, columns: int) -> None:
        self._world = world
        self._incident = incident
        self._words = PageWords(world.topology, incident, world.names)
        self._name = world.names
        self.sheet = Sheet(columns)

    @property
    def written(self) -> Written:
        """What has been written."""
        return self.sheet.written

    def lines(
        self, *, headed: bool, change: Change | None = None, recorded: Sequence[Recorded] = ()
    ) -> Iterator[Line | None]:
        """Write line after line: a failure may hit thousands. ``None``: some work, and no line yet."""
        given = 0
        for _ in self._steps(headed, change, recorded):
            come = self.written.lines[given:]
            given += len(come)
            yield from come or (None,)

    def _steps(self, headed: bool, change: Change | None, recorded: Sequence[Recorded]) -> Iterator[None]:
        if headed:
            self.situation()
        if change is not None:
            self.change(change)
        yield from self.verdict(recorded)
        yield from self.timeline()
        yield from self.unpaged()
        yield from self.states()

    def situation(self) -> None:
        self.sheet.plain(self._words.when(), "quiet")
        for label, values in self._words.besides():
            self.sheet.row(label, ", ".join(values))
        self.sheet.gap()

    def change(self, change: Change) -> None:
        """What the last change did, before and after."""
        self.sheet.row("Now", change.asked, role="strong", key=CHANGED)
        for turn in change.turns:
            role: Role = "plain" if turn.better is None else "ok" if turn.better else "down"
            word = "" if turn.better is None else " (better)" if turn.better else " (worse)"
            text = f"{turn.before} → {turn.after}" if turn.before else turn.after
            part = "" if turn.part in ("verdict", "flag") else f"{turn.part}: "
            self.sheet.row("", f"{part}{text}{word if turn.part != 'flag' else ''}", role=role)
        if not change.turns:
            self.sheet.row("", SAME, role="quiet")
        self.sheet.gap()

    def verdict(self, recorded: Sequence[Recorded]) -> Iterator[None]:
        """The verdict in words; who leads, comes first, helps, is told; how long it took before."""
        incident, words, row = self._incident, self._words, self.sheet.row
        role = VERDICT_ROLES[VERDICT_STYLES[incident.verdict]]
        label, indent = label_of(incident.verdict)
        text = VERDICT_WORDS[incident.verdict]
        spoken = (incident.verdict,)
        row(label, text, incident.verdict_why, "strong", None, role, indent, key="verdict", words=spoken)
        for root, verdict, said in words.verdicts():
            row("", said, ref=root, words=(verdict,))
        for flag in incident.flags:
            label, indent = label_of(flag.replace("_FIRST", ""))
            case = partial(flag_reasons, self._world.topology, self._name, incident, flag)
            row(
                label,
                FLAG_WORDS[flag],
                None,
                "plain",
                None,
                "warn",
                indent,
                key=flag,
                words=(flag,),
                case=case,
            )
        for number, lead in enumerate(incident.leads):
            row(
                "" if number else "Lead",
                words.lead(lead),
                lead.why,
                ref=lead.team,
                key=f"lead {lead.root}",
                words=(lead.reason, "lead"),
            )
        if incident.first_contact is not None:
            row(
                "First",
                words.first(),
                ref=incident.first_contact.person,
                key="first",
                words=("first contact",),
            )
        row("Engage", words.engage(), words=("time to engage",))
        for number, helper in enumerate(incident.helpers):
            row(
                "" if number else "Helps",
                words.helper(helper),
                helper.why,
                ref=helper.team,
                words=(helper.reason, "helper"),
            )
        yield
        if incident.informed:
            told = partial(informed_reasons, self._world.topology, self._name, incident)
            row("Informed", words.informed(), words=("informed",), case=told, whole=True)
        yield
        if incident.assumed_hard:
            row("Assumed", words.assumed(), words=("assumed",))
        for warning in incident.warnings:
            row("Warning", warning, role="warn")
        for number, said in enumerate(recorded_said(self._name, recorded)):
            row("" if number else "Recorded", said)
        yield

    def timeline(self) -> Iterator[None]:
        """What happens, minute by minute, without what repeats."""
        self.sheet.head("Timeline")
        shown = moments(self._incident.timeline)
        if not shown:
            self.sheet.plain("Nothing happens: no alert, no page.", "quiet")
            yield
            return
        stamps = [self._words.stamp(each.event.minute) for each in shown]
        first, second = (max(len(stamp[column]) for stamp in stamps) for column in (0, 1))
        before = ("", "")
        for each, stamp in zip(shown, stamps, strict=True):
            label = f"{stamp[0]:>{first}} {stamp[1]:<{second}} "
            label = label if stamp != before else " " * len(label)
            before = stamp
            self._event(label, each)
            yield

    def _event(self, label: str, moment: Moment) -> None:
        event = moment.event
        role = "warn" if event.away else EVENT_ROLES.get(event.event, "quiet")
        said: Role = "plain" if event.event in ("page", "heartbeat", "ack", "held") else "quiet"
        word = f"{event.event:<9} "
        before: tuple[Span, ...] = ((label, "quiet"), (word, role))
        self.sheet.row(
            event.event,
            self._words.event(moment),
            event.why,
            said,
            event.person or event.component or event.policy,
            indent=len(label) + len(word),
            before=before,
            key=f"event {event.event} {event.person} {event.component} {event.policy} {event.step}",
            minute=event.minute,
            words=(EVENT_WORDS.get(event.event, event.event), *(("away",) if event.away else ())),
        )

    def unpaged(self) -> Iterator[None]:
        """Whose alerts page nobody, and why; what waits."""
        incident, words, sheet = self._incident, self._words, self.sheet
        for title, muted in (
            (SUPPRESSED, incident.suppressed),
            (SILENT, incident.silent),
            (MASKED, incident.masked),
        ):
            if muted:
                sheet.head(title)
                yield from self._muted(title, muted)
        if incident.tickets:
            sheet.head(TICKETS)
            for ticket in incident.tickets:
                text = words.ticket(ticket.component, ticket.team)
                sheet.row(
                    "",
                    text,
                    ticket.why,
                    "plain",
                    ticket.component,
                    indent=2,
                    key=f"ticket {text}",
                    words=("ticket",),
                )
                yield
        if incident.held:
            sheet.head(HELD)
            for held in incident.held:
                text = words.held(held.policy, held.until, held.component)
                key = f"held {held.policy} {held.component}"
                sheet.row("", text, held.why, "plain", held.policy, indent=2, key=key, words=("held",))
                yield

    def _muted(self, title: str, muted: Sequence[Muted]) -> Iterator[None]:
        for each in muted:
            _ = each.because  # what they share is asked of all of them
            yield
        for text, _, who in self._words.muted(muted):
            self.sheet.plain(text, "quiet")
            for each in who:
                key = f"{title} {each.component}"
                name, said = self._name(each.component), (MUTED[title],)
                self.sheet.row("", name, each.why, "plain", each.component, indent=2, key=key, words=said)
                yield

    def states(self) -> Iterator[None]:
        """What breaks with it, the worst first, and what follows later."""
        incident = self._incident
        if not incident.states and not incident.changes:
            return
        self.sheet.head("What breaks")
        for state in reversed(STATES):
            for ref, found in incident.states.items():
                if found == state:
                    self._state(ref, state, "")
                    yield
        for change in sorted(incident.changes, key=lambda each: (each.minute, each.component)):
            self._state(change.component, change.state, f" after {span(change.minute)}", change.minute)
            yield

    def _state(self, ref: Ref, state: State, later: str, minute: int = 0) -> None:
        role = STATE_ROLES[state]
        owner = ", ".join(map(self._name, self._world.topology.owner(ref).teams)) or "no owner"
        spans: tuple[Span, ...] = (
            (f"{SIGNS[state]} ", role),
            (self._name(ref), "plain"),
            (f"  {owner}", "quiet"),
        )
        key = f"state {ref}{later}"
        self.sheet.written.minutes[key] = minute
        self.sheet.add(Line(spans, ((f" {state}{later}", role),), key, ref, gloss=Gloss((state,))))
