"""The team map: streams run across, what carries them lies beneath, and interactions are lines between.

Every team is a row. Those of other types also have an upright line, drawn from their row to
the rows of the teams that they work with; teams of streams that work with each other share one
of their own, beside those. Shapes and signs tell types and modes apart, so that no colour is needed.
"""

from __future__ import annotations

from msgspec import Struct

from topology.graph.lanes.canvas import Canvas
from topology.graph.lanes.measure import cells
from topology.insight.team_map import SHAPES, Shape, TeamMap, Tie
from topology.model.reference import Ref
from topology.present.cells import cut, width
from topology.present.words import count
from topology.tui.boundaries.words import TYPE_WORDS, agreement, key
from topology.tui.line import Role, Span
from topology.tui.sheets import Row, Sheet, Spot
from topology.tui.world import World

PITCH = 3
"""Cells from one upright line to the next."""

LONGEST = 22

SIGNS = {"x-as-a-service": "x", "collaboration": "c", "facilitating": "f"}
GREY, OVERDUE = "?", "!"
LEGEND = "x as a service  c collaboration  f facilitating  ? grey  ! overdue"

NAMES: dict[Shape, tuple[str, str]] = {
    "enabling": ("( ", " )"),
    "stream-aligned": ("", " ═"),
    "untyped": ("", ""),
    "complicated-subsystem": ("< ", " >"),
    "platform": ("[ ", " ]"),
}
"""The shape of a team: what stands around its name."""

LINES: dict[Shape, str] = {"stream-aligned": "═", "enabling": "╌"}
_HEADS = {shape: TYPE_WORDS.get(shape, TYPE_WORDS[""]) for shape in SHAPES}
_ROLES: dict[str, Role] = {
    "": "plain", "edge": "frame", "border": "hot", "hard": "ok", "grey": "warn", "soft": "warn",
}  # fmt: skip
_WEIGHTS: dict[Shape, int] = {
    "stream-aligned": 0, "untyped": 0, "enabling": 1, "complicated-subsystem": 2, "platform": 3,
}  # fmt: skip
"""Of two teams the heavier one has the upright line."""


NOBODY = "No team to draw: no file declares one that fits here."
NOTHING = "No file says how these teams work with each other (interactions)."


class Post(Struct):
    """An upright line: whose it is (``None``: of pairs), where it stands, and its ties."""

    team: Ref | None
    ties: list[Tie]
    top: int
    bottom: int


