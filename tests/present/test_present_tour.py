"""A tour out of a catalog: the steps it can carry, and a sheet to keep."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from topology.incident.engine import Engine
from topology.load.loader import load
from topology.model.reference import Ref
from topology.present.names import Names
from topology.present.resources import example_path
from topology.present.tour import MONTH, SHOWN, tour
from topology.present.tour_text import answer, judged, tour_markdown

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
PAYMENTS = Ref("team:payments")

BARE = "components: {web: {dependsOn: [db]}, db: {}}\n"
OWN = """\
teams: {a: {focus: This}, b: {}}
components: {x: {owner: a, dependsOn: [y]}, y: {owner: b}}
tours:
  - title: For a
    team: a
    steps: [{say: "Look [b]here[/b]", focus: x}, {say: And now, ask: y}]
  - {title: For b, team: b, steps: [{say: Not for a}]}
  - {title: For all, steps: [{say: For everybody}]}
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load([example_path()]).catalog)


def of(folder: Path, text: str) -> Engine:
    (folder / "all.yaml").write_text(text, encoding="utf-8")
    return Engine(load([str(folder)]).catalog)


def test_every_step_for_a_team_with_everything(engine: Engine) -> None:
    made = tour(engine, PAYMENTS, NOW)
    ids = [step.id for step in made.steps]
    assert ids[:8] == ["map", "owns", "boundary", "needs", "serves", "ask", "pages", "on-call"]
    assert ids[8:18] == [f"predict {step.ask.ref}" for step in made.steps[8:18] if step.ask is not None]
    assert ids[18:] == ["end"]
    assert made.questions == 10
    assert len(set(ids)) == len(ids)
    assert all(step.more != "page" for step in made.steps if step.ask is None), "a team cannot fail"
    text = {step.id: " ".join(item.whole for row in step.rows for item in row.items) for step in made.steps}
    assert "20 teams" in text["map"]
    assert "payments-db" in text["owns"]
    assert "Runtime" in text["needs"]
    assert "#payments" in text["ask"]
    assert "Ada Obi" in text["on-call"]
    runbooks = next(step for step in made.steps if step.id == "pages").rows[-1]
    assert all(item.url.startswith("https://") for item in runbooks.items[:SHOWN])


def test_a_catalog_gets_the_steps_that_it_can_carry(tmp_path: Path) -> None:
    made = tour(of(tmp_path, BARE), None, NOW)
    assert [step.id for step in made.steps] == ["map", "end"]
    assert made.questions == 0


def test_own_tours_are_for_their_team_and_for_everybody(tmp_path: Path) -> None:
    made = tour(of(tmp_path, OWN), Ref("team:a"), NOW)
    own = [step for step in made.steps if step.id.startswith("own-")]
    assert [(step.title, step.say) for step in own] == [
        ("For a", "Look [b]here[/b]"),
        ("For a", "And now"),
        ("For all", "For everybody"),
    ]
    assert own[0].focus == "component:x"
    assert own[1].ask is not None
    assert own[1].ask.lead == "team:b"
    everybody = tour(of(tmp_path, OWN), None, NOW)
    assert [step.title for step in everybody.steps if step.id.startswith("own-")] == ["For all"]


def test_what_is_asked_by_somebody_is_not_asked_again(tmp_path: Path) -> None:
    made = tour(of(tmp_path, OWN), Ref("team:a"), NOW)
    assert [step.ask.ref for step in made.steps if step.ask is not None] == ["component:y", "component:x"]


def test_an_own_question_is_asked_where_there_is_but_one_team(tmp_path: Path) -> None:
    text = "teams: {a: {}}\ncomponents: {x: {owner: a}}\ntours: [{title: T, steps: [{say: Hm, ask: x}]}]\n"
    (question,) = (step.ask for step in tour(of(tmp_path, text), None, NOW).steps if step.ask is not None)
    assert (question.ref, question.teams, question.lead) == ("component:x", ("team:a",), "team:a")


def test_owners_that_nobody_named_are_unknown(tmp_path: Path) -> None:
    (first, *_) = tour(of(tmp_path, BARE), None, NOW).steps
    assert [row.label for row in first.rows] == ["Here", "Unknown"]
    assert first.rows[1].items[0].text == "who owns 2 of the components: no file says"


def test_turns_of_the_month_stand_with_what_would_page(engine: Engine) -> None:
    pages = next(step for step in tour(engine, PAYMENTS, NOW).steps if step.id == "pages")
    assert pages.title == "What would page Payments this month"
    turns = next(row for row in pages.rows if row.label == "Turns")
    assert turns.items[0].whole == "Ada Obi 2 turns from Sun 22 Nov 03:12"
    stints = engine.rota.stints(Ref("schedule:payments-rota"), Ref("person:ada"), NOW, NOW + MONTH)
    assert len(stints) == 2
    assert [row.label for row in pages.rows] == ["Paged by", "Turns", "Runbooks"]


def test_runbooks_that_are_not_listed_are_counted(engine: Engine) -> None:
    pages = next(step for step in tour(engine, PAYMENTS, NOW).steps if step.id == "pages")
    assert [item.text for item in pages.rows[-1].items][-1] == "and 3 more"


def test_a_tour_that_somebody_wrote_has_one_heading_and_says_what_to_look_at(tmp_path: Path) -> None:
    engine = of(tmp_path, OWN)
    sheet = tour_markdown(Names(engine.catalog), tour(engine, Ref("team:a"), NOW), NOW, "UTC")
    assert sheet.count("## For a\n") == 1
    assert "**x**: Look \\[b\\]here\\[/b\\]\n" in sheet
    assert "## For all\n\nFor everybody\n" in sheet


def test_paragraphs_stay_paragraphs(tmp_path: Path) -> None:
    text = 'tours: [{title: T, steps: [{say: "One\\nline.\\n\\nAnother *one*.\\n"}]}]\n'
    engine = of(tmp_path, f"teams: {{a: {{}}}}\n{text}")
    made = tour(engine, None, NOW)
    assert made.steps[1].paragraphs == ("One\nline.", "Another *one*.\n")
    sheet = tour_markdown(Names(engine.catalog), made, NOW, "UTC")
    assert "## T\n\nOne line.\n\nAnother \\*one\\*.\n" in sheet


def test_predictions_are_judged_and_explained(engine: Engine) -> None:
    names = Names(engine.catalog)
    question = next(step.ask for step in tour(engine, PAYMENTS, NOW).steps if step.ask is not None)
    assert judged(names, question, question.lead, question.first) == (True, "Right.")
    well, words = judged(names, question, None, question.first)
    assert (well, words) == (False, "Not nobody.")
    well, words = judged(names, question, question.lead, None)
    assert not well
    assert "The lead is right" in words
    assert question.incident.verdict in answer(names, question)[-1]


def test_the_sheet_holds_every_step_and_the_answers_at_its_end(engine: Engine) -> None:
    made = tour(engine, PAYMENTS, NOW)
    sheet = tour_markdown(Names(engine.catalog), made, NOW, "Europe/Lisbon")
    for step in made.steps[:8]:
        assert f"## {step.title.split(',')[0]}" in sheet
    predict, _, answers = sheet.partition("## Predict")[2].partition("## Answers")
    assert "- **Owns** tier 1: payments-api, " in sheet
    assert "tax-engine; tier 2: bank-gateway, " in sheet
    assert predict.count("Who leads") == answers.count("leads:") == 10
    assert "That was it" not in sheet
