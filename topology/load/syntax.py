"""Good words for what the YAML parser refuses: what is wrong, where it began, what to do.

libyaml says where it noticed, in the words of its grammar. The text around that
place says what the writer did. Both parsers' messages are understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from topology.load.codes_read import problem_at
from topology.load.tree import Source
from topology.model.problem import Problem
from topology.model.text import clean_line

_TEMPLATE = re.compile(r"(?:^|[\s:,\[(-])(\$?\{\{|\{%|\{#|<%)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_TAB_INDENT = re.compile(r" *\t")
_DOCUMENT_START = re.compile("expected '?<document start>")
_LEFT_OVER = re.compile(r"(?:={7}|[|>]{7}(?: .*)?)$")
_KEY = re.compile(r"\s*(?:- +)*([^\s:][^:]*): +(.*)")
_LOOKED_AT = 2000  # characters of a line that are searched for reasons
_COMMENT = re.compile(r"\s(#[^\s#][^\s,\]}]*)")


class Trouble(Struct, frozen=True, gc=False):
    """Where a parser stopped, in lines and columns of the file.

    ``context_line`` is where the thing began that it was in (0: not said).
    ``last_line`` to ``last_end`` is the last token that was still understood,
    ``last_quoted`` whether that was quoted; ``bracket`` the innermost ``[`` or
    ``{`` that is open, as (line, column).
    """

    source: Source
    context: str
    words: str
    line: int
    column: int
    context_line: int = 0
    context_column: int = 0
    last_line: int = 0
    last_column: int = 0
    last_end: int = 0
    last_quoted: bool = False
    bracket: tuple[int, int] | None = None

    @property
    def too_deep(self) -> bool:
        """Whether the parser stopped at its own limit of depth."""
        return "nesting depth" in self.words

    @property
    def text(self) -> str:
        """The line where it stopped, as written."""
        return self.source.raw_line(self.line)

    @property
    def char(self) -> str:
        """The character where it stopped; empty at the end of a line."""
        return self.text[self.column - 1 : self.column]

    def problem(self, code: str, message: str, line: int = 0, column: int = 0, width: int = 1) -> Problem:
        """A problem here, or at ``line`` and ``column``."""
        at = (line, column or 1) if line else (self.line, self.column)
        return problem_at(self.source, at[0], at[1], code, message, width)


def explain(trouble: Trouble) -> Problem:
    """The located problem that says what to do about ``trouble``."""
    for rule in _RULES:
        problem = rule(trouble)
        if problem is not None:
            return problem
    return trouble.problem("T101", f"line {trouble.line} is not YAML: {shown(trouble.words, 100)}")


def shown(text: str, length: int = 40) -> str:
    """A piece of a file as a message may quote it: cleaned, on one line, short."""
    line = text.strip().split("\n", 1)[0]
    return clean_line(line if len(line) <= length else line[: length - 1] + "…")


def template_at(line: str) -> int:
    """The column (from 1) of an unquoted ``{{``, ``{%`` or ``<%`` in ``line``; 0 if there is none."""
    match = _TEMPLATE.search(_QUOTED.sub(lambda quoted: "_" * len(quoted[0]), line[:_LOOKED_AT]))
    return match.start(1) + 1 if match else 0


def template_problem(source: Source, line: int, column: int) -> Problem:
    """The finding for a template at a place where YAML expects structure."""
    what = source.raw_line(line)[column - 1 :]
    end = re.search(r"\}\}|%\}|#\}|%>", what)
    what = what[: end.end()] if end else what
    return problem_at(
        source,
        line,
        column,
        "T108",
        f"template skeleton: {shown(what)} at line {line} was never filled in;"
        " put it in quotes if it is meant as text",
        min(len(what), 40),
    )


def _left_over(it: Trouble) -> Problem | None:
    for line in (it.line, it.context_line):
        if _LEFT_OVER.match(it.source.raw_line(line)):
            return it.problem("T107", f"git merge conflict: a left-over marker at line {line}", line, 1, 7)
    return None


def _tab(it: Trouble) -> Problem | None:
    match = _TAB_INDENT.match(it.text)
    if match is None or (it.bracket is not None and "\t" not in it.char):
        return None
    return it.problem("T110", f"a tab indents line {it.line}: indent with spaces", it.line, match.end())


def _template(it: Trouble) -> Problem | None:
    key_line = it.context_line if "expected ':'" in it.words else 0
    for line in (it.line, key_line, it.bracket[0] if it.bracket else 0):
        column = template_at(it.source.raw_line(line))
        if column:
            return template_problem(it.source, line, column)
    return None


def _tag(it: Trouble) -> Problem | None:
    if "tag" not in it.context and "tag" not in it.words:
        return None
    line, column = (it.context_line, it.context_column) if it.context_line else (it.line, it.column)
    what = shown(it.source.raw_line(line)[column - 1 :].split(" ")[0])
    return it.problem(
        "T104",
        f"a tag that cannot be read: {what}; put the value in quotes if `!` belongs to it",
        line,
        column,
        len(what),
    )


def _directive(it: Trouble) -> Problem | None:
    if "directive" not in it.context and "directive" not in it.words and "incompatible" not in it.words:
        return None
    line = it.context_line or it.line
    return it.problem(
        "T101",
        f"the directive {shown(it.source.raw_line(line))} is not known: only %YAML 1.1 and 1.2 are",
        line,
        1,
        len(it.source.raw_line(line)),
    )


def _reserved(it: Trouble) -> Problem | None:
    """A value that begins with a character of YAML's own, such as ``*``, ``@`` or ``%``."""
    line, column = it.line, it.column
    if "scanning an alias" in it.context or "scanning an anchor" in it.context:
        line, column = it.context_line, it.context_column
    elif not (
        "cannot start any token" in it.words
        or "keys are not allowed" in it.words
        or ("node content" in it.words and it.bracket is None)
    ):
        return None
    text = it.source.raw_line(line)[column - 1 :]
    if not text or text.startswith("..."):
        return None
    if ord(text[0]) < 0x20:
        return it.problem("T101", f"a control character at line {line} cannot stand here", line, column)
    return it.problem(
        "T101",
        f'{shown(text)} begins with "{shown(text[0])}", which YAML keeps for itself: put it in quotes',
        line,
        column,
        min(len(text), 40),
    )


def _colon(it: Trouble) -> Problem | None:
    if "values are not allowed" not in it.words:
        return None
    before = it.text[: it.column - 1]
    match = _KEY.match(before + " ")
    if match is not None and match[2].strip():
        value = it.text[match.start(2) :]
        if match[2].lstrip()[:1] in "|>":
            return it.problem(
                "T101", f'the text after "|" or ">" begins on the next line: see line {it.line}'
            )
        return it.problem(
            "T101",
            f'the value of "{shown(match[1])}" holds ": ": put it in quotes',
            it.line,
            match.start(2) + 1,
            len(value),
        )
    if it.last_line and it.last_line < it.line:
        first = it.source.raw_line(it.last_line)
        if _KEY.match(first):
            return it.problem(
                "T101",
                f"line {it.line} is indented deeper than the key at line {it.last_line},"
                " which has a value already: indent them alike, or put that value in quotes",
                it.line,
                len(it.text) - len(it.text.lstrip()) + 1,
                len(before.strip()),
            )
        return it.problem(
            "T101",
            f'"{shown(first)}" at line {it.last_line} has no ": " (a colon and a space) after a key',
            it.last_line,
            it.last_column,
            len(first.strip()),
        )
    return it.problem("T101", f'a ": " that follows no key at line {it.line}: put the text in quotes')


def _no_colon(it: Trouble) -> Problem | None:
    if "expected ':'" not in it.words:
        return None
    text = it.source.raw_line(it.context_line)[it.context_column - 1 :]
    return it.problem(
        "T101",
        f'"{shown(text)}" at line {it.context_line} has no ": " after it; is the file cut'
        " off, or the line above not closed?",
        it.context_line,
        it.context_column,
        len(text.strip()),
    )


def _escape(it: Trouble) -> Problem | None:
    if "escape" not in it.words and "hexdecimal" not in it.words and "hexadecimal" not in it.words:
        return None
    start = it.text.rfind("\\", 0, it.column + 1) if it.text else -1
    what = re.match(
        r"\\(?:u[0-9A-Fa-f]{0,4}|U[0-9A-Fa-f]{0,8}|x[0-9A-Fa-f]{0,2}|.?)", it.text[max(start, 0) :]
    )
    escape = shown(what[0]) if what and start >= 0 else "the escape"
    if "unknown" in it.words:
        advice = "write the backslash twice, or use single quotes"
    else:
        advice = "it names no character; write the character itself"
    return it.problem(
        "T101",
        f"{escape} at line {it.line} is no escape of YAML: {advice}",
        it.line,
        start + 1 if start >= 0 else it.column,
        len(escape),
    )


def _open_quote(it: Trouble) -> Problem | None:
    if "quoted scalar" in it.context:
        return it.problem(
            "T101",
            f"the quote that opens at line {it.context_line} is never closed",
            it.context_line,
            it.context_column,
        )
    if it.last_quoted and it.last_line < it.last_end == it.line:
        return it.problem(
            "T101",
            f"the quote that opens at line {it.last_line} closes only at line {it.last_end}:"
            " a quote is missing before",
            it.last_line,
            it.last_column,
        )
    return None


def _open_bracket(it: Trouble) -> Problem | None:
    if it.bracket is None:
        return None
    line, column = it.bracket
    rest = it.source.raw_line(line)[column - 1 :]
    comment = _COMMENT.search(_QUOTED.sub("", rest[:_LOOKED_AT]))
    if comment and line < it.line:
        return it.problem(
            "T101",
            f'{shown(comment[1])} at line {line} is a comment, so the "{rest[:1]}" before it'
            " is never closed: put it in quotes",
            line,
            column,
        )
    if it.char == ",":
        return it.problem("T101", f"there is no value before the comma at line {it.line}")
    if line < it.line:
        return it.problem(
            "T101",
            f'the "{rest[:1]}" that opens at line {line} is not closed, or a comma is missing,'
            f" before line {it.line}",
            line,
            column,
        )
    return it.problem(
        "T101",
        f'a comma or the closing bracket is missing, after the "{rest[:1]}" at line {line}:'
        " put texts with special characters in quotes",
        it.line,
        it.column,
    )


def _document_start(it: Trouble) -> Problem | None:
    if not _DOCUMENT_START.search(it.words):
        return None
    return it.problem(
        "T109",
        f"missing `---` before line {it.line}, or it is indented less than the first line of"
        " its document; nothing is read from here to the next `---`",
    )


def _misplaced(it: Trouble) -> Problem | None:
    """Something that stands where a key, an item or the end of a block was expected."""
    if not ("expected key" in it.words or "'-' indicator" in it.words or "<block end>" in it.words):
        return None
    if it.text[: it.column - 1].strip(" -"):
        start = it.last_column if it.last_line == it.line else it.column
        return it.problem(
            "T101",
            f"{shown(it.text[it.column - 1 :])} follows a value that has ended: put the whole"
            " value in quotes",
            it.line,
            start,
            len(it.text) - start + 1,
        )
    if it.column == 1:
        return it.problem(
            "T109", f"missing `---` before line {it.line}, or it is not indented: it fits nothing above"
        )
    return it.problem(
        "T101",
        f"line {it.line} is indented by {it.column - 1}, which fits no line above it",
        width=len(it.text.strip()),
    )


def _list_item(it: Trouble) -> Problem | None:
    if "sequence entries are not allowed" not in it.words:
        return None
    return it.problem(
        "T101",
        f'a list begins on the line after its key, and line {it.line} has "- " after a key:'
        " put it on the next line, or in quotes",
    )


def _block(it: Trouble) -> Problem | None:
    if "block scalar" not in it.context:
        return None
    return it.problem(
        "T101", f'after "|" or ">" the text begins on the next line, indented with spaces: see line {it.line}'
    )


_RULES: tuple[Callable[[Trouble], Problem | None], ...] = (
    _left_over,
    _directive,
    _tab,
    _template,
    _tag,
    _escape,
    _block,
    _open_quote,
    _document_start,
    _list_item,
    _reserved,
    _colon,
    _no_colon,
    _open_bracket,
    _misplaced,
)
