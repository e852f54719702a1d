"""What reading one file finds, gathered while it is read, with a flood kept short."""

from __future__ import annotations

from topology.load.codes_read import CODES, problem_at
from topology.load.limits import Limits, how_to_raise
from topology.load.tree import Scalar, Source
from topology.model.problem import Problem, Severity

LISTED = 100
"""Problems listed of one document; the rest is counted in one more."""


class Stop(Exception):
    """A problem that ends the reading of a document, or of the whole file."""

    def __init__(self, problem: Problem, whole_file: bool = False) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.whole_file = whole_file


class Findings:
    """The problems of one file, in the order they are met."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.problems: list[Problem] = []
        self._first = 0
        self._unlisted: dict[Severity, int] = {}
        self._long: Scalar | None = None
        self._long_count = 0

    def add(self, code: str, line: int, column: int, message: str, width: int = 1) -> None:
        """A problem inside the present document, which goes on."""
        if len(self.problems) - self._first < LISTED:
            self.problems.append(problem_at(self.source, line, column, code, message, width))
        else:
            self._unlisted[CODES[code].severity] = self._unlisted.get(CODES[code].severity, 0) + 1

    def stop(self, code: str, line: int, column: int, message: str) -> Stop:
        """A problem that ends the present document; to be raised."""
        return Stop(problem_at(self.source, line, column, code, message))

    def limit(
        self, name: str, value: int, line: int, column: int, what: str, whole_file: bool = True
    ) -> Stop:
        """The limit ``name`` is exceeded; to be raised. ``what`` says what there is too much of."""
        rest = "the rest of the file" if whole_file else "this document"
        message = f"{what}, the limit is {value:,}; {rest} is not read: {how_to_raise(name)}"
        return Stop(problem_at(self.source, line, column, "T103", message), whole_file)

    def long_text(self, node: Scalar) -> None:
        """A text above the limit, which is kept; all of a file are one info."""
        self._long = self._long or node
        self._long_count += 1

    def begin_document(self) -> None:
        """What is added from now on belongs to a new document."""
        self._first = len(self.problems)
        self._unlisted.clear()

    def end_document(self, line: int) -> tuple[Problem, ...]:
        """The problems of the document that began at ``line`` and has ended."""
        for severity, count in sorted(self._unlisted.items()):
            message = f"{count:,} more problems ({severity}) in the document that begins here"
            self.problems.append(problem_at(self.source, line, 1, "T113", message, severity=severity))
        self._unlisted.clear()
        return tuple(self.problems[self._first :])

    def sorted(self) -> tuple[Problem, ...]:
        """All problems of the file, by place."""
        node, limit = self._long, self.limits.scalar_chars
        if node is not None:
            more = (
                f", and {self._long_count - 1} more such texts in this file" if self._long_count > 1 else ""
            )
            self.problems.append(
                problem_at(
                    self.source,
                    node.line,
                    node.column,
                    "T112",
                    f"a text of {len(node.text):,} characters is kept; the limit is {limit:,}{more}",
                )
            )
            self._long = None
        return tuple(sorted(self.problems, key=lambda problem: problem.order))
