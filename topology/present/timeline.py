"""The timeline as people read it: what each policy does, without saying again what it repeats.

A later pass of a policy pages the same people again. All of it is in the data; in
text the first pass, whatever is new in later ones, and the fact of repeating are enough.
"""

from collections.abc import Iterable

from msgspec import Struct

from topology.incident.result import Event
from topology.model.reference import Ref


class Moment(Struct, frozen=True, gc=False):
    """One event worth a line.

    ``passes``: how many further passes a ``repeat`` stands for. ``tells_component``:
    its component is not clear from the lines before. ``shared``: its policy is walked for
    others too.
    """

    event: Event
    passes: int = 0
    tells_component: bool = True
    shared: bool = True


def moments(timeline: Iterable[Event]) -> tuple[Moment, ...]:
    """The events without time-outs that the next step tells of, and without what repeats."""
    events = tuple(timeline)
    repeats: dict[object, int] = {}
    for event in events:
        if event.event == "repeat":
            repeats[_walk(event)] = repeats.get(_walk(event), 0) + 1
    shared: dict[Ref | None, set[Ref | None]] = {}
    for event in events:
        shared.setdefault(event.policy, set()).add(event.component)
    told: set[Ref | None] = set()
    found: list[Moment] = []
    paged: set[tuple[object, Ref | None, int | None]] = set()
    repeated: set[object] = set()
    for event in events:
        walk = _walk(event)
        if event.event == "timeout":
            continue
        if event.event == "repeat":
            if walk not in repeated:
                found.append(Moment(event, repeats[walk], *_tells(event, told, shared)))
            repeated.add(walk)
            continue
        if event.event == "page":
            page = (walk, event.person, event.step)
            if walk in repeated and page in paged:
                continue
            paged.add(page)
        found.append(Moment(event, 0, *_tells(event, told, shared)))
    return tuple(found)


def _tells(
    event: Event, told: set[Ref | None], shared: dict[Ref | None, set[Ref | None]]
) -> tuple[bool, bool]:
    """A policy that is walked for one thing only names it once."""
    first = event.policy not in told
    told.add(event.policy)
    several = len(shared[event.policy]) > 1
    return event.component is not None and (first or several), several


def _walk(event: Event) -> object:
    """The policy that is walked, and for what."""
    return event.policy, event.component
