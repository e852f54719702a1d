"""What a rule is: one small module with an id, a severity, an explanation and a check."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from topology.insight.facts import Fact
from topology.insight.view import View
from topology.model.place import Because, Place
from topology.model.problem import Occurrence, Problem, Severity, Suggestion
from topology.model.reference import Ref

LISTED = 20
"""Findings of one kind that are reported one by one; more of them are one finding that lists all places."""


class Found(Struct, frozen=True, kw_only=True):
    """One finding to be, before it is known how many there are."""

    place: Place
    message: str
    entity: Ref
    target: Ref | None = None
    references: tuple[Occurrence, ...] = ()


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of finding. ``code`` and ``name`` are stable; ``why`` explains it to somebody who met it.

    ``source`` says where the idea comes from, ``threshold`` which number of topology.toml
    it compares with and where that one's default comes from, ``fix`` what to do.
    """

    code: str
    name: str
    severity: Severity
    about: str
    why: str
    source: str
    fix: str
    threshold: str = ""

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
        because: tuple[Because, ...] = (),
    ) -> Problem:
        """A finding of this kind."""
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
            because=because,
        )


class Rule(Kind, frozen=True, kw_only=True):
    """A kind of finding about a catalog as a whole.

    Without one of its ``needs`` in the catalog a rule cannot judge, and is not asked.
    ``check`` yields the findings in any order.
    """

    check: Callable[[View], Iterable[Problem]]
    needs: tuple[Fact, ...] = ()

    def problems(self, found: Iterable[Found], many: str) -> Iterable[Problem]:
        """One finding each; ``many`` is what more than :data:`LISTED` of them are called together."""
        for each in sorted(found, key=lambda each: (each.place, each.message)):
            problem = self.problem(
                each.place,
                each.message,
                entity=each.entity,
                target=each.target,
                references=each.references,
            )
            yield replace(problem, many=many)


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By place; of more than :data:`LISTED` of the same a single one, which says so and holds all places."""
    ordered = sorted(problems, key=lambda problem: problem.order)
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in ordered:
        if problem.many:
            alike.setdefault((problem.code, problem.many, problem.severity), []).append(problem)
    crowds = {kind: found for kind, found in alike.items() if len(found) > LISTED}
    if not crowds:
        return tuple(ordered)
    told = [
        problem
        for problem in ordered
        if not problem.many or (problem.code, problem.many, problem.severity) not in crowds
    ]
    told += [_as_one(found) for found in crowds.values()]
    return tuple(sorted(told, key=lambda problem: problem.order))


def _as_one(found: list[Problem]) -> Problem:
    first = found[0]
    return replace(
        first,
        message=f"{len(found)} {first.many}; the first: {first.message}",
        references=tuple(Occurrence(each.place, each.entity, each.target) for each in found),
    )


__all__ = ["LISTED", "Found", "Kind", "Rule", "View", "grouped"]
