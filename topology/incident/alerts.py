"""Who notices: alerts, their minute, their silence, and how urgent they are."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter

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


_order = attrgetter("steps", "minute", "urgency", "node")


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
    """Everything that is in trouble, by what becomes of it. ``alerts`` are in walking order.

    What is quiet is worked out when it is first read: only few answers turn on it.
    """

    __slots__ = (
        "_best",
        "_better",
        "_broken",
        "_heard",
        "_roots",
        "_silent",
        "_situation",
        "_spread",
        "_symptoms",
        "_topology",
        "_watch",
        "alerts",
        "by_node",
    )

    def __init__(
        self, topology: Topology, situation: Situation, spread: Spread, roots: tuple[Root, ...], watch: Watch
    ) -> None:
        self._topology = topology
        self._situation = situation
        self._spread = spread
        self._roots = roots
        self._watch = watch
        self._silent: dict[int, Because] | None = None
        self._symptoms: list[int] = []
        self._broken: dict[int, int] = {}
        for bit, root in enumerate(roots):
            if root.consumer is None:
                self._broken[root.node] = self._broken.get(root.node, 0) | 1 << bit
        self._best = topology.best_hit if spread.alone else None
        self._better = _better(topology, spread) if self._best is None else {}
        self._heard = not situation.silent and watch.monitoring is None
        loud = set(spread.down)
        state = spread.state
        loud.update(node for node in self._broken if state.get(node, 0) >= DEGRADED)
        early = topology.alert_when_degraded.intersection(spread.steps)
        loud.update(node for node in early if state.get(node, 0) >= DEGRADED)
        alerts = [alert for node in loud if (alert := self._alert(node)) is not None]
        alerts.sort(key=_order)
        self.alerts = tuple(alerts)
        self.by_node: Mapping[int, Alert] = {alert.node: alert for alert in alerts}

    def urgency(self, node: int) -> int:
        """The best tier of what is down because of a node, and of itself."""
        if self._best is not None and node in self._spread.down:
            return self._best[node]
        return self._better.get(node, self._topology.tiers[node])

    @property
    def silent(self) -> Mapping[int, Because]:
        """The nodes that should have said something, and why they do not."""
        if self._silent is None:
            self._silent = self._listen()
        return self._silent

    @property
    def symptoms(self) -> list[int]:
        """The degraded nodes that only make a ticket."""
        if self._silent is None:
            self._silent = self._listen()
        return self._symptoms

    def _alert(self, node: int) -> Alert | None:
        """The alert of a node that alerts at its state, unless it is silent."""
        component = self._topology.components[node]
        if component is None:
            return None
        stated = component.alerts or DEFAULT_ALERTS
        heard = self._heard and not stated.none
        if not heard and _silence(component, stated, self._situation, self._watch) is not None:
            return None
        own = self._broken.get(node, 0)
        spread = self._spread
        since = spread.first_reached(node, DEGRADED if own or stated.on == "degraded" else DOWN)
        assert since is not None
        detects = stated.detects_minutes
        if detects is None:
            detects = self._topology.catalog.defaults.detects_minutes
        return Alert(node, since + detects, self.urgency(node), spread.steps[node], spread.causes[node], own)

    def _listen(self) -> dict[int, Because]:
        """Find out why each node says nothing that says nothing."""
        edge_only = {root.node for root in self._roots if root.consumer is not None}
        silent: dict[int, Because] = {}
        for node in self._spread.steps:
            component = self._topology.components[node]
            if component is None:
                continue
            if self._spread.state.get(node, 0) < DEGRADED:
                if node in edge_only:
                    silent[node] = Because(
                        "only one consumer is hit: it is ok itself, and says nothing", None
                    )
                continue
            stated = component.alerts or DEFAULT_ALERTS
            silence = _silence(component, stated, self._situation, self._watch)
            if silence is not None:
                silent[node] = silence
            elif node not in self.by_node:
                self._symptoms.append(node)
        return silent


def _silence(component: Component, stated: Alerts, situation: Situation, watch: Watch) -> Because | None:
    if component.ref in situation.silent:
        return Because("its alert does not fire in this situation", None)
    if stated.none:
        return Because("it has no alerts", component.places.get("alerts", component.place))
    if watch.monitoring is not None:
        return Because(f"monitoring cannot report: {watch.monitoring.text}", watch.monitoring.place)
    return None


def _better(topology: Topology, spread: Spread) -> dict[int, int]:
    """The nodes hit because of which something of a better tier is down, and the best such tier."""
    better: dict[int, int] = {}
    if len(spread.down) < 2 and not spread.one_sided:
        return better
    tiers = topology.tiers
    reached: set[int] = set()
    for start in sorted(spread.down, key=tiers.__getitem__):
        if start in reached:  # by one of a tier as good
            continue
        tier = tiers[start]
        open_ = [start]
        while open_:
            for node in spread.causes_of_down(open_.pop()):
                if node not in reached:
                    reached.add(node)
                    open_.append(node)
                    if tier < tiers[node]:
                        better[node] = tier
    return better
