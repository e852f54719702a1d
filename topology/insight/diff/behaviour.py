"""Who answers for each failure then and now, and what that makes of the load of teams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import BAD_VERDICTS, VERDICTS
from topology.insight.diff.renames import Names
from topology.insight.diff.values import Change, Grade, Shift, TeamLoad
from topology.insight.drill import Outcome
from topology.model.entity import Component
from topology.model.reference import Ref

Outcomes = Mapping[Ref, Outcome]


def behaviour(
    base: Topology, head: Topology, names: Names, then: Outcomes, now: Outcomes, at: datetime, several: bool
) -> Iterator[Change]:
    """One change for each component of both versions whose failure has another verdict, lead or first
    person, or is answered too late only now. ``several``: there are other instants, and keys name theirs."""
    for ref, new in now.items():
        was = names.then_of.get(ref)
        old = then.get(was) if was is not None else None
        if was is None or old is None or not _differ(names, old, new):
            continue
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
                Shift("first", _first(old), _first(new)),
                Shift("minute", _minute(old), _minute(new)),
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
        or _mapped(names, old.contact.person if old.contact else None)
        != (new.contact.person if new.contact else None)
    )


def _mapped(names: Names, ref: Ref | None) -> Ref | None:
    return names.now(ref) if ref is not None else None


def _grade(old: Outcome, new: Outcome) -> Grade:
    """Verdicts have an order. That something bad is no longer unknown is neither worse nor better."""
    if old.verdict == "UNKNOWN" and new.verdict in BAD_VERDICTS:
        return "other"
    then, now = VERDICTS.index(old.verdict), VERDICTS.index(new.verdict)
    if then == now:
        return "worse" if new.slow and not old.slow else "better" if old.slow and not new.slow else "other"
    return "worse" if now < then else "better"


def _fails(old: Outcome, new: Outcome) -> bool:
    """A failure that was answered for is not any more, or one that was not now is still less so."""
    return (
        new.verdict in BAD_VERDICTS
        and old.verdict != "UNKNOWN"
        and VERDICTS.index(new.verdict) < VERDICTS.index(old.verdict)
    )


def _refs(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref is not None else ()


def _first(outcome: Outcome) -> tuple[Ref, ...]:
    return _refs(outcome.contact.person) if outcome.contact is not None else ()


def _minute(outcome: Outcome) -> int | None:
    return outcome.contact.minute if outcome.contact is not None else None


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
