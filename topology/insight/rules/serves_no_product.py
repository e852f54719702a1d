"""Components that nothing uses."""

from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.problem import Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each component outside of all products and platforms that none of their parts needs."""
    served = _served(view)
    found = (
        Found(
            place=each.place,
            message=f"{each.ref} is part of no product, and none needs it: say what it serves, or retire it",
            entity=each.ref,
        )
        for each in view.components
        if view.topology.index[each.ref] not in served
    )
    return RULE.problems(found, "components serve no product")


def _served(view: View) -> set[int]:
    """The nodes that are part of something, or that such a part or the way to a human needs."""
    index, needs = view.topology.index, view.topology.adjacency.needs
    alerting = view.catalog.alerting
    tools = (alerting.monitoring, alerting.pager, alerting.chat)
    open_ = [index[each.ref] for each in view.components if each.part_of or each.subcomponent_of]
    open_ += [
        index[need.target]
        for tool in tools
        if tool is not None
        for need in (*tool.runs_on, *tool.fallback)
        if need.target in index
    ]
    served = set(open_)
    while open_:
        for other, *_ in needs[open_.pop()]:
            if other not in served:
                served.add(other)
                open_.append(other)
    return served


RULE = Rule(
    code="T561",
    name="serves-no-product",
    severity="warning",
    about="A component that is part of no product or platform, and that nothing in one needs.",
    why="Somebody pays for it, patches it and is paged for it, and nobody has anything of it.",
    source="All of it serves one end: products. What serves none is to be retired.",
    fix="Give it `partOf:`, or let its users state `dependsOn`; if there are none, switch it off.",
    check=check,
    needs=("products",),
)
