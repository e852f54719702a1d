"""What a catalog says at all: a rule cannot judge what no file of it states."""

from collections.abc import Callable
from typing import Literal

from topology.model.catalog import Catalog
from topology.model.duty import Policy
from topology.model.entity import Component, Group, Link, Team

Fact = Literal[
    "purpose", "channels", "runbooks", "knowledge", "reviews", "products", "policies", "types", "alerts",
    "interactions",
]  # fmt: skip

WORDS: dict[Fact, str] = {
    "types": "types of teams",
    "purpose": "what teams are for",
    "channels": "where to ask a team",
    "products": "products and platforms",
    "policies": "escalation policies",
    "alerts": "what alerts",
    "interactions": "how teams work together",
    "runbooks": "runbooks",
    "knowledge": "who knows a component (knownBy)",
    "reviews": "when something was reviewed",
}
"""Each fact in the words of a sentence, in the order in which they are listed."""


def is_runbook(link: Link) -> bool:
    """Whether a link leads to a runbook: by its type, or by its title where it has none."""
    return link.type.casefold() == "runbook" or (not link.type and "runbook" in link.title.casefold())


_STATED: dict[Fact, Callable[[Catalog], bool]] = {
    "types": lambda catalog: any(team.type for team in catalog.of(Team)),
    "purpose": lambda catalog: any(team.focus or team.description for team in catalog.of(Team)),
    "channels": lambda catalog: any(team.channels for team in catalog.of(Team)),
    "products": lambda catalog: any(not group.ghost for group in catalog.of(Group)),
    "policies": lambda catalog: any(not policy.ghost for policy in catalog.of(Policy)),
    "alerts": lambda catalog: any(each.alerts is not None for each in catalog.of(Component)),
    "interactions": lambda catalog: (
        bool(catalog.interactions) or any(team.interactions for team in catalog.of(Team))
    ),
    "runbooks": lambda catalog: any(
        is_runbook(link) for each in catalog.of(Component) for link in each.links
    ),
    "knowledge": lambda catalog: any(each.known_by for each in catalog.of(Component)),
    "reviews": lambda catalog: (
        any(each.review_by is not None for team in catalog.of(Team) for each in team.interactions)
        or any(each.review_by is not None for each in catalog.interactions)
        or any(entity.reviewed is not None for entity in catalog.entities.values())
    ),
}


def stated(catalog: Catalog) -> frozenset[Fact]:
    """The facts that at least one entity of a catalog states."""
    return frozenset(fact for fact, found in _STATED.items() if found(catalog))
