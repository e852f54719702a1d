"""``topology check``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from topology.cli.main import FINDINGS, FINE
from topology.cli.names import complete_rule
from topology.cli.options import clock, common, formats, setup_of
from topology.cli.session import NOTHING, ink, nothing, read, say, write, write_json
from topology.load.settings import PRESETS

if TYPE_CHECKING:
    from topology.cli.options import Setup
    from topology.insight.check import Report
    from topology.load.baseline_file import Known
    from topology.load.result import LoadResult


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path())
@click.option(
    "--preset",
    type=click.Choice(PRESETS),
    help="How much is asked: starter, is there an owner for everything and somebody paged; standard, all"
    " rules; strict, most warnings are errors. Wins over topology.toml.",
)
@click.option(
    "--baseline",
    metavar="FILE",
    type=click.Path(),
    help="Known findings: they do not count, and any new error or warning fails.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Write FILE: all findings where it does not exist, else drop those that are gone. Nothing is ever"
    " added to it.",
)
@click.option(
    "--strict", is_flag=True, help="References that nobody declared are errors in Backstage files too."
)
@click.option(
    "--explain",
    metavar="RULE",
    shell_complete=complete_rule,
    help="What a code or rule means, such as T204 or grey-edge.",
)
@formats("text", "json", "sarif", "github", "junit")
@common
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    preset: str | None,
    baseline: str | None,
    update_baseline: bool,
    strict: bool,
    explain: str | None,
    format: str,
) -> int:
    """Findings about the catalog: files, references, ownership, boundaries, on call.

    All problems of all files are reported in one run. Exits with 1 if one of them is
    an error, or with --baseline a new error or warning; with 2 if there is nothing to check.
    Severities, thresholds and ignores stand in topology.toml under [rules] and [[ignore]].

    \b
    Examples:
      topology check
      topology check catalog/ --format github
      topology check --baseline known.json --update-baseline
      topology check --json | jq .summary
      topology check --explain T204
    """
    if explain is not None:
        return _explain(explain)
    if update_baseline and baseline is None:
        raise click.UsageError("--update-baseline needs --baseline FILE", ctx)
    setup = setup_of(ctx)
    known = _known(baseline, update_baseline)
    strict_too = True if strict else preset == "strict" if preset else None
    loaded, _ = read(setup, paths, example=False, strict=strict_too, fresh=True)
    from topology.incident.engine import Engine
    from topology.insight.check import report
    from topology.load.sources import Sources

    engine = Engine(loaded.catalog, Sources(loaded.catalog).read)
    found = report(
        engine.topology,
        engine.rota,
        loaded.problems,
        clock(),
        loaded.settings,
        preset=preset or "",
        baseline=known,
    )
    empty = any(problem.code in NOTHING for problem in loaded.problems)
    _print(found, loaded, setup, format)
    if empty:
        raise nothing(loaded, setup, shown=True)
    if baseline is not None and update_baseline:
        _write(baseline, known, found)
        return FINDINGS if known is not None and found.failed else FINE
    return FINDINGS if found.failed else FINE


def _print(found: Report, loaded: LoadResult, setup: Setup, format: str) -> None:
    if format == "json":
        from topology.present.check_json import check_json

        write_json(check_json(found))
    elif format == "sarif":
        from topology.present.check_sarif import check_sarif

        write_json(check_sarif(found, _prefix(loaded.catalog.roots)))
    elif format == "junit":
        from topology.present.check_junit import check_junit

        write(check_junit(found))
    elif format == "github":
        from topology.present.check_text import check_github

        write(check_github(found.findings, _prefix(loaded.catalog.roots)))
    else:
        from topology.present.check_text import check_text

        write(check_text(found, ink(setup)))


def _known(path: str | None, update: bool) -> tuple[Known, ...] | None:
    """What the baseline holds; ``None`` without one, or before the first one is written."""
    if path is None:
        return None
    from topology.load.baseline_file import BaselineError, read_baseline

    try:
        known = read_baseline(path)
    except BaselineError as error:
        raise click.ClickException(f"{path}: {error}") from None
    if known is None and not update:
        raise click.ClickException(f"{path}: there is no such file; --update-baseline writes it")
    return known


def _write(path: str, known: tuple[Known, ...] | None, found: Report) -> None:
    """The first baseline, or an old one without what is gone."""
    from topology.insight.baseline import baseline_of
    from topology.load.baseline_file import write_baseline
    from topology.present.words import count

    kept = baseline_of(found.findings) if known is None else found.kept
    try:
        if kept != known:
            write_baseline(path, kept)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror}") from None
    dropped = f", {len(found.gone)} dropped" if found.gone else ""
    known_now = count(sum(each.times for each in kept), "known finding")
    say(f"{path}: {known_now}, counted for each entity that one is about{dropped}")


def _explain(word: str) -> int:
    from topology.insight.explain import explain, nearest

    found = explain(word)
    if found is None:
        meant = nearest(word)
        raise click.ClickException(
            f'there is no rule "{word}"' + (f"; did you mean {meant}?" if meant else "")
        )
    from topology.present.rule_text import rule_text

    write(rule_text(found))
    return FINE


def _prefix(roots: tuple[str, ...]) -> str:
    """What leads from the working folder to the one that names of files are relative to."""
    try:
        return os.path.relpath(os.path.commonpath(roots)) if roots else os.curdir
    except ValueError:
        return os.curdir
