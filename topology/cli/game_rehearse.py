"""``topology game rehearse``."""

from __future__ import annotations

import click

from topology.cli.game_scripts import open_catalog, scripts, start_of
from topology.cli.main import FINDINGS, FINE
from topology.cli.options import at_option, common
from topology.cli.session import say, write


@click.command("rehearse")
@click.argument("names", nargs=-1, required=True, metavar="SCENARIO|FILE")
@click.option(
    "--speed", type=click.FloatRange(min=1), help="So many times faster than real; else as fast as it goes."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Other made-up players.")
@click.option("--report", metavar="FILE", help="Write the report of the rehearsal: .md, .html or .json.")
@at_option
@common
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    speed: float | None,
    seed: int,
    report: str | None,
    at: str | None,
) -> int:
    """Play a script from beginning to end with made-up players: what comes when, and how long it takes.

    Every beat is compared with the engine. Exits with 1 where one is not what the engine says.

    \b
    Examples:
      topology game rehearse quiet-orders
      topology game rehearse nobody-rings --speed 60 --report rehearsal.html
    """
    import time

    from topology import __version__
    from topology.cli.game_report import write_report
    from topology.gameday.rehearse import rehearse
    from topology.gameday.state import State
    from topology.gameday.trouble import GameError
    from topology.present.game_transcript import Transcript
    from topology.present.words import count

    run, rest = open_catalog(ctx, names)
    wanted = scripts(run, rest, names)
    if len(wanted) != 1:
        raise click.ClickException("one script at a time: name its scenario")
    (script,) = wanted
    transcript = Transcript(run.ink)

    def hears(state: State) -> None:
        for line in transcript.lines(state):
            write(f"{line}\n")

    def wait(seconds: float) -> None:
        if speed is not None:
            time.sleep(seconds / speed)

    write(f"{run.ink('strong', str(script.title))}\n")
    begins = start_of(run, script, at)
    try:
        done = rehearse(
            run.engine, script, begins, run.now, seed=seed, hears=hears, wait=wait, program=__version__
        )
    except GameError as error:
        raise click.ClickException(str(error)) from None
    hours, minutes = divmod(int(done.seconds) // 60, 60)
    took = f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
    rounds = count(len(done.state.rounds), "round")
    write(f"\n{rounds}, {count(done.beats, 'beat')}, about {took} with a room of people.\n")
    if report is not None:
        write_report(report, done.state)
        say(f"{report}: the report of this rehearsal")
    for line in done.wrong:
        say(line)
    if not done.wrong:
        write("Every beat is what the engine says.\n")
    return FINDINGS if done.wrong else FINE
