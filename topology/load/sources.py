"""Files of a catalog looked at again after it was loaded: source lines, calendars."""

import errno
import os
import re
from collections.abc import Iterable

from msgspec.structs import replace

from topology.load.files import FoundFile, read
from topology.load.walk import within
from topology.model.catalog import Catalog
from topology.model.problem import Problem
from topology.model.text import clean_line

_WORD = re.compile(r"[^\s,\[\]{}:]*")


class Sources:
    """Reads files by the names that a catalog shows, never outside its roots."""

    def __init__(self, catalog: Catalog) -> None:
        self._roots = catalog.roots
        self._lines: dict[str, list[str]] = {}

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises OSError for what cannot be read, or lies outside."""
        try:
            path = os.path.realpath(os.path.join(os.path.commonpath(self._roots), name))
        except ValueError:  # no roots, or on different drives
            raise FileNotFoundError(errno.ENOENT, "no such file", name) from None
        if not within(path, self._roots):
            raise PermissionError(errno.EACCES, "it lies outside the catalog", name)
        data = read(FoundFile(path, name))
        if isinstance(data, Problem):
            raise OSError(errno.EIO, data.message, name)
        return data

    def settings(self) -> tuple[str, str]:
        """The name and the text of the file with the program's settings; empty where there is none."""
        for name in ("topology.toml", "pyproject.toml"):
            try:
                return name, self.read(name).decode("utf-8", "replace")
            except OSError:
                continue
        return "", ""

    def excerpts(self, findings: Iterable[Problem]) -> tuple[Problem, ...]:
        """The findings, each with the line that it points into; without one where that cannot be read."""
        return tuple(
            found if found.excerpt or not found.place.file else self._with_excerpt(found)
            for found in findings
        )

    def _with_excerpt(self, found: Problem) -> Problem:
        lines = self._lines_of(found.place.file)
        if not 0 < found.place.line <= len(lines):
            return found
        line = clean_line(lines[found.place.line - 1].rstrip("\r"))
        word = _WORD.match(line, found.place.column - 1)
        return replace(found, excerpt=line, width=max(1, len(word[0]) if word else 1))

    def _lines_of(self, name: str) -> list[str]:
        lines = self._lines.get(name)
        if lines is None:
            try:
                lines = self.read(name).decode("utf-8", "replace").split("\n")
            except OSError:
                lines = []
            self._lines[name] = lines
        return lines
