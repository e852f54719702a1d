"""Where each trunk of a gap stands: nothing drawn over anything else, and few lines crossed."""

from __future__ import annotations

from itertools import pairwise

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.packing import pack
from topology.graph.lanes.trunks import BACK, Gap, Spot, Step, Trunk
from topology.graph.lanes.wires import LEFT, RIGHT

Arc = tuple[Trunk, Trunk, tuple[Spot, Spot] | None]
"""The first trunk must stand left of the second; the spots of both because of which, if it can be helped."""


def place(gap: Gap, ground: Ground) -> bool:
    """Give every trunk its ``x`` and the gap its width. May take rows to untie knots.

    False: a trunk with several lines on both sides would have to have a crossing of
    four lines; route the gap without such trunks.
    """
    for number, trunk in enumerate(gap.trunks):
        trunk.line = number
        _uncross(gap, trunk, ground)
    while (knot := _knot(gap, ground)) is not None:
        _detach(gap, *knot, ground)
    for trunk in list(gap.trunks):
        if row := _crossways(trunk, ground):
            if trunk.many:
                return False
            _part(gap, trunk, row[0], ground)
    pack(gap, arcs(gap, ground), ground)
    return True


def arcs(gap: Gap, ground: Ground) -> list[Arc]:
    """Which trunks must stand left of which.

    What comes from the left on a row must have ended before what leaves to the right on
    that row begins.
    """
    lefts: dict[int, list[tuple[Trunk, Spot]]] = {}
    for trunk in gap.trunks:
        for spot in trunk.spots:
            if spot.wall == LEFT:
                lefts.setdefault(ground.row(spot.key), []).append((trunk, spot))
    found: list[Arc] = [(one, other, None) for one, other, _ in gap.after]
    for trunk in gap.trunks:
        for spot in trunk.spots:
            if spot.wall == RIGHT:
                for other, arrived in lefts.get(ground.row(spot.key), ()):
                    if arrived.key != spot.key and other.line != trunk.line:
                        found.append((other, trunk, (arrived, spot)))
    return found


# Four lines never meet in one cell


def _crossways(trunk: Trunk, ground: Ground) -> list[int]:
    """The rows, but for the first and last, on which lines meet a trunk from both sides."""
    left = {ground.row(spot.key) for spot in trunk.spots if spot.wall == LEFT}
    right = {ground.row(spot.key) for spot in trunk.spots if spot.wall == RIGHT}
    low, high = min(left | right), max(left | right)
    return [row for row in sorted(left & right) if low < row < high]


def _uncross(gap: Gap, trunk: Trunk, ground: Ground) -> None:
    """Lead lines away from rows on which they would meet another one of the trunk, but not its root."""
    if trunk.many:
        return
    steps = (step for route in gap.routes for step in route.steps if step.trunk is trunk)
    fork = any(step.enter == trunk.root for step in steps)
    own, other = (LEFT, RIGHT) if fork else (RIGHT, LEFT)
    against = {spot.key for spot in trunk.spots if spot.wall == own}
    for spot in [spot for spot in trunk.spots if spot.wall == other]:
        row = ground.row(spot.key)
        met = any(key != spot.key and ground.row(key) == row for key in against)
        if met and row != ground.row(trunk.root):
            _detach(gap, trunk, spot, ground)


def _part(gap: Gap, trunk: Trunk, row: int, ground: Ground) -> None:
    """Part a trunk that goes on up and down from a straight line: two tees, one beside the other."""
    here = [spot for spot in trunk.spots if ground.row(spot.key) == row]
    keys = {spot.key for spot in here}
    lower = Trunk([Spot(spot.key, spot.wall, spot.mark) for spot in here], trunk.root, False, trunk.line)
    lower.spots += [spot for spot in trunk.spots if ground.row(spot.key) > row]
    trunk.spots = [spot for spot in trunk.spots if ground.row(spot.key) <= row]
    gap.trunks.append(lower)

    def parts(each: Trunk, key: int) -> list[Trunk]:
        if each is not trunk:
            return [each]
        return [trunk, lower] if key in keys else [lower if ground.row(key) > row else trunk]

    gap.after = [
        (first, second, key)
        for one, other, key in gap.after
        for first in parts(one, key)
        for second in parts(other, key)
    ]
    for route in gap.routes:
        steps: list[Step] = []
        for step in route.steps:
            enter, leave = ground.row(step.enter), ground.row(step.leave)
            if step.trunk is not trunk or max(enter, leave) <= row:
                steps.append(step)
            elif min(enter, leave) >= row:
                steps.append(Step(lower, step.enter, step.leave))
            else:
                first, second = (trunk, lower) if enter < leave else (lower, trunk)
                steps += [Step(first, step.enter, here[0].key), Step(second, here[0].key, step.leave)]
        route.steps = steps


