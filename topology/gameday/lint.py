"""What is wrong with a script that reads well: questions without an answer, injects without effect."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from topology.gameday.happening import Happening, happening, opening
from topology.gameday.people import resolve
from topology.gameday.stretches import Stretch, stretches
from topology.incident.engine import Engine
from topology.incident.result import Incident
from topology.incident.situation import SituationError
from topology.insight.rule import Kind
from topology.model.entity import Team
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.reference import Ref, name_of
from topology.model.scenario import Inject, Round, Scenario, Who

_SOURCE = "The promise of a game day: people commit to an answer, and there is one."

NO_ANSWER = Kind(
    code="T601",
    name="no-answer",
    severity="error",
    about="A round, or an inject, that the paging rules cannot answer as it stands.",
    why="The room would predict, and nothing could be revealed.",
    source=_SOURCE,
    fix="Name a component that can fail, one of its failure modes, and the consumer where there are several.",
)

UNANSWERABLE = Kind(
    code="T602",
    name="unanswerable-question",
    severity="error",
    about="A question of a round whose answer no file declares.",
    why="Nobody can be right about what is not known.",
    source=_SOURCE,
    fix="Declare the escalation policy or schedule that is missing, or leave the question out.",
)

NO_EFFECT = Kind(
    code="T603",
    name="inject-without-effect",
    severity="warning",
    about="An inject that changes nothing at its minute.",
    why="The room waits for what it does, and it does nothing.",
    source=_SOURCE,
    fix="Move it, or name what is broken, paged or down by then.",
)

NOBODY_THEN = Kind(
    code="T604",
    name="nobody-on-call",
    severity="error",
    about="An `@oncall(…)` that nobody answers to at its minute.",
    why="The inject would be about nobody.",
    source=_SOURCE,
    fix="Name another step, schedule or minute, or a person.",
)

GIVEN_AWAY = Kind(
    code="T605",
    name="answer-given-away",
    severity="warning",
    about="The text of a round that names what it asks for.",
    why="A prediction is worth nothing where the answer stands above it.",
    source=_SOURCE,
    fix="Describe what people see, not what is broken or who answers for it.",
)

NO_ROUNDS = Kind(
    code="T606",
    name="no-rounds",
    severity="error",
    about="A scenario without a round that can be played.",
    why="There is nothing to predict.",
    source=_SOURCE,
    fix="Write a round: a title, a situation and a fault.",
)

KINDS = (NO_ANSWER, UNANSWERABLE, NO_EFFECT, NOBODY_THEN, GIVEN_AWAY, NO_ROUNDS)
"""All of them, by code."""


def lint(engine: Engine, scenario: Scenario, start: datetime) -> tuple[Problem, ...]:
    """What is wrong with a scenario that begins at ``start``, by place."""
    found: list[Problem] = []
    if not scenario.rounds:
        found.append(
            NO_ROUNDS.problem(scenario.place, f"{scenario.ref} has no round to play", entity=scenario.ref)
        )
    for part in scenario.rounds:
        found += _Round(engine, scenario.ref, part, start + timedelta(minutes=part.minute)).problems()
    return tuple(sorted(found, key=lambda problem: problem.order))


class _Round:
    """One round being looked at. It begins ``at``."""

    def __init__(self, engine: Engine, ref: Ref, part: Round, at: datetime) -> None:
        self._engine = engine
        self._ref = ref
        self._part = part
        self._at = at

    def problems(self) -> Iterator[Problem]:
        for who in self._part.away:
            yield from self._nobody(who, self._at)
        for inject in self._part.injects:
            for who in inject.people:
                yield from self._nobody(who, self._at + timedelta(minutes=inject.minute))
        try:
            course = stretches(self._engine.simulate, opening(self._engine, self._part, self._at), ())
        except SituationError as error:
            yield self._problem(NO_ANSWER, self._place("fault"), str(error))
            return
        yield from self._answers(course[0].incident)
        yield from self._injects()

    def _problem(self, kind: Kind, place: Place, message: str) -> Problem:
        return kind.problem(place, f'{message}, in "{self._part.title}"', entity=self._ref)

    def _place(self, field: str) -> Place:
        return self._part.places.get(field, self._part.place)

    def _nobody(self, who: Who, at: datetime) -> Iterator[Problem]:
        if not resolve(self._engine, who, at):
            yield self._problem(NOBODY_THEN, who.place, f"nobody has the turn of {who.text} then")

    def _answers(self, incident: Incident) -> Iterator[Problem]:
        if incident.verdict == "UNKNOWN":
            asked = [each for each in self._part.questions if each in ("firstHuman", "minutes", "paged")]
            if asked:
                place = self._place("questions" if "questions" in self._part.places else "fault")
                words = f"{' and '.join(asked)} cannot be answered: nobody declared who is paged"
                yield self._problem(UNANSWERABLE, place, words)
        for name, what in self._secrets(incident).items():
            for field, text in (("title", self._part.title), ("situation", self._part.situation)):
                if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text, re.IGNORECASE):
                    yield self._problem(GIVEN_AWAY, self._place(field), f'the {field} names "{name}", {what}')

    def _secrets(self, incident: Incident) -> dict[str, str]:
        """What the text must not name. An ordinary word that is a team's name, such as web, may stand."""
        found: dict[str, str] = {}
        entities = self._engine.catalog.entities
        for fault in incident.faults:
            name = name_of(fault.component)
            if "-" in name or "_" in name or "." in name:
                found[name] = "which is what fails"
        for lead in incident.leads:
            team = self._engine.catalog.get(lead.team, Team) if lead.team is not None else None
            if team is not None and " " in team.title:
                found[team.title] = "the team that leads"
        first = incident.first_contact
        if first is not None:
            found[entities[first.person].title] = "the first human"
        return found

    def _injects(self) -> Iterator[Problem]:
        told: list[Happening] = []
        course = self._course(told)
        for inject in self._part.injects:
            next_ = happening(self._engine, inject, self._at)
            words = _idle(course, next_)
            if words:
                yield self._problem(NO_EFFECT, inject.place, f"{inject.kind} at +{inject.minute}m: {words}")
            try:
                course = self._course([*told, next_])
            except SituationError as error:
                yield self._problem(NO_ANSWER, _place_of(inject), str(error))
                continue
            told.append(next_)

    def _course(self, told: list[Happening]) -> tuple[Stretch, ...]:
        return stretches(self._engine.simulate, opening(self._engine, self._part, self._at), told)


