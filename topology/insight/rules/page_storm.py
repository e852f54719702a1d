"""Failures that wake too many teams at once."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each component."""
    most = view.thresholds.storm_teams
    found = (
        Found(
            place=view.catalog.entities[each.ref].place,
            message=f"the failure of {each.ref} pages {len(each.paged)} teams, more than {most}:"
            f" {view.names(each.paged)}; let symptoms be `inhibitedBy` it, or agree on who leads",
            entity=each.ref,
        )
        for each in view.paging
        if len(each.paged) > most
    )
    return RULE.problems(found, "failures page many teams")


RULE = Rule(
    code="T548",
    name="page-storm",
    severity="warning",
    about="One failure that pages many teams at once.",
    why="A dozen people ask each other the same question, and most of them were woken for nothing.",
    source="The paging rules of this program: one lead, helpers who soften the blow, all others are told and"
    " not paged.",
    threshold="`storm-teams` = 3: a lead and two helpers, by this program's choice.",
    fix="Declare `inhibitedBy` where users are told and need not act, or soften what needs it.",
    check=check,
    needs=("policies",),
)
