"""A fixed world for the app: clock, size, environment, and a small catalog of its own."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import textual.pilot
from textual import events
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.worker import WorkerCancelled

from tests.length import WHOLE
from topology.tui.commands import NAMES

for _name in [name for name in os.environ if name.startswith("TEXTUAL_") and "SNAPSHOT" not in name]:
    del os.environ[_name]
for _name in ("NO_COLOR", "COLORFGBG", "COLORTERM", "TOPOLOGY_ASCII", "VISUAL", "EDITOR"):
    os.environ.pop(_name, None)
os.environ["TERM"] = "xterm-256color"

PARSE = _parse = Stylesheet._parse_rules
_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
    """The same styles are parsed once for all apps of a run: it was a quarter of a test's time."""
    key = (*source, *sorted(more.items()), *sorted(sheet._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = _parse(sheet, *source, **more)
    return _PARSED[key]


Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign,assignment]

_render_update = Compositor.render_update
_PAINTED = {"all": WHOLE}


def _render_unseen(compositor: Compositor, full: bool = False, screen_stack: Any = None, **more: Any) -> Any:
    """Without a terminal nobody sees a picture until a test looks: making it was a third of a test's time."""
    if full or _PAINTED["all"]:
        return _render_update(compositor, full, screen_stack, **more)
    visible_screen_stack.set([] if screen_stack is None else screen_stack)
    compositor._dirty_regions.clear()
    return None


Compositor.render_update = _render_unseen  # type: ignore[method-assign]


def _at_work() -> bool:
    return any(not worker.is_finished for worker in active_app.get().workers)


async def _wait_for_idle(min_sleep: float = 0.02, max_sleep: float = 1) -> None:
    """To see that nothing happens took half of a test: where no thread is at work a quarter will do."""
    began = time.monotonic()
    while (passed := time.monotonic() - began) < max_sleep:
        threads, spent = _at_work(), time.process_time()
        span = 0.02 if threads or passed < min_sleep else 0.005
        await asyncio.sleep(span)
        if time.process_time() - spent < span / 20 and (threads or not _at_work()):
            return


textual.pilot.wait_for_idle = _wait_for_idle  # type: ignore[attr-defined]

SHOP = str(Path(__file__).parent / "shop")
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


def make_app(*paths: str, environ: dict[str, str] | None = None, **more: Any) -> Any:
    """The app on these paths (the shop without any), at a fixed instant."""
    from topology.tui.application import TopologyApp
    from topology.tui.settings.choices import Choices

    more.setdefault("choices", Choices(reload=False))  # who wants it says so
    environ = {"TOPOLOGY_CACHE": "off", **(environ or {})}
    return TopologyApp(paths or (SHOP,), now=lambda: NOW, environ=environ, **more)


async def settle(pilot: Any) -> None:
    """Wait for the threads, and for what they bring to be shown."""
    for _ in range(3):
        with suppress(WorkerCancelled):  # one that nobody waits for any more
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def shown(app: Any) -> list[str]:
    """What is on the screen, line by line."""
    _, height = app.size
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips][:height]


@asynccontextmanager
async def running(
    *paths: str, size: tuple[int, int] = (120, 40), environ: dict[str, str] | None = None, **more: Any
) -> AsyncIterator[Any]:
    """A pilot of the running app, with the catalog read and shown."""
    app = make_app(*paths, environ=environ, **more)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


TEXT = {key: text for key, text in NAMES.items() if len(text) == 1 and text.isascii()} | {"space": " "}


async def press_all(pilot: Any, *pressed: str) -> None:
    """Press keys one upon the other, as somebody does who knows them."""
    for key in pressed:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else TEXT.get(key)))
    for _ in range(2):
        await pilot.pause()


@pytest.fixture(autouse=True)
def one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules have tests of their own: here one finding stands for all of theirs."""
    import topology.insight.check as check
    from topology.model.problem import Problem

    def found(view: Any) -> tuple[Problem, ...]:
        entity = view.catalog.find("component:report-job")
        if entity is None:
            return ()
        return (
            Problem(
                code="T401", rule="unowned", severity="warning", place=entity.place,
                message="nobody owns report-job", entity=entity.ref,
            ),
        )  # fmt: skip

    monkeypatch.setattr(check, "each_in", found)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what is worked out only as it is painted."""
    monkeypatch.setitem(_PAINTED, "all", True)


@pytest.fixture
def press() -> Callable[..., Any]:
    """See :func:`press_all`."""
    return press_all


@pytest.fixture
def run() -> Callable[..., Any]:
    """See :func:`running`."""
    return running


@pytest.fixture
def app_of() -> Callable[..., Any]:
    """See :func:`make_app`."""
    return make_app


@pytest.fixture
def screen() -> Callable[[Any], list[str]]:
    """See :func:`shown`."""
    return shown


@pytest.fixture
def settled() -> Callable[[Any], Any]:
    """See :func:`settle`."""
    return settle


@pytest.fixture(scope="session")
def world() -> Any:
    """The shop, read."""
    from topology.tui.world import read

    return read((SHOP,))


@pytest.fixture
def now() -> datetime:
    """The fixed instant."""
    return NOW
