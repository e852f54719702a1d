"""The answer to a situation as data for JSON. Keys change only with the version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from topology.incident.result import Event, Incident, Muted
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.instants import iso
from topology.present.parts_json import because_json, instant_json

if TYPE_CHECKING:
    from topology.incident.compare import Outcome
    from topology.incident.recorded import Recorded
    from topology.incident.week import Week


def page_json(
    incident: Incident,
    why_not: Mapping[Ref, tuple[Because, ...]] | None = None,
    *,
    recorded: Iterable[Recorded] = (),
    compared: Iterable[Outcome] = (),
    week: Week | None = None,
) -> dict[str, Any]:
    """References are canonical, instants ISO 8601 in UTC, times in minutes from the fault.

    ``whyNot``, ``recorded``, ``compare`` and ``week`` are there only where they were asked for.
    """
    contact = incident.first_contact
    data: dict[str, Any] = {
        "at": iso(incident.situation.at),
        "faults": [
            {
                "component": fault.component,
                "mode": fault.mode,
                "impact": fault.impact,
                "consumer": fault.consumer,
            }
            for fault in incident.faults
        ],
        "verdict": incident.verdict,
        "verdictByRoot": dict(incident.verdict_by_root),
        "verdictBecause": because_json(incident.verdict_why()),
        "flags": list(incident.flags),
        "leads": [
            {
                "root": lead.root,
                "team": lead.team,
                "reason": lead.reason,
                "handOverTo": lead.hand_over_to,
                "because": because_json(lead.because),
            }
            for lead in incident.leads
        ],
        "firstContact": None
        if contact is None
        else {"person": contact.person, "team": contact.team, "minute": contact.minute},
        "helpers": [
            {"team": helper.team, "reason": helper.reason, "because": because_json(helper.because)}
            for helper in incident.helpers
        ],
        "informed": list(incident.informed),
        "paged": list(incident.paged),
        "tickets": [
            {"component": ticket.component, "team": ticket.team, "because": because_json(ticket.because)}
            for ticket in incident.tickets
        ],
        "held": [
            {
                "policy": held.policy,
                "component": held.component,
                "until": instant_json(held.until),
                "because": because_json(held.because),
            }
            for held in incident.held
        ],
        "suppressed": _muted(incident.suppressed),
        "silent": _muted(incident.silent),
        "masked": _muted(incident.masked),
        "states": dict(incident.states),
        "stateChanges": [
            {"minute": change.minute, "component": change.component, "state": change.state}
            for change in incident.changes
        ],
        "timeToEngageMinutes": {"earliest": incident.engage.earliest, "latest": incident.engage.latest},
        "minutesToRightTeam": incident.minutes_to_right_team,
        "assumed": {"hardDependencies": incident.assumed_hard},
        "warnings": list(incident.warnings),
        "timeline": [_event(event) for event in incident.timeline],
    }
    if why_not:
        data["whyNot"] = {team: because_json(reasons) for team, reasons in why_not.items()}
    if recorded:
        from topology.present.recorded import recorded_json

        data["recorded"] = recorded_json(recorded)
    if compared:
        from topology.present.compare import compare_json

        data["compare"] = compare_json(compared)
    if week is not None:
        from topology.present.week import week_json

        data["week"] = week_json(week)
    return data


def _muted(lines: Iterable[Muted]) -> list[dict[str, Any]]:
    return [{"component": muted.component, "because": because_json(muted.because)} for muted in lines]


def _event(event: Event) -> dict[str, Any]:
    return {
        "minute": event.minute,
        "event": event.event,
        "person": event.person,
        "team": event.team,
        "component": event.component,
        "policy": event.policy,
        "step": event.step,
        "until": instant_json(event.until),
        "away": event.away,
        "because": because_json(event.because),
    }
