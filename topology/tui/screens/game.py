"""The mode of game days, for the facilitator: the script at the left, the truth and the room at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.widget import Widget

from topology.gameday.trouble import GameError
from topology.model.place import Place
from topology.model.reference import Ref
from topology.tui.commands import Where, bindings
from topology.tui.game.desk import desk_lines, summary
from topology.tui.game.lobby import Programme, programme, programme_lines
from topology.tui.game.stage import stage_lines, status
from topology.tui.game.table import Table
from topology.tui.line import Line, text_of
from topology.tui.screens.base import WIDE
from topology.tui.screens.game_writing import WritingScreen
from topology.tui.widgets.lines import Lines
from topology.tui.world import World


class GameScreen(WritingScreen):
    """Wiring between the table and the two panes."""

    CSS_PATH = "game.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("game")
    WHERE = ("game", "view", "app")
    CALLED = "Game day"
    AUTO_FOCUS = "#stage"

    def __init__(self, size: Size | None = None) -> None:
        super().__init__(size, "-at-stage")
        self._programme: Programme | None = None
        self._wrong = ""
        self._playing = False
        self._seen: tuple[object, ...] = ()
        self._warned = ""
        self._place: tuple[object, ...] = ()

    def body(self) -> Iterable[Widget]:
        """The two panes."""
        yield Horizontal(
            Lines(chosen=self._follow, shy=True, id="stage", classes="pane"),
            Lines(shy=True, id="desk", classes="pane"),
            id="table",
        )

    @property
    def stage(self) -> Lines:
        """The left pane."""
        return self.query_one("#stage", Lines)

    @property
    def desk(self) -> Lines:
        """The right pane."""
        return self.query_one("#desk", Lines)

    @property
    def table(self) -> Table | None:
        """Where the game is played; ``None``: none is."""
        return self.home.table

    # What is shown

    def show_world(self, world: World) -> None:
        """The catalog was read again: what is asked from now on is asked of it."""
        wish, self.home.game_wanted = self.home.game_wanted, None
        if self.table is None and wish is not None:
            self.sit(wish.scenario, wish.path, wish.room)
        super().show_world(world)

    def on_mount(self) -> None:
        """The panes are there: show what holds."""
        super().on_mount()
        self.catch_up()

    def catch_up(self) -> None:
        """Show the newest reading, as soon as there are panes to show it in."""
        if self.query(Lines):
            super().catch_up()

    def judged(self) -> None:
        """Findings play no part here, but they may come before the screen has shown anything."""
        self.catch_up()

    def renew(self) -> None:
        """Show what there is to play, or the game."""
        self.show_top()
        world = self.home.world
        if self.table is None and world is not None:
            self._programme = programme(world, self.home.environ)
        self._seen = ()
        self.refresh_game()

    def on_screen_resume(self) -> None:
        """In front again: show what has happened meanwhile."""
        super().on_screen_resume()
        self.refresh_game()

    def refresh_game(self) -> None:
        """Show what holds now, as far as it is new."""
        table = self.table
        if not self.query(Lines):
            return  # only just coming
        if self._playing != (table is not None):
            self._playing = table is not None
            self.rekeyed()
        if table is None:
            self._show_programme()
            return
        present = table.present()
        seen = (table.state.seq, status(table.game), present, table.warning, table.door.trouble)
        if seen == self._seen:
            return
        self._seen = seen
        game, room, keymap = table.game, table.shared, self.home.keymap
        warning = table.warning or table.door.trouble
        if warning and warning != self._warned:
            self.say(warning, "warn")
        self._warned = warning
        hidden = f"! {keymap.shown('game.other_pane')} · " if warning and not self.desk.display else ""
        blank = "projector is blank · " if table.state.blank else ""
        self.stage.entitle(table.state.title, f"{hidden}{blank}{status(game)}")
        self.desk.entitle("Only you see this", table.state.session)
        place = (table.state.phase, len(table.state.rounds))
        if table.state.phase == "reveal":
            self.stage.show(lambda columns: stage_lines(game, columns, keymap), self._coming(table))
        elif place != self._place:  # from its beginning: there is something to read
            self.stage.start_with(lambda columns: stage_lines(game, columns, keymap))
        else:
            self.stage.show(lambda columns: stage_lines(game, columns, keymap))
        self._place = place
        self.desk.show(lambda columns: desk_lines(game, present, room, warning, columns))

    def _coming(self, table: Table) -> str | None:
        played = table.state.now
        return f"beat {played.shown}" if played is not None else None

    def _show_programme(self) -> None:
        found = self._programme
        self.stage.entitle("Game days")
        self.desk.entitle("")
        self.desk.show(lambda _: [])
        if found is not None:
            wrong = self._wrong
            self.stage.show(lambda columns: programme_lines(found, wrong, columns))

    def offers(self) -> tuple[Where, ...]:
        """The keys of a game only where one is played."""
        return self.WHERE if self.table is not None else ("view", "app")

    def crumbs(self) -> Sequence[str]:
        """What is played."""
        return ("Game day", self.table.state.title) if self.table is not None else ("Game day",)

    # Playing

    def _follow(self, line: Line) -> None:
        kind, _, what = line.key.partition(" ")
        if kind == "play":
            self.sit(what, "", None)
        elif kind == "resume":
            self.sit("", what, None)

    def sit(self, scenario: str, path: str, room: str | None) -> None:
        """Begin a game, or go on with one."""
        from topology.model.scenario import Scenario
        from topology.tui.game.table import begin, resume

        world, app = self.home.world, self.home
        if world is None:
            return
        try:
            if path:
                app.sit_down(resume(path, world.engine, room=room))
            else:
                found = world.catalog.entities.get(Ref(scenario))
                if isinstance(found, Scenario):
                    table = begin(world.engine, found, app.session.now, app.paths, app.environ, room=room)
                    app.sit_down(table)
            self._wrong = ""
        except (GameError, ValueError) as error:
            self._wrong = str(error)
        self.renew()

    async def act(self, command: Callable[[], object]) -> bool:
        """Give a command; what it changes is shown after it is on disk. Says whether it was done."""
        if self.table is None:
            there = self._programme is not None and self._programme.scenarios
            how = "enter begins the one you stand on" if there else "topology game new writes a first script"
            self.say(f"No game is played: {how}", "quiet")
            return False
        try:
            await self.table.do(command)
        except GameError as error:
            self.say(str(error), "warn")
            return False
        finally:
            self.refresh_game()
        return True

    # Questions

    def subject(self) -> Ref | None:
        """The scenario that is stood on."""
        here = self.stage.here
        return here.ref if here is not None else None

    def place(self) -> Place | None:
        """Where the script stands, the one that is played or stood on."""
        world, table = self.home.world, self.table
        if table is not None and world is not None and table.state.script is not None:
            entity = world.catalog.find(table.state.script.ref)
            return entity.place if entity is not None else None
        here = self.stage.here
        return here.place if here is not None else None

    def copies(self) -> list[tuple[str, str]]:
        """The script, and the desk; how to join."""
        table = self.table
        if table is None:
            return [("List", text_of(self.stage.lines))]
        join = [("Join", f"topology game join --room {table.shared}")] if table.shared else []
        return [*join, ("Summary", summary(table.state)), ("Desk", text_of(self.desk.lines))]

    def action_other_pane(self) -> None:
        """To the other pane; where there is room for one, it takes its place."""
        to_desk = self.stage.has_focus or not self.desk.has_focus
        self.set_class(to_desk, "-at-desk")
        self.set_class(not to_desk, "-at-stage")
        self.set_focus(self.desk if to_desk else self.stage)

    def escape(self) -> bool:
        """Back to the script."""
        if self.desk.has_focus and self.size.width < WIDE:
            self.action_other_pane()
            return True
        return False
