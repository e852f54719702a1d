"""How bad a finding is here: a rule's own severity, a preset's, or what ``[rules]`` says."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from msgspec import Struct

from topology.insight.explain import explanations
from topology.load.codes import EMPTY, clip, problem
from topology.load.settings import PRESETS
from topology.load.toml_places import TomlPlaces
from topology.model.problem import Problem, Severity

Level = Literal["error", "warning", "info", "off"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info", "off")

STARTER = frozenset(
    {
        "unowned",
        "several-owners",
        "vendor-without-liaison",
        "owner-not-on-call",
        "no-on-call",
        "dead-end",
        "fallback-loop",
        "nobody-reached",
        "ambiguous-lead",
    }
)
"""Rules of the preset ``starter``: is there an owner for everything, and is somebody paged for it?"""

PRESET_WORDS = {
    "starter": "is there an owner for everything, and is somebody paged for it?",
    "standard": "all rules, each as bad as it says itself",
    "strict": "warnings about ownership, boundaries, on call and paging are errors, and so is every"
    " reference that nobody declared",
}

_RULES = ("T50", "T51", "T52", "T53", "T54", "T55", "T56")
"""Codes of rules about the catalog as a whole: what a preset may leave out."""
_STRICT = ("T50", "T51", "T52", "T53", "T54")
"""Codes of rules about ownership, boundaries, on call and paging."""
FIXED = frozenset({"T006", "T217", *EMPTY})
"""Codes that say that there is nothing to check, or no way to tell how: they stay errors."""
_READING = ("T0", "T1")
"""Codes of what could not be read: it is milder at most, never off, for what hides behind it is unknown."""


class Levels(Struct, frozen=True, kw_only=True):
    """The severity of each finding; ``stated`` says it by code, where ``[rules]`` does."""

    preset: str = "standard"
    stated: Mapping[str, Level] = {}

    def of(self, found: Problem) -> Level:
        """How bad a finding is. A rule's note that it cannot judge is never made worse."""
        stated = self.stated.get(found.code)
        note = found.severity == "info" and _severities().get(found.code) != "info"
        if stated is not None and (stated == "off" or not note):
            return stated
        if self.preset == "starter" and found.code.startswith(_RULES) and found.rule not in STARTER:
            return "off"
        if self.preset == "strict" and found.code.startswith(_STRICT) and found.severity == "warning":
            return "error"
        return found.severity


@cache
def _severities() -> Mapping[str, Severity]:
    return {each.code: each.severity for each in explanations()}


def levels_from(
    rules: Mapping[str, Any], places: TomlPlaces, preset: str
) -> tuple[Levels, dict[str, Any], list[Problem]]:
    """The levels that the ``rules`` of a settings file state, what else stands there, and what is wrong.

    A rule is named by its code or its name. Numbers are thresholds, and none of ours.
    """
    codes = {word: each.code for each in explanations() for word in (each.code, each.rule)}
    stated: dict[str, Level] = {}
    others: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in rules.items():
        code = codes.get(key) or codes.get(key.upper()) or codes.get(key.casefold())
        if code is None or isinstance(value, int | float):
            others[key] = value
            continue
        wrong = _wrong(code, value)
        if wrong:
            problems.append(problem("T217", places.of("rules", key), f"{clip(key)} under rules {wrong}"))
        else:
            stated[code] = value
    return Levels(preset=preset or PRESETS[1], stated=stated), others, problems


def _wrong(code: str, value: object) -> str:
    if value not in LEVELS:
        return f"must be one of {', '.join(LEVELS)}"
    if code in FIXED:
        return "cannot be changed: without it there is nothing to check"
    if value == "off" and code.startswith(_READING):
        return "cannot be off: what could not be read is unknown; use [[ignore]] with a reason and an end"
    return ""
