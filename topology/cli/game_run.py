"""``topology game run``."""

from __future__ import annotations

import click

from topology.cli.options import clock, common, setup_of


@click.command("run")
@click.argument("name", metavar="SCENARIO|FILE")
@click.option("--room", metavar="DIR", type=click.Path(), help="A folder in which others join this game.")
@common
@click.pass_context
def command(ctx: click.Context, name: str, room: str | None) -> int:
    """Play a scenario: the app's game mode, for the facilitator.

    A second terminal shows the room what it may see (topology game project). With --room, other
    terminals and accounts of this host can join; the folder has to belong to a group of all of them.

    \b
    Examples:
      topology game run quiet-orders
      topology game run quiet-orders --room /srv/game
    """
    from topology.cli.game_scripts import open_catalog, scripts
    from topology.gameday.lint import lint
    from topology.tui.app import run
    from topology.tui.game.wish import Wish

    loaded, rest = open_catalog(ctx, (name,))
    wanted = scripts(loaded, rest, (name,))
    if len(wanted) != 1:
        raise click.ClickException("one script at a time: name its scenario")
    (script,) = wanted
    if not script.rounds:
        raise click.ClickException(f"{script.name} has no round that can be played: topology game lint")
    from topology.cli.game_scripts import start_of
    from topology.cli.session import say

    problems = lint(loaded.engine, script, start_of(loaded, script))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        say(f"{errors[0].place}: {errors[0].message}")
        raise click.ClickException(f"{script.name} cannot be played as it stands: topology game lint {name}")
    setup = setup_of(ctx)
    paths = list(loaded.catalog.roots)
    wish = Wish(scenario=str(script.ref), room=room)
    return run(paths, example=loaded.example, now=clock, color=setup.color, game=wish)
