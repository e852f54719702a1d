"""Causes that say nothing, or too late: others are woken for them."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each component whose failure first wakes somebody who does not own it."""
    grace = view.catalog.defaults.grace_minutes
    found = []
    for each in view.paging:
        contact = each.contact
        if each.verdict != "MISROUTED" or contact is None or not each.unheard(grace):
            continue
        how = "is silent" if each.alert is None else f"alerts after {each.alert} min"
        found.append(
            Found(
                place=_place(view, each.ref),
                message=f"{each.ref} {how} when it fails: {contact.team or contact.person} is woken for it"
                f" before its owner {', '.join(each.right)}; let it alert by itself, and in time",
                entity=each.ref,
                target=contact.team,
            )
        )
    return RULE.problems(found, "causes are not detected")


def _place(view: View, ref: Ref) -> Place:
    entity = view.catalog.entities[ref]
    stated = isinstance(entity, Component) and entity.alerts is not None
    return entity.places.get("alerts", entity.place) if stated else entity.place


RULE = Rule(
    code="T543",
    name="undetected-root",
    severity="warning",
    about="A cause without an alert of its own, or with a late one, so that a symptom's team is woken first.",
    why="The wrong people look for the cause until they find it in somebody else's hands.",
    source="The paging rules of this program: verdict MISROUTED, mostly by CAUSE_SILENT or CAUSE_LATE.",
    fix="Give it `alerts:` with a `detectsIn:` as short as that of what needs it.",
    check=check,
    needs=("policies",),
)
