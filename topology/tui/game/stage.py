"""The script as the facilitator sees it: what was shown, what comes next, and where the answers stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topology.gameday.game import Game
from topology.gameday.score import group
from topology.gameday.state import Played, State
from topology.gameday.truth import Beat
from topology.present.cells import width, wrap
from topology.present.game_words import (
    QUESTION_SHORT,
    QUESTION_WORDS,
    answer_text,
    beat_text,
    beat_word,
    clock_text,
    day_text,
    happening_text,
    minute_text,
    verdict_text,
)
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import BLANK, Line, Role, plain

NEXT = "▶"
HINTS = {
    "lobby": "{next} begins the first round",
    "brief": "Read it to the room; {next} opens the predictions",
    "predict": "{next} or {lock} locks the predictions",
    "locked": "{next} begins the reveal",
    "reveal": "{next} shows the next beat; {pause} lets the clock do it",
    "discuss": "{finding} finding · {todo} action · {agree} agree · {rerun} run again · {next} goes on",
    "over": "topology game report writes the report, once this program is closed",
}
"""What comes next in each phase, by the keys of the commands in braces."""


def hint(phase: str, keymap: Keymap) -> str:
    """What comes next, with somebody's own keys."""
    return re.sub(r"{(\w+)}", lambda match: keymap.shown(f"game.{match[1]}"), HINTS[phase])


def stage_lines(game: Game, columns: int, keymap: Keymap = AS_REGISTERED) -> list[Line]:
    """All of the left pane."""
    state = game.state
    lines = [plain(hint(state.phase, keymap), "quiet"), BLANK]
    if state.now is None:
        lines += _program(state, columns)
    else:
        lines += _round(game, state, state.now, columns)
    return lines


def status(game: Game) -> str:
    """Where the game is, for the frame."""
    state, played = game.state, game.state.now
    if played is None or state.script is None:
        return "Lobby"
    at = clock_text(played.ask.at + 60 * max(game.minute, played.minute), state.script.zone)
    minute = minute_text(max(game.minute, played.minute))
    left = f" · {game.left // 60}:{game.left % 60:02} left" if game.left is not None else ""
    speed = f" · ×{state.speed}" if state.phase == "reveal" else ""
    clock = "" if state.running or state.phase not in ("predict", "reveal") else " · clock stands"
    return f"Round {played.round + 1} of {len(state.script.parts)} · {at} {minute}{left}{speed}{clock}"


def _program(state: State, columns: int) -> Iterator[Line]:
    script = state.script
    if script is None:
        return
    for line in wrap(script.description, columns):
        yield plain(line)
    yield BLANK
    yield plain("Objectives", "head")
    for objective in script.objectives:
        first, *rest = wrap(objective, columns - 2) or [""]
        yield plain(f"· {first}")
        yield from (plain(f"  {line}") for line in rest)
    yield BLANK
    yield plain("Rounds", "head")
    for number, part in enumerate(script.parts, 1):
        at = day_text(script.start + 60 * part.minute, script.zone)
        yield Line(((f"{number}  ", "quiet"), (part.title, "plain")), ((at, "quiet"),))


def _round(game: Game, state: State, played: Played, columns: int) -> Iterator[Line]:
    zone = state.script.zone if state.script is not None else "UTC"
    yield plain(played.part.title, "strong")
    if state.phase in ("brief", "predict", "locked") or not played.shown:
        for paragraph in played.part.situation.split("\n\n"):
            yield from (plain(line) for line in wrap(paragraph, columns))
            yield BLANK
    yield plain("Script", "head")
    for number, beat in enumerate(played.beats):
        if beat.kind != "answer":
            yield from _beat(beat, number, played, zone, columns)
    yield BLANK
    yield plain("Answers", "head")
    for number, beat in enumerate(played.beats):
        if beat.kind == "answer":
            yield from _answer(beat, number, played, columns)
    for each in played.reruns:
        yield BLANK
        yield plain("On the catalog as it is now", "head")
        lead = answer_text(played.names, "lead", each.truth)
        first = answer_text(played.names, "minutes", each.truth)
        for name, before, after in (
            ("Verdict", verdict_text(played.truth.verdict), verdict_text(each.truth.verdict)),
            ("Lead", answer_text(played.names, "lead", played.truth), lead),
            ("First", answer_text(played.names, "minutes", played.truth), first),
        ):
            same = before == after
            yield from _told(f"{name:<12}", f"{before}", "quiet", columns)
            yield from _told(
                f"{'now' if not same else 'still':>11} ", after, "quiet" if same else "ok", columns
            )
    if state.phase == "discuss" and played.agreed:
        yield BLANK
        yield plain(f"Agreed ({played.agreed}): it becomes a test in the report", "ok")


def _beat(beat: Beat, number: int, played: Played, zone: str, columns: int) -> Iterator[Line]:
    shown, coming = number < played.shown, number == played.shown
    at = clock_text(played.ask.at + 60 * beat.minute, zone)
    mark = NEXT if coming else "✓" if shown else " "
    label = f"{mark} {minute_text(beat.minute):>6} {at} {beat_word(beat, played):<11} "
    role: Role = "plain" if shown else "strong" if coming else "quiet"
    text = beat_text(beat, played, zone)
    if beat.kind == "inject" and beat.inject >= 0:
        does = happening_text(played.names, played.happenings[beat.inject])
        text = text if does in text else f"{text} [{does}]"
        role = "warn" if not shown else "plain"
    key = f"beat {number}" if coming else ""
    first, *rest = wrap(text, max(20, columns - width(label))) or [""]
    yield Line(((label, "hot" if coming else "quiet"), (first, role)), (), key)
    for line in rest:
        yield Line(((" " * width(label), "quiet"), (line, role)))


def _answer(beat: Beat, number: int, played: Played, columns: int) -> Iterator[Line]:
    shown, coming = number < played.shown, number == played.shown
    question = next(each for each in QUESTION_WORDS if each == beat.question)
    mark = NEXT if coming else "✓" if shown else " "
    found = group(played, question)
    right = f"  ({found.right} of {found.answered} right)" if found.answered and played.locked_by else ""
    label = f"{mark} {QUESTION_SHORT[question]:<12} "
    role: Role = "plain" if shown else "strong" if coming else "quiet"
    yield from _told(label, answer_text(played.names, question, played.truth) + right, role, columns)


def _told(label: str, text: str, role: Role, columns: int) -> Iterator[Line]:
    first, *rest = wrap(text, max(20, columns - width(label))) or [""]
    yield Line(((label, "quiet"), (first, role)))
    for line in rest:
        yield Line(((" " * width(label), "quiet"), (line, role)))
