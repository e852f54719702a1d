"""Shifts, gaps and next shifts: always the same answer as at an instant."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from oncall_builders import (
    SCHEDULE,
    handoff,
    hours,
    layer,
    names,
    override,
    person,
    ref,
    roster,
    rota,
    schedule,
    spells,
    utc,
    who,
)

from topology.model.duty import Layer, Override, Schedule
from topology.oncall.clock import zone

PEOPLE = ("ada", "lin", "kai", "sam", "zoe")
ZONES = st.sampled_from(("UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"))
HOURS = st.one_of(
    st.none(),
    st.sampled_from(("Mon-Fri 09:00-18:00", "20:00-08:00", "Fri 18:00-Mon 09:00", "Sun 01:00-03:30")),
    st.lists(st.sampled_from(("Mon 00:00-12:00", "Tue 01:30-02:30", "Sat 22:00-04:00")), max_size=3),
)
TURNS = st.sampled_from(
    (
        ("1 week", "Mon 09:00"),
        ("2 weeks", "Sun 02:30"),
        ("1 day", "01:30"),
        ("3 days", "00:00"),
        ("7 hours", ":15"),
        ("1 month", "31 09:00"),
    )
)


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    every, at = draw(TURNS)
    rosters = [
        roster(
            str(draw(st.dates(datetime(2025, 6, 1).date(), datetime(2026, 11, 1).date())))
            + draw(st.sampled_from(("", "", "T14:00"))),
            *draw(st.lists(st.sampled_from(PEOPLE), max_size=4)),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    said = draw(HOURS)
    opening = None
    if said is not None:
        texts = [said] if isinstance(said, str) else said
        opening = hours(*texts, zone=draw(st.none() | ZONES))
    start = draw(st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 1)))
    return layer(
        *rosters,
        every=every,
        at=at,
        hours=opening,
        turn=draw(st.sampled_from(("active", "calendar"))),
        start=start.replace(second=0, microsecond=0) if start else None,
        end=None if start is None else (start + timedelta(days=40)).replace(second=0, microsecond=0),
    )


@st.composite
def overrides(draw: st.DrawFn) -> Override:
    start = draw(st.datetimes(datetime(2026, 2, 1), datetime(2026, 11, 20))).replace(second=0, microsecond=0)
    end = start + draw(st.timedeltas(timedelta(minutes=1), timedelta(days=60)))
    offset = draw(st.sampled_from((None, None, None, timezone(timedelta(hours=-11)))))
    start, end = start.replace(tzinfo=offset), end.replace(tzinfo=offset)
    name, other = draw(st.sampled_from(PEOPLE)), draw(st.sampled_from(PEOPLE))
    actions = ({"add": name}, {"remove": name}, {"replace": name, "by": other}, {"only": [name]})
    what = draw(st.sampled_from(actions))
    return override(str(start), str(end.replace(second=0, microsecond=0)), **what)


SCHEDULES = st.builds(
    lambda stack, name, combine, changes: schedule(*stack, zone=name, combine=combine, changes=changes),
    st.lists(layers(), max_size=3),
    ZONES,
    st.sampled_from(("first", "all")),
    st.lists(overrides(), max_size=4),
)
STARTS = st.datetimes(datetime(2026, 2, 1), datetime(2026, 11, 20)).map(
    lambda value: utc(str(value.replace(microsecond=0)))
)
LENGTHS = st.integers(1, 45 * 86_400).map(lambda seconds: timedelta(seconds=seconds))


@settings(deadline=None)
@given(SCHEDULES, STARTS, LENGTHS)
def test_shifts_and_gaps_divide_a_range_without_a_second_left(
    found: Schedule, start: datetime, length: timedelta
) -> None:
    resolver, end = rota(found), start + length
    pieces = [(shift.start, shift.end) for shift in resolver.shifts(SCHEDULE, start, end)]
    pieces = sorted([*pieces, *resolver.gaps(SCHEDULE, start, end)])
    assert pieces[0][0] == start
    assert pieces[-1][1] == end
    assert all(one[1] == other[0] for one, other in pairwise(pieces))
    assert all(one < other for one, other in pieces)


@settings(deadline=None)
@given(SCHEDULES, STARTS, LENGTHS, st.data())
def test_shifts_agree_with_who_is_on_call_at_an_instant(
    found: Schedule, start: datetime, length: timedelta, data: st.DataObject
) -> None:
    resolver, end = rota(found), start + length
    shifts = resolver.shifts(SCHEDULE, start, end)
    at = start + data.draw(st.timedeltas(timedelta(0), length - timedelta(microseconds=1)))
    held = [shift.people for shift in shifts if shift.start <= at < shift.end]
    fresh = rota(found).at(SCHEDULE, at).people
    assert held == ([fresh] if fresh else [])
    for edge in [*(shift.start for shift in shifts), *(shift.end for shift in shifts)]:
        before, here = rota(found), rota(found)
        if start < edge < end:
            assert before.at(SCHEDULE, edge - timedelta(seconds=1)).people != here.at(SCHEDULE, edge).people


@settings(deadline=None)
@given(SCHEDULES, STARTS)
def test_a_duty_lasts_as_long_as_the_person_is_on_call(found: Schedule, at: datetime) -> None:
    resolver = rota(found)
    for duty in resolver.at(SCHEDULE, at).duties:
        assert duty.start is None or duty.start <= at
        assert duty.end is None or duty.end > at
        for edge, inside in ((duty.start, 0), (duty.end, -1)):
            if edge is not None:
                there = resolver.at(SCHEDULE, edge + timedelta(seconds=inside)).people
                beyond = resolver.at(SCHEDULE, edge - timedelta(seconds=1 + inside)).people
                assert duty.person in there
                assert duty.person not in beyond
        assert duty.because()


@settings(deadline=None)
@given(SCHEDULES, STARTS, st.lists(STARTS, max_size=5))
def test_what_was_asked_before_does_not_matter(found: Schedule, at: datetime, others: list[datetime]) -> None:
    asked = rota(found)
    for other in others:
        asked.at(SCHEDULE, other)
    assert asked.at(SCHEDULE, at).people == rota(found).at(SCHEDULE, at).people


@settings(deadline=None)
@given(SCHEDULES, STARTS)
def test_somebody_is_on_call_whenever_a_layer_covers_everything(found: Schedule, start: datetime) -> None:
    """No second of a covered rota is uncovered, on either side of any hand-off or clock change."""
    always = layer(roster("2020-01-01", "eve", "max"), every="1 day", at="01:30")
    covered = schedule(*found.layers, always, zone=found.timezone, combine=found.combine)
    assert rota(covered).gaps(SCHEDULE, start, start + timedelta(days=60)) == ()


def test_neighbours_with_the_same_people_are_one_shift() -> None:
    found = rota(schedule(layer(roster("2026-01-05", "ada", "ada", "lin"), every="1 day", at="09:00")))
    assert spells(found, "2026-01-05 09:00", "2026-01-11 09:00") == [
        ("01-05 09:00", "01-07 09:00", "ada"),
        ("01-07 09:00", "01-08 09:00", "lin"),
        ("01-08 09:00", "01-10 09:00", "ada"),
        ("01-10 09:00", "01-11 09:00", "lin"),
    ]


def test_gaps_are_the_hours_between() -> None:
    found = rota(schedule(layer(roster("2026-01-05", "ada"), hours=hours("Mon-Fri 09:00-18:00"))))
    gaps = found.gaps(SCHEDULE, utc("2026-01-08 12:00"), utc("2026-01-12 12:00"))
    assert [(f"{start:%a %H:%M}", f"{end:%a %H:%M}") for start, end in gaps] == [
        ("Thu 18:00", "Fri 09:00"),
        ("Fri 18:00", "Mon 09:00"),
    ]


def test_an_empty_range_has_neither_shifts_nor_gaps() -> None:
    found = rota(schedule(layer(roster("2026-01-05", "ada"))))
    for start, end in ((utc("2026-02-01"), utc("2026-02-01")), (utc("2026-02-02"), utc("2026-02-01"))):
        assert found.shifts(SCHEDULE, start, end) == ()
        assert found.gaps(SCHEDULE, start, end) == ()


def test_the_next_shifts_of_somebody_come_from_all_schedules_the_running_one_first() -> None:
    found = rota(
        schedule(layer(roster("2026-01-05", "ada", "lin"), every="1 week", at="Mon 09:00"), name="first"),
        schedule(
            layer(roster("2026-01-05", "lin")),
            name="second",
            changes=[override("2026-01-14T00:00", "2026-01-15T00:00", add="ada")],
        ),
        schedule(layer(roster("2026-01-05", "kai")), name="third"),
    )
    shifts = found.next_shifts(who("ada"), utc("2026-01-07 12:00"), 3)
    assert [(f"{shift.start:%m-%d %H}", f"{shift.end:%m-%d %H}", shift.schedule) for shift in shifts] == [
        ("01-07 12", "01-12 09", "schedule:first"),
        ("01-14 00", "01-15 00", "schedule:second"),
        ("01-19 09", "01-26 09", "schedule:first"),
    ]
    assert all(shift.people == (who("ada"),) for shift in shifts)
    assert not any(shift.endless for shift in shifts)
    assert [shift.endless for shift in found.next_shifts(who("kai"), utc("2026-01-07"), 3)] == [True]
    assert found.next_shifts(who("nobody"), utc("2026-01-07"), 3) == ()


def test_a_schedule_that_nobody_declared_is_unknown_and_not_a_gap() -> None:
    found = rota()
    roll = found.at(SCHEDULE, utc("2026-01-01"))
    assert roll.people == ()
    assert roll.unknown == (SCHEDULE,)
    assert roll.empty[0].text == "schedule rota is not declared"
    assert found.gaps(SCHEDULE, utc("2026-01-01"), utc("2026-02-01")) == ()


def test_people_who_are_away_are_on_call_and_marked() -> None:
    found = rota(
        schedule(layer(roster("2026-01-05", "ada"))),
        person("ada", ("2026-08-03", "2026-08-17"), zone="America/New_York"),
    )
    assert not found.at(SCHEDULE, utc("2026-08-03 03:59")).duties[0].away
    duty = found.at(SCHEDULE, utc("2026-08-03 04:00")).duties[0]
    assert duty.away
    assert found.away(who("ada"), utc("2026-08-17 03:59")) == duty.absence
    assert found.away(who("ada"), utc("2026-08-17 04:00")) is None
    assert duty.because()[-1].text == "Ada is away until 2026-08-17 00:00, and paged all the same"
    # An absence does not cut the shift.
    assert len(found.shifts(SCHEDULE, utc("2026-08-01"), utc("2026-09-01"))) == 1


def test_reasons_say_turn_bounds_rule_and_where_it_stands() -> None:
    found = rota(
        schedule(
            layer(roster("2026-01-05", "nia"), hours=hours("Mon-Fri 09:00-18:00"), line=4),
            layer(
                roster("2026-01-05", "ada", "lin", "sam", line=8),
                every="1 week",
                at="Mon 09:00",
                line=7,
                hours=hours("18:00-09:00"),
            ),
            zone="Europe/Lisbon",
        )
    )
    duty = found.at(SCHEDULE, utc("2026-07-15 20:00")).duties[0]
    assert [(why.text, why.place.line) for why in duty.because() if why.place] == [
        ("ada: layer 2, turn 1 of 3, from Mon 2026-07-13 09:00 to Mon 2026-07-20 09:00 Europe/Lisbon", 8),
        ("layer 2 is open: 18:00-09:00", 7),
        ("layer 1 is closed (Mon-Fri 09:00-18:00) until Thu 2026-07-16 09:00", 10),
    ]
    assert (duty.turn, duty.of, duty.layer) == (1, 3, 1)
    assert (duty.start, duty.end) == (utc("2026-07-15 17:00"), utc("2026-07-16 08:00"))


def test_reasons_name_the_override_that_counts() -> None:
    changes = [override("2026-03-10T00:00", "2026-03-11T00:00", line=33, replace="ada", by="kai")]
    found = rota(schedule(layer(roster("2026-01-05", "ada")), changes=changes))
    duty = found.at(SCHEDULE, utc("2026-03-10 12:00")).duties[0]
    assert [(why.text, why.place) for why in duty.because()] == [
        ("kai: override, replaces ada, from Tue 2026-03-10 00:00 to Wed 2026-03-11 00:00 UTC", duty.place)
    ]
    assert duty.place.line == 33
    assert duty.layer is None


def test_nobody_has_a_reason_for_each_layer_and_override() -> None:
    found = rota(
        schedule(
            layer(roster("2026-01-05", "ada"), hours=hours("Mon-Fri 09:00-18:00")),
            layer(roster("2027-01-05", "lin")),
            layer(roster("2026-01-05")),
            layer(roster("2026-01-05", "sam"), end=datetime(2026, 2, 1)),
        ),
        schedule(
            layer(roster("2026-01-05", "ada")),
            name="other",
            changes=[override("2026-03-07T00:00", "2026-03-09T00:00", remove="ada")],
        ),
    )
    sunday = utc("2026-03-08 12:00")
    assert [why.text for why in found.at(SCHEDULE, sunday).empty] == [
        "layer 1 is closed (Mon-Fri 09:00-18:00) until Mon 2026-03-09 09:00",
        "layer 2 has its first hand-off Tue 2027-01-05 00:00",
        "layer 3 has nobody in its roster",
        "layer 4 ended Sun 2026-02-01 00:00",
    ]
    other = found.at(ref("other", "schedule").target, sunday)
    assert [why.text for why in other.empty] == ["an override takes ada off call"]


def test_equal_catalogs_give_equal_answers() -> None:
    def answer() -> object:
        found = rota(schedule(layer(roster("2026-01-05", "ada", "lin"), every="1 day", at="09:00")))
        return found.at(SCHEDULE, utc("2026-03-08 12:00"))

    assert answer() == answer()
    assert hash(answer()) == hash(answer())
    assert names(answer().people) in (["ada"], ["lin"])  # type: ignore[attr-defined]


def test_the_hand_off_builder_reads_what_files_say() -> None:
    """The tests' own words mean what the model's values mean."""
    assert handoff("Mon 09:00").weekday == 0
    assert handoff("31 09:00").day == 31
    assert zone("UTC").name == "UTC"
