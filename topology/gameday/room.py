"""A room: what everybody may see goes out, what players say comes in. One interface, one folder behind it.

The folder holds a stream of redacted views and a file for each player. The stream is the
facilitator's and is read by the group; a player's file is the player's own. So it works for
several terminals of one host, other accounts over ssh too, without a server. Log, truth and
key stay where they are: nothing of them is ever in here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from typing import Protocol

import msgspec
from msgspec import Struct

from topology.gameday.public import Choices, View, encode
from topology.gameday.trouble import GameError

STREAM, CHOICES, ANSWERS = "stream.jsonl", "choices.json", "answers"
ENDING = ".jsonl"
HERE = 15.0
"""Seconds for which somebody counts as present who has shown a sign of life."""

LONGEST = 64 * 1024
"""Bytes of one line that are looked at; a longer one is nobody's."""

MOST = 4 * 1024 * 1024
"""Bytes of a player's file that are looked at."""

AT_ONCE = 8
"""Lines of one player that are taken at one look: who sends more holds up nobody else."""

READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
WRITE = os.O_WRONLY | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class RoomError(GameError):
    """A room that cannot be used, and why."""


class Said(Struct, frozen=True, omit_defaults=True):
    """One thing that a player sends. ``number`` counts them, so that each is heard once.

    ``name`` is what they call themselves in the game of ``session``; ``box`` a sealed prediction
    for ``round``.
    """

    number: int
    name: str = ""
    session: str = ""
    round: int = 0
    box: str = ""


class Heard(Struct, frozen=True):
    """Something that a player has sent: ``player`` is whose file it came from."""

    player: str
    said: Said


class Room(Protocol):
    """The facilitator's side, whatever carries it: what comes later over a network looks the same."""

    def append(self, view: View) -> int:
        """Show everybody a view; its number."""

    def offer(self, choices: Choices) -> None:
        """Say what can be answered in a round."""

    def since(self) -> tuple[Heard, ...]:
        """What players have sent that was not heard yet, each of them in order."""

    def present(self, now: float) -> frozenset[str]:
        """Who is there, at a time in seconds since 1970."""

    def close(self) -> None:
        """Leave the room."""


class Numbered(Struct, frozen=True):
    """A line of the stream."""

    seq: int
    view: View


_SAID = msgspec.json.Decoder(Said)


