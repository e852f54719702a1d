"""Which script somebody means, and when it begins."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime

import click

from topology.cli.options import Setup, setup_of
from topology.cli.session import Session, catalog_paths, session
from topology.load.suggest import near
from topology.model.reference import key
from topology.model.scenario import Scenario


def open_catalog(
    ctx: click.Context, names: Sequence[str], *, example: bool = True
) -> tuple[Session, list[str]]:
    """The catalog together with the files among ``names``, and the names that are none of them.

    A script may stand beside the catalog: a file that is named is read with it.
    """
    files = [name for name in names if _is_file(name)]
    rest = [name for name in names if name not in files]
    setup: Setup = setup_of(ctx)
    if files and not catalog_paths(setup):
        from topology.present.resources import example_path

        if not example:
            raise click.ClickException("there is no catalog that these scripts could be about: -C PATH")
        setup.catalog.append(example_path())
    elif files:
        setup.catalog[:] = catalog_paths(setup)
    return session(ctx, _outside(setup, files), example=example), rest


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and os.path.exists(name)


def _outside(setup: Setup, files: Sequence[str]) -> list[str]:
    """The files that no folder of the catalog holds already."""
    roots = [os.path.realpath(path) for path in setup.catalog]
    return [
        file
        for file in files
        if not any(os.path.commonpath([root, os.path.realpath(file)]) == root for root in roots)
    ]


def scripts(run: Session, names: Sequence[str], files: Sequence[str] = ()) -> list[Scenario]:
    """The scripts with these names; without any, those of ``files``, else all there are."""
    known = [each for each in run.catalog.of(Scenario) if not each.ghost]
    if names:
        return [_named(known, name) for name in names]
    inside = [os.path.basename(file) for file in files if _is_file(file)]
    if inside:
        return [each for each in known if os.path.basename(each.place.file) in inside]
    return known


def _named(known: Sequence[Scenario], name: str) -> Scenario:
    wanted = key(name.removeprefix("scenario:"))
    for each in known:
        if wanted in (key(each.name), key(each.title)):
            return each
    meant = near(wanted, [key(each.name) for each in known])
    hint = f"; did you mean {meant}?" if meant else ""
    if not known:
        hint = ": this catalog has none; topology game new writes a first one"
    raise click.ClickException(f'there is no scenario "{name}"{hint}')


def start_of(run: Session, script: Scenario, at: str | None = None) -> datetime:
    """When a script begins: as said here, else as it says, else now."""
    return run.instant(at if at is not None else script.start)
