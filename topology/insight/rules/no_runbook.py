"""Critical components without a runbook."""

from collections.abc import Iterable

from topology.insight.facts import is_runbook
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each component of a tier that states one."""
    found = (
        Found(
            place=each.places.get("links", each.place),
            message=f"{each.ref} (tier {view.topology.tier(each.ref)}) has no runbook: write one and link it",
            entity=each.ref,
        )
        for each in view.components
        if view.topology.tier(each.ref) <= view.thresholds.runbook_tier
        and not any(is_runbook(link) for link in each.links)
    )
    return RULE.problems(found, "critical components have no runbook")


RULE = Rule(
    code="T554",
    name="no-runbook",
    severity="warning",
    about="A critical component without a link of type runbook.",
    why="At night one reads what there is.",
    source="Google, Site Reliability Engineering (2016), chapter 1: a playbook makes repair about three"
    " times as fast as winging it.",
    threshold="`runbook-tier` = 1: the weakest tier that needs one, by this program's choice.",
    fix="Write down how to tell what is wrong, what to try, whom to ask; link it with `type: runbook`.",
    check=check,
    needs=("runbooks",),
)