class MapSheet:
    """Makes the sheet of a map, and knows what each spot is about."""

    def __init__(self, world: World, made: TeamMap) -> None:
        self._world = world
        self.made = made
        self._shape = dict(made.rows)
        self._line: dict[Ref, int] = {}
        self._heads: dict[int, Shape] = {}
        number = 0
        before = None
        for team, shape in made.rows:
            if shape != before:
                self._heads[number] = before = shape
                number += 1
            self._line[team] = number
            number += 1
        self._count = number
        self._team = {line: team for team, line in self._line.items()}
        self._posts = self._raised()
        self._ends = self._reached()
        self.spots: dict[str, Tie | Ref] = {}
        self._rows = self._drawn()
        self._place = {
            spot.key: (line, spot.start) for line, row in enumerate(self._rows) for spot in row.spots
        }

    def _raised(self) -> list[Post]:
        """The upright lines, from those of enabling teams to those of platforms, then pairs of streams."""
        upright: dict[Ref, Post] = {}
        pairs: list[Tie] = []
        for tie in self.made.ties:
            holder = max(tie.teams, key=lambda team: (_WEIGHTS[self._shape[team]], self._line[team]))
            if _WEIGHTS[self._shape[holder]] == 0:
                pairs.append(tie)
                continue
            at = self._line[holder]
            post = upright.setdefault(holder, Post(holder, [], at, at))
            post.ties.append(tie)
            lines = [self._line[team] for team in tie.teams]
            post.top, post.bottom = min(post.top, *lines), max(post.bottom, *lines)
        ordered = sorted(upright.values(), key=lambda post: self._line[post.team or Ref("")])
        return [*ordered, *self._packed(pairs)]

    def _packed(self, pairs: list[Tie]) -> list[Post]:
        """Pairs that do not lie beside each other share an upright line."""
        posts: list[Post] = []
        for tie in sorted(pairs, key=lambda each: [self._line[team] for team in each.teams]):
            top, bottom = sorted(self._line[team] for team in tie.teams)
            post = next((each for each in posts if each.bottom < top), None)
            if post is None:
                posts.append(Post(None, [tie], top, bottom))
            else:
                post.ties.append(tie)
                post.bottom = bottom
        return posts

    # Drawing

    def _drawn(self) -> list[Row]:
        right = len(self._posts) * PITCH + 3
        canvas = Canvas(right, self._count, cells)
        spots: dict[int, list[Spot]] = {}
        for team, line in self._line.items():
            shape = self._shape[team]
            end = self._ends.get(team)
            if shape == "stream-aligned":
                canvas.put(0, line, "═" * (right - 1) + "▶", "border")
            elif end is not None:
                canvas.put(0, line, LINES.get(shape, "─") * (_x(end) + 1), "edge")
        for number, post in enumerate(self._posts):
            self._upright(canvas, number, post, spots)
        rows: list[Row] = []
        for line in range(self._count):
            if line in self._heads:
                rows.append(Row(((_HEADS[self._heads[line]], "head"),), _spans(canvas, line)))
                continue
            team = self._team[line]
            stood = sorted(spots.get(line, ()), key=lambda spot: spot.start)
            if not stood:
                stood = [Spot(0, 0, key(team))]
                self.spots[key(team)] = team
            rows.append(Row(self._label(team), _spans(canvas, line), tuple(stood)))
        return rows

    def _reached(self) -> dict[Ref, int]:
        """The last upright line that the row of a team has to do with."""
        found: dict[Ref, int] = {}
        for number, post in enumerate(self._posts):
            teams = [team for tie in post.ties for team in tie.teams]
            found.update(dict.fromkeys(teams if post.team is None else [*teams, post.team], number))
        return found

    def _upright(self, canvas: Canvas, number: int, post: Post, spots: dict[int, list[Spot]]) -> None:
        x = _x(number)
        spans = [(post.top, post.bottom)]
        if post.team is None:
            lines = [sorted(self._line[team] for team in tie.teams) for tie in post.ties]
            spans = [(low, high) for low, high in lines]
        for low, high in spans:
            for line in range(low, high + 1):
                canvas.put(x, line, self._through(line, x), "edge")
        if post.team is not None:
            foot = self._line[post.team]
            canvas.put(x, foot, "┴" if foot == post.bottom else "┬" if foot == post.top else "┼", "edge")
        for tie in post.ties:
            mark, look = sign(tie)
            for team in tie.teams if post.team is None else [each for each in tie.teams if each != post.team]:
                line = self._line[team]
                canvas.put(x, line, mark, look)
                name = key(*tie.teams, team)
                spots.setdefault(line, []).append(Spot(x, x + 1, name))
                self.spots[name] = tie

    def _through(self, line: int, x: int) -> str:
        """An upright line where it passes a row."""
        team = self._team.get(line)
        if team is None:
            return "│"
        if self._shape[team] == "stream-aligned":
            return "╪"
        return "┼" if _x(self._ends.get(team, -1)) >= x else "│"

    def _label(self, team: Ref) -> tuple[Span, ...]:
        shape = self._shape[team]
        before, after = NAMES[shape]
        entity = self._world.catalog.entities.get(team)
        ghost = entity is None or entity.ghost
        name = cut(self._world.title(team), LONGEST)
        line = LINES.get(shape, "─") if team in self._ends else " "
        gap = self._left - width(name) - len(before) - len(after) - 1
        fill = "═" if shape == "stream-aligned" else line
        return (
            (f" {before}", "frame"),
            (name, "ghost" if ghost else "strong"),
            (after, "frame"),
            ((fill if shape != "untyped" or line != " " else " ") * gap, "frame"),
        )

    @property
    def _left(self) -> int:
        longest = max((width(self._world.title(team)) for team in self._line), default=0)
        heads = max((width(_HEADS[shape]) for shape in self._heads.values()), default=0)
        return max(min(LONGEST, longest) + 6, heads + 1)

    def sheet(self) -> Sheet:
        """The sheet of it."""
        said = NOBODY if not self._count else LEGEND if self.made.ties else NOTHING
        legend = Row(((f" {said}", "quiet"),), still=True)
        return Sheet(
            left=self._left,
            width=len(self._posts) * PITCH + 3,
            head=(legend,),
            count=self._count,
            row=lambda number: self._rows[number],
            places={name: at[0] for name, at in self._place.items()},
        )

    def team_of(self, name: str) -> Ref | None:
        """The team in whose row a spot stands."""
        at = self._place.get(name)
        return self._team[at[0]] if at is not None else None

    def grey(self) -> list[str]:
        """The spots of ties without a declared interaction, row by row."""
        ties = ((name, about) for name, about in self.spots.items() if isinstance(about, Tie))
        return sorted((name for name, tie in ties if tie.agreed is None), key=self.order)

    def order(self, name: str) -> tuple[int, int]:
        """Where a spot stands among all of them."""
        return self._place.get(name, (-1, -1))

    def says(self, name: str) -> tuple[str, Role]:
        """One line about a spot."""
        about = self.spots[name]
        if not isinstance(about, Tie):
            return self._says_of_team(about)
        one, other = map(self._world.title, about.teams)
        if about.agreed is None:
            return f"{one} and {other}: grey, no interaction declared", "warn"
        words, look = agreement(about.agreed)
        return f"{one} and {other}: {words}", look

    def _says_of_team(self, team: Ref) -> tuple[str, Role]:
        """One line about a team with no tie in its own row: all of them stand along its upright line."""
        title = self._world.title(team)
        ties = [tie for tie in self.made.ties if team in tie.teams]
        if not ties:
            return f"{title}: no interaction with another team is declared", "quiet"
        grey = sum(tie.agreed is None for tie in ties)
        note = f", {grey} of them grey" if grey else ""
        return (
            f"{title}: works with {count(len(ties), 'team')} along its line{note}",
            "warn" if grey else "quiet",
        )


def sign(tie: Tie) -> tuple[str, str]:
    """The letter of a tie, and how it looks on the canvas."""
    if tie.agreed is None:
        return GREY, "grey"
    if tie.agreed.overdue:
        return OVERDUE, "soft"
    return SIGNS[tie.agreed.interaction.mode], "hard"


def _x(number: int) -> int:
    return number * PITCH + 1


def _spans(canvas: Canvas, line: int) -> tuple[Span, ...]:
    return tuple((text, _ROLES[role]) for text, role in canvas.spans(line))
