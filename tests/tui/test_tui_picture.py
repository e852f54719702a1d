"""The picture of a neighbourhood: nothing lost, nothing too wide, boundaries drawn."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from topology.model.reference import Ref
from topology.tui.picture import NARROW, legend, picture
from topology.tui.relations import relations

WIDTHS = (24, 36, NARROW, 59, 80, 120, 200)


def rows(world: Any, ref: str, columns: int) -> list[str]:
    drawn = picture(relations(world, Ref(ref)), columns)
    return ["".join(text for text, _ in row) for row in drawn.rows]


def test_every_neighbour_of_every_entity_is_there_once_on_each_side(world: Any) -> None:
    for ref in world.catalog.entities:
        around = relations(world, ref)
        wanted = sorted(item.ref for side in (*around.users, *around.needs) for item in side.items)
        for columns in WIDTHS:
            spots = picture(around, columns).spots
            assert sorted(spot.ref for spot in spots if spot.column != 1) == wanted
            assert [spot.ref for spot in spots if spot.column == 1] == [ref]


@pytest.mark.parametrize("columns", WIDTHS)
def test_no_row_is_wider_than_the_pane(world: Any, columns: int) -> None:
    for ref in world.catalog.entities:
        assert max(map(cell_len, rows(world, ref, columns))) <= columns


@pytest.mark.parametrize("columns", WIDTHS)
def test_spots_are_where_the_names_are(world: Any, columns: int) -> None:
    for ref in world.catalog.entities:
        drawn = picture(relations(world, ref), columns)
        for spot in drawn.spots:
            text = "".join(text for text, _ in drawn.rows[spot.row])
            name = world.title(spot.ref)
            start = text[spot.start : spot.start + spot.cells].strip("▐▌ ")
            assert name.startswith(start.partition("…")[0].split(" ")[0])


def test_arrows_tell_strengths_and_boundaries_apart(world: Any) -> None:
    text = "\n".join(rows(world, "component:checkout-api", 80))
    assert "│ storefront                       ─┼▶" in text  # hard, across a boundary
    assert "├──▶ cart-api" in text  # hard, within the team: no box, nothing is crossed
    assert "╌┼▶ order-queue" in text
    assert "┼▷ fraud-scoring" in text
    assert "?▶ payments-api" in text  # hard, across, and no interaction declared
    assert "═╪▶ psp-north 1/2" in "\n".join(rows(world, "component:payments-api", 80)) or (
        "══▶ psp-north 1/2" in "\n".join(rows(world, "component:payments-api", 80))
    )


def test_what_the_same_team_owns_stands_without_a_box(world: Any) -> None:
    middle = 80 // 2
    text = [row[middle:] for row in rows(world, "component:checkout-api", 80)]
    assert "same team" in text[2]
    assert not {"│", "╭", "┼"} & set(next(row for row in text if "cart-api" in row)[2:])
    assert "│" in next(row for row in text if "payments-api" in row)[4:]


def test_the_legend_names_the_arrows_that_are_drawn(world: Any) -> None:
    drawn = picture(relations(world, Ref("component:checkout-api")), 80)
    assert legend(drawn) == "──▶ hard  ──▷ soft  ╌╌▶ async  ─?▶ grey"


def test_the_same_picture_every_time(world: Any) -> None:
    for ref in world.catalog.entities:
        assert rows(world, ref, 60) == rows(world, ref, 60)


def test_a_team_shows_what_crosses_its_boundary(world: Any) -> None:
    around = relations(world, Ref("team:payments"))
    assert {item.ref for side in around.users for item in side.items} == {"component:checkout-api"}
    assert {item.ref for side in around.needs for item in side.items} == {"component:pg-cluster"}
