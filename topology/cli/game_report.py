"""``topology game report``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from topology.cli.main import FINE
from topology.cli.options import common
from topology.cli.session import say, write

if TYPE_CHECKING:
    from topology.gameday.state import State

FORMATS = ("markdown", "html", "json")
_ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".json": "json"}


@click.command("report")
@click.argument("session", required=False, metavar="[SESSION|FILE]")
@click.option(
    "--format", "format", type=click.Choice(FORMATS), help="Else by the name of the file, else markdown."
)
@click.option("--json", "format", flag_value="json", help="Short for --format json.")
@click.option("-o", "--output", metavar="FILE", help="Write it there; else it is printed.")
@click.option("--names", is_flag=True, help="Say who predicted what.")
@click.option("--leaderboard", is_flag=True, help="Add a ranking of the players.")
@common
def command(
    session: str | None, format: str | None, output: str | None, names: bool, leaderboard: bool
) -> int:
    """The report of a game, by its name or file; without one, of the last one played.

    Made from the log alone: the same log gives the same bytes. Nobody is named, and nobody
    ranked, unless asked for.

    \b
    Examples:
      topology game report
      topology game report quiet-orders-2026-11-24 -o report.html
      topology game report --json | jq .tests
    """
    from topology.cli.game_sessions import read_log
    from topology.gameday.fold import BadLog, fold

    path, entries = read_log(session)
    try:
        state = fold(entries)
    except BadLog as error:
        raise click.ClickException(f"{path}: {error}") from None
    if output is not None:
        write_report(output, state, format, names=names, ranked=leaderboard)
        say(f"{output}: the report of {state.session}")
    else:
        write(text_of(state, format or "markdown", names=names, ranked=leaderboard))
    return FINE


def text_of(state: State, format: str, *, names: bool = False, ranked: bool = False) -> str:
    """A report in one of the formats."""
    from topology.present.blocks import html, markdown
    from topology.present.game_report import report
    from topology.present.game_report_json import report_json
    from topology.present.json_text import json_text

    if format == "json":
        return json_text(report_json(state, ranked=ranked, named=names))
    blocks = report(state, ranked=ranked, named=names)
    return html(f"Game day: {state.title}", blocks) if format == "html" else markdown(blocks)


def write_report(
    path: str, state: State, format: str | None = None, *, names: bool = False, ranked: bool = False
) -> None:
    """Write a report to a file, whole or not at all. Raises ClickException."""
    ending = os.path.splitext(path)[1].casefold()
    text = text_of(state, format or _ENDINGS.get(ending, "markdown"), names=names, ranked=ranked)
    part = f"{path}.{os.getpid()}.part"
    try:
        with open(part, "x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        if os.path.lexists(part):
            os.unlink(part)
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from None
