"""A tour in words: what was right about a prediction, and the sheet that a team can keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from topology.insight.quiz import Question
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.instants import spelled
from topology.present.markdown import bullets, heading, inline
from topology.present.names import Names
from topology.present.rows import Row
from topology.present.rows_markdown import row_markdown
from topology.present.tour import OWN, Step, Tour
from topology.present.words import REASON_WORDS, VERDICT_WORDS, lasting

NOBODY = "nobody"
REASONS = 4
"""Reasons that explain an answer; all of them stand in the page answer."""


def asked(names: Names, question: Question) -> str:
    """The question."""
    return f"{names(question.ref)} fails. Who leads?"


def answer(names: Names, question: Question) -> tuple[str, ...]:
    """What happens when it fails, in two or three sentences."""
    incident = question.incident
    lead = incident.leads[0]
    who = names(question.lead) if question.lead is not None else "Nobody"
    told = [f"{who} leads: {REASON_WORDS[lead.reason]}."]
    contact = incident.first_contact
    if contact is not None:
        team = f" ({names(contact.team)})" if contact.team is not None else ""
        told.append(f"First {names(contact.person)}{team}, {lasting(contact.minute)} after the fault.")
    told.append(f"{incident.verdict}: {VERDICT_WORDS[incident.verdict]}.")
    return tuple(told)


def reasons(question: Question) -> tuple[Because, ...]:
    """The first reasons of the lead, each with its file and line."""
    return question.incident.leads[0].because[:REASONS]


def judged(names: Names, question: Question, lead: Ref | None, first: Ref | None) -> tuple[bool, str]:
    """Whether a prediction was right, and what was wrong with it."""
    if lead != question.lead:
        return False, f"Not {_team(names, lead)}."
    if question.known and first != question.first:
        return False, f"The lead is right; first is not {_team(names, first)}."
    return True, "Right."


def tour_markdown(names: Names, made: Tour, at: datetime, zone: str) -> str:
    """A sheet for the team: every step with its facts, and the failures with their answers at the end."""
    title = f"First hour at {names(made.team)}" if made.team is not None else "First hour"
    parts = [heading(1, title)]
    questions = [step.ask for step in made.steps if step.ask is not None]
    headed = ""
    for step in made.steps:
        if not step.say or step.id == "end":
            continue
        if step.title != headed:
            parts.append(heading(2, step.title))
        headed = step.title
        parts += [f"{_said(names, step)}\n\n", bullets(map(_row, _joined(step)))]
    if questions:
        parts.append(heading(2, "Predict"))
        parts.append(_numbered(inline(f"{asked(names, each)} {_choices(names, each)}") for each in questions))
        parts.append(heading(2, "Answers"))
        parts.append(_numbered(inline(" ".join(answer(names, each))) for each in questions))
    parts.append(f"As of {inline(spelled(at, zone))}\n")
    return "".join(parts).rstrip("\n") + "\n"


def _said(names: Names, step: Step) -> str:
    """What is said, behind the name of what one looks at meanwhile where that is somebody's own choice."""
    text = "\n\n".join(map(inline, step.paragraphs))
    own = step.id.startswith(OWN)
    return f"**{inline(names(step.focus))}**: {text}" if own and step.focus is not None else text


def _team(names: Names, team: Ref | None) -> str:
    return names(team) if team is not None else NOBODY


def _choices(names: Names, question: Question) -> str:
    return f"({', '.join([*map(names, question.teams), NOBODY])})"


def _numbered(items: Iterable[str]) -> str:
    return "".join(f"{number}. {item}\n" for number, item in enumerate(items, 1)) + "\n"


def _joined(step: Step) -> list[list[Row]]:
    """Rows with those that go on with them."""
    groups: list[list[Row]] = []
    for row in step.rows:
        if row.label or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _row(rows: Sequence[Row]) -> str:
    return f"**{inline(rows[0].label)}** {'; '.join(map(row_markdown, rows))}"
