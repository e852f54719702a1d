"""How much of the graph is seen: steps, wholes, lines between neighbours, folded lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from topology.model.reference import Ref
from topology.tui.screens.tying import TyingScreen
from topology.tui.sight import ALL, Sight

if TYPE_CHECKING:
    from topology.tui.world import World

DEEPEST = 30
"""Steps that are gone at most: no real chain of dependencies is as long."""


class SeeingScreen(TyingScreen):
    """Says to the session how to look at the catalog, and shows that."""

    _folded_at: Ref | None = None

    @property
    def sight(self) -> Sight:
        """How the middle pane looks at the catalog."""
        return self.home.session.sight

    def key(self, command: str) -> str:
        """The key of a command."""
        return self.home.keymap.shown(command)

    def _looked_at(self) -> tuple[World, Ref] | None:
        world, focus = self.home.world, self.home.session.focus
        return (world, focus) if world is not None and focus is not None else None

    def action_deeper(self) -> None:
        """One step more."""
        self._deepen(1)

    def action_shallower(self) -> None:
        """One step less."""
        self._deepen(-1)

    def _deepen(self, by: int) -> None:
        from topology.tui.outlook import least_depth, view_of

        at = self._looked_at()
        if at is None:
            return
        if not self.around.display:
            self.use("middle")  # what is asked for would not be seen
        before = view_of(*at, self.sight)
        depth = max(self.sight.depth, least_depth(*at, self.sight)) + by
        if before is None or not least_depth(*at, self.sight) <= depth <= DEEPEST:
            self.say("There is no more of it to leave out" if by < 0 else "There is no more of it", "quiet")
            return
        was = self.sight.depth
        self.sight.go_to(depth)
        after = view_of(*at, self.sight)
        same = after is not None and set(after.distance) == set(before.distance)
        if by > 0 and same and self.sight.form != "tree":  # a tree has longer ways to the same
            self.sight.go_to(was)
            alone = "That is all it is connected with"
            self.say(alone if before.distance else "Everything has no depth: what is around one has", "quiet")
            return
        self.show_middle()

    def action_whole(self) -> None:
        """All of the product or platform, of the team, of the organisation, and back."""
        from topology.tui.outlook import wholes

        at = self._looked_at()
        if at is None:
            return
        world, focus = at
        steps = [None, *wholes(world, focus)]
        seen = self.sight.whole(focus)
        seen = steps[(steps.index(seen) + 1) % len(steps)] if seen in steps else None
        self.sight.see_whole(focus, seen)
        self.show_middle(self.home.session.cursor)
        self.use("middle")
        if seen is None:
            self.say("Around it again", "quiet")
        else:
            name = "the organisation" if seen == ALL else world.title(seen)
            self.say(f"All of {name}: {self.key('whole')} goes on", "quiet")

    def action_cross(self) -> None:
        """Draw what neighbours have to do with each other, or leave it out again."""
        drawing = self.middle.drawing
        none = not self.sight.crossing and drawing is not None and not drawing.aside
        self.sight.crossing = not self.sight.crossing
        self.show_middle()
        if none and self.sight.form == "graph":
            self.say("No line was left out here: elsewhere those between neighbours are drawn too", "quiet")
        else:
            said = "drawn too" if self.sight.crossing else "left out again, and counted"
            self.say(f"Lines between neighbours are {said}", "quiet")

    def action_fold(self) -> None:
        """Fold the lane that somebody stands in to one chip, or unfold it."""
        if self.sight.form != "graph":
            self.say(f"Lanes are folded in the graph: {self.key('form')} shows it", "quiet")
            return
        here, world = self.middle.here, self.home.world
        drawing = self.middle.drawing
        if here is None or world is None or drawing is None or here.ref not in self._drawn_refs():
            self.say("No team's lane to fold here", "quiet")
            return
        owners = drawing.lanes[here.lane].teams
        if here.role == "focus":
            folded = any(chip.role == "team" for chip in drawing.chips)
            beside = "a folded team (▸), and it opens" if folded else "one of its neighbours"
            self.say(f"What is in the middle is never folded: go to {beside}", "quiet")
            return
        self.sight.toggle(owners, here.role == "team")
        # Whoever opens a lane stands where they stood when they folded it, else on what they look at.
        before = (self._folded_at, self.home.session.focus, here.members[0])
        self._folded_at = here.ref if here.role != "team" else None
        self.show_middle(next(ref for ref in before if ref in here.members) if here.role == "team" else None)

    def _drawn_refs(self) -> set[Ref]:
        world = self.home.world
        chips = self.middle.drawing.chips if self.middle.drawing is not None else ()
        nodes = world.topology.index if world is not None else {}
        return {chip.ref for chip in chips if all(ref in nodes for ref in chip.members)}
