"""Enabling teams that own something."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each component of an enabling team."""
    found = (
        Found(
            place=each.places.get("owner", each.place),
            message=f"{each.ref} belongs to {team}, an enabling team: give it to a team that stays",
            entity=each.ref,
            target=team,
        )
        for each in view.components
        for team in view.topology.owner(each.ref).teams
        if view.team_type(team) == "enabling"
    )
    return RULE.problems(found, "components belong to enabling teams")


RULE = Rule(
    code="T504",
    name="enabling-owner",
    severity="warning",
    about="A component that an enabling team owns.",
    why="Enabling teams visit others for a while and leave. Their own service does not let them leave, or is"
    " left alone.",
    source="Team Topologies (Skelton and Pais, 2019): an enabling team helps others to learn, for a while.",
    fix="Give it to a stream-aligned team that needs it, or to a platform team.",
    check=check,
    needs=("types",),
)
