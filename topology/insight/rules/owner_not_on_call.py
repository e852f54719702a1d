"""Owners who are not paged for what they own."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.insight.rules.hidden_ops import taken_over
from topology.insight.rules.platform_leads import led_by_platforms
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each owner and policy. What a platform or a hidden Ops team takes is told there."""
    told = {*taken_over(view), *led_by_platforms(view)}
    misrouted = {each.ref for each in view.paging if each.verdict == "MISROUTED"}
    groups: dict[tuple[tuple[Ref, ...], Ref], list[Component]] = {}
    for each in view.components:
        owners = view.topology.owner(each.ref).teams
        route = view.topology.policy_of(each.ref)
        policy = route.policy
        if (
            not owners
            or policy is None
            or not route.declared
            or each.ref in told
            or not view.urgent(each.ref)
        ):
            continue
        team = view.policy_team(policy)
        elsewhere = route.via in ("component", "default") or each.ref in misrouted
        if elsewhere and team is not None and team not in owners:
            groups.setdefault((owners, policy), []).append(each)
    for (owners, policy), components in groups.items():
        components.sort(key=lambda each: each.place)
        first = components[0]
        more = f" and {len(components) - 1} more" if len(components) > 1 else ""
        place = _place(view, owners[0], first)
        at_component = first.on_call is not None or place == first.place
        further = components[1:] if at_component else components
        yield RULE.problem(
            place,
            f"{', '.join(owners)} owns {first.ref}{more}, and {policy} of {view.policy_team(policy)} is paged"
            " for it: let the owner be on call",
            entity=first.ref,
            target=owners[0],
            references=(
                Occurrence(place, first.ref),
                *(Occurrence(each.place, each.ref) for each in further),
            ),
        )


def _place(view: View, owner: Ref, component: Component) -> Place:
    """Where to mend it: the component's own policy, else the team that has none."""
    if component.on_call is not None:
        return component.on_call.place
    team = view.catalog.entities[owner]
    return component.place if team.ghost else team.place


RULE = Rule(
    code="T505",
    name="owner-not-on-call",
    severity="warning",
    about="A component whose pages go to another team than its owner.",
    why="Who is paged cannot repair it, and who can repair it sleeps: the cause stays.",
    source="You build it, you run it (Werner Vogels, ACM Queue, 2006).",
    fix="Give the owner an `onCall` policy of its own, and take the component's `onCall` away.",
    check=check,
    needs=("policies",),
)
