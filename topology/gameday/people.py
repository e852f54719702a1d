"""Whom a script means by ``@oncall(…)``: whoever has the turn then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from topology.incident.engine import Engine
from topology.model.duty import Policy, Schedule
from topology.model.entity import Team
from topology.model.reference import Ref
from topology.model.scenario import Who


def people(engine: Engine, who: Iterable[Who], at: datetime) -> tuple[Ref, ...]:
    """The people meant, each once, in order; nobody for a turn that nobody has at that instant."""
    return tuple(dict.fromkeys(ref for each in who for ref in resolve(engine, each, at)))


def resolve(engine: Engine, who: Who, at: datetime) -> tuple[Ref, ...]:
    """The people that one entry means."""
    if who.person is not None:
        return (who.person.target,)
    if who.on_call is None:
        return ()
    target = who.on_call.target
    if engine.catalog.get(target, Schedule) is not None:
        return engine.rota.at(target, at).people
    policy = policy_of(engine, target)
    return engine.rota.page(policy, who.step - 1, at).people if policy is not None else ()


def policy_of(engine: Engine, ref: Ref) -> Ref | None:
    """The escalation policy that a team or a policy stands for."""
    team = engine.catalog.get(ref, Team)
    if team is not None:
        return team.on_call.target if team.on_call is not None else None
    return ref if engine.catalog.get(ref, Policy) is not None else None
