"""A situation and its answer as a test to paste into a catalog: this must stay so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topology.incident.result import Incident
from topology.incident.situation import Fault
from topology.model.reference import Ref
from topology.model.text import raw
from topology.present.instants import iso
from topology.present.native_words import duration
from topology.present.page_words import PageWords
from topology.present.yamltext import document


def page_test(words: PageWords) -> str:
    """An entry for ``tests:``. What has no words there, acknowledgements, must not be in the situation."""
    incident = words.incident
    situation = incident.situation
    entry: dict[str, Any] = {
        "name": raw(f"{words.fails()}, {words.when()}: {incident.verdict}"),
        "at": iso(situation.at),
        "fail": [_fault(fault) for fault in situation.faults],
        "away": _all(sorted(situation.away)),
        "silent": _all(sorted(situation.silent)),
        "down": sorted(situation.down),
        "expect": _expect(incident),
    }
    return document({"tests": [{key: value for key, value in entry.items() if value}]})


def _fault(fault: Fault) -> Any:
    stated = {
        "component": raw(fault.component),
        "mode": raw(fault.mode) if fault.mode is not None else None,
        "impact": fault.impact,
        "consumer": raw(fault.consumer) if fault.consumer is not None else None,
    }
    found = {key: value for key, value in stated.items() if value is not None}
    return found if len(found) > 1 else found["component"]


def _expect(incident: Incident) -> dict[str, Any]:
    """What must come out. Of a failure that waits, nobody is the first contact now."""
    expect: dict[str, Any] = {"verdict": incident.verdict}
    leads = {lead.team for lead in incident.leads}
    lead = leads.pop() if len(leads) == 1 else None
    if lead is not None:
        expect["lead"] = raw(lead)
    contact, earliest = incident.first_contact, incident.engage.earliest
    if contact is not None and incident.verdict != "DEFERRED":
        expect["firstContact"] = raw(contact.team or contact.person)
    if earliest is not None and incident.verdict != "DEFERRED":
        expect["within"] = duration(earliest)
    if incident.paged:
        expect["paged"] = _all(incident.paged)
    quiet = [team for team in incident.informed if team not in incident.paged]
    if quiet:
        expect["notPaged"] = _all(quiet)
    return expect


def _all(refs: Iterable[Ref]) -> list[str]:
    return [raw(ref) for ref in refs]
