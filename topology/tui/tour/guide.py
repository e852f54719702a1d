"""Where somebody stands in a tour: a plain class, without widgets."""

from __future__ import annotations

from math import ceil
from typing import Literal

from topology.insight.quiz import Question
from topology.load.own_progress import Progress
from topology.model.reference import Ref
from topology.present.tour import ENOUGH, Step, Tour

Stage = Literal["read", "lead", "first", "told"]
"""What a step waits for: to be read, for a prediction, or, its answer told, for the next step."""

Pick = tuple[Ref | None, Ref | None]
"""Who was predicted to lead, and whose human to be first; ``None`` is nobody."""


class Guide:
    """Goes through the steps, takes predictions, and knows which of them were right."""

    def __init__(self, tour: Tour, progress: Progress) -> None:
        self.tour = tour
        ids = [step.id for step in tour.steps]
        self.position = ids.index(progress.step) if progress.step in ids else 0
        self._right = dict.fromkeys(id_ for id_ in progress.right if id_ in ids)
        self._wrong = dict.fromkeys(id_ for id_ in progress.wrong if id_ in ids)
        self._lead: Ref | None = None
        self.stage: Stage = "read"
        self.pick: Pick | None = None
        self._arrive()

    @classmethod
    def new(cls, tour: Tour) -> Guide:
        """At the beginning, with nothing predicted."""
        return cls(tour, Progress())

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.tour.steps[self.position]

    @property
    def question(self) -> Question | None:
        """What is asked at this step."""
        return self.step.ask

    @property
    def choices(self) -> tuple[Ref | None, ...]:
        """Whom a prediction may name now; empty where nothing is to be predicted."""
        question = self.question
        return (*question.teams, None) if question is not None and self.stage in ("lead", "first") else ()

    @property
    def progress(self) -> Progress:
        """What is to be kept for the next time."""
        return Progress(step=self.step.id, right=tuple(self._right), wrong=tuple(self._wrong))

    @property
    def right(self) -> int:
        """Predictions that were right."""
        return len(self._right)

    @property
    def predicted(self) -> int:
        """Failures that were predicted."""
        return len(self._right) + len(self._wrong)

    @property
    def passed(self) -> bool:
        """Whether enough of them were right; without any question: whether the end was reached."""
        if not self.tour.questions:
            return self.position == len(self.tour.steps) - 1
        return self.predicted == self.tour.questions and self.right >= self.enough

    def choose(self, team: Ref | None) -> None:
        """Predict: first who leads, then, where that can be known, whose human is first."""
        question = self.question
        if question is None or self.stage not in ("lead", "first"):
            return
        if self.stage == "lead" and question.known:
            self._lead, self.stage = team, "first"
            return
        self.pick = (team, question.first) if self.stage == "lead" else (self._lead, team)
        self.stage = "told"
        well = self.pick == (question.lead, question.first)
        (self._right if well else self._wrong)[self.step.id] = None
        (self._wrong if well else self._right).pop(self.step.id, None)

    def next(self) -> bool:
        """To the next step; says whether there is one. A question can be passed over."""
        return self._go(self.position + 1)

    def back(self) -> bool:
        """To the step before; says whether there is one."""
        return self._go(self.position - 1)

    @property
    def enough(self) -> int:
        """How many predictions have to be right."""
        return ceil(ENOUGH * self.tour.questions)

    def again(self) -> None:
        """With all predictions forgotten, from the first of them."""
        self._right.clear()
        self._wrong.clear()
        self._go(next((at for at, step in enumerate(self.tour.steps) if step.ask is not None), 0))

    def _go(self, position: int) -> bool:
        if not 0 <= position < len(self.tour.steps):
            return False
        self.position = position
        self._arrive()
        return True

    def _arrive(self) -> None:
        self.pick = None
        self.stage = "read" if self.question is None else "lead"
