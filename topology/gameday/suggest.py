"""Which failures of a catalog are worth rehearsing: those from which most can be learned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct

from topology.incident.engine import Engine
from topology.incident.result import LeadReason, Verdict
from topology.insight.drill import Outcome, drill
from topology.insight.progress import Told, quiet
from topology.model.reference import Ref
from topology.model.scenario import Scenario

PointKind = Literal["tier", "verdict", "reason", "slow", "blind", "crowd", "never", "practised"]

VERDICTS: dict[Verdict, int] = {
    "NOBODY": 6, "UNOWNED": 5, "AMBIGUOUS": 5, "MISROUTED": 5, "UNKNOWN": 3, "MULTI": 2, "DEFERRED": 2,
    "JOINT": 1, "CLEAR": 0,
}  # fmt: skip
"""What can be learned from a verdict: most where the wrong people, or none, are woken."""

REASONS: dict[LeadReason, int] = {
    "CAUSE_SILENT": 2, "CAUSE_LATE": 2, "CAUSE_HELD": 2, "CAUSE_UNREACHABLE": 2, "CONTRACT": 1, "VENDOR": 1,
}  # fmt: skip
"""What a lead's reason adds: a boundary that has to be understood before it is needed."""

CROWD = 4
"""Teams that are woken at once, from which on it is a crowd."""


class Point(Struct, frozen=True, gc=False):
    """One reason to rehearse a failure, what it is worth, and how much of what it is about."""

    kind: PointKind
    points: int
    number: int = 0
    word: str = ""


class Suggestion(Struct, frozen=True, kw_only=True):
    """A failure worth rehearsing. ``alike`` are others that tell the same story."""

    ref: Ref
    points: int
    why: tuple[Point, ...]
    verdict: Verdict
    lead: Ref | None
    owners: tuple[Ref, ...]
    engaged: int | None
    alike: tuple[Ref, ...] = ()


def suggest(engine: Engine, at: datetime, told: Told = quiet) -> tuple[Suggestion, ...]:
    """Failures at an instant, the most instructive first, each story once.

    ``told`` hears how far the work is; what it raises ends it.
    """
    practised = exercised(engine)
    found = [
        _judged(engine, outcome, practised) for outcome in drill(engine.topology, engine.rota, at, (), told)
    ]
    found.sort(key=lambda each: (-each.points, each.ref))
    stories: dict[object, list[Suggestion]] = {}
    for each in found:
        story = (each.verdict, each.lead, each.owners, tuple(point.kind for point in each.why))
        stories.setdefault(story, []).append(each)
    return tuple(_told_once(alike) for alike in stories.values())


def exercised(engine: Engine) -> frozenset[Ref]:
    """Components whose failure has happened, is tested, or stands in a scenario."""
    catalog = engine.catalog
    rounds = [part for scenario in catalog.of(Scenario) for part in scenario.rounds]
    return frozenset(
        (
            *(incident.component.target for incident in catalog.incidents),
            *(fault.component.target for test in catalog.tests for fault in test.fail),
            *(fault.component.target for part in rounds for fault in part.faults),
            *(fault.component.target for part in rounds for each in part.injects for fault in each.faults),
        )
    )


def _told_once(alike: list[Suggestion]) -> Suggestion:
    from msgspec.structs import replace

    return replace(alike[0], alike=tuple(each.ref for each in alike[1:]))


def _judged(engine: Engine, outcome: Outcome, practised: frozenset[Ref]) -> Suggestion:
    why = tuple(point for point in _points(engine, outcome, practised) if point.points)
    return Suggestion(
        ref=outcome.ref,
        points=max(0, sum(point.points for point in why)),
        why=why,
        verdict=outcome.verdict,
        lead=outcome.lead,
        owners=outcome.right,
        engaged=outcome.engage.earliest,
    )


def _points(engine: Engine, outcome: Outcome, practised: frozenset[Ref]) -> Iterable[Point]:
    tier = engine.topology.tier(outcome.ref)
    yield Point("tier", {1: 3, 2: 1}.get(tier, 0), tier)
    yield Point("verdict", VERDICTS[outcome.verdict], word=outcome.verdict)
    yield Point("reason", REASONS.get(outcome.reason, 0), word=outcome.reason)
    yield Point("slow", 2 if outcome.slow else 0, outcome.engage.earliest or 0)
    yield Point("blind", 2 if outcome.blind else 0, word=outcome.blind)
    yield Point("crowd", 1 if len(outcome.paged) >= CROWD else 0, len(outcome.paged))
    if outcome.ref in practised:
        yield Point("practised", -2)
    else:
        yield Point("never", 2)
