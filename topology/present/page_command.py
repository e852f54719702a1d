"""A situation as the command that asks it, quoted for a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from topology.incident.situation import Fault, Situation
from topology.model.catalog import Catalog
from topology.model.reference import Ref
from topology.model.text import raw
from topology.present.asking import PEOPLE, THINGS, Stages, UnknownName, find
from topology.present.instants import iso


def page_command(catalog: Catalog, situation: Situation, paths: Sequence[str] = ()) -> str:
    """``topology page …``: typed into a POSIX shell, it asks the same. ``paths`` are the catalog's.

    A fault has either a mode or an impact of its own, as it can be chosen.
    """
    return shlex.join(_words(catalog, situation, paths))


def _words(catalog: Catalog, situation: Situation, paths: Sequence[str]) -> Iterator[str]:
    yield "topology"
    yield "page"
    for path in paths:
        yield from ("-C", path)
    impacts = {fault.impact for fault in situation.faults}
    common = impacts.pop() if len(impacts) == 1 else None
    for fault in situation.faults:
        yield _fault(catalog, fault, said=fault.impact == common)
    if common is not None:
        yield from ("--impact", common)
    yield from ("--at", iso(situation.at))
    yield from _each("--away", (_name(catalog, ref, PEOPLE) for ref in sorted(situation.away)))
    yield from _each("--silent", (_name(catalog, ref, THINGS) for ref in sorted(situation.silent)))
    yield from _each("--down", sorted(situation.down))
    acks = (f"{_name(catalog, ack.person, PEOPLE)}@{ack.minute}" for ack in situation.acks)
    yield from _each("--ack", acks)


def _each(option: str, values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from (option, value)


def _fault(catalog: Catalog, fault: Fault, said: bool) -> str:
    """``REF[@MODE[@CONSUMER]]``; an impact that is not said for all faults stands in place of the mode."""
    name = _name(catalog, fault.component, THINGS)
    mode = raw(fault.mode) if fault.mode is not None else "" if said else fault.impact
    consumer = f"@{_name(catalog, fault.consumer, THINGS)}" if fault.consumer is not None else ""
    return f"{name}@{mode}{consumer}" if mode or consumer else name


def _name(catalog: Catalog, ref: Ref, stages: Stages) -> str:
    """The short name, where it means this entity and no other; else the reference."""
    short = ref.partition(":")[2]
    try:
        return short if find(catalog, short, stages).ref == ref else ref
    except UnknownName:
        return ref
