"""One answer in words, whichever face says them: what fails, who leads, what each minute brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property

from topology.graph.topology import Topology
from topology.incident.result import Helper, Incident, Lead, Muted, Verdict
from topology.incident.situation import Fault, Situation
from topology.model.entity import Team
from topology.model.place import Because
from topology.model.reference import Ref, name_of
from topology.present.instants import short, span, spelled
from topology.present.names import Names
from topology.present.timeline import Moment
from topology.present.words import REASON_WORDS, VERDICT_WORDS, count, engaged, lasting, listed

SUPPRESSED = "Suppressed: alerts that page nobody"
SILENT = "Silent: no alert comes"
MASKED = "Masked: a declared inhibitor would mute its own fault"
TICKETS = "Tickets: can wait for working hours"
HELD = "Held until support hours"

MANY = 12
"""Teams that are told and named one by one; more are counted."""
FEW = 3
"""The first of many that are named all the same."""

_LONG = 180
"""From here on minutes are hard to read as a number."""


def fault_text(names: Names, fault: Fault) -> str:
    """``payments-db``, ``psp-north (quota-exceeded, for payments-api)``."""
    details = fault_details(names, fault)
    return names(fault.component) + (f" ({details})" if details else "")


def fault_details(names: Names, fault: Fault) -> str:
    """How it fails, as far as that is said: ``quota-exceeded, for payments-api``."""
    details = [
        *([fault.mode] if fault.mode else []),
        *([fault.impact] if fault.impact else []),
        *([f"for {names(fault.consumer)}"] if fault.consumer is not None else []),
    ]
    return ", ".join(details)


def fails(names: Names, situation: Situation) -> str:
    """``payments-db fails``."""
    faults = listed([fault_text(names, fault) for fault in situation.faults])
    return f"{faults} {'fails' if len(situation.faults) == 1 else 'fail'}"


def after(minute: int) -> str:
    """``7m``, ``3h``: minutes from the fault."""
    return f"{minute}m" if minute < _LONG else span(minute)


class PageWords:
    """Words for the parts of one answer."""

    def __init__(self, topology: Topology, incident: Incident, names: Names | None = None) -> None:
        self.incident = incident
        self.names = names or Names(topology.catalog)
        self.timezone = topology.catalog.defaults.timezone
        self._catalog = topology.catalog

    # What is asked

    def fails(self) -> str:
        """What fails."""
        return fails(self.names, self.incident.situation)

    def when(self) -> str:
        """The instant, in full."""
        return spelled(self.incident.situation.at, self.timezone)

    def besides(self) -> Iterator[tuple[str, list[str]]]:
        """What else is wrong, as far as anything is: a label, and what it holds."""
        situation, names = self.incident.situation, self.names
        found: tuple[tuple[str, list[str]], ...] = (
            ("Away", names.all(sorted(situation.away))),
            ("Silent", names.all(sorted(situation.silent))),
            ("Down", list(map(str, sorted(situation.down)))),
            ("Answered", [f"{names(ack.person)} at +{ack.minute}m" for ack in situation.acks]),
        )
        for label, values in found:
            if values:
                yield label, values

    # What comes of it

    def verdicts(self) -> Iterator[tuple[Ref, Verdict, str]]:
        """The verdict of each root, where there are several."""
        verdicts = self.incident.verdict_by_root
        for root, verdict in verdicts.items():
            if len(verdicts) > 1:
                yield root, verdict, f"{self.names(root)}: {verdict.lower()}, {VERDICT_WORDS[verdict]}"

    def lead(self, lead: Lead) -> str:
        """Who leads, why, and to whom they hand over."""
        names = self.names
        of = f" for {names(lead.root)}" if len(self.incident.leads) > 1 else ""
        team = "nobody" if lead.team is None else f"{names(lead.team)}{self._kind(lead.team)}"
        over = "" if lead.hand_over_to is None else f"; hands over to {names(lead.hand_over_to)}"
        return f"{team}{of}: {REASON_WORDS[lead.reason]}{over}"

    def _kind(self, team: Ref) -> str:
        entity = self._catalog.get(team, Team)
        return f" ({entity.type})" if entity is not None and entity.type else ""

    def first(self) -> str:
        """Who is paged first, and when; empty where nobody is."""
        contact = self.incident.first_contact
        if contact is None:
            return ""
        return f"{self.person(contact.person, contact.team)}, after {lasting(contact.minute)}"

    def engage(self) -> str:
        """When the first human of the lead team is paged, and when the owner is."""
        engage, right = self.incident.engage, self.incident.minutes_to_right_team
        text = engaged(engage, self.incident.verdict)
        if right is None and self.incident.verdict != "UNKNOWN":
            return f"{text}; no page reaches the owner"
        if right is not None and right != engage.earliest:
            return f"{text}; the owner is paged after {lasting(right)}"
        return text

    def helper(self, helper: Helper) -> str:
        """A team that is paged to help, and why."""
        return f"{self.names(helper.team)}: {REASON_WORDS[helper.reason]}"

    def informed(self) -> str:
        """Who is told and not paged; many are counted."""
        names = self.names.sorted(self.incident.informed)
        if len(names) <= MANY:
            return ", ".join(names)
        return f"{len(names)} teams: {', '.join(names[:FEW])} and {len(names) - FEW} more"

    def assumed(self) -> str:
        """How many dependencies were read as hard; empty where none was."""
        number = self.incident.assumed_hard
        return f"{count(number, 'dependency', 'dependencies')} read as hard" if number else ""

    def person(self, person: Ref, team: Ref | None) -> str:
        """``Ada Obi (Payments)``."""
        return self.names(person) + (f" ({self.names(team)})" if team is not None else "")

    # Minute by minute

    def stamp(self, minute: int) -> tuple[str, str]:
        """How long after the fault, and what the clock shows then."""
        at = self.incident.situation.at.replace(second=0)
        return f"+{after(minute)}", short(at + timedelta(minutes=minute), self.timezone, at)

    def event(self, moment: Moment) -> str:
        """What happens, beside the word for the kind of event."""
        event, names = moment.event, self.names
        policy = names(event.policy) if event.policy is not None else ""
        obvious = self._roots == {event.component} and not moment.shared
        clear = obvious or not moment.tells_component
        about = "" if clear else f" for {names(event.component)}"
        if event.event == "alert":
            return names(event.component)
        if event.event == "held":
            return f"{policy} {self.until(event.until)}{about}"
        if event.event == "repeat":
            again = count(moment.passes, "more pass", "more passes")
            return f"{policy} again from the first step, {again}{about}"
        if event.event == "exhausted":
            return f"{policy}: nobody is left to page{about}"
        if event.person is None:
            return f"{policy}{about}"
        step = f", step {event.step}" if event.step is not None and event.step > 1 else ""
        away = ", away: will not answer" if event.away else ""
        team = names(event.team) if event.team is not None else ""
        by = f", {policy}" if policy.casefold() not in ("", team.casefold()) and event.event != "ack" else ""
        return f"{self.person(event.person, event.team)}{about}{by}{step}{away}"

    @cached_property
    def _roots(self) -> set[Ref]:
        return {fault.component for fault in self.incident.situation.faults}

    def until(self, until: datetime | None) -> str:
        """Until when a page is held."""
        if until is None:
            return "for ever"
        return f"until {short(until, self.timezone, self.incident.situation.at)}"

    # Who is not paged

    def muted(self, lines: Iterable[Muted]) -> list[tuple[str, Because, tuple[Muted, ...]]]:
        """Components whose alerts page nobody, by the last of their reasons: what they share says why.

        The words, the reason itself, the components.
        """
        groups: dict[str, tuple[Because, list[Muted]]] = {}
        for muted in lines:
            for reason in muted.because[-1:]:
                text = reason.text.removeprefix(f"{name_of(muted.component)} is silent: ")
                groups.setdefault(text, (reason, []))[1].append(muted)
        return [(text, reason, tuple(found)) for text, (reason, found) in groups.items()]

    def ticket(self, component: Ref, team: Ref | None) -> str:
        """What waits for working hours, and for whom."""
        return f"{self.names(component)}, for {self.names(team) if team is not None else 'no team'}"

    def held(self, policy: Ref, until: datetime | None, component: Ref) -> str:
        """A page that waits for support hours."""
        return f"{self.names(policy)} {self.until(until)}, for {self.names(component)}"
