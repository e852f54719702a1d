"""Lines over more than one column: which of them run as one, and what passes each column because of it.

A line that passes a column takes a place of its own there, like a chip. All that
leave one chip for far away run together, or all that arrive at one from far away:
whichever takes fewer lines (a small vertex cover). A line back to the left always
belongs to the chip at which it arrives.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

LEFT, RIGHT = 0, 1
"""The walls of a gap: a chip's own column stands left of the gap behind it."""


class Flow(Struct, gc=False):
    """One line through a gap between two items, each at one of the gap's walls.

    ``links`` are those that it carries. ``entry``: here a link of its own joins a line
    that belongs to its target, so what kind it is must be said here or nowhere.
    """

    source: int
    sink: int
    source_wall: int
    sink_wall: int
    links: list[int]
    entry: bool


class Wires(Struct):
    """Items by number: first the chips, then a place for every line in every column that it passes.

    Of each item: its ``column``, the ``chip`` it belongs to, whether it is a line ``leaving`` that
    or one ``backward`` to it (else one arriving), the ``links`` it carries. ``gaps[c]`` are the
    flows before column ``c``, ``ways`` those of each link from its source to its target.
    """

    column: list[int]
    chip: list[int]
    leaving: list[bool]
    backward: list[bool]
    links: list[list[int]]
    gaps: list[list[Flow]]
    ways: list[list[Flow]]


def wires(column: Sequence[int], links: Sequence[tuple[int, int]], mixed: Sequence[bool]) -> Wires:
    """The items and flows for links (source, target) between chips in these columns.

    ``mixed`` says of each chip whether lines of several kinds arrive there.
    """
    size = len(column)
    made = Wires(
        list(column), list(range(size)), [False] * size, [False] * size, [[] for _ in range(size)],
        [[] for _ in range(max(column, default=0) + 2)], [[] for _ in links],
    )  # fmt: skip
    places: dict[tuple[int, int, int], int] = {}
    flows: dict[tuple[int, int, int], Flow] = {}
    by_source = _shared_by_source(column, links)

    def place(chip: int, at: int, way: int) -> int:
        """The item of a line in a column; ``way``: 0 leaving ``chip``, 1 arriving at it, 2 back to it."""
        item = places.get((chip, at, way))
        if item is None:
            item = places[chip, at, way] = len(made.column)
            made.column.append(at)
            made.chip.append(chip)
            made.leaving.append(way == 0)
            made.backward.append(way == 2)
            made.links.append([])
        return item

    def flow(link: int, gap: int, source: int, sink: int, walls: tuple[int, int], entry: bool) -> None:
        key = (source, sink, link if entry and mixed[links[link][1]] else -1)
        found = flows.get(key)
        if found is None:
            found = flows[key] = Flow(source, sink, *walls, [], entry)
            made.gaps[gap].append(found)
        found.links.append(link)
        made.ways[link].append(found)
        for item in (source, sink):
            if item >= size and (not made.links[item] or made.links[item][-1] != link):
                made.links[item].append(link)

    for link, (source, target) in enumerate(links):
        start, end = column[source], column[target]
        if end > start:
            if by_source[link]:
                stations = [place(source, at, 0) for at in range(start + 1, end)]
                entry_at = len(stations)
            else:
                stations = [place(target, at, 1) for at in range(start + 1, end)]
                entry_at = 0
            stops = [source, *stations, target]
            for step in range(end - start):
                flow(link, start + 1 + step, stops[step], stops[step + 1], (LEFT, RIGHT), step == entry_at)
            continue
        stations = [place(target, at, 2) for at in range(start, end - 1, -1)]
        flow(link, start + 1, source, stations[0], (LEFT, LEFT), True)
        for step, at in enumerate(range(start, end, -1)):
            flow(link, at, stations[step], stations[step + 1], (RIGHT, LEFT), False)
        flow(link, end, stations[-1], target, (RIGHT, RIGHT), False)
    return made


End = tuple[bool, int]
"""A chip at which lines leave (true) or arrive."""


def _shared_by_source(column: Sequence[int], links: Sequence[tuple[int, int]]) -> list[bool]:
    """For each link whether its line over other columns is its source's; else it is its target's."""
    result = [True] * len(links)
    far = [n for n, (source, target) in enumerate(links) if column[target] - column[source] > 1]
    chosen = _cover([((True, links[n][0]), (False, links[n][1])) for n in far])
    both = {n: (True, links[n][0]) in chosen and (False, links[n][1]) in chosen for n in far}
    reach: dict[End, int] = {}
    for link in sorted(far, key=lambda n: (both[n], column[links[n][0]] - column[links[n][1]], n)):
        source, target = links[link]
        leave, arrive = (True, source), (False, target)
        last, first = column[target] - 1, column[source] + 1
        mine = leave in chosen
        if both[link]:
            # Either line is there already: take the one that need not get so much longer.
            more = max(0, last - reach.get(leave, column[source]))
            mine = more <= max(0, reach.get(arrive, column[target]) - first)
        result[link] = mine
        if mine:
            reach[leave] = max(reach.get(leave, last), last)
        else:
            reach[arrive] = min(reach.get(arrive, first), first)
    return result


def _cover(pairs: Sequence[tuple[End, End]]) -> set[End]:
    """Few ends of which every pair has one: again and again the one that most of the rest have."""
    of: dict[End, list[int]] = {}
    for number, pair in enumerate(pairs):
        for end in pair:
            of.setdefault(end, []).append(number)
    count = {end: len(numbers) for end, numbers in of.items()}
    open_ = [True] * len(pairs)
    left = len(pairs)
    chosen = set()
    while left:
        best = max(count, key=lambda end: (count[end], end[0], -end[1]))
        chosen.add(best)
        for number in of[best]:
            if open_[number]:
                open_[number] = False
                left -= 1
                for end in pairs[number]:
                    count[end] -= 1
        del count[best]
    return chosen
