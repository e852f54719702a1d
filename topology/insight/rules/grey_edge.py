"""Hard dependencies across a team boundary that no interaction covers."""

from collections.abc import Iterable

from topology.graph.topology import Crossing
from topology.insight.rule import Rule, View
from topology.model.problem import Occurrence, Problem
from topology.model.reference import Ref


def check(view: View) -> Iterable[Problem]:
    """One finding for each pair of teams, at its first edge, holding the others.

    A catalog that declares no interaction at all gets one note: nothing in it can be grey.
    """
    grey = view.topology.grey_edges()
    if not grey:
        return
    if all(each.interaction is None for each in view.topology.crossings()):
        first = min(each.edge.place for each in grey)
        edges = f"{len(grey)} hard dependenc{'y' if len(grey) == 1 else 'ies'}"
        message = f"no interaction is declared: {edges} across teams cannot be judged"
        yield RULE.problem(first, message, severity="info")
        return
    pairs: dict[tuple[Ref, Ref], list[Crossing]] = {}
    for each in grey:
        pairs.setdefault((each.from_team, each.to_team), []).append(each)
    for (source, target), crossings in pairs.items():
        crossings.sort(key=lambda each: (each.edge.place, each.edge.target))
        first_edge = crossings[0].edge
        more = f" and {len(crossings) - 1} more" if len(crossings) > 1 else ""
        yield RULE.problem(
            first_edge.place,
            f"{first_edge.source} of {source} needs {first_edge.target} of {target}{more}:"
            " no interaction is declared; declare one",
            entity=first_edge.source,
            target=first_edge.target,
            references=tuple(
                Occurrence(each.edge.place, each.edge.source, each.edge.target) for each in crossings
            ),
        )


RULE = Rule(
    code="T511",
    name="grey-edge",
    severity="warning",
    about="A hard dependency on another team's component, with no interaction declared between the two.",
    why="Nobody has said who answers at this boundary: in an incident two teams wait for each other here.",
    source="Team Topologies (Skelton and Pais, 2019): two teams interact in one of three modes, by choice.",
    fix="Declare an interaction in the team's `interactions`, or make the dependency soft.",
    check=check,
)
