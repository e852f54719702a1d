"""Drawings are read back from their characters: every line that was meant is there, and no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topology.graph.lanes.canvas import ASCII
from topology.graph.lanes.drawing import Drawing
from topology.graph.lanes.layout import draw
from topology.graph.lanes.look import Look
from topology.graph.lanes.measure import cells
from topology.graph.lanes.scene import Kind, scene
from topology.graph.lanes.view import View, around, by_team, everything, inside
from topology.graph.topology import Topology
from topology.model.reference import Ref

# A reader that knows the characters and where the chips stand, and nothing else.
#
# It leaves every chip at its right side and follows the line as a person would: straight on, over and
# under what it crosses; at a trunk up and down, and off it on every line to the right, or to the left where
# the sign of lines back stands on that line. The first arrowhead on the way says what kind a line is.

ARMS = dict(zip("╭╮╰╯├┤┬┴", ("SE", "SW", "NE", "NW", "NSE", "NSW", "SWE", "NWE"), strict=True))
HEADS = {"▶": (1, False), "▷": (1, True), "◀": (-1, False), "◁": (-1, True)}
ALONG = set("─╌═┼╪│?0123456789/↺")

Read = tuple[int, int, str]
"""Source and target by position of their chips, and the kind of the line in words."""


class Lost(AssertionError):
    """A line that leads nowhere, or says two things."""


def grid(drawing: Drawing) -> list[list[str]]:
    """One string for each cell; empty where a wide character covers it."""
    rows = []
    for y in range(drawing.height):
        row: list[str] = []
        for text, _ in drawing.row(y):
            for char in text:
                wide = cells(char)
                if wide:
                    row += [char, *[""] * (wide - 1)]
                else:
                    row[-1] += char
        assert len(row) == drawing.width
        rows.append(row)
    return rows


class Reader:
    """Reads one grid."""

    def __init__(self, drawing: Drawing, rows: list[list[str]], arms: Callable[[int, int], str]) -> None:
        self.chips = drawing.chips
        self.rows = rows
        self.arms = arms
        self.begins = {(chip.start, chip.row): number for number, chip in enumerate(drawing.chips)}

    def at(self, x: int, y: int) -> str:
        inside = 0 <= y < len(self.rows) and 0 <= x < len(self.rows[y])
        return self.rows[y][x] if inside else " "

    def read(self) -> Counter[Read]:
        return Counter(
            (number, target, kind)
            for number, chip in enumerate(self.chips)
            for target, kind in self.follow(chip.end, chip.row)
        )

    def follow(self, x: int, y: int) -> Iterator[tuple[int, str]]:
        """All chips that the line from here leads to. A trunk is entered once from each line and kind."""
        there = self.at(x, y) in set("─╌═┼╪") or "W" in self.arms(x, y)
        todo: list[tuple[int, int, int, str]] = [(x, y, 1, "")] * there
        seen = set()
        while todo:
            x, y, step, kind = state = todo.pop()
            if state in seen:
                continue
            seen.add(state)
            while True:
                char = self.at(x, y)
                if ("W" if step > 0 else "E") in self.arms(x, y):
                    todo += self.off_trunk(x, y, "W" if step > 0 else "E", kind)
                    break
                if char in HEADS:
                    way, _ = HEADS[char]
                    if way != step:
                        raise Lost(f"against an arrow at {x}, {y}")
                    chip = self.chip_behind(x, y) if step > 0 else None
                    if chip is not None:
                        yield chip[0], kind or self.kind(x, y, step, chip[1])
                        break
                    kind = kind or self.kind(x, y, step, "")
                elif char not in ALONG or not char:
                    raise Lost(f"the line breaks at {x}, {y}: {char!r}")
                x += step

    def off_trunk(self, x: int, y: int, came: str, kind: str) -> Iterator[tuple[int, int, int, str]]:
        """Every line off the trunk that is entered here."""
        yield from self.leave(x, y, came, kind)
        for ahead, behind, step in (("N", "S", -1), ("S", "N", 1)):
            at = y
            more = ahead in self.arms(x, at)
            while more:
                at += step
                char = self.at(x, at)
                if char in ("│", "┼", "╪"):
                    continue
                if behind not in self.arms(x, at):
                    raise Lost(f"the trunk breaks at {x}, {at}: {char!r}")
                yield from self.leave(x, at, "", kind)
                more = ahead in self.arms(x, at)

    def leave(self, x: int, y: int, came: str, kind: str) -> Iterator[tuple[int, int, int, str]]:
        arms = self.arms(x, y)
        if "E" in arms and came != "E" and self.at(x + 1, y) != "↺":
            yield x + 1, y, 1, kind
        if "W" in arms and came != "W" and self.at(x - 1, y) == "↺":
            yield x - 1, y, -1, kind

    def chip_behind(self, x: int, y: int) -> tuple[int, str] | None:
        """The chip that an arrowhead points at, and what stands between: the ratio of a redundancy."""
        if (x + 1, y) in self.begins:
            return self.begins[x + 1, y], ""
        ratio = re.match(r" (\d+/\d+)", "".join(self.rows[y][x + 1 : x + 12]))
        if ratio and (x + 1 + len(ratio[0]), y) in self.begins:
            return self.begins[x + 1 + len(ratio[0]), y], ratio[1]
        return None

    def kind(self, x: int, y: int, step: int, ratio: str) -> str:
        """What the arrowhead says, with what stands before it: a question mark, a ratio, a kind of line."""
        soft = HEADS[self.at(x, y)][1]
        x -= step
        grey = self.at(x, y) == "?"
        if grey:
            x -= step
        digits = ""
        while self.at(x, y) in set("0123456789/"):
            digits += self.at(x, y)
            x -= step
        ratio = ratio or digits[::-step]
        line = self.at(x, y)
        if line == "┼":
            line = self.at(x - step, y)
        if (line in ("═", "╪")) != bool(ratio):
            raise Lost(f"half of a redundancy at {x}, {y}")
        strength = "soft" if soft else "async" if line == "╌" else "hard"
        return (f"redundant {ratio}" if ratio else strength) + " grey" * grey


def read(drawing: Drawing) -> Counter[Read]:
    """The lines of a drawing."""
    reader = Reader(drawing, grid(drawing), lambda x, y: ARMS.get(reader.at(x, y), ""))
    return reader.read()


UNDER = {"-": "─", "=": "═", "~": "╌", "|": "│", "#": "┼", ">": "▶", ")": "▷", "<": "◀", "(": "◁", "@": "↺"}


def read_ascii(drawing: Drawing) -> Counter[Read]:
    """The lines of a drawing in ASCII: what a corner or a tee connects is seen from its neighbours."""
    raw = [[char.translate(ASCII) for char in row] for row in grid(drawing)]
    rows = [[UNDER.get(char, char) for char in row] for row in raw]
    beside = set("-=~#+.'?@<>()|/0123456789")

    def arms(x: int, y: int) -> str:
        def char(x: int, y: int) -> str:
            return raw[y][x] if 0 <= y < len(raw) and 0 <= x < len(raw[y]) else " "

        if char(x, y) not in ("+", ".", "'"):
            return ""
        found = "N" * (char(x, y) != "." and char(x, y - 1) in set("|+.#"))
        found += "S" * (char(x, y) != "'" and char(x, y + 1) in set("|+'#"))
        return found + "W" * (char(x - 1, y) in beside) + "E" * (char(x + 1, y) in beside)

    return Reader(drawing, rows, arms).read()


def meant(topology: Topology, view: View) -> Counter[Read]:
    """The lines that a drawing of this view must have."""
    found: Counter[Read] = Counter()
    for link in scene(topology, view).links:
        kind: Kind = link.kind
        words = f"redundant {kind.ratio}" if kind.ratio else kind.strength
        found[link.source, link.target, words + " grey" * kind.grey] += 1
    return found


def check(topology: Topology, view: View, look: Look | None = None) -> Drawing:
    """Draw a view, read it back, and hold it against what must be there."""
    drawing = draw(topology, view, look)
    expected = meant(topology, view)
    assert read(drawing) == expected, drawing.text()
    assert read_ascii(drawing) == expected, drawing.text(ascii_only=True)
    assert_nothing_covered(topology, view, drawing)
    assert_every_edge_counted(topology, view, drawing)
    assert_ways_on_lines(drawing)
    return drawing


def assert_nothing_covered(topology: Topology, view: View, drawing: Drawing) -> None:
    """Chips, titles and sides of lanes are whole, and no two things stand in one place."""
    rows = grid(drawing)
    taken: Counter[tuple[int, int]] = Counter()
    for chip, node in zip(drawing.chips, scene(topology, view).nodes, strict=True):
        text = "".join(rows[chip.row][chip.start + 1 : chip.end - 1])
        begins, cut, ends = text.partition("…")
        whole = (
            node.text.startswith(begins) and node.text.endswith(ends) if cut else text.startswith(node.text)
        )
        assert whole, (text, node.text)
        assert (rows[chip.row][chip.start], rows[chip.row][chip.end - 1]) in (("▐", "▌"), (" ", " "))
        taken.update((x, chip.row) for x in range(chip.start, chip.end))
        lane = drawing.lanes[chip.lane]
        assert lane.left <= chip.start < chip.end <= lane.right + 1
        assert lane.top <= chip.row <= lane.bottom
        assert not lane.framed or lane.top < chip.row < lane.bottom
    for lane in drawing.lanes:
        if lane.framed:
            assert (rows[lane.top][lane.left], rows[lane.top][lane.right]) == ("╭", "╮")
            assert (rows[lane.bottom][lane.left], rows[lane.bottom][lane.right]) == ("╰", "╯")
            assert set(rows[lane.bottom][lane.left + 1 : lane.right]) <= {"─", "│", "┼"}
            sides = {rows[y][x] for y in range(lane.top + 1, lane.bottom) for x in (lane.left, lane.right)}
            assert sides <= {"│", "┼", "╪"}
            top = "".join(rows[lane.top][lane.left + 1 : lane.right])
            shown = re.split(r" (?=[─│┼]|$)", top.removeprefix(" "), maxsplit=1)[0]
            assert lane.title.startswith(shown.removesuffix("…")), (top, lane.title)
            taken.update((x, y) for x in (lane.left, lane.right) for y in range(lane.top, lane.bottom + 1))
        for other in drawing.lanes:
            if other is not lane:
                apart = lane.right < other.left or other.right < lane.left
                assert apart or lane.bottom < other.top or other.bottom < lane.top
    framed = [lane.teams for lane in drawing.lanes if lane.framed]
    assert len(framed) == len(set(framed))
    assert not taken or max(taken.values()) == 1


def assert_every_edge_counted(topology: Topology, view: View, drawing: Drawing) -> None:
    """Every edge at what is shown is drawn once, or counted as hidden or as inside of a folded lane."""
    shown = set(view.refs)
    drawn = [edge for line in drawing.edges for edge in line.edges]
    touching = {edge for ref in shown for edge in (*topology.needs(ref), *topology.users(ref))}
    assert set(drawn) <= touching
    assert len(set(drawn)) == len(drawn)
    leaving = [edge for edge in touching if not {edge.source, edge.target} <= shown]
    assert sum(chip.hidden for chip in drawing.chips) == len(leaving)
    inner = sum(chip.inner for chip in drawing.chips)
    assert len(drawn) + len(leaving) + inner + drawing.aside == len(touching)
    assert view.lean or not drawing.aside
    assert drawing.hidden == len({ref for edge in leaving for ref in (edge.source, edge.target)} - shown)
    assert sorted(ref for chip in drawing.chips for ref in chip.members) == sorted(shown)


def assert_ways_on_lines(drawing: Drawing) -> None:
    """The way of each line, cell by cell, is on characters of lines from its source to its target."""
    rows = grid(drawing)
    for line in drawing.edges:
        source, target = drawing.chips[line.source], drawing.chips[line.target]
        way = list(line.cells())
        assert way[0] == (source.end, source.row)
        assert way[-1][1] == target.row
        assert rows[target.row][way[-1][0]] in ("▶", "▷")
        assert all(rows[y][x] in ALONG or rows[y][x] in ARMS or rows[y][x] in HEADS for x, y in way)
        assert line.back == (target.column <= source.column)


# Graphs made by hand


@pytest.fixture
def build(org: Any) -> Callable[[str], Topology]:
    """A topology from lines ``team name: need need`` (``-`` for no team; ``a|b`` is any of them).

    Teams whose names begin with the same letter have declared an interaction.
    """

    def topology(text: str) -> Topology:
        written = org()
        teams = set()
        for line in text.strip().splitlines():
            head, _, needs = line.partition(":")
            team, name = head.split()
            wanted = [
                written.any_of(*need.split("|")) if "|" in need else need.replace("/", " ")
                for need in needs.split()
            ]
            written.component(name, *wanted, owner=() if team == "-" else team)
            teams |= {team} - {"-"}
        for team in sorted(teams):
            written.team(team, works_with=[o for o in sorted(teams) if o != team and o[0] == team[0]])
        return written.topology()

    return topology


GRAPHS = {
    "diamond": "a s: l r\na l: t\nb r: t\nb t:",
    "every kind": "a s: h s2/soft q/async/5 r1|r2 g\na h:\na s2:\na q:\na r1:\na r2:\nb g:",
    "kinds meet": "a s1: t\na s2: t/soft\nb s3: t/async/1\na s4: t|u\na t:\na u:",
    "all to all": "a s1: t1 t2 t3\na s2: t1 t2 t3\nb s3: t1 t2 t3\nb t1:\nc t2:\nc t3:",
    "nearly all to all": "a s1: t1 t2 t3\na s2: t1 t2\nb s3: t2 t3\nb t1:\nc t2:\nc t3:",
    "both ways to depend": "a s: t t|u\na t:\nb u:",
    "two redundancies": "a s: a1|a2 b1|b2|b3\na a1:\na a2:\nb b1:\nb b2:\nb b3:",
    "long lines": "a a: b c d e\nb b: c d e\nc c: d e\nd d: e\ne e:",
    "circle": "a a: b\na b: c\nb c: d/soft\nb d: a/async/3\nc e: b\nc f:",
    "knot of circles": "a a: b c\na b: a c/soft\nb c: a b d\nb d: c|a\nc e: a b c d",
    "no teams": "- a: b c\n- b: d\n- c: d\n- d:\n- e:",
    "some teams": "a a: b c\n- b: d\nb c: d\n- d:",
    "ghosts": "a a: gone b\nb b: gone lost/soft",
    "wide": "a s: " + " ".join(f"t{n}" for n in range(30)) + "".join(f"\nt{n % 5} t{n}:" for n in range(30)),
    "narrow": "a t:\n" + "\n".join(f"t{n % 5} s{n}: t{'/soft' * (n % 3 == 0)}" for n in range(30)),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_drawings_made_by_hand_read_back(build: Callable[[str], Topology], name: str) -> None:
    topology = build(GRAPHS[name])
    check(topology, everything(topology))
    check(topology, everything(topology, limit=3))
    for ref in topology.nodes[:4]:
        for depth, limit in ((1, 40), (2, 40), (None, 40), (2, 5)):
            check(topology, around(topology, ref, depth, limit))
            check(topology, around(topology, ref, depth, limit, lean=True))
    for team in topology.owner_teams[:2]:
        check(topology, inside(topology, team))
        check(topology, inside(topology, team, lean=True))


def test_wide_and_long_names_read_back(org: Any) -> None:
    written = org()
    written.component("支付服务", "数据库集群", "很长的中文名字的服务组件接口 soft", owner="支付团队")
    written.component("─▶务│", "支付服务", "数据库集群 async 5", owner="x" * 200)
    written.component("n" * 200, "支付服务", "─▶务│", "e\u0301e\u0301", owner="数据平台")
    written.component("数据库集群", owner="数据平台")
    topology = written.topology()
    for longest in (4, 9, 28, 300):
        check(topology, everything(topology), Look(longest=longest))


# Graphs made at random


@st.composite
def organisations(draw_: st.DrawFn) -> dict[str, Any]:
    """A graph in plain values: how many components and teams, who owns what, who needs what and how."""
    size = draw_(st.integers(1, 12))
    teams = draw_(st.integers(0, 5))
    node = st.integers(0, size - 1)
    kind = st.sampled_from(["", "", " hard", " soft", " async 5"])
    return {
        "owners": draw_(st.lists(st.integers(-1, teams - 1), min_size=size, max_size=size)),
        "teams": teams,
        "needs": draw_(st.lists(st.tuples(node, node, kind), max_size=26)),
        "redundant": draw_(st.lists(st.tuples(node, st.lists(node, min_size=2, max_size=3)), max_size=3)),
        "declared": draw_(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6)),
        "view": draw_(st.sampled_from(["all", "around", "inside", "by team"])),
        "ref": draw_(node),
        "depth": draw_(st.sampled_from([0, 1, 2, None])),
        "limit": draw_(st.sampled_from([4, 8, 1000])),
        "lean": draw_(st.booleans()),
    }


def made(org: Any, values: dict[str, Any], shuffle: int | None = None) -> tuple[Topology, View]:
    """The topology and the view of generated values."""
    written = org()
    for number, owner in enumerate(values["owners"]):
        needs: list[Any] = [f"n{to}{kind}" for one, to, kind in values["needs"] if one == number]
        needs += [
            written.any_of(*(f"n{member}" for member in members))
            for one, members in values["redundant"]
            if one == number
        ]
        written.component(f"n{number}", *needs, owner=f"t{owner}" if owner >= 0 else ())
    for number in range(values["teams"]):
        others = {other for one, other in values["declared"] if one == number} - {number}
        works_with = [f"t{other}" for other in sorted(others) if other < values["teams"]]
        written.team(f"t{number}", works_with=works_with)
    topology = written.topology(shuffle)
    ref = Ref(f"component:n{values['ref']}")
    if values["view"] == "around":
        return topology, around(topology, ref, values["depth"], values["limit"], lean=values["lean"])
    if values["view"] == "inside" and topology.owner(ref).teams:
        team = topology.owner(ref).teams[0]
        return topology, inside(topology, team, values["depth"], values["limit"], lean=values["lean"])
    if values["view"] == "by team":
        middle, depth = topology.owner(ref).teams, values["depth"] or 0
        opened = [middle] if depth > 1 else []
        return topology, by_team(topology, middle, depth, values["limit"], opened, values["lean"])
    return topology, everything(topology, values["limit"])


@settings(max_examples=300, deadline=None)
@given(values=organisations())
def test_random_drawings_read_back(org: Any, values: dict[str, Any]) -> None:
    check(*made(org, values))


@settings(max_examples=60, deadline=None)
@given(values=organisations(), shuffle=st.integers(0, 1000))
def test_the_order_of_input_does_not_matter(org: Any, values: dict[str, Any], shuffle: int) -> None:
    one, other = draw(*made(org, values)), draw(*made(org, values, shuffle))
    assert [one.row(y) for y in range(one.height)] == [other.row(y) for y in range(other.height)]
    assert (one.chips, one.lanes, one.hidden) == (other.chips, other.lanes, other.hidden)
