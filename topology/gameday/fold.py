"""The reducer: an entry and what was before, to what is now. Pure, and total for logs that were acknowledged.

What an ``Undone`` takes back is as if it had never been: the log is folded again without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from topology.gameday import events as e
from topology.gameday.state import Note, NoteKind, Played, Player, State, Step

UNDOABLE = (
    e.Begun, e.Recast, e.Shown, e.Noted, e.Found, e.Promised, e.Agreed, e.Rerun, e.Discussed, e.Revealing,
)  # fmt: skip
"""What a facilitator can take back. What was locked stays locked, and what was asked stays asked."""


class BadLog(ValueError):
    """A log that no game of this program has written; ``seq`` is where it goes wrong."""

    def __init__(self, seq: int, message: str) -> None:
        super().__init__(f"entry {seq}: {message}")
        self.seq = seq


def fold(entries: Iterable[e.Entry]) -> State:
    """What a whole log adds up to. Raises :class:`BadLog`."""
    log = tuple(entries)
    for number, entry in enumerate(log, 1):
        if entry.seq != number:
            raise BadLog(entry.seq, f"stands where entry {number} should")
    gone = {entry.event.entry for entry in log if isinstance(entry.event, e.Undone)}
    state = State()
    for entry in log:
        state = _passed(state, entry) if entry.seq in gone else step(state, entry)
    return state


def add(state: State, log: tuple[e.Entry, ...], entry: e.Entry) -> State:
    """What is after one more entry; ``log`` are those before it. Raises :class:`BadLog`."""
    if isinstance(entry.event, e.Undone):
        return fold((*log, entry))
    if entry.seq != state.seq + 1:
        raise BadLog(entry.seq, f"stands where entry {state.seq + 1} should")
    return step(state, entry)


def step(state: State, entry: e.Entry) -> State:
    """One entry that is not taken back."""
    event = entry.event
    make = _STEPS.get(type(event))
    if make is None:
        return _passed(state, entry)
    if (state.script is None) != isinstance(event, e.Opened):
        raise BadLog(entry.seq, "a game begins twice" if state.script else "the game has not begun")
    if state.now is None and isinstance(event, _IN_A_ROUND):
        raise BadLog(entry.seq, "no round has begun")
    changed = make(state, event, entry)
    if isinstance(event, UNDOABLE):
        changed["undoable"] = (*state.undoable, entry.seq)
    elif isinstance(event, e.Locked | e.Asked | e.Ended):
        changed["undoable"] = ()
    return replace(state, seq=entry.seq, entry_at=entry.at, **changed)


def _passed(state: State, entry: e.Entry) -> State:
    return replace(state, seq=entry.seq, entry_at=entry.at)


Changes = dict[str, Any]


def _now(state: State, **changed: Any) -> tuple[Played, ...]:
    return (*state.rounds[:-1], replace(state.rounds[-1], **changed))


def _tell(
    state: State, entry: e.Entry, kind: str, text: str = "", beat: int = -1, minute: int = 0
) -> Changes:
    sim = state.instant(minute) if state.now is not None else state.instant()
    told = Step(entry.at, kind, len(state.rounds) - 1, sim, beat, text)
    return {"story": (*state.story, told)}


def _opened(state: State, event: e.Opened, entry: e.Entry) -> Changes:
    return {
        "session": event.session,
        "program": event.program,
        "script": event.script,
        "version": event.version,
        "paths": event.paths,
        "opened_at": entry.at,
        "story": (Step(entry.at, "opened", -1, event.script.start, text=event.script.title),),
    }


def _joined(state: State, event: e.Joined, entry: e.Entry) -> Changes:
    if state.player(event.player) is not None:
        return {}
    return {"players": (*state.players, Player(event.player, event.name, event.remote))}


def _begun(state: State, event: e.Begun, entry: e.Entry) -> Changes:
    assert state.script is not None
    if event.round != len(state.rounds) or event.round >= len(state.script.parts):
        raise BadLog(entry.seq, f"round {event.round + 1} begins after round {len(state.rounds)}")
    played = Played(
        round=event.round,
        part=state.script.parts[event.round],
        ask=event.ask,
        truth=event.truth,
        happenings=event.happenings,
        beats=event.beats,
        names=event.names,
        teams=event.teams,
        people=event.people,
        version=event.version or state.version,
        fixes=event.fixes,
        begun_at=entry.at,
    )
    rounds = tuple(replace(each, ended_at=each.ended_at or entry.at) for each in state.rounds)
    told = Step(entry.at, "begun", event.round, event.ask.at, text=played.part.title)
    return {
        "rounds": (*rounds, played),
        "phase": "brief",
        "running": False,
        "left": 0,
        "story": (*state.story, told),
    }


def _asked(state: State, event: e.Asked, entry: e.Entry) -> Changes:
    return {
        "phase": "predict",
        "rounds": _now(state, seconds=event.seconds),
        "running": True,
        "left": event.seconds,
        **_tell(state, entry, "asked"),
    }


def _predicted(state: State, event: e.Predicted, entry: e.Entry) -> Changes:
    played = state.rounds[-1]
    if state.phase != "predict" or state.player(event.player) is None:
        return {}
    if event.number and event.number <= played.numbers.get(event.player, 0):
        return {}  # heard before: it counts once
    predictions = {**played.predictions, event.player: event.prediction}
    numbers = {**played.numbers, event.player: max(event.number, played.numbers.get(event.player, 0))}
    return {"rounds": _now(state, predictions=predictions, numbers=numbers)}


def _locked(state: State, event: e.Locked, entry: e.Entry) -> Changes:
    return {
        "phase": "locked",
        "running": False,
        "left": 0,
        "rounds": _now(state, locked_by=event.by),
        **_tell(state, entry, "locked", event.by),
    }


def _revealing(state: State, event: e.Revealing, entry: e.Entry) -> Changes:
    return {"phase": "reveal", "running": False, **_tell(state, entry, "reveal")}


def _shown(state: State, event: e.Shown, entry: e.Entry) -> Changes:
    played = state.rounds[-1]
    if event.beat != played.shown or played.done:
        raise BadLog(entry.seq, f"beat {event.beat} is shown after {played.shown} of {len(played.beats)}")
    minute = played.beats[event.beat].minute
    return {
        "rounds": _now(state, shown=event.beat + 1),
        **_tell(state, entry, "beat", "", event.beat, minute),
    }


def _recast(state: State, event: e.Recast, entry: e.Entry) -> Changes:
    played = state.rounds[-1]
    names = {**played.names, **event.names}
    kind = "injected" if event.what >= 0 else "left out"
    return {
        "rounds": _now(state, happenings=event.happenings, beats=event.beats, names=names),
        **_tell(state, entry, kind, minute=played.minute),
    }


def _discussed(state: State, event: e.Discussed, entry: e.Entry) -> Changes:
    minute = state.rounds[-1].minute
    return {"phase": "discuss", "running": False, **_tell(state, entry, "discuss", minute=minute)}


def _rerun(state: State, event: e.Rerun, entry: e.Entry) -> Changes:
    played = state.rounds[-1]
    names = {**event.names, **played.names}
    minute = played.minute
    return {
        "rounds": _now(state, reruns=(*played.reruns, event), names=names),
        **_tell(state, entry, "rerun", event.truth.verdict, minute=minute),
    }


def _agreed(state: State, event: e.Agreed, entry: e.Entry) -> Changes:
    minute = state.rounds[-1].minute
    return {
        "rounds": _now(state, agreed="rerun" if event.rerun else "first"),
        **_tell(state, entry, "agreed", minute=minute),
    }


def _written(kind: NoteKind) -> Callable[[State, Any, e.Entry], Changes]:
    def make(state: State, event: Any, entry: e.Entry) -> Changes:
        what: NoteKind = "strength" if getattr(event, "strength", False) else kind
        note = Note(
            kind=what,
            text=event.text,
            round=len(state.rounds) - 1,
            at=entry.at,
            owner=getattr(event, "owner", ""),
            due=getattr(event, "due", ""),
            retest=getattr(event, "retest", ""),
        )
        return {"notes": (*state.notes, note)}

    return make


def _paused(state: State, event: e.Paused, entry: e.Entry) -> Changes:
    return {"running": False, "left": event.left}


def _ran(state: State, event: e.Ran, entry: e.Entry) -> Changes:
    return {"running": True}


def _sped(state: State, event: e.Sped, entry: e.Entry) -> Changes:
    return {"speed": event.speed}


def _blanked(state: State, event: e.Blanked, entry: e.Entry) -> Changes:
    return {"blank": event.on}


def _returned(state: State, event: e.Returned, entry: e.Entry) -> Changes:
    gone = max(0, (entry.at - state.entry_at) // 1000)
    left = max(1, state.left - gone) if state.left and state.running else state.left
    return {"running": False, "left": left, **_tell(state, entry, "returned", minute=_minute(state))}


def _ended(state: State, event: e.Ended, entry: e.Entry) -> Changes:
    rounds = tuple(replace(each, ended_at=each.ended_at or entry.at) for each in state.rounds)
    told = _tell(state, entry, "ended", minute=_minute(state))
    return {"phase": "over", "running": False, "rounds": rounds, **told}


def _minute(state: State) -> int:
    return state.rounds[-1].minute if state.rounds else 0


_IN_A_ROUND = (
    e.Asked, e.Predicted, e.Locked, e.Revealing, e.Shown, e.Recast, e.Discussed, e.Rerun, e.Agreed,
)  # fmt: skip

_STEPS: Mapping[type, Callable[[State, Any, e.Entry], Changes]] = {
    e.Opened: _opened,
    e.Joined: _joined,
    e.Begun: _begun,
    e.Asked: _asked,
    e.Predicted: _predicted,
    e.Locked: _locked,
    e.Revealing: _revealing,
    e.Shown: _shown,
    e.Recast: _recast,
    e.Discussed: _discussed,
    e.Rerun: _rerun,
    e.Agreed: _agreed,
    e.Noted: _written("note"),
    e.Found: _written("finding"),
    e.Promised: _written("action"),
    e.Paused: _paused,
    e.Ran: _ran,
    e.Sped: _sped,
    e.Blanked: _blanked,
    e.Returned: _returned,
    e.Ended: _ended,
}
