"""Teams that do not say what they are there for."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each declared team."""
    found = (
        Found(
            place=team.place,
            message=f"{team.ref} says nowhere what it is for: write its `focus` in one sentence",
            entity=team.ref,
        )
        for team in view.teams
        if not team.focus and not team.description
    )
    return RULE.problems(found, "teams do not say what they are for")


RULE = Rule(
    code="T552",
    name="no-purpose",
    severity="warning",
    about="A team without `focus` and without `description`.",
    why="Who does not know what a team is for cannot know what is its own, and what is not.",
    source="Team Topologies (Skelton and Pais, 2019): the Team API begins with a team's focus.",
    fix="Write one sentence that says what others get from it: `focus:`.",
    check=check,
    needs=("purpose",),
)
