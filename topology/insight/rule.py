"""What a rule is: one small module with an id, a severity, an explanation and a check."""

from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from topology.graph.topology import Topology
from topology.model.place import Place
from topology.model.problem import Occurrence, Problem, Severity, Suggestion
from topology.model.reference import Ref
from topology.oncall.rota import Rota


class View(Struct, frozen=True, kw_only=True):
    """What a rule looks at. ``at`` is the instant of the check, aware, in UTC."""

    topology: Topology
    rota: Rota
    at: datetime


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of finding. ``code`` and ``name`` are stable; ``why`` explains it to somebody who met it.

    ``fix`` says what to do. ``check`` yields the findings in any order.
    """

    code: str
    name: str
    severity: Severity
    about: str
    why: str
    fix: str
    check: Callable[[View], Iterable[Problem]]

    def problem(
        self,
        place: Place,
        message: str,
        *,
        entity: Ref | None = None,
        target: Ref | None = None,
        severity: Severity | None = None,
        suggestion: Suggestion | None = None,
        references: tuple[Occurrence, ...] = (),
    ) -> Problem:
        """A finding of this rule."""
        return Problem(
            code=self.code,
            rule=self.name,
            severity=severity or self.severity,
            place=place,
            message=message,
            entity=entity,
            target=target,
            suggestion=suggestion,
            references=references,
        )
