"""Records of incidents from a CSV file, as incident tools export them.

One row each, columns by name in any order: component, started, detected, acknowledged,
resolved, responders (several by ``;`` or spaces). Only component and started must be
there. Instants as in the native files. A row that cannot be read is a problem, the
others count.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from datetime import datetime

from topology.load import scalars
from topology.load.codes import clip, problem
from topology.load.encoding import decode
from topology.load.files import FoundFile, read
from topology.load.tree import Source
from topology.load.walk import shown
from topology.model.catalog import Catalog
from topology.model.place import Place
from topology.model.problem import Problem
from topology.model.record import IncidentRecord
from topology.model.reference import (
    COMPONENT_KINDS,
    DEFAULT_NAMESPACE,
    Reference,
    canonical,
    read_reference,
)
from topology.model.text import clean

COLUMNS = ("component", "started", "detected", "acknowledged", "resolved", "responders")
_MOMENTS = COLUMNS[1:5]
_NEEDED = COLUMNS[:2]


def read_incidents(path: str, catalog: Catalog) -> tuple[tuple[IncidentRecord, ...], tuple[Problem, ...]]:
    """The records of a file, and what is wrong with it. Never raises for bad input."""
    data = read(FoundFile(os.path.realpath(path), shown(path)))
    if isinstance(data, Problem):
        return (), (data,)
    decoded = decode(data, shown(path))
    if decoded.parsed is None:
        return (), decoded.problems
    rows = _Rows(catalog, decoded.source)
    records = tuple(rows.records())
    return records, (*decoded.problems, *rows.problems)


class _Rows:
    """The rows of one file, being read."""

    def __init__(self, catalog: Catalog, source: Source) -> None:
        self._catalog = catalog
        self._source = source
        self.problems: list[Problem] = []

    def records(self) -> Iterator[IncidentRecord]:
        reader = csv.reader((f"{line}\n" for line in self._source.lines), strict=True)
        try:
            names = [name.strip().casefold() for name in next(reader, [])]
            missing = [name for name in _NEEDED if name not in names]
            if missing:
                self._report("T208", 1, f"no column {' and '.join(missing)}: the first row names the columns")
                return
            for row in reader:
                if any(map(str.strip, row)):
                    cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
                    record = self._record(cells, reader.line_num)
                    if record is not None:
                        yield record
        except csv.Error as error:
            self._report("T207", reader.line_num, f"this is no CSV from here on: {clip(str(error))}")

    def _record(self, cells: dict[str, str], line: int) -> IncidentRecord | None:
        absent = [name for name in _NEEDED if not cells.get(name)]
        if absent:
            self._report("T208", line, f"the row has no {' and no '.join(absent)}")
            return None
        component = self._component(cells["component"], line)
        moments: dict[str, datetime] = {}
        for name in _MOMENTS:
            if cells.get(name):
                try:
                    moments[name] = scalars.moment(cells[name])
                except scalars.Unfit as error:
                    self._report("T207", line, f"{name} {clip(cells[name])!r} {error}")
                    return None
        if component is None:
            return None
        responders = re.split(r"[;,\s]+", cells.get("responders", ""))
        return IncidentRecord(
            component=component,
            place=component.place,
            responders=tuple(self._responder(text, line) for text in responders if text),
            **moments,
        )

    def _component(self, text: str, line: int) -> Reference | None:
        found = self._find(text, COMPONENT_KINDS, line)
        if found is None:
            self._report("T204", line, f'unknown component "{clip(text)}": the row is left out', target=text)
        return found

    def _responder(self, text: str, line: int) -> Reference:
        """Somebody who is not in the catalog any more is a person of no team."""
        known = self._find(text, ("person", "team"), line)
        name = read_reference(clean(text)).name
        return known or Reference(canonical("person", name), clean(text), self._place(line))

    def _find(self, text: str, kinds: tuple[str, ...], line: int) -> Reference | None:
        written = read_reference(text)
        for kind in kinds:
            if written.kind in (None, kind):
                entity = self._catalog.find(
                    canonical(kind, written.name, written.namespace or DEFAULT_NAMESPACE)
                )
                if entity is not None:
                    return Reference(entity.ref, clean(text), self._place(line))
        return None

    def _place(self, line: int) -> Place:
        return Place(self._source.file, line)

    def _report(self, code: str, line: int, message: str, target: str | None = None) -> None:
        found = problem(
            code,
            self._place(max(1, line)),
            message,
            severity="warning",
            target=clip(target) if target else None,
        )
        self.problems.append(found)
