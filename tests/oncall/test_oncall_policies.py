"""Policies: support hours, steps, repeats, fallbacks, acknowledgements."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oncall_builders import (
    POLICY,
    hours,
    layer,
    names,
    person,
    policy,
    roster,
    rota,
    schedule,
    step,
    utc,
    who,
)

from topology.model.reference import canonical
from topology.oncall.rota import Ack, Escalated, Rota

NOON = utc("2026-03-10 12:00")
"""A Tuesday."""


def walk(found: Rota, at: str = "2026-03-10 12:00", *acks: Ack, **rest: bool) -> list[str]:
    """Events as ``minute event people``."""
    events = found.escalate(POLICY, utc(at), acks=acks, **rest)
    return [line(event) for event in events]


def line(event: Escalated) -> str:
    people = "+".join(names([duty.person for duty in event.duties]))
    return f"{event.minute} {event.event} {people}".strip()


TWO = (step(5, "ada"), step(10, "lin"))


def test_each_step_waits_then_the_next_then_the_end() -> None:
    assert walk(rota(policy(*TWO))) == ["0 page ada", "5 timeout", "5 page lin", "15 timeout", "15 exhausted"]


def test_repeats_are_further_passes() -> None:
    found = rota(policy(*TWO, repeat=2))
    events = found.escalate(POLICY, NOON)
    assert [event.minute for event in events if event.event == "page"] == [0, 5, 15, 20, 30, 35]
    assert [(event.minute, event.pass_) for event in events if event.event == "repeat"] == [(15, 1), (30, 2)]
    assert [event.step for event in events if event.event == "page"] == [0, 1, 0, 1, 0, 1]
    assert events[-1].event == "exhausted"


def test_a_fallback_takes_over_after_the_last_wait() -> None:
    found = rota(policy(*TWO, fallback="last"), policy(step(3, "kai"), name="last"))
    assert walk(found)[-5:] == ["15 timeout", "15 fallback", "15 page kai", "18 timeout", "18 exhausted"]
    assert walk(found, follow_fallback=False)[-1] == "15 exhausted"
    assert [event.policy for event in found.escalate(POLICY, NOON)][-4:] == [canonical("policy", "last")] * 4


def test_a_cycle_of_fallbacks_ends() -> None:
    found = rota(policy(*TWO, fallback="last"), policy(step(3, "kai"), name="last", fallback="duty"))
    assert walk(found)[-1] == "18 exhausted"
    assert "duty, which was asked already" in found.escalate(POLICY, NOON)[-1].because[0].text
    itself = rota(policy(*TWO, fallback="duty"))
    assert walk(itself)[-1] == "15 exhausted"


def test_each_step_is_resolved_at_its_own_minute() -> None:
    shift = schedule(layer(roster("2026-01-01", "ada", "lin"), every="1 day", at="12:07"))
    found = rota(shift, policy(step(5, "schedule:rota"), step(10, "schedule:rota")))
    first, second = (event for event in found.escalate(POLICY, NOON + timedelta(minutes=4)) if event.duties)
    assert first.duties[0].person != second.duties[0].person


def test_an_empty_step_is_skipped_at_once_with_the_reason_of_each_layer() -> None:
    shift = schedule(layer(roster("2026-01-01", "ada"), hours=hours("Sat 10:00-12:00")))
    found = rota(shift, policy(step(5, "schedule:rota"), step(10, "lin")))
    assert walk(found) == ["0 skip", "0 page lin", "10 timeout", "10 exhausted"]
    assert [why.text for why in found.escalate(POLICY, NOON)[0].because][1:] == [
        "layer 1 is closed (Sat 10:00-12:00) until Sat 2026-03-14 10:00"
    ]


def test_a_policy_may_wait_at_an_empty_step() -> None:
    found = rota(schedule(), policy(step(5, "schedule:rota"), step(10, "lin"), when_empty="wait"))
    assert walk(found) == ["0 wait", "5 timeout", "5 page lin", "15 timeout", "15 exhausted"]


def test_a_pass_without_anybody_is_not_repeated_in_the_same_minute() -> None:
    empty = policy(step(5, "schedule:rota"), repeat=9, fallback="last")
    found = rota(schedule(), empty, policy(*TWO, name="last"))
    assert walk(found)[:3] == ["0 skip", "0 fallback", "0 page ada"]


def test_without_steps_or_declaration_it_is_exhausted() -> None:
    assert walk(rota(policy())) == ["0 exhausted"]
    assert walk(rota()) == ["0 exhausted"]
    assert rota().page(POLICY, 0, NOON).unknown == (POLICY,)
    assert walk(rota(policy(step(1, "ada"), fallback="gone")))[-2:] == ["1 fallback", "1 exhausted"]


def test_a_step_reaches_each_person_once_and_people_by_name() -> None:
    shift = schedule(layer(roster("2026-01-01", "ada")))
    lin = person("lin", ("2026-03-01", "2026-04-01"))
    found = rota(shift, policy(step(5, "schedule:rota", "lin", "ada")), lin)
    roll = found.page(POLICY, 0, NOON)
    assert names(roll.people) == ["ada", "lin"]
    assert [duty.away for duty in roll.duties] == [False, True]
    assert roll.duties[1].schedule is None
    assert [why.text for why in roll.duties[1].because()] == ["lin is named in the step"]
    assert (roll.duties[1].start, roll.duties[1].end) == (None, None)


def test_an_undeclared_schedule_of_a_step_is_unknown() -> None:
    roll = rota(policy(step(5, "schedule:gone"))).page(POLICY, 0, NOON)
    assert roll.people == ()
    assert roll.unknown == (canonical("schedule", "gone"),)


@pytest.mark.parametrize("number", [-1, 2, 99])
def test_a_step_that_is_not_there_reaches_nobody(number: int) -> None:
    roll = rota(policy(*TWO)).page(POLICY, number, NOON)
    assert roll.people == ()
    assert roll.empty


OFFICE = hours("Mon-Fri 09:00-18:00", zone="UTC")


def test_support_hours_open_and_next_open() -> None:
    found = rota(policy(*TWO, hours=OFFICE))
    assert found.open(POLICY, NOON)
    assert not found.open(POLICY, utc("2026-03-14 12:00"))
    assert found.next_open(POLICY, utc("2026-03-13 18:00")) == utc("2026-03-16 09:00")
    assert found.next_open(POLICY, NOON) == NOON
    assert rota(policy(*TWO)).open(POLICY, utc("2026-03-14 12:00"))


def test_support_hours_use_the_policy_s_zone_else_the_first_schedule_s_else_the_catalog_s() -> None:
    said = {"hours": hours("09:00-18:00")}
    tokyo = schedule(layer(roster("2026-01-01", "ada")), zone="Asia/Tokyo")
    early = utc("2026-03-10 01:00")
    assert rota(tokyo, policy(step(5, "lin", "schedule:rota"), **said)).open(POLICY, early)
    lisbon = policy(step(5, "schedule:rota"), timezone="Europe/Lisbon", **said)
    assert not rota(tokyo, lisbon).open(POLICY, early)
    assert rota(policy(*TWO, **said), zone="Asia/Tokyo").open(POLICY, early)
    assert not rota(policy(*TWO, **said)).open(POLICY, early)


def test_outside_support_hours_a_page_is_held_until_they_begin() -> None:
    found = rota(policy(*TWO, hours=OFFICE))
    assert walk(found, "2026-03-13 18:30")[:2] == ["0 held", "3750 page ada"]
    held = found.escalate(POLICY, utc("2026-03-13 18:30"))[0]
    assert held.until == utc("2026-03-16 09:00")
    assert held.because[0].text == "outside the support hours of Duty, held until Mon 2026-03-16 09:00 UTC"
    far = rota(policy(*TWO, hours=OFFICE, timezone="Asia/Tokyo")).escalate(POLICY, utc("2026-03-13 18:30"))
    assert far[0].because[0].text.endswith("held until Mon 2026-03-16 18:00 Asia/Tokyo")


def test_a_later_step_is_held_too() -> None:
    found = rota(policy(*TWO, hours=OFFICE))
    assert walk(found, "2026-03-10 17:57")[:4] == ["0 page ada", "5 timeout", "5 held", "903 page lin"]


def test_minutes_of_holding_round_up() -> None:
    found = rota(policy(*TWO, hours=OFFICE))
    assert walk(found, "2026-03-10 08:58:30")[:2] == ["0 held", "2 page ada"]


def test_hours_that_never_begin_lead_to_the_fallback() -> None:
    found = rota(policy(*TWO, hours=hours(), fallback="last"), policy(step(3, "kai"), name="last"))
    assert walk(found)[:3] == ["0 held", "0 fallback", "0 page kai"]
    assert found.next_open(POLICY, NOON) is None


def test_an_acknowledgement_stops_the_walk() -> None:
    found = rota(policy(*TWO, repeat=1))
    assert walk(found, "2026-03-10 12:00", Ack(7, who("lin"))) == [
        "0 page ada",
        "5 timeout",
        "5 page lin",
        "7 ack",
    ]
    assert walk(found, "2026-03-10 12:00", Ack(0, who("ada"))) == ["0 page ada", "0 ack"]
    # In the minute of a time-out the acknowledgement is first.
    assert walk(found, "2026-03-10 12:00", Ack(5, who("ada"))) == ["0 page ada", "5 ack"]
    assert walk(found, "2026-03-10 12:00", Ack(6)) == ["0 page ada", "5 timeout", "5 page lin", "6 ack"]


def test_only_somebody_who_was_paged_can_acknowledge() -> None:
    found = rota(policy(*TWO))
    unstopped = walk(found)
    assert walk(found, "2026-03-10 12:00", Ack(2, who("lin"))) == unstopped
    assert walk(found, "2026-03-10 12:00", Ack(2, who("zoe")), Ack(99, who("ada"))) == unstopped


def test_closing_ends_it_and_escalating_goes_on_at_once() -> None:
    found = rota(policy(*TWO))
    assert walk(found, "2026-03-10 12:00", Ack(2, None, "close")) == ["0 page ada", "2 close"]
    assert walk(found, "2026-03-10 12:00", Ack(2, None, "escalate")) == [
        "0 page ada",
        "2 escalate",
        "2 page lin",
        "12 timeout",
        "12 exhausted",
    ]
    # After an acknowledgement too.
    assert walk(found, "2026-03-10 12:00", Ack(1, who("ada")), Ack(30, None, "escalate"))[:4] == [
        "0 page ada",
        "1 ack",
        "30 escalate",
        "30 page lin",
    ]


def test_a_policy_without_end_is_cut() -> None:
    found = rota(policy(step(1, "ada"), repeat=10**9))
    events = found.escalate(POLICY, NOON)
    assert len(events) == 2000
    assert events[-1].event != "exhausted"


def test_waits_beyond_the_calendar_do_not_raise() -> None:
    found = rota(policy(step(10**9, "ada"), step(10**12, "lin"), step(1, "kai")))
    assert walk(found)[-1].endswith("exhausted")


PEOPLE = st.sampled_from(("ada", "lin", "kai"))
STEPS = st.lists(
    st.builds(lambda wait, paged: step(wait, *paged), st.integers(0, 30), st.lists(PEOPLE, max_size=2)),
    max_size=4,
)
ACKS = st.lists(st.builds(Ack, st.integers(0, 90), PEOPLE.map(who)), max_size=3)


@given(STEPS, st.integers(0, 3), st.booleans(), ACKS, st.builds(Ack, st.integers(0, 90), PEOPLE.map(who)))
def test_another_acknowledgement_never_pages_more_people(steps, repeat, fallback, acks, extra) -> None:
    first = policy(*steps, repeat=repeat, fallback="last" if fallback else None)
    found = rota(first, policy(step(5, "zoe"), name="last"))

    def paged(*given_: Ack) -> list[tuple[int, str]]:
        events = found.escalate(POLICY, NOON, acks=given_)
        return [(event.minute, duty.person) for event in events for duty in event.duties]

    without, with_it = paged(*acks), paged(*acks, extra)
    assert with_it == without[: len(with_it)]
    minutes = [event.minute for event in found.escalate(POLICY, NOON, acks=(*acks, extra))]
    assert minutes == sorted(minutes)
