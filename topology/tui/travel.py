"""Going somewhere and coming back: history, the owner, who is on call; the same from every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.screen import ModalScreen

from topology.model.entity import Team
from topology.model.reference import Ref
from topology.tui.modes import MODES
from topology.tui.session import FIRST

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp


FINDINGS = "health"
"""The mode that lists them."""


class Travel(App[None]):
    """Goes to entities and modes, and back to where somebody came from. Holds no state: the session does."""

    @property
    def _home(self) -> TopologyApp:
        return cast("TopologyApp", self)

    def visit(self, ref: Ref) -> None:
        """Go to an entity, from any screen."""
        app = self._home
        if app.world is not None and ref not in app.world.catalog.entities:
            app.say(f"Not there any more: {ref}", "warn")  # the list that it was chosen from is older
            return
        app.session.visit(ref)
        app.enter_mode(FIRST)  # it is there from the start: nothing to wait for
        app.explore.pass_by()
        app.explore.arrive()

    async def action_back(self) -> None:
        """To what was looked at before, on whatever screen that was."""
        await self._arrive(self._home.session.back(), "Nothing before this")

    async def action_forward(self) -> None:
        """Forward again."""
        await self._arrive(self._home.session.forward(), "Nothing after this")

    async def _arrive(self, ref: Ref | None, nothing: str) -> None:
        app = self._home
        if ref is None:
            app.say(nothing, "quiet")
            return
        await app.enter_mode(app.session.mode)
        app.page_in_front.pass_by()
        if app.session.mode == FIRST:
            app.explore.arrive()
        else:
            app.page_in_front.renew()

    async def leave(self, quits: bool) -> None:
        """Close what lies on top, else back to where somebody came from; ``quits``: at the root, quit."""
        app = self._home
        if isinstance(app.screen, ModalScreen) or (len(app.screen_stack) > 1 and app.world is not None):
            app.pop_screen()
        elif (before := app.session.up()) is not None:
            await self._arrive(before, "")
        elif app.current_mode != FIRST:
            app.enter_mode(FIRST)
        elif quits:
            await app.leave_app()

    def action_owner(self) -> None:
        """To the team that owns, or answers for, what somebody stands on."""
        from topology.insight.whose import whose

        app, ref = self._home, self._home.page_in_front.subject()
        if app.bare() or app.world is None:
            return
        if ref is None:
            app.say("Stand on something that a team owns", "quiet")
            return
        title = app.world.title(ref)
        teams = whose(app.world.topology, ref)
        if isinstance(app.world.catalog.entities[ref], Team):
            app.say(f"{title} is a team: it owns", "quiet")
        elif teams:
            app.visit(teams[0])
        else:
            app.say(f"No file says who owns {title}", "warn")

    async def action_findings(self) -> None:
        """To where findings are listed, else through them one by one."""
        app = self._home
        if FINDINGS in MODES:
            await app.enter_mode(FINDINGS)
        elif app.world is not None:
            await app.enter_mode(FIRST)
            app.explore.action_next_match()

    async def action_on_call(self) -> None:
        """Who is on call, all teams."""
        app = self._home
        if not app.bare():
            await app.enter_mode("oncall", followed=True)
