"""The week of a catalog as bytes, for another process; hours in hexadecimal, for there are 168 of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, msgpack

from topology.incident.engine import Engine
from topology.insight.check import view_of
from topology.insight.progress import Told, quiet
from topology.insight.week_load import Mask, WeekLoad, week_load
from topology.load.result import LoadResult
from topology.model.reference import Ref


class _Said(Struct, frozen=True):
    start: datetime
    timezone: str
    hours: int
    pages: dict[Ref, dict[Ref, str]]
    uncovered: dict[Ref, str]
    never: tuple[Ref, ...]
    unknown: tuple[Ref, ...]


def week(engine: Engine, result: LoadResult, at: datetime, told: Told = quiet) -> WeekLoad:
    """The week of an instant; ``told`` hears how many components are done, and may end it."""
    return week_load(view_of(engine.topology, engine.rota, at, result.settings), told=told)


def encoded(engine: Engine, result: LoadResult, at: datetime, told: Told) -> bytes:
    """The same as bytes."""
    load = week(engine, result, at, told)
    return msgpack.encode(
        _Said(
            load.start,
            load.timezone,
            load.hours,
            {team: _hex(masks) for team, masks in load.pages.items()},
            _hex(load.uncovered),
            load.never,
            load.unknown,
        )
    )


def decoded(said: bytes) -> WeekLoad:
    """What another process has said. Raises msgspec's DecodeError where it is nothing of the kind."""
    found = msgpack.decode(said, type=_Said)
    return WeekLoad(
        start=found.start,
        timezone=found.timezone,
        hours=found.hours,
        pages={team: _masks(masks) for team, masks in found.pages.items()},
        uncovered=_masks(found.uncovered),
        never=found.never,
        unknown=found.unknown,
    )


def _hex(masks: Mapping[Ref, Mask]) -> dict[Ref, str]:
    return {ref: f"{mask:x}" for ref, mask in masks.items()}


def _masks(said: Mapping[Ref, str]) -> dict[Ref, Mask]:
    return {ref: int(mask, 16) for ref, mask in said.items()}
