"""A room: what goes out holds nothing that is not revealed, what comes in is neither lost nor doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.gameday.conftest import SHOP
from tests.gameday.guesses import guesses
from tests.gameday.playing import Hand, engine_at, new_game
from tests.length import FULL
from topology.gameday.doorkeeper import Doorkeeper
from topology.gameday.events import Predicted
from topology.gameday.game import Game
from topology.gameday.prediction import Prediction
from topology.gameday.room import ANSWERS, AT_ONCE, CHOICES, STREAM, Folder, RoomError
from topology.gameday.seal import new_key, public, seal, unseal
from topology.gameday.seat import Seat, Watching, topic
from topology.gameday.store import Store
from topology.present.game_view import choices_of, view_of

ROOT = Path(__file__).parents[2]


class Table:
    """A game with its room, in a folder each."""

    def __init__(self, folder: Path, script: str | None = None, log: Any = None) -> None:
        (folder / "shop").mkdir(exist_ok=True)
        engine = engine_at(folder / "shop", SHOP, **({"script": script} if script else {}))
        self.hand = Hand()
        self.game = new_game(engine, log, self.hand.clocks())
        self.path = str(folder / "room")
        self.private = new_key(Random(1).randbytes)
        self.sit()

    def sit(self) -> None:
        """Open the door."""
        self.room = Folder(self.path, shared=True)
        wall = self.hand.clocks().wall
        self.door = Doorkeeper(self.game, self.room, self.private, wall, view_of, choices_of)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def until(table: Table, phase: str) -> Any:
    while table.game.state.phase != phase:
        table.game.next()
    assert table.game.state.now is not None
    return table.game.state.now


def test_a_sealed_box_opens_for_its_purpose_only() -> None:
    random = Random(3)
    key = new_key(random.randbytes)
    box = seal(public(key), b"team:pay", b"kim, round 1", random.randbytes)
    assert unseal(key, box, b"kim, round 1") == b"team:pay"
    for other, about in (
        (key, b"lee, round 1"),
        (key, b"kim, round 2"),
        (new_key(random.randbytes), b"kim, round 1"),
    ):
        with pytest.raises(ValueError, match="does not fit"):
            unseal(other, box, about)
    long = seal(public(key), b"x" * 300, b"", random.randbytes)
    assert len(box) == len(long)  # the length says nothing
    for spoilt in ("", "nothing", box[:-8], box[:100] + "A" + box[101:]):
        with pytest.raises(ValueError, match=r"no sealed box|fit|no key"):
            unseal(key, spoilt, b"kim, round 1")
    for bad in ("0", "1", "xyz", "f" * 600):
        with pytest.raises(ValueError, match="no key"):
            seal(bad, b"", b"", random.randbytes)


def test_a_player_joins_predicts_and_sees_the_receipt(table: Table) -> None:
    seat = Seat(table.path, "Kim O'Hara")
    table.door.hear()
    assert [(each.id, each.name, each.remote) for each in table.game.state.players] == [
        ("kim-o-hara", "Kim O'Hara", True)
    ]
    until(table, "predict")
    seat.snapshot()
    offered = seat.choices()
    assert offered is not None
    assert {each.ref for each in offered.teams} == {"team:pay", "team:web", "team:data"}
    number = seat.predict(Prediction(lead=("team:web",), sure=70), os.urandom)
    assert not seat.taken(number)
    table.door.hear()
    seat.snapshot()
    assert seat.taken(number)
    assert table.game.state.now.predictions["kim-o-hara"].sure == 70  # type: ignore[union-attr]


def test_what_was_said_before_the_lock_is_in_it_and_what_comes_after_is_not(table: Table) -> None:
    one, two = Seat(table.path, "one"), Seat(table.path, "two")
    table.door.hear()
    until(table, "predict")
    for seat in (one, two):
        seat.snapshot()
    one.predict(Prediction(lead=("team:web",)), os.urandom)
    table.game.lock()
    two.predict(Prediction(lead=("team:pay",)), os.urandom)  # has not seen the lock
    table.door.hear()
    assert set(table.game.state.now.predictions) == {"one"}  # type: ignore[union-attr]
    assert table.door.refused == 1
    two.snapshot()
    assert not two.taken(two.number)
    with pytest.raises(RoomError, match="closed"):
        two.predict(Prediction(), os.urandom)


def test_other_players_cannot_read_or_copy_a_prediction(table: Table) -> None:
    kim, eve = Seat(table.path, "kim"), Seat(table.path, "eve")
    table.door.hear()
    until(table, "predict")
    kim.snapshot()
    kim.predict(Prediction(lead=("team:web",), first="person:zoe"), os.urandom)
    text = (Path(table.path) / ANSWERS / "kim.jsonl").read_text()
    assert "web" not in text
    assert "zoe" not in text
    box = json.loads(text.splitlines()[-1])["box"]
    os.write(eve._handle, json.dumps({"number": 2, "round": 1, "box": box}).encode() + b"\n")
    table.door.hear()
    assert set(table.game.state.now.predictions) == {"kim"}  # type: ignore[union-attr]


def test_who_comes_back_goes_on_and_nobody_takes_a_name_twice(table: Table) -> None:
    seat = Seat(table.path, "kim")
    with pytest.raises(RoomError, match="another terminal"):
        Seat(table.path, "Kim")
    table.door.hear()
    seat.leave()
    again = Seat(table.path, "kim")
    assert again.number == 1
    until(table, "predict")
    again.snapshot()
    assert again.predict(Prediction(lead=("team:web",)), os.urandom) == 2
    table.door.hear()
    assert len(table.game.state.players) == 1
    for name in ("", "…", "\x1b", "../"):
        with pytest.raises(RoomError, match="letter or a digit"):
            Seat(table.path, name)


@pytest.mark.parametrize(
    "line",
    [b"nonsense\n", b"[]\n", b'{"number": "x"}\n', b"\xff\xfe\n", b"x" * 100_000 + b"\n",
     b'{"number":9,"round":1}\n', b'{"number":9,"round":1,"box":"AAAA"}\n', b'{"number":2,"round":1,"box"',
     b'{"more":' + b"[" * 30_000 + b"]" * 30_000 + b"}\n"],
    ids=range(9),
)  # fmt: skip
def test_whatever_lies_in_a_players_file_is_passed_over(table: Table, line: bytes) -> None:
    seat = Seat(table.path, "kim")
    table.door.hear()
    until(table, "predict")
    before = table.game.state.seq
    os.write(seat._handle, line)
    table.door.hear()
    assert table.game.state.seq == before


@pytest.mark.parametrize(
    "text",
    [b"", b"nonsense", b'{"lead":3}', b'{"more":' + b"[" * 20_000 + b"]" * 20_000 + b"}"],
    ids=range(4),
)
def test_whatever_is_sealed_that_is_no_prediction_is_refused(table: Table, text: bytes) -> None:
    seat = Seat(table.path, "kim")
    table.door.hear()
    until(table, "predict")
    view = seat.snapshot()
    assert view is not None
    box = seal(view.key, text, topic(view.session, view.round, seat.player), os.urandom)
    os.write(seat._handle, json.dumps({"number": 2, "round": 1, "box": box}).encode() + b"\n")
    table.door.hear()
    assert table.door.refused == 1
    assert table.game.state.now.predictions == {}  # type: ignore[union-attr]


def test_who_sends_without_end_holds_up_nobody(table: Table) -> None:
    kim, eve = Seat(table.path, "kim"), Seat(table.path, "eve")
    table.door.hear()
    until(table, "predict")
    kim.snapshot()
    flood = [json.dumps({"number": number, "round": 1, "box": "x"}) for number in range(2, 2002)]
    os.write(eve._handle, "".join(f"{line}\n" for line in flood).encode())
    number = kim.predict(Prediction(lead=("team:web",)), os.urandom)
    assert table.door.hear() <= AT_ONCE + 1
    kim.snapshot()
    assert kim.taken(number)
    heard = table.door.refused
    assert table.door.hear() == AT_ONCE
    assert table.door.refused == heard + AT_ONCE


def test_whatever_was_sent_before_the_lock_counts_however_much_it_is(table: Table) -> None:
    seat = Seat(table.path, "kim")
    table.door.hear()
    until(table, "predict")
    seat.snapshot()
    for sure in range(50, 50 + 3 * AT_ONCE):
        seat.predict(Prediction(lead=("team:web",), sure=sure), os.urandom)
    table.game.lock()
    assert table.game.state.now.predictions["kim"].sure == 49 + 3 * AT_ONCE  # type: ignore[union-attr]


def test_a_first_round_that_was_taken_back_offers_what_the_catalog_says_then(
    table: Table, tmp_path: Path
) -> None:
    seat = Seat(table.path, "kim")
    table.door.hear()
    until(table, "brief")
    assert "team:new" not in {each.ref for each in seat.choices().teams}  # type: ignore[union-attr]
    table.game.undo()
    table.game.engine = engine_at(tmp_path / "shop", SHOP.replace("teams:", "teams:\n  new: {title: New}", 1))
    until(table, "brief")
    assert "team:new" in {each.ref for each in seat.choices().teams}  # type: ignore[union-attr]


def test_only_plain_files_of_players_are_read(table: Table, tmp_path: Path) -> None:
    answers = Path(table.path) / ANSWERS
    secret = tmp_path / "secret"
    secret.write_text('{"number":1,"name":"Mallory"}\n')
    os.symlink(secret, answers / "link.jsonl")
    os.mkfifo(answers / "pipe.jsonl")
    (answers / "folder.jsonl").mkdir()
    (answers / "..x.jsonl").write_text(secret.read_text())
    table.door.hear()
    assert table.game.state.players == ()


def test_the_folder_lets_the_group_in_and_nobody_touch_anothers_file(table: Table) -> None:
    Seat(table.path, "kim")
    mode = lambda *parts: os.stat(Path(table.path, *parts)).st_mode & 0o7777  # noqa: E731
    assert mode(ANSWERS) == 0o3770  # sticky: only its owner removes a file
    assert mode(STREAM) == 0o640
    assert mode(ANSWERS, "kim.jsonl") == 0o640
    alone = Folder(table.path + "-alone", shared=False)
    assert os.stat(alone.path).st_mode & 0o777 == 0o700
    assert os.stat(Path(alone.path, STREAM)).st_mode & 0o777 == 0o600


def test_a_room_that_the_group_could_write_is_only_the_facilitators_to_write(tmp_path: Path) -> None:
    """Who can put another stream into it can put another key there, and open what all others seal."""
    wide = tmp_path / "room"
    wide.mkdir()
    wide.chmod(0o2777)
    Table(tmp_path)
    assert os.stat(wide).st_mode & 0o7777 == 0o2755


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be in any group")
def test_everything_in_a_room_belongs_to_its_group(tmp_path: Path) -> None:
    room = tmp_path / "room"
    Table(tmp_path)
    os.chown(room, -1, 4711)  # after the first game: what is in it follows with the next
    table = Table(tmp_path)
    table.game.next()
    for each in (room, room / ANSWERS, room / STREAM, room / CHOICES):
        assert os.stat(each).st_gid == 4711, each


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_stream_that_is_not_the_facilitators_is_not_followed(table: Table) -> None:
    seat = Seat(table.path, "kim")
    until(table, "predict")
    assert seat.snapshot() is not None
    stream = Path(table.path) / STREAM
    mine = stream.read_bytes()
    stream.unlink()
    stream.write_bytes(mine.replace(b'"seq":', b'"seq":9'))
    os.chown(stream, 4712, -1)
    assert seat.look() is None
    assert Watching(table.path).snapshot() is None


def test_log_key_and_truth_are_not_in_the_room(table: Table) -> None:
    until(table, "predict")
    everything = b"".join(path.read_bytes() for path in Path(table.path).rglob("*") if path.is_file())
    assert table.private.hex().encode() not in everything
    assert b"MISROUTED" not in everything
    assert b"JOINT" not in everything
    assert b"because" not in everything


SECRET = """\
scenarios:
  secret:
    start: 2026-11-23T03:00
    objectives: [Everybody sees that the store of the shop is mute]
    rounds:
      - title: One
        situation: Something is wrong.
        fault: quiet-db
        lasts: 25m
        injects:
          - {at: +6m, unreachable: '@oncall(web)'}
          - {at: +12m, fail: depot, text: A surprise}
        discuss: [What now?]
