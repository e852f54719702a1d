"""``topology diff``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.options import clock, common, formats, setup_of
from topology.cli.session import NOTHING, catalog_paths, ink, say, write, write_json

if TYPE_CHECKING:
    from topology.cli.options import Setup
    from topology.insight.diff.values import Difference
    from topology.load.result import LoadResult


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option(
    "--at",
    metavar="WHEN",
    multiple=True,
    help="The instant at which things fail: 2026-11-22T03:00, +2h, 'Mon 03:00'; may be repeated.",
)
@formats("text", "json", "markdown")
@common
@click.pass_context
def command(ctx: click.Context, base: str, head: str | None, at: tuple[str, ...], format: str) -> int:
    """What changes in who is paged, from BASE to HEAD.

    Each is an existing folder or file, else a revision (branch, tag, commit) of the git
    repository that holds the catalog; HEAD is the catalog as it stands unless it is given.
    Git is only read: no branch, index or file is touched. Every component of both fails once,
    and verdict, lead and first person are compared; so are owners, load, grey edges and rules.

    Exits with 1 if somebody who was answered for is not any more (the verdict becomes NOBODY,
    UNOWNED, AMBIGUOUS or MISROUTED, or is a worse one of these), if something new has one of
    these verdicts, or if a rule is newly broken at level error. All else exits with 0.

    \b
    Examples:
      topology diff main
      topology diff v1.2 HEAD --at 'Sun 03:00' --at 'Tue 11:00'
      topology diff origin/main HEAD --format markdown
      topology diff ../before . --json | jq .summary
    """
    setup = setup_of(ctx)
    with ExitStack() as stack:
        older = _version(stack, setup, base, head)
        newer = _version(stack, setup, head, None)
        found = _compare(older, newer, at)
        _print(found, older, newer, setup, format)
    return FINDINGS if found.failed else FINE


class _Version:
    """One side: what it is called, and what was loaded."""

    def __init__(self, name: str, commit: str | None, loaded: LoadResult) -> None:
        self.name = name
        self.commit = commit
        self.loaded = loaded


def _version(stack: ExitStack, setup: Setup, word: str | None, newer: str | None) -> _Version:
    """The catalog that a word names, ``None``: as it stands; ``newer`` is what it is compared with."""
    from topology.load.git import GitError
    from topology.load.loader import load
    from topology.load.revision import revision

    if word is None or os.path.exists(word):
        paths = [word] if word is not None else _paths(setup, None)
        name = word if word is not None else ", ".join(os.path.relpath(path) for path in paths)
        return _Version(name, None, _sound(name, load(paths)))
    paths = _paths(setup, newer)
    if len(paths) > 1:
        raise click.ClickException("one catalog at most where a revision is compared")
    try:
        found = stack.enter_context(revision(paths[0], word))
    except GitError as error:
        raise click.ClickException(str(error)) from None
    loaded = load([found.path])
    if found.empty:
        say(f"{found.name} has no catalog at this path: it is compared as an empty one")
    return _Version(found.name, found.commit, loaded if found.empty else _sound(found.name, loaded))


def _paths(setup: Setup, newer: str | None) -> Sequence[str]:
    """Where the catalog is: what is named, else the folder that an older revision is compared with, else
    the one found here."""
    if newer is not None and os.path.exists(newer) and not setup.catalog:
        return [newer]
    found = catalog_paths(setup)
    if not found:
        raise click.ClickException("there is no catalog here or in a parent folder: name one with -C PATH")
    return found


def _sound(name: str, loaded: LoadResult) -> LoadResult:
    """Raises ClickException for a version with nothing in it to compare."""
    reasons = [problem.message for problem in loaded.problems if problem.code in NOTHING]
    if reasons:
        raise click.ClickException(f"{name}: {'; '.join(dict.fromkeys(reasons))}")
    return loaded


def _compare(older: _Version, newer: _Version, words: tuple[str, ...]) -> Difference:
    from topology.incident.engine import Engine
    from topology.insight.diff.compare import compare, side
    from topology.insight.house import house_rules
    from topology.load.sources import Sources
    from topology.oncall.instants import InstantError, parse_instant

    now, timezone = clock(), newer.loaded.catalog.defaults.timezone
    try:
        instants = [parse_instant(word, now, timezone) for word in words] or [now]
    except InstantError as error:
        raise click.ClickException(str(error)) from None
    house, _ = house_rules(newer.loaded.settings, Sources(newer.loaded.catalog))
    sides = []
    for version in (older, newer):
        loaded = version.loaded
        engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
        sides.append(side(engine.topology, engine.rota, loaded.problems, instants[0], house, loaded.settings))
    return compare(sides[0], sides[1], house, instants[1:])


def _print(found: Difference, older: _Version, newer: _Version, setup: Setup, format: str) -> None:
    if format == "json":
        from topology.present.diff_json import diff_json

        write_json(diff_json(found, _named(older), _named(newer)))
        return
    from topology.present.diff_words import Compared

    words = Compared.of(older.name, newer.name, older.loaded.catalog, newer.loaded.catalog)
    timezone = newer.loaded.catalog.defaults.timezone
    if format == "markdown":
        from topology.present.diff_markdown import diff_markdown

        write(diff_markdown(found, words, timezone))
    else:
        from topology.present.diff_text import diff_text

        write(diff_text(found, words, timezone, ink(setup)))


def _named(version: _Version) -> dict[str, Any]:
    return {"name": version.name, "commit": version.commit}
