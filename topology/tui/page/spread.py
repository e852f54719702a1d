"""The states of an incident over its graph: how far it has come in one of its minutes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from topology.graph.lanes.look import Piece
from topology.graph.lanes.view import Owners, View, fold
from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import STATES, Incident, State
from topology.model.reference import Ref
from topology.present.page_words import PageWords
from topology.present.words import STATE_SIGNS, count
from topology.tui.scenes import Subject, subject
from topology.tui.world import World

FEW = 40
"""Chips that are drawn one by one beside other panes."""
MANY = 150
"""The same on the whole screen."""

PAGED, SUPPRESSED, SILENT, TICKET = "P", "s", "-", "t"
MARKS = {PAGED: "paged", SUPPRESSED: "suppressed", SILENT: "silent", TICKET: "ticket"}
"""What stands behind a state: whether anybody is paged for it, and why nobody is."""


def spread(world: World, incident: Incident, minute: int | None, limit: int) -> Subject:
    """What is hit, with its state and mark at a minute; ``None``: in the end. At most ``limit`` chips."""
    topology = world.topology
    roots = tuple(dict.fromkeys(fault.component for fault in incident.faults))
    hit = {*roots, *incident.states, *(change.component for change in incident.changes)}
    distance = _distance(topology, roots, hit)
    view = View(in_order(distance), roots[0], (), distance, lean=True)
    view = fold(topology, view, limit, _owners(topology, roots))
    states = states_at(incident, minute)
    marks = marks_at(incident, minute)
    signs: dict[Ref, Piece] = {}
    roles: dict[Ref, str] = {}
    for ref in distance:
        state = states.get(ref, "ok")
        signs[ref] = (f"{STATE_SIGNS[state]}{marks.get(ref, ' ')}", state)
        roles[ref] = "" if state == "ok" else state
    for teams in view.folded:
        inside = [states.get(ref, "ok") for ref in distance if topology.owner(ref).teams == teams]
        worst = max(inside, key=STATES.index)
        for team in teams:
            signs[team] = (f"{STATE_SIGNS[worst]} ", worst)
    words = PageWords(topology, incident, world.names)
    when = "in the end" if minute is None else f"at {' '.join(words.stamp(minute))}"
    bad = sum(state in ("degraded", "down") for state in states.values())
    legend = "  ".join(f"{mark} {word}" for mark, word in MARKS.items() if mark in marks.values())
    title = (legend, f"{count(bad, 'component')} hit {when}") if legend else (f"{bad} hit {when}",)
    return subject(world, view, signs=signs, roles=roles, title=title)


def states_at(incident: Incident, minute: int | None) -> Mapping[Ref, State]:
    """What is not ok at a minute; ``None``: in the end."""
    found = dict(incident.states)
    for change in incident.changes:
        if minute is None or change.minute <= minute:
            before = found.get(change.component, "ok")
            found[change.component] = max(before, change.state, key=STATES.index)
    return found


def marks_at(incident: Incident, minute: int | None) -> Mapping[Ref, str]:
    """Who is paged for what by a minute; what is suppressed, silent or a ticket once it has alerted."""
    found: dict[Ref, str] = {muted.component: SILENT for muted in incident.silent}
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
