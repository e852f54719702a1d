"""One change in full: what is said of it, then and now, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from msgspec import Struct

from topology.incident.result import Verdict
from topology.insight.diff.values import Change, ChangeKind, Said, Shift
from topology.model.reference import Ref
from topology.present.diff_words import Compared, asides, when
from topology.present.words import VERDICT_WORDS

ABOUT: dict[ChangeKind, str] = {
    "behaviour": "Who answers if it fails.",
    "rule-broken": "A rule that only the new version breaks.",
    "rule-kept": "A rule that only the old version broke.",
    "moved": "Another team owns it: it moved across a boundary.",
    "grey-gained": "A hard dependency across a boundary that no interaction covers.",
    "grey-lost": "A hard dependency across a boundary that no interaction covered.",
    "load": "Failures of this instant, every component failing once.",
    "added": "Only the new version has it.",
    "removed": "Only the old version has it.",
    "renamed": "The same under another name.",
}

_LABELS = {
    "verdict": "Verdict", "lead": "Leads", "first": "First", "owner": "Owner", "decision": "Decision",
    "needs": "Needs", "from": "From", "to": "To", "name": "Name",
}  # fmt: skip
_TOLD = frozenset({"minute", "next", "nextMinute", "paged", "earliest", "latest"})
_WORDS = {"engage": ("time to engage",), "paged": ("page",), "next": ("escalation policy",)}
_LOADS = {"first": "Paged first", "paged": "Paged", "leads": "Leads", "owns": "Owns"}


class Pair(Struct, frozen=True, kw_only=True):
    """One thing in both versions; ``None``: it says nothing about it. ``ref`` is where it leads now,
    ``words`` are those of the glossary that it says."""

    label: str
    then: str | None
    now: str | None
    ref: Ref | None = None
    words: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the two versions say different things."""
        return self.then != self.now


def pairs(compared: Compared, change: Change) -> tuple[Pair, ...]:
    """Everything that is said of a change, the most wanted first."""
    return tuple(_pairs(compared, change))


def _pairs(compared: Compared, change: Change) -> Iterator[Pair]:
    shifts = {shift.name: shift for shift in change.shifts}
    for name, shift in shifts.items():
        if change.kind == "load":
            yield Pair(label=_LOADS[name], then=str(shift.then), now=str(shift.now))
        elif name == "verdict":
            yield Pair(label="Verdict", then=_text(shift.then), now=_text(shift.now), words=_codes(shift))
            if shift.then != shift.now:
                yield Pair(label="", then=_meaning(shift.then), now=_meaning(shift.now))
        elif name == "first":
            minute = shifts["minute"]
            then, now = compared.both(shift)
            then, now = then + when(minute.then), now + when(minute.now)
            yield Pair(label="First", then=then, now=now, ref=_ref(shift))
            for each in asides(compared, shifts):
                yield Pair(
                    label=each.label.capitalize(), then=each.then, now=each.now, words=_WORDS[each.label]
                )
        elif name == "slow":
            if shift.then or shift.now:
                yield Pair(label="In time", then=_in_time(shift.then), now=_in_time(shift.now))
        elif name == "decision":
            yield Pair(label="Decision", then=None, now=_text(shift.now) or "none says so: write down why")
        elif name not in _TOLD:
            yield Pair(
                label=_LABELS[name],
                then=None if shift.then is None else compared.said(shift.then, compared.then),
                now=None if shift.now is None else compared.said(shift.now, compared.now),
                ref=_ref(shift),
            )


def _ref(shift: Shift) -> Ref | None:
    return shift.now[0] if isinstance(shift.now, tuple) and shift.now else None


def _text(value: Said) -> str | None:
    return value if isinstance(value, str) else None


def _codes(shift: Shift) -> tuple[str, ...]:
    return tuple(value for value in (shift.now, shift.then) if isinstance(value, str))


def _meaning(value: Said) -> str | None:
    return VERDICT_WORDS[cast(Verdict, value)] if isinstance(value, str) else None


def _in_time(value: Said) -> str:
    return "too late for its tier" if value else "yes"


def brief(compared: Compared, change: Change) -> str:
    """What changes in a few words: for one line among many."""
    shifts = {shift.name: shift for shift in change.shifts}
    if change.problem is not None:
        return "broken" if change.kind == "rule-broken" else "kept now"
    if change.kind == "renamed":
        return f"was {compared.said(shifts['name'].then, compared.then)}"
    if change.kind in ("grey-gained", "grey-lost"):
        needs = compared.shift(shifts["needs"], "")
        return f"{'gained' if change.kind == 'grey-gained' else 'lost'}: needs {needs}"
    if change.kind in ("added", "removed"):
        verdict = shifts.get("verdict")
        return f"added: {verdict.now}" if change.fails and verdict is not None else change.kind
    differing = [shift for shift in change.shifts if shift.then != shift.now and shift.name != "decision"]
    if change.kind == "load":
        return compared.shift(differing[0], f"{_LOADS[differing[0].name].lower()} ")
    if change.kind == "moved":
        return compared.shift(shifts["owner"], "")
    return _behaviour(compared, shifts)


def _behaviour(compared: Compared, shifts: dict[str, Shift]) -> str:
    for name in ("verdict", "lead", "first"):
        told = compared.shift(shifts[name])
        if " → " in told:
            return told
    if shifts["slow"].then != shifts["slow"].now:
        return "too late now" if shifts["slow"].now else "in time now"
    if shifts["minute"].then != shifts["minute"].now:
        return f"first{when(shifts['minute'].then)} →{when(shifts['minute'].now)}"
    latest = shifts["latest"]
    if shifts["earliest"].then == shifts["earliest"].now and latest.then != latest.now:
        return f"engage by{when(latest.then)} →{when(latest.now)}"
    return next((f"{each.label} {each.then} → {each.now}" for each in asides(compared, shifts)), "pages")


def called(compared: Compared, change: Change) -> str:
    """What a change is about; a rule by its name."""
    if change.problem is not None:
        return change.problem.rule
    return compared.name(change)
