"""The report of a game, made from its log alone: the same log gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from topology.gameday import harvest
from topology.gameday.score import BINS, brier, calibration, group, leaderboard, own, surprise
from topology.gameday.state import Note, Played, State, Step
from topology.gameday.truth import Truth
from topology.present.blocks import Block, Bullets, Code, Heading, Table, Text
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
    said_text,
    verdict_text,
)
from topology.present.words import FLAG_WORDS, REASON_WORDS, count
from topology.present.yamltext import document

_STEPS = {
    "opened": "The game begins",
    "begun": "Briefing",
    "asked": "Predictions are open",
    "reveal": "The reveal begins",
    "injected": "An inject by the facilitator",
    "left out": "An inject is left out",
    "discuss": "Talk",
    "rerun": "The round again, on the catalog as it is now",
    "agreed": "Agreed: this is how it has to be",
    "returned": "The program had ended; the game goes on",
    "ended": "The game is over",
}


def report(state: State, *, ranked: bool = False, named: bool = False) -> list[Block]:
    """The report as blocks.

    ``ranked`` adds a leaderboard, ``named`` says who predicted what: neither unless somebody asks.
    """
    return [
        *_overview(state),
        *_figures(state),
        *(block for played in state.rounds for block in _round(state, played, named)),
        *_written(state),
        *_catalog(state),
        *_timeline(state),
        *(_leaders(state) if ranked else ()),
    ]


def _overview(state: State) -> Iterator[Block]:
    script = state.script
    yield Heading(1, f"Game day: {state.title}")
    if script is None:
        yield Text("The log is empty: the game has not begun.")
        return
    if script.description:
        yield Text(script.description)
    ended = max((each.ended_at for each in state.rounds), default=0) if state.phase == "over" else 0
    rows = [
        ("Played", _real(state.opened_at)),
        ("Lasted", _lasted(state.opened_at, ended or state.entry_at) + ("" if ended else ", not ended yet")),
        ("Simulated", f"from {day_text(script.start, script.zone)}"),
        ("For", script.audience or "everybody"),
        ("Players", str(len(state.players))),
        ("Rounds", f"{len(state.rounds)} of {len(script.parts)}"),
        ("Scenario", script.ref),
        ("Catalog", _version(state)),
        ("Program", f"topology {state.program}"),
    ]
    yield Table(("", ""), tuple(rows))
    if script.objectives:
        yield Heading(2, "Objectives")
        yield Bullets(script.objectives)


def _version(state: State) -> str:
    versions = [state.version, *(each.version for played in state.rounds for each in played.reruns)]
    found = dict.fromkeys(
        f"{each.digest} ({count(each.files, 'file')}, {count(each.entities, 'entity', 'entities')})"
        for each in versions
        if each.digest
    )
    return ", then ".join(found) or "unknown"


def _figures(state: State) -> Iterator[Block]:
    played = [each for each in state.rounds if each.predictions]
    if not played:
        return
    yield Heading(2, "How well we knew it")
    rows = []
    for each in played:
        for question in each.part.questions:
            found = group(each, question)
            if found.answered:
                rows.append(
                    (
                        f"{each.round + 1}. {each.part.title}",
                        QUESTION_SHORT[question],
                        f"{found.right} of {found.answered}",
                        f"{found.points:.0%}",
                    )
                )
    yield Table(("Round", "Question", "Right", "Mean points"), tuple(rows))
    found_surprise = surprise(played)
    if found_surprise is not None:
        each = state.rounds[found_surprise.round]
        most = said_text(each.names, found_surprise.question, found_surprise.most)
        right = answer_text(each.names, found_surprise.question, each.truth)
        yield Text(
            f"The biggest surprise: {QUESTION_WORDS[found_surprise.question]} in round"
            f" {found_surprise.round + 1}. {found_surprise.wrong} of {found_surprise.answered} were wrong,"
            f" {found_surprise.sure:.0f} % sure. Most of them said: {most}. Right is: {right}."
        )
    bins = calibration(played)
    mean = brier(played)
    if bins and mean is not None:
        yield Heading(3, "How sure, and how often right")
        yield Table(
            ("Sure", "Answers", "Mean", "Right"),
            tuple(
                (_bin(each.low, each.high), str(each.count), f"{each.sure:.0f} %", f"{each.right}")
                for each in bins
            ),
        )
        yield Text(f"Brier score of the room: {mean:.2f} (0 is best, 0.25 is a coin, 1 is sure and wrong).")


def _bin(low: int, high: int) -> str:
    return f"under {high + 1} %" if low == BINS[0][0] else f"{low} to {high} %"


def _round(state: State, played: Played, named: bool) -> Iterator[Block]:
    zone = state.script.zone if state.script is not None else "UTC"
    yield Heading(2, f"Round {played.round + 1}: {played.part.title}")
    yield Text(f"Simulated: {day_text(played.ask.at, zone)}")
    for paragraph in played.part.situation.split("\n\n"):
        if paragraph.strip():
            yield Text(" ".join(paragraph.split()))
    yield Heading(3, "Predictions against the engine")
    rows = []
    for question in played.part.questions:
        found = group(played, question)
        said = "; ".join(
            f"{said_text(played.names, question, each.answer)} ({each.count})" for each in found.said[:4]
        )
        right = answer_text(played.names, question, played.truth)
        right_of = f"{found.right} of {found.answered}"
        rows.append((QUESTION_SHORT[question], right, said or "nobody predicted", right_of))
    yield Table(("Question", "Engine", "Room", "Right"), tuple(rows))
    yield Bullets(tuple(_why(played.truth)))
    if named:
        yield from _who(state, played)
    for number, each in enumerate(played.reruns, 1):
        yield Heading(3, f"What if we fix it now? ({number})")
        after = [
            (QUESTION_SHORT[question], answer_text(played.names, question, played.truth),
             answer_text(played.names, question, each.truth))
            for question in played.part.questions
        ]  # fmt: skip
        after.append(("Verdict", verdict_text(played.truth.verdict), verdict_text(each.truth.verdict)))
        yield Table(("", "Before", "After"), tuple(dict.fromkeys(after)))
        yield Text(f"Catalog: {each.version.digest}")


def _why(truth: Truth) -> Iterator[str]:
    for reason in truth.reasons:
        yield f"{reason}: {REASON_WORDS.get(reason, '')}"
    for flag in truth.flags:
        yield f"{flag}: {FLAG_WORDS.get(flag, '')}"
    for each in truth.because:
        yield f"{each.text} ({each.where})" if each.where else each.text


def _who(state: State, played: Played) -> Iterator[Block]:
    rows = []
    for id_, prediction in sorted(played.predictions.items()):
        player = state.player(id_)
        worth = own(played.truth, prediction, played.part.questions)
        said = [said_text(played.names, each, prediction.of(each)) for each in played.part.questions]
        rows.append((player.name if player else id_, *said, f"{worth.right} right"))
    columns = ("Who", *(QUESTION_SHORT[each] for each in played.part.questions), "")
    yield Table(columns, tuple(rows))


def _written(state: State) -> Iterator[Block]:
    for kind, title in (("strength", "What went well"), ("finding", "Findings")):
        notes = [note for note in state.notes if note.kind == kind]
        if notes:
            yield Heading(2, title)
            yield Bullets(tuple(f"{note.text} ({_where(note)})" for note in notes))
    actions = [note for note in state.notes if note.kind == "action"]
    yield Heading(2, "Actions")
    if actions:
        rows = [
            (
                note.text,
                note.owner or "nobody yet",
                note.due or "no date",
                note.retest or "no date",
                _where(note),
            )
            for note in actions
        ]
        yield Table(("What", "Owner", "Until", "Tried again", "From"), tuple(rows))
    else:
        yield Text("None were written down.")
    notes = [note for note in state.notes if note.kind == "note"]
    if notes:
        yield Heading(2, "Notes")
        yield Bullets(tuple(f"{note.text} ({_where(note)})" for note in notes))


def _action(note: Note) -> tuple[str, ...]:
    missing = "no date"
    return note.text, note.owner or "nobody yet", note.due or missing, note.retest or missing, _where(note)


def _where(note: Note) -> str:
    return f"round {note.round + 1}" if note.round >= 0 else "before the first round"


def _catalog(state: State) -> Iterator[Block]:
    tests, patch = harvest.tests(state), harvest.patch(state)
    if tests:
        yield Heading(2, "Tests of what was agreed")
        yield Text(
            "To be put into the catalog: topology check fails when one of them does not hold any more."
        )
        yield Code("yaml", document({"tests": tests}))
    if patch:
        yield Heading(2, "Fixes that a machine can make")
        yield Text("To be looked at, then applied in the catalog's folder: git apply or patch -p1.")
        yield Bullets(tuple(f"{fix.file}:{fix.line} {fix.why}" for fix in harvest.all_fixes(state.rounds)))
        yield Code("diff", patch)


def _timeline(state: State) -> Iterator[Block]:
    zone = state.script.zone if state.script is not None else "UTC"
    yield Heading(2, "Timeline")
    rows = [
        (_time(step.at), clock_text(step.sim, zone), *_told(state, step, zone))
        for step in state.story
        if step.round < len(state.rounds)
    ]
    yield Table(("Real time (UTC)", "Simulated", "", "What"), tuple(rows))
    back = _jumps(state)
    if back:
        yield Text(f"The clock of the machine was set back {count(back, 'time')} during the game.")


def _told(state: State, step: Step, zone: str) -> tuple[str, str]:
    played = state.rounds[step.round] if step.round >= 0 else None
    if step.kind == "beat" and played is not None:
        beat = played.beats[step.beat]
        word = f"{minute_text(beat.minute)} {beat_word(beat, played)}"
        text = beat_text(beat, played, zone)
        if beat.kind == "inject" and beat.inject >= 0:
            done = happening_text(played.names, played.happenings[beat.inject])
            return word, text if done in text else f"{text} ({done})"
        return word, text
    if step.kind == "locked":
        return "", "Locked" + (" by the timer" if step.text == "timer" else "")
    words = _STEPS.get(step.kind, step.kind)
    if step.kind == "begun":
        return f"Round {step.round + 1}", f"{words}: {step.text}"
    return "", words


def _jumps(state: State) -> int:
    times = [step.at for step in state.story]
    return sum(after < before for before, after in pairwise(times))


def _leaders(state: State) -> Iterator[Block]:
    yield Heading(2, "Leaderboard")
    rows = [(str(place), name, f"{worth:.0%}") for place, (name, worth) in enumerate(leaderboard(state), 1)]
    yield Table(("", "Who", "Mean points"), tuple(rows))


def _real(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%H:%M:%S")


def _lasted(start: int, end: int) -> str:
    minutes = max(0, end - start) // 60_000
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"
