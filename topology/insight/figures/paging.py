"""Figures of who is woken, when each component fails once at the instant."""

from __future__ import annotations

from topology.incident.result import VERDICTS
from topology.insight.drill import Outcome
from topology.insight.figures.figure import Behind, Figure, FigureId, behind, worst_first
from topology.insight.view import View
from topology.model.reference import Ref

CLEAR = frozenset({"CLEAR", "JOINT", "DEFERRED"})
"""Verdicts of a clear boundary: one team that owns it leads, now or when it is wanted."""


def clarity(view: View) -> Figure:
    """Failures of which it is clear who answers: one owner leads, and its people hear first."""
    judged = _judged(view)
    unclear = [each for each in judged if each.verdict not in CLEAR]
    ordered = sorted(
        (behind(view, each, _first(each)) for each in unclear),
        key=lambda each: (each.tier, VERDICTS.index(each.verdict or "CLEAR"), worst_first(each)),
    )
    return _figure(view, "clarity", True, len(judged) - len(unclear), len(judged), ordered)


def silent(view: View) -> Figure:
    """Causes that say nothing themselves, or only after others were woken for them."""
    if "alerts" not in view.facts:
        return Figure(
            id="silent", good=False, part=0, whole=0, unknown=len(view.components), missing=("alerts",)
        )
    judged = _judged(view)
    grace = view.catalog.defaults.grace_minutes
    mute = [
        each
        for each in judged
        if each.alert is None
        or each.reason == "CAUSE_SILENT"
        or (each.reason == "CAUSE_LATE" and each.unheard(grace))
    ]
    found = sorted((behind(view, each, _first(each)) for each in mute), key=worst_first)
    return _figure(view, "silent", False, len(mute), len(judged), found)


def engaged(view: View) -> Figure:
    """Failures in which somebody of the lead team is there within the target for the tier."""
    targets = view.catalog.defaults.engage_target
    judged = [
        each
        for each in _judged(view)
        if each.verdict not in ("DEFERRED", "NOBODY") and view.topology.tier(each.ref) in targets
    ]
    slow = [each for each in judged if each.slow]
    found = [
        Behind(
            ref=each.ref,
            teams=view.topology.owner(each.ref).teams,
            tier=view.topology.tier(each.ref),
            verdict=each.verdict,
            reason=each.reason,
            others=(each.lead,) if each.lead is not None else (),
            minutes=each.engage.earliest,
        )
        for each in slow
    ]
    found.sort(key=lambda each: (-(each.minutes or 0), worst_first(each)))
    return _figure(view, "engaged", True, len(judged) - len(slow), len(judged), found)


def platform_first(view: View) -> Figure:
    """First contacts that go to a platform team; those for what it does not own stand first."""
    firsts = [each for each in _judged(view) if _first(each)]
    if "types" not in view.facts:
        return Figure(
            id="platform-first", good=False, part=0, whole=0, unknown=len(view.components), missing=("types",)
        )
    theirs = [each for each in firsts if view.team_type(_first(each)[0]) == "platform"]
    found = sorted(
        (behind(view, each, _first(each)) for each in theirs),
        key=lambda each: (bool(set(each.others) & set(each.teams)), worst_first(each)),
    )
    return _figure(view, "platform-first", False, len(theirs), len(firsts), found)


def for_others(view: View) -> Figure:
    """First contacts that go to a team which does not own what fails.

    A team that is woken to soften the blow for its own users is not called for others.
    """
    firsts = [each for each in _judged(view) if _first(each) and each.right]
    wrong = [each for each in firsts if each.verdict not in CLEAR and not set(_first(each)) & set(each.right)]
    found = sorted(
        (behind(view, each, _first(each)) for each in wrong),
        key=lambda each: (each.others, worst_first(each)),
    )
    return _figure(view, "for-others", False, len(wrong), len(firsts), found)


def spread(view: View) -> Figure:
    """Failures that page more than one team, those that page most first."""
    paging = [each for each in _judged(view) if each.paged]
    wide = [each for each in paging if len(each.paged) > 1]
    found = [behind(view, each, each.paged) for each in wide]
    found.sort(key=lambda each: (-len(each.others), worst_first(each)))
    return _figure(view, "spread", False, len(wide), len(paging), found)


def _judged(view: View) -> list[Outcome]:
    """What the rules of paging could judge; failures that take the way of the alert down are among it."""
    if "policies" not in view.facts:
        return []
    return [each for each in view.outcomes if each.verdict != "UNKNOWN"]


def _first(outcome: Outcome) -> tuple[Ref, ...]:
    contact = outcome.contact
    return (contact.team,) if contact is not None and contact.team is not None else ()


def _figure(view: View, id_: FigureId, good: bool, part: int, whole: int, behind_: list[Behind]) -> Figure:
    known = "policies" in view.facts
    judged = len(_judged(view)) if known else 0
    return Figure(
        id=id_,
        good=good,
        part=part,
        whole=whole,
        unknown=len(view.components) - judged,
        missing=() if known else ("policies",),
        behind=tuple(behind_),
    )
