"""What records of past incidents allow to be said."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from topology.incident.history import History, about, history
from topology.incident.recorded import Recorded, recorded
from topology.incident.sample import ENOUGH, PARTS, difference, median, quantiles, share
from topology.model.place import Place
from topology.model.record import IncidentRecord
from topology.model.reference import Ref, Reference

Make = Callable[..., Any]
BEGIN = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
PLACE = Place("incidents.yaml", 3)
SHOP = """
products: {store: {owner: web}}
components:
  db: {owner: data}
  api: {owner: app, partOf: store}
  ui: {owner: web, partOf: store, tier: 1, userFacing: true, dependsOn: [api]}
  stray: {}
"""


def record(component: str, answered: int | None, lasted: int | None, *people: str, day: int = 0) -> Any:
    """An incident that was detected after two minutes."""
    started = BEGIN + timedelta(days=day)
    detected = started + timedelta(minutes=2)
    return IncidentRecord(
        component=Reference(Ref(f"component:{component}"), component, PLACE),
        place=PLACE,
        started=started,
        detected=detected,
        acknowledged=None if answered is None else detected + timedelta(minutes=answered),
        resolved=None if lasted is None else started + timedelta(minutes=lasted),
        responders=tuple(Reference(Ref(f"person:{person}"), person, PLACE) for person in people),
    )


def past(made: Any, records: list[Any], seed: int = 1) -> History:
    return history(made.engine.topology, records, random.Random(seed))


def of_page(made: Any, component: str, records: list[Any]) -> tuple[Recorded, ...]:
    engine = made.engine
    incident = made.page(component)
    return recorded(engine.topology, engine.rota, incident, records, lambda: random.Random(1))


# What may be said of a handful of minutes


def test_a_quantile_is_a_time_that_did_happen() -> None:
    values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 400]
    found = quantiles(values, random.Random(1))
    assert [(each.part, each.minutes) for each in found] == [(0.5, 5), (0.8, 8), (0.95, 9)]
    for each in found:
        assert each.low <= each.minutes <= each.high
        assert {each.low, each.high} <= set(values)
    assert found[-1].high == 400


def test_below_twenty_there_are_no_quantiles() -> None:
    with pytest.raises(ValueError, match="too few"):
        quantiles([1] * (ENOUGH - 1), random.Random(1))
    assert len(quantiles([1] * ENOUGH, random.Random(1))) == len(PARTS)


def test_the_same_chance_says_the_same_and_order_does_not_matter() -> None:
    values = list(range(1, 60, 2))
    shuffled = values[:]
    random.Random(5).shuffle(shuffled)
    assert quantiles(values, random.Random(3)) == quantiles(shuffled, random.Random(3))


def test_drawing_by_rank_is_drawing_all_values_with_replacement() -> None:
    chance = random.Random(2)
    values = [round(chance.lognormvariate(2, 1)) for _ in range(40)]
    drawn = sorted(sorted(chance.choices(values, k=40))[19] for _ in range(4000))
    found = quantiles(values, random.Random(4))[0]
    assert abs(found.low - drawn[200]) <= 1
    assert abs(found.high - drawn[-201]) <= 1


def test_intervals_hold_the_truth_about_nine_times_of_ten() -> None:
    chance = random.Random(7)
    held = 0
    for _ in range(120):
        values = [chance.randrange(1000) for _ in range(30)]
        found = quantiles(values, chance)[0]
        held += found.low <= 499 <= found.high
    assert 0.82 <= held / 120 <= 0.99


def test_a_share_of_none_is_not_certain() -> None:
    found = share(0, 25)
    assert (found.count, found.of, found.low) == (0, 25, 0)
    assert 0.05 < found.high < 0.15
    assert share(25, 25).high == 1
    with pytest.raises(ValueError, match="nothing"):
        share(0, 0)


def test_the_median_is_one_of_the_values() -> None:
    assert median([9, 1, 4, 1000]) == 4
    with pytest.raises(ValueError, match="no median"):
        median([])


def test_a_difference_says_whether_it_is_clear() -> None:
    short, long = list(range(20, 40)), list(range(60, 90))
    found = difference(long, short, random.Random(1))
    assert found.clear
    assert found.low <= found.minutes <= found.high
    assert not difference(short, [*short, 31], random.Random(1)).clear


# A page and its records


def test_a_few_records_are_listed(org: Make) -> None:
    found = of_page(org(SHOP), "db", [record("db", 7, 30), record("db", 2, 20, day=1), record("api", 9, 40)])
    assert [each.team for each in found] == ["team:data"]
    assert found[0].times.minutes == [7, 2]
    assert found[0].times.quantiles == ()
    assert found[0].nobody is None


def test_no_records_say_nothing(org: Make) -> None:
    made = org(SHOP)
    assert of_page(made, "db", []) == ()
    assert of_page(made, "db", [record("api", 3, 9)]) == ()
    assert of_page(made, "db", [record("db", None, 30)]) == ()


def test_enough_records_say_quantiles_and_the_chance_that_nobody_answers(org: Make) -> None:
    records = [record("db", minutes, 60, day=minutes) for minutes in range(1, 25)]
    (found,) = of_page(org(SHOP), "db", records)
    assert [each.minutes for each in found.times.quantiles] == [12, 20, 23]
    # The only step of the policy waits five minutes; then nobody is left to page.
    assert found.within == 5
    assert (found.nobody.count, found.nobody.of) == (19, 24)
    assert found.nobody.low < 19 / 24 < found.nobody.high


def test_an_endless_wait_is_not_asked_for(org: Make) -> None:
    records = [record("stray", minutes, 60, day=minutes) for minutes in range(1, 25)]
    assert of_page(org(SHOP), "stray", records) == ()


# The whole history


def test_groups_are_teams_and_products_in_order(org: Make) -> None:
    records = [record("db", 3, 30), record("api", 4, 40), record("ui", 5, 50), record("stray", 6, 60)]
    found = past(org(SHOP), records)
    assert found.all.incidents == 4
    assert [(each.of, each.lasted.minutes) for each in found.teams] == [
        ("team:app", [40]),
        ("team:data", [30]),
        ("team:web", [50]),
    ]
    assert [(each.of, each.lasted.minutes) for each in found.products] == [("product:store", [40, 50])]
    assert found.all.lasted.quantiles == ()


def test_the_order_of_records_does_not_matter(org: Make) -> None:
    made = org(SHOP)
    records = [
        record("db" if number % 3 else "api", number % 7, number * 3 + 1, "cat", "ada", day=number)
        for number in range(40)
    ]
    shuffled = records[:]
    random.Random(3).shuffle(shuffled)
    assert past(made, records) == past(made, shuffled)


def test_minutes_round_up_and_missing_instants_are_not_known(org: Make) -> None:
    half = record("db", 3, None)
    late = IncidentRecord(
        component=half.component, place=PLACE, started=BEGIN, resolved=BEGIN + timedelta(seconds=61)
    )
    found = past(org(SHOP), [half, late])
    assert found.all.incidents == 2
    assert found.all.lasted.minutes == [2]
    assert found.all.answered.minutes == [3]


def test_records_that_contradict_themselves_are_left_out(org: Make) -> None:
    found = past(org(SHOP), [record("db", -1, 30), record("db", 3, 30), record("db", 3, -30)])
    assert found.all.incidents == 1
    assert len(found.backwards) == 2


def test_local_instants_are_of_the_default_zone(org: Make) -> None:
    made = org("defaults: {timezone: Asia/Tokyo}\n" + SHOP.strip())
    mixed = IncidentRecord(
        component=Reference(Ref("component:db"), "db", PLACE),
        place=PLACE,
        started=datetime(2026, 3, 1, 19, 0),
        resolved=BEGIN + timedelta(minutes=30),
    )
    assert past(made, [mixed]).all.lasted.minutes == [30]


def test_crossing_is_somebody_who_is_not_of_the_owner(org: Make) -> None:
    records = [
        record("db", 1, 10, "cat"),
        record("db", 1, 20, "cat", "ada", day=1),
        record("db", 1, 30, day=2),
        record("db", 1, 40, "stranger", day=3),
        record("stray", 1, 50, "cat", day=4),
        record("db", 1, 60, "stranger", "ben", day=5),
    ]
    found = past(org(SHOP), records).boundary
    assert found.within.minutes == [10]
    assert found.across.minutes == [20, 60]
    assert found.untold == 3
    assert found.longer is None


def test_a_team_may_be_named_as_responder(org: Make) -> None:
    made = org(SHOP)
    one = record("db", 1, 10)
    team = IncidentRecord(
        component=one.component, place=PLACE, started=one.started, resolved=one.resolved,
        responders=(Reference(Ref("team:app"), "app", PLACE),),
    )  # fmt: skip
    assert past(made, [team]).boundary.across.minutes == [10]


def test_whether_boundaries_make_it_longer_is_said_with_its_uncertainty(org: Make) -> None:
    made = org(SHOP)
    own = [record("db", 1, 20 + number, "cat", day=number) for number in range(15)]
    crossed = [record("db", 1, 80 + number, "cat", "ada", day=20 + number) for number in range(15)]
    found = past(made, [*own, *crossed]).boundary
    assert found.medians == (27, 87)
    assert found.longer.minutes == 60
    assert found.longer.clear
    mixed = [record("db", 1, 20 + number, "cat", "ada", day=20 + number) for number in range(15)]
    assert not past(made, [*own, *mixed]).boundary.longer.clear
    assert past(made, [*own, *crossed[:4]]).boundary.longer is None
    assert past(made, [*own[:16], *crossed[:3], *own[:1]]).boundary.longer is None


def test_about_a_team_or_a_product(org: Make) -> None:
    topology = org(SHOP).engine.topology
    records = [record("db", 3, 30), record("api", 4, 40), record("ui", 5, 50)]
    assert about(topology, records, Ref("team:app")) == (records[1],)
    assert about(topology, records, Ref("product:store")) == (records[1], records[2])
