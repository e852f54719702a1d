"""Policies that fall back to each other."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.duty import Policy
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each circle of fallbacks, at the first of them, holding the others."""
    found: list[Found] = []
    seen: set[Ref] = set()
    for policy in view.policies:
        circle = _circle(view, policy)
        if not circle or policy.ref in seen:
            continue
        seen.update(each.ref for each in circle)
        ways = sorted(
            (Occurrence(each.fallback.place, each.ref) for each in circle if each.fallback is not None),
            key=lambda each: each.place,
        )
        names = ", ".join(sorted(each.ref for each in circle))
        message = (
            f"{policy.ref} falls back to itself: let it fall back to a policy that answers for everything"
            if len(circle) == 1
            else f"{names} fall back to each other, and nobody else takes over: let one fall back further"
        )
        found.append(Found(place=ways[0].place, message=message, entity=policy.ref, references=tuple(ways)))
    return RULE.problems(found, "circles of fallbacks")


def _circle(view: View, start: Policy) -> list[Policy]:
    """The policies on the way of fallbacks that leads back to ``start``; empty if none does."""
    way = [start]
    while True:
        fallback = way[-1].fallback
        following = view.catalog.get(fallback.target, Policy) if fallback is not None else None
        if following is None or following.ref == start.ref:
            return way if following is not None else []
        if following in way:
            return []
        way.append(following)


RULE = Rule(
    code="T525",
    name="fallback-loop",
    severity="warning",
    about="Escalation policies whose fallbacks lead back to them.",
    why="Each is asked at most once: the last one in the circle ends, and what should catch everything is"
    " never reached.",
    source="The paging rules of this program: a fallback that was asked already ends the walk.",
    fix="Let one of them fall back to a policy outside of the circle.",
    check=check,
    needs=("policies",),
)
