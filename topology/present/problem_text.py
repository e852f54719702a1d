"""One finding as text: where it is, what it is, a caret under it, what was probably meant."""

from collections.abc import Iterable

from topology.model.problem import SEVERITIES, Problem
from topology.present.cells import cut, width
from topology.present.ink import PLAIN, Ink
from topology.present.words import count

_STYLES = {"error": "bad", "warning": "warn", "info": "fine"}
_EXCERPT = 100
"""Cells of a source line that are shown; a longer one is cut around the caret."""
_OTHERS = 5
"""Further places of a problem that are named; the rest is counted."""


def problem_text(problem: Problem, ink: Ink = PLAIN) -> str:
    """``file:line:column: severity code message``, the line with a caret, what was probably meant."""
    severity = ink(_STYLES[problem.severity], problem.severity)
    at = f"{problem.place.file}:{problem.place.line}:{problem.place.column}: " if problem.place.file else ""
    lines = [f"{ink('strong', at)}{severity} {problem.code} {problem.message}"]
    hint = hint_text(problem)
    if problem.excerpt.strip():
        excerpt, column = _window(problem.excerpt, problem.place.column - 1)
        number = str(problem.place.line)
        marks = "^" * max(1, min(width(excerpt[column : column + problem.width]), _EXCERPT))
        lines.append(f"{number:>5} | {excerpt}")
        caret = ink(_STYLES[problem.severity], marks)
        lines.append(f"{'':>5} | {' ' * width(excerpt[:column])}{caret}{' ' + hint if hint else ''}")
    elif hint:
        lines.append(f"        {hint}")
    places = dict.fromkeys(str(each.place) for each in problem.references[1:])
    others = [place for place in places if place != str(problem.place)]
    if others:
        listed = ", ".join(others[:_OTHERS])
        more = f" and {len(others) - _OTHERS} more" if len(others) > _OTHERS else ""
        lines.append(f"        also at {listed}{more}")
    lines += [f"        {line}" for line in reasons_text(problem)]
    return "\n".join(lines) + "\n"


def reasons_text(problem: Problem) -> list[str]:
    """How it came about, numbered, a line each."""
    return [
        f"{step}. {reason.text}" + (f" ({reason.place})" if reason.place and reason.place.file else "")
        for step, reason in enumerate(problem.because, 1)
    ]


def hint_text(problem: Problem) -> str:
    """What was probably meant, and where that stands; empty where nobody knows."""
    suggestion = problem.suggestion
    if suggestion is None:
        return ""
    where = f" ({suggestion.place})" if suggestion.place is not None and suggestion.place.file else ""
    return f"did you mean {suggestion.text}{where}?"


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """The line, cut around its caret where it is long; tabs count as one cell."""
    line = excerpt.replace("\t", " ")
    if width(line) <= _EXCERPT:
        return line, column
    start = max(0, column - 40)
    return ("…" if start else "") + cut(line[start:], _EXCERPT), column - start + (1 if start else 0)


def tally(problems: Iterable[Problem]) -> str:
    """``2 errors, 5 warnings``; empty when there are none."""
    severities = [problem.severity for problem in problems]
    words = {"error": "error", "warning": "warning", "info": "note"}
    counts = [(severities.count(severity), words[severity]) for severity in SEVERITIES]
    return ", ".join(count(number, word) for number, word in counts if number)
