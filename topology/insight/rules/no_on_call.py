"""Components that should page somebody, and no file says whom."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each owner; a catalog without any on-call data gets one note.

    Components without an owner are the business of another rule.
    """
    topology, catalog = view.topology, view.topology.catalog
    pages = catalog.defaults.page_tiers
    urgent = [each for each in catalog.of(Component) if not each.ghost and topology.tier(each.ref) <= pages]
    lost = [each for each in urgent if topology.policy_of(each.ref).via == "none"]
    if not lost:
        return
    if not any(True for _ in catalog.of(Policy)) and not any(True for _ in catalog.of(Schedule)):
        message = f"nothing is said about on call: who is paged for {len(urgent)} components is unknown"
        yield RULE.problem(min(each.place for each in lost), message, severity="info")
        return
    owned: dict[tuple[Ref, ...], list[Component]] = {}
    for each in lost:
        teams = topology.owner(each.ref).teams
        if teams:
            owned.setdefault(teams, []).append(each)
    for teams, components in owned.items():
        components.sort(key=lambda each: each.place)
        first = components[0]
        more = f" and {len(components) - 1} more" if len(components) > 1 else ""
        yield RULE.problem(
            first.place,
            f"no file says who is paged for {first.ref}{more}, owned by {', '.join(teams)}: give the team"
            " `onCall`",
            entity=first.ref,
            target=teams[0],
            references=tuple(Occurrence(each.place, each.ref) for each in components),
        )


RULE = Rule(
    code="T521",
    name="no-on-call",
    severity="warning",
    about="A component whose failure should page somebody, without an escalation policy to go to.",
    why="Its alert reaches nobody: neither it, nor its owner, nor the defaults name an escalation policy.",
    source="The paging rules of this program: component, owner team, liaison, default, in that order.",
    fix="Give the owner team `onCall:`, or the catalog `defaults.onCall`.",
    check=check,
)
