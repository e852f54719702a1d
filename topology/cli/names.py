"""Completion of names of entities, from the catalog of the command line being written."""

from collections.abc import Callable

import click

from topology.present.asking import Stages

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def complete(stages: Stages, split: str = "") -> Complete:
    """A completion of names of these kinds; with ``split``, only what stands before that sign."""

    def names(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        from topology.cli.options import setup_of
        from topology.cli.session import read
        from topology.present.asking import completions

        if split and split in incomplete:
            return []
        try:
            loaded, _example = read(setup_of(ctx), (), example=True)
        except (click.ClickException, OSError):
            return []
        return list(completions(loaded.catalog, incomplete, stages))

    return names
