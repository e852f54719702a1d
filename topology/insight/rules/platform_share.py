"""How often platform teams come first."""

from collections import Counter
from collections.abc import Iterable

from topology.graph.order import place_in_order
from topology.insight.rule import Rule, View
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for the whole catalog, at the first platform team, holding the others."""
    firsts = Counter(
        each.contact.team
        for each in view.outcomes
        if each.contact is not None and each.contact.team is not None
    )
    total = sum(firsts.values())
    platforms: dict[Ref, int] = {
        team: times for team, times in firsts.items() if view.team_type(team) == "platform"
    }
    share = sum(platforms.values()) / total if total else 0.0
    limit = view.thresholds.platform_share
    if total < view.thresholds.platform_contacts or share <= limit:
        return
    ordered = sorted(platforms, key=lambda team: (-platforms[team], place_in_order(team)))
    listed = ", ".join(f"{team} {platforms[team]}" for team in ordered)
    first = min(platforms, key=place_in_order)
    yield RULE.problem(
        view.catalog.entities[first].place,
        f"platform teams are the first contact in {sum(platforms.values())} of {total} failures ({share:.0%},"
        f" more than {limit:.0%}): {listed}; let products notice and answer for their own",
        entity=first,
        references=tuple(
            Occurrence(view.catalog.entities[team].place, team)
            for team in sorted(platforms, key=place_in_order)
        ),
    )


RULE = Rule(
    code="T545",
    name="platform-share",
    severity="info",
    about="Platform teams are the first contact in too large a part of all failures.",
    why="Platform teams cannot be the first point of contact for every incident: their work is to make the"
    " platform need fewer.",
    source="Every component fails once at the instant of the check, all of them counted alike.",
    threshold="`platform-share` = 0.2 of at least `platform-contacts` = 10 failures with a first contact."
    " Team Topologies (2019) sees six to nine stream-aligned teams for each other one where it works well: a"
    " seventh is then the platforms' even share, and a fifth is more.",
    fix="Move alerts, quotas and first diagnosis to the users of the platform; give them self-service.",
    check=check,
    needs=("policies", "types"),
)
