"""What was probably meant: a name that exists elsewhere, or the nearest spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from topology.model.place import Place
from topology.model.problem import Suggestion
from topology.model.reference import COMPONENT_KINDS, GROUP_KINDS, Ref, split

_OURS = (*COMPONENT_KINDS, *GROUP_KINDS, "team", "person", "domain", "policy", "schedule")


def reach(name: str) -> int:
    """How many edits a spelling may be away from the name that was meant."""
    return max(1, min(3, len(name) // 4))


def near(name: str, names: Sequence[str]) -> str | None:
    """The nearest of ``names`` within :func:`reach` by optimal string alignment.

    ``names`` are casefolded. Of equally near ones the first in alphabetical order.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    scorer: Any = OSA.distance
    found = extract(name.casefold(), names, scorer=scorer, score_cutoff=reach(name), limit=None)
    return min(found, key=lambda hit: (hit[1], hit[0]))[0] if found else None


def near_word(word: str, words: Iterable[str]) -> str | None:
    """The nearest word of the format, also where only ``_``, ``-`` or the case differ (``depends_on``)."""
    words = list(words)
    bare = _bare(word)
    for candidate in words:
        if _bare(candidate) == bare:
            return candidate
    by_case = {candidate.casefold(): candidate for candidate in reversed(words)}
    meant = near(word, list(by_case))
    return by_case[meant] if meant is not None else None


def _bare(word: str) -> str:
    return word.replace("_", "").replace("-", "").casefold()


class Suggester:
    """Suggests declared entities for references that have no target."""

    def __init__(self, declared: Mapping[Ref, Place]) -> None:
        self._declared = declared
        self._of_kinds: dict[tuple[str, ...], list[str]] = {}

    def meant(self, target: Ref) -> Suggestion | None:
        """In this order: the name in another namespace, of another kind, a near spelling; else nothing.

        Of several the kinds that may stand in the same field come first, then alphabetical order.
        Other kinds without a meaning here are never meant: no Location owns a component.
        """
        kind, namespace, name = split(target)
        related = _related(kind)
        same_name = sorted(
            (ref for ref in self._by_name.get(name.casefold(), ()) if split(ref)[0] in (kind, *_OURS)),
            key=lambda ref: (split(ref)[0] != kind, split(ref)[0] not in related, ref),
        )
        if same_name:
            return Suggestion(same_name[0], self._declared[same_name[0]])
        for kinds in ((kind,), related):
            meant = near(name, self._words(kinds))
            if meant is not None:
                refs = [ref for ref in self._by_name[meant] if split(ref)[0] in kinds]
                ref = min(refs, key=lambda ref: (split(ref)[1] != namespace, ref))
                here = split(ref)[:2] == (kind, namespace)
                return Suggestion(split(ref)[2] if here else ref, self._declared[ref])
        return None

    @cached_property
    def _by_name(self) -> dict[str, list[Ref]]:
        result: dict[str, list[Ref]] = {}
        for ref in self._declared:
            result.setdefault(split(ref)[2].casefold(), []).append(ref)
        return result

    def _words(self, kinds: tuple[str, ...]) -> list[str]:
        """The names of entities of these kinds, for :func:`near`."""
        words = self._of_kinds.get(kinds)
        if words is None:
            found = self._by_name.items()
            words = [name for name, refs in found if any(split(ref)[0] in kinds for ref in refs)]
            self._of_kinds[kinds] = words
        return words


def _related(kind: str) -> tuple[str, ...]:
    """The kinds that stand in the same fields as this one."""
    if kind in COMPONENT_KINDS or kind in GROUP_KINDS:
        return COMPONENT_KINDS + GROUP_KINDS
    return ("team", "person") if kind in ("team", "person") else (kind,)
