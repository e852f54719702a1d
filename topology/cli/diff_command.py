"""``topology diff``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.options import clock, common, formats, setup_of
from topology.cli.session import catalog_paths, ink, say, write, write_json

if TYPE_CHECKING:
    from datetime import datetime

    from topology.cli.options import Setup
    from topology.insight.diff.values import Difference
    from topology.load.version import Version


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option(
    "--at",
    metavar="WHEN",
    multiple=True,
    help="The instant at which things fail: 2026-11-22T03:00, +2h, 'Mon 03:00'; may be repeated.",
)
@click.option("--app", "in_app", is_flag=True, help="Look at it in the app, one change at a time.")
@formats("text", "json", "markdown")
@common
@click.pass_context
def command(
    ctx: click.Context, base: str, head: str | None, at: tuple[str, ...], in_app: bool, format: str
) -> int:
    """What changes in who is paged, from BASE to HEAD.

    Each is an existing folder or file, else a revision (branch, tag, commit) of the git
    repository that holds the catalog; HEAD is the catalog as it stands unless it is given.
    Git is only read: no branch, index or file is touched. Every component of both fails once,
    and verdict, lead, who is paged in which minute and time to engage are compared; so are owners,
    load, grey edges and rules.

    Exits with 1 if somebody who was answered for is not any more (the verdict becomes NOBODY,
    UNOWNED, AMBIGUOUS or MISROUTED, or is a worse one of these), if something new has one of
    these verdicts, or if a rule is newly broken at level error. All else exits with 0.

    \b
    Examples:
      topology diff main
      topology diff v1.2 HEAD --at 'Sun 03:00' --at 'Tue 11:00'
      topology diff origin/main HEAD --format markdown
      topology diff main --app
      topology diff ../before . --json | jq .summary
    """
    setup = setup_of(ctx)
    if in_app and format != "text":
        raise click.UsageError("--app shows it on the screen: it has no format")
    if in_app:
        return _in_app(setup, base, head, at)
    with ExitStack() as stack:
        older = _version(stack, setup, base, head)
        newer = _version(stack, setup, head, None)
        found = _compare(older, newer, at)
        _print(found, older, newer, setup, format)
    return FINDINGS if found.failed else FINE


def _version(stack: ExitStack, setup: Setup, word: str | None, newer: str | None) -> Version:
    """The catalog that a word names, ``None``: as it stands; ``newer`` is what it is compared with."""
    from topology.load.loader import load
    from topology.load.version import Version, VersionError, sound, version

    try:
        if word is None:
            paths = _paths(setup, None)
            name = ", ".join(os.path.relpath(path) for path in paths)
            return Version(name=name, loaded=sound(name, load(paths)))
        catalog = () if os.path.exists(word) else _paths(setup, newer)
        found = stack.enter_context(version(word, catalog))
    except VersionError as error:
        raise click.ClickException(str(error)) from None
    if found.empty:
        say(f"{found.name} has no catalog at this path: it is compared as an empty one")
    return found


def _paths(setup: Setup, newer: str | None) -> Sequence[str]:
    """Where the catalog is: what is named, else the folder that an older revision is compared with, else
    the one found here."""
    if newer is not None and os.path.exists(newer) and not setup.catalog:
        return [newer]
    found = catalog_paths(setup)
    if not found:
        raise click.ClickException("there is no catalog here or in a parent folder: name one with -C PATH")
    return found


def _compare(older: Version, newer: Version, words: tuple[str, ...]) -> Difference:
    from topology.insight.diff.versions import difference

    at, *more = _instants(words, newer.loaded.catalog.defaults.timezone)
    return difference(older.loaded, newer.loaded, at, more)


def _instants(words: tuple[str, ...], timezone: str) -> list[datetime]:
    """The instants that words name; now without any."""
    from topology.oncall.instants import InstantError, parse_instant

    now = clock()
    try:
        return [parse_instant(word, now, timezone) for word in words] or [now]
    except InstantError as error:
        raise click.ClickException(str(error)) from None


def _in_app(setup: Setup, base: str, head: str | None, at: tuple[str, ...]) -> int:
    """Open the app on the newer version; on the catalog as it stands, where that is a revision."""
    from topology.load.version import VersionError, check
    from topology.tui.app import run
    from topology.tui.diff.wanted import Wanted

    there = head is not None and os.path.exists(head)
    paths = [head] if there and head is not None else list(_paths(setup, head))
    revision = None if there else head
    _instants(at, "UTC")  # what is no instant is said here; which one it is depends on the catalog
    try:
        for word in (base, *([revision] if revision is not None else [])):
            check(word, paths)
    except VersionError as error:
        raise click.ClickException(str(error)) from None
    return run(paths, now=clock, color=setup.color, compare=Wanted(base=base, head=revision, at=at))


def _print(found: Difference, older: Version, newer: Version, setup: Setup, format: str) -> None:
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


def _named(version: Version) -> dict[str, Any]:
    return {"name": version.name, "commit": version.commit}
