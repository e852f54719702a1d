"""What is asked, without widgets: every change gives another question; taken back, it is the same."""

from __future__ import annotations

from typing import Any

import pytest

from topology.incident.situation import Acknowledgement, Fault, SituationError
from topology.incident.variants import variants
from topology.model.reference import Ref
from topology.tui.session import PAGE, Session
from topology.tui.what_if import WhatIf

DB, PG, API = Ref("component:payments-db"), Ref("component:pg-cluster"), Ref("component:payments-api")
ADA = Ref("person:ada")

TOGGLES = {
    "fault": lambda asked: asked.toggle_fault(PG),
    "away": lambda asked: asked.toggle_away(ADA),
    "silent": lambda asked: asked.toggle_silent(DB),
    "down": lambda asked: asked.toggle_down("pager"),
    "ack": lambda asked: asked.toggle_ack(ADA, 7),
}


@pytest.mark.parametrize("toggle", TOGGLES.values(), ids=TOGGLES)
def test_a_toggle_gives_another_question_and_twice_the_same_again(toggle: Any, now: Any) -> None:
    asked = WhatIf.of([DB])
    changed = toggle(asked)
    assert asked == WhatIf.of([DB]), "what was asked is never changed"
    assert changed != asked
    assert changed.situation(now) != asked.situation(now)
    assert toggle(changed) == asked


def test_toggles_do_not_touch_each_other(now: Any) -> None:
    asked = WhatIf.of([DB])
    for toggle in TOGGLES.values():
        asked = toggle(asked)
    situation = asked.situation(now)
    assert [fault.component for fault in situation.faults] == [DB, PG]
    assert (situation.away, situation.silent, situation.down) == ({ADA}, {DB}, {"pager"})
    assert situation.acks == (Acknowledgement(ADA, 7),)
    assert situation.at == now


def test_a_component_fails_in_one_way_at_a_time() -> None:
    asked = WhatIf(faults=(Fault(DB), Fault(PG, "connection-limit", None, API), Fault(PG, "other")))
    assert asked.broken == (DB, PG)
    assert asked.fail_as(Fault(PG, None, "degraded")).faults == (Fault(DB), Fault(PG, None, "degraded"))
    assert asked.fail_as(Fault(API)).faults[-1] == Fault(API)
    assert asked.toggle_fault(PG).faults == (Fault(DB),)


def test_what_is_gone_does_not_fail_any_more() -> None:
    asked = WhatIf(
        faults=(Fault(DB), Fault(PG, "x", None, API)), away=frozenset({ADA}), silent=frozenset({DB, API})
    )
    assert asked.within({DB, PG}) == WhatIf(faults=(Fault(DB),), silent=frozenset({DB}))
    assert asked.within({DB, PG, API, ADA}) == asked


def test_the_way_back_leads_through_what_was_asked(now: Any) -> None:
    session = Session(lambda: now)
    session.look(DB)
    session.enter(PAGE, followed=True)
    session.asked = WhatIf.of([DB])
    session.ask(WhatIf.of([DB, PG]))
    session.ask(WhatIf.of([DB, PG]))
    hour = now.replace(hour=4)
    session.move(hour)
    session.move(now.replace(hour=5))
    session.ask(WhatIf.of([PG]))
    session.back()
    assert (session.faults, session.at) == ((DB, PG), now.replace(hour=5))
    session.back()
    assert (session.faults, session.at) == ((DB, PG), None), "steps in time are one step of the way back"
    session.back()
    assert session.faults == (DB,)
    session.forward()
    session.forward()
    session.forward()
    assert session.faults == (PG,)
    session.up()
    assert session.mode != PAGE
    assert session.faults == (PG,), "out of the mode, and what was asked stays"


def test_every_variant_has_an_answer(world: Any, now: Any) -> None:
    for ref in world.topology.index:
        found = variants(world.topology, ref)
        assert len(set(found)) == len(found)
        for fault in found:
            incident = world.engine.simulate(WhatIf(faults=(fault,)).situation(now))
            assert incident.faults[0].component == ref
    assert variants(world.topology, Ref("team:payments")) == ()


def test_nothing_asked_has_no_answer(world: Any, now: Any) -> None:
    with pytest.raises(SituationError):
        world.engine.simulate(WhatIf().situation(now))
