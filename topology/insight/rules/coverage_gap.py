"""Times ahead in which a step of a policy reaches nobody."""

from collections.abc import Iterable

from topology.insight.coverage import Span, empty_spans, spelled
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem
from topology.model.reference import Ref
from topology.oncall.clock import seconds


def check(view: View) -> Iterable[Problem]:
    """One finding for each step, at its schedule where it is one; the same schedules count once."""
    found: dict[tuple[Ref, ...], Found] = {}
    for policy in view.policies:
        for number, step in enumerate(policy.steps, start=1):
            schedules = tuple(reference.target for reference in step.page)
            spans = empty_spans(view, policy, step) if schedules not in found else ()
            if not spans:
                continue
            alone = len(schedules) == 1
            entity, other = (schedules[0], policy.ref) if alone else (policy.ref, schedules[0])
            found[schedules] = Found(
                place=view.catalog.entities[entity].place if alone else step.place,
                message=f"step {number} of {policy.ref} reaches nobody {_when(view, spans)}: fill the gap",
                entity=entity,
                target=other,
            )
    return RULE.problems(found.values(), "steps have gaps")


def _when(view: View, spans: tuple[Span, ...]) -> str:
    ahead = f"the next {view.thresholds.coverage_days} days"
    if spans[0] == (seconds(view.at), seconds(view.until)):
        return f"in {ahead} at all"
    length = _length(sum(until - since for since, until in spans) // 60)
    first = spelled(*spans[0], view.catalog.defaults.timezone)
    if len(spans) == 1:
        return f"for {length} in {ahead}, {first}"
    return f"{len(spans)} times in {ahead}, {length} in all, first {first}"


def _length(minutes: int) -> str:
    hours = minutes // 60
    return f"{minutes} min" if hours < 2 else f"{hours} h" if hours < 96 else f"{hours // 24} days"


RULE = Rule(
    code="T523",
    name="coverage-gap",
    severity="warning",
    about="A step of an escalation policy that reaches nobody for some time to come, inside its hours.",
    why="The page waits for nobody, or goes on to who knows less. Gaps come from contracts that end, and from"
    " clocks that change in one place before the other.",
    source="The paging rules of this program: an empty step is skipped, or costs its wait.",
    threshold="`coverage-days` = 90: how far ahead, a quarter, by this program's choice.",
    fix="Let the shifts overlap, extend the layer, or take the step out; `topology oncall` lists the gaps.",
    check=check,
    needs=("policies",),
)
