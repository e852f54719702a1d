"""Cases about editing temporary schedules: what is left of them is asked of the resolver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from conformance_values import (
    SCHEDULE,
    Unsupported,
    always,
    names,
    only_keys,
    person,
    rota,
    schedule,
    temporary,
    when,
)

from topology.model.duty import Override
from topology.model.reference import Ref
from topology.oncall.rota import Rota

Query = Mapping[str, Any]
Asker = Callable[[Query], Any]
Config = Mapping[str, Any]


def temporary_of(spec: Mapping[str, Any]) -> list[Override]:
    only_keys(spec, ("from", "to", "shifts"), "temporary schedule")
    shifts = [(shift["user"], when(shift["from"]), when(shift["to"])) for shift in spec["shifts"]]
    return temporary(when(spec["from"]), when(spec["to"]), shifts)


def temporary_schedule_edit(config: Config) -> Asker:
    """Trimming or cutting is asking about less time, merging is asking at all.

    Somebody is on call whenever no temporary schedule is in force: where they are not is
    its time.
    """
    only_keys(config, ("kind", "schedules", "op"), "temporary schedule")
    changes = [change for spec in config["schedules"] for change in temporary_of(spec)]
    start = min(change.start for change in changes)
    end = max(change.end for change in changes)
    ranges = edited(config["op"], start, end)
    found = rota(schedule([always("nobody else")], changes=changes))

    def ask(query: Query) -> Any:
        if query["ask"] != "result":
            raise Unsupported(f"asking a temporary schedule for {query['ask']}")
        return [part for since, until in ranges for part in parts(found, since, until)]

    return ask


def edited(op: Any, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches of time that an edit leaves."""
    if op == "merge":
        return [(start, end)]
    match list(op.items()) if isinstance(op, dict) else op:
        case [("trim_end", str(at))]:
            return [(start, min(end, when(at)))]
        case [("trim_start", str(at))]:
            return [(max(start, when(at)), end)]
        case [("delete" | "delete_hole" | "hole" | "cut", dict() | list() as hole)]:
            low, high = map(when, (hole["from"], hole["to"]) if isinstance(hole, dict) else hole)
        case [("delete_from", str(first)), ("delete_to", str(last))]:
            low, high = when(first), when(last)
        case _:
            raise Unsupported(f"editing a temporary schedule by {op}")
    return [(start, end)] if low >= high else [(start, min(end, low)), (max(start, high), end)]


def parts(found: Rota, start: datetime, end: datetime) -> list[dict[str, Any]]:
    """The temporary schedules in a range, with each person's stretches in them."""
    if start >= end:
        return []
    result: list[dict[str, Any]] = []
    outside = found.stints(SCHEDULE, person("nobody else").target, start, end)
    edges = [start, *(edge for stint in outside for edge in (stint.start, stint.end)), end]
    for since, until in zip(edges[::2], edges[1::2], strict=True):
        if since >= until:
            continue
        users = {who for shift in found.shifts(SCHEDULE, since, until) for who in shift.people}
        shifts = [
            {"user": names([who])[0], "from": stint.start, "to": stint.end}
            for who in users
            for stint in found.stints(SCHEDULE, Ref(who), since, until)
        ]
        shifts.sort(key=lambda shift: (shift["from"], shift["user"]))
        result.append({"from": since, "to": until, "shifts": shifts})
    return result
