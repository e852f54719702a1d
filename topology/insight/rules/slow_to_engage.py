"""Failures that take too long to reach somebody who can answer."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each component that is too slow by design.

    Delays by absences, empty steps, support hours and causes that others report are the
    business of other rules.
    """
    targets = view.catalog.defaults.engage_target
    found = []
    for each in view.paging:
        tier = view.topology.tier(each.ref)
        if not each.slow or each.engage.earliest != each.alert or each.lead not in each.right:
            continue
        found.append(
            Found(
                place=_place(view, each.ref),
                message=f"{each.ref} (tier {tier}) engages {each.lead} after {each.engage.earliest} min, more"
                f" than {targets[tier]}: detect it sooner",
                entity=each.ref,
                target=each.lead,
            )
        )
    return RULE.problems(found, "failures are slow to engage somebody")


def _place(view: View, ref: Ref) -> Place:
    entity = view.catalog.entities[ref]
    stated = isinstance(entity, Component) and entity.alerts is not None
    return entity.places.get("alerts", entity.place) if stated else entity.place


RULE = Rule(
    code="T547",
    name="slow-to-engage",
    severity="warning",
    about="A failure whose first human who can answer comes later than the target for its tier.",
    why="How fast somebody shows up matters as much as how rarely things break, and structure decides it.",
    source="The paging rules of this program: flag SLOW. From fault to first human; it is not called MTTR.",
    threshold="`defaults.engageTarget` of the catalog; unless it says other, 5 minutes for tier 1 and 15 for"
    " tier 2, by this program's choice.",
    fix="Shorten `detectsIn:`.",
    check=check,
    needs=("policies",),
)
