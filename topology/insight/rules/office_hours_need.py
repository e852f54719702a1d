"""Components for which people get up at night, and which need some for which nobody does."""

from collections.abc import Iterable

from topology.insight.coverage import policy_hours
from topology.insight.grouping import by_target
from topology.insight.rule import Found, Rule, View
from topology.model.duty import Policy
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each component that is only answered for in hours, at the first need of it."""
    limited = {policy.ref for policy in view.policies if not policy_hours(view, policy).always}
    edges = (
        edge
        for edge in view.topology.edges
        if edge.strength == "hard"
        and edge.group < 0
        and edge.via != "contains"
        and view.urgent(edge.source)
        and _policies(view, edge.target)
        and _policies(view, edge.target) <= limited
        and limited.isdisjoint(_policies(view, edge.source))
    )
    found = []
    for target, needs in by_target(edges).items():
        first = needs[0]
        policy = min(_policies(view, target))
        stated = view.catalog.get(policy, Policy)
        hours = stated.hours.text if stated is not None and stated.hours is not None else "hours"
        found.append(
            Found(
                place=first.place,
                message=f"{first.source} is answered for at any hour and needs {target}, whose {policy} is"
                f" open {hours}: widen its hours, or do without it",
                entity=first.source,
                target=target,
                references=needs.occurrences,
            )
        )
    return RULE.problems(found, "components that others need at any hour are answered for in hours only")


def _policies(view: View, ref: Ref) -> set[Ref]:
    """The policies that are paged for a component; none unless all of them are declared."""
    route = view.topology.policy_of(ref)
    return set(route.policies) if route.declared else set()


RULE = Rule(
    code="T514",
    name="office-hours-need",
    severity="warning",
    about="A hard dependency of something answered for around the clock on something with support hours.",
    why="At night its failure wakes those who need it. They can soften it and wait for the morning.",
    source="The paging rules of this program: outside support hours a page is held (CAUSE_HELD).",
    fix="Let its owner be on call as long as its users, or make the dependency soft, or keep a copy.",
    check=check,
    needs=("policies",),
)
