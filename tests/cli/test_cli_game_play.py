"""``topology game rehearse`` and ``report``."""

import json
import os
from pathlib import Path

import pytest

from topology.present.cells import width

EXAMPLE = Path(__file__).parents[2] / "data" / "example"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("TOPOLOGY_GAMES", str(tmp_path / "games"))
    return tmp_path / "games"


def test_a_rehearsal_is_told_beat_by_beat_and_reported(run, tmp_path) -> None:
    done = run("game", "rehearse", "two-of-three", "-C", EXAMPLE, "--report", "r.html")
    assert done.code == 0
    assert "Every beat is what the engine says." in done.out
    assert "the outside switch pages Observability" in done.out
    assert max(map(width, done.out.splitlines())) <= 80
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    again = run("game", "rehearse", "two-of-three", "-C", EXAMPLE)
    assert again.out == done.out
    assert run("game", "rehearse", "two-of-three", "-C", EXAMPLE, "--seed", "2").out != done.out


def test_a_script_beside_the_catalog_is_rehearsed(run) -> None:
    run("game", "new", "pg-cluster", "-o", "mine.yaml", "-C", EXAMPLE)
    done = run("game", "rehearse", "mine.yaml", "-C", EXAMPLE)
    assert done.code == 0
    assert "1 round," in done.out


def test_a_round_without_an_answer_ends_a_rehearsal_with_its_reason(run, tmp_path) -> None:
    (tmp_path / "bad.yaml").write_text("scenarios: {bad: {rounds: [{title: t, fault: pg-cluster@nope}]}}\n")
    done = run("game", "rehearse", "bad.yaml", "-C", EXAMPLE)
    assert done.code == 2
    assert "this round has no answer" in done.err


def play(shelf: Path, session: str) -> None:
    from tests.gameday.conftest import SHOP
    from tests.gameday.playing import engine_at, new_game
    from topology.gameday.store import Store

    os.makedirs(shelf, mode=0o700)
    (shelf.parent / "shop").mkdir()
    store = Store.create(str(shelf / f"{session}.game"))
    game = new_game(engine_at(shelf.parent / "shop", SHOP), store)
    while game.state.phase != "over":
        game.next()
    store.close()


def test_the_report_of_the_last_game_or_a_named_one(run, shelf, tmp_path) -> None:
    play(shelf, "night-1")
    text = run("game", "report").out
    assert text.startswith("# Game day")
    assert run("game", "report", "night-1").out == text
    assert run("game", "report", shelf / "night-1.game").out == text
    data = json.loads(run("game", "report", "--json").out)
    assert data["phase"] == "over"
    done = run("game", "report", "-o", "night.json")
    assert (done.code, done.out) == (0, "")
    assert json.loads((tmp_path / "night.json").read_text()) == data
    assert os.listdir(tmp_path).count("night.json") == 1
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".part")]


def test_what_is_no_game_is_told(run, shelf) -> None:
    none = run("game", "report")
    assert (none.code, "no game has been played yet" in none.err) == (2, True)
    play(shelf, "night-1")
    other = run("game", "report", "nigth-1")
    assert (other.code, "did you mean night-1?" in other.err) == (2, True)
    (shelf / "odd.game").write_text("nothing of ours")
    odd = run("game", "report", "odd")
    assert (odd.code, "left as it is" in odd.err) == (2, True)


def test_a_script_with_a_mistake_is_not_played(run, tmp_path, shelf) -> None:
    (tmp_path / "bad.yaml").write_text("scenarios: {bad: {rounds: [{title: t, fault: pg-cluster@nope}]}}\n")
    done = run("game", "run", "bad.yaml", "-C", EXAMPLE)
    assert (done.code, "topology game lint bad.yaml" in done.err) == (2, True)
    assert not shelf.exists()


def test_without_a_terminal_no_game_is_begun(run, shelf) -> None:
    done = run("game", "run", "quiet-orders", "-C", EXAMPLE)
    assert (done.code, "needs a terminal" in done.err) == (2, True)
    assert not shelf.exists()


def test_a_game_that_is_over_is_reported_and_not_resumed(run, shelf) -> None:
    play(shelf, "night-1")
    done = run("game", "resume", "night-1")
    assert (done.code, "topology game report night-1" in done.err) == (2, True)


def test_a_room_that_is_not_there_cannot_be_joined_or_shown(run, shelf, tmp_path) -> None:
    joined = run("game", "join", "--room", tmp_path / "nowhere", "--name", "Kim")
    assert (joined.code, "there is no room at" in joined.err) == (2, True)
    shown = run("game", "project")
    assert (shown.code, "no game is played here" in shown.err) == (2, True)
    assert run("game", "project", "--room", tmp_path / "nowhere").code == 2


@pytest.mark.parametrize("words", [("suggest", "--limit", "1"), ("lint",), ("rehearse", "quiet-orders")])
def test_preparing_a_game_imports_no_screen(words) -> None:
    from tests.cli.test_cli_imports import modules

    code, names = modules("game", *words, "-C", "example")
    assert code == 0
    assert not {"textual", "rich", "networkx"} & names
    assert not any(name.startswith("topology.tui") for name in names)
