"""What rules and figures make of a catalog at one instant, here or in another process."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, msgpack

from topology.incident.engine import Engine
from topology.insight.check import report, view_of
from topology.insight.figures import Figure, figures
from topology.insight.figures.load import Carried, carried
from topology.insight.progress import Told, quiet
from topology.load.result import LoadResult
from topology.model.problem import Problem


class Judged(Struct, frozen=True):
    """All findings, by place, how many others are ignored for now, the figures, and what teams carry."""

    at: datetime
    findings: tuple[Problem, ...]
    ignored: int
    figures: tuple[Figure, ...]
    carried: tuple[Carried, ...]


def judge(engine: Engine, result: LoadResult, at: datetime, told: Told = quiet) -> Judged:
    """Rules and figures look at the same failures, each simulated once.

    ``told`` hears how many are done; what it raises ends the work.
    """
    view = view_of(engine.topology, engine.rota, at, result.settings, told)
    found = report(engine.topology, engine.rota, result.problems, at, result.settings, view=view)
    return Judged(at, found.findings, len(found.ignored), figures(view), carried(view))


def encoded(engine: Engine, result: LoadResult, at: datetime, told: Told) -> bytes:
    """The same as bytes, for another process."""
    return msgpack.encode(judge(engine, result, at, told), enc_hook=str)


def decoded(said: bytes) -> Judged:
    """What another process has said. Raises msgspec's DecodeError where it is nothing of the kind."""
    return msgpack.decode(said, type=Judged)
