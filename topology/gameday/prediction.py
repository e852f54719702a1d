"""What somebody says before they see: who leads, who else, who is first, when, which verdict, how sure."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct
from msgspec.structs import replace

from topology.incident.result import VERDICTS
from topology.model.scenario import Question

NEVER = -1
"""The minutes of somebody who says that nobody is ever paged."""

SURE = (50, 60, 70, 80, 90, 95, 99)
"""What is offered to say how sure one is, in percent. Below 50 one would say something else."""


class Prediction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answers of one person to one round; ``None``: not answered.

    ``lead`` and ``paged`` are teams (empty: nobody, nobody else), ``first`` is a person
    (empty: nobody), ``minutes`` until that one is paged (:data:`NEVER`). ``sure`` is how sure
    they are of their first answer, in percent.
    """

    lead: tuple[str, ...] | None = None
    paged: tuple[str, ...] | None = None
    first: str | None = None
    minutes: int | None = None
    verdict: str | None = None
    sure: int | None = None

    def answers(self, question: Question) -> bool:
        """Whether a question is answered."""
        return self.of(question) is not None

    def of(self, question: Question) -> tuple[str, ...] | str | int | None:
        """The answer to a question."""
        if question == "lead":
            return self.lead
        if question == "paged":
            return self.paged
        if question == "firstHuman":
            return self.first
        return self.minutes if question == "minutes" else self.verdict

    def limited(self) -> Prediction:
        """The same in canonical order and within bounds, whoever wrote it."""
        return Prediction(
            lead=_refs(self.lead),
            paged=_refs(self.paged),
            first=None if self.first is None else self.first[:200],
            minutes=None if self.minutes is None else max(NEVER, min(self.minutes, 7 * 1440)),
            verdict=None if self.verdict is None else self.verdict[:20],
            sure=None if self.sure is None else max(0, min(self.sure, 100)),
        )

    def known(self, teams: Container[str], people: Container[str]) -> Prediction:
        """The same without answers that nobody could have chosen: they are not answered."""

        def all_teams(refs: tuple[str, ...] | None) -> tuple[str, ...] | None:
            return refs if refs is not None and all(ref in teams for ref in refs) else None

        return replace(
            self,
            lead=all_teams(self.lead),
            paged=all_teams(self.paged),
            first=self.first if not self.first or self.first in people else None,
            verdict=self.verdict if self.verdict in VERDICTS else None,
        )


def _refs(refs: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if refs is None else tuple(sorted({ref[:200] for ref in refs})[:20])
