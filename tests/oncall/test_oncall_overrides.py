"""Overrides: one pass, never chained, whatever their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oncall_builders import layer, on, override, roster, rota, schedule, spells

from topology.model.duty import Override

NOON = "2026-03-10 12:00"
DAY = ("2026-03-10T00:00", "2026-03-11T00:00")


def team(*changes: Override, zone: str = "UTC"):
    layers = [layer(roster("2026-01-05", name)) for name in ("ada", "lin")]
    return rota(schedule(*layers, combine="all", changes=changes, zone=zone))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{"add": "kai"}], ["ada", "lin", "kai"]),
        ([{"add": "ada"}], ["ada", "lin"]),
        ([{"remove": "ada"}], ["lin"]),
        ([{"remove": "ada"}, {"remove": "lin"}], []),
        ([{"replace": "lin", "by": "kai"}], ["ada", "kai"]),
        ([{"replace": "lin", "by": "ada"}], ["ada"]),
        ([{"replace": "sam", "by": "kai"}], ["ada", "lin"]),
        ([{"remove": "sam"}], ["ada", "lin"]),
        # Never chained: who comes is not looked at again.
        ([{"replace": "ada", "by": "kai"}, {"replace": "kai", "by": "sam"}], ["lin", "kai"]),
        ([{"replace": "ada", "by": "lin"}, {"replace": "lin", "by": "ada"}], ["lin", "ada"]),
        ([{"add": "kai"}, {"remove": "kai"}], ["ada", "lin", "kai"]),
        ([{"replace": "ada", "by": "kai"}, {"remove": "kai"}], ["lin", "kai"]),
        # Of two for one person, a replacement beats a removal, and of equals the first name counts.
        ([{"remove": "ada"}, {"replace": "ada", "by": "kai"}], ["lin", "kai"]),
        ([{"replace": "ada", "by": "sam"}, {"replace": "ada", "by": "kai"}], ["lin", "kai"]),
        # A temporary schedule leaves nothing of the rest.
        ([{"only": ["sam"]}], ["sam"]),
        ([{"only": []}], []),
        ([{"only": ["sam"]}, {"only": ["kai"]}, {"add": "eve"}, {"remove": "sam"}], ["kai", "sam"]),
    ],
)
def test_one_pass_over_the_base_people(changes: list[dict[str, object]], expected: list[str]) -> None:
    found = team(*(override(*DAY, **change) for change in changes))
    assert on(found, NOON) == expected
    assert on(found, "2026-03-09 23:59") == on(found, "2026-03-11 00:00") == ["ada", "lin"]


def test_the_later_and_then_the_shorter_of_two_replacements_counts() -> None:
    long = override("2026-03-01T00:00", "2026-04-01T00:00", replace="ada", by="kai")
    short = override("2026-03-10T10:00", "2026-03-10T14:00", replace="ada", by="sam")
    assert on(team(long, short), NOON) == ["lin", "sam"]
    assert on(team(long, short), "2026-03-10 15:00") == ["lin", "kai"]
    sooner = override("2026-03-01T00:00", "2026-03-20T00:00", replace="ada", by="zoe")
    assert on(team(long, sooner), NOON) == ["lin", "zoe"]


def test_times_are_local_unless_they_carry_an_offset() -> None:
    def added(start: str, end: str) -> list[tuple[str, str]]:
        found = team(override(start, end, add="kai"), zone="Europe/Berlin")
        shifts = spells(found, "2026-03-28", "2026-04-01")
        return [(since, until) for since, until, who in shifts if "kai" in who]

    assert added("2026-03-28T18:00", "2026-03-30T09:00") == [("03-28 17:00", "03-30 07:00")]
    assert added("2026-03-29T18:00+05:00", "2026-03-30T09:00Z") == [("03-29 13:00", "03-30 09:00")]


def test_an_override_that_ends_before_it_starts_does_nothing() -> None:
    assert on(team(override("2026-03-11T00:00", "2026-03-09T00:00", only=[])), NOON) == ["ada", "lin"]


def test_overrides_act_where_no_layer_has_anybody() -> None:
    assert on(rota(schedule(changes=[override(*DAY, add="kai")])), NOON) == ["kai"]


def test_overrides_that_do_nothing_are_found() -> None:
    changes = [
        override(*DAY, line=31, replace="sam", by="kai"),
        override(*DAY, line=32, remove="zoe"),
        override(*DAY, line=33, replace="lin", by="kai"),
        override(*DAY, line=34, add="kai"),
        override("2025-12-01T00:00", "2026-01-04T00:00", line=35, remove="ada"),
        override("2025-12-01T00:00", "2026-01-06T00:00", line=36, remove="ada"),
    ]
    idle = team(*changes).idle_overrides()
    assert [each.because.place.line for each in idle if each.because.place] == [31, 32, 35]
    assert idle[0].because.text == "sam is not on call then"


PEOPLE = st.sampled_from(("ada", "lin", "kai", "sam"))
SPANS = st.tuples(st.integers(1, 20), st.integers(1, 6)).map(
    lambda span: (f"2026-03-{span[0]:02}T06:00", f"2026-03-{span[0] + span[1]:02}T18:00")
)
ACTIONS = st.one_of(
    PEOPLE.map(lambda name: {"add": name}),
    PEOPLE.map(lambda name: {"remove": name}),
    st.tuples(PEOPLE, PEOPLE).map(lambda pair: {"replace": pair[0], "by": pair[1]}),
    st.lists(PEOPLE, max_size=2).map(lambda names: {"only": names}),
)
OVERRIDES = st.lists(st.builds(lambda span, what: override(*span, **what), SPANS, ACTIONS), max_size=6)


@given(OVERRIDES, st.randoms(use_true_random=False))
def test_the_order_of_overrides_does_not_matter(changes: list[Override], random) -> None:
    shuffled = list(changes)
    random.shuffle(shuffled)
    march = ("2026-03-01", "2026-04-01")
    assert spells(team(*changes), *march) == spells(team(*shuffled), *march)
