"""``topology history``."""

from __future__ import annotations

import os

import click

from topology.cli.main import FINE
from topology.cli.names import complete
from topology.cli.options import chance, common, formats
from topology.cli.session import Session, say, session, write, write_json
from topology.incident.history import about, history
from topology.model.record import IncidentRecord
from topology.present.asking import TEAMS_AND_PRODUCTS
from topology.present.history import history_json, history_text
from topology.present.names import Names


@click.command("history")
@click.argument("ref", required=False, metavar="[TEAM|PRODUCT]", shell_complete=complete(TEAMS_AND_PRODUCTS))
@click.option(
    "--csv",
    "file",
    metavar="FILE",
    type=click.Path(),
    help="Records from this file instead: component, started, detected, acknowledged, resolved, responders.",
)
@formats("text", "json")
@common
@click.pass_context
def command(ctx: click.Context, ref: str | None, file: str | None, format: str) -> int:
    """How long incidents took: to be answered, to be over, and across boundaries.

    From the `incidents` of the catalog, or a CSV file. Below 20 records they are
    listed; from 20 on quantiles are said, with 90% intervals. Never a mean.

    \b
    Examples:
      topology history
      topology history payments
      topology history product:storefront --json
    """
    run = session(ctx, example=True)
    records = run.catalog.incidents if file is None else _read(run, file)
    names = Names(run.catalog)
    title = ""
    if ref is not None:
        entity = run.find(ref, TEAMS_AND_PRODUCTS)
        records, title = about(run.engine.topology, records, entity.ref), names(entity.ref)
    found = history(run.engine.topology, records, chance())
    if format == "json":
        write_json(history_json(found))
    else:
        write(history_text(names, found, title, run.ink))
    return FINE


def _read(run: Session, file: str) -> tuple[IncidentRecord, ...]:
    """The records of a CSV file; what is wrong with it is said, rows that are right count."""
    from topology.load.incident_csv import read_incidents
    from topology.present.problem_text import problem_text

    if not os.path.exists(file):
        raise click.ClickException(f"there is no file {file}")
    records, problems = read_incidents(file, run.catalog)
    for problem in problems:
        say(problem_text(problem).rstrip())
    if problems and not records:
        raise click.ClickException(f"no record could be read from {file}")
    return records
