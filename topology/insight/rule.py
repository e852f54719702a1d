"""What a rule is: one small module with an id, a severity, an explanation and a check."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from topology.insight.facts import Fact
from topology.insight.view import View
from topology.model.place import Place
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


class Rule(Struct, frozen=True, kw_only=True):
    """One kind of finding. ``code`` and ``name`` are stable; ``why`` explains it to somebody who met it.

    ``source`` says where the idea comes from, ``threshold`` which number of topology.toml
    it compares with and where that one's default comes from, ``fix`` what to do. Without
    one of its ``needs`` in the catalog a rule cannot judge, and is not asked. ``check``
    yields the findings in any order.
    """

    code: str
    name: str
    severity: Severity
    about: str
    why: str
    source: str
    fix: str
    check: Callable[[View], Iterable[Problem]]
    threshold: str = ""
    needs: tuple[Fact, ...] = ()

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

    def problems(self, found: Iterable[Found], many: str) -> Iterable[Problem]:
        """One finding each; of more than :data:`LISTED` a single one, which says that so many ``many``."""
        ordered = sorted(found, key=lambda each: (each.place, each.message))
        if len(ordered) <= LISTED:
            for each in ordered:
                yield self.problem(
                    each.place,
                    each.message,
                    entity=each.entity,
                    target=each.target,
                    references=each.references,
                )
            return
        first = ordered[0]
        yield self.problem(
            first.place,
            f"{len(ordered)} {many}; the first: {first.message}",
            entity=first.entity,
            target=first.target,
            references=tuple(Occurrence(each.place, each.entity) for each in ordered),
        )


__all__ = ["LISTED", "Found", "Rule", "View"]
