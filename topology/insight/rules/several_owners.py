"""Components that two teams own."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.model.entity import Component, Group
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each entity that states several owners; what inherits them adds none."""
    for entity in view.topology.catalog.entities.values():
        if not isinstance(entity, Component | Group):
            continue
        owners = view.topology.owner(entity.ref)
        if len(owners.teams) < 2 or owners.provenance != "explicit":
            continue
        place = entity.places.get("owner", owners.place or entity.place)
        message = f"{entity.ref} has {len(owners.teams)} owners: {', '.join(owners.teams)}"
        yield RULE.problem(place, message, entity=entity.ref)


RULE = Rule(
    code="T502",
    name="several-owners",
    severity="warning",
    about="A component, product or platform with more than one owner.",
    why="All are paged and nobody leads, unless its own `onCall` names who does: each waits for the other.",
    fix="Name one owner; write the other's part down as an interaction or in `failureModes`.",
    check=check,
)