# No two trunks may each have to stand left of the other


def _knot(gap: Gap, ground: Ground) -> tuple[Trunk, Spot] | None:
    """A trunk in a circle of arcs, and the spot that is best led elsewhere; ``None``: there is no circle."""
    behind: dict[int, list[Arc]] = {}
    for arc in arcs(gap, ground):
        behind.setdefault(id(arc[0]), []).append(arc)
    done: set[int] = set()
    for start in gap.trunks:
        if id(start) in done:
            continue
        path: list[Arc] = [(start, start, None)]
        on_path = {id(start)}
        waiting = [iter(behind.get(id(start), ()))]
        while path:
            for arc in waiting[-1]:
                other = arc[1]
                if id(other) in on_path:
                    first = next(place for place, each in enumerate(path) if each[1] is other)
                    return _best([*path[first + 1 :], arc])
                if id(other) not in done:
                    path.append(arc)
                    on_path.add(id(other))
                    waiting.append(iter(behind.get(id(other), ())))
                    break
            else:
                trunk = path.pop()[1]
                on_path.discard(id(trunk))
                done.add(id(trunk))
                waiting.pop()
    return None


def _best(circle: list[Arc]) -> tuple[Trunk, Spot]:
    """Where a circle is opened: at a middle piece that may lie on any row, else at the smallest trunk."""
    options: list[tuple[bool, int, Trunk, Spot]] = []
    for one, other, spots in circle:
        if spots is not None:
            arrived, leaving = spots
            options.append((leaving.key >= 0, len(other.spots), other, leaving))
            if arrived.key < 0:
                options.append((False, len(one.spots), one, arrived))
    return min(options, key=lambda option: option[:2])[2:]


def _detach(gap: Gap, trunk: Trunk, spot: Spot, ground: Ground) -> None:
    """Lead the line at a spot over a row of its own, and a trunk of its own if it needs one."""
    old, wall = spot.key, spot.wall
    near = min(
        (each for each in trunk.spots if each is not spot),
        key=lambda each: (abs(ground.row(each.key) - ground.row(old)), ground.row(each.key)),
    )
    middle = ground.fresh(near.key, old)
    pair = next((pair for pair in gap.after if pair[2] == old and trunk in pair[:2]), None)
    if pair is not None:
        # It led from a fork to a join on the row of a pin: give it the new row instead.
        fork, join, _ = pair
        gap.after[gap.after.index(pair)] = (fork, join, middle)
        next(each for each in fork.spots if each.key == old and each.wall == RIGHT).key = middle
        next(each for each in join.spots if each.key == old and each.wall == LEFT).key = middle
        for route in gap.routes:
            for one, two in pairwise(route.steps):
                if one.trunk is fork and two.trunk is join and one.leave == old:
                    one.leave = two.enter = middle
        return
    back = BACK if spot.mark.endswith(BACK) or spot.mark.startswith(BACK) else ""
    new = Trunk([Spot(old, wall, spot.mark), Spot(middle, 1 - wall, back)], old, False, len(gap.trunks))
    trunk.spots[next(i for i, each in enumerate(trunk.spots) if each is spot)] = Spot(middle, wall, back)
    gap.trunks.append(new)
    gap.after.append((trunk, new, middle) if wall == RIGHT else (new, trunk, middle))
    for route in gap.routes:
        steps: list[Step] = []
        for step in route.steps:
            if step.trunk is trunk and step.leave == old:
                steps += [Step(trunk, step.enter, middle), Step(new, middle, old)]
            elif step.trunk is trunk and step.enter == old:
                steps += [Step(new, old, middle), Step(trunk, middle, step.leave)]
            else:
                steps.append(step)
        route.steps = steps
