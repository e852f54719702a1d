"""Opening the app: what ``topology [PATH…]`` does."""

import os
from collections.abc import Sequence
from datetime import datetime

import click

from topology.cli.options import clock, common, setup_of


@click.command("app")
@click.argument("paths", nargs=-1, type=click.Path())
@common
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...]) -> int:
    """Open the app on a catalog."""
    missing = [path for path in paths if not os.path.exists(path)]
    if missing:
        raise click.ClickException(_missing(missing[0]))
    return open_app(ctx, paths)


def open_app(
    ctx: click.Context, paths: Sequence[str], tour: str | None = None, at: datetime | None = None
) -> int:
    """Open the app on these paths, else on the catalog found here, else on the example."""
    from topology.cli.session import catalog_paths, say
    from topology.tui.app import run

    setup = setup_of(ctx)
    where = catalog_paths(setup, paths)
    if not where:
        say("No catalog here: this is the example. Yours: topology PATH, or topology init")
    return run(where or None, example=not where, now=clock, color=setup.color, tour=tour, at=at)


def _missing(word: str) -> str:
    from topology.cli.commands import COMMANDS
    from topology.load.suggest import near

    meant = None if os.sep in word else near(word, list(COMMANDS))
    hint = (
        f' Did you mean the command "{meant}"?'
        if meant is not None
        else " topology --help lists the commands."
    )
    return f'there is no file or folder, and no command, called "{word}".{hint}'
