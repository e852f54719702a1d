"""``topology game suggest``."""

import click

from topology.cli.main import FINE
from topology.cli.options import at_option, common, formats
from topology.cli.session import session, write, write_json


@click.command("suggest")
@at_option
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many are shown.")
@formats("text", "json")
@common
@click.pass_context
def command(ctx: click.Context, at: str | None, limit: int, format: str) -> int:
    """Failures worth rehearsing: tier, verdict, time to engage, never exercised; each story once.

    \b
    Examples:
      topology game suggest
      topology game suggest --at 'Sat 03:00' --limit 3
    """
    from topology.gameday.suggest import suggest
    from topology.present.game_suggest import suggest_json, suggest_text

    run = session(ctx, example=True)
    when = run.instant(at)
    found = suggest(run.engine, when)
    if format == "json":
        write_json(suggest_json(found, when))
    else:
        write(suggest_text(run.engine.topology, found, when, limit, run.ink))
    return FINE
