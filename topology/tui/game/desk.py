"""The facilitator's desk: the truth, predictions as they come, what was written down. Nobody else sees it."""

from __future__ import annotations

from collections.abc import Iterator

from topology.gameday.game import Game
from topology.gameday.score import Group, group
from topology.gameday.state import Note, Played, State
from topology.present.cells import wrap
from topology.present.game_words import QUESTION_SHORT, all_called, answer_text, said_text, verdict_text
from topology.present.words import FLAG_WORDS, REASON_WORDS, VERDICT_WORDS, count
from topology.tui.line import BLANK, Line, Role, plain

_ROLES: dict[str, Role] = {
    "CLEAR": "ok",
    "JOINT": "ok",
    "MULTI": "warn",
    "DEFERRED": "warn",
    "UNKNOWN": "unknown",
}


def desk_lines(game: Game, present: frozenset[str], room: str, warning: str, columns: int) -> list[Line]:
    """All of the right pane."""
    state, played = game.state, game.state.now
    lines: list[Line] = []
    for line in wrap(warning, columns):
        lines.append(plain(line, "warn"))
    if warning:
        lines.append(BLANK)
    if played is not None:
        lines += _truth(played, columns)
        lines += _predictions(state, played, columns)
    lines += _players(state, present, room, columns)
    lines += _notes(state, played, columns)
    return lines


def _truth(played: Played, columns: int) -> Iterator[Line]:
    truth, names = played.truth, played.names
    yield plain("The truth", "head")
    role = _ROLES.get(truth.verdict, "down")
    yield Line(((truth.verdict, role),), (("by the engine", "quiet"),))
    words = next((text for verdict, text in VERDICT_WORDS.items() if verdict == truth.verdict), "")
    yield from (plain(line, "quiet") for line in wrap(words, columns))
    yield from _row("Lead", answer_text(names, "lead", truth), columns)
    yield from _row("Also paged", all_called(names, truth.paged, "nobody else"), columns)
    yield from _row("First", answer_text(names, "firstHuman", truth), columns)
    yield from _row("After", answer_text(names, "minutes", truth), columns)
    for reason in truth.reasons:
        yield from (
            plain(line, "quiet") for line in wrap(f"{reason}: {REASON_WORDS.get(reason, '')}", columns)
        )
    for flag in truth.flags:
        yield from (plain(line, "warn") for line in wrap(f"{flag}: {FLAG_WORDS.get(flag, '')}", columns))
    for number, each in enumerate(truth.because, 1):
        where = f" ({each.where})" if each.where else ""
        first, *rest = wrap(f"{each.text}{where}", columns - 3) or [""]
        yield Line(((f"{number:>2} ", "quiet"), (first, "quiet")))
        yield from (plain(f"   {line}", "quiet") for line in rest)
    yield BLANK


def _row(label: str, text: str, columns: int) -> Iterator[Line]:
    first, *rest = wrap(text, columns - 13) or [""]
    yield Line(((f"{label:<13}", "quiet"), (first, "strong")))
    yield from (Line(((" " * 13, "quiet"), (line, "strong"))) for line in rest)


def _predictions(state: State, played: Played, columns: int) -> Iterator[Line]:
    made = len(played.predictions)
    yield Line((("Predictions", "head"),), ((f"{made} of {len(state.players)}", "quiet"),))
    for question in played.part.questions:
        found: Group = group(played, question)
        if not found.answered:
            continue
        said = ", ".join(
            f"{said_text(played.names, question, each.answer)} ×{each.count}{' ✓' if each.right else ''}"
            for each in found.said
        )
        yield from _row(QUESTION_SHORT[question], said, columns)
    waiting = [player.name for player in state.players if player.id not in played.predictions]
    if waiting and state.phase == "predict":
        yield from (plain(line, "quiet") for line in wrap(f"Waiting for {', '.join(waiting)}", columns))
    yield BLANK


def _players(state: State, present: frozenset[str], room: str, columns: int) -> Iterator[Line]:
    remote = [player for player in state.players if player.remote]
    yield Line((("Players", "head"),), ((str(len(state.players)), "quiet"),))
    for player in state.players:
        here = player.id in present
        where = ("here" if here else "away") if player.remote else "at this terminal"
        yield Line(((player.name, "plain"),), ((where, "ok" if here or not player.remote else "warn"),))
    if not state.players and state.phase != "over":
        yield from (plain(line, "quiet") for line in wrap("p: somebody predicts at this terminal", columns))
    if room:
        yield from (plain(line, "quiet") for line in wrap(f"Join: topology game join --room {room}", columns))
    elif not remote and state.phase == "lobby":
        words = "Other terminals can join a game that is run with --room DIR"
        yield from (plain(line, "quiet") for line in wrap(words, columns))
    yield BLANK


_TITLES = (("strength", "What went well"), ("finding", "Findings"), ("action", "Actions"), ("note", "Notes"))


def _notes(state: State, played: Played | None, columns: int) -> Iterator[Line]:
    if played is not None and played.part.discuss and state.phase == "discuss":
        yield plain("To talk about", "head")
        for question in played.part.discuss:
            yield from (plain(line) for line in wrap(f"? {question}", columns))
        yield BLANK
    if played is not None and played.part.notes:
        yield plain("For you alone", "head")
        yield from (plain(line, "quiet") for line in wrap(played.part.notes, columns))
        yield BLANK
    for kind, title in _TITLES:
        notes = [note for note in state.notes if note.kind == kind]
        if notes:
            yield Line(((title, "head"),), ((count(len(notes), "entry", "entries"), "quiet"),))
            for note in notes:
                yield from (plain(line) for line in wrap(_note(note), columns))
            yield BLANK


def _note(note: Note) -> str:
    if note.kind != "action":
        return f"· {note.text}"
    owner, due = note.owner or "nobody yet", note.due or "no date"
    retest = f", tried again {note.retest}" if note.retest else ""
    return f"· {note.text} ({owner}, {due}{retest})"


def summary(state: State) -> str:
    """What was played, for copying."""
    lines = [state.title]
    for played in state.rounds:
        lines.append(f"{played.round + 1}. {played.part.title}: {verdict_text(played.truth.verdict)}")
    return "\n".join(lines) + "\n"
