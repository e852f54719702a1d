"""Who is on call: everybody at one instant, or shifts and gaps over a stretch of time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct

from topology.graph.order import natural
from topology.graph.topology import Topology
from topology.model.duty import Policy, Schedule
from topology.model.entity import Away, Entity, Person, Team
from topology.model.place import Because
from topology.model.reference import Ref, kind_of
from topology.oncall.duty import Duty, Roll, Shift
from topology.oncall.rota import Rota
from topology.present.instants import iso
from topology.present.parts_json import because_json, instant_json, place_json

Named = TypeVar("Named", Team, Schedule)


class Watch(Struct, frozen=True, kw_only=True):
    """Who one schedule, or one step that names people, has on call at an instant.

    ``team`` is set where the watch is shown for a team; ``schedule`` is ``None``
    for people named in a step. ``held``: the policy's support hours are over, and
    begin again at ``held_until`` (``None``: never).
    """

    roll: Roll
    schedule: Ref | None
    team: Ref | None = None
    policy: Ref | None = None
    held: bool = False
    held_until: datetime | None = None


class Gap(Struct, frozen=True):
    """A stretch in which a schedule has nobody. Half-open, UTC."""

    schedule: Ref
    start: datetime
    end: datetime


class DutyList(Struct, frozen=True, kw_only=True):
    """The answer to ``oncall``. ``of`` is what was asked for; ``None``: everybody.

    ``start`` and ``end`` bound shifts and gaps; ``None`` where only the instant was asked for.
    ``unknown`` was never declared; ``unsaid`` are teams for which no file names a policy.
    ``away`` is set for a person who is away at that instant.
    """

    of: Entity | None
    at: datetime
    watches: tuple[Watch, ...]
    start: datetime | None = None
    end: datetime | None = None
    shifts: tuple[Shift, ...] = ()
    gaps: tuple[Gap, ...] = ()
    unknown: tuple[Ref, ...] = ()
    unsaid: tuple[Ref, ...] = ()
    away: Away | None = None


def everybody(topology: Topology, rota: Rota, at: datetime) -> DutyList:
    """Who is on call now: first for each team, then in the schedules that pages of no team begin with."""
    watches: list[Watch] = []
    unknown: list[Ref] = []
    unsaid: list[Ref] = []
    for team in _by_title(topology.catalog.of(Team)):
        policy = topology.team_policy(team.ref)
        if policy is None:
            unsaid.append(team.ref)
            continue
        entity = topology.catalog.get(policy, Policy)
        if entity is None or entity.ghost:
            unknown.append(policy)
            continue
        watches += _first_step(rota, entity, at, team.ref)
    shown = {watch.schedule for watch in watches}
    watches += [
        Watch(roll=rota.at(schedule.ref, at), schedule=schedule.ref)
        for schedule in _by_title(topology.catalog.of(Schedule))
        if schedule.ref not in shown and not schedule.ghost
    ]
    return DutyList(
        of=None,
        at=at,
        watches=tuple(watches),
        unknown=tuple(dict.fromkeys(unknown)),
        unsaid=tuple(unsaid),
    )


def _by_title(entities: Iterable[Named]) -> list[Named]:
    """In the order in which somebody looks for them on a screen."""
    return sorted(entities, key=lambda each: (natural(each.title), each.ref))


def duty_of(
    topology: Topology, rota: Rota, entity: Entity, at: datetime, span: tuple[datetime, datetime] | None
) -> DutyList:
    """Who is on call for a schedule, policy or team, or when a person is; over ``span`` if there is one."""
    if isinstance(entity, Person):
        return _of_person(rota, entity, at, span)
    schedules, watches, unknown = _schedules(topology, rota, entity, at)
    shifts: list[Shift] = []
    gaps: list[Gap] = []
    for schedule in schedules if span is not None else ():
        assert span is not None
        shifts += rota.shifts(schedule, *span)
        gaps += [Gap(schedule, *gap) for gap in rota.gaps(schedule, *span)]
    start, end = span or (None, None)
    return DutyList(
        of=entity,
        at=at,
        watches=tuple(watches),
        start=start,
        end=end,
        shifts=tuple(shifts),
        gaps=tuple(gaps),
        unknown=unknown,
    )


_NEXT_SHIFTS = 4
"""Shifts of a person that are shown where no range was asked for."""


def _of_person(rota: Rota, person: Person, at: datetime, span: tuple[datetime, datetime] | None) -> DutyList:
    if span is None:
        shifts = rota.next_shifts(person.ref, at, _NEXT_SHIFTS)
    else:
        shifts = tuple(
            Shift(shift.start, shift.end, (person.ref,), duties, shift.schedule)
            for schedule in rota.catalog.of(Schedule)
            for shift in rota.shifts(schedule.ref, *span)
            if (duties := tuple(duty for duty in shift.duties if duty.person == person.ref))
        )
    start, end = span or (at, None)
    return DutyList(
        of=person,
        at=at,
        watches=tuple(_watches_of(rota, person, at)),
        start=start,
        end=end,
        shifts=tuple(sorted(shifts, key=lambda shift: (shift.start, shift.schedule))),
        away=rota.away(person.ref, at),
    )


def _watches_of(rota: Rota, person: Person, at: datetime) -> Iterable[Watch]:
    """The schedules that somebody is on call in at an instant."""
    for schedule in rota.catalog.of(Schedule):
        mine = tuple(duty for duty in rota.at(schedule.ref, at).duties if duty.person == person.ref)
        if mine:
            yield Watch(roll=Roll(mine), schedule=schedule.ref)


def _schedules(
    topology: Topology, rota: Rota, entity: Entity, at: datetime
) -> tuple[list[Ref], list[Watch], tuple[Ref, ...]]:
    """The schedules behind an entity, who is in them now, and what nobody declared."""
    if isinstance(entity, Schedule):
        if entity.ghost:
            return [], [], (entity.ref,)
        roll = rota.at(entity.ref, at)
        return [entity.ref], [Watch(roll=roll, schedule=entity.ref)], roll.unknown
    policy_ref = entity.ref if isinstance(entity, Policy) else topology.team_policy(entity.ref)
    if policy_ref is None:
        return [], [], ()
    policy = topology.catalog.get(policy_ref, Policy)
    if policy is None or policy.ghost:
        return [], [], (policy_ref,)
    team = entity.ref if isinstance(entity, Team) else None
    pages = [page.target for step in policy.steps for page in step.page]
    schedules = list(dict.fromkeys(ref for ref in pages if kind_of(ref) == "schedule"))
    watches = [
        Watch(roll=rota.at(schedule, at), schedule=schedule, team=team, policy=policy.ref)
        for schedule in schedules
    ]
    named = _named(rota, policy, at)
    if named:
        watches.append(Watch(roll=Roll(named), schedule=None, team=team, policy=policy.ref))
    unknown = tuple(ref for watch in watches for ref in watch.roll.unknown)
    return schedules, watches, tuple(dict.fromkeys(unknown))


def _first_step(rota: Rota, policy: Policy, at: datetime, team: Ref) -> Iterable[Watch]:
    """The first step of a policy, schedule by schedule, then the people whom it names."""
    held = not rota.open(policy.ref, at)
    until = rota.next_open(policy.ref, at) if held else None
    rolls: list[tuple[Roll, Ref | None]] = [
        (rota.at(page.target, at), page.target)
        for page in (policy.steps[0].page if policy.steps else ())
        if kind_of(page.target) == "schedule"
    ]
    named = tuple(duty for duty in rota.page(policy.ref, 0, at).duties if duty.schedule is None)
    if named:
        rolls.append((Roll(named), None))
    for roll, schedule in rolls:
        yield Watch(roll=roll, schedule=schedule, team=team, policy=policy.ref, held=held, held_until=until)


def _named(rota: Rota, policy: Policy, at: datetime) -> tuple[Duty, ...]:
    """The people whom steps of a policy name themselves."""
    duties: dict[Ref, Duty] = {}
    for step in range(len(policy.steps)):
        for duty in rota.page(policy.ref, step, at).duties:
            if duty.schedule is None:
                duties.setdefault(duty.person, duty)
    return tuple(duties.values())


def duty_json(duty: DutyList) -> dict[str, Any]:
    """The list as data for JSON."""
    return {
        "of": None if duty.of is None else duty.of.ref,
        "at": iso(duty.at),
        "from": instant_json(duty.start),
        "to": instant_json(duty.end),
        "onCall": [
            {
                "schedule": watch.schedule,
                "team": watch.team,
                "policy": watch.policy,
                "people": [
                    {
                        "person": each.person,
                        "from": instant_json(each.start),
                        "until": instant_json(each.end),
                        "away": each.away,
                    }
                    for each in watch.roll.duties
                ],
                "held": watch.held,
                "heldUntil": instant_json(watch.held_until),
                "because": because_json(reasons_of(watch)),
            }
            for watch in duty.watches
        ],
        "shifts": [
            {
                "from": iso(shift.start),
                "to": None if shift.endless else iso(shift.end),
                "people": list(shift.people),
                "schedule": shift.schedule,
                "because": because_json(shift.because),
            }
            for shift in duty.shifts
        ],
        "gaps": [{"from": iso(gap.start), "to": iso(gap.end), "schedule": gap.schedule} for gap in duty.gaps],
        "away": None if duty.away is None else place_json(duty.away.place),
        "unknown": [*duty.unknown, *duty.unsaid],
    }


def reasons_of(watch: Watch) -> tuple[Because, ...]:
    """Why these people, or why nobody."""
    if not watch.roll.duties:
        return watch.roll.empty
    return tuple(dict.fromkeys(because for duty in watch.roll.duties for because in duty.because()))
