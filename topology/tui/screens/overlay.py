"""What lies over another screen: a framed list that is closed by escape."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

from topology.tui import text
from topology.tui.behind import Behind
from topology.tui.commands import bindings
from topology.tui.line import Line
from topology.tui.screens.turns import Turns
from topology.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp

T = TypeVar("T")


class Overlay(Turns, ModalScreen["T | None"], Generic[T]):
    """A frame with a title and a list in it. Closed without a choice, it gives ``None``."""

    CSS_PATH = "overlay.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("overlay")
    TITLE_TEXT: ClassVar[str] = ""

    def compose(self) -> ComposeResult:
        """The frame and the list."""
        frame = Vertical(Lines(chosen=self.choose, id="choices"), id="frame", classes="pane")
        frame.border_title = text.content(self.TITLE_TEXT)
        yield frame

    def render(self) -> RenderableType:
        """What lies under it."""
        under = super().render()
        return Behind(under.screen, under.color) if isinstance(under, BackgroundScreen) else under

    @property
    def home(self) -> TopologyApp:
        """The app, as what it is."""
        return cast("TopologyApp", self.app)

    @property
    def choices(self) -> Lines:
        """The list."""
        return self.query_one("#choices", Lines)

    def choose(self, line: Line) -> None:
        """Take the line that was followed; for overlays in which there is nothing to choose: nothing."""

    def action_close(self) -> None:
        """Close it without a choice."""
        self.dismiss(None)
