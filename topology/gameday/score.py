"""How near predictions came: overlap for teams, distance for minutes, Brier for how sure people were.

The Brier score is the squared difference between how sure somebody was and whether they were
right (Brier, 1950): 0 is best, 0.25 is what "fifty-fifty" always gets, 1 is sure and wrong.
Figures are of the group; a ranking of people is made only for those who ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from topology.gameday.prediction import NEVER, Prediction
from topology.gameday.state import Played, State
from topology.gameday.truth import Truth
from topology.model.scenario import Question

NEAR = 2
"""Minutes by which a guess may miss and still be called right."""

FAR = 15
"""Minutes from which on a guess is worth nothing."""

BINS = ((0, 59), (60, 74), (75, 89), (90, 100))
"""How sure people were, in percent: the groups in which calibration is told."""


class Score(Struct, frozen=True):
    """One answer: ``points`` from 0 to 1, and by how many minutes it missed where that can be said."""

    question: Question
    points: float
    right: bool
    missed: int | None = None


class Own(Struct, frozen=True):
    """What one prediction is worth. ``brier`` is ``None`` for somebody who did not say how sure they were."""

    scores: tuple[Score, ...]
    brier: float | None
    total: float

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(score.right for score in self.scores)


class Said(Struct, frozen=True):
    """One answer to a question, how many gave it, and whether it is the right one."""

    answer: tuple[str, ...] | str | int
    count: int
    right: bool


class Group(Struct, frozen=True):
    """How the room did on one question: how many answered and were right, and their mean points."""

    question: Question
    answered: int
    right: int
    points: float
    said: tuple[Said, ...]


class Bin(Struct, frozen=True):
    """Calibration: of so many answers given this sure, so many were right."""

    low: int
    high: int
    count: int
    right: int
    sure: float


class Surprise(Struct, frozen=True):
    """What the room was surest of, and wrong: most would have acted on it."""

    round: int
    question: Question
    wrong: int
    answered: int
    sure: float
    most: tuple[str, ...] | str | int


def own(truth: Truth, prediction: Prediction, questions: Sequence[Question]) -> Own:
    """What one prediction is worth against the engine's answer."""
    scores = tuple(
        score(truth, prediction, question) for question in questions if prediction.answers(question)
    )
    total = sum(each.points for each in scores) / len(questions) if questions else 0.0
    first = questions[0] if questions else None
    brier = None
    if prediction.sure is not None and first is not None and prediction.answers(first):
        right = score(truth, prediction, first).right
        brier = round((prediction.sure / 100 - right) ** 2, 4)
    return Own(scores, brier, round(total, 4))


def score(truth: Truth, prediction: Prediction, question: Question) -> Score:
    """One answer. One that was not given is wrong."""
    if question == "minutes":
        return _minutes(truth, prediction.minutes)
    if question in ("lead", "paged"):
        said = prediction.of(question)
        wanted = truth.lead if question == "lead" else truth.paged
        points = overlap(said if isinstance(said, tuple) else (), wanted) if said is not None else 0.0
        return Score(question, points, points == 1.0)
    said = prediction.of(question)
    right = said == (truth.first if question == "firstHuman" else truth.verdict)
    return Score(question, float(right), right)


def _minutes(truth: Truth, said: int | None) -> Score:
    if said is None:
        return Score("minutes", 0.0, False)
    if truth.minutes is None or said == NEVER:
        right = truth.minutes is None and said == NEVER
        return Score("minutes", float(right), right)
    missed = abs(said - truth.minutes)
    return Score("minutes", round(max(0.0, 1 - missed / FAR), 4), missed <= NEAR, missed)


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """How much of two groups of teams is in both (Jaccard): 1 where they are the same, nobody too."""
    first, second = set(one), set(other)
    return round(len(first & second) / len(first | second), 4) if first | second else 1.0


def group(played: Played, question: Question) -> Group:
    """How the room did on one question of a round; the answer given most often first."""
    counts: dict[object, int] = {}
    answers: dict[object, tuple[str, ...] | str | int] = {}
    rights: dict[object, bool] = {}
    points = 0.0
    for prediction in played.predictions.values():
        said = prediction.of(question)
        if said is None:
            continue
        each = score(played.truth, prediction, question)
        points += each.points
        counts[said] = counts.get(said, 0) + 1
        answers[said], rights[said] = said, each.right
    total = sum(counts.values())
    told = [Said(answers[said], count, rights[said]) for said, count in counts.items()]
    told.sort(key=lambda each: (-each.count, str(each.answer)))
    right = sum(each.count for each in told if each.right)
    return Group(question, total, right, round(points / total, 4) if total else 0.0, tuple(told))


def calibration(rounds: Iterable[Played]) -> tuple[Bin, ...]:
    """How often people were right who were this sure, over all rounds; without groups nobody is in."""
    found: list[Bin] = []
    sure = [(prediction.sure, right) for _, prediction, right in _first_answers(rounds)]
    for low, high in BINS:
        inside = [(said, right) for said, right in sure if said is not None and low <= said <= high]
        if inside:
            mean = sum(said for said, _ in inside) / len(inside)
            found.append(Bin(low, high, len(inside), sum(right for _, right in inside), round(mean, 1)))
    return tuple(found)


def brier(rounds: Iterable[Played]) -> float | None:
    """The mean Brier score of the room; ``None`` where nobody said how sure they were."""
    made = [
        (prediction.sure / 100 - right) ** 2
        for _, prediction, right in _first_answers(rounds)
        if prediction.sure is not None
    ]
    return round(sum(made) / len(made), 4) if made else None


def surprise(rounds: Iterable[Played]) -> Surprise | None:
    """The question that most were wrong about while they were surest; ``None`` where nobody was wrong."""
    best: tuple[float, Surprise] | None = None
    for played in rounds:
        for question in played.part.questions:
            found = group(played, question)
            wrong = found.answered - found.right
            if not wrong:
                continue
            said = [
                prediction.sure if prediction.sure is not None else 50
                for prediction in played.predictions.values()
                if prediction.answers(question) and not score(played.truth, prediction, question).right
            ]
            sure = sum(said) / len(said)
            weight = wrong / found.answered * sure
            most = next(each.answer for each in found.said if not each.right)
            if best is None or weight > best[0]:
                told = Surprise(played.round, question, wrong, found.answered, round(sure, 1), most)
                best = (weight, told)
    return best[1] if best is not None else None


def leaderboard(state: State) -> tuple[tuple[str, float], ...]:
    """Players by the mean worth of their predictions: only for those who ask for it."""
    totals: dict[str, float] = {player.id: 0.0 for player in state.players}
    for played in state.rounds:
        for player, prediction in played.predictions.items():
            totals[player] = (
                totals.get(player, 0.0) + own(played.truth, prediction, played.part.questions).total
            )
    count = max(1, len([played for played in state.rounds if played.locked_by]))
    names: Mapping[str, str] = {player.id: player.name for player in state.players}
    ranked = sorted(totals.items(), key=lambda each: (-each[1], names.get(each[0], each[0])))
    return tuple((names.get(player, player), round(total / count, 4)) for player, total in ranked)


def _first_answers(rounds: Iterable[Played]) -> Iterable[tuple[Played, Prediction, bool]]:
    """Every answer to the first question of a round, which is what people say how sure they are of."""
    for played in rounds:
        if not played.part.questions:
            continue
        first = played.part.questions[0]
        for prediction in played.predictions.values():
            if prediction.answers(first):
                yield played, prediction, score(played.truth, prediction, first).right
