"""Redundancy whose members fail together."""

from collections.abc import Iterable

from topology.graph.topology import Redundancy
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each set of members, at its first statement, holding the others."""
    stated: dict[tuple[tuple[Ref, ...], int], list[Redundancy]] = {}
    for each in view.redundancies:
        stated.setdefault((each.members, each.at_least), []).append(each)
    found = []
    for (members, at_least), redundancies in stated.items():
        fate = _fate(view, members, at_least)
        if not fate:
            continue
        redundancies.sort(key=lambda each: (each.place, each.source))
        first = redundancies[0]
        found.append(
            Found(
                place=first.place,
                message=f"{first.source} needs {at_least} of {', '.join(members)}, and {view.names(fate)}"
                " takes down too many of them: set them apart",
                entity=first.source,
                target=fate[0],
                references=tuple(Occurrence(each.place, each.source) for each in redundancies),
            )
        )
    return RULE.problems(found, "redundancies share fate")


def _fate(view: View, members: tuple[Ref, ...], at_least: int) -> list[Ref]:
    """The nearest of those whose failure alone leaves too few of the members."""
    alike = frozenset(members)
    deadly = [each.ref for each in view.outcomes if len(alike - each.down) < at_least]
    if not deadly:
        return []
    steps: dict[Ref, int] = {}
    for member in members:
        for ref, distance in {member: 0, **view.topology.reach(member, "needs")}.items():
            steps[ref] = max(steps.get(ref, 0), distance)
    nearest = min(steps[ref] for ref in deadly)
    return [ref for ref in deadly if steps[ref] == nearest]


RULE = Rule(
    code="T517",
    name="shared-fate",
    severity="warning",
    about="Redundant members that one failure takes down together.",
    why="Redundant on paper: what they share fails once, and none of them is left.",
    source="The paging rules of this program: a redundancy is down with fewer than `atLeast` members left.",
    fix="Put the members on different hosts, zones or vendors, or state the shared need as hard.",
    check=check,
)
