"""What is worked out at once, or shared between failures, is what the rules say one step at a time."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.incident.conftest import NOON
from tests.incident.test_incident_properties import common, engine, organisations, situations
from topology.incident import spread
from topology.incident.breakage import Root, roots
from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.incident.spread import Spread
from topology.incident.trouble import trouble
from topology.model.reference import Ref


def told(found: Spread) -> tuple[Any, ...]:
    return (
        found.state,
        found.down,
        found.at_start(),
        found.later(),
        found.steps,
        found.causes,
        found.causal,
        {node: sorted(found.causes_of_down(node)) for node in found.down},
        {(node, level): found.first_reached(node, level) for node, level in product(found.down, (2, 3))},
    )


def slowly(made: Engine, broken: tuple[Root, ...]) -> Spread:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spread, "at_once", lambda adjacency, roots: None)
        return Spread(made.topology.adjacency, broken)


@common
@given(st.data())
def test_what_fails_at_once_is_what_fails_step_by_step(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    made = engine(catalog)
    broken = roots(made.topology, data.draw(situations(catalog)))
    quick = Spread(made.topology.adjacency, broken)
    assert told(quick) == told(slowly(made, broken))


@common
@given(st.data())
def test_a_failure_is_as_urgent_whether_or_not_those_of_all_are_known(data: st.DataObject) -> None:
    catalog = data.draw(organisations())
    known, unknown = engine(catalog), engine(catalog)
    known.topology.expect_many()
    assert unknown.topology.best_hit is None
    situation = data.draw(situations(catalog))
    for asked in (situation, *(replace(situation, faults=(fault,)) for fault in situation.faults)):
        found, expected = trouble(known.topology, asked), trouble(unknown.topology, asked)
        assert found.noticed.alerts == expected.noticed.alerts
        for node in found.spread.steps:
            assert found.noticed.urgency(node) == expected.noticed.urgency(node)


def test_the_best_tier_hit_goes_round_in_circles_and_not_over_what_is_redundant(org: Any) -> None:
    topology = org("""
        components:
          a: {owner: app, tier: 3, dependsOn: [b]}
          b: {owner: app, tier: 4, dependsOn: [a, c]}
          c: {owner: app, tier: 4}
          d: {owner: app, tier: 2, dependsOn: [{anyOf: [a, e]}]}
          e: {owner: app, tier: 4}
          f: {owner: app, tier: 1, dependsOn: [{ref: c, strength: soft}]}
    """).engine.topology
    topology.expect_many()
    assert topology.best_hit is not None
    assert dict(zip("abcdef", topology.best_hit, strict=True)) == {
        "a": 3, "b": 3, "c": 3, "d": 2, "e": 4, "f": 1,
    }  # fmt: skip


CHAIN = """
components:
  db: {owner: app}
  api: {owner: app, dependsOn: [db]}
  web: {owner: app, dependsOn: [{ref: api, strength: soft}, mail]}
  mail: {owner: app, dependsOn: [{ref: db, strength: async, buffer: 30m}]}
"""


def test_a_buffer_lets_somebody_fail_later_and_its_users_with_it(org: Any) -> None:
    found = org(CHAIN).page("db")
    assert found.states == {"component:api": "down", "component:db": "down", "component:web": "degraded"}
    assert [(each.minute, each.component, each.state) for each in found.changes] == [
        (30, "component:mail", "degraded")
    ]


def test_failures_that_share_their_pages_are_answered_as_if_each_came_alone(org: Any) -> None:
    made = org(CHAIN)
    asked = [
        Situation(faults=(Fault(Ref(f"component:{name}")),), at=at, away=away, down=down)
        for name, at, away, down in product(
            ("db", "web"),
            (NOON, NOON + timedelta(hours=1)),
            (frozenset(), frozenset({Ref("person:ada")})),
            (frozenset(), frozenset({"pager"})),
        )
    ]
    assert [made.engine.simulate(each) for each in asked] == [
        Engine(made.engine.catalog).simulate(each) for each in asked
    ]
