"""Platforms that are no product: nobody owns them, nobody uses them, nobody says what they promise."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Platform
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each platform, with all that it lacks."""
    platforms = [each for each in view.catalog.of(Platform) if not each.ghost]
    promised = any(each.expectations for each in platforms)
    found: list[Found] = []
    for each in platforms:
        lacks = []
        if not view.topology.owner(each.ref).teams:
            lacks.append(("owner", "say whose it is"))
        if not _consumers(view, each.ref):
            lacks.append(("consumers", "let them say so, or retire it"))
        # Backstage has no field for what may be expected: there its absence says nothing by itself.
        if not each.expectations and (promised or each.source == "native"):
            lacks.append(("expectations", "say what its users may rely on"))
        if lacks:
            what = " and no ".join(word for word, _ in lacks)
            message = f"{each.ref} has no {what}: {', '.join(todo for _, todo in lacks)}"
            found.append(Found(place=each.place, message=message, entity=each.ref))
    return RULE.problems(found, "platforms lack an owner, consumers or expectations")


def _consumers(view: View, platform: Ref) -> bool:
    """Whether anything outside of a platform needs a part of it; alerting counts."""
    parts = {platform, *view.topology.parts_of(platform)}
    alerting = view.catalog.alerting
    tools = (alerting.monitoring, alerting.pager, alerting.chat)
    if any(need.target in parts for tool in tools if tool for need in (*tool.runs_on, *tool.fallback)):
        return True
    return any(
        edge.source not in parts and edge.via != "contains"
        for part in parts
        for edge in view.topology.users(part)
    )


RULE = Rule(
    code="T506",
    name="bare-platform",
    severity="warning",
    about="A platform without an owner, without consumers, or without a word on what its users may expect.",
    why="A platform is a product for other teams. Without these three it is a heap of shared things: its"
    " users cannot know what they may rely on, and whom to ask.",
    source="Team Topologies (Skelton and Pais, 2019): platform as a product.",
    fix="Give it `owner:` and `expectations:`, and let its users say that they depend on it; or retire it.",
    check=check,
)
