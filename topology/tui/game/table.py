"""The facilitator's table: the game that is played here, its store, its room. No widgets.

Every command waits for the disk, so screens give it to a thread; one after the other.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from topology import __version__
from topology.gameday.clock import Clocks
from topology.gameday.doorkeeper import Doorkeeper
from topology.gameday.game import Game
from topology.gameday.room import Folder, RoomError
from topology.gameday.seal import new_key
from topology.gameday.shelf import games_folder, new_session, path_of, shelf
from topology.gameday.state import State
from topology.gameday.store import SUFFIX, Store
from topology.gameday.trouble import GameError, Unwritten
from topology.gameday.version import version
from topology.incident.engine import Engine
from topology.model.scenario import Scenario
from topology.oncall.instants import parse_instant
from topology.present.game_view import choices_of, view_of

KEY = "room key"
SHARED = "shared room"
ROOM = ".room"

T = TypeVar("T")

in_thread = asyncio.to_thread
"""Waits for the disk without holding up the screen."""


class Table:
    """One game being played here. ``warning`` is what the facilitator should know, until it is over."""

    def __init__(self, game: Game, store: Store, room: Folder, door: Doorkeeper, clocks: Clocks) -> None:
        self.game = game
        self.store = store
        self.room = room
        self.door = door
        self.warning = ""
        self._clocks = clocks
        self._lock = asyncio.Lock()
        self._minute = -1

    @property
    def state(self) -> State:
        """What holds now: everything in it is on disk."""
        return self.game.state

    @property
    def shared(self) -> str:
        """The folder that others may join; empty: nobody can."""
        return self.room.path if self.room.shared else ""

    @property
    def live(self) -> bool:
        """Whether leaving would leave people sitting there."""
        return self.state.phase != "over"

    async def do(self, command: Callable[[], T]) -> T:
        """Give a command, and wait until it is on disk. Raises GameError: then nothing has changed."""
        async with self._lock:
            try:
                return await in_thread(command)
            except Unwritten as error:
                if not os.path.lexists(self.store.path):
                    await in_thread(self._rescue)
                    raise GameError(self.warning) from error
                raise

    def _rescue(self) -> None:
        """The file has gone: write the whole log to another one beside it."""
        folder = shelf(os.path.dirname(self.store.path))
        name = new_session(folder, f"{self.state.session}-saved", "1")
        key: bytes | None = None
        with suppress(GameError):
            key = self.store.kept(KEY)
        saved = self.store.rescue(path_of(folder, name))
        if key is not None:
            saved.keep(KEY, key)
        self.store = saved
        self.game.log = saved
        self.warning = f"the game's file was deleted: press the key again. All of it is in {saved.path} now"

    async def tick(self) -> bool:
        """Hear the room, do what is due; says whether anything is new."""
        if self._lock.locked():
            return False  # somebody is at it: the next look will do

        def look() -> bool:
            before = self.state.seq
            self.door.hear()
            self.game.tick()
            if self.state.seq == before and self.state.running and self.game.minute != self._minute:
                self.door.show()
            self._minute = self.game.minute
            return self.state.seq != before

        try:
            return await self.do(look)
        except GameError as error:
            self.warning = str(error)
            return True

    def take_catalog(self, engine: Engine) -> None:
        """The catalog was read again: what is asked from now on is asked of it."""
        if engine is self.game.engine:
            return
        self.game.engine = engine
        self.game.version = version(engine.catalog)
        script = self.state.script
        found = engine.catalog.find(script.ref) if script is not None else None
        if isinstance(found, Scenario):
            self.game.scenario = found

    def present(self) -> frozenset[str]:
        """Who is there by their own terminals."""
        return self.room.present(self._clocks.wall() / 1000)

    def close(self) -> None:
        """Let go of everything; the game can be resumed."""
        self.room.close()
        self.store.close()


def begin(
    engine: Engine,
    scenario: Scenario,
    now: datetime,
    paths: tuple[str, ...],
    environ: Mapping[str, str],
    *,
    room: str | None = None,
    clocks: Clocks | None = None,
) -> Table:
    """A new game of a scenario, in the lobby. Raises GameError where it cannot be kept."""
    clocks = clocks or Clocks()
    folder = shelf(games_folder(environ))
    session = new_session(folder, str(scenario.name), now.strftime("%Y-%m-%d"))
    place = _place(room, folder, session)  # before there is a log: where it is another's, no game is left
    try:
        store = Store.create(path_of(folder, session))
    except BaseException:
        place.close()
        raise
    try:
        key = new_key(os.urandom)
        store.keep(KEY, key)
        game = Game(store, clocks, engine, scenario, version(engine.catalog))
        zone = engine.catalog.defaults.timezone
        start = parse_instant(str(scenario.start), now, zone) if scenario.start is not None else now
        game.open(session, __version__, start, paths)
        return _seated(game, store, key, place, clocks)
    except BaseException:
        place.close()
        store.close()
        raise


def resume(
    path: str, engine: Engine | None, *, room: str | None = None, clocks: Clocks | None = None
) -> Table:
    """A game that was left, at the same beat with its clocks standing, in the room it was played in
    where that is still there and no other is named. Raises GameError.
    """
    clocks = clocks or Clocks()
    store = Store.open(path)
    try:
        game = Game(store, clocks)
        state = game.state
        if engine is not None and state.script is not None:
            found = engine.catalog.find(state.script.ref)
            game.engine, game.version = engine, version(engine.catalog)
            game.scenario = found if isinstance(found, Scenario) else None
        key = store.kept(KEY)
        if key is None:
            key = new_key(os.urandom)
            store.keep(KEY, key)
        before = os.fsdecode(store.kept(SHARED) or b"")
        room = room or (before if os.path.isdir(before) else None)
        session = os.path.basename(path).removesuffix(SUFFIX)
        table = _seated(game, store, key, _place(room, os.path.dirname(path), session), clocks)
    except BaseException:
        store.close()
        raise
    game.returned()
    if engine is not None and state.version.digest and game.version.digest != state.version.digest:
        table.warning = "the catalog is another one than when the game began: rounds from here on use it"
    return table


def _place(room: str | None, folder: str, session: str) -> Folder:
    """The room of a game: the one that is named, else one that nobody else may enter.

    Beside the log stands the room, or a link to it: there the projector finds it.
    """
    own = os.path.join(folder, session + ROOM)
    if os.path.islink(own):
        os.unlink(own)
    place = Folder(room if room is not None else own, shared=room is not None)
    if place.taken_by(session):
        place.close()
        raise RoomError(f"{place.path} is the room of another game: name an empty folder")
    if place.shared:
        with suppress(OSError):  # there is another way: the projector can be told
            os.symlink(place.path, own)
    return place


def _seated(game: Game, store: Store, key: bytes, place: Folder, clocks: Clocks) -> Table:
    if place.shared:
        store.keep(SHARED, os.fsencode(place.path))
    door = Doorkeeper(game, place, key, clocks.wall, view_of, choices_of)
    return Table(game, store, place, door, clocks)
