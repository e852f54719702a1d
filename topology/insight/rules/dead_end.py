"""Policies that ring once and give up."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each policy with steps, without repetition and without fallback."""
    found = (
        Found(
            place=each.place,
            message=f"{each.ref} ends after {sum(step.wait_minutes for step in each.steps)} min, with no"
            " second try and no fallback: give it `repeat` or `fallback`",
            entity=each.ref,
        )
        for each in view.policies
        if each.steps and not each.repeat and each.fallback is None
    )
    return RULE.problems(found, "policies are dead ends")


RULE = Rule(
    code="T524",
    name="dead-end",
    severity="warning",
    about="An escalation policy that pages each step once, and then nobody any more.",
    why="Who did not hear the first ring is not rung again, and nobody else takes over.",
    source="The paging rules of this program: after its last step a policy repeats, falls back, or ends.",
    fix="Give it `repeat: 1` or more, or a `fallback:` policy that answers for everything.",
    check=check,
    needs=("policies",),
)
