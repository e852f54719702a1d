"""What happens in the middle of a round, with everybody and everything in it known by reference."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from topology.gameday.people import people
from topology.incident.engine import Engine
from topology.incident.situation import Fault, Path, Situation
from topology.model.record import FaultSpec
from topology.model.reference import Ref
from topology.model.scenario import Inject, InjectKind, Round


class Cause(Struct, frozen=True, omit_defaults=True):
    """A fault as a log keeps it."""

    component: str
    mode: str = ""
    impact: str = ""
    consumer: str = ""

    def fault(self, impact: str = "") -> Fault:
        """The same, for the engine."""
        stated = impact or self.impact
        return Fault(
            Ref(self.component),
            self.mode or None,
            "degraded" if stated == "degraded" else "down" if stated == "down" else None,
            Ref(self.consumer) if self.consumer else None,
        )


class Happening(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One inject, resolved. ``minute`` counts from the beginning of the round.

    ``script`` is its number in the round's script, -1 for what the facilitator thought of.
    """

    minute: int
    kind: InjectKind
    causes: tuple[Cause, ...] = ()
    components: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    schedule: str = ""
    leaving: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()
    text: str = ""
    sender: str = ""
    script: int = -1


def cause(spec: FaultSpec) -> Cause:
    """A fault of a file as a log keeps it."""
    return Cause(
        str(spec.component.target),
        str(spec.mode or ""),
        spec.impact or "",
        str(spec.consumer.target) if spec.consumer is not None else "",
    )


def happening(engine: Engine, inject: Inject, at: datetime, number: int = -1) -> Happening:
    """An inject of a round that begins ``at``, with whoever is on call at its minute."""
    when = at + timedelta(minutes=inject.minute)
    schedule = inject.schedule.target if inject.schedule is not None else None
    return Happening(
        minute=inject.minute,
        kind=inject.kind,
        causes=tuple(map(cause, inject.faults)),
        components=tuple(str(ref.target) for ref in inject.components),
        people=tuple(map(str, people(engine, inject.people, when))),
        tools=tuple(inject.tools),
        schedule=str(schedule or ""),
        leaving=_on_call(engine, schedule, when - timedelta(minutes=1)),
        coming=_on_call(engine, schedule, when),
        text=str(inject.text).strip(),
        sender=str(inject.sender),
        script=number,
    )


def _on_call(engine: Engine, schedule: Ref | None, at: datetime) -> tuple[str, ...]:
    return tuple(map(str, engine.rota.at(schedule, at).people)) if schedule is not None else ()


def opening(engine: Engine, part: Round, at: datetime) -> Situation:
    """What is wrong when a round begins: the question that the room answers."""
    return Situation(
        faults=tuple(dict.fromkeys(cause(spec).fault() for spec in part.faults)),
        at=at,
        away=frozenset(people(engine, part.away, at)),
        silent=frozenset(ref.target for ref in part.silent),
        down=paths(part.down),
    )


def paths(tools: tuple[str, ...]) -> frozenset[Path]:
    """Tools on the way to a human, as the engine knows them."""
    found: list[Path] = []
    for tool in tools:
        if tool == "monitoring":
            found.append("monitoring")
        elif tool == "pager":
            found.append("pager")
        elif tool == "chat":
            found.append("chat")
    return frozenset(found)
