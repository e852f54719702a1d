"""``topology list``."""

from collections.abc import Iterable

import click

from topology.cli.names import complete
from topology.cli.options import common, formats
from topology.cli.session import room, session, write, write_json
from topology.model.entity import Entity
from topology.present.asking import TEAMS
from topology.present.listing import Filter, kinds_of, listing_json, listing_text, select
from topology.present.words import KIND_PLURALS


def _kinds(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    return [kind for kind in KIND_PLURALS if kind.startswith(incomplete)]


@click.command("list")
@click.argument("kind", required=False, metavar="[KIND]", shell_complete=_kinds)
@click.option("--owner", metavar="TEAM", shell_complete=complete(TEAMS), help="What this team owns.")
@click.option("--type", "type_", metavar="TYPE", help="Of this type: database, platform …")
@click.option("--tier", type=click.IntRange(1, 4), help="Of this tier.")
@click.option("--tag", metavar="TAG", help="With this tag.")
@formats("text", "json")
@common
@click.pass_context
def command(
    ctx: click.Context,
    kind: str | None,
    owner: str | None,
    type_: str | None,
    tier: int | None,
    tag: str | None,
    format: str,
) -> int:
    """Entities, all or of one KIND: components, teams, people, products, schedules …

    \b
    Examples:
      topology list teams
      topology list components --owner payments --tier 1
      topology list --tag pci --json
    """
    run = session(ctx, example=True)
    wanted = Filter(
        kinds=_kinds_asked(run.catalog.entities.values(), kind) if kind is not None else (),
        owner=run.find(owner, TEAMS).ref if owner is not None else None,
        type=type_,
        tier=tier,
        tag=tag,
    )
    found = select(run.engine.topology, wanted)
    if format == "json":
        write_json(listing_json(run.engine.topology, found))
    else:
        write(listing_text(run.engine.topology, found, run.ink, room()))
    return 0


def _kinds_asked(entities: Iterable[Entity], word: str) -> tuple[str, ...]:
    known = kinds_of(word)
    if known is not None:
        return known
    foreign = sorted({entity.kind for entity in entities if entity.kind not in KIND_PLURALS})
    if word.casefold() in foreign:
        return (word.casefold(),)
    raise click.ClickException(f'there is no kind "{word}": try {", ".join([*KIND_PLURALS, *foreign[:5]])}')
