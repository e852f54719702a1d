"""What needs the engine: rounds that begin, injects, and a round again on another catalog.

Each function gives the event that says so; the engine answers, nothing is worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from topology.gameday.events import Ask, Begun, Part, Recast, Rerun, Script, Version, plain
from topology.gameday.fixes import fixes
from topology.gameday.happening import Cause, Happening, happening, opening, paths
from topology.gameday.state import Played
from topology.gameday.stretches import stretches
from topology.gameday.truth import Beat, Truth, beats, truth
from topology.incident.engine import Engine
from topology.incident.situation import Situation
from topology.model.duty import Policy
from topology.model.entity import Component, Person, Team
from topology.model.reference import Ref, name_of
from topology.model.scenario import Question, Round, Scenario
from topology.oncall.clock import instant, seconds


def script(scenario: Scenario, start: datetime, zone: str) -> Script:
    """A scenario as a log keeps it."""
    return Script(
        ref=plain(scenario.ref),
        title=plain(scenario.title),
        start=seconds(start),
        zone=plain(zone),
        description=plain(scenario.description).strip(),
        objectives=tuple(map(plain, scenario.objectives)),
        audience=plain(scenario.audience),
        parts=tuple(_part(each) for each in scenario.rounds),
    )


def _part(part: Round) -> Part:
    return Part(
        title=plain(part.title),
        minute=part.minute,
        situation=plain(part.situation).strip(),
        lasts=part.lasts,
        timer=60 * part.timer,
        questions=part.questions,
        discuss=tuple(map(plain, part.discuss)),
        notes=plain(part.notes).strip(),
    )


def begun(engine: Engine, part: Round, number: int, start: datetime, version: Version) -> Begun:
    """A round of a scenario that begins at ``start``. Raises SituationError where it has no answer."""
    at = start + timedelta(minutes=part.minute)
    first = opening(engine, part, at)
    told = tuple(happening(engine, inject, at, index) for index, inject in enumerate(part.injects))
    incident = engine.simulate(first)
    answer = truth(incident)
    made = _beats(engine, first, told, part.lasts, part.questions)
    teams = tuple(str(team.ref) for team in engine.catalog.of(Team) if not team.ghost)
    people = _people(engine, at)
    return Begun(
        round=number,
        ask=_ask(first),
        truth=answer,
        happenings=told,
        beats=made,
        names=names(engine, answer, made, told, (*teams, *people)),
        teams=teams,
        people=people,
        version=version,
        fixes=fixes(engine.catalog, incident),
    )


def recast(
    engine: Engine, played: Played, happenings: Iterable[Happening], new: Happening | None = None
) -> Recast:
    """The course with other happenings; what has been shown stays. Raises SituationError."""
    told = tuple(sorted(happenings, key=lambda each: each.minute))
    made = _beats(engine, situation(played.ask), told, played.part.lasts, played.part.questions)
    kept = _renumbered(played.told, played.happenings, told)
    rest = list(made)
    for beat in kept:
        if beat in rest:
            rest.remove(beat)
    later = tuple(beat for beat in rest if beat.minute >= played.minute)
    what = next((number for number, each in enumerate(told) if each is new), -1)
    shown = (*kept, *later)
    return Recast(happenings=told, beats=shown, names=names(engine, played.truth, shown, told), what=what)


def _renumbered(
    shown: Iterable[Beat], before: tuple[Happening, ...], after: tuple[Happening, ...]
) -> tuple[Beat, ...]:
    """Beats that have been shown, with the new numbers of the happenings that they tell."""
    from msgspec.structs import replace

    found: list[Beat] = []
    for beat in shown:
        if beat.inject >= 0:
            told = before[beat.inject]
            number = next((index for index, each in enumerate(after) if each == told), -1)
            beat = replace(beat, inject=number)
        found.append(beat)
    return tuple(found)


def rerun(engine: Engine, played: Played, version: Version) -> Rerun:
    """The same question, put to the engine of another catalog. Raises SituationError."""
    first = situation(played.ask)
    told = tuple(each for each in played.happenings)
    made = _beats(engine, first, told, played.part.lasts, played.part.questions)
    answer = truth(engine.simulate(first))
    return Rerun(
        ask=played.ask,
        truth=answer,
        beats=made,
        names=names(engine, answer, made, told),
        version=version,
    )


def situation(ask: Ask) -> Situation:
    """The question as the engine takes it."""
    return Situation(
        faults=tuple(cause.fault() for cause in ask.causes),
        at=instant(ask.at),
        away=frozenset(map(Ref, ask.away)),
        silent=frozenset(map(Ref, ask.silent)),
        down=paths(ask.down),
    )


def _ask(first: Situation) -> Ask:
    return Ask(
        at=seconds(first.at),
        causes=tuple(
            Cause(plain(f.component), plain(f.mode or ""), f.impact or "", plain(f.consumer or ""))
            for f in first.faults
        ),
        away=tuple(sorted(map(plain, first.away))),
        silent=tuple(sorted(map(plain, first.silent))),
        down=tuple(sorted(first.down)),
    )


def _beats(
    engine: Engine, first: Situation, told: tuple[Happening, ...], lasts: int, questions: Iterable[Question]
) -> tuple[Beat, ...]:
    return beats(stretches(engine.simulate, first, told), told, lasts, questions)


def _people(engine: Engine, at: datetime) -> tuple[str, ...]:
    """Who can be named as first: those whose turn it is in a policy's first steps, then everybody else."""
    turns: dict[str, None] = {}
    for step in (0, 1):
        for policy in engine.catalog.of(Policy):
            if not policy.ghost:
                turns.update(dict.fromkeys(map(str, engine.rota.page(policy.ref, step, at).people)))
    others = (str(person.ref) for person in engine.catalog.of(Person) if not person.ghost)
    return tuple(dict.fromkeys((*turns, *others)))


def names(
    engine: Engine,
    answer: Truth,
    made: Iterable[Beat],
    told: Iterable[Happening],
    more: Iterable[str] = (),
) -> Mapping[str, str]:
    """What everything in a round is called: people and teams by title, things that fail by their ids."""
    refs: dict[str, None] = dict.fromkeys(more)
    refs.update(dict.fromkeys((*answer.lead, *answer.paged, *answer.over, answer.first, answer.first_team)))
    refs.update(dict.fromkeys(ref for _, ref in answer.alerts))
    refs.update(dict.fromkeys(ref for ref, _ in answer.states))
    for beat in made:
        refs.update(dict.fromkeys((beat.component, beat.person, beat.team, beat.policy, *beat.hit)))
    for each in told:
        refs.update(dict.fromkeys((*each.components, *each.people, *each.leaving, *each.coming)))
        refs.update(dict.fromkeys((*(cause.component for cause in each.causes), each.schedule)))
    return {ref: _title(engine, Ref(ref)) for ref in sorted(refs) if ref}


def _title(engine: Engine, ref: Ref) -> str:
    entity = engine.catalog.entities.get(ref)
    if entity is None or isinstance(entity, Component):
        return plain(name_of(ref))
    return plain(entity.title or name_of(ref))
