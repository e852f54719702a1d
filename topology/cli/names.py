"""Completion of names: entities and modes from the catalog of the line being written, rules, words."""

from collections.abc import Callable

import click

from topology.model.catalog import Catalog
from topology.present.asking import Stages

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def complete(stages: Stages, split: str = "") -> Complete:
    """A completion of names of these kinds; with ``split``, only what stands before that sign."""

    def names(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        from topology.present.asking import completions

        catalog = _catalog(ctx) if not split or split not in incomplete else None
        return list(completions(catalog, incomplete, stages)) if catalog is not None else []

    return names


def complete_faults(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Names of what can fail; after ``@`` its modes of failure."""
    from topology.cli.situation import modes_of
    from topology.present.asking import THINGS, UnknownName, find

    name, at, begun = incomplete.partition("@")
    if not at:
        return complete(THINGS)(ctx, parameter, incomplete)
    catalog = _catalog(ctx)
    if catalog is None:
        return []
    try:
        modes = modes_of(find(catalog, name, THINGS))
    except UnknownName:
        return []
    return [f"{name}@{mode}" for mode in sorted(modes) if mode.casefold().startswith(begun.casefold())]


def complete_rule(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Names of rules; their codes for whoever begins one."""
    from topology.insight.explain import explanations

    begun = incomplete.casefold()
    coded = begun[:1] == "t" and begun[1:2].isdigit()
    known = [each.code if coded else each.rule for each in explanations()]
    return sorted(each for each in known if each.casefold().startswith(begun))


def complete_word(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The next word of what can be explained, as it is written; at the beginning rules as well."""
    from topology.present.glossary import words

    before = [word.casefold() for word in ctx.params.get(parameter.name or "") or ()]
    found = set() if before else set(complete_rule(ctx, parameter, incomplete))
    for word in words():
        parts = word.term.split()
        if len(parts) > len(before) and [part.casefold() for part in parts[: len(before)]] == before:
            found.add(parts[len(before)])
    return sorted(each for each in found if each.casefold().startswith(incomplete.casefold()))


def _catalog(ctx: click.Context) -> Catalog | None:
    """The catalog that the line asks; ``None``: it cannot be read."""
    from topology.cli.options import setup_of
    from topology.cli.session import read

    try:
        return read(setup_of(ctx), (), example=True)[0].catalog
    except (click.ClickException, OSError):
        return None
