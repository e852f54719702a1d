"""Failures that several teams are paged for, and none of them leads."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem
from topology.model.reference import Ref


def ambiguous(view: View) -> dict[Ref, tuple[Ref, ...]]:
    """The components that state several owners and have no lead, with those owners."""
    if "policies" not in view.facts:
        return {}
    return {
        each.ref: view.topology.owner(each.ref).teams
        for each in view.outcomes
        if each.verdict == "AMBIGUOUS" and view.topology.owner(each.ref).provenance == "explicit"
    }


def check(view: View) -> Iterable[Problem]:
    """One finding for each component, at its owners."""
    found = []
    for ref, owners in ambiguous(view).items():
        entity = view.catalog.entities[ref]
        found.append(
            Found(
                place=entity.places.get("owner", entity.place),
                message=f"{', '.join(owners)} own {ref}, and nothing says who leads when it fails: name one"
                " owner",
                entity=ref,
                target=owners[0],
            )
        )
    return RULE.problems(found, "failures have no lead")


RULE = Rule(
    code="T542",
    name="ambiguous-lead",
    severity="warning",
    about="A component of several owners, with no policy of its own that names which of them leads.",
    why="All owners are woken, and each thinks that another one leads.",
    source="The paging rules of this program: verdict AMBIGUOUS.",
    fix="Name one owner; as a first step give it an `onCall` of the one that leads.",
    check=check,
    needs=("policies",),
)
