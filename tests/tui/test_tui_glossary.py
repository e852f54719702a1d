"""The glossary where its words stand: which a line holds, what they mean in its case, and the palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest

from tests.tui.test_tui_diff import comparison
from topology.incident.result import EventKind
from topology.model.entity import Component
from topology.model.place import Because, Place
from topology.present.figure_words import TITLES, WORDS
from topology.present.glossary import find, matching
from topology.present.words import FLAG_WORDS, REASON_WORDS, VERDICT_WORDS
from topology.tui.chip_words import entity_words
from topology.tui.diff.change_lines import change_lines
from topology.tui.diff.list_lines import Listing
from topology.tui.glossing import case_of, gloss_lines, gloss_of, words_of
from topology.tui.line import Gloss, Line, text_of
from topology.tui.page.answer import EVENT_WORDS, answer
from topology.tui.screens.help import HelpScreen
from topology.tui.screens.palette import PaletteScreen
from topology.tui.screens.word import WordScreen
from topology.tui.views import card_of
from topology.tui.what_if import WhatIf
from topology.tui.world import World

Run = Callable[..., Any]


def text(screen: Any, app: Any) -> str:
    return "\n".join(screen(app))


def answers(world: World, at: Any) -> Iterator[list[Line]]:
    for component in world.catalog.of(Component):
        if not component.ghost:
            incident = world.engine.simulate(WhatIf.of([component.ref]).situation(at))
            yield answer(world, incident, 76, headed=True).lines


def test_every_code_that_screens_show_is_in_the_glossary() -> None:
    for code in (*VERDICT_WORDS, *FLAG_WORDS, *REASON_WORDS):
        assert code in {word.term for word in find(code)}
    for event in get_args(EventKind):
        assert find(EVENT_WORDS.get(event, event)), event


def test_words_in_capitals_at_the_head_of_an_answer_s_lines_are_explained(world: World, now: Any) -> None:
    seen = set()
    for lines in answers(world, now):
        for line in lines:
            head = line.spans[0][0].strip() if line.spans else ""
            if head.isupper() and len(head) > 3:
                assert line.gloss is not None
                assert any(word.term.startswith(head) for word in words_of(line.gloss)), head
                seen.add(head)
    assert len(seen) > 2


def test_texts_of_files_explain_nothing() -> None:
    assert (
        gloss_of(Line((("MISROUTED", "plain"), ("grey edge", "strong")), (("SLOW", "down"),), "key")) is None
    )
    assert gloss_of(Line((("anything", "ghost"),))) == Gloss(("ghost",))
    assert gloss_of(Line((("x", "unknown"),), gloss=Gloss(("held",)))) == Gloss(("held", "unknown"))


def test_every_word_that_a_line_names_exists_and_can_be_stood_on(world: World, now: Any) -> None:
    from tests.tui.test_tui_diff import AFTER, BEFORE
    from topology.tui.world import read

    found = comparison(read([BEFORE]), read([AFTER]), now)
    made = [*answers(world, now), Listing(found).lines]
    made += [card_of(world, ref, now, 76) for ref in world.catalog.entities]
    made += [change_lines(found, change, width) for change in found.changes for width in (40, 80)]
    named = set()
    for line in (line for lines in made for line in lines):
        for term in line.gloss.words if line.gloss is not None else ():
            assert find(term), term
            assert line.key or not line.spans[0][0].strip() or line.spans[0][1] == "quiet"
            named.add(term)
    assert named >= {
        "UNOWNED", "CAUSE_SILENT", "lead", "first contact", "time to engage", "silent", "down",
        "grey edge", "ticket", "suppressed", "alert", "page", "away",
    }  # fmt: skip


def test_the_case_leaves_out_what_only_repeats_the_word_and_is_told_once() -> None:
    reasons = (Because("MISROUTED: the first"), Because("Data owns disks", Place("a.yaml", 3)))
    gloss = Gloss(("MISROUTED", "SLOW"), lambda: reasons)
    assert case_of(gloss) == reasons[1:]
    said = text_of(gloss_lines(gloss, 60))
    assert said.count("Data owns disks") == 1
    assert said.index("Data owns disks") < said.index("SLOW")
    assert "a.yaml:3" in said


def test_a_code_with_two_meanings_is_a_reason_where_somebody_leads_by_it() -> None:
    assert [word.group for word in words_of(Gloss(("UNOWNED",)))] == ["Verdicts"]
    assert [word.group for word in words_of(Gloss(("UNOWNED", "lead")))] == ["Reasons", "On call"]
    assert len(words_of(Gloss(("verdict", "flag", "lead", "helper")))) == 3


@pytest.mark.parametrize("columns", [54, 68, 150])
def test_an_explanation_fits(columns: int) -> None:
    from topology.present.cells import width

    for code in (*VERDICT_WORDS, *FLAG_WORDS, *REASON_WORDS, "grey edge", "verdict"):
        for line in gloss_lines(Gloss((code,)), columns):
            assert sum(width(part) for part, _ in (*line.spans, *line.end)) <= columns


# In the app


async def test_a_verdict_is_explained_with_whom_it_hit(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        app = pilot.app
        await app.ask(["component:cart-db"])
        await press(pilot, "g", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        shown = text(screen, app)
        assert "Help · Page" in shown
        verdict = app.page_in_front.incident.verdict
        assert verdict in shown
        assert "Checkout owns cart-db" in shown
        assert "first paged for cart-db: Mei Tanaka of Checkout" in shown
        assert shown.index(verdict) < shown.index("To the next line")


async def test_a_reason_of_the_case_leads_to_its_line_in_the_file(
    run: Run, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited: list[Place] = []
    async with run() as pilot:
        monkeypatch.setattr(pilot.app, "edit", edited.append)
        await pilot.app.ask(["component:cart-db"])
        await press(pilot, "g", "question_mark", "enter")
        await pilot.pause()
        assert [place.file for place in edited] == ["shop.yaml"]
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_a_flag_is_explained_with_the_target_and_the_minutes(
    run: Run, press: Any, screen: Any, world: World, now: Any
) -> None:
    slow = next(
        each.ref
        for each in world.catalog.of(Component)
        if "SLOW" in world.engine.simulate(WhatIf.of([each.ref]).situation(now)).flags
    )
    async with run() as pilot:
        await pilot.app.ask([slow])
        pilot.app.page_in_front.told.stand_on("SLOW")
        await press(pilot, "question_mark")
        shown = text(screen, pilot.app)
        assert "is the target" in shown
        assert "the first human of the lead team" in shown


async def test_the_card_explains_its_verdict_its_owner_and_its_edges(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        pilot.app.visit("component:checkout-api")
        await press(pilot, "z")
        card = pilot.app.screen.card
        card.stand_on(
            next(line.key for line in card.lines if line.gloss and "time to engage" in line.gloss.words)
        )
        await press(pilot, "question_mark")
        assert "Checkout owns checkout-api" in text(screen, pilot.app)
        await press(pilot, "escape")
        card = pilot.app.screen.card
        card.stand_on(next(line.key for line in card.lines if line.gloss and "grey edge" in line.gloss.words))
        await press(pilot, "question_mark")
        assert "A hard dependency across a boundary with no declared interaction." in text(screen, pilot.app)


async def test_boundaries_health_the_graph_and_the_roster_explain_theirs(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        app = pilot.app
        await press(pilot, "2", "n", "question_mark")
        assert "grey edge" in text(screen, app)
        await press(pilot, "escape", "tab")
        held = app.screen.held
        held.stand_on(next(line.key for line in held.lines if line.gloss and "grey edge" in line.gloss.words))
        await press(pilot, "question_mark")
        assert "Both teams will think it is the other's." in text(screen, app)
        await press(pilot, "escape", "O", "question_mark")
        assert "Time in which" in text(screen, app) or "On holiday" in text(screen, app)
        await press(pilot, "escape")
        await app.ask(["component:pg-cluster"])
        await press(pilot, "n", "N")
        app.screen.set_focus(app.screen.graph)
        await press(pilot, "question_mark")
        assert "It does not work." in text(screen, app)


async def test_a_chip_of_the_graph_is_explained_with_its_lines(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        app = pilot.app
        app.visit("component:checkout-api")
        await press(pilot, "tab", "question_mark")
        told = text(screen, app)
        assert "A hard dependency across a boundary with no declared interaction." in told
        (case,) = [each for each in app.screen.choices.lines if each.place is not None]
        assert "checkout-api needs payments-api" in case.text
        assert told.index("grey edge") < told.index("hard") < told.index("To the next line")


async def test_on_a_card_a_line_without_words_explains_what_the_card_is_of(
    run: Run, press: Any, screen: Any
) -> None:
    async with run() as pilot:
        app = pilot.app
        for ref, word in (
            ("component:checkout-api", "Anything that can fail"),
            ("team:checkout", "A team that owns a slice of a product end to end"),
        ):
            app.visit(ref)
            app.screen.use("card")
            card = app.screen.card
            card.stand_on(next(line.key for line in card.lines if line.key and line.gloss is None))
            await press(pilot, "question_mark")
            assert word in text(screen, app)
            await press(pilot, "escape")


def test_what_every_entity_is_has_a_word(world: World) -> None:
    for ref, entity in world.catalog.entities.items():
        words = list(entity_words(world, ref))
        assert words or entity.kind not in ("component", "team", "person", "product", "platform", "schedule")
        assert all(find(word) for word in words), ref


def test_every_figure_has_its_words() -> None:
    for figure, said in WORDS.items():
        assert figure in TITLES
        assert all(len(find(word)) == 1 for word in said), figure
    assert set(WORDS) == set(TITLES)


async def test_where_no_word_stands_the_keys_come_first(run: Run, press: Any) -> None:
    async with run() as pilot:
        await press(pilot, "question_mark")
        assert pilot.app.screen.choices.lines[0].text == "Move"


async def test_the_palette_explains(run: Run, press: Any, screen: Any) -> None:
    async with run() as pilot:
        await press(pilot, "colon", *"misrou")
        assert isinstance(pilot.app.screen, PaletteScreen)
        assert "explain MISROUTED" in text(screen, pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, WordScreen)
        assert "Somebody else's night begins" in text(screen, pilot.app)
        await press(pilot, "escape", "colon", *"explain grey")
        assert "explain grey edge" in text(screen, pilot.app)


def test_what_the_palette_finds() -> None:
    assert [word.term for word in matching("grey")] == ["grey edge"]
    assert [word.term for word in matching("explain edge")] == ["grey edge"]
    assert matching("edge") == ()
    assert len(matching("explain")) > 80
