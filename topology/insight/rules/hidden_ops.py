"""Teams that are Operations in disguise."""

from collections.abc import Iterable

from topology.insight.drill import Outcome
from topology.insight.rule import Found, Rule, View
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def taken_over(view: View) -> dict[Ref, Ref]:
    """The components of others that hidden Ops teams are first paged for, and by which team."""
    return {each.ref: team for team, (foreign, _) in hidden_ops(view).items() for each in foreign}


def hidden_ops(view: View) -> dict[Ref, tuple[list[Outcome], int]]:
    """Teams of whose first pages most are for others' components: those, and all they get.

    The default policy catches what has no other: that is no mark of its team. A platform
    team is another rule's business.
    """
    if "policies" not in view.facts:
        return {}
    first: dict[Ref, list[Outcome]] = {}
    for each in view.paging:
        team = each.contact.team if each.contact is not None else None
        if team is not None and each.right and view.topology.policy_of(each.ref).via != "default":
            first.setdefault(team, []).append(each)
    found: dict[Ref, tuple[list[Outcome], int]] = {}
    for team in sorted(first):
        foreign = [each for each in first[team] if team not in each.right and by_own_policy(view, each)]
        share = len(foreign) / len(first[team])
        enough = len(foreign) >= view.thresholds.hidden_ops_components
        if enough and share > view.thresholds.hidden_ops_share and view.team_type(team) != "platform":
            found[team] = foreign, len(first[team])
    return found


def by_own_policy(view: View, outcome: Outcome) -> bool:
    """Whether its own policy decides who is paged, not a symptom's: an undetected cause is another rule's."""
    component = view.catalog.get(outcome.ref, Component)
    return component is not None and component.on_call is not None


def check(view: View) -> Iterable[Problem]:
    """One finding for each team, holding the components."""
    found = []
    for team, (foreign, total) in hidden_ops(view).items():
        refs = [each.ref for each in foreign]
        place = view.catalog.entities[team].place
        found.append(
            Found(
                place=place,
                message=f"{len(foreign)} of the {total} components that first page {team} belong to others:"
                f" {view.names(refs)}; page their owners",
                entity=team,
                target=refs[0],
                references=tuple(
                    [Occurrence(place, team)] + [Occurrence(_on_call(view, ref), ref) for ref in refs]
                ),
            )
        )
    return RULE.problems(found, "teams are hidden Ops")


def _on_call(view: View, ref: Ref) -> Place:
    entity = view.catalog.entities[ref]
    return entity.places.get("onCall", entity.place)


RULE = Rule(
    code="T546",
    name="hidden-ops",
    severity="warning",
    about="A team most of whose first pages are for components that others own.",
    why="Operations in disguise: who makes the fault sleeps, so it stays; who is woken cannot mend it.",
    source="You build it, you run it (Werner Vogels, ACM Queue, 2006).",
    threshold="More than `hidden-ops-share` = 0.5 of a team's first pages (most of them), and at least"
    " `hidden-ops-components` = 3, by this program's choice.",
    fix="Take `onCall` away from those components, so that their owners are paged; help them to be on call.",
    check=check,
    needs=("policies",),
)
