"""Organisations in a few lines of YAML, asked what happens when something fails."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from topology.incident.engine import Engine
from topology.incident.result import Incident
from topology.incident.situation import Acknowledgement, Fault, Situation
from topology.load.loader import load
from topology.model.reference import Ref

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""A Wednesday."""

PEOPLE = """
people: {ada: {}, abe: {}, ben: {}, cat: {}, dan: {}, eve: {}}
teams:
  app: {type: stream-aligned, onCall: app, members: [ada, abe]}
  web: {type: stream-aligned, onCall: web, members: [ben]}
  data: {type: platform, onCall: data, members: [cat]}
  duty: {type: stream-aligned, onCall: duty, members: [dan]}
  quiet: {type: stream-aligned, members: [eve]}
escalationPolicies:
  app: {team: app, steps: [{page: ada, wait: 5m}, {page: abe, wait: 10m}]}
  web: {team: web, steps: [{page: ben, wait: 5m}]}
  data: {team: data, steps: [{page: cat, wait: 5m}]}
  duty: {team: duty, steps: [{page: dan, wait: 5m}]}
"""
"""Four teams that can be paged, each by a person who is always on call, and one without a policy."""


class Org:
    """A loaded organisation to ask questions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def page(
        self,
        *faults: str,
        at: datetime = NOON,
        away: Iterable[str] = (),
        silent: Iterable[str] = (),
        down: Iterable[Any] = (),
        acks: Iterable[tuple[str, int]] = (),
        consumer: str | None = None,
        impact: Any = None,
    ) -> Incident:
        """Simulate faults written ``component`` or ``component@mode``."""
        return self.engine.simulate(
            Situation(
                faults=tuple(_fault(fault, consumer, impact) for fault in faults),
                at=at,
                away=frozenset(Ref(f"person:{person}") for person in away),
                silent=frozenset(Ref(f"component:{component}") for component in silent),
                down=frozenset(down),
                acks=tuple(Acknowledgement(Ref(f"person:{person}"), minute) for person, minute in acks),
            )
        )


def _fault(text: str, consumer: str | None, impact: Any) -> Fault:
    component, _, mode = text.partition("@")
    side = Ref(f"component:{consumer}") if consumer else None
    return Fault(Ref(f"component:{component}"), mode or None, impact, side)


@pytest.fixture
def org(tmp_path: Path) -> Callable[..., Org]:
    """``org(yaml)``: the people above and what is written; ``people=False`` leaves them out."""

    def build(text: str, *, people: bool = True) -> Org:
        if people:
            (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
        (tmp_path / "org.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
        result = load([str(tmp_path)])
        errors = [problem for problem in result.problems if problem.severity == "error"]
        assert not errors, errors
        return Org(Engine(result.catalog))

    return build


def lead(incident: Incident, root: str | None = None) -> tuple[str | None, str, str | None]:
    """(team, reason, hand over to) of the only lead, or of a root's, in short names."""
    for each in incident.leads:
        if root is None or each.root == f"component:{root}":
            return _short(each.team), each.reason, _short(each.hand_over_to)
    raise AssertionError(f"no lead for {root}")


def _short(ref: str | None) -> str | None:
    return ref.partition(":")[2] if ref is not None else None


def pages(incident: Incident) -> list[tuple[int, str]]:
    """(minute, person) of every page, in order."""
    return [
        (event.minute, event.person.partition(":")[2])
        for event in incident.timeline
        if event.event == "page" and event.person is not None
    ]


def components(lines: Iterable[Any]) -> list[str]:
    """The short names of the components of some lines."""
    return [line.component.partition(":")[2] for line in lines]


@pytest.fixture(name="lead")
def _lead() -> Callable[..., tuple[str | None, str, str | None]]:
    return lead


@pytest.fixture(name="pages")
def _pages() -> Callable[[Incident], list[tuple[int, str]]]:
    return pages


@pytest.fixture(name="components")
def _components() -> Callable[[Iterable[Any]], list[str]]:
    return components


@pytest.fixture
def noon() -> datetime:
    return NOON
