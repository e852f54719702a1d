"""``topology game lint``."""

from __future__ import annotations

import click

from topology.cli.game_scripts import open_catalog, scripts, start_of
from topology.cli.main import FINDINGS, FINE
from topology.cli.options import at_option, common, formats
from topology.cli.session import say, write, write_json


@click.command("lint")
@click.argument("names", nargs=-1, metavar="[SCENARIO|FILE]…")
@at_option
@formats("text", "json")
@common
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], at: str | None, format: str) -> int:
    """What is wrong with scripts: broken references, times out of order, questions without an answer.

    A SCENARIO is one of the catalog's; a FILE may stand beside it. Without either: all there are.
    Exits with 1 if there is an error.

    \b
    Examples:
      topology game lint
      topology game lint scenarios/order-db.yaml
    """
    from topology.gameday.lint import lint
    from topology.load.sources import Sources
    from topology.present.check_json import problem_json
    from topology.present.problem_text import problem_text, tally

    run, rest = open_catalog(ctx, names)
    wanted = scripts(run, rest, names)
    if not wanted:
        raise click.ClickException("there is no scenario here: topology game new writes a first one")
    refs = {script.ref for script in wanted}
    found = [problem for problem in run.problems if problem.entity in refs]
    for script in wanted:
        found += lint(run.engine, script, start_of(run, script, at))
    told = Sources(run.catalog).excerpts(sorted(found, key=lambda problem: problem.order))
    if format == "json":
        write_json({"scenarios": sorted(refs), "findings": [problem_json(problem) for problem in told]})
    else:
        for problem in told:
            write(problem_text(problem, run.ink))
        counted = tally(told) or "nothing wrong"
        say(f"{', '.join(script.name for script in wanted)}: {counted}")
    return FINDINGS if any(problem.severity == "error" for problem in told) else FINE