"""


def test_the_projectors_stream_never_holds_what_is_not_revealed(tmp_path: Path) -> None:
    """Every byte that was ever published before a beat is searched for what the beat reveals."""
    table = Table(tmp_path, SECRET)
    game = table.game
    game.join("p", "P")
    stream = Path(table.path) / STREAM
    watched = 0
    assert "is mute" not in stream.read_text(), "what is to be learned tells the plot"
    while game.state.phase != "over":
        game.next()
        played = game.state.now
        if played is None or game.state.phase not in ("brief", "predict", "locked", "reveal"):
            continue
        if game.state.phase == "predict":
            # Nobody in the room guesses anything that is right: what is found later was revealed.
            game.predict(
                "p", Prediction(lead=("team:pay",), first="person:ada", minutes=19, verdict="MULTI", sure=50)
            )
        told = set(played.answered)
        shown = " ".join(line for beat in played.told for line in (beat.component, beat.person, *beat.hit))
        secrets = {
            "Web shop team": "lead" in told or "person:wim" in shown,
            "Wim Maas": "firstHuman" in told or "person:wim" in shown,
            "Zoe Kern": "person:zoe" in shown,
            "Data team": "lead" in told or "team:data" in shown or "person:dan" in shown,
            "quiet-db": "quiet-db" in shown,
            "depot": "depot" in shown,
            "A surprise": any(beat.inject == 1 for beat in played.told),
            "MISROUTED": "verdict" in told,
            "2 min": "minutes" in told,
            "CAUSE_SILENT": False,
            "What now?": False,
            "is mute": False,
        }
        text = stream.read_text()
        for secret, revealed in secrets.items():
            assert revealed or secret not in text, (secret, game.state.phase, played.shown)
            watched += not revealed
    assert watched > 100
    final = stream.read_text()
    assert all(
        secret in final
        for secret in ("Web shop team", "Wim Maas", "quiet-db", "MISROUTED", "What now?", "is mute")
    )


def test_the_distribution_is_there_after_the_lock_and_says_nothing_of_right_or_wrong(table: Table) -> None:
    for name in ("a", "b", "c"):
        table.game.join(name, name)
    until(table, "predict")
    for name, team in (("a", "pay"), ("b", "web"), ("c", "web")):
        table.game.predict(name, Prediction(lead=(f"team:{team}",), sure=60))
    watching = Watching(table.path)
    view = watching.snapshot()
    assert view is not None
    assert (view.predicted, view.players, view.spread) == (3, 3, ())
    table.game.next()
    view = watching.snapshot()
    assert view is not None
    assert [(each.text, each.count, each.right) for each in view.spread[0].said] == [
        ("Web shop team", 2, None), ("Payments team", 1, None),
    ]  # fmt: skip
    until(table, "discuss")
    view = watching.snapshot()
    assert view is not None
    assert [each.right for each in view.spread[0].said] == [False, True]
    assert view.answers[0].refs == ("team:pay",)


def test_a_projector_follows_from_any_number_on(table: Table) -> None:
    early = Watching(table.path)
    until(table, "reveal")
    late = Watching(table.path)
    assert late.snapshot() == early.snapshot()
    assert late.seq == early.seq > 3
    table.game.next()
    (only,) = late.since(late.seq)
    assert len(only.view.lines) == 1
    assert late.look() is None


def test_the_room_goes_on_after_the_facilitators_program_has_ended(tmp_path: Path) -> None:
    store = Store.create(str(tmp_path / "one.game"))
    table = Table(tmp_path, log=store)
    seat = Seat(table.path, "kim")
    table.door.hear()
    until(table, "predict")
    seat.snapshot()
    number = seat.predict(Prediction(lead=("team:web",)), os.urandom)
    table.room.close()
    store.close()  # killed before it could hear
    with open(Path(table.path) / STREAM, "ab") as half:
        half.write(b'{"seq":')
    table.game = Game(
        Store.open(str(tmp_path / "one.game")), table.hand.clocks(), table.game.engine, table.game.scenario
    )
    table.sit()
    table.game.returned()
    table.door.hear()
    table.door.hear()
    seat.snapshot()
    assert seat.taken(number)
    assert [entry.event.number for entry in table.game.log.entries if isinstance(entry.event, Predicted)] == [
        number
    ]


def test_who_played_the_game_before_in_this_room_plays_in_the_next_only_by_being_there(table: Table) -> None:
    ann, bob = Seat(table.path, "Ann"), Seat(table.path, "Bob")
    table.door.hear()
    table.game.end()
    table.room.close()
    bob.leave()
    table.game = new_game(table.game.engine, None, table.hand.clocks(), session="another")
    table.sit()
    ann.look()  # has stayed in her seat
    table.door.hear()
    assert [each.name for each in table.game.state.players] == ["Ann"]
    Seat(table.path, "Bob")
    table.door.hear()
    assert [each.name for each in table.game.state.players] == ["Ann", "Bob"]
    until(table, "predict")
    ann.look()
    number = ann.predict(Prediction(lead=("team:web",)), os.urandom)
    table.door.hear()
    ann.look()
    assert ann.taken(number)


def test_a_room_that_cannot_be_written_stops_no_game(table: Table) -> None:
    table.room.close()
    table.game.next()
    assert table.game.state.phase == "brief"
    assert "cannot be shown anything" in table.door.trouble


def test_what_a_full_disk_cut_off_does_not_spoil_what_is_shown_next(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = Watching(table.path)
    until(table, "brief")
    write = os.write
    room = iter((20, 0))

    def full(handle: int, data: bytes) -> int:
        left = next(room)
        if not left:
            raise OSError(28, "No space left on device")
        return write(handle, data[:left])

    with monkeypatch.context() as patch:
        patch.setattr("topology.gameday.room.os.write", full)
        table.game.next()
    assert "No space left" in table.door.trouble
    table.game.next()
    assert table.door.trouble == ""
    view = watching.snapshot()
    assert view is not None
    assert view.phase == table.game.state.phase == "locked"


def test_presence_is_a_sign_of_life(table: Table) -> None:
    seat = Seat(table.path, "kim")
    assert table.room.present(time.time()) == {"kim"}
    assert table.room.present(time.time() + 60) == set()
    seat.sign()
    assert table.room.present(time.time() + 5) == {"kim"}


def test_forty_players_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    """Real processes: four with ten players each, forty with the long tests at full length."""
    table = Table(tmp_path, log=Store.create(str(tmp_path / "forty.game")))
    names = [f"Player {number}" for number in range(40)]
    size = 1 if FULL else 10
    crowd = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.gameday.players", table.path, *names[start : start + size]],
            stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )
        for start in range(0, 40, size)
    ]  # fmt: skip
    deadline = time.monotonic() + 60

    def hear_until(enough: Any) -> None:
        while not enough():
            assert time.monotonic() < deadline
            if not table.door.hear():
                time.sleep(0.005)

    hear_until(lambda: len(table.game.state.players) == 40)
    until(table, "predict")
    hear_until(lambda: sum(table.game.state.now.numbers.values()) == 3 * 40)  # type: ignore[union-attr]
    until(table, "discuss")
    told = [line for each in crowd for line in each.communicate(timeout=30)[0].splitlines()]
    assert sorted(told) == sorted(f"{name.lower().replace(' ', '-')} taken Payments team" for name in names)
    assert [each.returncode for each in crowd] == [0] * len(crowd)
    played = table.game.state.now
    assert played is not None
    assert {name: played.predictions[name.lower().replace(" ", "-")] for name in names} == {
        name: guesses(name)[1].limited() for name in names
    }
    events = [entry.event for entry in table.game.log.entries if isinstance(entry.event, Predicted)]
    assert len(events) == 80
    assert len({(event.player, event.number) for event in events}) == 80
    assert table.door.refused == 0
