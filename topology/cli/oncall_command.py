"""``topology oncall``."""

from datetime import datetime, timedelta

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.names import complete
from topology.cli.options import at_option, common, formats
from topology.cli.session import Session, session, write, write_json
from topology.present.asking import ON_CALL
from topology.present.duty import DutyList, duty_json, duty_of, everybody
from topology.present.duty_text import duty_text

_AHEAD = timedelta(days=14)
"""How far a range goes that has no end."""


@click.command("oncall")
@click.argument("ref", required=False, metavar="[SCHEDULE|TEAM|PERSON]", shell_complete=complete(ON_CALL))
@at_option
@click.option("--from", "start", metavar="WHEN", help="Shifts and gaps from here on (default: now).")
@click.option(
    "--to", "end", metavar="WHEN", help="… and up to here; +7d counts from the start (default: +14d)."
)
@formats("text", "json", "ics")
@common
@click.pass_context
def command(
    ctx: click.Context, ref: str | None, at: str | None, start: str | None, end: str | None, format: str
) -> int:
    """Who is on call: everybody now, or a schedule, team or person over time.

    Exits with 1 if the asked range has gaps.

    \b
    Examples:
      topology oncall
      topology oncall payments-rota --at 'Sat 03:00'
      topology oncall payments --from now --to +30d
      topology oncall ada
      topology oncall payments-rota --from 2026-12-01 --to 2027-01-01 --format ics > rota.ics
    """
    run = session(ctx, example=True)
    instant = run.instant(at)
    span = _span(run, start, end, instant, asked=format == "ics")
    if ref is None:
        if span is not None:
            raise click.UsageError("a range needs a schedule, team or person to look at", ctx)
        duty = everybody(run.engine.topology, run.engine.rota, instant)
    else:
        duty = duty_of(run.engine.topology, run.engine.rota, run.find(ref, ON_CALL), instant, span)
    _write(run, duty, format)
    return FINDINGS if duty.gaps else FINE


def _write(run: Session, duty: DutyList, format: str) -> None:
    if format == "json":
        write_json(duty_json(duty))
    elif format == "ics":
        from topology.present.ics import ics
        from topology.present.names import Names

        write(ics(Names(run.catalog), duty.shifts, run.now))
    else:
        write(duty_text(run.catalog, duty, run.ink))


def _span(
    run: Session, start: str | None, end: str | None, at: datetime, asked: bool
) -> tuple[datetime, datetime] | None:
    """The range that was asked for; ``+2h`` as its end counts from its start."""
    if start is None and end is None and not asked:
        return None
    first = at if start is None else run.instant(start)
    last = first + _AHEAD if end is None else run.instant_after(end, first)
    if last <= first:
        raise click.ClickException("the range ends before it begins: --to must come after --from")
    return first, last
