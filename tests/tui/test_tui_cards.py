"""Cards: what they say, and that everything on them can be followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from topology.model.reference import Ref

Run = Callable[..., Any]


async def open_card(pilot: Any, press: Any, ref: str) -> Any:
    """The card of an entity on the whole screen."""
    pilot.app.visit(Ref(ref))
    await press(pilot, "z")
    return pilot.app.screen.card


def on(card: Any) -> list[str]:
    """Its lines."""
    return [line.text for line in card.lines]


async def test_a_usual_team_fits_on_one_screen_and_has_all_of_its_card(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        assert card.length <= card.size.height
        labels = {line.text[:10].strip() for line in card.lines}
        wanted = {
            "Purpose",
            "Also",
            "Members",
            "Owns",
            "Paged by",
            "Now",
            "Then",
            "Needs",
            "Serves",
            "Ask",
            "Load",
        }
        assert wanted <= labels


async def test_things_side_by_side_on_a_line_are_followed_each_by_itself(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        card.stand_on(next(line.key for line in card.lines if line.text.startswith("Members")))
        assert card.here.ref == "person:ada"
        await press(pilot, "l")
        assert card.here.ref == "person:lin"
        await press(pilot, "l")
        assert card.here.ref == "person:lin"
        await press(pilot, "h", "l", "enter")
        assert pilot.app.session.focus == "person:lin"


async def test_a_click_follows_the_thing_under_the_pointer(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        row = next(row for row, line in enumerate(card.lines) if line.text.startswith("Members"))
        column = card.lines[row].text.index("Lin Park") + 1
        await pilot.click("#card", offset=(column + 2, row))
        assert pilot.app.session.focus == "person:lin"


def test_a_team_of_which_nothing_is_said_is_unknown_and_not_nobody(tmp_path: Any, now: Any) -> None:
    from topology.tui.views import card_of
    from topology.tui.world import read

    (tmp_path / "a.yaml").write_text("teams: {x: {}}\ncomponents: {a: {owner: x}}\n")
    world = read((str(tmp_path),))
    shown = "\n".join(line.text for line in card_of(world, Ref("team:x"), now, 78))
    for row in ("Focus     unknown", "Now       unknown", "Ask       unknown", "people unknown"):
        assert row in shown
    assert "nobody" not in shown
