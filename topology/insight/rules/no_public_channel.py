"""Teams that cannot be asked in public."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each declared team."""
    found = (
        Found(
            place=team.places.get("channels", team.place),
            message=f"{team.ref} has no public channel: open one where anybody can ask and read",
            entity=team.ref,
        )
        for team in view.teams
        if all(channel.visibility != "public" for channel in team.channels)
    )
    return RULE.problems(found, "teams have no public channel")


RULE = Rule(
    code="T553",
    name="no-public-channel",
    severity="warning",
    about="A team with no public channel among its `channels`.",
    why="Questions go to people instead, answers are lost, and in an incident nobody can follow.",
    source="Team Topologies (Skelton and Pais, 2019): the Team API says where to ask. Work is public.",
    fix="Add a channel with `visibility: public`.",
    check=check,
    needs=("channels",),
)
