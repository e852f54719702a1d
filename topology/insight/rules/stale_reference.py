"""Living components that need retired ones."""

from collections.abc import Iterable

from topology.insight.grouping import by_target
from topology.insight.rule import Found, Rule, View
from topology.model.entity import Component
from topology.model.problem import Problem
from topology.model.reference import Ref

_RETIRED = frozenset({"deprecated", "retired", "end-of-life", "eol", "decommissioned", "sunset"})


def check(view: View) -> Iterable[Problem]:
    """One finding for each retired component, at the first need of it, holding the others.

    References to what nobody declared are the loader's business.
    """
    edges = (
        edge
        for edge in view.topology.edges
        if edge.via != "contains" and _retired(view, edge.target) and not _retired(view, edge.source)
    )
    found = []
    for target, needs in by_target(edges).items():
        component = view.catalog.get(target, Component)
        assert component is not None
        found.append(
            Found(
                place=needs[0].place,
                message=f"{needs[0].source} needs {target}, which is {component.lifecycle}: move to what"
                " replaces it",
                entity=needs[0].source,
                target=target,
                references=needs.occurrences,
            )
        )
    return RULE.problems(found, "retired components are still needed")


def _retired(view: View, ref: Ref) -> bool:
    component = view.catalog.get(ref, Component)
    return component is not None and component.lifecycle.strip().casefold() in _RETIRED


RULE = Rule(
    code="T563",
    name="stale-reference",
    severity="warning",
    about="A dependency of something in use on something whose lifecycle is over.",
    why="Nobody mends what is to go, and whoever switches it off breaks what still needs it.",
    source="Backstage, descriptor format: a deprecated component is at the end of its lifecycle and may"
    " disappear.",
    fix="Move the dependency to what replaces it, or take back the lifecycle.",
    check=check,
)
