"""A neighbourhood as a tree: every way to something is a line of its own, unfolded step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from topology.graph.edge import STRENGTHS, Edge
from topology.graph.lanes.scene import itself
from topology.graph.topology import Direction
from topology.incident.result import State
from topology.model.reference import Ref
from topology.present.words import STATE_SIGNS
from topology.tui import signs
from topology.tui.entries import within
from topology.tui.line import Gloss, Line, Listed, Role, Span
from topology.tui.outlook import steps_of
from topology.tui.sight import ALL, Sight
from topology.tui.world import World

MOST = 2_000
"""Lines that unfold by themselves: the rest by hand."""

STEP = "\t"
"""Between the parts of a key."""

SECTION = -1
"""How deep the headings lie: they are unfolded even where nothing around is looked at."""

CIRCLE = "↺"

_Row = tuple[str, Callable[[], Line]]
"""The key of a line, and what makes it: of many thousand lines a screen shows forty."""


class Branches:
    """Makes the lines of the tree around what is looked at; knows what can be unfolded."""

    def __init__(
        self, world: World, focus: Ref, sight: Sight, marks: tuple[Ref, ...], states: Mapping[Ref, State]
    ) -> None:
        self.world = world
        self.focus = focus
        self.sight = sight
        self.marks = frozenset(marks)
        self.states = states
        self.inside = within(world, focus, sight)
        self.depth = steps_of(world, focus, sight)
        self._made = 0
        self.unfoldable: set[str] = set()

    def lines(self) -> Listed:
        """Every line that is unfolded."""
        self._made = 0
        self.unfoldable.clear()
        rows = list(self._sections())
        return Listed([key for key, _ in rows], lambda row: rows[row][1]())

    def is_open(self, key: str, level: int) -> bool:
        """Whether what lies under a line is shown: within the depth, unless somebody changed that."""
        return self.sight.unfolded.get(key, level < self.depth and self._made < MOST)

    def parent(self, key: str) -> str:
        """The line that a line lies under."""
        return key.rpartition(STEP)[0]

    def _sections(self) -> Iterator[_Row]:
        root = self.sight.whole(self.focus) or self.focus
        if self.inside == (self.focus,):
            yield self._row(self.focus, str(root), (), None)
            yield from self._section(root, "users", "used by")
            yield from self._section(root, "needs", "uses")
            return
        if root != ALL:
            yield from self._section(root, "users", "used by")
        yield from self._members(root)
        if root != ALL:
            yield from self._section(root, "needs", "uses")

    def _section(self, root: Ref, way: Direction, title: str) -> Iterator[_Row]:
        key = f"{root}{STEP}{way}"
        firsts: dict[Ref, list[Edge]] = {}
        own = frozenset(self.inside)
        for ref in self.inside:
            for other, edges in self._beside(ref, way).items():
                if other not in own:
                    firsts.setdefault(other, []).extend(edges)
        yield self._heading(key, f"{title} {len(firsts)}", bool(firsts))
        if firsts and self.is_open(key, SECTION):
            for other in self._sorted(firsts):
                yield from self._branch(other, f"{key}{STEP}{other}", way, own, 1, firsts[other])

    def _members(self, root: Ref) -> Iterator[_Row]:
        key = f"{root}{STEP}inside"
        yield self._heading(key, f"inside {len(self.inside)}", bool(self.inside))
        if self.is_open(key, SECTION):
            needs, unfolded = self.world.topology.needs, self.sight.unfolded
            for ref in self._sorted(self.inside):
                under = f"{key}{STEP}{ref}"
                if under in unfolded or not needs(ref):
                    yield from self._branch(ref, under, "needs", frozenset(), self.depth, [])
                else:  # of thousands the most are folded
                    self.unfoldable.add(under)
                    yield self._row(ref, under, (), signs.CLOSED, "needs")

    def _heading(self, key: str, title: str, more: bool) -> _Row:
        if more:
            self.unfoldable.add(key)
        sign = _fold(self.is_open(key, SECTION)) if more else " "
        line = Line(((f"{sign} ", "quiet"), (title, "head")), (), key)
        return key, lambda: line

    def _branch(
        self, ref: Ref, key: str, way: Direction, above: frozenset[Ref], level: int, edges: list[Edge]
    ) -> Iterator[_Row]:
        """A line and what is unfolded under it. What stands above it already is a circle, and ends there."""
        if ref in above:
            yield self._row(ref, key, edges, CIRCLE)
            return
        topology = self.world.topology
        if not (topology.users(ref) if way == "users" else topology.needs(ref)):
            yield self._row(ref, key, edges, None)
            return
        self.unfoldable.add(key)
        shown = self.is_open(key, level)
        yield self._row(ref, key, edges, _fold(shown), None if shown else way)
        if shown:
            beside = self._beside(ref, way)
            for other in self._sorted(beside):
                yield from self._branch(
                    other, f"{key}{STEP}{other}", way, above | {ref}, level + 1, beside[other]
                )

    def _beside(self, ref: Ref, way: Direction) -> dict[Ref, list[Edge]]:
        found: dict[Ref, list[Edge]] = {}
        edges = self.world.topology.users(ref) if way == "users" else self.world.topology.needs(ref)
        for edge in edges:
            found.setdefault(edge.source if way == "users" else edge.target, []).append(edge)
        return found

    def _sorted(self, found: Iterable[Ref]) -> list[Ref]:
        return sorted(found, key=self.world.names.place)

    def _row(
        self,
        ref: Ref,
        key: str,
        edges: list[Edge] | tuple[()],
        fold: str | None,
        hiding: Direction | None = None,
    ) -> _Row:
        self._made += 1
        return key, partial(self._line, ref, key, edges, fold, hiding)

    def _line(
        self,
        ref: Ref,
        key: str,
        edges: list[Edge] | tuple[()],
        fold: str | None,
        hiding: Direction | None,
    ) -> Line:
        """One thing; ``hiding``: on this side of it so much is folded."""
        world = self.world
        entity = world.catalog.entities.get(ref)
        ghost = entity is None or entity.ghost
        role: Role = "ghost" if ghost else "strong" if ref == self.focus else "plain"
        spans: list[Span] = [
            (f"{'  ' * max(0, key.count(STEP) - 1)}{fold or ' '} ", "at-risk" if fold == CIRCLE else "quiet")
        ]
        state = self.states.get(ref, "ok")
        if ref in self.marks:
            spans.append((f"{signs.MARK} ", "down"))
        elif state != "ok":
            spans.append((f"{STATE_SIGNS[state]} ", state))
        spans.append((f"{'? ' if ghost else ''}{world.title(ref)}{itself(world.topology, ref)}", role))
        if hiding is not None:
            spans.append((f" +{len(self._beside(ref, hiding))}", "quiet"))
        owner = ", ".join(map(world.title, world.topology.owner(ref).teams))
        tie, grey = _tie(edges, world), any(map(world.topology.is_grey, edges))
        end: list[Span] = [(f"{tie}  ", "quiet")] if tie else []
        end += [("grey  ", "warn")] if grey else []
        end.append((owner or "no owner", "quiet" if owner else "warn"))
        words = ("cycle" if fold == CIRCLE else "", "" if state == "ok" else state, _word(edges, grey))
        gloss = Gloss(tuple(filter(None, words)))
        return Line(tuple(spans), tuple(end), key, ref, gloss=gloss if gloss.words else None)


def _fold(shown: bool) -> str:
    return signs.OPENED if shown else signs.CLOSED


def _word(edges: list[Edge] | tuple[()], grey: bool) -> str:
    """The word of the glossary for how strongly one depends on the other."""
    if not edges:
        return ""
    edge = _strongest(edges)
    return signs.arrow_word(edge.strength, edge.group >= 0, grey)


def _strongest(edges: Iterable[Edge]) -> Edge:
    return min(edges, key=_rank)


def _rank(edge: Edge) -> tuple[bool, int]:
    return edge.group >= 0, STRENGTHS.index(edge.strength)


def _tie(edges: Iterable[Edge], world: World) -> str:
    """What is worth saying about dependencies, the strongest first: nothing, if they are all hard."""
    words = dict.fromkeys(_said(edge, world) for edge in sorted(edges, key=_rank))
    return ", ".join(words) if list(words) != ["hard"] else ""


def _said(edge: Edge, world: World) -> str:
    if edge.group < 0:
        return edge.strength
    redundancy = world.topology.redundancies(edge.source)[edge.group]
    return f"{redundancy.at_least} of {len(redundancy.members)}"