class Folder:
    """A room in a folder, for its facilitator. ``shared``: the group may come in."""

    def __init__(self, path: str, *, shared: bool) -> None:
        self.path = os.path.abspath(path)
        self.shared = shared
        self._offsets: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._torn = False
        self._make()
        self._stream = self._open_stream()
        last = last_line(self._stream_path)
        self._seq = last.seq if last is not None else 0

    @property
    def _stream_path(self) -> str:
        return os.path.join(self.path, STREAM)

    @property
    def _answers_path(self) -> str:
        return os.path.join(self.path, ANSWERS)

    def _make(self) -> None:
        try:
            os.makedirs(self.path, mode=0o750 if self.shared else 0o700, exist_ok=True)
            status = os.lstat(self.path)
            if not stat.S_ISDIR(status.st_mode):
                raise RoomError(f"{self.path} is no folder")
            if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
                raise RoomError(f"{self.path} belongs to somebody else: a room is its facilitator's")
            with suppress(FileExistsError):
                os.mkdir(self._answers_path, 0o700)
            inside = os.lstat(self._answers_path)
            if not stat.S_ISDIR(inside.st_mode) or inside.st_uid != status.st_uid:
                raise RoomError(f"{self._answers_path} is not a folder of the facilitator's")
            self._group = status.st_gid
            if self.shared:
                # Whoever may put another stream here may put another key into it, and read what is sealed.
                os.chmod(self.path, (stat.S_IMODE(status.st_mode) | 0o2750) & ~0o022)
                self._share(self._answers_path, inside)
            # Everybody of the group may put a file there, and nobody may touch another one's.
            os.chmod(self._answers_path, 0o3770 if self.shared else 0o700)
        except OSError as error:
            raise RoomError(f"{self.path} cannot be used as a room: {error.strerror}") from None

    def _share(self, file: str | int, status: os.stat_result) -> None:
        """Let something in the room belong to the room's group."""
        if self.shared and status.st_gid != self._group:
            os.chown(file, -1, self._group)

    def _open_stream(self) -> int:
        mode = 0o640 if self.shared else 0o600
        try:
            handle = os.open(self._stream_path, WRITE | os.O_CREAT, mode)
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
                raise RoomError(f"{self._stream_path} is no plain file: it is not written to")
            self._share(handle, status)
            os.fchmod(handle, mode)
        except OSError as error:
            raise RoomError(f"{self._stream_path} cannot be written: {error.strerror}") from None
        if status.st_size and not _ends_whole(self._stream_path):
            os.write(handle, b"\n")  # somebody was killed in the middle of a line
        return handle

    def taken_by(self, session: str) -> bool:
        """Whether the stream is that of another game, not over yet."""
        last = last_line(self._stream_path)
        return last is not None and last.view.session != session and last.view.phase != "over"

    def append(self, view: View) -> int:
        """Show everybody a view. Raises RoomError where it cannot be written."""
        self._seq += 1
        line = b'{"seq":%d,"view":%b}\n' % (self._seq, encode(view))
        try:
            _write(self._stream, b"\n" + line if self._torn else line)
            self._torn = False
        except OSError as error:
            self._torn = True  # a part of it may be there: what comes next begins a line of its own
            raise RoomError(f"the room cannot be shown anything: {error.strerror}") from None
        return self._seq

    def offer(self, choices: Choices) -> None:
        """Say what can be answered: whole or not at all."""
        path = os.path.join(self.path, CHOICES)
        part = f"{path}.part"
        try:
            with suppress(FileNotFoundError):
                os.unlink(part)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            handle = os.open(part, flags, 0o640 if self.shared else 0o600)
            try:
                self._share(handle, os.fstat(handle))
                os.fchmod(handle, 0o640 if self.shared else 0o600)
                _write(handle, encode(choices))
            finally:
                os.close(handle)
            os.replace(part, path)
        except OSError as error:
            raise RoomError(f"{path} cannot be written: {error.strerror}") from None

    def since(self) -> tuple[Heard, ...]:
        """What was not heard yet. Whatever is no message of a player is passed over."""
        heard: list[Heard] = []
        for player, path in self._files():
            for line in self._lines(player, path):
                try:
                    said = _SAID.decode(line)
                except (msgspec.MsgspecError, RecursionError):
                    continue  # the latter: brackets in brackets, as deep as a line is long
                if said.number > self._numbers.get(player, 0):
                    self._numbers[player] = said.number
                    heard.append(Heard(player, said))
        return tuple(heard)

    def present(self, now: float) -> frozenset[str]:
        """Those whose file was touched not long ago."""
        found: list[str] = []
        for player, path in self._files():
            with suppress(OSError):
                if now - os.lstat(path).st_mtime <= HERE:
                    found.append(player)
        return frozenset(found)

    def close(self) -> None:
        """Let go of the stream."""
        with suppress(OSError):
            os.close(self._stream)

    def _files(self) -> Iterator[tuple[str, str]]:
        try:
            names = sorted(os.listdir(self._answers_path))
        except OSError:
            return
        for name in names:
            player = name.removesuffix(ENDING)
            if name.endswith(ENDING) and is_id(player):
                yield player, os.path.join(self._answers_path, name)

    def _lines(self, player: str, path: str) -> list[bytes]:
        """The whole lines of a file that were not read yet."""
        offset = self._offsets.get(player, 0)
        data = read_from(path, offset, MOST)
        lines = data.split(b"\n", AT_ONCE)[:-1]
        self._offsets[player] = offset + sum(len(line) + 1 for line in lines)
        return [line for line in lines if 0 < len(line) <= LONGEST]


def is_id(text: str) -> bool:
    """Whether a text can be the id of a player, and so the name of a file."""
    return 0 < len(text) <= 40 and all(char.isascii() and (char.isalnum() or char == "-") for char in text)


def read_from(path: str, offset: int, most: int) -> bytes:
    """The bytes of a plain file from ``offset`` on; nothing of one that is none, or too large."""
    try:
        handle = os.open(path, READ)
    except OSError:
        return b""
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most or offset >= status.st_size:
            return b""
        os.lseek(handle, offset, os.SEEK_SET)
        pieces: list[bytes] = []
        left = status.st_size - offset
        while left > 0:
            piece = os.read(handle, left)
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    except OSError:
        return b""
    finally:
        os.close(handle)


def last_line(path: str) -> Numbered | None:
    """The last whole line of a stream; ``None``: there is none."""
    try:
        size = os.lstat(path).st_size
    except OSError:
        return None
    for line in reversed(read_from(path, max(0, size - 4 * LONGEST), size + 1).split(b"\n")):
        with suppress(msgspec.MsgspecError):
            return msgspec.json.decode(line, type=Numbered)
    return None


def _ends_whole(path: str) -> bool:
    size = os.lstat(path).st_size
    return read_from(path, size - 1, size + 1) == b"\n"


def _write(handle: int, data: bytes) -> None:
    """All of it: a full disk may take a part without an error."""
    while data:
        data = data[os.write(handle, data) :]
