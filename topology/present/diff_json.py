"""What differs between two versions, as data for JSON."""

from __future__ import annotations

from typing import Any

from topology.insight.diff.values import Change, Difference, Said, TeamLoad
from topology.model.place import Place
from topology.present.check_json import problem_json
from topology.present.instants import iso


def diff_json(difference: Difference, base: dict[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    """``base`` and ``head`` say what the versions are; keys change only with the version of the program."""
    return {
        "base": base,
        "head": head,
        "at": [iso(at) for at in difference.instants],
        "failed": difference.failed,
        "compared": difference.compared,
        "unknown": difference.unknown,
        "settingsChanged": list(difference.settings),
        "summary": difference.counts,
        "changes": [_change(change) for change in difference.changes],
        "load": [
            {"team": team, "then": _load(then), "now": _load(now)}
            for team, (then, now) in difference.load.items()
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "key": change.key,
        "kind": change.kind,
        "ref": change.ref,
        "was": change.was,
        "grade": change.grade,
        "fails": change.fails,
        "at": iso(change.at) if change.at is not None else None,
        "shifts": [
            {"name": each.name, "then": _said(each.then), "now": _said(each.now)} for each in change.shifts
        ],
        "before": _place(change.before),
        "after": _place(change.after),
        "finding": problem_json(change.problem) if change.problem is not None else None,
    }


def _said(value: Said) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _load(load: TeamLoad) -> dict[str, int]:
    return {name: getattr(load, name) for name in load.__struct_fields__}


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None or not place.file:
        return None
    return {"file": place.file, "line": place.line, "column": place.column}
