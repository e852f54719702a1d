"""Findings about catalogs written in a test."""

import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from topology.incident.engine import Engine
from topology.insight.check import findings
from topology.insight.thresholds import USUAL, Thresholds
from topology.insight.view import View
from topology.load.loader import load
from topology.load.sources import Sources
from topology.model.problem import Problem

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)

Check = Callable[..., list[Problem]]
Look = Callable[[str], View]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """``look(yaml)``: the view of a catalog at :data:`NOW`."""

    def seen(text: str) -> View:
        (tmp_path / "catalog.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
        engine = Engine(load([str(tmp_path)]).catalog)
        return View(topology=engine.topology, rota=engine.rota, at=NOW)

    return seen


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """``check(yaml, "grey-edge")``: what one rule finds in a catalog; without a name what all of them do."""

    def found(
        text: str,
        rule: str | None = None,
        *,
        thresholds: Thresholds = USUAL,
        at: datetime = NOW,
        clean: bool = False,
    ) -> list[Problem]:
        (tmp_path / "catalog.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
        loaded = load([str(tmp_path)])
        errors = [each.message for each in loaded.problems if each.severity == "error"]
        assert not clean or errors == [] or [each.rule for each in loaded.problems] == ["no-components"]
        engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
        problems = findings(engine.topology, engine.rota, at, thresholds)
        return [each for each in problems if rule is None or each.rule == rule]

    return found
