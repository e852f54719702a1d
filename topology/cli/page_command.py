"""``topology page``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.names import complete, complete_faults
from topology.cli.options import at_option, chance, common, formats
from topology.cli.session import Session, session, write, write_json
from topology.cli.situation import situation
from topology.incident.result import BAD_VERDICTS, Incident
from topology.incident.situation import PATHS, Path, Situation, SituationError
from topology.model.entity import Impact
from topology.model.place import Because
from topology.model.reference import Ref
from topology.present.asking import PEOPLE, POLICIES, TEAMS, THINGS
from topology.present.page_json import page_json
from topology.present.page_text import page_text

if TYPE_CHECKING:
    from topology.incident.compare import Outcome
    from topology.incident.recorded import Recorded
    from topology.incident.week import Week


@click.command("page")
@click.argument("refs", nargs=-1, required=True, metavar="REF[@MODE]…", shell_complete=complete_faults)
@at_option
@click.option(
    "--consumer",
    multiple=True,
    metavar="REF",
    shell_complete=complete(THINGS),
    help="The user at whose side it fails, for failure modes of scope consumer.",
)
@click.option(
    "--impact", type=click.Choice(["degraded", "down"]), help="How bad it is, whatever the mode says."
)
@click.option(
    "--away",
    multiple=True,
    metavar="PERSON",
    shell_complete=complete(PEOPLE),
    help="Somebody who will not answer.",
)
@click.option(
    "--silent",
    multiple=True,
    metavar="REF",
    shell_complete=complete(THINGS),
    help="A component whose alert does not come.",
)
@click.option(
    "--down", multiple=True, type=click.Choice(PATHS), help="A tool on the way to a human that is down."
)
@click.option(
    "--ack",
    multiple=True,
    metavar="PERSON@MIN",
    shell_complete=complete(PEOPLE, "@"),
    help="Somebody who acknowledges, so many minutes after the fault.",
)
@click.option(
    "--why-not",
    multiple=True,
    metavar="TEAM",
    shell_complete=complete(TEAMS),
    help="Why is this team not paged?",
)
@click.option("--compare", is_flag=True, help="The same failure under other rules of first contact.")
@click.option(
    "--switchboard",
    metavar="POLICY",
    shell_complete=complete(POLICIES),
    help="The policy that is first under the rule switchboard (default: the catalog's default policy).",
)
@click.option("--week", is_flag=True, help="How each hour of the week from then on would answer it.")
@formats("text", "json")
@common
@click.pass_context
def command(
    ctx: click.Context,
    refs: tuple[str, ...],
    at: str | None,
    consumer: tuple[str, ...],
    impact: Impact | None,
    away: tuple[str, ...],
    silent: tuple[str, ...],
    down: tuple[Path, ...],
    ack: tuple[str, ...],
    why_not: tuple[str, ...],
    compare: bool,
    switchboard: str | None,
    week: bool,
    format: str,
) -> int:
    """Who is paged if REF fails: verdict, lead, pages minute by minute, and why.

    Several REFs fail together. @MODE names one of the failure modes that REF declares, or how
    bad it is: down, degraded. REF@MODE@CONSUMER fails at the side of that one consumer.
    Exits with 1 if the verdict is NOBODY, UNOWNED, AMBIGUOUS or MISROUTED.

    \b
    Examples:
      topology page payments-db
      topology page pg-cluster@connection-limit --consumer payments-db
      topology page pg-cluster event-bus --at 'Sat 03:00' --away ada
      topology page payments-db --ack ada@7 --why-not data-platform
      topology page payments-db --down pager --json
      topology page payments-db --compare --week
    """
    run = session(ctx, example=True)
    asked = situation(
        run,
        refs,
        run.instant(at),
        consumers=consumer,
        impact=impact,
        away=away,
        silent=silent,
        down=down,
        acks=ack,
    )
    try:
        incident = run.engine.simulate(asked)
    except SituationError as error:
        raise click.ClickException(_choose(error)) from None
    reasons = _why_not(run, asked, why_not)
    recorded = _recorded(run, incident)
    compared = _compared(run, asked, switchboard) if compare or switchboard is not None else ()
    hours = _week(run, asked) if week else None
    if format == "json":
        write_json(page_json(incident, reasons, recorded=recorded, compared=compared, week=hours))
    else:
        topology, ink = run.engine.topology, run.ink
        write(page_text(topology, incident, reasons, ink, recorded=recorded, compared=compared, week=hours))
    return FINDINGS if incident.verdict in BAD_VERDICTS else FINE


def _why_not(run: Session, asked: Situation, names: tuple[str, ...]) -> dict[Ref, tuple[Because, ...]]:
    """The reasons why each of these teams is not paged."""
    if not names:
        return {}
    from topology.incident.why_not import why_not

    teams = [run.find(name, TEAMS).ref for name in names]
    return {team: why_not(run.engine.topology, run.engine.rota, asked, team) for team in teams}


def _recorded(run: Session, incident: Incident) -> tuple[Recorded, ...]:
    """How long those who lead took to answer before; nothing where nobody kept records."""
    if not run.catalog.incidents:
        return ()
    from topology.incident.recorded import recorded

    return recorded(run.engine.topology, run.engine.rota, incident, run.catalog.incidents, chance)


def _compared(run: Session, asked: Situation, switchboard: str | None) -> tuple[Outcome, ...]:
    """The failure under other rules of first contact."""
    from topology.incident.compare import compare

    policy = run.find(switchboard, POLICIES).ref if switchboard is not None else None
    return compare(run.engine.topology, run.engine.rota, asked, switchboard=policy)


def _week(run: Session, asked: Situation) -> Week:
    from topology.incident.week import week

    return week(run.engine.topology, run.engine.rota, asked)


def _choose(error: SituationError) -> str:
    """The message, with the choices it does not name itself."""
    message = str(error)
    missing = [choice for choice in error.choices if choice not in message]
    return f"{message}: {', '.join(missing)}" if missing else message
