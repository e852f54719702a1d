"""``topology check``."""

import os

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.options import clock, common, formats, setup_of
from topology.cli.session import NOTHING, ink, nothing, read, write, write_json


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path())
@click.option(
    "--strict", is_flag=True, help="References that nobody declared are errors in Backstage files too."
)
@click.option("--explain", metavar="RULE", help="What a code or rule means, such as T204 or grey-edge.")
@formats("text", "json", "github")
@common
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], strict: bool, explain: str | None, format: str
) -> int:
    """Findings about the catalog: files, references, ownership, boundaries, on call.

    All problems of all files are reported in one run. Exits with 1 if one of them is
    an error, with 2 if there is nothing to check.

    \b
    Examples:
      topology check
      topology check catalog/ --format github
      topology check --json | jq .summary
      topology check --explain T204
    """
    if explain is not None:
        return _explain(explain)
    setup = setup_of(ctx)
    loaded, _ = read(setup, paths, example=False, strict=strict)
    from topology.incident.engine import Engine
    from topology.insight.check import report
    from topology.load.sources import Sources
    from topology.present.check_text import check_github, check_text

    engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
    found = report(engine.topology, engine.rota, loaded.problems, clock(), loaded.settings.rules)
    if format == "json":
        from topology.present.check_json import check_json

        write_json(check_json(found))
    elif format == "github":
        write(check_github(found.findings, _prefix(loaded.catalog.roots)))
    else:
        write(check_text(found, ink(setup)))
    if any(problem.code in NOTHING for problem in loaded.problems):
        raise nothing(loaded, setup, shown=True)
    return FINDINGS if found.failed else FINE


def _explain(word: str) -> int:
    from topology.insight.explain import explain

    found = explain(word)
    if found is None:
        raise click.ClickException(f'there is no rule "{word}"')
    write(f"{found.code} {found.rule} ({found.severity})\n\n{found.about}\n")
    parts = (
        ("", found.why),
        ("Source: ", found.source),
        ("Threshold: ", found.threshold),
        ("Fix: ", found.fix),
    )
    for label, text in parts:
        if text:
            write(f"{label}{text}\n")
    return FINE


def _prefix(roots: tuple[str, ...]) -> str:
    """What leads from the working folder to the one that names of files are relative to."""
    try:
        return os.path.relpath(os.path.commonpath(roots)) if roots else os.curdir
    except ValueError:
        return os.curdir
