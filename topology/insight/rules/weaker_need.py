"""Critical components that cannot work without less critical ones."""

from collections.abc import Iterable

from topology.insight.grouping import by_target
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each weaker component, at the first need of it, holding the others."""
    topology, gap = view.topology, view.thresholds.tier_gap
    edges = (
        edge
        for edge in topology.edges
        if edge.strength == "hard"
        and edge.group < 0
        and edge.via != "contains"
        and topology.tier(edge.target) - topology.tier(edge.source) >= gap
        and view.urgent(edge.source)
        and topology.tier_stated(edge.target) is not None
    )
    found = []
    for target, needs in by_target(edges).items():
        first = needs[0]
        found.append(
            Found(
                place=first.place,
                message=f"{first.source} (tier {topology.tier(first.source)}) needs {target}"
                f" (tier {topology.tier(target)}): make it as strong, or do without it",
                entity=first.source,
                target=target,
                references=needs.occurrences,
            )
        )
    return RULE.problems(found, "components are needed by stronger ones")


RULE = Rule(
    code="T513",
    name="weaker-need",
    severity="warning",
    about="A component that cannot work without one of a weaker tier.",
    why="It is only as reliable as what it needs. The weaker one is watched, run and repaired as if it did"
    " not matter.",
    source="The Calculus of Service Availability (Treynor, Dahlin, Rau and Beyer, ACM Queue, 2017): a service"
    " is no more available than all its critical dependencies together.",
    threshold="`tier-gap` = 1: how many tiers weaker is too weak; any difference, by this program's choice.",
    fix="Raise the tier of what is needed and run it like that, or make the dependency soft or redundant.",
    check=check,
)
