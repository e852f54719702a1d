"""``topology game new``."""

import os
import shlex

import click

from topology.cli.main import FINE
from topology.cli.names import complete_faults
from topology.cli.options import at_option, common
from topology.cli.session import say, session, write


@click.command("new")
@click.argument("refs", nargs=-1, metavar="[REF[@MODE[@CONSUMER]]]…", shell_complete=complete_faults)
@at_option
@click.option("--name", metavar="ID", help="What the scenario is called; else after the first failure.")
@click.option("-o", "--output", metavar="FILE", help="A new file; else it is printed.")
@common
@click.pass_context
def command(
    ctx: click.Context, refs: tuple[str, ...], at: str | None, name: str | None, output: str | None
) -> int:
    """A first script, one round for each failure; without one, for the most instructive failure.

    Never overwrites a file.

    \b
    Examples:
      topology game new order-db
      topology game new pg-cluster psp-north --at 'Sat 03:00'
      topology game new pg-cluster@connection-limit@payments-db -o scenarios/limit.yaml
    """
    from topology.cli.situation import situation
    from topology.gameday.suggest import suggest
    from topology.incident.situation import Fault, SituationError
    from topology.model.reference import identifier, name_of
    from topology.present.game_draft import draft

    run = session(ctx, example=True)
    when = run.instant(at)
    if refs:
        faults = situation(run, refs, when).faults
    else:
        found = suggest(run.engine, when)
        if not found:
            raise click.ClickException("no component of this catalog can fail: there is nothing to rehearse")
        faults = (Fault(found[0].ref),)
    id_ = identifier(name or f"{name_of(faults[0].component)} fails")
    try:
        text = draft(run.engine, faults, when, id_)
    except SituationError as error:
        raise click.ClickException(str(error)) from None
    if output is None:
        write(text)
        return FINE
    try:
        os.makedirs(os.path.dirname(output) or os.curdir, exist_ok=True)
        with open(output, "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise click.ClickException(f"{output} is there already: nothing was written") from None
    except OSError as error:
        raise click.ClickException(f"{output}: cannot be written: {error.strerror}") from None
    write(f"{output}\n")
    say(f"Next: edit it, then topology game lint {shlex.quote(output)}")
    return FINE
