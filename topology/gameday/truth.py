"""The engine's answer to a round, as a log keeps it: what was right, and how it goes on beat by beat.

Everything here is made of plain values with canonical references, so that a log can be read
without its catalog.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from topology.gameday.happening import Happening
from topology.gameday.stretches import Stretch
from topology.incident.result import Event, Incident
from topology.model.scenario import Question
from topology.oncall.clock import seconds

BeatKind = Literal[
    "impact",
    "inject",
    "alert",
    "page",
    "ack",
    "held",
    "repeat",
    "fallback",
    "exhausted",
    "heartbeat",
    "answer",
]

_TOLD: dict[str, BeatKind] = {
    "alert": "alert", "page": "page", "ack": "ack", "held": "held", "repeat": "repeat",
    "fallback": "fallback", "exhausted": "exhausted", "heartbeat": "heartbeat",
}  # fmt: skip
"""The engine's events that are worth a beat: a time-out is told by the page after it."""


class Beat(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a reveal. ``minute`` counts from the beginning of the round.

    ``inject`` is the number of the happening that it tells, ``question`` what an answer
    answers. ``again``: this person was paged for this before. ``hit`` are the components that
    are down, for an impact, or that alert; ``until`` (seconds since 1970) is when a held page is sent.
    """

    minute: int
    kind: BeatKind
    component: str = ""
    person: str = ""
    team: str = ""
    policy: str = ""
    step: int = 0
    until: int = 0
    away: bool = False
    again: bool = False
    inject: int = -1
    question: str = ""
    hit: tuple[str, ...] = ()
    degraded: int = 0


class Reason(Struct, frozen=True):
    """One step of a reason: a sentence, and ``file:line`` of the fact behind it."""

    text: str
    where: str = ""


class Truth(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the engine answers to a round's opening.

    ``first`` is the first human, empty: nobody; ``minutes`` until they are paged. ``known``
    is false where nobody declared who is paged: then a round has no answer for some questions.
    """

    verdict: str
    lead: tuple[str, ...] = ()
    paged: tuple[str, ...] = ()
    first: str = ""
    first_team: str = ""
    minutes: int | None = None
    engage: int | None = None
    flags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()
    alerts: tuple[tuple[int, str], ...] = ()
    states: tuple[tuple[str, str], ...] = ()
    known: bool = True


def truth(incident: Incident) -> Truth:
    """The answers to the questions of a round."""
    leads = tuple(dict.fromkeys(str(lead.team) for lead in incident.leads if lead.team is not None))
    first = incident.first_contact
    because = dict.fromkeys(
        Reason(str(each.text), str(each.place) if each.place is not None and each.place.file else "")
        for lead in incident.leads
        for each in lead.because
    )
    earliest = min((event.minute for event in incident.timeline if event.event == "alert"), default=0)
    return Truth(
        verdict=incident.verdict,
        lead=leads,
        paged=tuple(str(team) for team in incident.paged if team not in leads),
        first=str(first.person) if first is not None else "",
        first_team=str(first.team or "") if first is not None else "",
        minutes=first.minute if first is not None else None,
        engage=incident.engage.earliest,
        flags=tuple(incident.flags),
        reasons=tuple(dict.fromkeys(lead.reason for lead in incident.leads)),
        over=tuple(str(lead.hand_over_to) for lead in incident.leads if lead.hand_over_to is not None),
        because=tuple(because),
        alerts=tuple(
            (event.minute, str(event.component))
            for event in incident.timeline
            if event.event == "alert" and event.minute == earliest
        ),
        states=tuple((str(ref), state) for ref, state in incident.states.items()),
        known=incident.verdict != "UNKNOWN",
    )


def beats(
    course: Iterable[Stretch], happenings: Iterable[Happening], lasts: int, questions: Iterable[Question]
) -> tuple[Beat, ...]:
    """The reveal of a round, minute by minute until it is over; then the answers, one by one."""
    told = tuple(happenings)
    found: list[tuple[int, int, int, Beat]] = []
    for number, happening in enumerate(told):
        beat = Beat(minute=happening.minute, kind="inject", inject=number)
        found.append((happening.minute, 0, number, beat))
    for number, (minute, rank, beat) in enumerate(_events(course)):
        if minute <= lasts:
            found.append((minute, rank, number, beat))
    ordered = [each[3] for each in sorted(found, key=lambda each: each[:3])]
    ordered = list(_once(ordered))
    end = max([lasts, *(beat.minute for beat in ordered)])
    answers = [Beat(minute=end, kind="answer", question=question) for question in questions]
    return (*ordered, *answers)


def _events(course: Iterable[Stretch]) -> Iterator[tuple[int, int, Beat]]:
    """What the engine tells: minute, rank within it, beat. What fails is felt before it is noticed."""
    for stretch in course:
        if stretch.asked == stretch.since and stretch.speaks_for(stretch.since):
            yield stretch.since, 1, _impact(stretch)
        for minute, event in stretch.events():
            kind = _TOLD.get(event.event)
            if kind is not None:
                yield minute, 2 if kind == "alert" else 3, _beat(minute, kind, event)


def _impact(stretch: Stretch) -> Beat:
    states = stretch.incident.states
    return Beat(
        minute=stretch.since,
        kind="impact",
        hit=tuple(str(ref) for ref, state in states.items() if state == "down"),
        degraded=sum(state == "degraded" for state in states.values()),
    )


def _beat(minute: int, kind: BeatKind, event: Event) -> Beat:
    return Beat(
        minute=minute,
        kind=kind,
        component=str(event.component or ""),
        person=str(event.person or ""),
        team=str(event.team or ""),
        policy=str(event.policy or ""),
        step=event.step or 0,
        until=seconds(event.until) if event.until is not None else 0,
        away=event.away,
    )


def _once(told: Iterable[Beat]) -> Iterator[Beat]:
    """Without what only repeats: an alert that has rung, a second pass that pages the same people.

    Alerts of one minute are one beat.
    """
    alerted: set[str] = set()
    passed: set[str] = set()
    paged: set[tuple[str, str, str]] = set()
    ringing: Beat | None = None
    for beat in told:
        if beat.kind == "alert":
            if beat.component not in alerted:
                alerted.add(beat.component)
                before = ringing.hit if ringing is not None and ringing.minute == beat.minute else ()
                if ringing is not None and not before:
                    yield ringing
                ringing = Beat(minute=beat.minute, kind="alert", hit=(*before, beat.component))
            continue
        if ringing is not None:
            yield ringing
            ringing = None
        if beat.kind == "repeat":
            if beat.policy in passed:
                continue
            passed.add(beat.policy)
        elif beat.kind in ("page", "heartbeat"):
            page = (beat.person, beat.policy, beat.component)
            if page in paged:
                if beat.policy in passed:
                    continue
                beat = _again(beat)
            paged.add(page)
        yield beat
    if ringing is not None:
        yield ringing


def _again(beat: Beat) -> Beat:
    from msgspec.structs import replace

    return replace(beat, again=True)
