"""What a catalog's own settings make of the rules: thresholds, levels and ignores."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from topology.insight.ignores import Ignore, ignores_from
from topology.insight.levels import Levels, levels_from
from topology.insight.thresholds import USUAL, Thresholds, thresholds_from
from topology.load.settings import Settings, places_of
from topology.load.sources import Sources
from topology.model.problem import Problem


class House(Struct, frozen=True, kw_only=True):
    """The rules of one house."""

    thresholds: Thresholds = USUAL
    levels: Levels = Levels()
    ignores: tuple[Ignore, ...] = ()

    def judged(self, problems: Iterable[Problem]) -> list[Problem]:
        """The findings as bad as they are here, without those that are off."""
        found: list[Problem] = []
        for problem in problems:
            level = self.levels.of(problem)
            if level != "off":
                found.append(problem if level == problem.severity else replace(problem, severity=level))
        return found


def house_rules(settings: Settings, sources: Sources, preset: str = "") -> tuple[House, list[Problem]]:
    """The rules that settings state, and what is wrong with them. ``preset`` wins over the stated one."""
    stated = bool(settings.rules or settings.ignore)
    places = places_of(*(sources.settings() if stated else ("", "")))
    levels, numbers, wrong = levels_from(settings.rules, places, preset or settings.preset)
    thresholds, wrong_numbers = thresholds_from(numbers, places, _names() if numbers else ())
    ignores, wrong_ignores = ignores_from(settings.ignore, places)
    house = House(thresholds=thresholds, levels=levels, ignores=ignores)
    return house, list(sources.excerpts([*wrong, *wrong_numbers, *wrong_ignores]))


def _names() -> tuple[str, ...]:
    """The names of all rules, which may be meant by a word under ``[rules]``."""
    from topology.insight.explain import explanations

    return tuple(each.rule for each in explanations())
