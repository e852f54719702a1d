"""The states of an incident over its graph: how far it has come in one of its minutes."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterable, Mapping
from itertools import islice

from msgspec.structs import replace

from topology.graph.lanes.look import Piece
from topology.graph.lanes.view import Owners, View, fitted
from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import STATES, Incident, Muted, State, Ticket
from topology.model.reference import Ref
from topology.present.page_words import PageWords
from topology.present.words import STATE_SIGNS, count
from topology.tui.line import Gloss
from topology.tui.scenes import Subject, subject
from topology.tui.world import World

FEW = 40
"""Chips that are drawn one by one beside other panes."""
MANY = 150
"""The same on the whole screen."""
NEAREST = 400
"""Things hit that are looked at: of more, the nearest."""

PAGED, SUPPRESSED, SILENT, TICKET = "P", "s", "-", "t"
MARKS = {PAGED: "paged", SUPPRESSED: "suppressed", SILENT: "silent", TICKET: "ticket"}
"""What stands behind a state: whether anybody is paged for it, and why nobody is."""


class Spread:
    """The graph of one incident. Where everything stands is worked out once, and kept over its minutes."""

    def __init__(self, world: World, incident: Incident, limit: int) -> None:
        """At most ``limit`` chips; of very many hit things the nearest to what is broken."""
        topology = world.topology
        self._words = PageWords(topology, incident, world.names)
        self._incident = incident
        self._roots = tuple(dict.fromkeys(fault.component for fault in incident.faults))
        hit = {*self._roots, *incident.states, *(change.component for change in incident.changes)}
        distance = dict(islice(_distance(topology, self._roots, hit).items(), NEAREST))
        view = View(in_order(distance), self._roots[0], (), distance, lean=True)
        view = fitted(topology, view, limit, _owners(topology, self._roots))
        self._base = subject(world, view)
        self._shown = view.refs
        folded = set(view.folded)
        self._folded: dict[Owners, list[Ref]] = {}
        for ref in view.refs:
            teams = topology.owner(ref).teams
            if teams in folded:
                self._folded.setdefault(teams, []).append(ref)

    def at(self, minute: int | None) -> Subject:
        """What is hit, with its state and mark at a minute; ``None``: in the end."""
        incident = self._incident
        states = states_at(incident, minute)
        marks = marks_at(incident, minute, {*self._roots, *states})
        signs: dict[Ref, Piece] = {}
        roles: dict[Ref, str] = {}
        for ref in self._shown:
            state = states.get(ref, "ok")
            signs[ref] = (f"{STATE_SIGNS[state]}{marks.get(ref, ' ')}", state)
            roles[ref] = "" if state == "ok" else state
        for teams, members in self._folded.items():
            worst = max((states.get(ref, "ok") for ref in members), key=STATES.index)
            signs |= dict.fromkeys(teams, (f"{STATE_SIGNS[worst]} ", worst))
        return replace(self._base, signs=signs, roles=roles, title=self._title(minute, states, marks))

    def _title(
        self, minute: int | None, states: Mapping[Ref, State], marks: Mapping[Ref, str]
    ) -> tuple[str, ...]:
        when = "in the end" if minute is None else f"at {' '.join(self._words.stamp(minute))}"
        bad = sum(state in ("degraded", "down") for state in states.values())
        known = set(marks.values())
        legend = "  ".join(f"{mark} {word}" for mark, word in MARKS.items() if mark in known)
        hit = f"{count(bad, 'component')} hit {when}"
        return (legend, hit) if legend else (hit,)


def states_at(incident: Incident, minute: int | None) -> Mapping[Ref, State]:
    """What is not ok at a minute; ``None``: in the end."""
    found = dict(incident.states)
    for change in incident.changes:
        if minute is None or change.minute <= minute:
            before = found.get(change.component, "ok")
            found[change.component] = max(before, change.state, key=STATES.index)
    return found


def marks_at(incident: Incident, minute: int | None, hit: Container[Ref]) -> Mapping[Ref, str]:
    """Who is paged for what by a minute; suppressed or a ticket once it has alerted, silent once hit."""
    found = {muted.component: SILENT for muted in incident.silent if muted.component in hit}
    quiet = {muted.component: SUPPRESSED for muted in incident.suppressed}
    quiet |= {ticket.component: TICKET for ticket in incident.tickets}
    for event in incident.timeline:
        if event.component is None or (minute is not None and event.minute > minute):
            continue
        if event.event == "page":
            found[event.component] = PAGED
        elif event.event == "alert" and event.component in quiet:
            found.setdefault(event.component, quiet[event.component])
    return found


def gloss_at(incident: Incident, minute: int | None, ref: Ref) -> Gloss | None:
    """The words for what stands on a chip at a minute, with the reasons why nobody is paged for it."""
    state = states_at(incident, minute).get(ref)
    mark = marks_at(incident, minute, (ref,)).get(ref)
    words = (MARKS[mark] if mark is not None else "", state or "")
    quiet: tuple[Muted | Ticket, ...] = (*incident.silent, *incident.suppressed, *incident.tickets)
    why = next((each.why for each in quiet if each.component == ref and mark != PAGED), None)
    said = tuple(filter(None, words))
    return Gloss(said, why) if said else None


def _distance(topology: Topology, roots: Iterable[Ref], hit: set[Ref]) -> dict[Ref, int]:
    """How many steps outward each is, by ways through what is hit; counted below zero."""
    found = dict.fromkeys(roots, 0)
    open_ = deque(found)
    while open_:
        ref = open_.popleft()
        for edge in topology.users(ref):
            if edge.source in hit and edge.source not in found:
                found[edge.source] = found[ref] - 1
                open_.append(edge.source)
    return found


def _owners(topology: Topology, refs: Iterable[Ref]) -> frozenset[Owners]:
    """Lanes that are never folded: those of what is broken."""
    return frozenset(topology.owner(ref).teams for ref in refs)
