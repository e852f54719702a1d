"""``topology team``."""

import click

from topology.cli.names import complete
from topology.cli.options import at_option, common, formats
from topology.cli.session import session, write, write_json
from topology.model.entity import Person, Team
from topology.present.asking import TEAMS
from topology.present.team import team_card, team_json
from topology.present.team_text import team_text


@click.command("team")
@click.argument("name", metavar="NAME", shell_complete=complete(TEAMS))
@at_option
@formats("text", "json")
@common
@click.pass_context
def command(ctx: click.Context, name: str, at: str | None, format: str) -> int:
    """The card of a team: purpose, what it owns, who is on call, whom it needs, where to ask.

    \b
    Examples:
      topology team payments
      topology team "Data Platform" --json
    """
    run = session(ctx, example=True)
    team = run.find(name, TEAMS)
    assert isinstance(team, Team | Person)
    card = team_card(run.engine, team, run.instant(at))
    if format == "json":
        write_json(team_json(card))
    else:
        write(team_text(run.catalog, card, run.ink))
    return 0
