"""The invariants of paging, over random organisations with cycles.

``TOPOLOGY_EXAMPLES`` says how many. The rule of suppression is also replaced by weaker
ones, each of which these invariants must catch.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.length import EXAMPLES
from topology.incident import suppression
from topology.incident.alerts import Alert
from topology.incident.case import Case
from topology.incident.delivery import Delivery
from topology.incident.engine import Engine
from topology.incident.result import Incident
from topology.incident.simulate import work_out
from topology.incident.situation import Acknowledgement, Fault, Situation
from topology.load.loader import load
from topology.model.reference import Ref

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TEAMS = 3

common = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


ALERTS = ["none", {}, {}, {"on": "degraded"}, {"detectsIn": "5m"}, {"detectsIn": "20m"}]
STRENGTHS: list[dict[str, str]] = [{}, {"strength": "soft"}, {"strength": "async", "buffer": "30m"}]


@cache
def component(count: int) -> st.SearchStrategy[dict[str, Any]]:
    """One of so many components, by numbers: made once, as making strategies costs more than drawing."""
    others = st.lists(st.integers(0, count - 1), max_size=3, unique=True)
    return st.fixed_dictionaries(
        {
            "owner": st.sampled_from(["t0", "t1", "t2", "t0", "t1", None]),
            "tier": st.sampled_from([1, 2, 2, 3]),
            "alerts": st.sampled_from(ALERTS),
            "userFacing": st.booleans(),
            "needs": others,
            "strengths": st.tuples(*[st.sampled_from(STRENGTHS)] * 3),
            "members": others,
            "atLeast": st.integers(1, 3),
            "inhibitor": st.integers(-1, count - 1),
        }
    )


def written(drawn: Mapping[str, Any], name: str, names: list[str]) -> dict[str, Any]:
    """A component as a file says it; what it would need of itself is left out."""
    found = {key: drawn[key] for key in ("tier", "alerts")}
    found |= {key: drawn[key] for key in ("owner", "userFacing") if drawn[key]}
    needs = zip(drawn["needs"], drawn["strengths"], strict=False)
    found["dependsOn"] = [
        {"ref": names[other], **strength} if strength else names[other]
        for other, strength in needs
        if names[other] != name
    ]
    members = [names[other] for other in drawn["members"] if names[other] != name]
    if len(members) > 1:
        found["dependsOn"].append({"anyOf": members, "atLeast": min(drawn["atLeast"], len(members))})
    inhibitor = drawn["inhibitor"]
    found["inhibitedBy"] = [names[inhibitor]] if inhibitor >= 0 and names[inhibitor] != name else []
    return found


@st.composite
def organisations(draw: st.DrawFn) -> dict[str, Any]:
    """A catalog as data: up to nine components in three teams, any wiring, any alerts and rotas."""
    count = draw(st.integers(2, 9))
    names = [f"c{number}" for number in range(count)]
    components = {name: written(draw(component(count)), name, names) for name in names}
    people = {f"p{number}": {} for number in range(TEAMS * 2)}
    policies: dict[str, Any] = {}
    teams: dict[str, Any] = {}
    for number in range(TEAMS):
        first, second = f"p{number * 2}", f"p{number * 2 + 1}"
        steps = [{"page": first, "wait": "5m"}, {"page": second, "wait": "5m"}][: draw(st.integers(1, 2))]
        policies[f"e{number}"] = {"team": f"t{number}", "steps": steps}
        if draw(st.integers(0, 4)) == 0:
            policies[f"e{number}"]["hours"] = "Mon-Fri 13:00-17:00"
        teams[f"t{number}"] = {"members": [first, second]}
        if draw(st.integers(0, 5)):
            teams[f"t{number}"]["onCall"] = f"e{number}"
    catalog: dict[str, Any] = {
        "defaults": {"timezone": "UTC"},
        "people": people,
        "teams": teams,
        "escalationPolicies": policies,
        "components": components,
    }
    if draw(st.booleans()):
        catalog["defaults"]["onCall"] = "e0"
    if draw(st.integers(0, 3)) == 0:
        catalog["alerting"] = {"monitoring": {"runsOn": draw(st.sampled_from(names))}}
    return catalog


def engine(catalog: dict[str, Any]) -> Engine:
    with TemporaryDirectory() as folder:
        Path(folder, "org.yaml").write_text(json.dumps(catalog), encoding="utf-8")
        result = load([folder])
    assert not [problem for problem in result.problems if problem.severity == "error"], result.problems
    return Engine(result.catalog)


@st.composite
def situations(draw: st.DrawFn, catalog: dict[str, Any]) -> Situation:
    names = sorted(catalog["components"])
    faults = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    away = draw(st.lists(st.sampled_from(sorted(catalog["people"])), max_size=3, unique=True))
    return Situation(
        faults=tuple(
            Fault(Ref(f"component:{name}"), impact=draw(st.sampled_from(["down", "down", "degraded"])))
            for name in faults
        ),
        at=NOON,
        away=frozenset(Ref(f"person:{person}") for person in away),
    )


def paged_people(incident: Incident) -> set[str]:
    return {
        event.person
        for event in incident.timeline
        if event.event == "page" and event.person and not event.away
    }


def check_reported(case: Case) -> None:
    """Every fault that any deliverable alert could report is spoken for."""
    spoken = 0
    for page in case.pages:
        if page.speaks_at is not None:
            spoken |= page.roots
    for alert, deliveries in _could_page(case):
        if any(delivery.deliverable for delivery in deliveries):
            assert alert.roots & ~spoken == 0, "somebody could have reported it, and nobody was paged for it"


def check_suppressed(case: Case) -> None:
    """Nothing is suppressed unless each of its causes is spoken for, in time."""
    grace = case.topology.catalog.defaults.grace_minutes
    for alert in case.decisions.suppressed:
        assert not alert.own
        for bit in range(len(case.roots)):
            if alert.roots >> bit & 1:
                spoken = [page.speaks_at for page in case.pages if page.roots >> bit & 1]
                assert any(minute is not None and minute <= alert.minute + grace for minute in spoken)


def check_somebody(case: Case) -> None:
    """Somebody deliverable means that somebody who is there is paged."""
    if any(delivery.deliverable for _, deliveries in _could_page(case) for delivery in deliveries):
        assert any(True for page in case.pages for _ in case.reached(page))


CHECKS = [check_reported, check_suppressed, check_somebody]


def _could_page(case: Case) -> Iterator[tuple[Alert, tuple[Delivery, ...]]]:
    for alert in case.noticed.alerts:
        if alert.urgency <= case.topology.catalog.defaults.page_tiers:
            yield alert, case.courier.to_component(case.topology.nodes[alert.node], alert.minute)


@common
@given(st.data())
def test_nothing_that_could_be_heard_stays_unheard(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    made = engine(catalog)
    case = work_out(made.topology, made.rota, data.draw(situations(catalog)))
    for check in CHECKS:
        check(case)


Rule = Callable[[suppression._Walk, Alert], int]


def any_upstream_alert_inhibits(walk: suppression._Walk, alert: Alert) -> int:
    upstream = [node for node in walk.noticed.by_node if walk.noticed.by_node[node].steps < alert.steps]
    return 0 if upstream else alert.roots


def any_page_speaks_reached_or_not(walk: suppression._Walk, alert: Alert) -> int:
    paged = 0
    for page in walk.pages:
        paged |= page.roots
    return alert.roots & ~paged


def a_page_speaks_however_late(walk: suppression._Walk, alert: Alert) -> int:
    return sum(1 << bit for bit in range(8) if alert.roots >> bit & 1 and bit not in walk.spoken)


def one_cause_spoken_for_is_enough(walk: suppression._Walk, alert: Alert) -> int:
    latest = alert.minute + walk.grace
    unspoken = [
        bit for bit in range(8) if alert.roots >> bit & 1 and walk.spoken.get(bit, latest + 1) > latest
    ]
    every = bin(alert.roots).count("1")
    return 0 if len(unspoken) < every else alert.roots


@pytest.mark.parametrize(
    "weaker",
    [
        any_upstream_alert_inhibits,
        any_page_speaks_reached_or_not,
        a_page_speaks_however_late,
        one_cause_spoken_for_is_enough,
    ],
)
def test_a_weaker_rule_of_suppression_is_caught(monkeypatch: pytest.MonkeyPatch, weaker: Rule) -> None:
    monkeypatch.setattr(suppression._Walk, "_unspoken", weaker)
    quick = settings(
        max_examples=400,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        quick(given(st.data())(test_nothing_that_could_be_heard_stays_unheard.hypothesis.inner_test))()


@common
@given(st.data())
def test_a_new_hard_dependency_never_turns_paged_into_nobody(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    situation = data.draw(situations(catalog))
    names = sorted(catalog["components"])
    before = engine(catalog).simulate(situation)
    user, needed = data.draw(st.permutations(names))[:2]
    monitored = catalog.get("alerting", {}).get("monitoring", {}).get("runsOn")
    more = json.loads(json.dumps(catalog))
    plain = [each for each in more["components"][user]["dependsOn"] if each != needed]
    more["components"][user]["dependsOn"] = [*plain, needed]
    after_engine = engine(more)
    after = after_engine.simulate(situation)
    if monitored is not None and after.states.get(Ref(f"component:{monitored}")) == "down":
        return
    for root, verdict in after.verdict_by_root.items():
        assert verdict != "NOBODY" or before.verdict_by_root[root] in (
            "NOBODY",
            "DEFERRED",
            "UNKNOWN",
            "UNOWNED",
        )


@common
@given(st.data())
def test_the_order_of_keys_and_lists_changes_nothing(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    situation = data.draw(situations(catalog))
    shuffle = random.Random(data.draw(st.integers(0, 99)))
    mixed = _mixed(catalog, shuffle)
    assert _answer(engine(catalog).simulate(situation)) == _answer(engine(mixed).simulate(situation))


def _mixed(value: Any, shuffle: random.Random, key: str = "") -> Any:
    if isinstance(value, dict):
        keys = list(value)
        shuffle.shuffle(keys)
        return {each: _mixed(value[each], shuffle, each) for each in keys}
    if isinstance(value, list):
        mixed = [_mixed(each, shuffle) for each in value]
        if key != "steps":
            shuffle.shuffle(mixed)
        return mixed
    return value


def _answer(incident: Incident) -> Any:
    return (
        incident.verdict,
        incident.verdict_by_root,
        incident.flags,
        [(lead.root, lead.team, lead.reason, lead.hand_over_to) for lead in incident.leads],
        incident.paged,
        incident.informed,
        incident.states,
        incident.changes,
        [line.component for line in incident.suppressed],
        [
            (event.minute, event.event, event.person, event.component, event.policy)
            for event in incident.timeline
        ],
    )


@common
@given(st.data())
def test_an_acknowledgement_never_pages_more_and_stops_no_other_policy(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    situation = data.draw(situations(catalog))
    made = engine(catalog)
    before = made.simulate(situation)
    person = Ref(f"person:{data.draw(st.sampled_from(sorted(catalog['people'])))}")
    minute = data.draw(st.integers(0, 30))
    acked = Situation(
        faults=situation.faults, at=situation.at, away=situation.away, acks=(Acknowledgement(person, minute),)
    )
    after = made.simulate(acked)
    assert _pages(after) <= _pages(before)
    policies = {
        event.policy
        for event in before.timeline
        if event.event == "page" and event.person == person and event.minute <= minute
    }
    untouched = {page for page in _pages(before) if page[2] not in policies}
    assert untouched <= _pages(after)


def _pages(incident: Incident) -> set[tuple[int, str | None, str | None]]:
    return {
        (event.minute, event.person, event.policy) for event in incident.timeline if event.event == "page"
    }


@common
@given(st.data())
def test_the_lists_and_times_of_an_answer_agree_with_its_timeline(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    if data.draw(st.booleans()):
        catalog.setdefault("alerting", {})["heartbeat"] = {"timeout": "10m", "page": "e0"}
    if data.draw(st.booleans()):
        catalog["escalationPolicies"]["e1"]["fallback"] = "e0"
        catalog["escalationPolicies"]["e2"]["fallback"] = "e1"
    found = engine(catalog).simulate(data.draw(situations(catalog)))
    leads = {lead.team for lead in found.leads if lead.team is not None}
    helpers = {helper.team for helper in found.helpers}
    assert leads.isdisjoint(helpers)
    assert set(found.paged) <= leads | helpers
    assert leads.union(found.paged).isdisjoint(found.informed)
    there = [event for event in found.timeline if event.event == "page" and not event.away]
    first = found.first_contact.minute if found.first_contact is not None else None
    assert first == min((event.minute for event in there), default=None)
    assert found.verdict != "CLEAR" or set(found.paged) <= leads
    if found.verdict in ("CLEAR", "JOINT", "MULTI"):
        # A leader whose own people are away may still have handed over to whom a fallback reaches.
        handed = any(lead.hand_over_to in found.paged for lead in found.leads)
        assert found.engage.earliest is not None or handed
        assert found.minutes_to_right_team is not None
        assert (found.engage.earliest is not None) == any(event.team in leads for event in there)
    muted = [*found.suppressed, *found.silent, *found.masked]
    lines = [*found.leads, *found.helpers, *found.tickets, *found.held, *muted, *found.timeline]
    assert all(any(because.place is not None for because in line.because) for line in lines)
