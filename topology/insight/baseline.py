"""Known findings: a catalog may become better, and must not become worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from topology.insight.levels import FIXED
from topology.insight.notices import EXPIRED_IGNORE
from topology.load.baseline_file import Known
from topology.model.problem import Problem

_NAMED = 3
_NEVER = FIXED | {EXPIRED_IGNORE.code}
"""Codes that nobody may get used to."""
_OF_FILES = ("T0", "T1", "T2", "T3")
"""Codes of problems of the files themselves: several of one kind in one entity differ in a word."""


class Compared(Struct, frozen=True):
    """Findings against a baseline: ``new`` ones, those it ``known``, and what it has and is ``gone``.

    ``kept`` is the baseline without what is gone.
    """

    new: tuple[Problem, ...]
    known: tuple[Problem, ...]
    gone: tuple[Known, ...]
    kept: tuple[Known, ...]


def identities(found: Problem) -> tuple[Known, ...]:
    """What a finding is, wherever its lines are: one identity for each entity that it is about."""
    word = found.subject
    if found.code.startswith(_OF_FILES) and not found.target:
        start = found.place.column - 1
        word = found.excerpt[start : start + found.width]
    places = [
        (each.entity or found.entity, each.target or found.target, each.place) for each in found.references
    ]
    return tuple(
        Known(
            code=found.code,
            rule=found.rule,
            entity=entity or "",
            target=target or "",
            file="" if entity else place.file,
            word=word,
        )
        for entity, target, place in places or [(found.entity, found.target, found.place)]
    )


def fingerprint(found: Problem) -> str:
    """A short hash of what a finding is, for systems that follow it from run to run."""
    first = identities(found)[0]
    said = "\0".join((first.code, first.entity, first.target, first.file, first.word))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def baseline_of(problems: Iterable[Problem]) -> tuple[Known, ...]:
    """All of these findings as known ones; notes need not be known, and some cannot be."""
    return _counted(identity for found in problems if _may_be_known(found) for identity in identities(found))


def _may_be_known(found: Problem) -> bool:
    return found.severity != "info" and found.code not in _NEVER


def against(problems: Iterable[Problem], baseline: Iterable[Known]) -> Compared:
    """Tell new findings from known ones. Notes are neither: they stay among the new, and never fail."""
    left: Counter[Known] = Counter()
    for each in baseline:
        left[replace(each, times=1)] += each.times
    stated = Counter(left)
    new: list[Problem] = []
    known: list[Problem] = []
    for found in problems:
        unknown: list[Known] = []
        for identity in identities(found):
            if left[identity] > 0:
                left[identity] -= 1
            else:
                unknown.append(identity)
        if not _may_be_known(found):
            new.append(found)
        elif not unknown:
            known.append(found)
        else:
            new.append(_named(found, unknown))
    gone = _counted(left.elements())
    return Compared(tuple(new), tuple(known), gone, _counted((stated - left).elements()))


def _named(found: Problem, unknown: list[Known]) -> Problem:
    """A finding about several, of which only some are new, says which."""
    if len(unknown) >= max(1, len(found.references)):
        return found
    names = list(dict.fromkeys(each.entity or each.file for each in unknown))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return replace(found, message=f"{found.message}; new: {', '.join(names[:_NAMED])}{more}")


def _counted(identities: Iterable[Known]) -> tuple[Known, ...]:
    counts = Counter(identities)
    return tuple(sorted(replace(each, times=times) for each, times in counts.items()))
