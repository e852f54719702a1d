"""What a step says, as lines; those that can be chosen are the ways on."""

from __future__ import annotations

from collections.abc import Iterator

from topology.present.names import Names
from topology.present.tour_text import NOBODY, answer, asked, judged, reasons
from topology.present.words import count
from topology.tui.cards.sheet import Sheet
from topology.tui.commands import named
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import BLANK, Line, plain
from topology.tui.tour.guide import Guide

NEXT, BACK, AGAIN, DONE = "next", "back", "again", "done"
LINES = 40
"""The most lines of a paragraph: who looks on can scroll."""

CHOICE = "choice "
"""Before the number of a choice, in the key of its line."""


def title(guide: Guide) -> str:
    """Where somebody is, for the frame."""
    return f"Tour {guide.position + 1}/{len(guide.tour.steps)} · {guide.step.title}"


def step_lines(guide: Guide, names: Names, columns: int, keymap: Keymap = AS_REGISTERED) -> list[Line]:
    """The step for a width in cells; the way on stands above what is only read by the curious."""
    sheet = Sheet(columns)
    if guide.stage != "first":
        for paragraph in guide.step.paragraphs:
            if sheet.lines:
                sheet.blank()
            sheet.text(paragraph, lines=LINES)
    sheet.rows(guide.step.rows)
    lines = [Line(line.spans, line.end) for line in sheet.lines]
    if guide.choices:
        return [*lines, *_choices(guide, names)]
    if guide.step.id == "end":
        lines += _end(guide)
    lines += _told(guide, names, columns)
    lines.append(_way(guide))
    return [*lines, *_more(guide.step.more, keymap), *_reasons(guide, columns)]


def _choices(guide: Guide, names: Names) -> Iterator[Line]:
    question = guide.question
    assert question is not None
    first = "And whose human is paged first?"
    yield plain(asked(names, question) if guide.stage == "lead" else first, "strong")
    for number, team in enumerate(guide.choices):
        yield Line(((f"  {names(team) if team is not None else NOBODY}", "hot"),), (), f"{CHOICE}{number}")


def _told(guide: Guide, names: Names, columns: int) -> Iterator[Line]:
    """What was right about the prediction, and the answer."""
    if guide.question is None or guide.pick is None:
        return
    well, words = judged(names, guide.question, *guide.pick)
    yield plain(words, "ok" if well else "warn")
    sheet = Sheet(columns)
    for sentence in answer(names, guide.question):
        sheet.text(sentence)
    yield from sheet.lines


def _reasons(guide: Guide, columns: int) -> Iterator[Line]:
    if guide.question is None:
        return
    sheet = Sheet(columns)
    for because in reasons(guide.question):
        place = f"  {because.place}" if because.place is not None else ""
        sheet.text(f"· {because.text}{place}", "quiet", 2)
    yield from sheet.lines


def _end(guide: Guide) -> Iterator[Line]:
    """How the predictions went, and the way back to them, or to the beginning."""
    if guide.tour.questions:
        told = f"{guide.right} of {count(guide.tour.questions, 'failure')} predicted right"
        well = ": that is enough" if guide.passed else f"; it takes {guide.enough}"
        yield plain(f"{told}{well}", "ok" if guide.passed else "warn")
    yield BLANK
    if not guide.passed:
        yield Line((("  Predict again", "hot"),), (), AGAIN)


def _more(command: str, keymap: Keymap) -> Iterator[Line]:
    """The key that shows more of it: it leaves the tour, as any other does."""
    if command:
        yield plain(f"  {keymap.shown(command)}  {named(command).help}", "quiet")


def _way(guide: Guide) -> Line:
    last = guide.position == len(guide.tour.steps) - 1
    return Line((("  Done" if last else "  Next", "hot"),), (), DONE if last else NEXT)
