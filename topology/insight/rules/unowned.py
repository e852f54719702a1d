"""Components that nobody owns."""

from collections.abc import Iterable

from topology.insight.rule import Rule, View
from topology.model.entity import Component
from topology.model.problem import Occurrence, Problem

LISTED = 20
"""Unowned components reported one by one; more of them are one finding that lists all places."""


def check(view: View) -> Iterable[Problem]:
    """One finding each; a catalog without any owner is one note."""
    components = [each for each in view.topology.catalog.of(Component) if not each.ghost]
    unowned = [each for each in components if not view.topology.owner(each.ref).teams]
    if not unowned:
        return
    if len(unowned) == len(components) and len(components) > 1:
        message = f"none of the {len(components)} components has an owner: who answers cannot be judged"
        yield RULE.problem(min(each.place for each in components), message, severity="info")
    elif len(unowned) > LISTED:
        unowned.sort(key=lambda each: each.place)
        yield RULE.problem(
            unowned[0].place,
            f"{len(unowned)} of {len(components)} components have no owner, {unowned[0].ref} is the first",
            entity=unowned[0].ref,
            references=tuple(Occurrence(each.place, each.ref) for each in unowned),
        )
    else:
        for each in unowned:
            yield RULE.problem(each.place, f"{each.ref} has no owner: it is unowned", entity=each.ref)


RULE = Rule(
    code="T501",
    name="unowned",
    severity="warning",
    about="A component without an owner of its own and without one to inherit.",
    why="When it fails, somebody must first find out who answers. Only a default policy is paged, if any.",
    fix="Give it `owner:`, or `partOf:` a product or platform that has one.",
    check=check,
)
