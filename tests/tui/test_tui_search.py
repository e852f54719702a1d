"""Finding from what somebody half remembers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st


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


def test_a_file_is_found_by_its_path_after_all_that_has_the_name(world: Any) -> None:
    found = world.finder.find("shop.ya", 200)
    assert found.total == len(world.catalog.entities)
    hit = found.hits[0]
    assert (hit.field, hit.marks) == ("file", tuple(range(7)))
    assert hit.text == str(world.catalog.entities[hit.ref].place)
    assert refs(world, "shop")[0] == "product:shop"
    assert set(refs(world, "file:shop kind:team", 200)) == {
        ref for ref in world.catalog.entities if ref.startswith("team:")
    }
    assert refs(world, "file:nowhere") == []


def test_what_screens_call_it_is_shown_where_that_fits_as_well(world: Any) -> None:
    hit = next(hit for hit in world.finder.find("payments", 20).hits if hit.ref == "schedule:payments-rota")
    assert hit.text == "Payments, first"


def folded(world: Any, query: str) -> tuple[int, list[str]]:
    found = world.finder.find(query, 1000)
    return found.total, [hit.ref for hit in found.hits]


@given(
    st.text(alphabet="aeiop -ty1:wnr", max_size=12), st.sampled_from(["", "tier:1 ", "owner:pay ", "kind:t "])
)
def test_typing_letter_by_letter_finds_what_the_whole_word_finds(world: Any, text: str, facet: str) -> None:
    from topology.tui.search import Finder

    typed = [folded(world, facet + text[:end]) for end in range(len(text) + 1)]
    assert typed[-1] == (folded(type("W", (), {"finder": Finder(world.topology)}), facet + text))


@given(st.text(alphabet="aeiopty1-# ", min_size=1, max_size=8))
def test_every_hit_says_why_it_is_one(world: Any, text: str) -> None:
    found = world.finder.find(text, 1000)
    assert found.total == len(found.hits) == len({hit.ref for hit in found.hits})
    for hit in found.hits:
        marked = "".join(hit.text[mark] for mark in hit.marks).casefold()
        letters = "".join(text.casefold().split())
        if letters:
            assert len(marked) >= min(len(letters), 4) - 1
            assert set(marked) <= set(letters + " ")


def test_what_is_said_of_something_finds_it_where_names_find_little(tmp_path: Any) -> None:
    from topology.tui.world import read

    (tmp_path / "c.yaml").write_text(
        "teams: {t: {focus: Give money back, members: [ann]}, money: {}}\n"
        "people: {ann: {role: Order specialist}}\n"
        "components: {monex: {owner: t}, one: {owner: t, description: 'Baskets of the\n\n  last 30 days'}}\n"
    )
    world = read((str(tmp_path),))
    assert refs(world, "baskets") == ["component:one"]
    assert refs(world, "days basket") == ["component:one"]
    assert refs(world, "specialist") == ["person:ann"]
    # A name comes before what is said, and that before a name that is only near.
    assert refs(world, "money") == ["team:money", "team:t", "component:monex"]
    assert refs(world, "owner:money baskets") == []
    assert refs(world, "kind:team back") == ["team:t"]
    hit = world.finder.find("30 days", 5).hits[0]
    assert (hit.field, hit.text) == ("said", "Baskets of the last 30 days")
    assert "".join(hit.text[mark] for mark in hit.marks) == "30days"
    text, marks = hit.excerpt
    assert (text, "".join(text[mark] for mark in marks)) == ("…30 days", "30days")
    file = world.finder.find("c.yaml", 5).hits[0]
    assert file.excerpt == (file.text, file.marks)


@pytest.mark.parametrize("query", ["zzzqqq", "[", "\x1b", "((((", "owner:zzz", " ", "é" * 300])
def test_odd_queries_do_no_harm(world: Any, query: str) -> None:
    assert world.finder.find(query, 5).total >= 0


def test_names_with_numbers_stand_in_their_order(tmp_path: Any) -> None:
    from topology.tui.sections import sections
    from topology.tui.world import read

    text = "".join(f"  team-{number}: {{}}\n" for number in (1, 2, 10, 11))
    (tmp_path / "c.yaml").write_text(f"teams:\n{text}components: {{one: {{owner: team-1}}}}\n")
    world = read((str(tmp_path),))
    ordered = [f"team:team-{number}" for number in (1, 2, 10, 11)]
    assert refs(world, "kind:team") == ordered
    assert list(sections(world)["teams"][1]) == ordered


@pytest.mark.parametrize(
    "query", ["team:payments", "TEAM:pay", "team:default/payments", "kind:team payments"]
)
def test_a_reference_finds_what_it_is_of(world: Any, query: str) -> None:
    found = world.finder.find(query, 5)
    assert found.hits[0].ref == "team:payments"
    assert all(hit.ref.startswith("team:") for hit in found.hits)


def test_a_kind_and_a_colon_find_all_of_the_kind(world: Any) -> None:
    everything = {ref for ref in world.catalog.entities if ref.startswith("team:")}
    assert {hit.ref for hit in world.finder.find("team:", 500).hits} == everything
    assert world.finder.find("owner:team:payments", 500) == world.finder.find("owner:payments", 500)
