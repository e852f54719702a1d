"""Who notices: alerts, their minute, their silence, and how urgent they are."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from topology.graph.topology import Topology
from topology.incident.breakage import DEGRADED, DOWN, Root
from topology.incident.situation import Situation
from topology.incident.spread import Spread
from topology.model.entity import Alerts, Component
from topology.model.place import Because
from topology.model.reference import name_of
from topology.model.settings import Tool

DEFAULT_ALERTS = Alerts()
"""What a component has that says nothing of alerts: it alerts when it is down."""


class Alert(Struct, frozen=True, gc=False):
    """One component in trouble that would say so.

    ``minute`` is when it notices, ``roots`` the bits of the faults behind it, ``own``
    those of its own (a fault that only one consumer feels is not among them).
    ``urgency`` is the best tier hit (1 first).
    """

    node: int
    minute: int
    urgency: int
    steps: int
    roots: int
    own: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Outward from the faults; positions of nodes are in canonical order."""
        return self.steps, self.minute, self.urgency, self.node


class Watch:
    """Which tools on the way to a human still work, given the states."""

    __slots__ = ("chat", "heartbeat_only", "monitoring", "pager", "pager_on_fallback")

    def __init__(self, topology: Topology, situation: Situation, spread: Spread) -> None:
        alerting = topology.catalog.alerting

        def broken(tool: Tool | None) -> Because | None:
            for ref in tool.runs_on if tool is not None else ():
                node = topology.index.get(ref.target)
                if node is not None and spread.state.get(node, 0) == DOWN:
                    return Because(f"it runs on {name_of(ref.target)}, which is down", ref.place)
            return None

        def fault(name: str, tool: Tool | None) -> Because | None:
            if name in situation.down:
                return Because(f"{name} is down in this situation", None)
            return broken(tool)

        self.monitoring = fault("monitoring", alerting.monitoring)
        self.chat = fault("chat", alerting.chat)
        pager = fault("pager", alerting.pager)
        self.pager_on_fallback: Because | None = None
        if pager is not None and alerting.pager is not None:
            for ref in alerting.pager.fallback:
                node = topology.index.get(ref.target)
                if node is None or spread.state.get(node, 0) < DOWN:
                    self.pager_on_fallback = Because(
                        f"pages go over {name_of(ref.target)}: {pager.text}", ref.place
                    )
                    pager = None
                    break
        self.pager = pager
        """Why no page can be sent; ``None``: some path is up."""
        self.heartbeat_only = self.monitoring is not None or self.pager is not None


class Noticed:
    """Everything that is in trouble, by what becomes of it.

    ``alerts`` are in walking order; ``symptoms`` are degraded ones that only make a
    ticket; ``silent`` maps nodes that should have said something to why they do not.
    """

    __slots__ = ("alerts", "by_node", "silent", "symptoms", "urgency")

    def __init__(
        self, topology: Topology, situation: Situation, spread: Spread, roots: tuple[Root, ...], watch: Watch
    ) -> None:
        broken: dict[int, int] = {}
        for bit, root in enumerate(roots):
            if root.consumer is None:
                broken[root.node] = broken.get(root.node, 0) | 1 << bit
        edge_only = {root.node for root in roots if root.consumer is not None}
        self.urgency = _urgency(topology, spread)
        self.silent: dict[int, Because] = {}
        self.symptoms: list[int] = []
        alerts: list[Alert] = []
        components = topology.components
        default_minutes = topology.catalog.defaults.detects_minutes
        for node, steps in spread.steps.items():
            state = spread.state.get(node, 0)
            component = components[node]
            if component is None:
                continue
            if state < DEGRADED:
                if node in edge_only:
                    self.silent[node] = Because(
                        "only one consumer is hit: it is ok itself, and says nothing", None
                    )
                continue
            stated = component.alerts or DEFAULT_ALERTS
            silence = _silence(component, stated, situation, watch)
            alerting_level = DEGRADED if node in broken or stated.on == "degraded" else DOWN
            if silence is not None:
                self.silent[node] = silence
                continue
            since = spread.first_reached(node, alerting_level)
            if since is None:
                self.symptoms.append(node)
                continue
            detects = stated.detects_minutes if stated.detects_minutes is not None else default_minutes
            alerts.append(
                Alert(
                    node, since + detects, self.urgency[node], steps, spread.causes[node], broken.get(node, 0)
                )
            )
        alerts.sort(key=lambda alert: alert.order)
        self.alerts = tuple(alerts)
        self.by_node: Mapping[int, Alert] = {alert.node: alert for alert in alerts}


def _silence(component: Component, stated: Alerts, situation: Situation, watch: Watch) -> Because | None:
    if component.ref in situation.silent:
        return Because("its alert does not fire in this situation", None)
    if stated.none:
        return Because("it has no alerts", component.places.get("alerts", component.place))
    if watch.monitoring is not None:
        return Because(f"monitoring cannot report: {watch.monitoring.text}", watch.monitoring.place)
    return None


def _urgency(topology: Topology, spread: Spread) -> dict[int, int]:
    """For each node hit the best tier of itself and of what is down because of it."""
    tiers = topology.tiers
    best = {node: tiers[node] for node in spread.steps}
    down = sorted(
        (node for node in spread.steps if spread.state.get(node, 0) == DOWN),
        key=lambda node: (tiers[node], node),
    )
    reached: set[int] = set()
    for start in down:
        tier = tiers[start]
        open_ = [start]
        while open_:
            for node in spread.causal.get(open_.pop(), ()):
                if tier < best[node]:
                    best[node] = tier
                if node not in reached:
                    reached.add(node)
                    open_.append(node)
    return best
