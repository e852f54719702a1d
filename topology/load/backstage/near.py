"""Keys that mean nothing, but nearly do, or would elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from topology.load.backstage.codes import problem
from topology.load.codes import clip
from topology.load.suggest import near_word
from topology.load.tree import Map, Source
from topology.model.problem import Problem, Suggestion


def misspelt(
    where: str, keys: Map, words: Iterable[str], source: Source, spec: Iterable[str] = ()
) -> list[Problem]:
    """Findings for the keys of ``where`` that are nearly one of its ``words``, or a word of ``spec``.

    All other keys are anybody's own, and no finding.
    """
    found: list[Problem] = []
    known = set(words)
    for name, entry in keys.entries.items():
        if name in known:
            continue
        if name in spec:
            message, meant = f"{clip(name)} stands in {where}, where it means nothing", f"spec.{name}"
        else:
            near = near_word(name, sorted(known))
            if near is None or near in keys.entries:
                continue
            message, meant = f'unknown key "{clip(name)}" in {where}', near
        found.append(problem(source, entry.key, "T402", message, Suggestion(meant)))
    return found
