"""Catalog fixes that a machine can make: one line each, and only where the line says it plainly."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from topology.gameday.events import Fix, plain
from topology.incident.result import Incident
from topology.load.sources import Sources
from topology.model.catalog import Catalog
from topology.model.entity import Component
from topology.model.reference import Ref

_SILENT = re.compile(r"(?P<head>\s*alerts:\s*)none(?P<rest>\s*(?:#.*)?)")
_LATE = re.compile(r"(?P<head>\s*alerts:\s*\{.*detectsIn:\s*)[0-9]+[smhdw](?P<rest>.*)")
AROUND = 3
"""Lines of context in a piece of a diff."""


def fixes(catalog: Catalog, incident: Incident) -> tuple[Fix, ...]:
    """What a line of the catalog could say instead, so that the cause is heard and heard in time."""
    sources = Sources(catalog)
    usual = catalog.defaults.detects_minutes
    found: dict[tuple[str, int], Fix] = {}
    for lead in incident.leads:
        component = catalog.get(lead.root, Component)
        place = component.places.get("alerts") if component is not None else None
        if component is None or place is None:
            continue
        if lead.reason == "CAUSE_SILENT" and component.alerts is not None and component.alerts.none:
            change, why = (_SILENT, r"\g<head>{on: down}\g<rest>"), "its own failure is noticed"
        elif lead.reason == "CAUSE_LATE" and _late(component, usual):
            change, why = (_LATE, rf"\g<head>{usual}m\g<rest>"), f"its failure is noticed after {usual} min"
        else:
            continue
        fix = _fix(sources, place.file, place.line, change, f"{_name(lead.root)}: {why}")
        if fix is not None:
            found[fix.file, fix.line] = fix
    return tuple(found.values())


def _late(component: Component, usual: int) -> bool:
    """Whether it is the alert that is late; where it is not, the page waits for somebody to be on call."""
    stated = component.alerts.detects_minutes if component.alerts is not None else None
    return stated is not None and stated > usual


def _name(ref: Ref) -> str:
    return ref.partition(":")[2]


def _fix(sources: Sources, file: str, line: int, change: tuple[re.Pattern[str], str], why: str) -> Fix | None:
    try:
        lines = sources.read(file).decode("utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if lines[-1]:
        return None  # without a line end at the end of the file a piece of a diff says more than we do
    lines.pop()
    if not 0 < line <= len(lines):
        return None
    pattern, instead = change
    before = lines[line - 1]
    match = pattern.fullmatch(before)
    if match is None or before.endswith("\r"):
        return None
    after = match.expand(instead)
    changed = [*lines[: line - 1], after, *lines[line:]]
    hunk = "".join(_hunk(lines, changed))
    return Fix(file=plain(file), line=line, why=plain(why), before=before, after=after, hunk=hunk)


def _hunk(before: list[str], after: list[str]) -> Iterator[str]:
    made: Iterable[str] = difflib.unified_diff(before, after, n=AROUND, lineterm="")
    for number, line in enumerate(made):
        if number >= 2:  # without the names of the files: the report puts them together
            yield f"{line}\n"
