"""Overrides that do nothing."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each override that takes somebody off call who is not on call in all its time."""
    for idle in view.rota.idle_overrides():
        message = f"an override of {idle.schedule} does nothing: {idle.because.text}; check name and dates"
        yield RULE.problem(idle.override.place, message, entity=idle.schedule)


RULE = Rule(
    code="T522",
    name="idle-override",
    severity="warning",
    about="An override that replaces or removes somebody who is not on call then.",
    why="Somebody believes that they swapped a shift, and the pager does not know.",
    source="The on-call rules of this program: overrides apply in one pass, to the rota itself.",
    fix="Check the dates and the name; overrides apply to the rota itself, not to other overrides.",
    check=check,
)
