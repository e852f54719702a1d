"""Collaborations that never end."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Interaction
from topology.model.problem import Problem


def interactions(view: View) -> Iterator[Interaction]:
    """Every declared interaction, once."""
    declared = dict.fromkeys(view.catalog.interactions)
    for team in view.teams:
        declared.update(dict.fromkeys(team.interactions))
    yield from declared


def check(view: View) -> Iterable[Problem]:
    """One finding for each collaboration past its review, or without one and old."""
    today = view.at.date()
    oldest = today - timedelta(days=view.thresholds.collaboration_days)
    found = []
    for each in interactions(view):
        if each.mode != "collaboration":
            continue
        one, other = (reference.target for reference in each.teams)
        if each.review_by is not None and each.review_by < today:
            since = f"was to be reviewed by {each.review_by}"
        elif each.review_by is None and each.since is not None and each.since < oldest:
            since = f"goes on since {each.since}"
        else:
            continue
        found.append(
            Found(
                place=each.place,
                message=f"the collaboration of {one} and {other} {since}: end it, or say until when",
                entity=one,
                target=other,
            )
        )
    return RULE.problems(found, "collaborations are stale")


RULE = Rule(
    code="T515",
    name="stale-collaboration",
    severity="warning",
    about="A collaboration of two teams past its `reviewBy`, or a long one without.",
    why="Collaboration is dear, and blurs who answers for what. One that never ends is a boundary that nobody"
    " drew.",
    source="Team Topologies (Skelton and Pais, 2019): teams collaborate for a limited time, to discover"
    " something; then one serves the other.",
    threshold="`collaboration-days` = 180, without a `reviewBy`: two quarters, by this program's choice.",
    fix="Agree on what each provides and make it x-as-a-service, or set `reviewBy:` to a day to come.",
    check=check,
)
