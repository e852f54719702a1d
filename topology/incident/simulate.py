"""One situation in, one answer out: the rules of paging, in their order."""

from __future__ import annotations

from topology.graph.topology import Topology
from topology.incident.alerts import Watch
from topology.incident.answer import answer
from topology.incident.case import Case
from topology.incident.delivery import Courier, Couriers
from topology.incident.result import Incident
from topology.incident.situation import Situation
from topology.incident.suppression import Page, decide
from topology.incident.trouble import Trouble, trouble
from topology.oncall.rota import Rota


def simulate(
    topology: Topology, rota: Rota, situation: Situation, couriers: Couriers | None = None
) -> Incident:
    """Who is paged when this fails, then. ``couriers`` of the same catalog let failures share their pages.

    Pure: the same arguments give the same answer. Raises
    :class:`~topology.incident.situation.SituationError` for a question that names
    nothing that can fail, an unknown failure mode, or leaves open whose side a
    fault of scope consumer is on.
    """
    wrong = trouble(topology, situation)
    courier = couriers.of(situation, wrong.watch) if couriers is not None else None
    return answer(work_out(topology, rota, situation, known=wrong, courier=courier))


def work_out(
    topology: Topology,
    rota: Rota,
    situation: Situation,
    *,
    known: Trouble | None = None,
    courier: Courier | None = None,
) -> Case:
    """Everything about one situation but the telling of it. Raises as :func:`simulate` does.

    ``known`` is its trouble and ``courier`` the way of its pages, where somebody has them already.
    """
    wrong = known or trouble(topology, situation)
    courier = courier or Courier(topology, rota, situation, wrong.watch)
    decisions = decide(topology, wrong.roots, wrong.noticed, courier)
    heartbeat = _heartbeat(topology, wrong.watch, courier, len(wrong.roots))
    return Case(
        topology,
        situation,
        wrong.roots,
        wrong.spread,
        wrong.watch,
        wrong.noticed,
        courier,
        decisions,
        heartbeat,
    )


def _heartbeat(topology: Topology, watch: Watch, courier: Courier, faults: int) -> Page | None:
    """The outside switch fires when monitoring, or every path of the pager, is down."""
    heartbeat = topology.catalog.alerting.heartbeat
    if not watch.heartbeat_only or heartbeat is None or heartbeat.page is None:
        return None
    minute = heartbeat.timeout_minutes
    everything = (1 << faults) - 1
    sent = courier.to_policy(heartbeat.page.target, minute, "heartbeat")
    return Page("heartbeat", None, minute, everything, everything, (sent,))
