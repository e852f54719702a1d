"""The catalog as it is shown: read in a thread, replaced by a newer reading, with the place in it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.worker import Worker

if TYPE_CHECKING:
    from topology.model.reference import Ref
    from topology.tui.application import TopologyApp
    from topology.tui.reading import Reader
    from topology.tui.world import World


class Current(App[None]):
    """What the app does with readings. ``world`` is the one that is shown; ``None``: none was read yet."""

    world: World | None = None
    reader: Reader | None = None

    @property
    def _self(self) -> TopologyApp:
        return cast("TopologyApp", self)

    def read(self) -> None:
        """Read the files in a thread; an older reading that still runs is dropped."""
        from topology.tui.reading import Reader

        app = self._self
        if self.reader is None:
            self.reader = Reader(app, app.paths)
        self.reader.start()
        app.page_in_front.show_top()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Take what a reading has read; anything else that ends is of no interest."""
        app = self._self
        world = self.reader.ended(event.worker) if self.reader is not None else None
        if world is not None and event.worker.name != "read":
            self.world = world
            app.page_in_front.judged()
        elif world is not None:
            self.received(world)
        app.page_in_front.show_top()

    def received(self, world: World) -> None:
        """Show a new reading. One in which there is nothing never replaces a good one."""
        app = self._self
        if not world.empty:
            self.enter(world)
        elif self.world is not None:
            app.say("Nothing could be read: this is what was there before. topology check says why", "warn")
        else:
            from topology.tui.screens.notice import NoticeScreen

            self.unnotice()
            self.push_screen(NoticeScreen(world, app.paths))

    def unnotice(self) -> None:
        """Take away what was said while there was nothing to show."""
        app = self._self
        while len(self.screen_stack) > 1 and app.page_in_front.ROOT and app.page_in_front is not app.explore:
            self.pop_screen()
        app.check_size(self.size)

    def enter(self, world: World) -> None:
        """Show a world, keeping the place in it; the first one where its own people begin."""
        app = self._self
        session = app.session
        mine = self._mine(world) if session.focus is None else None
        if mine is not None:
            session.look(mine)
        gone = session.settle(world.catalog.entities)
        self.unnotice()
        self.world = world
        app.page_in_front.catch_up()
        if self.reader is not None:
            self.reader.judge(world, session.instant)
        if gone:
            app.say(f"Not there any more: {', '.join(gone[:3])}{' …' if len(gone) > 3 else ''}", "warn")

    def _mine(self, world: World) -> Ref | None:
        """The team of whoever sits here, by their settings or else the catalog's; ``None``: no file knows."""
        me = self._self.choices.me or world.result.settings.me
        if not me:
            return None
        from topology.present.asking import TEAMS, UnknownName, find

        try:
            entity = find(world.catalog, me, TEAMS)
        except UnknownName:
            return None  # another catalog, where they are not known
        return next(iter(world.topology.team_of_person(entity.ref)), entity.ref)
