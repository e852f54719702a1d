"""Failures that no human hears of."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Component
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each component, at its alerts where it says that it has none."""
    found = (
        Found(place=_place(view, each.ref), message=_message(view, each.ref), entity=each.ref)
        for each in view.outcomes
        if each.verdict == "NOBODY" and (not each.blind or each.ref in _tools(view))
    )
    return RULE.problems(found, "failures reach nobody")


def _tools(view: View) -> set[Ref]:
    """What monitoring and pager run on: that it cannot report itself is nobody else's fault."""
    alerting = view.catalog.alerting
    return {need.target for tool in (alerting.monitoring, alerting.pager) if tool for need in tool.runs_on}


def _component(view: View, ref: Ref) -> Component:
    component = view.catalog.entities[ref]
    assert isinstance(component, Component)
    return component


def _message(view: View, ref: Ref) -> str:
    component = _component(view, ref)
    if ref in _tools(view):
        return f"when {ref} fails, nobody is told, for alerts go through it: add `alerting.heartbeat`"
    if component.alerts is not None and component.alerts.none:
        return (
            f"when {ref} fails, nobody hears of it: it has no alerts, and no user of it tells; give it alerts"
        )
    return f"when {ref} fails now, no human who is there is paged: mend its policy or its rota"


def _place(view: View, ref: Ref) -> Place:
    component = _component(view, ref)
    if component.alerts is not None and component.alerts.none:
        return component.places.get("alerts", component.place)
    return component.place


RULE = Rule(
    code="T541",
    name="nobody-reached",
    severity="warning",
    about="An urgent failure for which, at this instant, no human who is there is paged.",
    why="It lasts until a customer calls. The lost half of a pair is found when the other half goes.",
    source="The paging rules of this program: verdict NOBODY.",
    fix="Give it `alerts:` and a policy that somebody answers; `topology page` shows the way of its page.",
    check=check,
    needs=("policies",),
)
