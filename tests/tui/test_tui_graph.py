"""The graph in the middle of Explore: every key of it, the mouse, what is counted, what is odd."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from topology.model.reference import Ref
from topology.tui.keys.graph import COMMANDS
from topology.tui.screens.hidden import HiddenScreen
from topology.tui.screens.ways import WaysScreen

Run = Callable[..., Any]
TESTED: set[str] = set()
START = Ref("component:checkout-api")
CDN = Ref("component:cdn")


def keys(*ids: str) -> Any:
    """Marks a test as the one of these commands; gives every key of the first to the test."""
    TESTED.update(ids)
    return pytest.mark.parametrize("key", next(each.keys for each in COMMANDS if each.id == ids[0]))


def drawn(pilot: Any) -> set[str]:
    """The names of everything that is drawn."""
    return {ref.partition(":")[2] for chip in pilot.app.screen.middle.drawing.chips for ref in chip.members}


def said(pilot: Any) -> str:
    text: str = pilot.app.screen.query_one("KeyBar").said
    return text


def frame(pilot: Any) -> str:
    around = pilot.app.screen.around
    return f"{around.border_title} | {around.border_subtitle}"


def middle_text(pilot: Any, screen: Any) -> str:
    """What is written in the middle pane."""
    x, y, width, height = pilot.app.screen.around.region
    return "\n".join(line[x : x + width] for line in screen(pilot.app)[y : y + height])


@pytest.fixture
def catalog(tmp_path: Path) -> Callable[[str], str]:
    """A folder with one file of this text."""

    def folder(text: str) -> str:
        (tmp_path / "catalog.yaml").write_text(text)
        return str(tmp_path)

    return folder


def star(users: int, needs: int = 0, teams: int = 3) -> str:
    """One component with so many users and needs."""
    lines = [f"teams: {{{', '.join(f't{number}: {{}}' for number in range(teams))}}}", "components:"]
    lines.append(f"  core: {{owner: t0, dependsOn: [{', '.join(f'n{n}' for n in range(needs))}]}}")
    lines += [f"  n{n}: {{owner: t{n % teams}}}" for n in range(needs)]
    lines += [f"  u{n}: {{owner: t{n % teams}, dependsOn: [core]}}" for n in range(users)]
    return "\n".join(lines)


# How much is seen


async def test_deeper_shows_the_graph_where_the_card_stood_in_its_place(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        assert not pilot.app.screen.around.display
        await press(pilot, "plus")
        assert pilot.app.screen.around.display


@keys("deeper", "shallower")
async def test_deeper_and_less_deep(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        assert drawn(pilot) >= {"checkout-api", "storefront", "cart-api"}
        assert "depth 1" in frame(pilot)
        assert "cart-db" not in drawn(pilot)
        await press(pilot, key)
        assert "cart-db" in drawn(pilot)
        assert "depth 2" in frame(pilot)
        await press(pilot, key, key)
        assert "all it is connected with" in said(pilot)
        await press(pilot, "minus", "minus", "minus")
        assert "no more" in said(pilot)
        assert "depth 1" in frame(pilot)
        assert "cart-db" not in drawn(pilot)


async def test_depth_keeps_the_place(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "U")
        before = pilot.app.session.cursor
        await press(pilot, "plus")
        assert pilot.app.screen.middle.here.ref == before == pilot.app.session.cursor


@keys("whole")
async def test_all_of_the_product_the_team_the_organisation_and_back(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        everything = {ref.partition(":")[2] for ref in pilot.app.world.topology.nodes}
        await press(pilot, key)
        assert frame(pilot).startswith("Shop · all 6 of the product")
        assert {"storefront", "cart-db", "payments-db"} <= drawn(pilot)
        assert pilot.app.screen.middle.here.ref == START
        await press(pilot, key)
        assert frame(pilot).startswith("Checkout · all 3 of the team")
        await press(pilot, key)
        assert drawn(pilot) == everything
        assert "hidden" not in frame(pilot)
        await press(pilot, key)
        assert "depth 1" in frame(pilot)
        assert "cart-db" not in drawn(pilot)
        await press(pilot, key, "escape")
        assert frame(pilot).startswith("checkout-api")
        await press(pilot, key, "l", "enter")
        assert "depth 1" in frame(pilot)
        assert pilot.app.session.focus != START


@keys("hidden")
async def test_what_is_hidden_is_counted_listed_and_gone_to(
    run: Run, press: Any, screen: Any, key: str
) -> None:
    async with run() as pilot:
        nodes = {ref.partition(":")[2] for ref in pilot.app.world.topology.nodes}
        assert "6 hidden · H" in frame(pilot)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, HiddenScreen)
        text = "\n".join(screen(pilot.app))
        assert "6 components beyond what is drawn" in text
        assert "used by cart-api" in text
        listed = [line.ref for line in pilot.app.screen.choices.lines if line.ref is not None]
        assert len(listed) == 6
        await press(pilot, "enter")
        assert pilot.app.session.focus == listed[0]
        await press(pilot, "a", "a", "a", key)
        assert drawn(pilot) == nodes
        assert "Nothing is hidden" in said(pilot)


@keys("fold")
async def test_a_lane_is_folded_to_a_chip_and_unfolded(run: Run, press: Any, key: str) -> None:
    async with run() as pilot:
        await press(pilot, "a", "a", "a")
        screen = pilot.app.screen
        screen.middle.stand_on(Ref("component:payments-db"))
        await press(pilot, key)
        here = screen.middle.here
        assert here.role == "team"
        assert here.ref == "team:payments"
        assert set(here.members) == {
            f"component:{n}" for n in ("payments-api", "payments-db", "psp-north", "psp-south")
        }
        assert "4 folded · f" in frame(pilot)
        await press(pilot, "H")
        assert any("payments-db" in line.text for line in pilot.app.screen.choices.lines)
        await press(pilot, "escape", key)
        assert screen.middle.here.ref == "component:payments-db"
        assert "folded" not in frame(pilot)
        await press(pilot, "a", key)
        assert "never folded" in said(pilot)


async def test_who_opens_a_lane_that_was_folded_already_stands_on_what_they_look_at(
    run: Run, press: Any, catalog: Any, settled: Any
) -> None:
    lines = "".join(f"  c{n}: {{owner: t{n % 5}}}\n" for n in range(50))
    async with run(
        catalog(f"teams: {{{', '.join(f't{n}: {{}}' for n in range(5))}}}\ncomponents:\n{lines}")
    ) as pilot:
        pilot.app.visit(Ref("component:c22"))
        await press(pilot, "a", "a", "f")
        await settled(pilot)
        assert pilot.app.screen.middle.here.ref == "component:c22"


async def test_enter_on_a_folded_lane_goes_to_its_team(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "a", "a", "a")
        pilot.app.screen.middle.stand_on(Ref("component:payments-db"))
        await press(pilot, "f", "enter")
        assert pilot.app.session.focus == "team:payments"


@keys("cross")
async def test_lines_between_neighbours_are_counted_and_drawn_when_wanted(
    run: Run, press: Any, key: str, catalog: Any
) -> None:
    text = "components: {a: {dependsOn: [b, c]}, b: {dependsOn: [c, d]}, c: {dependsOn: [d]}, d: {}}"
    async with run(catalog(text)) as pilot:
        pilot.app.visit(Ref("component:a"))
        lines = len(pilot.app.screen.middle.drawing.edges)
        assert lines == 2
        assert "1 line more · x" in frame(pilot)
        await press(pilot, key)
        assert len(pilot.app.screen.middle.drawing.edges) == 3
        assert "more · x" not in frame(pilot)
        await press(pilot, key)
        assert len(pilot.app.screen.middle.drawing.edges) == 2


# Other forms of the same


@keys("form")
async def test_graph_tree_and_table_of_the_same(run: Run, press: Any, screen: Any, key: str) -> None:
    async with run() as pilot:
        around = pilot.app.screen.around
        graph = drawn(pilot)
        await press(pilot, key)
        assert around.front is around.listing
        assert around.listing.has_focus
        listed = {line.ref.partition(":")[2] for line in around.listing.lines if line.ref}
        assert listed == graph
        assert around.here == START
        assert "6 hidden · H" in frame(pilot)
        await press(pilot, key)
        listed = {line.ref.partition(":")[2] for line in around.listing.lines if line.ref}
        assert listed == graph
        text = middle_text(pilot, screen)
        assert "name" in text
        assert "ways" in text
        await press(pilot, "U")
        assert pilot.app.session.cursor in {e.target for e in pilot.app.world.topology.needs(START)}
        await press(pilot, key)
        assert around.front is around.graph
        assert around.graph.has_focus
        assert around.here == pilot.app.session.cursor


async def test_the_tree_unfolds_every_way_and_ends_circles(run: Run, press: Any, catalog: Any) -> None:
    text = (
        "components: {a: {dependsOn: [b, c]}, b: {dependsOn: [d]}, c: {dependsOn: [d]}, d: {dependsOn: [a]}}"
    )
    async with run(catalog(text)) as pilot:
        pilot.app.visit(Ref("component:a"))
        await press(pilot, "v")
        listing = pilot.app.screen.around.listing

        def lines() -> list[str]:
            return [line.text for line in listing.lines]

        assert [text.strip() for text in lines() if "uses" in text] == ["▾ uses 2"]
        listing.stand_on(next(line.key for line in listing.lines if line.text.startswith("  ▸ b")))
        await press(pilot, "l", "l", "l", "l")
        assert any("↺ a" in text for text in lines())
        await press(pilot, "j", "h", "h", "h")
        assert not any("↺ a" in text for text in lines())
        await press(pilot, "plus", "plus")
        assert sum("↺ a" in text for text in lines()) == 4  # two ways forward, two back
        await press(pilot, "enter")
        assert pilot.app.session.focus is not None


GREY = """teams: {a: {}, b: {}, c: {interactions: [{team: a, mode: collaboration}]}}
components:
  app: {owner: a, dependsOn: [hard, {ref: soft, strength: soft}, known, {anyOf: [one, two]}, mine]}
  hard: {owner: b, dependsOn: [far]}
  soft: {owner: b}
  known: {owner: c}
  one: {owner: b}
  two: {owner: b}
  mine: {owner: a}
  far: {owner: c}
