"""Commands that ask about a large catalog read it once; those that judge its files read them each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from topology.load import cached, loader
from topology.load.cache import entry

ASKING = [("who", "api"), ("page", "api"), ("oncall",), ("team", "pay"), ("list", "components")]


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """How often files were read, with a cache of its own and a program that takes no catalog for small."""
    found: list[int] = []
    read = loader.read_content

    def counted(*asked: Any) -> Any:
        found.append(1)
        return read(*asked)

    monkeypatch.setattr(loader, "read_content", counted)
    monkeypatch.setattr(cached, "LARGE", 1)
    monkeypatch.setattr(entry, "RACY", -3600.0)
    monkeypatch.setenv("TOPOLOGY_CACHE", str(tmp_path / "cache"))
    return found


CATALOG = "{teams: {pay: {}}, components: {api: {owner: pay, dependsOn: [gone]}}}"


@pytest.mark.parametrize("args", ASKING, ids=lambda args: args[0])
def test_asking_twice_reads_once(
    run: Any, catalog: Callable[[str], str], readings: list[int], args: tuple[str, ...]
) -> None:
    path = catalog(CATALOG)
    first = run(*args, "-C", path)
    second = run(*args, "-C", path)
    assert first.code == 0, first
    assert second == first
    assert "1 error in the catalog" in first.err
    assert len(readings) == 1


def test_checking_reads_each_time(run: Any, catalog: Callable[[str], str], readings: list[int]) -> None:
    path = catalog(CATALOG)
    run("who", "api", "-C", path)
    assert run("check", path) == run("check", path)
    assert len(readings) == 3


def test_without_a_cache_every_command_reads(
    run: Any, catalog: Callable[[str], str], readings: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOPOLOGY_CACHE", "off")
    path = catalog(CATALOG)
    assert run("who", "api", "-C", path) == run("who", "api", "-C", path)
    assert len(readings) == 2
