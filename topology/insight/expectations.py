"""Tests of behaviour: a failure is simulated, and what comes out is compared with what must."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from topology.graph.topology import Topology
from topology.incident.result import Contact, Event, Incident
from topology.incident.simulate import simulate
from topology.incident.situation import Fault, Path, Situation, SituationError
from topology.incident.why_not import why_not
from topology.insight.notices import EMPTY_TEST, FAILED_TEST, UNANSWERABLE_TEST
from topology.load.suggest import near_word
from topology.model.entity import Component, Impact
from topology.model.place import Because, Place
from topology.model.problem import Occurrence, Problem, Suggestion
from topology.model.record import Expectation, FaultSpec
from topology.model.reference import Ref, kind_of, name_of
from topology.oncall.instants import InstantError, parse_instant
from topology.oncall.rota import Rota

_NAME = 160
"""Characters of a test's name that are repeated."""
_STEPS = 24
"""Steps of a trace that are kept: the rest is in `topology page`."""


class Tested(Struct, frozen=True, kw_only=True):
    """A test that was run; without a ``problem`` it holds."""

    name: str
    place: Place
    problem: Problem | None


class _Answer(Struct, frozen=True, kw_only=True):
    """What came out, and who can say why a team is not paged."""

    incident: Incident
    why_not: Callable[[Ref], tuple[Because, ...]]

    @property
    def contact(self) -> Contact | None:
        """The first human now, not when hours begin."""
        return None if self.incident.verdict == "DEFERRED" else self.incident.first_contact

    @property
    def lead_reasons(self) -> tuple[Because, ...]:
        return tuple(reason for lead in self.incident.leads for reason in lead.because)

    def page_of(self, ref: Ref) -> Event | None:
        """The first page to a person, or to somebody of a team."""
        attribute = "person" if kind_of(ref) == "person" else "team"
        pages = (each for each in self.incident.timeline if each.event in ("page", "heartbeat"))
        return next((page for page in pages if getattr(page, attribute) == ref), None)

    def pages(self, ref: Ref) -> bool:
        return ref in self.incident.paged or (kind_of(ref) == "person" and self.page_of(ref) is not None)


class _Wrong(Struct, frozen=True):
    """One key that came out otherwise."""

    key: str
    words: str
    because: tuple[Because, ...]


def run_tests(topology: Topology, rota: Rota, now: datetime) -> tuple[Tested, ...]:
    """Every test of a catalog, in the order of its files. ``now`` is what relative instants count from.

    One of which nothing is left but what the loader has refused is not run.
    """
    sound = (each for each in topology.catalog.tests if each.expect or "expect" not in each.places)
    tests = sorted(sound, key=lambda each: (each.place, each.name))
    return tuple(
        Tested(name=each.name, place=each.place, problem=_named(each, _run(topology, rota, each, now)))
        for each in tests
    )


def _named(test: Expectation, problem: Problem | None) -> Problem | None:
    return None if problem is None else replace(problem, subject=test.name)


def _run(topology: Topology, rota: Rota, test: Expectation, now: datetime) -> Problem | None:
    first = test.fail[0].component.target if test.fail else None
    said = f'test "{test.name if len(test.name) <= _NAME else test.name[: _NAME - 1] + "…"}"'
    if not test.expect:
        return EMPTY_TEST.problem(test.place, f"{said} expects nothing: say what must come out", entity=first)
    try:
        situation = _situation(topology, test, now)
        incident = simulate(topology, rota, situation)
    except InstantError as error:
        place = test.places.get("at", test.place)
        return UNANSWERABLE_TEST.problem(place, f"{said}: {error}", entity=first)
    except SituationError as error:
        return _unanswerable(topology, test, error, said)
    answer = _Answer(incident=incident, why_not=lambda team: why_not(topology, rota, situation, team))
    wrong = [each for key, value in test.expect.items() for each in _CHECKS[key](answer, value)]
    if not wrong:
        return None
    reasons = tuple(dict.fromkeys(reason for each in wrong for reason in each.because))[:_STEPS]
    places = [test.expect_places.get(each.key, test.place) for each in wrong]
    fact = next((each.place for each in reversed(wrong[0].because) if each.place and each.place.file), None)
    here = [Occurrence(place, first) for place in dict.fromkeys(places)]
    there = [Occurrence(fact, first)] if fact is not None and fact not in places else []
    return FAILED_TEST.problem(
        min(places),
        f"{said} fails: {'; '.join(each.words for each in wrong)}",
        entity=first,
        references=(*sorted(here, key=lambda each: each.place), *there),
        because=reasons,
    )


def _situation(topology: Topology, test: Expectation, now: datetime) -> Situation:
    at = now if test.at is None else parse_instant(test.at, now, topology.catalog.defaults.timezone)
    return Situation(
        faults=tuple(_fault(each) for each in test.fail),
        at=at,
        away=frozenset(each.target for each in test.away),
        silent=frozenset(each.target for each in test.silent),
        down=frozenset(_PATHS[each] for each in test.down),
    )


