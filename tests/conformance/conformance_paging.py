"""Cases about escalation and suppression, asked of the program's walk and simulator."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from conformance_values import PLACE, Unsupported, catalog, names, only_keys, policy, when

from topology.incident.engine import Engine
from topology.incident.result import Muted
from topology.incident.situation import Fault, Situation
from topology.model.catalog import Catalog
from topology.model.entity import Alerts, Component, Dependency, Entity, Membership, Person, Team
from topology.model.reference import Ref, Reference, canonical
from topology.oncall.escalation import Ack
from topology.oncall.rota import Rota

Query = Mapping[str, Any]
Asker = Callable[[Query], Any]
Config = Mapping[str, Any]
Page = tuple[datetime, str]

EVENTS = ("ack", "close", "escalate", "set_policy", "maintenance", "maintenance_start", "maintenance_end")


class Maintained(Rota):
    """A rota whose policies are closed for stretches of time: maintenance holds pages, as night does."""

    def __init__(self, catalog: Catalog, closed: Sequence[tuple[datetime, datetime]]) -> None:
        super().__init__(catalog)
        self._closed = closed

    def open(self, policy: Ref, instant: datetime) -> bool:
        return self.next_open(policy, instant) == instant

    def next_open(self, policy: Ref, instant: datetime) -> datetime | None:
        for start, end in sorted(self._closed):
            if start <= instant < end:
                instant = end
        return instant


def escalation(config: Config) -> Asker:
    only_keys(config, ("kind", "triggered_at", "policy", "events", "maintenance"), "escalation")
    start = when(config["triggered_at"])
    events = sorted(config.get("events", ()), key=lambda event: event["minute"])
    for event in events:
        if event["do"] not in EVENTS:
            raise Unsupported(f"event {event['do']}")
    closed = [*maintenance(start, events), *stated_maintenance(config.get("maintenance", ()))]
    pages = pages_of(config["policy"], start, events, closed)

    def ask(query: Query) -> Any:
        if query["ask"] in ("pages_sent", "notified"):
            at = when(query["at"])
            return [who for sent, who in pages if sent == at]
        if query["ask"] in ("pages_sent_between", "notified_between"):
            low, high = when(query["from"]), when(query["to"])
            if query.get("interval") == "(from,to]":
                return [who for sent, who in pages if low < sent <= high]
            return [who for sent, who in pages if low <= sent < high]
        if query["ask"] in ("pages_sent_by", "paged_by"):
            return [who for sent, who in pages if sent <= when(query["at"])]
        if query["ask"] == "timeline":
            return [moment(start, at, pages) for at in dict.fromkeys(sent for sent, _ in pages)]
        raise Unsupported(f"asking an escalation for {query['ask']}")

    return ask


def moment(start: datetime, at: datetime, pages: Sequence[Page]) -> dict[str, Any]:
    """One line of a timeline, under every name that a case may use."""
    who = [name for sent, name in pages if sent == at]
    minute = (at - start) // timedelta(minutes=1)
    return {"minute": minute, "at": at, "notify": who, "users": who, "paged": who}


def stated_maintenance(spec: Any) -> list[tuple[datetime, datetime]]:
    """Stretches of maintenance written as instants."""
    found: list[tuple[datetime, datetime]] = []
    for entry in [spec] if isinstance(spec, dict) else spec:
        only_keys(entry, ("from", "to"), "maintenance")
        found.append((when(entry["from"]), when(entry["to"])))
    return found


def maintenance(start: datetime, events: Sequence[Mapping[str, Any]]) -> list[tuple[datetime, datetime]]:
    """The stretches in which the service is maintained."""
    found: list[tuple[datetime, datetime]] = []
    begun: int | None = None
    for event in events:
        if event["do"] == "maintenance" and ("until" in event or "minutes" in event):
            until = event["until"] if "until" in event else event["minute"] + event["minutes"]
            found.append((start + timedelta(minutes=event["minute"]), start + timedelta(minutes=until)))
        elif event["do"] in ("maintenance", "maintenance_start"):
            begun = event["minute"]
        elif event["do"] == "maintenance_end" and begun is not None:
            found.append((start + timedelta(minutes=begun), start + timedelta(minutes=event["minute"])))
            begun = None
    if begun is not None:
        found.append((start + timedelta(minutes=begun), start + timedelta(days=3650)))
    return found


def pages_of(
    spec: Mapping[str, Any],
    start: datetime,
    events: Sequence[Mapping[str, Any]],
    closed: Sequence[tuple[datetime, datetime]],
) -> list[Page]:
    """Who is paged when. A change of policy ends one walk and begins another at once."""
    acks: list[Ack] = []
    later: list[Mapping[str, Any]] = []
    change: Mapping[str, Any] | None = None
    for event in events:
        if change is not None:
            later.append({**event, "minute": event["minute"] - change["minute"]})
        elif event["do"] == "set_policy":
            change = event
        elif event["do"] in ("ack", "close", "escalate"):
            # There an alert is acknowledged as a whole, by whom does not matter.
            acks.append(Ack(event["minute"], None, event["do"]))
    if change is not None:
        acks.append(Ack(change["minute"], None, "close"))
    found = policy(spec.get("name", "policy"), spec)
    walked = Maintained(catalog(found), closed).escalate(found.ref, start, acks=tuple(acks))
    pages = [
        (start + timedelta(minutes=event.minute), name)
        for event in walked
        if event.event == "page"
        for name in names(duty.person for duty in event.duties)
    ]
    if change is not None and not any(ack.do == "close" for ack in acks[:-1]):
        moved = start + timedelta(minutes=change["minute"])
        pages = [page for page in pages if page[0] < moved]
        pages += pages_of(change["policy"], moved, later, closed)
    return pages


def dependency_suppression(config: Config) -> Asker:
    """States that others explain are symptoms; the rest are faults. Who silences whom is simulated."""
    only_keys(config, ("kind", "depends_on", "states", "suppressing_states", "unmonitored"), "dependencies")
    configured = config.get("suppressing_states", {})
    if any(set(states) != {"down"} for states in configured.values()):
        raise Unsupported("which states silence is not configured: it follows from what explains the symptom")
    states = {node: state for node, state in config["states"].items() if state in ("down", "degraded")}
    suppressed = simulate(config["depends_on"], states, config.get("unmonitored", ()))

    def ask(query: Query) -> Any:
        if query["ask"] not in ("suppressed_by", "suppressed"):
            raise Unsupported(f"asking a component for {query['ask']}")
        node = component_ref(query["node"])
        by = [ref for muted in suppressed if muted.component == node for ref in muted.by]
        return names(by) if query["ask"] == "suppressed_by" else [bool(by)]

    return ask


def simulate(
    needs: Mapping[str, Sequence[str]], states: Mapping[str, str], unmonitored: Sequence[str] = ()
) -> tuple[Muted, ...]:
    """What is suppressed among components that each have somebody on call, when faults explain the states."""
    nodes = sorted({*needs, *states, *(need for each in needs.values() for need in each)})
    entities: list[Entity] = []
    for node in nodes:
        entities += owned_component(node, needs.get(node, ()), node not in unmonitored)
    engine = Engine(catalog(*sorted(entities, key=lambda entity: entity.ref)))
    faults = [Fault(component_ref(node), impact=cast("Any", states[node])) for node in faulty(needs, states)]
    if not faults:
        return ()
    return engine.simulate(Situation(faults=tuple(faults), at=when("2026-01-07T12:00:00Z"))).suppressed


def faulty(needs: Mapping[str, Sequence[str]], states: Mapping[str, str]) -> list[str]:
    """What is in a state that nothing else in that state can explain.

    A cycle explains none of its members: they all are at fault, unless something outside
    of it explains one.
    """
    worse = {
        node: [need for need in needs.get(node, ()) if states.get(need) == state and need != node]
        for node, state in states.items()
    }

    def behind(node: str) -> set[str]:
        found: set[str] = set()
        open_ = [node]
        while open_:
            fresh = set(worse[open_.pop()]) - found
            found |= fresh
            open_ += sorted(fresh)
        return found

    reach = {node: behind(node) for node in states}
    return sorted(node for node in states if all(node in reach[other] for other in reach[node]))


def component_ref(name: str) -> Ref:
    return canonical("component", name)


def owned_component(name: str, needs: Sequence[str], monitored: bool) -> list[Entity]:
    def stated(kind: str, target: str) -> Reference:
        return Reference(canonical(kind, target), target, PLACE)

    def identity(kind: str) -> dict[str, Any]:
        ref = canonical(kind, name)
        return {
            "ref": ref,
            "kind": kind,
            "namespace": "default",
            "name": name,
            "title": name,
            "place": PLACE,
        }

    policy_ = policy(name, {"steps": [{"delay_minutes": 5, "notify": [name]}]})
    return [
        Component(
            **identity("component"),
            owners=(stated("team", name),),
            alerts=None if monitored else Alerts(none=True),
            depends_on=tuple(Dependency(stated("component", need)) for need in dict.fromkeys(needs)),
        ),
        Team(
            **identity("team"), on_call=stated("policy", name), members=(Membership(stated("person", name)),)
        ),
        Person(**identity("person")),
        policy_,
    ]


def dependency_edit(config: Config) -> Asker:
    raise Unsupported("cycles are legal in a catalog and simulate safely: no edit is refused for one")


Labels = Mapping[str, str]


def inhibition(config: Config) -> Asker:
    """Alerts as components that need those which inhibit them: then one is a symptom of the other."""
    only_keys(config, ("kind", "rules", "firing", "ignore_two_sided_exclusion"), "inhibition")
    firing = [alert["labels"] for alert in config["firing"] if not alert.get("resolved")]

    def ask(query: Query) -> Any:
        if query["ask"] not in ("muted", "has_active_source_with_equal_labels"):
            raise Unsupported(f"asking an inhibition for {query['ask']}")
        asked: Labels = query["labels"]
        alerts = [asked, *(labels for labels in firing if labels != asked)]
        names_ = [f"alert{number}" for number in range(len(alerts))]
        needs = {
            name: [
                source
                for source, labels in zip(names_, alerts, strict=True)
                if source != name and inhibits(config["rules"], labels, target)
            ]
            for name, target in zip(names_, alerts, strict=True)
        }
        if config.get("ignore_two_sided_exclusion"):
            needs = {"alert0": needs["alert0"]}
        muted = simulate(needs, dict.fromkeys(names_, "down"))
        return [any(each.component == component_ref("alert0") for each in muted)]

    return ask


def inhibits(rules: Sequence[Mapping[str, Any]], source: Labels, target: Labels) -> bool:
    """Whether a rule names one alert as a source for another, by labels alone."""
    return any(
        matches(rule["source"], source)
        and matches(rule["target"], target)
        and all(source.get(label, "") == target.get(label, "") for label in rule["equal"])
        for rule in rules
    )


def matches(matchers: Sequence[Mapping[str, str]], labels: Labels) -> bool:
    """Prometheus' matchers: a missing label is empty, expressions match as a whole."""
    for matcher in matchers:
        value, wanted = labels.get(matcher["label"], ""), matcher["value"]
        match matcher["op"]:
            case "=" | "!=":
                equal = value == wanted
            case "=~" | "!~":
                equal = re.fullmatch(wanted, value) is not None
            case other:
                raise Unsupported(f"matcher {other}")
        if equal == matcher["op"].startswith("!"):
            return False
    return True


ASKERS: dict[str, Callable[[Config], Asker]] = {
    "escalation": escalation,
    "dependency_suppression": dependency_suppression,
    "dependency_edit": dependency_edit,
    "inhibition": inhibition,
}

__all__ = ["ASKERS"]
