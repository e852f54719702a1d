"""Vendors for whom nobody speaks."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each vendor with neither owner nor liaison; a catalog without any owner has none."""
    if not any(view.topology.owner(each.ref).teams for each in view.components):
        return ()
    found = (
        Found(
            place=each.place,
            message=f"{each.ref} is run by {each.vendor or 'a vendor'} and has no liaison: name the team"
            " that rings them",
            entity=each.ref,
        )
        for each in view.components
        if each.is_vendor and not view.topology.owner(each.ref).teams
    )
    return RULE.problems(found, "vendors have no liaison")


RULE = Rule(
    code="T503",
    name="vendor-without-liaison",
    severity="warning",
    about="A component that another company runs, without a team that speaks with that company.",
    why="When it fails, nobody knows whom to ring, what the contract says, or who decides to switch.",
    source="The paging rules of this program: a vendor's liaison counts as its owner.",
    fix="Give it `liaison:`, the team that holds the contract and decides what to do meanwhile.",
    check=check,
)
