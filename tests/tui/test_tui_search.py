"""Finding from what somebody half remembers."""

from __future__ import annotations

from typing import Any

import pytest


def refs(world: Any, query: str, limit: int = 10) -> list[str]:
    return [hit.ref for hit in world.finder.find(query, limit).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("checkout-api", "component:checkout-api"),
        ("Checkout API", "component:checkout-api"),
        ("till", "component:checkout-api"),
        ("billing", "team:payments"),
        ("#payments-pci", "team:payments"),
        ("obi", "person:ada"),
        ("joao", "person:joao"),
        ("pgcluster", "component:pg-cluster"),
        ("chekout-api", "component:checkout-api"),
        ("payments-rota", "schedule:payments-rota"),
    ],
)
def test_names_titles_aliases_channels_people_and_typos(world: Any, query: str, first: str) -> None:
    assert refs(world, query)[0] == first


def test_an_exact_name_comes_before_a_longer_one(world: Any) -> None:
    assert refs(world, "payments")[:2] == ["team:payments", "policy:payments"]
    assert refs(world, "data")[0] == "platform:data"


def test_a_hit_says_what_matched_and_where(world: Any) -> None:
    hit = world.finder.find("bill", 5).hits[0]
    assert (hit.field, hit.text, hit.marks) == ("alias", "billing", (0, 1, 2, 3))


def test_facets_narrow(world: Any) -> None:
    assert set(refs(world, "owner:payments type:database")) == {"component:payments-db"}
    assert set(refs(world, "tier:1 type:service", 20)) == {"component:checkout-api", "component:payments-api"}
    assert refs(world, "tag:pci") == ["component:checkout-api"]
    assert set(refs(world, "kind:schedule pay")) == {"schedule:payments-rota"}
    assert refs(world, "kind:team owner:nobody") == []


def test_a_facet_that_is_being_typed_narrows_nothing_yet(world: Any) -> None:
    everything = world.finder.find("", 1000)
    assert world.finder.find("owner:", 1000).total == everything.total == len(world.catalog.entities)


def test_several_words_need_not_stand_together(world: Any) -> None:
    assert refs(world, "cluster pg") == ["component:pg-cluster"]


def test_the_limit_holds_and_the_total_is_told(world: Any) -> None:
    found = world.finder.find("a", 3)
    assert len(found.hits) == 3
    assert found.total > 3


def test_ghosts_are_found_last(world: Any) -> None:
    assert refs(world, "ledger") == ["component:ledger"]
    assert refs(world, "", 1000)[-1].startswith("component:")
    assert world.catalog.entities[refs(world, "", 1000)[-1]].ghost


@pytest.mark.parametrize("query", ["zzzqqq", "[", "\x1b", "((((", "owner:zzz", " ", "é" * 300])
def test_odd_queries_do_no_harm(world: Any, query: str) -> None:
    assert world.finder.find(query, 5).total >= 0
