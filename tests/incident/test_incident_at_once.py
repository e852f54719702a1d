"""What is worked out at once, or shared between failures, is what the rules say one step at a time."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.incident.conftest import NOON
from tests.incident.test_incident_properties import common, engine, organisations, situations
from topology.incident import spread
from topology.incident.breakage import Root, roots
from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.incident.spread import Spread
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
