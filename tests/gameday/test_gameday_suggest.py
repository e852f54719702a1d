"""What is worth rehearsing: most where the wrong people, or nobody, would be woken."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from topology.gameday.suggest import suggest


def points(engine: Any, start: datetime) -> dict[str, int]:
    return {ref: each.points for each in suggest(engine, start) for ref in (each.ref, *each.alike)}


def test_a_silent_cause_teaches_more_than_one_that_pages_its_owner(shop: Any, start: datetime) -> None:
    found = points(shop, start)
    assert found["component:quiet-db"] > found["component:cluster"] > 0
    assert found["component:bank-a"] > found["component:pay-db"]


def test_what_was_rehearsed_or_tested_or_happened_comes_later(engine_of: Any, start: datetime) -> None:
    fresh = points(engine_of(), start)
    engine = engine_of(
        "incidents: [{component: quiet-db, started: 2026-01-01}]\n"
        "tests: [{name: one, fail: cluster}]\n"
        "scenarios: {s: {rounds: [{title: t, fault: orders, injects: [{at: +5m, fail: pay-db}]}]}}\n"
    )
    found = points(engine, start)
    for name in ("quiet-db", "cluster", "orders", "pay-db"):
        assert found[f"component:{name}"] == max(0, fresh[f"component:{name}"] - 4)
    assert found["component:bank-a"] == fresh["component:bank-a"]


def test_the_same_story_is_told_once_and_why_adds_up(shop: Any, start: datetime) -> None:
    found = suggest(shop, start)
    told = [ref for each in found for ref in (each.ref, *each.alike)]
    assert len(told) == len(set(told)) == len(points(shop, start))
    banks = next(each for each in found if each.ref == "component:bank-a")
    assert banks.alike == ("component:bank-b",)
    for each in found:
        assert each.points == max(0, sum(point.points for point in each.why))
    assert [each.points for each in found] == sorted((each.points for each in found), reverse=True)


def test_the_example_begins_with_its_planted_flaws(example: Any) -> None:
    at = datetime.fromisoformat("2026-11-22T03:12Z")
    first = [each.ref.partition(":")[2] for each in suggest(example, at)[:8]]
    assert {"pricing-db", "event-collector", "address-lookup"} <= set(first)
