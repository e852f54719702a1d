"""Two versions of a catalog, compared by what happens when something fails."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from topology.graph.order import in_order, natural
from topology.graph.topology import Topology
from topology.insight.check import consider, day_of
from topology.insight.diff.behaviour import behaviour, load_changes, loads
from topology.insight.diff.presence import moved, presence
from topology.insight.diff.renames import Names, names
from topology.insight.diff.standing import grey, rules
from topology.insight.diff.values import GRADES, KINDS, Change, Difference, Side, TeamLoad
from topology.insight.drill import Outcome, drill
from topology.insight.house import House
from topology.insight.ignores import sift
from topology.insight.progress import Told, quiet
from topology.insight.view import View
from topology.load.settings import Settings
from topology.model.problem import Problem
from topology.model.reference import Ref
from topology.oncall.rota import Rota

NO_LOAD = TeamLoad()


def side(
    topology: Topology,
    rota: Rota,
    problems: Iterable[Problem],
    at: datetime,
    house: House,
    settings: Settings,
    told: Told = quiet,
) -> Side:
    """One version, judged at an instant under the rules of a house: the same one for both versions.

    ``settings`` are the version's own, only to tell whether they changed. ``told`` hears how many
    failures are simulated.
    """
    view = View(topology=topology, rota=rota, at=at, thresholds=house.thresholds, told=told)
    found = consider(topology, rota, problems, at, house, view)
    return Side(view=found.view, findings=found.counted, settings=settings)


def compare(base: Side, head: Side, house: House, more: Sequence[datetime] = ()) -> Difference:
    """What differs in ``head``, at the instant that both were judged at and at ``more`` of them."""
    then, now = base.view.topology, head.view.topology
    match = names(then, now)
    instants = tuple(dict.fromkeys((head.view.at, *more)))
    before, after = _outcomes(base.view, head.view.at), _outcomes(head.view, head.view.at)
    changes: list[Change] = [*presence(then, now, match, before, after)]
    undecided: list[Problem] = []
    for change, problem in moved(then, now, match):
        changes.append(change)
        undecided += [problem] if problem is not None else []
    findings = [*head.findings, *_settled(undecided, house, head.view)]
    changes += rules(match, base.findings, findings)
    changes += grey(then, now, match)
    for at in instants:
        first = at == head.view.at
        old = before if first else _outcomes(base.view, at)
        new = after if first else _outcomes(head.view, at)
        changes += behaviour(then, now, match, old, new, at, len(instants) > 1)
    load = _load(match, loads(then, before.values()), loads(now, after.values()))
    changes += load_changes(then, now, match, load)
    both = [each.ref for each in head.view.components if each.ref in match.then_of]
    return Difference(
        instants=instants,
        compared=len(both),
        unknown=sum(ref in after and after[ref].verdict == "UNKNOWN" for ref in both),
        changes=tuple(sorted(changes, key=_order)),
        load=load,
        settings=tuple(
            name
            for name in ("preset", "rules", "ignore")
            if getattr(base.settings, name) != getattr(head.settings, name)
        ),
    )


def _outcomes(view: View, at: datetime) -> dict[Ref, Outcome]:
    found = view.outcomes if at == view.at else ()
    # Without on-call data the rules do not ask; who owns what is compared all the same.
    return {each.ref: each for each in found or drill(view.topology, view.rota, at, ())}


def _settled(problems: list[Problem], house: House, view: View) -> list[Problem]:
    return sift(house.judged(problems), house.ignores, day_of(view.at, view.catalog))[0]


def _load(
    match: Names, then: dict[Ref, TeamLoad], now: dict[Ref, TeamLoad]
) -> dict[Ref, tuple[TeamLoad, TeamLoad]]:
    old = {match.now(team): load for team, load in then.items()}
    teams = in_order((*old, *now))
    return {team: (old.get(team, NO_LOAD), now.get(team, NO_LOAD)) for team in teams}


def _order(change: Change) -> tuple[int, bool, int, str, str]:
    about = natural(change.about or "")
    return (KINDS.index(change.kind), not change.fails, GRADES.index(change.grade), about, change.key)
