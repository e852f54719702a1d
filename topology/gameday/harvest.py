"""What a game leaves for the catalog: tests of the behaviour that was agreed, and fixes as one patch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from topology.gameday.events import Fix
from topology.gameday.fixes import AROUND
from topology.gameday.state import Played, State
from topology.gameday.truth import Truth
from topology.model.reference import Ref, split
from topology.oncall.clock import instant

UNHEARD = frozenset({"CAUSE_SILENT", "CAUSE_LATE"})
"""The reasons that fixes are for."""


def tests(state: State) -> list[dict[str, Any]]:
    """Entries for ``tests:``, one for each round that was agreed on, in the native format."""
    return [_test(played) for played in state.rounds if played.agreed]


def _test(played: Played) -> dict[str, Any]:
    truth = played.reruns[-1].truth if played.agreed == "rerun" and played.reruns else played.truth
    ask = played.ask
    found: dict[str, Any] = {
        "name": f"Game day: {played.part.title}",
        "at": instant(ask.at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "fail": [_cause(cause) for cause in ask.causes],
    }
    for name, refs in (("away", ask.away), ("silent", ask.silent)):
        if refs:
            found[name] = list(map(_short, refs))
    if ask.down:
        found["down"] = list(ask.down)
    found["expect"] = _expected(truth)
    return found


def _cause(cause: Any) -> Any:
    stated = {name: getattr(cause, name) for name in ("mode", "consumer", "impact") if getattr(cause, name)}
    component = _short(cause.component)
    if not stated:
        return component
    if "consumer" in stated:
        stated["consumer"] = _short(stated["consumer"])
    return {"component": component, **stated}


def _expected(truth: Truth) -> dict[str, Any]:
    """What must come out, by team: who has the turn changes, who answers should not."""
    found: dict[str, Any] = {"verdict": truth.verdict}
    if len(truth.lead) == 1:
        found["lead"] = _short(truth.lead[0])
    if truth.first_team:
        found["firstContact"] = _short(truth.first_team, "team")
    if truth.engage is not None:
        found["within"] = f"{truth.engage}m"
    if truth.paged:
        found["paged"] = list(map(_short, truth.paged))
    return found


def _short(ref: str, usual: str = "") -> str:
    """A reference as one writes it where its field says the kind."""
    kind, namespace, name = split(Ref(ref))
    plain = namespace == "default" and kind in ("component", "team", "person") and usual in ("", kind)
    return name if plain else ref


def patch(state: State) -> str:
    """The mechanical fixes of all rounds as one unified diff, to be applied in the catalog's folder.

    Of two that stand too near to each other for one diff the first is in it.
    """
    files: dict[str, list[Fix]] = {}
    for fix in all_fixes(state.rounds):
        before = files.setdefault(fix.file, [])
        if not before or fix.line - before[-1].line > 2 * AROUND:
            before.append(fix)
    return "".join(
        f"--- a/{file}\n+++ b/{file}\n{''.join(fix.hunk for fix in found)}" for file, found in files.items()
    )


def all_fixes(rounds: Iterable[Played]) -> tuple[Fix, ...]:
    """Every fix that is still to be made once, by file and line."""
    found = {(fix.file, fix.line): fix for played in rounds if not _made(played) for fix in played.fixes}
    return tuple(found[place] for place in sorted(found))


def _made(played: Played) -> bool:
    """Whether the round was run again on a catalog in which its cause is heard in time."""
    return bool(played.reruns) and not UNHEARD.intersection(played.reruns[-1].truth.reasons)
