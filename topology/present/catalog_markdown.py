"""A catalog, or one entity of it, as a Markdown page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from topology.graph.order import natural
from topology.incident.engine import Engine
from topology.model.entity import Component, Entity, Person, Platform, Product, Team
from topology.model.reference import Ref
from topology.present.instants import spelled
from topology.present.markdown import bullets, heading, inline, link, table
from topology.present.names import Names
from topology.present.reach import Reach
from topology.present.reach_text import then_row, unknown_why
from topology.present.team_markdown import team_markdown
from topology.present.who import WhoCard, who

E = TypeVar("E", bound=Entity)


def catalog_markdown(engine: Engine) -> str:
    """Teams, products and platforms, components: a table each, what nobody declared marked as such."""
    topology, names = engine.topology, Names(engine.catalog)
    parts = [heading(1, "Catalog")]
    teams = [
        (
            _name(names, team),
            inline(team.type or ""),
            inline(team.focus or team.description),
            inline(", ".join(channel.name for channel in team.channels)),
            str(len(topology.owned_by(team.ref))),
        )
        for team in _in_order(names, engine.catalog.of(Team))
    ]
    parts += _section("Teams", ("Team", "Type", "For", "Ask", "Owns"), teams)
    groups = [
        (_name(names, each), each.kind, _owners(engine, names, each.ref), str(topology.tier(each.ref)))
        for type_ in (Product, Platform)
        for each in _in_order(names, engine.catalog.of(type_))
    ]
    parts += _section("Products and platforms", ("Name", "Kind", "Owner", "Tier"), groups)
    components = [
        (
            _name(names, each),
            inline(each.type or each.kind),
            _owners(engine, names, each.ref),
            str(topology.tier(each.ref)),
            inline(", ".join(dict.fromkeys(names(edge.target) for edge in topology.needs(each.ref)))),
        )
        for each in _in_order(names, engine.catalog.of(Component))
    ]
    parts += _section("Components", ("Component", "Type", "Owner", "Tier", "Needs"), components)
    return "".join(parts).rstrip("\n") + "\n"


def entity_markdown(engine: Engine, ref: Ref, at: datetime) -> str:
    """The card of one component, product, platform or team at an instant."""
    entity, names = engine.catalog.entities[ref], Names(engine.catalog)
    if isinstance(entity, Team | Person):
        return team_markdown(engine, entity, at)
    return _thing(engine, names, who(engine, entity, at))


def kind_markdown(engine: Engine, kinds: Sequence[str], at: datetime) -> str:
    """The cards of all entities of these kinds, one after the other; ghosts are left out."""
    found = [each for each in engine.catalog.entities.values() if each.kind in kinds and not each.ghost]
    ordered = _in_order(Names(engine.catalog), found)
    return "\n".join(entity_markdown(engine, each.ref, at) for each in ordered)


def _in_order(names: Names, found: Iterable[E]) -> list[E]:
    """As somebody looks for them on a page: by what they are called, numbers counted."""
    return sorted(found, key=lambda each: (natural(names(each.ref)), each.ref))


def _section(title: str, columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> list[str]:
    return [heading(2, title), table(columns, rows)] if rows else []


def _called(names: Names, entity: Entity) -> str:
    """As screens call it, with the title where that is another one."""
    title = f" ({entity.title})" if entity.title not in (entity.name, names(entity.ref)) else ""
    return names(entity.ref) + title + (" (undeclared)" if entity.ghost else "")


def _name(names: Names, entity: Entity) -> str:
    return inline(_called(names, entity))


def _owners(engine: Engine, names: Names, ref: Ref) -> str:
    return inline(", ".join(names.all(engine.topology.owner(ref).teams)) or "unknown")


def _thing(engine: Engine, names: Names, card: WhoCard) -> str:
    entity, incident = card.entity, card.incident
    owned = card.ownership
    place = f"({owned.place})" if owned.place is not None and owned.place.file else ""
    facts = [
        inline(f"{names.kind(entity.ref)}, tier {card.tier}"),
        f"Owner: {_owners(engine, names, entity.ref)}" + (f" {inline(place)}" if place else ""),
        *_on_call(engine, names, card.reaches, card.at),
    ]
    if card.channels:
        private = {"private": " (private)"}
        asked = [each.name + private.get(each.visibility or "", "") for each in card.channels]
        facts.append(inline(f"Ask: {', '.join(asked)}"))
    if incident is not None:
        hit = [f"{names(each)} {state}" for each, state in incident.states.items() if each != entity.ref]
        facts.append(inline(f"If it fails: {incident.verdict}; {', '.join(hit) or 'nothing else is hit'}"))
    parts = [
        heading(1, _called(names, entity)),
        f"{inline(entity.description)}\n\n" if entity.description else "",
    ]
    parts.append(bullets(facts))
    for title, refs in (("Needs", card.needs), ("Used by", card.users)):
        if refs:
            parts += [heading(2, title), bullets(inline(names(each)) for each in refs)]
    if entity.links:
        parts += [
            heading(2, "Links"),
            bullets(link(each.title or each.type, each.url) for each in entity.links),
        ]
    return "".join(parts).rstrip("\n") + "\n"


def _on_call(engine: Engine, names: Names, reaches: tuple[Reach, ...], at: datetime) -> list[str]:
    if not reaches:
        return ["On call: unknown, no file says"]
    when = spelled(at, engine.catalog.defaults.timezone)
    lines = []
    for reach in reaches:
        people = ", ".join(names(each.person) for each in reach.now)
        fallback = f"unknown, {unknown_why(names, engine.catalog, reach)}" if reach.unknown else "nobody"
        by = f", {names(reach.policy)}" if len(reaches) > 1 else ""
        lines.append(inline(f"On call ({when}{by}): {people or fallback}"))
        if reach.next:
            then = then_row(names, reach)
            lines.append(inline(f"Then: {then.separator.join(item.whole for item in then.items)}"))
    return lines
