"""What came, what went, what has another name, and what moved across a boundary."""

from __future__ import annotations

from collections.abc import Iterator

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import BAD_VERDICTS, Verdict
from topology.insight.diff.renames import Names, declared
from topology.insight.diff.values import Change, Grade, Shift
from topology.insight.drill import Outcome
from topology.insight.notices import OWNER_CHANGED
from topology.model.entity import Component, Entity, Group
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem
from topology.model.record import Decision
from topology.model.reference import Ref

Outcomes = dict[Ref, Outcome]


def presence(base: Topology, head: Topology, names: Names, then: Outcomes, now: Outcomes) -> Iterator[Change]:
    """Added, removed and renamed entities. What is added and badly answered for is enough to fail."""
    for entity in declared(head.catalog):
        if entity.ref not in names.then_of:
            yield _added(head, entity, now.get(entity.ref))
    for entity in declared(base.catalog):
        if entity.ref not in names.now_of:
            yield _removed(base, entity, then.get(entity.ref))
    for was, ref in names.renamed:
        old, new = base.catalog.entities[was], head.catalog.entities[ref]
        yield Change(
            key=f"renamed {ref}",
            kind="renamed",
            ref=ref,
            was=was,
            shifts=(Shift("name", old.name, new.name),),
            before=old.place,
            after=new.place,
        )


def _added(head: Topology, entity: Entity, outcome: Outcome | None) -> Change:
    bad = outcome is not None and outcome.verdict in BAD_VERDICTS
    shifts = [Shift("owner", None, head.owner(entity.ref).teams)] if _ownable(entity) else []
    if outcome is not None:
        shifts += [Shift("verdict", None, outcome.verdict), Shift("lead", None, _one(outcome.lead))]
    grade: Grade = "worse" if bad else "other"
    return Change(
        key=f"added {entity.ref}",
        kind="added",
        ref=entity.ref,
        was=None,
        grade=grade,
        shifts=tuple(shifts),
        after=entity.place,
        fails=bad,
    )


def _removed(base: Topology, entity: Entity, outcome: Outcome | None) -> Change:
    shifts = [Shift("owner", base.owner(entity.ref).teams, None)] if _ownable(entity) else []
    if outcome is not None:
        verdict: Verdict = outcome.verdict
        shifts += [Shift("verdict", verdict, None), Shift("lead", _one(outcome.lead), None)]
    return Change(
        key=f"removed {entity.ref}",
        kind="removed",
        ref=None,
        was=entity.ref,
        shifts=tuple(shifts),
        before=entity.place,
    )


def moved(base: Topology, head: Topology, names: Names) -> Iterator[tuple[Change, Problem | None]]:
    """What has another owner, and the finding about it where nobody has decided so.

    A team that only has another name owns what it owned. Where nobody owned it before, there was
    nothing to decide.
    """
    fresh = _fresh_decisions(base, head, names)
    for entity in declared(head.catalog):
        was = names.then_of.get(entity.ref)
        if was is None or not _ownable(entity):
            continue
        old, new = base.owner(was), head.owner(entity.ref)
        if in_order(names.now(team) for team in old.teams) == in_order(new.teams):
            continue
        decision = _about(head, names, fresh, entity.ref, (*old.teams, *new.teams))
        place = new.place if new.place is not None else entity.place
        decided = decision.id if decision is not None else None
        undecided = None
        if decision is None and old.teams:
            undecided = _undecided(entity.ref, old.teams, new.teams, place)
        yield (
            Change(
                key=f"moved {entity.ref}",
                kind="moved",
                ref=entity.ref,
                was=was,
                grade="better" if not old.teams else "worse" if not new.teams else "other",
                shifts=(Shift("owner", old.teams, new.teams), Shift("decision", None, decided)),
                before=old.place if old.place is not None else base.catalog.entities[was].place,
                after=place,
            ),
            undecided,
        )


def _undecided(ref: Ref, old: tuple[Ref, ...], new: tuple[Ref, ...], place: Place) -> Problem:
    to = f"to {', '.join(new)}" if new else "to nobody"
    message = f"{ref} goes from {', '.join(old)} {to}, and no new decision is about it: write down why"
    return OWNER_CHANGED.problem(
        place, message, entity=ref, target=new[0] if new else old[0], references=(Occurrence(place, ref),)
    )


def _fresh_decisions(base: Topology, head: Topology, names: Names) -> tuple[Decision, ...]:
    """The decisions that the old version does not have like this."""
    known = {
        (each.id, each.title, each.date, each.url, frozenset(names.now(about.target) for about in each.about))
        for each in base.catalog.decisions
    }
    return tuple(
        each
        for each in head.catalog.decisions
        if (each.id, each.title, each.date, each.url, frozenset(about.target for about in each.about))
        not in known
    )


def _about(
    head: Topology, names: Names, decisions: tuple[Decision, ...], ref: Ref, teams: tuple[Ref, ...]
) -> Decision | None:
    """The first decision about it, what it is part of, or one of the teams."""
    wanted = {ref, *(names.now(team) for team in teams)}
    around = head.part_of(ref)
    while around is not None and around not in wanted:
        wanted.add(around)
        around = head.part_of(around)
    return next((each for each in decisions if any(about.target in wanted for about in each.about)), None)


def _ownable(entity: Entity) -> bool:
    return isinstance(entity, Component | Group)


def _one(ref: Ref | None) -> tuple[Ref, ...]:
    return (ref,) if ref is not None else ()
