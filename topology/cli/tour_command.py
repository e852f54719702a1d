"""``topology tour``."""

import click

from topology.cli.names import complete
from topology.cli.options import at_option, common
from topology.cli.session import session, write
from topology.present.asking import TEAMS


@click.command("tour")
@click.argument("team", required=False, metavar="[TEAM]", shell_complete=complete(TEAMS))
@click.option("--export", is_flag=True, help="Write a Markdown sheet for the team instead.")
@at_option
@common
@click.pass_context
def command(ctx: click.Context, team: str | None, export: bool, at: str | None) -> int:
    """Show somebody new around: what their team owns, needs and is paged for, on the real screens.

    Ends with ten failures to predict. Goes on where it was left; any key leaves it. Without TEAM it is the
    one under `me` in the settings, else it is asked for.

    \b
    Examples:
      topology tour payments
      topology tour payments --export > first-hour.md
    """
    if not export:
        from topology.cli.app_command import open_app

        then = session(ctx, example=True).instant(at) if at is not None else None
        return open_app(ctx, (), tour=team or "", at=then)
    from topology.present.names import Names
    from topology.present.tour import tour
    from topology.present.tour_text import tour_markdown

    run = session(ctx, example=True)
    instant = run.instant(at)
    ref = run.find(team, TEAMS).ref if team is not None else None
    made = tour(run.engine, ref, instant)
    write(tour_markdown(Names(run.catalog), made, instant, run.catalog.defaults.timezone))
    return 0
