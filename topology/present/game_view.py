"""From everything that is known to what the room may see. The one door: nothing else is ever published."""

from __future__ import annotations

from msgspec.structs import replace

from topology.gameday.public import Answer, Choice, Choices, Line, Spread, Tally, View
from topology.gameday.score import group
from topology.gameday.state import Played, State
from topology.gameday.truth import Beat
from topology.model.scenario import Question
from topology.oncall.clock import instant
from topology.present.game_words import (
    answer_text,
    beat_text,
    beat_word,
    clock_text,
    minute_text,
    said_text,
    verdict_text,
)
from topology.present.instants import place_of, spelled
from topology.present.words import listed

MOST = 8
"""Answers of the room that are told one by one; the others are one line."""


def view_of(
    state: State, at: int, *, key: str = "", minute: int | None = None, left: int | None = None
) -> View:
    """The game as the room sees it at a real instant (ms since 1970).

    ``minute`` is the simulated clock's, ``left`` the seconds to predict.
    """
    script, played = state.script, state.now
    base = View(
        session=state.session,
        title=state.title,
        phase=state.phase,
        at=at,
        key=key,
        # What is to be learned tells the plot: it is shown when everything has been.
        objectives=script.objectives if script is not None and state.phase == "over" else (),
        round=len(state.rounds),
        rounds=len(script.parts) if script is not None else 0,
        blank=state.blank,
        players=len(state.players),
        receipts=dict(played.numbers) if played is not None else {},
    )
    if script is None or played is None or state.phase in ("lobby", "over"):
        return base
    zone, part = script.zone, played.part
    now = played.ask.at + 60 * (played.minute if minute is None else max(minute, played.minute))
    return replace(
        base,
        heading=part.title,
        situation=part.situation,
        alert=_alert(played, zone, (now - played.ask.at) // 60),
        date=spelled(instant(now), zone).removesuffix(f" {place_of(zone)}"),
        clock=clock_text(now, zone),
        zone=place_of(zone),
        minute=(now - played.ask.at) // 60,
        running=state.running,
        left=-1 if left is None else left,
        questions=part.questions,
        discuss=part.discuss if state.phase == "discuss" else (),
        predicted=len(played.predictions),
        spread=_spread(played) if played.locked_by else (),
        lines=tuple(_line(beat, played, zone) for beat in played.told),
        answers=tuple(_answer(played, each) for each in part.questions if each in played.answered),
        again=_again(played) if played.done else (),
    )


def choices_of(played: Played) -> Choices:
    """What can be answered in a round, in alphabetical order: it says nothing of what is right."""
    return Choices(
        played.round + 1,
        tuple(sorted((Choice(ref, played.names.get(ref, ref)) for ref in played.teams), key=_by_name)),
        tuple(sorted((Choice(ref, played.names.get(ref, ref)) for ref in played.people), key=_by_name)),
    )


def _by_name(choice: Choice) -> tuple[str, str]:
    return choice.name.casefold(), choice.ref


def _alert(played: Played, zone: str, now: int) -> str:
    """The first alert as whoever carries the pager reads it, or will; empty: there is none to read."""
    if not played.truth.alerts:
        return ""
    minute = played.truth.alerts[0][0]
    at = clock_text(played.ask.at + 60 * minute, zone)
    things = [played.names.get(ref, ref) for _, ref in played.truth.alerts]
    shown = listed(things[:3]) + (f" and {len(things) - 3} more" if len(things) > 3 else "")
    return f"ALERT {at} {shown}" if minute <= now else f"The first alert comes at {at}: {shown}"


def _spread(played: Played) -> tuple[Spread, ...]:
    found: list[Spread] = []
    for question in played.part.questions:
        known = question in played.answered
        said = group(played, question).said
        if not known:  # in the order of how many, then of the words: whether it is right plays no part
            said = tuple(sorted(said, key=lambda each: (-each.count, str(each.answer))))
        told = [
            Tally(said_text(played.names, question, each.answer), each.count, each.right if known else None)
            for each in said[:MOST]
        ]
        others = sum(each.count for each in said[MOST:])
        if others:
            told.append(Tally("other answers", others))
        missing = len(played.predictions) - sum(each.count for each in said)
        if missing:
            told.append(Tally("no answer", missing))
        found.append(Spread(question, tuple(told)))
    return tuple(found)


def _line(beat: Beat, played: Played, zone: str) -> Line:
    at = clock_text(played.ask.at + 60 * beat.minute, zone)
    return Line(beat.minute, at, beat_word(beat, played), beat_text(beat, played, zone), beat.kind)


def _answer(played: Played, question: Question) -> Answer:
    truth = played.truth
    text = answer_text(played.names, question, truth)
    if question == "lead":
        return Answer(question, text, truth.lead)
    if question == "paged":
        return Answer(question, text, truth.paged)
    if question == "firstHuman":
        return Answer(question, text, (truth.first,) if truth.first else ())
    if question == "minutes":
        return Answer(question, text, (), truth.minutes)
    return Answer(question, text, (truth.verdict,))


def _again(played: Played) -> tuple[str, ...]:
    """How the round ends on the catalog as it was changed, beside the first result."""
    found: list[str] = []
    for number, each in enumerate(played.reruns, 1):
        lead = answer_text(played.names, "lead", each.truth)
        first = answer_text(played.names, "minutes", each.truth)
        found.append(f"Again ({number}): {verdict_text(each.truth.verdict)}. Lead: {lead}. First: {first}.")
    return tuple(found)


def when(view: View) -> str:
    """The simulated time in a few words."""
    return f"{view.date or view.clock} {view.zone}, {minute_text(view.minute)}"
