"""One run of a command: which catalog, its engine, where results and complaints go."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from topology.cli.options import Setup, clock, setup_of
from topology.incident.engine import Engine
from topology.load.cached import load_cached
from topology.load.result import LoadResult
from topology.load.sources import Sources
from topology.model.catalog import Catalog
from topology.model.entity import Entity
from topology.model.problem import Problem
from topology.oncall.instants import InstantError, parse_instant
from topology.present.asking import Stages, UnknownName, find
from topology.present.ink import Ink
from topology.present.problem_text import problem_text, tally
from topology.present.sheet import WIDTH

NOTHING = frozenset({"T006", "T291", "T292", "T293"})
"""Codes that mean that there is no catalog to answer from: bad input, not a finding."""

_SHOWN = 10
"""Problems that are shown where nothing could be read."""

_ADVICE = "Try `topology init` for a first catalog, or -C PATH for another one."


class Session:
    """A loaded catalog and its engine."""

    def __init__(self, loaded: LoadResult, setup: Setup, example: bool = False) -> None:
        self.catalog: Catalog = loaded.catalog
        self.problems: tuple[Problem, ...] = loaded.problems
        self.engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
        self.ink = ink(setup)
        self.now = clock()
        self.example = example

    def instant(self, text: str | None) -> datetime:
        """The instant that an option names; now without one."""
        return self.now if text is None else self.instant_after(text, self.now)

    def instant_after(self, text: str, start: datetime) -> datetime:
        """Like :meth:`instant`, with ``+2h`` counted from ``start``."""
        try:
            return parse_instant(text, start, self.catalog.defaults.timezone)
        except InstantError as error:
            raise click.ClickException(str(error)) from None

    def find(self, text: str, stages: Stages) -> Entity:
        """The entity that an argument names."""
        try:
            return find(self.catalog, text, stages)
        except UnknownName as error:
            raise click.ClickException(str(error)) from None


def session(ctx: click.Context, paths: Sequence[str] = (), *, example: bool) -> Session:
    """Load the catalog of this run; complains on stderr about what is wrong with it.

    ``example``: use the example where there is no catalog. Raises ClickException
    where nothing can be answered.
    """
    setup = setup_of(ctx)
    loaded, is_example = read(setup, paths, example=example)
    broken = [problem for problem in loaded.problems if problem.code in NOTHING]
    if broken:
        raise nothing(loaded, setup)
    if is_example:
        say("No catalog here: this is the example. Yours: topology -C PATH …, or topology init")
    found = tally(problem for problem in loaded.problems if problem.severity != "info")
    if found:
        say(f"{found} in the catalog: topology check")
    return Session(loaded, setup, is_example)


def read(
    setup: Setup, paths: Sequence[str], *, example: bool, strict: bool | None = None, fresh: bool = False
) -> tuple[LoadResult, bool]:
    """Load what is named, else what is found, else the example; and whether it is that.

    ``fresh``: from the files themselves, whatever was kept of them.
    """
    where = catalog_paths(setup, paths)
    if where:
        return _load(where, strict, fresh), False
    if not example:
        raise click.ClickException(f"there is no catalog here or in a parent folder. {_ADVICE}")
    from topology.present.resources import example_path

    return _load([example_path()], strict, fresh), True


def _load(paths: Sequence[str], strict: bool | None, fresh: bool) -> LoadResult:
    if fresh:
        from topology.load.loader import load

        return load(paths, strict=strict)
    ctx = click.get_current_context(silent=True)
    if ctx is None:
        return load_cached(paths, os.environ, strict=strict)
    return load_cached(paths, os.environ, strict=strict, later=ctx.call_on_close)  # the answer comes first


def catalog_paths(setup: Setup, paths: Sequence[str] = ()) -> list[str]:
    """The paths of the catalog: given ones, TOPOLOGY_CATALOG, or the folder found; empty: none."""
    given = [*setup.catalog, *paths]
    if given:
        return given
    stated = os.environ.get("TOPOLOGY_CATALOG")
    if stated:
        return [path for path in stated.split(os.pathsep) if path]
    from topology.cli.discovery import find_catalog

    found = find_catalog(os.getcwd())
    return [found] if found is not None else []


def nothing(loaded: LoadResult, setup: Setup, shown: bool = False) -> click.ClickException:
    """The complaint about a catalog that holds nothing to answer from, after its problems.

    ``shown``: the problems were printed already.
    """
    reasons = [problem for problem in loaded.problems if problem.code in NOTHING]
    others = [
        each for each in loaded.problems if each not in reasons and each.severity == "error" and not shown
    ]
    for problem in others[:_SHOWN]:
        say(problem_text(problem, ink(setup, sys.stderr)).rstrip())
    if len(others) > _SHOWN:
        say(f"and {len(others) - _SHOWN} more errors: topology check")
    told = dict.fromkeys(
        f"{problem.place.file}: {problem.message}" if problem.place.file else problem.message
        for problem in reasons
    )
    # Somebody with a typo has a catalog, and needs no first one.
    advice = f". {_ADVICE}" if all(problem.code == "T006" for problem in reasons) else ""
    return click.ClickException("; ".join(told) + advice)


def ink(setup: Setup, stream: Any = None) -> Ink:
    """Colours where a person looks at them and nobody has switched them off."""
    stream = sys.stdout if stream is None else stream
    plain = not setup.color or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Ink(not plain and stream.isatty())


def room() -> int | None:
    """Cells of a line on the terminal, 80 at least; ``None`` where a program reads: nothing is cut."""
    if not sys.stdout.isatty():
        return None
    try:
        return max(WIDTH, os.get_terminal_size(sys.stdout.fileno()).columns)
    except OSError:
        return WIDTH


def say(text: str) -> None:
    """One line to stderr: findings and progress."""
    print(text, file=sys.stderr)


def write(text: str) -> None:
    """A result to stdout. A reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_json(data: Any) -> None:
    """A result to stdout as JSON."""
    from topology.present.json_text import json_text

    write(json_text(data))