_PATHS: dict[str, Path] = {"monitoring": "monitoring", "pager": "pager", "chat": "chat"}
_IMPACTS: dict[str, Impact] = {"degraded": "degraded", "down": "down"}


def _fault(spec: FaultSpec) -> Fault:
    consumer = spec.consumer.target if spec.consumer is not None else None
    return Fault(spec.component.target, spec.mode, _IMPACTS.get(spec.impact or ""), consumer)


def _unanswerable(topology: Topology, test: Expectation, error: SituationError, said: str) -> Problem:
    """What is wrong with the question, where it stands, and what was probably meant."""
    place, meant = test.places.get("fail", test.place), None
    choices = error.choices
    for spec in test.fail:
        component = topology.catalog.get(spec.component.target, Component)
        modes = [mode.name for mode in component.failure_modes] if component is not None else []
        if spec.mode is not None and spec.mode not in modes:
            place = _stated(test, "mode", spec)
            meant = near_word(spec.mode, modes)
            break
        if spec.consumer is not None and choices and spec.consumer.target not in choices:
            place = spec.consumer.place
            names = {name_of(ref): ref for ref in choices}
            meant = names.get(near_word(name_of(spec.consumer.target), names) or "")
            break
    missing = [ref for ref in choices if ref not in str(error)]
    said = f"{said}: {error}" + (f"; it is used by {', '.join(missing)}" if missing else "")
    suggestion = Suggestion(meant) if meant else None
    first = test.fail[0].component.target if test.fail else None
    return UNANSWERABLE_TEST.problem(place, said, entity=first, suggestion=suggestion)


def _stated(test: Expectation, key: str, spec: FaultSpec) -> Place:
    """Where a test says it for all of its faults, else the fault."""
    return test.places.get(key, spec.component.place)


# What may be expected


def _verdict(answer: _Answer, value: str) -> Iterator[_Wrong]:
    found = answer.incident.verdict
    if found != value:
        reasons = (*answer.incident.verdict_why(), *answer.lead_reasons)
        yield _Wrong("verdict", f"the verdict is {found}, not {value}", reasons)


def _lead(answer: _Answer, value: Ref) -> Iterator[_Wrong]:
    leads = list(dict.fromkeys(lead.team or "nobody" for lead in answer.incident.leads))
    if leads != [value]:
        yield _Wrong("lead", f"{_all(leads)} leads, not {value}", answer.lead_reasons)


def _first_contact(answer: _Answer, value: Ref) -> Iterator[_Wrong]:
    contact = answer.contact
    if contact is None:
        reasons = (*answer.incident.verdict_why(), *answer.lead_reasons)
        yield _Wrong("firstContact", f"nobody is paged first, not {value}", reasons)
    elif value not in (contact.person, contact.team):
        page = answer.page_of(contact.person)
        who = f"{contact.person} of {contact.team}" if contact.team is not None else contact.person
        reasons = page.because if page is not None else answer.lead_reasons
        yield _Wrong("firstContact", f"{who} is paged first, not {value}", reasons)


def _within(answer: _Answer, value: int) -> Iterator[_Wrong]:
    earliest = answer.incident.engage.earliest
    if earliest is not None and earliest <= value:
        return
    lead = next((each.team for each in answer.incident.leads if each.team is not None), None)
    page = answer.page_of(lead) if lead is not None else None
    reasons = (*answer.lead_reasons, *(page.because if page is not None else ()))
    when = "nobody of the lead team answers" if earliest is None else f"it takes {earliest} min to engage"
    yield _Wrong("within", f"{when}, not at most {value} min", reasons)


def _paged(answer: _Answer, value: Iterable[Ref]) -> Iterator[_Wrong]:
    for ref in value:
        if not answer.pages(ref):
            reasons = answer.why_not(ref) if kind_of(ref) == "team" else answer.lead_reasons
            yield _Wrong("paged", f"{ref} is not paged", reasons)


def _not_paged(answer: _Answer, value: Iterable[Ref]) -> Iterator[_Wrong]:
    for ref in value:
        if answer.pages(ref):
            page = answer.page_of(ref)
            reasons = page.because if page is not None else answer.lead_reasons
            minute = f" after {page.minute} min" if page is not None else ""
            yield _Wrong("notPaged", f"{ref} is paged{minute}", reasons)


_CHECKS: dict[str, Callable[[_Answer, Any], Iterator[_Wrong]]] = {
    "verdict": _verdict,
    "lead": _lead,
    "firstContact": _first_contact,
    "within": _within,
    "paged": _paged,
    "notPaged": _not_paged,
}


def _all(names: list[str]) -> str:
    return " and ".join(names) or "nobody"
