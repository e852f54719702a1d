"""Who answers for each failure then and now, who is paged in which minute, and the load of teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from math import inf

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import BAD_VERDICTS, VERDICTS, Contact
from topology.insight.diff.renames import Names
from topology.insight.diff.values import Change, Grade, Shift, TeamLoad
from topology.insight.drill import Outcome
from topology.model.entity import Component
from topology.model.reference import Ref

Outcomes = Mapping[Ref, Outcome]


def behaviour(
    base: Topology, head: Topology, names: Names, then: Outcomes, now: Outcomes, at: datetime, several: bool
) -> Iterator[Change]:
    """One change for each component of both versions whose failure has another verdict or lead, pages
    other teams, or other people or in other minutes, or engages the lead team at another time.

    ``several``: there are other instants, and keys name theirs.
    """
    for ref, new in now.items():
        was = names.then_of.get(ref)
        old = then.get(was) if was is not None else None
        if was is None or old is None or not _differ(names, old, new):
            continue
        calls, others = _next(names, old, new)
        stamp = f" {at.isoformat()}" if several else ""
        yield Change(
            key=f"behaviour {ref}{stamp}",
            kind="behaviour",
            ref=ref,
            was=was,
            grade=_grade(old, new),
            shifts=(
                Shift("verdict", old.verdict, new.verdict),
                Shift("lead", _refs(old.lead), _refs(new.lead)),
                Shift("first", _person(old.contact), _person(new.contact)),
                Shift("minute", _minute(old.contact), _minute(new.contact)),
                Shift("next", _person(calls), _person(others)),
                Shift("nextMinute", _minute(calls), _minute(others)),
                Shift("paged", old.paged, new.paged),
                Shift("earliest", old.engage.earliest, new.engage.earliest),
                Shift("latest", old.engage.latest, new.engage.latest),
                Shift("slow", old.slow, new.slow),
            ),
            before=base.catalog.entities[was].place,
            after=head.catalog.entities[ref].place,
            at=at,
            fails=_fails(old, new),
        )


def _differ(names: Names, old: Outcome, new: Outcome) -> bool:
    return (
        old.verdict != new.verdict
        or old.slow != new.slow
        or _mapped(names, old.lead) != new.lead
        or old.engage != new.engage
        or in_order(names.now(team) for team in old.paged) != new.paged
        or _next(names, old, new) != (None, None)
    )


def _next(names: Names, old: Outcome, new: Outcome) -> tuple[Contact | None, Contact | None]:
    """The first page of each that the other has not; ``None``: the other has all of them."""
    then = {(each.minute, names.now(each.person)): each for each in old.calls}
    now = {(each.minute, each.person): each for each in new.calls}
    gone, come = min(then.keys() - now, default=None), min(now.keys() - then, default=None)
    return then[gone] if gone is not None else None, now[come] if come is not None else None


def _mapped(names: Names, ref: Ref | None) -> Ref | None:
    return names.now(ref) if ref is not None else None


def _grade(old: Outcome, new: Outcome) -> Grade:
    """Verdicts have an order, and so have minutes. That something bad is no longer unknown is neither worse
    nor better."""
    if old.verdict == "UNKNOWN" and new.verdict in BAD_VERDICTS:
        return "other"
    then, now = _badness(old), _badness(new)
    return "other" if then == now else "worse" if now > then else "better"


def _badness(outcome: Outcome) -> tuple[float, ...]:
    """The verdict, then whether it is too late for its tier, then how late the lead team is there."""
    earliest, latest = outcome.engage.earliest, outcome.engage.latest
    return (
        -VERDICTS.index(outcome.verdict),
        outcome.slow,
        inf if earliest is None else earliest,
        inf if latest is None else latest,
    )


def _fails(old: Outcome, new: Outcome) -> bool:
    """A failure that was answered for is not any more, or one that was not now is still less so."""
    return (
        new.verdict in BAD_VERDICTS
        and old.verdict != "UNKNOWN"
        and VERDICTS.index(new.verdict) < VERDICTS.index(old.verdict)
    )


def _refs(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref is not None else ()


def _person(contact: Contact | None) -> tuple[Ref, ...]:
    return (contact.person,) if contact is not None else ()


def _minute(contact: Contact | None) -> int | None:
    return contact.minute if contact is not None else None


def loads(topology: Topology, outcomes: Iterable[Outcome]) -> dict[Ref, TeamLoad]:
    """The load of each team that owns, leads or is paged for anything."""
    first: dict[Ref, int] = {}
    paged: dict[Ref, int] = {}
    leads: dict[Ref, int] = {}
    for each in outcomes:
        for team in each.paged:
            paged[team] = paged.get(team, 0) + 1
        if each.lead is not None:
            leads[each.lead] = leads.get(each.lead, 0) + 1
        if each.contact is not None and each.contact.team is not None:
            first[each.contact.team] = first.get(each.contact.team, 0) + 1
    owns: dict[Ref, int] = {}
    for component in topology.catalog.of(Component):
        for team in () if component.ghost else topology.owner(component.ref).teams:
            owns[team] = owns.get(team, 0) + 1
    return {
        team: TeamLoad(first.get(team, 0), paged.get(team, 0), leads.get(team, 0), owns.get(team, 0))
        for team in in_order((*first, *paged, *leads, *owns))
    }


def load_changes(
    base: Topology, head: Topology, names: Names, load: Mapping[Ref, tuple[TeamLoad, TeamLoad]]
) -> Iterator[Change]:
    """One change for each team whose load differs."""
    for team, (then, now) in load.items():
        if then == now:
            continue
        was = names.then(team)
        old, new = base.catalog.entities.get(was), head.catalog.entities.get(team)
        yield Change(
            key=f"load {team}",
            kind="load",
            ref=team if new is not None else None,
            was=was if old is not None else None,
            shifts=tuple(
                Shift(name, getattr(then, name), getattr(now, name)) for name in TeamLoad.__struct_fields__
            ),
            before=old.place if old is not None else None,
            after=new.place if new is not None else None,
        )
