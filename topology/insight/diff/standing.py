"""Which edges became grey or are so no more, and which rules are newly broken or kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from topology.graph.topology import Crossing, Topology
from topology.insight.baseline import against, baseline_of
from topology.insight.diff.renames import Names
from topology.insight.diff.values import Change, Shift
from topology.insight.notices import EXPIRED_IGNORE, UNUSED_IGNORE
from topology.load.baseline_file import Known
from topology.model.problem import Problem
from topology.model.reference import Ref

_OF_SETTINGS = frozenset({EXPIRED_IGNORE.code, UNUSED_IGNORE.code, "T217", "T218"})
"""Findings about settings: both versions are judged by those of the new one."""


def grey(base: Topology, head: Topology, names: Names) -> Iterator[Change]:
    """Hard dependencies across a boundary that no interaction covers, only then or only now."""
    then = {(names.now(each.edge.source), names.now(each.edge.target)): each for each in base.grey_edges()}
    now = {(each.edge.source, each.edge.target): each for each in head.grey_edges()}
    for pair, each in now.items():
        if pair not in then:
            yield Change(
                key=f"grey-gained {pair[0]} {pair[1]}",
                kind="grey-gained",
                ref=pair[0],
                was=names.then_of.get(pair[0]),
                grade="worse",
                shifts=_ends(each, now=True),
                after=each.edge.place,
            )
    for pair, each in then.items():
        if pair not in now:
            yield Change(
                key=f"grey-lost {pair[0]} {pair[1]}",
                kind="grey-lost",
                ref=pair[0] if pair[0] in head.catalog.entities else None,
                was=each.edge.source,
                grade="better",
                shifts=_ends(each, now=False),
                before=each.edge.place,
            )


def _ends(crossing: Crossing, now: bool) -> tuple[Shift, ...]:
    said: tuple[tuple[str, tuple[Ref, ...]], ...] = (
        ("needs", (crossing.edge.target,)),
        ("from", crossing.from_teams),
        ("to", crossing.to_teams),
    )
    return tuple(Shift(name, None, refs) if now else Shift(name, refs, None) for name, refs in said)


def rules(names: Names, then: Iterable[Problem], now: Iterable[Problem]) -> Iterator[Change]:
    """Findings that only the new version has, and those that it has no more. Notes are left out."""
    old = [each for each in then if each.code not in _OF_SETTINGS]
    new = [each for each in now if each.code not in _OF_SETTINGS]
    known_then = tuple(_in_new_names(names, each) for each in baseline_of(old))
    known_now = tuple(_in_old_names(names, each) for each in baseline_of(new))
    broken = [each for each in against(new, known_then).new if each.severity != "info"]
    kept = [each for each in against(old, known_now).new if each.severity != "info"]
    yield from _told("rule-broken", broken, names)
    yield from _told("rule-kept", kept, names)


def _in_new_names(names: Names, known: Known) -> Known:
    return replace(known, entity=names.now(Ref(known.entity)), target=names.now(Ref(known.target)))


def _in_old_names(names: Names, known: Known) -> Known:
    return replace(known, entity=names.then(Ref(known.entity)), target=names.then(Ref(known.target)))


def _told(kind: str, problems: Iterable[Problem], names: Names) -> Iterator[Change]:
    seen: dict[str, int] = {}
    for problem in problems:
        entity = Ref(problem.entity) if problem.entity is not None else None
        words = (kind, problem.code, problem.entity or problem.place.file, problem.target, problem.subject)
        key = " ".join(word for word in words if word)
        seen[key] = seen.get(key, 0) + 1
        key = key if seen[key] == 1 else f"{key} {seen[key]}"
        if kind == "rule-broken":
            yield Change(
                key=key,
                kind="rule-broken",
                ref=entity,
                was=names.then_of.get(entity) if entity is not None else None,
                grade="worse",
                after=problem.place,
                problem=problem,
                fails=problem.severity == "error",
            )
        else:
            yield Change(
                key=key,
                kind="rule-kept",
                ref=names.now_of.get(entity) if entity is not None else None,
                was=entity,
                grade="better",
                before=problem.place,
                problem=problem,
            )
