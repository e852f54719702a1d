"""The log on disk: SQLite in WAL mode with synchronous=FULL, one file a game, the facilitator's alone.

An append that has returned is on disk, whatever happens to the program or the machine after
it. With synchronous=NORMAL hundreds of acknowledged entries could be lost (measured), and a
file that was deleted would go on taking them: so its links are looked at each time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from hashlib import blake2b

from msgspec import MsgspecError

from topology.gameday.events import FORMAT, Entry, decode, encode
from topology.gameday.trouble import Busy, Damaged, GameError, Newer, StoreError, Unwritten

SUFFIX = ".game"
PATIENCE = 1.0
"""Seconds to wait for somebody else who has the file open."""

_OURS = 0x746F706F
"""The application id in the file's head: it is a log of ours."""

_NEW = f"""\
BEGIN;
PRAGMA application_id={_OURS};
PRAGMA user_version={FORMAT};
CREATE TABLE entries (seq INTEGER PRIMARY KEY, body BLOB NOT NULL, sum BLOB NOT NULL);
CREATE TABLE kept (name TEXT PRIMARY KEY, value BLOB NOT NULL);
COMMIT;
"""

_FLAGS = os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class Store:
    """The log of one game, open for one facilitator."""

    def __init__(self, path: str, handle: int, connection: sqlite3.Connection) -> None:
        self.path = path
        self._handle = handle
        self._connection = connection
        self._entries: list[Entry] = []
        self._check = b""

    @classmethod
    def create(cls, path: str) -> Store:
        """A new log. Raises StoreError where there is one, or none can be made."""
        try:
            handle = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise StoreError(f"{path} is there already") from None
        except OSError as error:
            raise Unwritten(f"{path} cannot be written: {error.strerror}") from None
        try:
            # The head of the file says whose it is before anything is kept in it.
            store = cls._opened(path, handle, _NEW)
        except GameError:
            with suppress(OSError):
                os.unlink(path)
            raise
        _sync_folder(path)
        return store

    @classmethod
    def open(cls, path: str) -> Store:
        """A log that is there, with all its entries read. Raises StoreError."""
        try:
            handle = os.open(path, _FLAGS)
        except FileNotFoundError:
            raise StoreError(f"there is no game at {path}") from None
        except OSError as error:
            raise StoreError(f"{path} cannot be opened: {error.strerror}") from None
        try:
            _private(path, handle)
            _whose(path, os.pread(handle, 100, 0))
        except BaseException:
            os.close(handle)
            raise
        store = cls._opened(path, handle)
        try:
            store._read()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _opened(cls, path: str, handle: int, first: str = "") -> Store:
        try:
            _private(path, handle)
            connection = sqlite3.connect(
                path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
        except GameError:
            os.close(handle)
            raise
        except sqlite3.Error as error:
            os.close(handle)
            raise StoreError(f"{path} cannot be opened: {error}") from None
        store = cls(path, handle, connection)
        try:
            with store._translated():
                # Nobody else writes or reads while this is open: the lock goes with the process.
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                connection.execute("PRAGMA synchronous=FULL")
                connection.executescript(first)
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("COMMIT")
        except BaseException:
            store.close()
            raise
        return store

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry that is on disk."""
        return tuple(self._entries)

    def append(self, entry: Entry) -> None:
        """Write one entry; when this returns, it is on disk. Raises Unwritten: then it is not."""
        body = encode(entry)
        check = _sum(self._check, body)
        self._there()
        with self._translated():
            self._connection.execute("INSERT INTO entries VALUES (?, ?, ?)", (entry.seq, body, check))
        self._there()
        self._entries.append(entry)
        self._check = check

    def keep(self, name: str, value: bytes) -> None:
        """Keep something beside the log that only this game needs, such as a key."""
        with self._translated():
            self._connection.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))

    def kept(self, name: str) -> bytes | None:
        """What was kept under this name."""
        with self._translated():
            row = self._connection.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row is not None else None

    def rescue(self, path: str) -> Store:
        """Write the whole log anew at another path, for when this one has gone. Raises StoreError."""
        with suppress(StoreError):
            self.close()
        store = Store.create(path)
        for entry in self._entries:
            store.append(entry)
        return store

    def close(self) -> None:
        """Let go of the file; others may open it."""
        with suppress(sqlite3.Error):
            self._connection.close()
        # Only now: closing any handle of a file drops every lock that this process has on it.
        with suppress(OSError):
            os.close(self._handle)

    def _there(self) -> None:
        """Raises Unwritten where the file is gone or another one: writing would succeed, into nothing."""
        try:
            here, there = os.fstat(self._handle), os.lstat(self.path)
            gone = here.st_nlink < 1 or (here.st_dev, here.st_ino) != (there.st_dev, there.st_ino)
        except OSError:
            gone = True
        if gone:
            raise Unwritten(
                f"{self.path} was deleted or replaced while the game runs: nothing more can be kept there."
                f" The {len(self._entries)} entries before are still known"
            )

    def _read(self) -> None:
        with self._translated():
            rows = self._connection.execute("SELECT seq, body, sum FROM entries ORDER BY seq")
            for number, (seq, body, check) in enumerate(rows, 1):
                if not isinstance(body, bytes):
                    raise Damaged(self._damage(number, "was changed"))
                self._check = _sum(self._check, body)
                if seq != number or self._check != check:
                    raise Damaged(self._damage(number, "was changed or is missing"))
                try:
                    self._entries.append(decode(body))
                except MsgspecError:
                    raise Damaged(self._damage(number, "is no entry of a game")) from None
                if self._entries[-1].seq != number:
                    raise Damaged(self._damage(number, "was changed"))

    def _damage(self, number: int, words: str) -> str:
        before = f"the {number - 1} entries before it are whole" if number > 1 else "there is none before it"
        return f"{self.path} is damaged: entry {number} {words}; {before}. The file is left as it is"

    def _translated(self) -> _Translated:
        return _Translated(self.path)


class _Translated:
    """Gives what SQLite raises in words for whoever runs the game."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, sqlite3.Error):
            return
        path, name = self._path, getattr(error, "sqlite_errorname", "") or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Busy(
                f"{path} is open in another terminal: one facilitator at a time. Close it there,"
                " or wait until that program has ended"
            ) from None
        if name.startswith("SQLITE_FULL"):
            raise Unwritten(
                "the disk is full: make room and try again. What was shown is on disk;"
                f" nothing more is written to {path}"
            ) from None
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise Damaged(f"{path} is damaged or no game: {error}. The file is left as it is") from None
        if name.startswith(("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise Unwritten(f"not written: {error}. What was shown is on disk, in {path}") from None
        raise StoreError(f"{path}: {error}") from None


def _whose(path: str, head: bytes) -> None:
    """Raises StoreError for a file that is not a log of ours, or a later one's: SQLite never sees it."""
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise Damaged(f"{path} is no game of this program, or is damaged. The file is left as it is")
    if int.from_bytes(head[68:72], "big") != _OURS:
        raise Damaged(f"{path} is no game of this program. The file is left as it is")
    version = int.from_bytes(head[60:64], "big")
    if version > FORMAT:
        raise Newer(
            f"{path} was written by a later version of this program (format {version}, known here:"
            f" {FORMAT}). It is left as it is; update to open it"
        )


def _private(path: str, handle: int) -> None:
    """Raises StoreError unless the open file is a regular one, has one name, and is nobody else's."""
    status = os.fstat(handle)
    there = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{path} is no file")
    if status.st_nlink != 1 or (status.st_dev, status.st_ino) != (there.st_dev, there.st_ino):
        raise StoreError(f"{path} has another name, or was replaced just now: it is not used")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise StoreError(f"{path} belongs to somebody else")
    if status.st_mode & 0o077:
        os.fchmod(handle, 0o600)


def _sum(before: bytes, body: bytes) -> bytes:
    """What an entry and all before it add up to."""
    return blake2b(before + body, digest_size=8).digest()


def _sync_folder(path: str) -> None:
    """See to it that the name of a new file is on disk too."""
    try:
        handle = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
