"""Whether a catalog's files have changed, and whether they have come to rest.

A file that is cut in the middle parses without an error more often than not, and is wrong
then without anybody knowing. So what changed is only read once it was the same twice, with
a rest between; and what was read while something changed is not used.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from topology.load.files import FoundFile, discover
from topology.load.limits import Limits
from topology.load.result import LoadResult, Target, look
from topology.load.settings import read_settings
from topology.load.stamp import Stamp
from topology.model.duty import Schedule
from topology.model.problem import Problem

REST = 0.175
"""Seconds between two looks that must see the same."""


class Sight(Struct, frozen=True):
    """What a catalog's files are like: those that were found, what is odd about them, what they depend on.

    ``folders`` are where something can change, each with its inode; they are no news themselves.
    """

    files: tuple[FoundFile, ...]
    odd: tuple[Problem, ...]
    besides: tuple[Target, ...]
    folders: tuple[tuple[str, int], ...]

    def is_like(self, other: Sight) -> bool:
        """Whether a reading would find the same."""
        return (self.files, self.odd, self.besides) == (other.files, other.odd, other.besides)

    def holds(self, before: Sight) -> bool:
        """Whether nothing that was seen before is other now; more may be looked at."""
        besides = set(before.besides) <= set(self.besides)
        return besides and (self.files, self.odd) == (before.files, before.odd)

    def changed_since(self, before: Sight) -> tuple[str, ...]:
        """The names of files that are others now, new, or gone."""
        now, then = self._stamps, before._stamps
        return tuple(sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name)))

    @property
    def _stamps(self) -> dict[str, tuple[str, Stamp | None]]:
        return {each.shown: (each.path, each.stamp) for each in self.files} | {
            os.path.basename(each.path): (each.led_to, each.stamp) for each in self.besides
        }


class Eyes:
    """Looks at the files of one catalog. ``learn`` tells what a reading has found out about them."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = tuple(paths)
        self._limits: Limits | None = None
        self._settings = _settings_of(paths)
        self._besides = self._settings

    def look(self) -> Sight:
        """What the files are like now. Never raises."""
        if self._limits is None:
            self._limits = read_settings(sorted(self._paths))[0].limits
        found = discover(self._paths, self._limits)
        # Who begins to type in an editor has changed nothing yet.
        odd = tuple(problem for problem in found.problems if problem.rule != "editor-lock-file")
        return Sight(found.files, odd, tuple(map(look, self._besides)), found.folders)

    def learn(self, result: LoadResult) -> None:
        """Look also at what this reading depends on: its limits, calendars, and paths that files name."""
        self._limits = result.settings.limits
        if result.catalog.roots:  # else it is not there now, and may have been elsewhere
            self._settings = tuple(dict.fromkeys((*self._settings, *_settings_of(self._paths))))
        targets = (target.path for target in result.targets)
        self._besides = tuple(dict.fromkeys((*self._settings, *_calendars_of(result), *targets)))


class Watch:
    """Says, once, that files have changed and have come to rest.

    ``known`` is what the newest reading saw; without one nothing has changed yet. Two
    looks that see the same, :data:`REST` seconds apart, are a rest. ``seen`` is the last look.
    """

    def __init__(self, look: Callable[[], Sight], changed: Callable[[Sight], object]) -> None:
        self._look = look
        self._changed = changed
        self._moving: Sight | None = None
        self.known: Sight | None = None
        self.seen: Sight | None = None

    @property
    def resting(self) -> bool:
        """Whether something has changed, and is to be looked at again after a rest."""
        return self._moving is not None

    def turn(self) -> None:
        """Look once."""
        seen = self.seen = self._look()
        before, self._moving = self._moving, None
        if self.known is None:
            self.known = seen
        elif seen.is_like(self.known):
            return  # nothing new, or what changed has changed back
        elif before is not None and seen.is_like(before):
            self.known = seen
            self._changed(seen)
        else:
            self._moving = seen


def _settings_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Where the settings of a catalog may stand."""
    folders = [path if os.path.isdir(path) else os.path.dirname(path) or os.curdir for path in paths]
    return tuple(
        os.path.abspath(os.path.join(folder, name))
        for folder in sorted(set(folders))
        for name in ("topology.toml", "pyproject.toml")
    )


def _calendars_of(result: LoadResult) -> tuple[str, ...]:
    """The calendar files that schedules name."""
    roots = result.catalog.roots
    try:
        base = os.path.commonpath(roots)
    except ValueError:  # no roots, or on different drives
        return ()
    named = {schedule.ical for schedule in result.catalog.of(Schedule) if schedule.ical}
    return tuple(os.path.join(base, name) for name in sorted(named) if "\0" not in name)
