"""How long people took to answer, as records of past incidents say.

The recorded delay is that from detection to acknowledgement, whatever the escalation did
in between: what is exact about an incident, the minute of its page, is not in it. What a
record does not state is not known; it is never taken for an answer that did not come.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.incident.result import Incident
from topology.incident.sample import ENOUGH, Quantile, Share, quantiles, share
from topology.model.record import IncidentRecord
from topology.model.reference import Ref
from topology.oncall.clock import instant, zone
from topology.oncall.escalation import after
from topology.oncall.rota import Rota

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random


class Took(Struct, frozen=True, gc=False):
    """One recorded time of an incident that ``started`` then, in whole minutes, rounded up."""

    component: Ref
    started: datetime
    minutes: int


class Times(Struct, frozen=True):
    """Recorded times in the order of their incidents; ``quantiles`` only where there are enough."""

    took: tuple[Took, ...]
    quantiles: tuple[Quantile, ...] = ()

    @property
    def minutes(self) -> list[int]:
        """The times alone."""
        return [each.minutes for each in self.took]


class Recorded(Struct, frozen=True):
    """How long a team that leads took to answer before.

    ``nobody`` is the share of records in which nobody had answered when a walk of
    ``within`` minutes ended; ``None`` where no page ends or there are too few records.
    """

    team: Ref
    times: Times
    within: int | None = None
    nobody: Share | None = None


def recorded(
    topology: Topology,
    rota: Rota,
    incident: Incident,
    records: Iterable[IncidentRecord],
    chance: Callable[[], Random],
) -> tuple[Recorded, ...]:
    """For each team that leads, its records: incidents of what it owns. Teams without any are left out.

    ``chance`` is asked for where there are enough records to resample.
    """
    found: list[Recorded] = []
    known = tuple(records)
    for team in in_order(lead.team for lead in incident.leads if lead.team is not None):
        mine = [each for each in known if team in topology.owner(each.component.target).teams]
        took = answered(topology, mine)
        if not took:
            continue
        if len(took) < ENOUGH:
            found.append(Recorded(team, Times(took)))
            continue
        times = times_of(took, chance())
        within = _walk_minutes(rota, incident, team)
        late = [each for each in took if within is not None and each.minutes > within]
        nobody = share(len(late), len(took)) if within is not None else None
        found.append(Recorded(team, times, within, nobody))
    return tuple(found)


def times_of(took: tuple[Took, ...], chance: Random) -> Times:
    """Recorded times with their quantiles, if there are enough."""
    return Times(took, quantiles([each.minutes for each in took], chance) if len(took) >= ENOUGH else ())


def answered(topology: Topology, records: Iterable[IncidentRecord]) -> tuple[Took, ...]:
    """Minutes from detection to acknowledgement, of the records that state both."""
    return _between(topology, records, lambda each: (each.detected, each.acknowledged))


def lasted(topology: Topology, records: Iterable[IncidentRecord]) -> tuple[Took, ...]:
    """Minutes from start to resolution, of the records that state it."""
    return _between(topology, records, lambda each: (each.started, each.resolved))


def _between(
    topology: Topology,
    records: Iterable[IncidentRecord],
    ends: Callable[[IncidentRecord], tuple[datetime | None, datetime | None]],
) -> tuple[Took, ...]:
    local = zone(topology.catalog.defaults.timezone)
    found: list[Took] = []
    for record in records:
        first, last = ends(record)
        if first is None or last is None:
            continue
        taken = local.moment(last) - local.moment(first)
        if taken >= 0:
            started = instant(local.moment(record.started))
            found.append(Took(record.component.target, started, -(-taken // 60)))
    found.sort(key=lambda each: (each.started, each.component, each.minutes))
    return tuple(found)


def runs_backwards(topology: Topology, record: IncidentRecord) -> bool:
    """Whether a record states its instants in an order in which they cannot have happened."""
    local = zone(topology.catalog.defaults.timezone)
    stated = [record.started, record.detected, record.acknowledged, record.resolved]
    moments = [local.moment(each) for each in stated if each is not None]
    return moments != sorted(moments)


def _walk_minutes(rota: Rota, incident: Incident, team: Ref) -> int | None:
    """How long the walk of the team's first page goes on if nobody answers; ``None``: no page, or no end."""
    first = next(
        (each for each in incident.timeline if each.event in ("page", "heartbeat") and each.team == team),
        None,
    )
    if first is None or first.policy is None:
        return None
    last = rota.escalate(first.policy, after(incident.situation.at, first.minute))[-1:]
    return last[0].minute if last and last[0].event == "exhausted" else None
