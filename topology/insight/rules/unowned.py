"""Components that nobody owns."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding each; a catalog without any owner is one note. Vendors are another rule's business."""
    components = view.components
    lost = [each for each in components if not view.topology.owner(each.ref).teams]
    if lost and len(lost) == len(components) > 1:
        message = f"none of the {len(components)} components has an owner: who answers cannot be judged"
        yield RULE.problem(min(each.place for each in components), message, severity="info")
        return
    found = (
        Found(
            place=each.place,
            message=f"{each.ref} has no owner: give it one, or a product or platform to be part of",
            entity=each.ref,
        )
        for each in lost
        if not each.is_vendor
    )
    yield from RULE.problems(found, f"of {len(components)} components have no owner")


RULE = Rule(
    code="T501",
    name="unowned",
    severity="warning",
    about="A component without an owner of its own and without one to inherit.",
    why="When it fails, somebody must first find out who answers. Only a default policy is paged, if any.",
    source="You build it, you run it (Werner Vogels, ACM Queue, 2006); a team owns its slice end to end.",
    fix="Give it `owner:`, or `partOf:` a product or platform that has one.",
    check=check,
)
