"""Alerting that fails with what it watches."""

from collections.abc import Iterable

from topology.graph.order import in_order
from topology.insight.rule import Found, Rule, View
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each tool on the way to a human, at what it runs on."""
    alerting = view.catalog.alerting
    heartbeat = alerting.heartbeat is not None and alerting.heartbeat.page is not None
    found = []
    for name, tool in (("monitoring", alerting.monitoring), ("pager", alerting.pager)):
        if tool is None or not tool.runs_on:
            continue
        itself = {need.target for need in tool.runs_on}
        causes = in_order(each.ref for each in view.outcomes if each.blind == name and each.ref not in itself)
        if not causes:
            continue
        place: Place = tool.runs_on[0].place
        runs_on: Ref = tool.runs_on[0].target
        after = "only the heartbeat tells" if heartbeat else "there is no heartbeat, so nobody is told"
        found.append(
            Found(
                place=place,
                message=f"{name} runs on {runs_on}, which is down with {view.names(causes)}: {after};"
                " let it run elsewhere",
                entity=runs_on,
                target=causes[0],
                references=tuple(
                    [Occurrence(place, runs_on)]
                    + [Occurrence(view.catalog.entities[cause].place, cause) for cause in causes]
                ),
            )
        )
    return RULE.problems(found, "tools share fate with what they watch")


RULE = Rule(
    code="T518",
    name="blind-alerting",
    severity="warning",
    about="A failure that takes down monitoring, or every path of the pager, together with what they watch.",
    why="The greatest failures make no sound: no alert leaves, and a heartbeat wakes another team, late.",
    source="The paging rules of this program: the way to a human is itself made of components. Prometheus'"
    " kube-prometheus ships an always firing Watchdog alert for the same reason.",
    fix="Run it apart from what it watches, or watch it from outside with `alerting.heartbeat`.",
    check=check,
)
