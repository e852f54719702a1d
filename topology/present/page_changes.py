"""What a change to a situation does to its answer, in words: before, and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from topology.incident.result import VERDICTS, Engage, Incident
from topology.incident.situation import Fault, Situation
from topology.model.reference import Ref
from topology.present.instants import spelled
from topology.present.names import Names
from topology.present.page_words import after as minutes_after
from topology.present.page_words import fault_details
from topology.present.words import FLAG_WORDS, listed


class Turn(Struct, frozen=True, gc=False):
    """One part of an answer that is another one now. ``better``: whether that is good; ``None``: neither."""

    part: Literal["verdict", "lead", "first", "engaged", "paged", "not paged", "people", "flag"]
    before: str
    after: str
    better: bool | None = None


def turns(names: Names, before: Incident, now: Incident) -> tuple[Turn, ...]:
    """Verdict, lead, first human and time to engage where they differ, then who else is paged or no more."""
    return tuple(_turns(names, before, now))


def _turns(names: Names, before: Incident, now: Incident) -> Iterator[Turn]:
    if before.verdict != now.verdict:
        better = VERDICTS.index(now.verdict) > VERDICTS.index(before.verdict)
        yield Turn("verdict", before.verdict, now.verdict, better)
    one, other = leads_said(names, before), leads_said(names, now)
    if one != other:
        yield Turn("lead", one, other)
    one, other = first_said(names, before), first_said(names, now)
    if one != other:
        yield Turn("first", one, other, _sooner(before, now))
    if before.engage != now.engage:
        yield Turn("engaged", engaged_said(before.engage), engaged_said(now.engage), _earlier(before, now))
    many, fewer = len(_people(before)), len(_people(now))
    if many != fewer:
        yield Turn("people", f"{many} paged", str(fewer))
    for flag in now.flags:
        if flag not in before.flags:
            yield Turn("flag", "", f"{flag.replace('_FIRST', '')}: {FLAG_WORDS[flag]}", False)
    known = {lead.team for lead in (*before.leads, *now.leads)}
    new = [team for team in now.paged if team not in before.paged and team not in known]
    gone = [team for team in before.paged if team not in now.paged and team not in known]
    if new:
        yield Turn("paged", "", listed(names.all(new)))
    if gone:
        yield Turn("not paged", "", listed(names.all(gone)))


def _people(incident: Incident) -> frozenset[Ref]:
    pages = (event for event in incident.timeline if event.event in ("page", "heartbeat"))
    return frozenset(event.person for event in pages if event.person is not None)


def leads_said(names: Names, incident: Incident) -> str:
    """The teams that lead, each once."""
    return listed(list(dict.fromkeys(names(lead.team) for lead in incident.leads)))


def first_said(names: Names, incident: Incident) -> str:
    """``Ada Obi +2m``; ``nobody``."""
    contact = incident.first_contact
    return "nobody" if contact is None else f"{names(contact.person)} +{minutes_after(contact.minute)}"


def _sooner(before: Incident, now: Incident) -> bool | None:
    one, other = before.first_contact, now.first_contact
    if one is None or other is None:
        return None if one is other else one is None
    return None if one.minute == other.minute else other.minute < one.minute


def engaged_said(engage: Engage) -> str:
    """``+2m to +7m``: when the lead team is there; ``never``."""
    earliest, latest = engage.earliest, engage.latest
    if earliest is None:
        return "never"
    later = f" to +{minutes_after(latest)}" if latest is not None and latest != earliest else ""
    return f"+{minutes_after(earliest)}{later}"


def _earlier(before: Incident, now: Incident) -> bool | None:
    one, other = before.engage.earliest, now.engage.earliest
    if one is None or other is None:
        return None if one is other else one is None
    return None if one == other else other < one


def turned(found: Iterable[Turn]) -> str:
    """``MISROUTED, first Lin Park +7m``: what an answer turns into, in a few words."""
    said = [_turn_said(turn) for turn in found if turn.part != "flag"]
    return ", ".join(said) or "no change"


def _turn_said(turn: Turn) -> str:
    if turn.part == "people":
        return f"{turn.after} people paged" if turn.after != "1" else "1 person paged"
    return turn.after if turn.part == "verdict" else f"{turn.part} {turn.after}"


SAME = "same verdict, lead, first human and time"


# What was changed


def asked(names: Names, before: Situation, now: Situation, timezone: str) -> str:
    """What the second situation has that the first had not: ``Ada Obi is away; pager is down``."""
    return "; ".join(_asked(names, before, now, timezone))


def _asked(names: Names, before: Situation, now: Situation, timezone: str) -> Iterator[str]:
    old, new = _by_component(before.faults), _by_component(now.faults)
    for ref in new:
        how = listed([fault_details(names, fault) or "as is usual" for fault in new[ref]])
        if ref not in old:
            yield f"{names(ref)} fails too"
        elif old[ref] != new[ref]:
            yield f"{names(ref)} fails: {how}"
    yield from (f"{names(ref)} works" for ref in old if ref not in new)
    if before.at != now.at:
        yield spelled(now.at, timezone)
    for word, lost, kept, gone in (
        ("is away", now.away, before.away, "is back"),
        ("is silent", now.silent, before.silent, "alerts again"),
        ("is down", now.down, before.down, "is up"),
    ):
        yield from (f"{_said(names, each)} {word}" for each in sorted(lost - kept))
        yield from (f"{_said(names, each)} {gone}" for each in sorted(kept - lost))
    for ack in now.acks:
        if ack not in before.acks:
            yield f"{names(ack.person)} answers at +{minutes_after(ack.minute)}"
    for ack in before.acks:
        if ack not in now.acks:
            yield f"{names(ack.person)} does not answer"


def _said(names: Names, what: str) -> str:
    return names(Ref(what)) if ":" in what else what


def _by_component(faults: Iterable[Fault]) -> dict[Ref, list[Fault]]:
    found: dict[Ref, list[Fault]] = {}
    for fault in faults:
        found.setdefault(fault.component, []).append(fault)
    return found
