"""The answer to a situation: immutable, and every line of it can say why.

Minutes count from the fault. ``because`` is made when it is first read: most
simulations are asked for their verdict only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Literal, Protocol

from msgspec import Struct

from topology.incident.situation import Fault, Situation
from topology.model.place import Because, Why
from topology.model.reference import Ref

State = Literal["ok", "at-risk", "degraded", "down"]

STATES: tuple[State, ...] = ("ok", "at-risk", "degraded", "down")
"""From best to worst; a state's number is its place in here."""

LeadReason = Literal[
    "OWN_FAILURE",
    "CAUSE_ALERTS",
    "CAUSE_SILENT",
    "CAUSE_LATE",
    "CAUSE_HELD",
    "CAUSE_UNREACHABLE",
    "VENDOR",
    "CONTRACT",
    "UNOWNED",
]
HelperReason = Literal["OWNER", "POLICY", "SYMPTOM", "CONTRACT", "MITIGATE"]
"""Why a team is paged that does not lead: it owns the cause; the policy of what failed
pages it, though it owns none of it; its symptom had to speak for the cause; a contract
names it too; its users feel it at once."""

Verdict = Literal[
    "NOBODY", "UNKNOWN", "UNOWNED", "AMBIGUOUS", "MISROUTED", "DEFERRED", "MULTI", "JOINT", "CLEAR"
]

VERDICTS: tuple[Verdict, ...] = (
    "NOBODY",
    "UNKNOWN",
    "UNOWNED",
    "AMBIGUOUS",
    "MISROUTED",
    "DEFERRED",
    "MULTI",
    "JOINT",
    "CLEAR",
)
"""From worst to best; the first that any root gets is shown."""

BAD_VERDICTS: frozenset[Verdict] = frozenset({"NOBODY", "UNOWNED", "AMBIGUOUS", "MISROUTED"})
"""Verdicts that a script should stop at: exit status 1."""

Flag = Literal["SLOW", "PLATFORM_FIRST"]

EventKind = Literal["alert", "page", "timeout", "repeat", "fallback", "exhausted", "ack", "held", "heartbeat"]


class _Line(Struct, frozen=True, kw_only=True):
    """What every line of an answer has: its reasons."""

    why: Why

    @property
    def because(self) -> tuple[Because, ...]:
        """The reasons, each with the file and line of the fact it rests on."""
        return self.why()


class Lead(_Line, frozen=True, kw_only=True):
    """Who owns the response to one root; ``team`` is ``None`` where nobody does."""

    root: Ref
    team: Ref | None
    reason: LeadReason
    hand_over_to: Ref | None = None


class Helper(_Line, frozen=True, kw_only=True):
    """A team that is paged and does not lead."""

    team: Ref
    reason: HelperReason


class Muted(_Line, frozen=True, kw_only=True):
    """A component whose alert pages nobody: suppressed, silent or masked, as listed.

    ``by`` names what it needs that explains its trouble and is nearer to the fault
    (for masked ones the inhibitor).
    """

    component: Ref
    by: tuple[Ref, ...] = ()


class Ticket(_Line, frozen=True, kw_only=True):
    """A component whose trouble can wait for working hours, and the team it waits for."""

    component: Ref
    team: Ref | None


class Held(_Line, frozen=True, kw_only=True):
    """A page that waits for its policy's support hours; ``until`` is ``None`` if they never come."""

    policy: Ref
    component: Ref
    until: datetime | None


class Contact(Struct, frozen=True, gc=False):
    """A human being reached."""

    person: Ref
    team: Ref | None
    minute: int


class StateChange(Struct, frozen=True, gc=False):
    """A component that becomes worse after minute 0."""

    minute: int
    component: Ref
    state: State


class Event(_Line, frozen=True, kw_only=True):
    """One line of the timeline. ``step`` counts from 1; ``away`` marks pages nobody will read."""

    minute: int
    event: EventKind
    component: Ref | None = None
    person: Ref | None = None
    team: Ref | None = None
    policy: Ref | None = None
    step: int | None = None
    until: datetime | None = None
    away: bool = False


class Engage(Struct, frozen=True, gc=False):
    """Minutes from the fault to the lead team's first page that somebody can answer, and to
    the next one if nobody does; ``None``: it does not come."""

    earliest: int | None
    latest: int | None


class Lines(Protocol):
    """Makes the lines of an answer that many who ask for a verdict never read."""

    def informed(self) -> tuple[Ref, ...]: ...
    def tickets(self) -> tuple[Ticket, ...]: ...
    def held(self) -> tuple[Held, ...]: ...
    def suppressed(self) -> tuple[Muted, ...]: ...
    def silent(self) -> tuple[Muted, ...]: ...
    def masked(self) -> tuple[Muted, ...]: ...
    def states(self) -> Mapping[Ref, State]: ...
    def changes(self) -> tuple[StateChange, ...]: ...
    def assumed_hard(self) -> int: ...
    def warnings(self) -> tuple[str, ...]: ...
    def timeline(self) -> tuple[Event, ...]: ...
    def calls(self) -> tuple[Contact, ...]: ...


class Incident(Struct, frozen=True, kw_only=True, dict=True):
    """The whole answer. Teams, components and policies are canonical references, sorted.

    ``faults`` are those of the situation with nothing left open, each once. What stands
    as a property is made when it is first read, and kept.
    """

    situation: Situation
    faults: tuple[Fault, ...]
    verdict: Verdict
    verdict_by_root: Mapping[Ref, Verdict]
    verdict_why: Why
    flags: tuple[Flag, ...]
    leads: tuple[Lead, ...]
    first_contact: Contact | None
    helpers: tuple[Helper, ...]
    paged: tuple[Ref, ...]
    engage: Engage
    minutes_to_right_team: int | None
    lines: Lines

    @cached_property
    def informed(self) -> tuple[Ref, ...]:
        """Teams that are told and not paged."""
        return self.lines.informed()

    @cached_property
    def tickets(self) -> tuple[Ticket, ...]:
        """Trouble that waits for working hours."""
        return self.lines.tickets()

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """Pages that wait for support hours."""
        return self.lines.held()

    @cached_property
    def suppressed(self) -> tuple[Muted, ...]:
        """Alerts that page nobody, because somebody is paged for each of their causes."""
        return self.lines.suppressed()

    @cached_property
    def silent(self) -> tuple[Muted, ...]:
        """Components in trouble that say nothing."""
        return self.lines.silent()

    @cached_property
    def masked(self) -> tuple[Muted, ...]:
        """Own faults that a declared inhibitor would mute; they page all the same."""
        return self.lines.masked()

    @cached_property
    def states(self) -> Mapping[Ref, State]:
        """What is not ok at minute 0."""
        return self.lines.states()

    @cached_property
    def changes(self) -> tuple[StateChange, ...]:
        """What becomes worse later."""
        return self.lines.changes()

    @cached_property
    def assumed_hard(self) -> int:
        """Dependencies on the way that are taken to be hard because no file says."""
        return self.lines.assumed_hard()

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What the reader should know about the way to a human, contracts and acknowledgements."""
        return self.lines.warnings()

    @cached_property
    def timeline(self) -> tuple[Event, ...]:
        """Every event, minute by minute."""
        return self.lines.timeline()

    @cached_property
    def calls(self) -> tuple[Contact, ...]:
        """Everybody who is there and paged, each time, in order of minute and person; nobody answers."""
        return self.lines.calls()