"""


@pytest.mark.usefixtures("painted")
async def test_tree_and_table_say_what_is_grey(run: Run, press: Any, catalog: Any, settled: Any) -> None:
    async with run(catalog(GREY), size=(80, 24)) as pilot:
        pilot.app.visit(Ref("component:app"))
        await press(pilot, "tab", "plus", "v")
        await settled(pilot)
        listing = pilot.app.screen.around.listing

        def holding(text: str) -> set[str]:
            return {line.ref.partition(":")[2] for line in listing.lines if line.ref and text in line.text}

        assert holding("grey  ") == {"hard", "one", "two", "far"}
        await press(pilot, "v")
        await settled(pilot)
        assert holding("─?▶") == {"hard"}  # what is two steps away has a way, not a line
        assert holding("══▶") == {"one", "two"}
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert holding("hard grey") == {"hard"}


async def test_what_needs_itself_says_so_in_every_form(
    run: Run, press: Any, catalog: Any, screen: Any, settled: Any
) -> None:
    async with run(catalog("components: {a: {dependsOn: [a, b]}, b: {}}")) as pilot:
        pilot.app.visit(Ref("component:a"))
        for _ in range(3):
            await settled(pilot)
            assert "a ↺" in middle_text(pilot, screen)
            await press(pilot, "v")


async def test_the_tree_says_every_way_of_depending(run: Run, press: Any, catalog: Any) -> None:
    text = """components:
  a: {dependsOn: [b, {anyOf: [b, c]}, {ref: d, strength: soft}, {anyOf: [d, c, e], atLeast: 2}]}
  b: {}
  c: {}
  d: {}
  e: {}
