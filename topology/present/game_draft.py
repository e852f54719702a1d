"""A first script for a game day: what the engine says about some failures, written down to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from topology.incident.engine import Engine
from topology.incident.result import Incident
from topology.incident.situation import Fault, Situation
from topology.model.entity import Component
from topology.model.reference import Ref, name_of, split
from topology.oncall.instants import local
from topology.present.names import Names
from topology.present.words import listed
from topology.present.yamltext import document

LASTS = 45
"""Minutes for which a drafted round is followed."""


def draft(engine: Engine, faults: Sequence[Fault], at: datetime, name: str) -> str:
    """A scenario in YAML: one round for each failure, at this instant.

    Raises SituationError for a failure that has no answer.
    """
    catalog = engine.catalog
    start = local(at, catalog.defaults.timezone).isoformat(timespec="minutes")
    scenario: dict[str, Any] = {
        "title": "Who answers when it breaks?",
        "objectives": [
            "Everybody knows who is called first, and who comes next",
            "What surprised us is written down, with somebody to mend it",
        ],
        "audience": _audience(engine, faults, at),
        "start": start,
        "rounds": [_round(engine, fault, at, number) for number, fault in enumerate(faults, 1)],
    }
    head = (
        "# A first script, to be edited: what people see, what they learn, and what makes it hard.\n"
        f"# topology game lint {name} says whether every question of it has an answer.\n"
    )
    return head + document({"scenarios": {name: scenario}})


def _audience(engine: Engine, faults: Sequence[Fault], at: datetime) -> str:
    teams: dict[Ref, None] = {}
    for fault in faults:
        incident = engine.simulate(Situation(faults=(fault,), at=at))
        leads = [lead.team for lead in incident.leads if lead.team is not None]
        owners = engine.topology.owner(fault.component).teams
        teams.update(dict.fromkeys((*owners, *leads, *incident.paged)))
    return listed(Names(engine.catalog).all(list(teams)[:6]))


def _round(engine: Engine, fault: Fault, at: datetime, number: int) -> dict[str, Any]:
    incident = engine.simulate(Situation(faults=(fault,), at=at))
    stated = name_of(fault.component) if split(fault.component)[0] == "component" else fault.component
    found: dict[str, Any] = {"title": f"Failure {number}", "situation": _situation(engine, incident, fault)}
    if fault.consumer is not None:
        found["fault"] = {"component": stated, "consumer": fault.consumer} | (
            {"mode": fault.mode} if fault.mode else {}
        )
    else:
        found["fault"] = f"{stated}@{fault.mode}" if fault.mode else stated
    found["lasts"] = f"{LASTS}m"
    found["timer"] = "3m"
    if incident.verdict == "UNKNOWN":  # no file says who is paged: that can be asked once one does
        found["questions"] = ["lead", "verdict"]
    injects = _injects(engine, incident)
    if injects:
        found["injects"] = injects
    found["discuss"] = [
        "Was the first human the one you would want?",
        "What would they have looked at, and does the runbook say so?",
    ]
    return found


def _situation(engine: Engine, incident: Incident, fault: Fault) -> str:
    """What people see who do not know what is broken: the symptoms users meet, and the first alerts."""
    catalog, names = engine.catalog, Names(engine.catalog)
    felt = [
        ref
        for ref, state in incident.states.items()
        if state in ("down", "degraded") and ref != fault.component and _is_felt(catalog.get(ref, Component))
    ]
    alerts = [
        event.component
        for event in incident.timeline
        if event.event == "alert" and event.component is not None and event.component != fault.component
    ]
    lines = []
    if felt:
        lines.append(f"Users report trouble with {listed(names.all(felt[:3]))}.")
    if alerts:
        lines.append(f"The first alert is for {names(alerts[0])}.")
    if not lines:
        lines.append("Somebody writes in the incidents channel that something is wrong. No dashboard is red.")
    return " ".join(lines)


def _is_felt(component: Component | None) -> bool:
    return component is not None and component.user_facing


def _injects(engine: Engine, incident: Incident) -> list[dict[str, Any]]:
    """What makes it harder: the first human does not answer; somebody outside wants to know."""
    found: list[dict[str, Any]] = []
    pages = [event for event in incident.timeline if event.event == "page" and not event.away]
    if pages and pages[0].policy is not None and pages[0].minute < LASTS:
        policy = name_of(pages[0].policy)
        step = f", {pages[0].step}" if (pages[0].step or 1) > 1 else ""
        found.append({"at": f"+{pages[0].minute + 1}m", "unreachable": f"@oncall(policy:{policy}{step})"})
    after = min(LASTS, (pages[0].minute if found else 0) + 12)
    found.append(
        {
            "at": f"+{after}m",
            "card": "What is broken, and when will it work again?",
            "from": "customers",
        }
    )
    return found
