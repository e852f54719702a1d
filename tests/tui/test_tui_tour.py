"""Being shown around, on the real screens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from topology.load.own_progress import Progress, read_progress
from topology.present.resources import example_path
from topology.present.tour import tour
from topology.tui.commands import named
from topology.tui.screens.ask import AskScreen
from topology.tui.screens.boundaries import BoundariesScreen
from topology.tui.screens.explore import ExploreScreen
from topology.tui.screens.tour import TourScreen
from topology.tui.tour.guide import Guide
from topology.tui.tour.touring import Touring

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "tours.json"
    monkeypatch.setattr(Touring, "_progress_file", str(file))
    return file


def text(screen: Any, app: Any) -> str:
    return "\n".join(screen(app))


async def test_it_begins_with_the_team_that_was_asked_for(
    run: Run, press: Any, screen: Any, kept: Path
) -> None:
    async with run(tour="payments") as pilot:
        assert isinstance(pilot.app.screen, TourScreen)
        assert "The map in three numbers" in text(screen, pilot.app)
        await press(pilot, "enter")
        assert "What Payments owns" in text(screen, pilot.app)
        assert pilot.app.session.focus == "team:payments"
        await press(pilot, "right")
        assert isinstance(pilot.app.page_in_front, BoundariesScreen)
        assert isinstance(pilot.app.screen, TourScreen)
        await press(pilot, "left")
        assert isinstance(pilot.app.page_in_front, ExploreScreen)
        (name,) = read_progress(str(kept))
        assert name.endswith(" team:payments")
        assert read_progress(str(kept))[name].step == "owns"


async def test_any_key_leaves_and_does_what_it_does_and_t_goes_on(run: Run, press: Any, screen: Any) -> None:
    async with run(tour="payments") as pilot:
        await press(pilot, "enter", "2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, BoundariesScreen)
        await press(pilot, "T")
        assert "What Payments owns" in text(screen, pilot.app)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, TourScreen)


async def test_another_time_it_goes_on_where_it_was(run: Run, press: Any, screen: Any) -> None:
    async with run(tour="payments") as pilot:
        await press(pilot, "enter", "enter", "escape")
        await pilot.pause()
    async with run(tour="payments") as pilot:
        assert "Tour 3/" in text(screen, pilot.app)


@pytest.mark.usefixtures("painted")
async def test_a_question_covers_the_screen_until_it_is_answered(run: Run, press: Any, screen: Any) -> None:
    async with run(tour="payments") as pilot:
        guide = pilot.app._guide
        while not guide.choices:
            await press(pilot, "right")
        question = guide.question
        assert "Catalog" not in text(screen, pilot.app)
        await press(pilot, *["j"] * guide.choices.index(question.lead), "enter")
        if guide.stage == "first":
            await press(pilot, *["j"] * guide.choices.index(question.first), "enter")
        assert guide.stage == "told"
        assert "Right." in text(screen, pilot.app)
        assert "Catalog" in text(screen, pilot.app)
        assert guide.right == 1


async def test_whose_team_is_asked_once(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, AskScreen)
        await press(pilot, *"nonsense", "enter")
        assert "no team called" in text(screen, pilot.app)
        await press(pilot, *["backspace"] * 8, *"payments", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TourScreen)
        assert pilot.app._guide.tour.team == "team:payments"


async def test_a_place_is_kept_for_a_catalog(
    run: Run, press: Any, screen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(tour="payments") as pilot:
        await press(pilot, "right", "right", "escape")
        await pilot.pause()
    (tmp_path / "all.yaml").write_text("teams: {payments: {}, b: {}}\ncomponents: {x: {owner: b}}\n")
    async with run(str(tmp_path), tour="payments") as pilot:
        assert "Tour 1/" in text(screen, pilot.app)


async def test_nobody_is_asked_for_a_team_where_there_is_none(
    run: Run, press: Any, screen: Any, tmp_path: Path
) -> None:
    (tmp_path / "all.yaml").write_text("components: {x: {dependsOn: [y]}, y: {}}\n")
    async with run(str(tmp_path)) as pilot:
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, TourScreen)
        assert "who owns 2 of the components: no file says" in text(screen, pilot.app)


async def test_the_end_names_the_key_that_opens_the_line(run: Run, press: Any, screen: Any) -> None:
    async with run(tour="payments") as pilot:
        await press(pilot, *["right"] * len(pilot.app._guide.tour.steps))
        assert "Stand on it and open its line" in text(screen, pilot.app)
        assert f"e  {named('edit').help}" in text(screen, pilot.app)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_help_names_the_tour_and_leads_to_it(
    run: Run, press: Any, screen: Any, size: tuple[int, int]
) -> None:
    async with run(size=size) as pilot:
        await press(pilot, "question_mark")
        assert "T shows you around" in text(screen, pilot.app)
        await press(pilot, "T")
        assert isinstance(pilot.app.screen, AskScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ExploreScreen)


@pytest.mark.parametrize("size", [(100, 30), (120, 40)])
@pytest.mark.usefixtures("painted")
async def test_what_is_spoken_of_is_above_the_frame(
    run: Run, press: Any, screen: Any, settled: Any, size: tuple[int, int]
) -> None:
    async with run(example_path(), size=size, tour="runtime") as pilot:
        guide = pilot.app._guide
        guide.position = [step.id for step in guide.tour.steps].index("predict component:k8s-shop") - 1
        await press(pilot, "right")
        while guide.choices:
            assert "▐" not in text(screen, pilot.app)
            await press(pilot, "enter")
        await settled(pilot)
        rows = screen(pilot.app)
        frame = next(row for row, line in enumerate(rows) if line.startswith("╭─ Tour"))
        assert any("▐" in line for line in rows[:frame])
        await press(pilot, "escape")
        await pilot.pause()
        assert screen(pilot.app)[-2].startswith("╰")


async def test_what_somebody_wrote_is_shown_whole(run: Run, press: Any, screen: Any, tmp_path: Path) -> None:
    said = " ".join(f"word{number}" for number in range(60))
    written = "teams: {a: {}}\ncomponents: {x: {owner: a}}\ntours: [{title: T, steps: [{say: SAID}]}]\n"
    (tmp_path / "all.yaml").write_text(written.replace("SAID", said))
    async with run(str(tmp_path), size=(60, 30), tour="a") as pilot:
        while pilot.app._guide.step.title != "T":
            await press(pilot, "right")
        assert all(f"word{number}" in text(screen, pilot.app) for number in range(60))


async def test_for_everybody(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "T", "enter")
        await pilot.pause()
        assert pilot.app._guide.tour.team is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
async def test_every_step_fits_every_size(run: Run, press: Any, screen: Any, size: tuple[int, int]) -> None:
    async with run(size=size, tour="payments") as pilot:
        for position in range(len(pilot.app._guide.tour.steps)):
            assert f"Tour {position + 1}/" in text(screen, pilot.app)
            await press(pilot, "right")


def test_a_guide_counts_what_was_right(world: Any, now: Any) -> None:
    made = tour(world.engine, None, now)
    guide = Guide.new(made)
    while guide.next():
        question = guide.question
        if question is None:
            continue
        guide.choose(question.lead)
        if guide.stage == "first":
            guide.choose(question.first)
        assert guide.stage == "told"
    assert guide.right == guide.predicted == made.questions > 0
    assert guide.passed
    again = Guide(made, guide.progress)
    assert (again.step.id, again.right) == ("end", made.questions)
    again.again()
    assert (again.predicted, again.passed) == (0, False)
    assert again.question == next(step.ask for step in made.steps if step.ask is not None)


async def test_the_end_says_how_many_it_takes_and_leads_back_to_the_first_question(
    run: Run, press: Any, screen: Any
) -> None:
    async with run(tour="payments") as pilot:
        guide = pilot.app._guide
        await press(pilot, *["right"] * len(guide.tour.steps))
        told = text(screen, pilot.app)
        assert f"0 of {guide.tour.questions} failures predicted right; it takes {guide.enough}" in told
        await press(pilot, "enter")
        assert guide.step.title.startswith("Predict 1 of")


def test_a_wrong_prediction_can_be_mended_and_old_progress_is_forgotten(world: Any, now: Any) -> None:
    made = tour(world.engine, None, now)
    guide = Guide(made, Progress(step="gone", right=("gone-1",), wrong=("gone-2",)))
    assert (guide.position, guide.predicted) == (0, 0)
    while not guide.choices:
        guide.next()
    question = guide.question
    assert question is not None
    wrong = next(team for team in guide.choices if team != question.lead)
    guide.choose(wrong)
    if guide.stage == "first":
        guide.choose(question.first)
    assert (guide.right, guide.predicted) == (0, 1)
    guide.back()
    guide.next()
    guide.choose(question.lead)
    if guide.stage == "first":
        guide.choose(question.first)
    assert (guide.right, guide.predicted) == (1, 1)
