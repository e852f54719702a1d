"""A player's side of a room, and a projector's: what is shown is followed, what is said is kept first."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

import msgspec

from topology.gameday.prediction import Prediction
from topology.gameday.public import Choices, View, choices
from topology.gameday.room import (
    ANSWERS,
    CHOICES,
    ENDING,
    LONGEST,
    MOST,
    STREAM,
    WRITE,
    Numbered,
    RoomError,
    Said,
    is_id,
    read_from,
)
from topology.gameday.seal import Random, seal
from topology.model.reference import identifier
from topology.model.text import clean_line

_LARGEST = 256 * 1024 * 1024
_NAME = 40
"""Characters of a name that are kept."""


class Watching:
    """Follows the stream of a room from a number on."""

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self._offset = 0
        self._file: tuple[int, int] | None = None
        self.seq = 0
        self.view: View | None = None
        if not os.path.isdir(self.path):
            raise RoomError(f"there is no room at {path}")

    def look(self) -> View | None:
        """The newest view that is new since the last look; ``None``: nothing is."""
        fresh = self.since(self.seq)
        return fresh[-1].view if fresh else None

    def since(self, seq: int) -> tuple[Numbered, ...]:
        """Every view after a number that was not read yet, in order."""
        path = os.path.join(self.path, STREAM)
        try:
            status, room = os.lstat(path), os.stat(self.path)
        except OSError:
            return ()
        if status.st_uid != room.st_uid:
            return ()  # not the facilitator's: nobody else says what is so, and by which key to seal
        file = (status.st_dev, status.st_ino)
        if file != self._file or status.st_size < self._offset:
            self._file, self._offset = file, 0  # another stream: from its beginning
        data = read_from(path, self._offset, _LARGEST)
        end = data.rfind(b"\n") + 1
        self._offset += end
        found: list[Numbered] = []
        for line in data[:end].split(b"\n"):
            with suppress(msgspec.MsgspecError):
                each = msgspec.json.decode(line, type=Numbered)
                if each.seq > seq:
                    found.append(each)
        if found:
            self.seq, self.view = found[-1].seq, found[-1].view
        return tuple(found)

    def snapshot(self) -> View | None:
        """The newest view there is."""
        self.look()
        return self.view


class Seat(Watching):
    """A place in a room for one player: a file of their own, and the stream."""

    def __init__(self, path: str, name: str) -> None:
        super().__init__(path)
        self.name = clean_line(name.strip())[:_NAME].strip()
        self.player = identifier(self.name)[:_NAME].strip("-")
        if not is_id(self.player):
            raise RoomError("a name needs a letter or a digit")
        self._path = os.path.join(self.path, ANSWERS, self.player + ENDING)
        self._handle = self._sit()
        self.number, self._greeted = self._last()
        self.said: dict[int, Prediction] = {}
        super().look()
        self._greet()

    def look(self) -> View | None:
        """As for everybody; and in another game one says again who one is."""
        view = super().look()
        with suppress(RoomError):  # there is another look soon
            self._greet()
        return view

    def _greet(self) -> None:
        """Say once in each game who sits here. Raises RoomError."""
        view = self.view
        if view is not None and view.phase != "over" and view.session != self._greeted:
            self._say(Said(self.number + 1, name=self.name, session=view.session))
            self._greeted = view.session

    def _sit(self) -> int:
        try:
            handle = os.open(self._path, WRITE | os.O_CREAT, 0o640)
        except PermissionError:
            taken = os.path.lexists(self._path)
            raise RoomError(
                f'"{self.name}" is taken by somebody else: choose another name'
                if taken
                else f"this account may not come in: {self.path} must belong to a group of yours (chgrp)"
            ) from None
        except OSError as error:
            raise RoomError(f"this room cannot be joined: {error.strerror}") from None
        status = os.fstat(handle)
        mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
        if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1 or not mine:
            os.close(handle)
            raise RoomError(f'"{self.name}" is taken by somebody else: choose another name')
        if not _locked(handle):
            os.close(handle)
            raise RoomError(f'"{self.name}" plays in another terminal already')
        os.fchmod(handle, 0o640)
        return handle

    def _last(self) -> tuple[int, str]:
        """The number of the last thing said, and the game joined last: who comes back goes on from there."""
        data = read_from(self._path, 0, MOST)
        if data and not data.endswith(b"\n"):
            os.write(self._handle, b"\n")
        number, session = 0, ""
        for line in data.split(b"\n"):
            with suppress(msgspec.MsgspecError):
                said = msgspec.json.decode(line, type=Said)
                number, session = max(number, said.number), said.session or session
        return number, session

    def choices(self) -> Choices | None:
        """What can be answered now; ``None``: nothing yet."""
        data = read_from(os.path.join(self.path, CHOICES), 0, MOST)
        with suppress(msgspec.MsgspecError):
            return choices(data)
        return None

    def predict(self, prediction: Prediction, random: Random) -> int:
        """Say it, sealed; the number by which a receipt names it. Raises RoomError: then it is not said."""
        view = self.view
        if view is None or view.phase != "predict" or not view.key:
            raise RoomError("predictions are closed")
        about = topic(view.session, view.round, self.player)
        box = seal(view.key, msgspec.json.encode(prediction.limited()), about, random)
        number = self.number + 1
        self._say(Said(number, round=view.round, box=box))
        self.said[view.round] = prediction
        return number

    def _say(self, said: Said) -> None:
        """Append a line, and wait until it is on disk."""
        line = msgspec.json.encode(said) + b"\n"
        assert len(line) <= LONGEST
        before = os.fstat(self._handle).st_size
        try:
            if os.write(self._handle, line) != len(line):
                raise OSError(28, "the disk is full")
            os.fsync(self._handle)
            if os.fstat(self._handle).st_nlink < 1:
                raise OSError(2, "the room has gone")
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._handle, before)
            raise RoomError(f"it is not said: {error.strerror}") from None
        self.number = said.number

    def taken(self, number: int) -> bool:
        """Whether the facilitator's log holds what was said by this number."""
        return self.view is not None and self.view.receipts.get(self.player, 0) >= number

    def sign(self) -> None:
        """A sign of life."""
        with suppress(OSError):
            os.utime(self._handle)

    def leave(self) -> None:
        """Leave the room."""
        with suppress(OSError):
            os.close(self._handle)


def topic(session: str, round_: int, player: str) -> bytes:
    """What a sealed prediction is about: in another's file, or another round, it is worth nothing."""
    return f"{session}\0{round_}\0{player}".encode()


def _locked(handle: int) -> bool:
    """Take the file for this terminal; false where another one has it."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