def _place_of(inject: Inject) -> Place:
    return inject.faults[0].component.place if inject.faults else inject.place


def _idle(course: tuple[Stretch, ...], next_: Happening) -> str:
    """Why an inject changes nothing; empty: it does."""
    minute = next_.minute
    live = [each for each in course if each.until is None]
    down = frozenset(tool for each in live for tool in each.situation.down)
    failing = {str(fault.component): fault for each in live for fault in each.situation.faults}
    rung = {
        str(event.person)
        for each in course
        for _, event in each.events()
        if event.event in ("page", "heartbeat")
    }
    before = {
        str(event.person)
        for each in course
        for at, event in each.events()
        if event.event in ("page", "heartbeat") and at <= minute
    }
    if next_.kind == "recover" and not set(next_.components) & failing.keys():
        return f"{_listed(next_.components)} has not failed by then"
    if next_.kind == "fail" and all(failing.get(each.component) == each.fault() for each in next_.causes):
        return f"{_listed(each.component for each in next_.causes)} has failed already"
    if next_.kind == "unreachable" and next_.people and not set(next_.people) & rung:
        return f"{_listed(next_.people)} is paged by nobody"
    if next_.kind == "answered" and next_.people and not set(next_.people) & before:
        return f"{_listed(next_.people)} has not been paged by then"
    if next_.kind == "down" and set(next_.tools) <= down:
        return f"{', '.join(next_.tools)} is down already"
    if next_.kind == "up" and not set(next_.tools) & down:
        return f"{', '.join(next_.tools)} is not down"
    if next_.kind == "handOver" and next_.leaving == next_.coming:
        return f"no shift of {name_of(Ref(next_.schedule))} changes then"
    if next_.kind == "silence":
        alerted = {
            str(event.component)
            for each in course
            for at, event in each.events()
            if event.event == "alert" and at <= minute
        }
        if set(next_.components) <= alerted:
            return f"the alert of {_listed(next_.components)} has come by then"
    return ""


def _listed(refs: Iterable[str]) -> str:
    return ", ".join(name_of(Ref(ref)) for ref in refs)
