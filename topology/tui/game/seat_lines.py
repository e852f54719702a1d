"""What a player sees of their own: what they said, whether it counts, and how near it came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from topology.gameday.prediction import NEVER, Prediction
from topology.gameday.public import Answer, Choices, View
from topology.gameday.score import NEAR, overlap
from topology.model.scenario import Question
from topology.present.cells import pad, wrap
from topology.present.game_words import QUESTION_SHORT, said_text
from topology.tui.game.public_lines import LABEL, body, left
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import BLANK, Line, Role, plain


class Own:
    """What a player has said in a round. ``sent`` is its number, 0: nothing yet."""

    def __init__(self) -> None:
        self.prediction: Prediction | None = None
        self.round = 0
        self.sent = 0
        self.complaint = ""


def seat_lines(
    view: View | None,
    own: Own,
    taken: bool,
    names: Mapping[str, str],
    columns: int,
    rows: int,
    now: int,
    keymap: Keymap = AS_REGISTERED,
) -> list[Line]:
    """The whole screen of a player but its last line."""
    if view is None:
        return [plain(" Waiting for the facilitator …", "quiet")]
    mine = list(_mine(view, own, taken, names, columns, now, keymap.shown("room.answer")))
    if view.phase in ("lobby", "over"):
        from topology.tui.game.public_lines import projected

        return [*projected(view, columns, rows - len(mine), now), *mine]
    first = Line(
        ((f" {view.clock} ", "chip"), (f"  {view.heading}", "strong")),
        ((f"round {view.round} of {view.rounds} ", "quiet"),),
    )
    room = rows - len(mine) - 2
    return [first, *mine, BLANK, *body(view, columns, room)]


def _mine(
    view: View, own: Own, taken: bool, names: Mapping[str, str], columns: int, now: int, key: str
) -> Iterator[Line]:
    """What is asked of the player now, and what they have said."""
    said = own.prediction if own.round == view.round else None
    if view.phase == "lobby":
        yield plain(" You are in. The game begins soon.", "head")
    elif view.phase == "brief":
        yield plain(" Read. Predictions open in a moment.", "head")
    elif view.phase == "predict":
        time = left(view, now)
        rest = f", {time} left" if time else ""
        if said is None:
            yield plain(f" Predict now{rest}: press {key}", "head")
        elif taken:
            yield plain(f" Your prediction counts{rest}; {key} changes it", "ok")
        else:
            yield plain(" Sent: waiting until the facilitator has it …", "warn")
    elif view.phase == "locked":
        words = "Locked. Your prediction counts." if said is not None and taken else _late(said)
        yield plain(f" {words}", "ok" if said is not None and taken else "warn")
    if own.complaint:
        yield from (plain(f" {line}", "warn") for line in wrap(own.complaint, columns - 2))
    if said is None or view.phase in ("lobby", "over", "brief"):
        return
    answers = {answer.question: answer for answer in view.answers}
    for question in view.questions:
        yield _said(said, question, answers.get(question), names, columns)
    if said.sure is not None:
        yield Line(((f" {pad('Sure', LABEL)}", "quiet"), (f"{said.sure} %{_brier(said, view)}", "plain")))


def _late(said: Prediction | None) -> str:
    if said is None:
        return "Locked. You have not predicted this time."
    return "Locked. Your prediction came too late and does not count."


def _said(
    said: Prediction, question: Question, answer: Answer | None, names: Mapping[str, str], columns: int
) -> Line:
    text = said_text(names, question, said.of(question))
    label = (f" {pad(QUESTION_SHORT[question], LABEL)}", "quiet")
    if answer is None:
        return Line((label, (text, "plain")))  # type: ignore[arg-type]
    words, role = verdict_on(said, question, answer)
    return Line((label, (f"{text}", "plain"), (f"  {words}", role)))  # type: ignore[arg-type]


def verdict_on(said: Prediction, question: Question, answer: Answer) -> tuple[str, Role]:
    """How near an answer came, in a few words."""
    mine = said.of(question)
    if mine is None:
        return "not answered", "quiet"
    if question in ("lead", "paged"):
        points = overlap(mine if isinstance(mine, tuple) else (), answer.refs)
        return (
            ("✓ right", "ok")
            if points == 1
            else (f"✗ overlap {points:.0%}", "warn" if not points else "plain")
        )
    if question == "minutes":
        if answer.minutes is None or mine == NEVER:
            right = answer.minutes is None and mine == NEVER
            return ("✓ right", "ok") if right else ("✗ wrong", "warn")
        missed = abs(int(str(mine)) - answer.minutes)
        return ("✓ right", "ok") if missed <= NEAR else (f"✗ {missed} min off", "warn")
    right = str(mine) == (answer.refs[0] if answer.refs else "")
    return ("✓ right", "ok") if right else ("✗ wrong", "warn")


def _brier(said: Prediction, view: View) -> str:
    """What being this sure was worth, once the first answer is known."""
    first = next(
        (each for each in view.answers if view.questions and each.question == view.questions[0]), None
    )
    if first is None or said.sure is None or not said.answers(first.question):
        return ""
    right = verdict_on(said, first.question, first)[1] == "ok"
    return f", Brier {(said.sure / 100 - right) ** 2:.2f} (0 is best)"


def names_of(choices: Choices | None) -> dict[str, str]:
    """What things are called that can be chosen."""
    if choices is None:
        return {}
    return {each.ref: each.name for each in (*choices.teams, *choices.people)}
