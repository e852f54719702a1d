"""Critical components that one person can repair."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each component; where nobody says who knows it, it is unknown, not nobody."""
    least = view.thresholds.knowledge_people
    found = []
    for each in view.components:
        people = dict.fromkeys(reference.target for reference in each.known_by)
        tier = view.topology.tier(each.ref)
        if people and len(people) < least and tier <= view.thresholds.knowledge_tier:
            found.append(
                Found(
                    place=each.places.get("knownBy", each.place),
                    message=f"{each.ref} (tier {tier}) is known by {', '.join(people)}"
                    " only: pair, and let the next repair be done by somebody else",
                    entity=each.ref,
                    target=next(iter(people)),
                )
            )
    return RULE.problems(found, "critical components are known by too few")


RULE = Rule(
    code="T555",
    name="one-person-knowledge",
    severity="warning",
    about="A critical component that too few people can repair.",
    why="Illness, holiday or a new job of one person is an outage without an end.",
    source="The truck factor of agile software development: how many people may leave before work stops.",
    threshold="`knowledge-people` = 2, for components of `knowledge-tier` = 1: the fewest of whom one may be"
    " away, by this program's choice.",
    fix="Pair on it, write its runbook, and let somebody else repair it next; add them to `knownBy`.",
    check=check,
    needs=("knowledge",),
)
