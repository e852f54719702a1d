"""``topology who``."""

import click

from topology.cli.names import complete
from topology.cli.options import at_option, common, formats
from topology.cli.session import session, write, write_json
from topology.present.asking import ANSWERABLE
from topology.present.who import who, who_json
from topology.present.who_text import who_text


@click.command("who")
@click.argument("ref", shell_complete=complete(ANSWERABLE))
@at_option
@formats("text", "json")
@common
@click.pass_context
def command(ctx: click.Context, ref: str, at: str | None, format: str) -> int:
    """Who owns REF, who is on call for it, and what it drags down.

    REF is a component, product, platform or team: its id, title or alias, or a reference
    such as component:payments-api or emea/web.

    \b
    Examples:
      topology who payments-db
      topology who payments-db --at 'Sat 03:00'
      topology who team:payments --json
    """
    run = session(ctx, example=True)
    card = who(run.engine, run.find(ref, ANSWERABLE), run.instant(at))
    if format == "json":
        write_json(who_json(card))
    else:
        write(who_text(run.catalog, card, run.ink, echo_at=at is not None))
    return 0
