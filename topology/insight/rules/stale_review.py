"""Facts that nobody has looked at for long, and review dates that cannot be."""

from collections.abc import Iterable
from datetime import timedelta

from topology.insight.rule import Found, Rule, View
from topology.insight.rules.stale_collaboration import interactions
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each entity and interaction; collaborations are another rule's business."""
    today = view.at.date()
    oldest = today - timedelta(days=view.thresholds.review_days)
    # Somewhere it is tomorrow already.
    latest = today + timedelta(days=1)
    found = []
    for entity in view.catalog.entities.values():
        reviewed = entity.reviewed
        if reviewed is None or oldest <= reviewed <= latest:
            continue
        text = (
            "which has not come yet"
            if reviewed > latest
            else f"more than {view.thresholds.review_days} days ago"
        )
        found.append(
            Found(
                place=entity.places.get("reviewed", entity.place),
                message=f"{entity.ref} was reviewed on {reviewed}, {text}: look whether it is still true",
                entity=entity.ref,
            )
        )
    for each in interactions(view):
        if each.mode != "collaboration" and each.review_by is not None and each.review_by < today:
            one, other = (reference.target for reference in each.teams)
            found.append(
                Found(
                    place=each.place,
                    message=f"{each.mode} of {one} and {other} was to be reviewed by {each.review_by}: do it",
                    entity=one,
                    target=other,
                )
            )
    return RULE.problems(found, "reviews are stale")


RULE = Rule(
    code="T562",
    name="stale-review",
    severity="warning",
    about="Something reviewed long ago or on a day to come, or an interaction past its `reviewBy`.",
    why="Nobody knows whether it is still true who answers. A rota that is stale says so.",
    source="The model of this program: `reviewed` is when somebody last said that this is true.",
    threshold="`review-days` = 365: once a year, by this program's choice.",
    fix="Look at it with those it names, correct it, and set the date to today.",
    check=check,
    needs=("reviews",),
)
