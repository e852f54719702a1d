"""What a figure is: a part of a whole, and the failures behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from topology.graph.order import natural
from topology.incident.result import LeadReason, Verdict
from topology.insight.drill import Outcome
from topology.insight.facts import Fact
from topology.insight.view import View
from topology.model.reference import Ref

FigureId = Literal[
    "clarity", "owned", "silent", "engaged", "platform-first", "for-others", "spread", "crossing", "grey"
]
"""Stable names, in the order in which they are read."""


class Behind(Struct, frozen=True, kw_only=True, gc=False):
    """One failure (or edge) that counts against a figure.

    ``ref`` is the component that fails, ``teams`` own it. ``others`` are the teams that the figure is
    about here: who is woken for it, who is paged too, who needs it. ``minutes`` count from the fault.
    """

    ref: Ref
    teams: tuple[Ref, ...]
    tier: int
    verdict: Verdict | None = None
    reason: LeadReason | None = None
    others: tuple[Ref, ...] = ()
    minutes: int | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """``part`` of ``whole``; what could not be judged is in neither, but in ``unknown``.

    ``behind`` holds what is wrong, worst first, whether ``part`` counts that (``good`` is false) or the
    rest. ``missing`` names facts that no file of the catalog states.
    """

    id: FigureId
    good: bool
    part: int
    whole: int
    unknown: int = 0
    missing: tuple[Fact, ...] = ()
    behind: tuple[Behind, ...] = ()

    @property
    def share(self) -> float | None:
        """The part as a fraction; ``None`` where nothing could be judged."""
        return self.part / self.whole if self.whole else None


def behind(view: View, outcome: Outcome, others: tuple[Ref, ...] = ()) -> Behind:
    """A failure as what stands behind a figure."""
    return Behind(
        ref=outcome.ref,
        teams=view.topology.owner(outcome.ref).teams,
        tier=view.topology.tier(outcome.ref),
        verdict=outcome.verdict,
        reason=outcome.reason,
        others=others,
        minutes=outcome.contact.minute if outcome.contact is not None else None,
    )


def worst_first(each: Behind) -> tuple[int, str, str]:
    """The most critical first, then by name, numbers counted."""
    return each.tier, natural(each.ref), each.ref


Make = Callable[[View], Figure]
