"""The catalog as it is shown: read in a thread, replaced by a newer reading, with the place in it kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker

from topology.tui.files import Reading
from topology.tui.workers import FOLLOW

if TYPE_CHECKING:
    from topology.load.watching import Sight
    from topology.model.problem import Problem
    from topology.model.reference import Ref
    from topology.tui.application import TopologyApp
    from topology.tui.following import Follower
    from topology.tui.reading import Reader
    from topology.tui.world import World

GHOSTS = 3.0
"""Seconds for which what has gone from the files stays as a ghost: it may come back with the next file."""

NAMED = 3
"""Names that a message has room for."""


class Current(App[None]):
    """What the app does with readings. ``world`` is the one that is shown; ``None``: none was read yet.

    ``refused`` is why a newer one is not: it stands under the first line until it is mended.
    ``noticed``: that there is nothing to show is said, and nothing else can be shown.
    """

    world: World | None = None
    reader: Reader | None = None
    refused: tuple[Problem, ...] = ()
    follower: Follower | None = None
    noticed = False
    _seen: Sight | None = None
    _ghosts: Timer | None = None

    class FilesChanged(Message):
        """The catalog's files have changed, and have come to rest."""

    @property
    def _self(self) -> TopologyApp:
        return cast("TopologyApp", self)

    def read(self, follow: bool = False) -> None:
        """Read the files in a thread; a reading that still runs is dropped. ``follow``: as they changed."""
        from topology.tui.reading import Reader

        app = self._self
        if self.reader is None:
            self.reader = Reader(app, app.paths)
        self.reader.start(follow)
        app.page_in_front.show_top()

    def on_current_files_changed(self) -> None:
        """Read what has changed."""
        self.read(follow=True)

    def follow_files(self) -> None:
        """Follow changes of the files from now on, or no more: as the settings say."""
        if self.follower is not None and not self._self.choices.reload:
            self.follower.stop()
            self.follower = None
        elif self.follower is None and self._self.choices.reload and self._seen is not None:
            from topology.tui.following import Follower

            self.follower = Follower(self._self, self._seen)

    def on_unmount(self) -> None:
        """Follow no more: there is nobody to tell."""
        if self.follower is not None:
            self.follower.stop()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what a reading has read; anything else that ends is of no interest."""
        app = self._self
        if not self.is_running:
            return  # it is ending, and has no screen any more
        result = self.reader.ended(event.worker) if self.reader is not None else None
        if isinstance(result, Reading):
            self._received(result, event.worker.name == FOLLOW)
        elif result is not None:
            self.world = result
            app.page_in_front.judged()
        app.page_in_front.show_top()

    def _received(self, reading: Reading, followed: bool) -> None:
        """Show a new reading, unless something that could be read before cannot be any more.

        What was read while files changed is used only where somebody waits for it: it is
        read again when they have come to rest.
        """
        from topology.tui.succession import refused

        if followed and not reading.steady:
            reading.world.engine.rota.forget()
            return
        before, self._seen = self._seen, reading.seen
        if self.follower is not None:
            self.follower.knows(reading.seen)
        self.follow_files()
        world = reading.world
        self.refused = refused(world, self.world) if self.world is not None else ()
        if self.refused:
            world.engine.rota.forget()
            return
        if world.empty:
            self._nothing(world)
            return
        changed = reading.seen.changed_since(before) if followed and before is not None else ()
        if changed:
            self._self.say(f"Read again: {_listed(changed)}", "quiet")
        self.enter(world)

    def _nothing(self, world: World) -> None:
        """Explain that there is nothing to show yet."""
        from topology.tui.screens.notice import NoticeScreen

        self.unnotice()
        self.noticed = True
        self.push_screen(NoticeScreen(world, self._self.paths))

    def bare(self) -> bool:
        """Whether there is no catalog to answer from; says so."""
        if self.world is None:
            self._self.say("There is no catalog to show yet" if self.noticed else "Still reading", "quiet")
        return self.world is None

    def unnotice(self) -> None:
        """Take away what was said while there was nothing to show."""
        app = self._self
        self.noticed = False
        while len(self.screen_stack) > 1 and app.page_in_front.ROOT and app.page_in_front is not app.explore:
            self.pop_screen()
        app.check_size(self.size)

    def enter(self, world: World) -> None:
        """Show a world, keeping the place in it; the first one where its own people begin."""
        from topology.tui.succession import awaiting

        app = self._self
        session = app.session
        mine = self._mine(world) if session.focus is None else None
        if mine is not None:
            session.look(mine)
        forgotten = session.settle(world.catalog.entities)
        self.unnotice()
        if self.world is not None:
            self.world.engine.rota.forget()
            world = awaiting(world, self.world)
        self.world = world
        app.page_in_front.catch_up()
        if self.reader is not None:
            self.reader.judge(world, session.instant)
        if self._ghosts is not None:
            self._ghosts.stop()
            self._ghosts = None
        if world.gone:
            self._ghosts = self.set_timer(GHOSTS, self.lay_ghosts)
            app.say(f"Gone from the files: {_listed([world.title(ref) for ref in world.gone])}", "warn")
        elif forgotten:
            app.say(f"Not there any more: {_listed(forgotten)}", "warn")

    def lay_ghosts(self) -> None:
        """Let go of what has gone from the files and did not come back."""
        if self.world is not None and self.world.settled is not None:
            self.enter(self.world.settled)

    def _mine(self, world: World) -> Ref | None:
        """The team of whoever sits here, by their settings or else the catalog's; ``None``: no file knows."""
        me = self._self.choices.me or world.result.settings.me
        if not me:
            return None
        from topology.present.asking import TEAMS, UnknownName, known

        try:
            entity = known(world.catalog, me, TEAMS)
        except UnknownName:
            return None
        if entity is None:
            return None  # another catalog, where they are not known
        return next(iter(world.topology.team_of_person(entity.ref)), entity.ref)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
