"""What there is to choose from when a situation is changed; the likely ones first, all others by typing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from topology.graph.order import natural
from topology.incident.result import Incident
from topology.incident.situation import PATHS, Fault, Path
from topology.incident.variants import usual, variants
from topology.model.entity import Component, Team
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.present.page_words import after, fault_details
from topology.present.words import listed
from topology.tui.what_if import WhatIf
from topology.tui.world import World

FOUND = 30
"""Entities that typing brings at most."""


class Choice(Struct, frozen=True):
    """One thing to choose. ``on``: whether it is so now. ``what_if`` is asked when it is chosen."""

    key: str
    what: str
    note: str = ""
    on: bool = False
    what_if: WhatIf | None = None


class Offer(Struct, frozen=True):
    """A question with what there is to choose. ``find`` brings more for what is typed."""

    title: str
    choices: tuple[Choice, ...]
    hint: str = ""
    find: Callable[[str], list[Choice]] | None = None


def ways(world: World, what_if: WhatIf, component: Ref) -> Offer:
    """How a component fails: as is usual, in one of its modes, at the side of one user, half."""
    now = [fault for fault in what_if.faults if fault.component == component]
    entity = world.catalog.get(component, Component)
    modes = {mode.name: mode for mode in entity.failure_modes} if entity is not None else {}

    def note(fault: Fault) -> str:
        mode = modes.get(fault.mode or usual(world.topology, component))
        if mode is None:
            return "" if fault.impact != "degraded" else "it works, badly"
        who = {"provider": "its owner", "consumer": "the consumer", "both": "both sides"}[mode.responder]
        return f"{mode.impact}, {who} answers"

    found = tuple(
        Choice(
            key=f"{fault.mode} {fault.impact} {fault.consumer}",
            what=fault_details(world.names, fault) or usual(world.topology, component),
            note=note(fault),
            on=fault in now,
            what_if=what_if.fail_as(fault),
        )
        for fault in variants(world.topology, component)
    )
    return Offer(f"How does {world.names(component)} fail?", found)


def faults(world: World, what_if: WhatIf, incident: Incident | None) -> Offer:
    """What else fails: what is in trouble already first, as that may have a fault of its own.

    Where nothing fails yet, the first components there are.
    """
    near = [*what_if.broken, *(incident.states if incident is not None else ())]

    def choice(ref: Ref) -> Choice:
        note = listed(world.names.all(world.topology.owner(ref).teams)) or "no owner"
        return Choice(ref, world.names(ref), note, ref in what_if.broken, what_if.toggle_fault(ref))

    def find(query: str) -> list[Choice]:
        return [choice(ref) for ref in _found(world, query, COMPONENT_KINDS)]

    likely = tuple(choice(ref) for ref in dict.fromkeys(near))
    if not likely:
        return Offer("What fails?", tuple(find("")), "any component", find)
    return Offer("What else fails?", likely, "any component", find)


def people(world: World, what_if: WhatIf, incident: Incident | None) -> Offer:
    """Who is away: those who would be paged in the order in which they are, then anybody."""
    first: dict[Ref, str] = dict.fromkeys(sorted(what_if.away), "")
    for event in incident.timeline if incident is not None else ():
        if event.event in ("page", "heartbeat") and event.person is not None:
            said = f"paged at +{after(event.minute)}"
            first[event.person] = first.get(event.person) or said

    def choice(ref: Ref) -> Choice:
        note = first.get(ref, "") or ("" if ref in first else "not paged here")
        return Choice(ref, world.names(ref), note, ref in what_if.away, what_if.toggle_away(ref))

    def find(query: str) -> list[Choice]:
        return [choice(ref) for ref in _found(world, query, ("person",))]

    return Offer("Who is away?", tuple(choice(ref) for ref in first), "anybody", find)


def silences(world: World, what_if: WhatIf, incident: Incident | None) -> Offer:
    """Whose alert does not come: those that alert here, in their order, then any component."""
    first: dict[Ref, str] = dict.fromkeys(sorted(what_if.silent), "")
    for event in incident.timeline if incident is not None else ():
        if event.event == "alert" and event.component is not None:
            first.setdefault(event.component, f"alerts at +{after(event.minute)}")

    def choice(ref: Ref) -> Choice:
        note = first.get(ref, "" if ref in first else "does not alert here")
        return Choice(ref, world.names(ref), note, ref in what_if.silent, what_if.toggle_silent(ref))

    def find(query: str) -> list[Choice]:
        return [choice(ref) for ref in _found(world, query, COMPONENT_KINDS)]

    likely = tuple(choice(ref) for ref in first)
    return Offer("Whose alert does not come?", likely, "any component", find)


def tools(world: World, what_if: WhatIf) -> Offer:
    """Which tool on the way to a human is down."""
    alerting = world.catalog.alerting
    declared = {"monitoring": alerting.monitoring, "pager": alerting.pager, "chat": alerting.chat}

    def note(path: Path) -> str:
        tool = declared[path]
        runs = [world.names(each.target) for each in tool.runs_on] if tool is not None else []
        return f"runs on {listed(runs)}" if runs else "no file says what it runs on"

    return Offer(
        "Which tool is down?",
        tuple(
            Choice(path, path, note(path), path in what_if.down, what_if.toggle_down(path)) for path in PATHS
        ),
    )


def answers(world: World, what_if: WhatIf, incident: Incident | None) -> Offer:
    """Who acknowledges, and when: everybody who is paged, at the minute of each page."""
    moments = [(ack.person, ack.minute) for ack in what_if.acks]
    for event in incident.timeline if incident is not None else ():
        if event.event in ("page", "heartbeat") and event.person is not None and not event.away:
            moments.append((event.person, event.minute))
    acks = {(ack.person, ack.minute) for ack in what_if.acks}
    return Offer(
        "Who answers, and when?",
        tuple(
            Choice(
                key=f"{person} {minute}",
                what=world.names(person),
                note=f"at +{after(minute)}",
                on=(person, minute) in acks,
                what_if=what_if.toggle_ack(person, minute),
            )
            for person, minute in dict.fromkeys(moments)
        ),
    )


def teams(world: World, incident: Incident | None) -> Offer:
    """Whose absence from the pages is to be explained: teams that are hit first, then all others."""
    hit: dict[Ref, None] = {}
    for ref in incident.states if incident is not None else ():
        hit.update(dict.fromkeys(world.topology.owner(ref).teams))
    others = (team.ref for team in world.catalog.of(Team) if not team.ghost)
    paged = set(incident.paged) if incident is not None else set()

    def choice(ref: Ref) -> Choice:
        note = "is paged" if ref in paged else "owns something that is hit" if ref in hit else ""
        return Choice(ref, world.names(ref), note)

    def find(query: str) -> list[Choice]:
        return [choice(ref) for ref in _found(world, query, ("team",))]

    first = sorted(hit, key=lambda ref: ref in paged)
    refs = dict.fromkeys((*first, *sorted(others, key=lambda ref: natural(world.names(ref)))))
    return Offer("Why is which team not paged?", tuple(map(choice, refs)), "a team", find)


def fitting(offer: Offer, query: str) -> list[Choice]:
    """The choices that fit what was typed."""
    wanted = query.strip().casefold()
    if not wanted:
        return list(offer.choices)
    likely = [choice for choice in offer.choices if wanted in choice.what.casefold()]
    known = {choice.key for choice in likely}
    more: Iterable[Choice] = offer.find(query) if offer.find is not None else ()
    return [*likely, *(choice for choice in more if choice.key not in known)]


def _found(world: World, query: str, kinds: Iterable[str]) -> Iterator[Ref]:
    wanted = frozenset(kinds)
    facet = f"kind:{next(iter(wanted))} " if len(wanted) == 1 else ""
    hits = world.finder.find(f"{facet}{query}", FOUND * 3).hits
    refs = [hit.ref for hit in hits if kind_of(hit.ref) in wanted]
    yield from refs[:FOUND]
