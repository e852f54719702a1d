"""The parts of lines in a gap between two columns: trunks, where lines meet them, and ways over them."""

from __future__ import annotations

from msgspec import Struct

from topology.graph.lanes.wires import Flow

BACK = "↺"
"""Stands beside a trunk on every line that runs to the left."""


class Spot(Struct):
    """Where a line meets a trunk: on the row of ``key``, from the side of ``wall``, ``mark`` beside it."""

    key: int
    wall: int
    mark: str = ""


class Trunk(Struct):
    """A vertical line. ``x`` is its place in the gap, ``root`` the key that all its lines lead from or to.

    ``many``: several lines lead in and several out. ``line`` is the same for all parts of one trunk.
    """

    spots: list[Spot]
    root: int
    many: bool = False
    line: int = -1
    x: int = 0


class Step(Struct):
    """From one row to another along a trunk."""

    trunk: Trunk
    enter: int
    leave: int


class Route(Struct):
    """The way of a flow through a gap: along the row of ``start``, then step by step to that of ``end``.

    ``mark`` stands on the line where there is no step.
    """

    flow: Flow
    start: int
    end: int
    steps: list[Step]
    mark: str = ""


class Gap(Struct):
    """One gap, ``width`` cells wide. ``wall`` says on which side each item stands.

    ``after`` are pairs of trunks, the second right of the first, and the row from one to the other.
    """

    wall: dict[int, int]
    trunks: list[Trunk]
    routes: list[Route]
    after: list[tuple[Trunk, Trunk, int]]
    width: int = 0


class Connection(Struct):
    """One line to a sink, with what it carries: from one pin, or on one trunk from several.

    A sink or source below zero is a row on which lines meet before they part again.
    ``middle`` is the row on which the line gets from its fork to its join.
    """

    sources: tuple[int, ...]
    sink: int
    flows: list[Flow]
    mark: str
    middle: int | None = None
