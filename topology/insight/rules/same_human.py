"""Policies whose steps all ring the same person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from topology.insight.rule import Found, Rule, View
from topology.model.duty import Policy
from topology.model.problem import Problem
from topology.model.reference import Ref

_STRIDE = timedelta(days=6, hours=17)
"""From one instant looked at to the next: other weeks, weekdays and hours each time."""
_ENOUGH = 4
"""Instants without a doubt after which no more are looked at."""


def check(view: View) -> Iterable[Problem]:
    """One finding for each policy of several steps that mostly come to one human."""
    found = []
    for policy in view.policies:
        person = _same(view, policy) if len(policy.steps) > 1 else None
        if person is not None:
            message = (
                f"all steps of {policy.ref} come to the same human, now {person}: put the second roster in"
                " another order"
            )
            found.append(Found(place=policy.place, message=message, entity=policy.ref, target=person))
    return RULE.problems(found, "policies always reach the same human")


def _same(view: View, policy: Policy) -> Ref | None:
    """The one human of a policy, where more than half of the instants looked at have only one."""
    looked = same = 0
    first: Ref | None = None
    instant = view.at
    while instant < view.until and (same or looked < _ENOUGH):
        people = _people(view, policy, instant)
        if people is not None:
            looked += 1
            if len(people) == 1:
                same += 1
                first = first or next(iter(people))
        instant += _STRIDE
    return first if same * 2 > looked else None


def _people(view: View, policy: Policy, instant: datetime) -> frozenset[Ref] | None:
    """Whom all steps reach at an instant; ``None`` where fewer than two reach anybody."""
    reached = [view.rota.page(policy.ref, step, instant).people for step in range(len(policy.steps))]
    some = [people for people in reached if people]
    return frozenset().union(*some) if len(some) > 1 else None


RULE = Rule(
    code="T526",
    name="same-human",
    severity="warning",
    about="An escalation policy of several steps that all reach one and the same person, most of the time.",
    why="Who did not wake up is rung again, and nobody else.",
    source="The paging rules of this program: a step that has timed out goes on to somebody else.",
    fix="Shift the order of the second roster by one, or name somebody else in the second step.",
    check=check,
    needs=("policies",),
)
