"""The report of a game as data: for other programs, from its log alone."""

from __future__ import annotations

from typing import Any

from topology.gameday import harvest
from topology.gameday.happening import Happening
from topology.gameday.score import brier, calibration, group, leaderboard, own, surprise
from topology.gameday.state import Note, Played, State
from topology.gameday.truth import Truth
from topology.oncall.clock import instant
from topology.present.game_words import beat_text, beat_word, happening_text
from topology.present.instants import iso


def report_json(state: State, *, ranked: bool = False, named: bool = False) -> dict[str, Any]:
    """Everything that a log says. ``ranked`` adds a leaderboard, ``named`` who predicted what."""
    script = state.script
    played = [each for each in state.rounds if each.predictions]
    found = surprise(played)
    data: dict[str, Any] = {
        "session": state.session,
        "scenario": script.ref if script is not None else None,
        "title": state.title,
        "description": script.description if script is not None else "",
        "audience": script.audience if script is not None else "",
        "objectives": list(script.objectives) if script is not None else [],
        "program": state.program,
        "catalog": {
            "digest": state.version.digest,
            "files": state.version.files,
            "entities": state.version.entities,
        },
        "phase": state.phase,
        "startedAt": _iso(state.opened_at // 1000),
        "lastEntryAt": _iso(state.entry_at // 1000),
        "simulatedStart": _iso(script.start) if script is not None else None,
        "players": len(state.players),
        "rounds": [_round(state, each, named) for each in state.rounds],
        "brier": brier(played),
        "calibration": [
            {"from": each.low, "to": each.high, "answers": each.count, "right": each.right, "mean": each.sure}
            for each in calibration(played)
        ],
        "surprise": None
        if found is None
        else {
            "round": found.round + 1,
            "question": found.question,
            "wrong": found.wrong,
            "answered": found.answered,
            "sure": found.sure,
            "most": _plain(found.most),
        },
        "strengths": [_note(note) for note in state.notes if note.kind == "strength"],
        "findings": [_note(note) for note in state.notes if note.kind == "finding"],
        "actions": [_action(note) for note in state.notes if note.kind == "action"],
        "notes": [_note(note) for note in state.notes if note.kind == "note"],
        "tests": harvest.tests(state),
        "patch": harvest.patch(state),
        "timeline": _timeline(state),
    }
    if ranked:
        data["leaderboard"] = [{"name": name, "points": points} for name, points in leaderboard(state)]
    return data


def _round(state: State, played: Played, named: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "round": played.round + 1,
        "title": played.part.title,
        "situation": played.part.situation,
        "at": _iso(played.ask.at),
        "faults": [each.component for each in played.ask.causes],
        "away": list(played.ask.away),
        "silent": list(played.ask.silent),
        "down": list(played.ask.down),
        "injects": [_inject(played, each) for each in played.happenings],
        "engine": truth_json(played.truth),
        "questions": [_question(played, each) for each in played.part.questions],
        "reruns": [
            {"catalog": each.version.digest, "engine": truth_json(each.truth)} for each in played.reruns
        ],
        "agreed": played.agreed or None,
    }
    if named:
        found["predictions"] = [
            {
                "name": player.name if (player := state.player(id_)) else id_,
                **{each: _plain(prediction.of(each)) for each in played.part.questions},
                "sure": prediction.sure,
                "points": own(played.truth, prediction, played.part.questions).total,
            }
            for id_, prediction in sorted(played.predictions.items())
        ]
    return found


def _inject(played: Played, each: Happening) -> dict[str, Any]:
    does = happening_text(played.names, each)
    return {"minute": each.minute, "kind": each.kind, "does": does, "text": each.text}


def _question(played: Played, question: Any) -> dict[str, Any]:
    found = group(played, question)
    return {
        "question": question,
        "answered": found.answered,
        "right": found.right,
        "points": found.points,
        "said": [
            {"answer": _plain(each.answer), "count": each.count, "right": each.right} for each in found.said
        ],
    }


def truth_json(truth: Truth) -> dict[str, Any]:
    """The engine's answer to the opening of a round."""
    return {
        "verdict": truth.verdict,
        "flags": list(truth.flags),
        "leads": list(truth.lead),
        "reasons": list(truth.reasons),
        "handOverTo": list(truth.over),
        "alsoPaged": list(truth.paged),
        "firstContact": {"person": truth.first, "team": truth.first_team or None, "minute": truth.minutes}
        if truth.first
        else None,
        "timeToEngageMinutes": truth.engage,
        "states": dict(truth.states),
        "because": [{"text": each.text, "where": each.where or None} for each in truth.because],
    }


def _timeline(state: State) -> list[dict[str, Any]]:
    zone = state.script.zone if state.script is not None else "UTC"
    told: list[dict[str, Any]] = []
    for step in state.story:
        each: dict[str, Any] = {
            "at": _iso(step.at // 1000),
            "simulated": _iso(step.sim),
            "round": step.round + 1 if step.round >= 0 else None,
            "kind": step.kind,
        }
        if step.kind == "beat":
            played = state.rounds[step.round]
            beat = played.beats[step.beat]
            each |= {
                "minute": beat.minute,
                "beat": beat_word(beat, played),
                "text": beat_text(beat, played, zone),
            }
        told.append(each)
    return told


def _note(note: Note) -> dict[str, Any]:
    return {"text": note.text, "round": note.round + 1 if note.round >= 0 else None}


def _action(note: Note) -> dict[str, Any]:
    dates = {"owner": note.owner or None, "due": note.due or None, "retest": note.retest or None}
    return {**_note(note), **dates}


def _plain(said: Any) -> Any:
    return list(said) if isinstance(said, tuple) else said


def _iso(seconds: int) -> str:
    return iso(instant(seconds))