"""
    async with run(catalog(text)) as pilot:
        pilot.app.visit(Ref("component:a"))
        await press(pilot, "v")
        ends = {line.ref: line.end[0][0] for line in pilot.app.screen.around.listing.lines if line.ref}
        told = {name: ends[f"component:{name}"].strip() for name in "bcde"}
        assert told == {"b": "hard, 1 of 2", "c": "1 of 2, 2 of 3", "d": "soft, 2 of 3", "e": "2 of 3"}


@keys("sort")
async def test_the_table_is_sorted_by_one_column_after_the_other(
    run: Run, press: Any, key: str, screen: Any
) -> None:
    from topology.tui.entries import COLUMNS

    async with run(size=(200, 40)) as pilot:
        await press(pilot, key)
        assert "v shows it" in said(pilot)
        await press(pilot, "plus", "v", "v")
        listing = pilot.app.screen.around.listing
        seen = [[line.ref for line in listing.lines]]
        for column in COLUMNS[1:]:
            await press(pilot, key)
            assert said(pilot) == f"Sorted by {column}"
            assert f"by {column} · S" in frame(pilot)
            seen.append([line.ref for line in listing.lines])
        assert all(sorted(refs) == sorted(seen[0]) for refs in seen)
        assert seen[1] == sorted(seen[1], key=lambda ref: ref.partition(":")[2])
        assert "direction" in "\n".join(screen(pilot.app))
        await press(pilot, key)
        assert [line.ref for line in listing.lines] == seen[0]


@pytest.mark.usefixtures("painted")
async def test_the_table_counts_ways_and_ties(run: Run, press: Any) -> None:
    async with run(size=(200, 40)) as pilot:
        await press(pilot, "plus", "plus", "v", "v")
        rows = {line.ref: line.text for line in pilot.app.screen.around.listing.lines}
        words = rows["component:pg-cluster"].split()
        assert words[0] == "pg-cluster"
        assert words[-5:-1] == ["2", "hard", "3", "T1"] or words[-4:] == ["2", "hard", "3", "T1"]
        assert "redundant" in rows["component:psp-north"]
        assert "async" in rows["component:order-queue"]
        assert "used by" in rows["component:storefront"]


@keys("ways")
async def test_all_ways_between_two_shortest_first(
    run: Run, press: Any, screen: Any, key: str, settled: Any
) -> None:
    async with run() as pilot:
        await press(pilot, key)
        assert "space marks one" in said(pilot)
        pilot.app.visit(Ref("component:storefront"))
        await press(pilot, "space")
        pilot.app.visit(Ref("component:pg-cluster"))
        await press(pilot, key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, WaysScreen)
        lines = [line.text for line in pilot.app.screen.choices.lines]
        assert lines[0] == "storefront needs pg-cluster: 3 ways"
        steps = [int(text.split()[1]) for text in lines if text.endswith("steps")]
        assert steps == sorted(steps) == [3, 4, 4]
        assert sum("storefront" in text for text in lines[1:]) == 3
        last = pilot.app.screen.choices.lines[-1]
        assert last.ref == "component:pg-cluster"
        assert last.place is not None
        await press(pilot, "j", "enter")
        assert pilot.app.session.focus == "component:checkout-api"


async def test_where_no_way_leads_what_both_have_in_common_is_said(
    run: Run, press: Any, settled: Any
) -> None:
    async with run() as pilot:
        pilot.app.visit(Ref("component:order-queue"))
        await press(pilot, "space")
        pilot.app.visit(Ref("component:payments-db"))
        await press(pilot, "colon", *"why", "enter")
        await settled(pilot)
        text = "\n".join(line.text for line in pilot.app.screen.choices.lines)
        assert "Neither order-queue nor payments-db needs the other." in text
        assert "Both need 1" in text
        assert "pg-cluster" in text
        await press(pilot, "escape")
        pilot.app.visit(Ref("team:payments"))
        await press(pilot, "w")
        assert "Payments is none" in said(pilot)


async def test_people_and_policies_have_lines_too(run: Run, press: Any) -> None:
    async with run() as pilot:
        pilot.app.visit(Ref("policy:payments"))
        assert "payments-rota" in drawn(pilot)
        assert "hard" not in frame(pilot)  # these lines are no dependencies
        await press(pilot, "tab")
        gloss = pilot.app.screen.gloss()
        assert gloss is None or "hard" not in gloss.words
        await press(pilot, "v")
        text = "\n".join(line.text for line in pilot.app.screen.around.listing.lines)
        assert "Step 1, wait 5 min" in text
        assert "Lin Park" in text


# Moving


async def test_left_and_right_follow_edges_and_lead_back(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "tab")
        middle = pilot.app.screen.middle
        assert middle.here.ref == START
        await press(pilot, "l", "j")
        need = middle.here.ref
        await press(pilot, "h")
        assert middle.here.ref == START
        await press(pilot, "l")
        first = middle.here.ref
        await press(pilot, "h", "l")
        assert middle.here.ref == first
        assert need in {edge.target for edge in pilot.app.world.topology.needs(START)}
        await press(pilot, "h", "h")
        assert middle.here.ref == "component:storefront"
        await press(pilot, "h")
        assert "Nothing uses storefront" in said(pilot)
        assert pilot.app.session.cursor == "component:storefront"


async def test_why_there_is_nothing_to_go_to(run: Run, press: Any, catalog: Any, settled: Any) -> None:
    text = """teams: {t: {}, u: {}}
