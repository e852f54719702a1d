"""``topology export``."""

import os

import click

from topology.cli.names import complete
from topology.cli.options import common
from topology.cli.session import Session, session, write, write_json
from topology.model.reference import Ref
from topology.present.asking import ANSWERABLE
from topology.present.listing import kinds_of

PAGES = ("teams", "components", "products", "platforms")
"""Kinds of which all cards can be had as one page."""

FORMATS = ("mermaid", "dot", "json", "backstage", "markdown")


@click.command("export")
@click.argument("format", type=click.Choice(FORMATS))
@click.argument("words", nargs=-1, metavar="[REF] [PATH]…", shell_complete=complete(ANSWERABLE))
@click.option("--depth", type=click.IntRange(0), metavar="N", help="Only up to N dependencies away from REF.")
@common
@click.pass_context
def command(ctx: click.Context, format: str, words: tuple[str, ...], depth: int | None) -> int:
    """The catalog, or what stands around REF, in another format.

    A word that is an existing file or folder is a PATH, equal to -C; any other is REF.
    For markdown it may be a kind: teams, components, products, platforms.

    \b
    Examples:
      topology export mermaid payments-api --depth 1
      topology export dot | dot -Tsvg > organisation.svg
      topology export markdown team:payments
      topology export markdown teams > teams.md
      topology export backstage -C catalog > catalog-info.yaml
    """
    paths = [word for word in words if os.path.exists(word)]
    refs = [word for word in words if word not in paths]
    if len(refs) > 1:
        raise click.UsageError(f"one REF at most: {', '.join(refs)}", ctx)
    if refs and refs[0].startswith((".", "~", os.sep)):
        raise click.ClickException(f'there is no file or folder called "{refs[0]}"')
    run = session(ctx, paths, example=False)
    if format == "markdown" and refs and (kinds := kinds_of(refs[0])) is not None and refs[0] in PAGES:
        from topology.present.catalog_markdown import kind_markdown

        write(kind_markdown(run.engine, kinds, run.now))
        return 0
    ref = run.find(refs[0], ANSWERABLE).ref if refs else None
    _export(run, format, ref, depth)
    return 0


def _export(run: Session, format: str, ref: Ref | None, depth: int | None) -> None:
    topology = run.engine.topology
    if format in ("mermaid", "dot"):
        from topology.present.drawing import draw

        drawing = draw(topology, ref, depth)
        if format == "mermaid":
            from topology.present.mermaid import mermaid

            write(mermaid(drawing))
        else:
            from topology.present.dot import dot

            write(dot(drawing))
    elif format == "json":
        from topology.present.catalog_json import catalog_json

        write_json(catalog_json(topology, _scope(run, ref, depth)))
    elif format == "markdown":
        from topology.present.catalog_markdown import catalog_markdown, entity_markdown

        write(catalog_markdown(run.engine) if ref is None else entity_markdown(run.engine, ref, run.now))
    else:
        from topology.present.backstage import backstage

        if ref is not None:
            raise click.ClickException("backstage is written for the whole catalog: leave REF out")
        write(backstage(run.catalog))


def _scope(run: Session, ref: Ref | None, depth: int | None) -> frozenset[Ref] | None:
    """What is drawn around ``ref``, and the owners of it; ``None``: everything."""
    if ref is None:
        return None
    from topology.present.drawing import draw

    topology = run.engine.topology
    shown = {node.ref for lane in draw(topology, ref, depth).lanes for node in lane.nodes} | {ref}
    groups = {group for node in shown if (group := topology.part_of(node)) is not None}
    return frozenset(shown | groups | {team for node in shown for team in topology.owner(node).teams})
