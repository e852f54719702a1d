"""Components, products and platforms that two teams own."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.insight.rules.ambiguous_lead import ambiguous
from topology.model.entity import Component, Group
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each entity that states several owners; what inherits them adds none.

    Where it follows that nobody leads, the finding is that of another rule.
    """
    leaderless = ambiguous(view)
    for entity in view.catalog.entities.values():
        if not isinstance(entity, Component | Group) or entity.ref in leaderless:
            continue
        owners = view.topology.owner(entity.ref)
        if len(owners.teams) < 2 or owners.provenance != "explicit":
            continue
        place = entity.places.get("owner", owners.place or entity.place)
        message = f"{entity.ref} has {len(owners.teams)} owners: {', '.join(owners.teams)}; name one of them"
        yield RULE.problem(place, message, entity=entity.ref)


RULE = Rule(
    code="T502",
    name="several-owners",
    severity="warning",
    about="A component, product or platform with more than one owner.",
    why="What two teams own is everybody's and nobody's: each waits for the other to decide, and to repair.",
    source="Team Topologies (Skelton and Pais, 2019): every part of a system is owned by exactly one team.",
    fix="Name one owner; write the other's part down as an interaction or in `failureModes`.",
    check=check,
)
