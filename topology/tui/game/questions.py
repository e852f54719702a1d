"""The questions of a round as choices: the same at the facilitator's terminal and at a player's."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from topology.gameday.prediction import NEVER, SURE, Prediction
from topology.gameday.public import Choices
from topology.model.scenario import Question
from topology.present.game_words import QUESTION_WORDS
from topology.present.words import VERDICT_WORDS

SURE_OF: dict[Question, str] = {
    "lead": "who leads",
    "paged": "who else is paged",
    "firstHuman": "who is first",
    "minutes": "the minutes",
    "verdict": "the verdict",
}

MINUTES = (*range(0, 16), 20, 25, 30, 40, 50, 60)
"""Minutes that are offered; others are typed."""


class Item(Struct, frozen=True):
    """Something to choose: its key, what it is called, and a word more."""

    key: str
    text: str
    note: str = ""


class Asking(Struct, frozen=True):
    """One question, ready to be shown. ``several``: more than one may be chosen."""

    title: str
    items: tuple[Item, ...]
    several: bool = False
    typed: bool = False


def askings(questions: Sequence[Question], choices: Choices) -> list[Asking]:
    """The questions of a round in order, and last how sure somebody is."""
    found = [_asking(question, choices) for question in questions]
    first = SURE_OF[questions[0]] if questions else "it"
    sure = tuple(Item(str(percent), f"{percent} %", _sure(percent)) for percent in SURE)
    return [*found, Asking(f"How sure are you of {first}?", sure)]


def _asking(question: Question, choices: Choices) -> Asking:
    title = QUESTION_WORDS[question]
    if question == "lead":
        items = (*(Item(each.ref, each.name) for each in choices.teams), Item("", "nobody"))
        return Asking(title, items)
    if question == "paged":
        return Asking(title, tuple(Item(each.ref, each.name) for each in choices.teams), several=True)
    if question == "firstHuman":
        items = (*(Item(each.ref, each.name) for each in choices.people), Item("", "nobody"))
        return Asking(title, items)
    if question == "minutes":
        minutes = tuple(Item(str(minute), f"{minute} min") for minute in MINUTES)
        title = "After how many minutes is the first human paged?"
        return Asking(title, (*minutes, Item(str(NEVER), "never")), typed=True)
    verdicts = reversed(VERDICT_WORDS.items())
    return Asking(title, tuple(Item(verdict, verdict, words) for verdict, words in verdicts))


def _sure(percent: int) -> str:
    return {50: "a coin", 70: "rather", 90: "nearly certain", 99: "I would bet on it"}.get(percent, "")


def answered(prediction: Prediction, question: Question | None, chosen: Sequence[str]) -> Prediction:
    """The prediction with one more answer; ``None`` for the last question: how sure."""
    first = chosen[0] if chosen else ""
    if question is None:
        return replace(prediction, sure=int(first) if first.isdigit() else None)
    if question == "lead":
        return replace(prediction, lead=tuple(each for each in chosen if each))
    if question == "paged":
        return replace(prediction, paged=tuple(each for each in chosen if each))
    if question == "firstHuman":
        return replace(prediction, first=first)
    if question == "minutes":
        number = first.removesuffix("min").removesuffix("m").strip()
        minutes = int(number) if number.lstrip("-").isdigit() else None
        return replace(prediction, minutes=minutes)
    return replace(prediction, verdict=first)


def fitting(asking: Asking, query: str) -> list[Item]:
    """The items that fit what was typed: those that begin with it first. A number may be an item itself."""
    wanted = query.strip().casefold()
    if not wanted:
        return list(asking.items)
    if asking.typed and wanted.isdigit():
        return [Item(str(int(wanted[:5])), f"{int(wanted[:5])} min")]
    found = [item for item in asking.items if wanted in item.text.casefold() or wanted in item.key.casefold()]
    return sorted(found, key=lambda item: not item.text.casefold().startswith(wanted))
