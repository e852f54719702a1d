"""Where several lines lead to all of several others, they come together first and part again.

So half a dozen things that all need the same three are eighteen dependencies, but nine lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from topology.graph.lanes.ground import Ground
from topology.graph.lanes.trunks import Connection
from topology.graph.lanes.wires import LEFT, RIGHT, Flow

Mark = Callable[[Flow], str]
"""The sign of a line's kind that must stand where it joins others; empty where it need not."""

Sink = tuple[int, str]
"""Where a line leads, and the sign that it must bear there."""

WORTH = 0.5
"""Lines that must be saved for it."""


def connections(flows: Sequence[Flow], ground: Ground, mark: Mark, tight: bool) -> list[Connection]:
    """The lines of a gap, those to a meeting row before those from it.

    ``tight``: a single trunk may do for those that have no other lines.
    """
    outs: dict[int, dict[Sink, Flow]] = {}
    users: dict[Sink, list[int]] = {}
    made: list[Connection] = []
    for flow in flows:
        sink = flow.sink, mark(flow)
        if flow.entry and flow.source_wall == LEFT and flow.sink_wall == RIGHT:
            outs.setdefault(flow.source, {})[sink] = flow
            users.setdefault(sink, []).append(flow.source)
        else:
            made.append(Connection((flow.source,), flow.sink, [flow], sink[1]))
    busy = {each.sources[0] for each in made}
    while (found := _best(outs, users, busy)) is not None:
        sources, sinks = found
        alone = not busy & set(sources) and all(len(outs[source]) == len(sinks) for source in sources)
        if tight and alone and _clear(sources, [sink for sink, _ in sinks], ground):
            meeting: tuple[int, ...] = tuple(sources)
        else:
            meeting = (ground.fresh(sources[len(sources) // 2], sinks[len(sinks) // 2][0]),)
            for source in sources:
                carried = [outs[source][sink] for sink in sinks]
                made.append(Connection((source,), meeting[0], carried, ""))
            busy.update(sources)
        for sink in sinks:
            carried = [outs[source].pop(sink) for source in sources]
            made.append(Connection(meeting, sink[0], carried, sink[1]))
            users[sink] = [source for source in users[sink] if source not in sources]
    for source, rest in outs.items():
        made += [Connection((source,), sink, [flow], sign) for (sink, sign), flow in rest.items()]
    return made


def _best(
    outs: dict[int, dict[Sink, Flow]], users: dict[Sink, list[int]], busy: set[int]
) -> tuple[list[int], list[Sink]] | None:
    """The sources and sinks for which coming together saves most lines, if any do."""
    best: tuple[float, list[int], list[Sink]] | None = None
    tried = set()
    several = [source for source, sinks in outs.items() if len(sinks) > 1]
    for one, other in combinations(several, 2):
        sinks = sorted(outs[one].keys() & outs[other].keys())
        if len(sinks) < 2 or len({sink for sink, _ in sinks}) < len(sinks) or tuple(sinks) in tried:
            continue
        tried.add(tuple(sinks))
        sources = [source for source in several if all(sink in outs[source] for sink in sinks)]
        # Each end that has no other line is a trunk less.
        alone = sum(len(outs[source]) == len(sinks) and source not in busy for source in sources)
        alone += sum(len(users[sink]) == len(sources) for sink in sinks)
        saved = len(sources) * len(sinks) - len(sources) - len(sinks) + alone / 2
        if saved > WORTH and (best is None or saved > best[0]):
            best = saved, sources, sinks
    return best[1:] if best is not None else None


def _clear(sources: list[int], sinks: list[int], ground: Ground) -> bool:
    """Whether a trunk of all these meets lines from both sides at once on its first and last row at most."""
    left = {ground.row(key) for key in sources}
    right = {ground.row(key) for key in sinks}
    ends = {min(left | right), max(left | right)}
    return not (left & right) - ends