components:
  a: {owner: t, dependsOn: [b, c, d]}
  b: {owner: t, dependsOn: [c]}
  c: {owner: u, dependsOn: [e]}
  d: {owner: u}
  e: {}
people: {ada: {}}
"""
    async with run(catalog(text)) as pilot:
        middle = pilot.app.screen.middle

        async def told(ref: str, key: str) -> str:
            middle.stand_on(Ref(ref))
            await press(pilot, key)
            return said(pilot)

        pilot.app.visit(Ref("component:a"))
        await press(pilot, "tab")
        assert await told("component:b", "l") == "What b uses is drawn without the lines to it: x draws them"
        assert await told("component:c", "l") == "What c uses is not drawn: + widens, H lists it"
        assert await told("component:d", "l") == "No file says what d uses"
        assert await told("component:a", "h") == "Nothing uses a"
        await told("component:c", "f")  # c and d as one: what they use is not drawn
        assert middle.here.role == "team"
        assert await told("team:u", "l") == "What u uses is not drawn: + widens, H lists it"
        pilot.app.visit(Ref("person:ada"))
        await settled(pilot)
        assert await told("person:ada", "l") == "Nothing leads further on this side"


async def test_the_lines_of_what_is_stood_on_are_lit(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "tab", "l")
        middle = pilot.app.screen.middle
        at = middle.drawing.chips.index(middle.here)
        cells = {
            cell for line in middle.drawing.edges if at in (line.source, line.target) for cell in line.cells()
        }
        assert cells
        assert {(x, y) for y, xs in middle._lit.items() for x in xs} == cells
        lit = middle.looks("lit")
        row = next(iter(middle._lit))
        styles = [style for _, style, _ in middle.row(row) if style is not None]
        assert any(style.color == lit.color and style.bold for style in styles)


async def test_marks_show_what_they_would_bring(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, "tab", "plus", "plus")
        pilot.app.screen.middle.stand_on(Ref("component:pg-cluster"))
        await press(pilot, "space")
        text = middle_text(pilot, screen)
        assert "✚ pg-cluster" in text
        assert "✖ cart-api" in text
        await press(pilot, "space")
        text = middle_text(pilot, screen)
        assert "pg-cluster" in text
        assert "✚" not in text
        assert "✖" not in text


# The mouse


@pytest.mark.usefixtures("painted")
async def test_click_wheel_and_double_click(run: Run, catalog: Any) -> None:
    async with run(catalog(star(30, 3, 10)), size=(120, 30)) as pilot:
        pilot.app.visit(Ref("component:core"))
        middle = pilot.app.screen.middle
        top, left = middle.top, middle.left

        def wheel(kind: Any, shift: bool) -> Any:
            return kind(middle, 2, 2, 0, 1, 0, shift, False, False, 2, 2)

        middle.post_message(wheel(events.MouseScrollDown, False))
        await pilot.pause()
        assert middle.top > top
        here = middle.here
        chip = next(chip for chip in middle.drawing.chips if chip.ref == "component:u0")
        middle.scroll_rows(chip.row)
        offset = (chip.start + 1 - middle.left + middle._indent + 1, chip.row - middle.top + 1)
        await pilot.click("#middle", offset=offset)
        assert middle.here.ref == chip.ref != here.ref
        await pilot.click("#middle", offset=offset)
        assert pilot.app.session.focus == chip.ref
        assert left == 0


async def test_the_wheel_with_shift_goes_sideways(run: Run, catalog: Any) -> None:
    tail = "x" * 20
    chain = ", ".join(f"c{n}-{tail}: {{dependsOn: [c{n + 1}-{tail}]}}" for n in range(9))
    async with run(catalog(f"components: {{{chain}}}"), size=(120, 30)) as pilot:
        pilot.app.visit(Ref(f"component:c0-{tail}"))
        await pilot.press(*["plus"] * 9)
        middle = pilot.app.screen.middle
        assert middle.breadth > middle.room
        assert "wider · z" in frame(pilot)
        left = middle.left
        middle.post_message(events.MouseScrollDown(middle, 2, 2, 0, 1, 0, True, False, False, 2, 2))
        await pilot.pause()
        assert middle.left > left
        middle.post_message(events.MouseScrollUp(middle, 2, 2, 0, 1, 0, True, False, False, 2, 2))
        await pilot.pause()
        assert middle.left == left
        for _ in range(9):
            await pilot.press("l")
            here = middle.here
            assert middle.left <= here.start
            assert here.end <= middle.left + middle.room


# What is odd


async def test_three_hundred_users_are_folded_counted_and_reachable(
    run: Run, press: Any, catalog: Any, settled: Any
) -> None:
    async with run(catalog(star(300, 2, 6))) as pilot:
        pilot.app.visit(Ref("component:core"))
        await settled(pilot)
        drawing = pilot.app.screen.middle.drawing
        assert len(drawing.chips) <= 40
        folded = sum(len(chip.members) for chip in drawing.chips if chip.role == "team")
        alone = sum(chip.role in ("chip", "focus", "ghost") for chip in drawing.chips)
        assert folded + alone + drawing.hidden == 303
        assert f"{folded} folded · f" in frame(pilot)
        await press(pilot, "u")
        assert pilot.app.screen.middle.here.role == "team"
        await press(pilot, "f")
        await settled(pilot)
        here = pilot.app.screen.middle.here
        assert here.role == "chip"
        opened = pilot.app.screen.middle.drawing
        assert sum(chip.lane == here.lane for chip in opened.chips) >= 50


async def test_used_by_and_uses_follow_lines_where_everything_is_seen(
    run: Run, press: Any, catalog: Any, settled: Any
) -> None:
    async with run(catalog("components: {a: {dependsOn: [b]}, b: {dependsOn: [c]}, c: {}}")) as pilot:
        pilot.app.visit(Ref("component:b"))
        await press(pilot, "a", "u")
        await settled(pilot)
        assert pilot.app.screen.middle.here.ref == "component:a"
        assert "not drawn" not in said(pilot)


async def test_what_is_said_of_depth_cross_lines_and_folds_is_true(
    run: Run, press: Any, catalog: Any, settled: Any
) -> None:
    async with run(catalog(star(300, 0, 6))) as pilot:
        pilot.app.visit(Ref("component:core"))
        await settled(pilot)
        await press(pilot, "tab", "f")
        assert "go to a folded team" in said(pilot)
        await press(pilot, "x")
        assert "No line was left out here" in said(pilot)
        await press(pilot, "x")
        assert "left out again" in said(pilot)
        await press(pilot, "a", "a", "plus")
        await settled(pilot)
        assert "Everything has no depth" in said(pilot)


@pytest.mark.parametrize("form", ["graph", "tree", "table"])
async def test_a_long_name_leaves_room_for_what_is_said_of_it(
    run: Run, press: Any, catalog: Any, settled: Any, form: str
) -> None:
    name = "n" * 200
    text = f"components: {{{name}: {{dependsOn: [b]}}, b: {{}}}}"
    async with run(catalog(text), size=(80, 24)) as pilot:
        pilot.app.visit(Ref(f"component:{name}"))
        await press(pilot, "tab", *["v"] * ("graph", "tree", "table").index(form))
        await settled(pilot)
        title = str(pilot.app.screen.around.border_title)
        assert title.startswith("nnnnnnnn")
        assert title.endswith("n… · uses 1 · used by 0 · depth 1")
        assert len(title) <= 76
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        title = str(pilot.app.screen.around.border_title)
        assert title.endswith("n… · uses 1 · used by 0 · depth 1")
        assert len(title) <= 56


async def test_more_room_is_offered_only_where_there_is_some(
    run: Run, press: Any, catalog: Any, settled: Any, screen: Any
) -> None:
    ring = "components: {" + ", ".join(f"c{n}: {{dependsOn: [c{n + 1}]}}" for n in range(39)) + ", c39: {}}"
    for size, offered in (((80, 24), False), ((120, 40), True)):
        async with run(catalog(ring), size=size) as pilot:
            await press(pilot, "tab", "a")
            await settled(pilot)
            assert ("wider · z" in middle_text(pilot, screen)) is offered
            await press(pilot, "z")
            await settled(pilot)
            screen(pilot.app)
            assert "wider · z" not in middle_text(pilot, screen)


async def test_eight_users_and_eight_needs_of_six_teams_are_seen_whole(
    run: Run, catalog: Any, settled: Any, screen: Any
) -> None:
    needs = [f"need-store-{n}" for n in range(8)]
    lines = [f"teams: {{{', '.join(f'team-{n}: {{}}' for n in range(6))}}}", "components:"]
    lines += [f"  user-service-{n}: {{owner: team-{n % 6}, dependsOn: [core-service]}}" for n in range(8)]
    lines += [f"  {name}: {{owner: team-{(n + 2) % 6}}}" for n, name in enumerate(needs)]
    lines += [f"  core-service: {{owner: team-1, dependsOn: [{', '.join(needs)}]}}"]
    async with run(catalog("\n".join(lines)), size=(120, 40)) as pilot:
        pilot.app.visit(Ref("component:core-service"))
        await settled(pilot)
        shown = middle_text(pilot, screen)
        middle = pilot.app.screen.middle
        assert middle.drawing.height <= middle.size.height
        assert middle.drawing.width <= middle.room
        assert all(name in shown for name in (*needs, *(f"user-service-{n}" for n in range(8))))
        assert pilot.app.screen.card.size.height >= 12


async def test_a_circle_of_forty(run: Run, press: Any, catalog: Any, settled: Any) -> None:
    ring = "components: {" + ", ".join(f"c{n}: {{dependsOn: [c{(n + 1) % 40}]}}" for n in range(40)) + "}"
    async with run(catalog(ring)) as pilot:
        pilot.app.visit(Ref("component:c0"))
        await press(pilot, "tab", *["plus"] * 24)
        await settled(pilot)
        middle = pilot.app.screen.middle
        assert len(middle.drawing.chips) == 40
        assert sum(line.back for line in middle.drawing.edges) == 1
        start = middle.here.ref
        for _ in range(40):
            await press(pilot, "l")
        assert middle.here.ref == start


@pytest.mark.parametrize(
    ("text", "ref", "says"),
    [
        ("teams: {t: {}}\ncomponents: {a: {}}", "team:t", "t has nothing that can fail"),
        ("components: {a: {}}", "component:a", "▐a▌"),
        ("teams: {t: {}}\ncomponents: {a: {owner: t}}", "team:t", "│ a  │"),
        ("people: {ada: {title: Ada}}\ncomponents: {a: {}}", "person:ada", "▐Ada▌"),
        (f"components: {{{'n' * 200}: {{dependsOn: [b]}}, b: {{}}}}", f"component:{'n' * 200}", "nn…nn"),
    ],
    ids=["empty team", "nobody", "team of one", "person", "long"],
)
async def test_small_and_odd_ones_look_intended(
    run: Run, screen: Any, catalog: Any, settled: Any, text: str, ref: str, says: str
) -> None:
    async with run(catalog(text)) as pilot:
        pilot.app.visit(Ref(ref))
        await settled(pilot)
        assert says in middle_text(pilot, screen)


async def test_large_drawings_are_made_in_a_thread_and_can_be_given_up(
    run: Run, press: Any, catalog: Any, settled: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    import topology.tui.widgets.drafting as drafting

    gate, make = threading.Event(), drafting._drafted

    def slow(*given: Any) -> Any:
        if given[0].heavy:
            gate.wait(5)
        return make(*given)

    monkeypatch.setattr(drafting, "_drafted", slow)
    many = ", ".join(f"c{n}: {{dependsOn: [c{n // 2}]}}" for n in range(1, 140))
    async with run(catalog(f"components: {{{many}, c0: {{}}}}")) as pilot:
        pilot.app.visit(Ref("component:c1"))
        await press(pilot, "a")
        middle = pilot.app.screen.middle
        assert "drawing 140" in frame(pilot)
        before = middle.drawing
        await press(pilot, "j")  # the old drawing answers meanwhile
        await press(pilot, "escape")
        assert "given up" in said(pilot)
        gate.set()
        await settled(pilot)
        assert middle.drawing is before
        await press(pilot, "a")
        await settled(pilot)
        assert len(middle.drawing.chips) == 140
        assert "drawing" not in frame(pilot)
        gate.clear()
        await press(pilot, "a", "a")
        assert "drawing 140" in frame(pilot)
        await press(pilot, "v")  # something else is there: nobody waits for the drawing
        middle.label()
        assert "drawing" not in frame(pilot)
        assert not middle._drafting.busy
        gate.set()
        await settled(pilot)


def test_every_command_of_the_graph_has_its_test() -> None:
    assert {command.id for command in COMMANDS} == TESTED


async def test_the_last_line_offers_the_keys_of_the_graph_to_whoever_is_in_it(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        assert "filter" in screen(pilot.app)[-1]
        await press(pilot, "tab")
        assert all(
            words in screen(pilot.app)[-1] for words in ("+ deeper", "H hidden", "v tree/table", "? help")
        )
        await press(pilot, "escape")
        assert "filter" in screen(pilot.app)[-1]


@pytest.mark.usefixtures("painted")
async def test_of_many_lines_only_those_in_sight_are_made(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from topology.tui import listings

    looked: list[Any] = []
    entries = listings.Entries

    def counted(*asked: Any) -> Any:
        looked.append(asked)
        return entries(*asked)

    monkeypatch.setattr(listings, "Entries", counted)
    async with run(size=(120, 18)) as pilot:
        await press(pilot, "a", "a", "a", "v", "v")
        listing = pilot.app.screen.around.listing
        assert "Everything" in frame(pilot)
        await press(pilot, "g")
        made = len(listing.lines._made)
        assert listing.content_size.height <= made < len(listing.lines)
        await press(pilot, "S", "S")
        assert len(listing.lines._made) <= made
        assert len(looked) == 1  # only sorted anew
        await press(pilot, "space")
        assert len(looked) == 2


async def test_a_whole_team_is_shown_from_where_it_begins(run: Run, press: Any, catalog: Any) -> None:
    names = ["first", "second", "third", "fourth", "fifth", "sixth"]
    lines = ["version: 1", "teams: {own: {title: Own}, far: {title: Far}, web: {title: Web}}", "components:"]
    lines.append("  the-web-of-the-shop: {owner: web, dependsOn: [first-of-the-own-ones]}")
    for number, name in enumerate(names):
        after = names[number + 1 :][:1] or ["far-away-from-here"]
        need = after[0] if after[0].startswith("far") else f"{after[0]}-of-the-own-ones"
        lines.append(f"  {name}-of-the-own-ones: {{owner: own, dependsOn: [{need}]}}")
    lines.append("  far-away-from-here: {owner: far}")
    async with run(catalog("\n".join(lines))) as pilot:
        pilot.app.visit(Ref("component:the-web-of-the-shop"))
        await pilot.pause()
        pilot.app.visit(Ref("team:own"))
        await press(pilot, "tab")
        graph = pilot.app.screen.middle
        assert graph.breadth > graph.room
        assert graph.left == 0
        assert graph.here is not None
        assert graph.here.ref == "component:first-of-the-own-ones"
        await pilot.resize_terminal(140, 40)
        assert graph.left == 0


async def test_one_stands_on_what_one_has_gone_to(run: Run, press: Any) -> None:
    async with run() as pilot:
        graph = pilot.app.screen.middle
        pilot.app.visit(Ref("component:storefront"))
        await pilot.pause()
        used = pilot.app.world.topology.needs(Ref("component:storefront"))[0].target
        pilot.app.visit(used)
        await press(pilot, "tab")
        assert graph.here.ref == used
        await press(pilot, "plus")
        assert graph.here.ref == used
        await press(pilot, "h")
        assert graph.here.ref != used
        stood = graph.here.ref
        await press(pilot, "minus")
        assert graph.here.ref == stood


async def test_the_catalog_shows_what_everything_marked_would_bring(run: Run, press: Any) -> None:
    async with run() as pilot:

        def line(name: str) -> str:
            pilot.app.screen.catalog.reveal(Ref(f"component:{name}"))
            return pilot.app.screen.catalog.here.text.strip()

        assert line("storefront").startswith("●")
        pilot.app.visit(Ref("component:pg-cluster"))
        await press(pilot, "space")
        assert line("pg-cluster").startswith("✚")
        assert line("storefront")[0] in "✖▲◇"
        pilot.app.visit(Ref("component:pg-cluster"))
        await press(pilot, "space")
        assert line("storefront").startswith("●")
