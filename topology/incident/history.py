"""Past incidents by team and product: how long they lasted, and whether boundaries made them longer.

Time to repair follows from no model: it comes from comparable history only, as a
distribution with its uncertainty. Below twenty records they are listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.recorded import Times, answered, lasted, runs_backwards, times_of
from topology.incident.sample import ENOUGH, Difference, difference, median
from topology.model.record import IncidentRecord
from topology.model.reference import Ref, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

FEW = 5
"""Incidents on either side of a boundary below which the two are not compared."""


class Past(Struct, frozen=True):
    """The incidents of one team or product; of all where ``of`` is ``None``."""

    of: Ref | None
    incidents: int
    answered: Times
    lasted: Times


class Boundary(Struct, frozen=True):
    """Durations of incidents that the owner ended alone, and of those that crossed a boundary.

    An incident crossed one when somebody responded who is of no team that owns what
    failed. ``untold`` counts those that do not say who responded, or whose owner nobody
    knows. ``longer`` is by how much the median of those that crossed exceeds the other;
    ``None`` where there are too few to compare.
    """

    within: Times
    across: Times
    untold: int
    longer: Difference | None = None
    medians: tuple[int, int] | None = None


class History(Struct, frozen=True):
    """What records of incidents say. ``backwards`` are left out: their instants contradict each other."""

    all: Past
    teams: tuple[Past, ...]
    products: tuple[Past, ...]
    boundary: Boundary
    backwards: tuple[IncidentRecord, ...]


def history(topology: Topology, records: Iterable[IncidentRecord], chance: Random) -> History:
    """What the records say. The same records and the same ``chance`` give the same answer.

    The order of the records does not matter.
    """
    ordered = sorted(records, key=lambda each: (each.started.isoformat(), each.component.target, each.place))
    sound = [each for each in ordered if not runs_backwards(topology, each)]
    teams: dict[Ref, list[IncidentRecord]] = {}
    products: dict[Ref, list[IncidentRecord]] = {}
    for record in sound:
        for team in topology.owner(record.component.target).teams:
            teams.setdefault(team, []).append(record)
        product = topology.part_of(record.component.target)
        if product is not None:
            products.setdefault(product, []).append(record)
    return History(
        _past(topology, None, sound, chance),
        tuple(_past(topology, team, teams[team], chance) for team in in_order(teams)),
        tuple(_past(topology, each, products[each], chance) for each in in_order(products)),
        _boundary(topology, sound, chance),
        tuple(each for each in ordered if runs_backwards(topology, each)),
    )


def about(topology: Topology, records: Iterable[IncidentRecord], ref: Ref) -> tuple[IncidentRecord, ...]:
    """The records of what a team owns, or of the parts of a product or platform."""
    if kind_of(ref) in ("product", "platform"):
        parts = {ref, *topology.parts_of(ref)}
        return tuple(each for each in records if each.component.target in parts)
    return tuple(each for each in records if ref in topology.owner(each.component.target).teams)


def _past(topology: Topology, of: Ref | None, records: list[IncidentRecord], chance: Random) -> Past:
    return Past(
        of,
        len(records),
        times_of(answered(topology, records), chance),
        times_of(lasted(topology, records), chance),
    )


def _boundary(topology: Topology, records: list[IncidentRecord], chance: Random) -> Boundary:
    sides: dict[bool | None, list[IncidentRecord]] = {False: [], True: [], None: []}
    for record in records:
        sides[_crossed(topology, record)].append(record)
    within, across = lasted(topology, sides[False]), lasted(topology, sides[True])
    one, other = [each.minutes for each in across], [each.minutes for each in within]
    longer = medians = None
    if len(one) + len(other) >= ENOUGH and min(len(one), len(other)) >= FEW:
        longer = difference(one, other, chance)
        medians = median(other), median(one)
    return Boundary(times_of(within, chance), times_of(across, chance), len(sides[None]), longer, medians)


def _crossed(topology: Topology, record: IncidentRecord) -> bool | None:
    """Whether somebody responded who is of no owning team; ``None``: the record does not tell."""
    owners = topology.owner(record.component.target).teams
    if not owners or not record.responders:
        return None
    untold = False
    for responder in record.responders:
        person = kind_of(responder.target) == "person"
        teams = topology.team_of_person(responder.target) if person else ()
        if not {responder.target, *teams}.isdisjoint(owners):
            continue
        if teams or not person:
            return True
        untold = True
    return None if untold else False
