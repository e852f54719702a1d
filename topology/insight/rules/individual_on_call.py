"""People in a policy where a schedule should be."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem
from topology.model.reference import kind_of


def check(view: View) -> Iterable[Problem]:
    """One finding for each policy, at the first person that it names."""
    found = []
    for policy in view.policies:
        named = [each for step in policy.steps for each in step.page if kind_of(each.target) == "person"]
        if named:
            people = view.names(dict.fromkeys(each.target for each in named))
            message = f"{policy.ref} pages {people} by name: page a schedule, even if it is short"
            found.append(
                Found(
                    place=named[0].place,
                    message=message,
                    entity=policy.ref,
                    target=min(each.target for each in named),
                )
            )
    return RULE.problems(found, "policies page people by name")


RULE = Rule(
    code="T527",
    name="individual-on-call",
    severity="warning",
    about="A step of an escalation policy that names a person instead of a schedule.",
    why="Somebody named in a policy is on call for ever: no hand-off, no holiday, no way to swap, and nobody"
    " notices when they leave.",
    source="Google, Site Reliability Engineering (2016), chapter 11: on-call is a rotation with bounds.",
    fix="Put the people into a schedule with a roster, and page that.",
    check=check,
    needs=("policies",),
)
