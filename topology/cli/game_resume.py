"""``topology game resume``."""

from __future__ import annotations

import click

from topology.cli.options import clock, common, setup_of


@click.command("resume")
@click.argument("session", required=False, metavar="[SESSION|FILE]")
@click.option(
    "--room",
    metavar="DIR",
    type=click.Path(),
    help="The folder in which others join, if not the one from before.",
)
@common
@click.pass_context
def command(ctx: click.Context, session: str | None, room: str | None) -> int:
    """Go on with a game that was left or cut off, at the same beat; without a name, with the last one.

    On the catalog that it was begun on, unless -C names another one.

    \b
    Examples:
      topology game resume
      topology game resume quiet-orders-2026-11-24 --room /srv/game
    """
    from topology.cli.game_sessions import read_log
    from topology.cli.session import catalog_paths, say
    from topology.gameday.fold import BadLog, fold
    from topology.tui.app import run
    from topology.tui.game.wish import Wish

    setup = setup_of(ctx)
    path, entries = read_log(session)
    try:
        state = fold(entries)
    except BadLog as error:
        raise click.ClickException(f"{path}: {error}") from None
    if state.phase == "over":
        raise click.ClickException(f"{state.session} is over: topology game report {state.session}")
    paths = catalog_paths(setup) if setup.catalog else list(state.paths)
    say(f"{state.session}: {state.title}, round {len(state.rounds)}")
    wish = Wish(path=path, room=room)
    return run(paths or None, example=not paths, now=clock, color=setup.color, game=wish)
