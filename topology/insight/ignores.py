"""Findings that are left alone for a while: who says so gives a reason, and an end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fnmatch import fnmatchcase
from typing import Any

from msgspec import Struct

from topology.insight.explain import explanations
from topology.insight.levels import FIXED
from topology.insight.notices import EXPIRED_IGNORE, OWNER_CHANGED, UNUSED_IGNORE
from topology.load.codes import clip, problem
from topology.load.suggest import near_word
from topology.load.toml_places import TomlPlaces
from topology.model.place import Place
from topology.model.problem import Problem, Suggestion
from topology.model.text import clean_line

FIELDS = ("rule", "entity", "file", "reason", "until")
_NEEDED = ("rule", "reason", "until")


class Ignore(Struct, frozen=True, kw_only=True):
    """One ``[[ignore]]``: findings of ``rule`` (a code), until the end of that day.

    ``entity`` and ``file`` are patterns with ``*``, empty for all. ``entity`` is compared with
    the entity and the target of a finding, in any case.
    """

    rule: str
    entity: str
    file: str
    reason: str
    until: date
    place: Place

    def covers(self, found: Problem) -> bool:
        """Whether a finding is meant, whatever the date."""
        if found.code != self.rule or (self.file and not fnmatchcase(found.place.file, self.file)):
            return False
        wanted = self.entity.casefold()
        named = (found.entity or "", found.target or "")
        return not wanted or any(fnmatchcase(each.casefold(), wanted) for each in named)

    @property
    def about(self) -> str:
        """What is ignored, in words."""
        words = [self.rule, *([self.entity] if self.entity else []), *([self.file] if self.file else [])]
        return clip(" ".join(words))


class Ignored(Struct, frozen=True):
    """A finding that does not count for now, and who says so."""

    problem: Problem
    ignore: Ignore


def ignores_from(
    tables: Iterable[Mapping[str, Any]], places: TomlPlaces
) -> tuple[tuple[Ignore, ...], list[Problem]]:
    """The ignores of a settings file, and what is wrong with them; a wrong one ignores nothing."""
    found: list[Ignore] = []
    problems: list[Problem] = []
    for number, table in enumerate(tables):
        read = _read(table, places, number, problems)
        if read is not None:
            found.append(read)
    return tuple(found), problems


def _read(
    table: Mapping[str, Any], places: TomlPlaces, number: int, problems: list[Problem]
) -> Ignore | None:
    before = len(problems)

    def wrong(key: str, words: str, meant: str | None = None, code: str = "T217") -> None:
        suggestion = Suggestion(meant) if meant else None
        problems.append(problem(code, places.of("ignore", number, key), words, suggestion=suggestion))

    for key in table:
        if key not in FIELDS:
            meant = near_word(key, FIELDS)
            wrong(key, f'unknown setting "{clip(key)}" in an ignore', meant, "T218")
    for key in _NEEDED:
        if key not in table:
            wrong("", f"an ignore needs `{key}`{_EXAMPLES[key]}")
    texts = {key: table.get(key, "") for key in FIELDS[:4]}
    for key, value in texts.items():
        if not isinstance(value, str) or (key in _NEEDED and key in table and not value.strip()):
            wrong(key, f"{key} of an ignore must be a text")
    until = _date(table.get("until"))
    if until is None and "until" in table:
        wrong("until", "until of an ignore must be a date such as 2027-01-31")
    code = _code(texts["rule"], wrong)
    if len(problems) > before or code is None or until is None:
        return None
    return Ignore(
        rule=code,
        entity=clean_line(texts["entity"].strip()),
        file=clean_line(texts["file"].strip()),
        reason=clean_line(texts["reason"].strip()),
        until=until,
        place=places.of("ignore", number),
    )


_EXAMPLES = {
    "rule": "",
    "reason": ": say why it can wait",
    "until": ": the day it ends, such as 2027-01-31",
}


def _code(word: Any, wrong: Any) -> str | None:
    if not isinstance(word, str) or not word.strip():
        return None
    known = {name: each.code for each in explanations() for name in (each.code.casefold(), each.rule)}
    code = known.get(word.strip().casefold())
    if code is None:
        wrong("rule", f'there is no rule "{clip(word)}"', near_word(word, known))
    elif code in FIXED or code in (EXPIRED_IGNORE.code, UNUSED_IGNORE.code):
        wrong("rule", f"{code} cannot be ignored: mend it")
        return None
    return code


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def sift(
    problems: Iterable[Problem], ignores: tuple[Ignore, ...], today: date
) -> tuple[list[Problem], list[Ignored], list[Problem]]:
    """The findings that count, those that are ignored on this day, and findings about the ignores.

    Those are of an ignore that is over and would still be needed, and of one that nothing needs.
    """
    counted: list[Problem] = []
    ignored: list[Ignored] = []
    needed: set[int] = set()
    by_code: dict[str, list[tuple[int, Ignore]]] = {}
    for number, each in enumerate(ignores):
        by_code.setdefault(each.rule, []).append((number, each))
    for found in problems:
        meant = [(number, each) for number, each in by_code.get(found.code, ()) if each.covers(found)]
        needed.update(number for number, _ in meant)
        lasting = next((each for _, each in meant if today <= each.until), None)
        if lasting is None:
            counted.append(found)
        else:
            ignored.append(Ignored(found, lasting))
    notices: list[Problem] = []
    for number, each in enumerate(ignores):
        if number not in needed and each.rule == OWNER_CHANGED.code:
            continue  # found by comparing versions only
        if number not in needed:
            words = f"nothing is left to ignore for {each.about}: remove it"
            notices.append(UNUSED_IGNORE.problem(each.place, words))
        elif today > each.until:
            words = f"the ignore of {each.about} ended on {each.until}: mend it, or say anew until when"
            notices.append(EXPIRED_IGNORE.problem(each.place, words))
    return counted, ignored, notices
