"""Platform teams that are paged first for what others own."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.insight.rules.hidden_ops import by_own_policy, taken_over
from topology.model.entity import Component
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def led_by_platforms(view: View) -> dict[Ref, Ref]:
    """Components whose own policy first pages a platform team that does not own them.

    Where a symptom leads there, the cause is undetected, or its owner is not there: told elsewhere.
    """
    if not {"policies", "types"} <= view.facts:
        return {}
    told = taken_over(view)
    found: dict[Ref, Ref] = {}
    for each in view.paging:
        team = each.contact.team if each.contact is not None else None
        if not each.right or team in each.right or each.ref in told:
            continue
        if team is not None and view.team_type(team) == "platform" and by_own_policy(view, each):
            found[each.ref] = team
    return found


def check(view: View) -> Iterable[Problem]:
    """One finding for each platform team, at the first component, holding the others."""
    groups: dict[Ref, list[Component]] = {}
    for ref, team in led_by_platforms(view).items():
        component = view.catalog.get(ref, Component)
        assert component is not None
        groups.setdefault(team, []).append(component)
    for team, components in groups.items():
        components.sort(key=lambda each: each.place)
        first = components[0]
        more = f" and {len(components) - 1} more" if len(components) > 1 else ""
        owner = ", ".join(view.topology.owner(first.ref).teams)
        yield RULE.problem(
            first.places.get("onCall", first.place),
            f"{team}, a platform team, is first paged for {first.ref} of {owner}{more}: page the owner",
            entity=first.ref,
            target=team,
            references=tuple(
                Occurrence(each.places.get("onCall", each.place), each.ref) for each in components
            ),
        )


RULE = Rule(
    code="T544",
    name="platform-leads",
    severity="warning",
    about="A component whose own policy first pages a platform team that does not own it.",
    why="A platform team that answers for others' code has no time for the platform, and those others no"
    " reason to mend it.",
    source="Platforms take the burden, not the ownership, and cannot be the first contact for every incident."
    " The flag PLATFORM_FIRST is another case: the platform team leads as well, because the cause is silent,"
    " late or caught by the default policy. The rules undetected-root and owner-not-on-call tell of that.",
    fix="Let the owner's policy be paged; write what the platform answers for into `failureModes`.",
    check=check,
    needs=("policies", "types"),
)
