"""What stands on either side of an entity: who uses it and what it uses, by the team that owns it."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from topology.graph.topology import Edge, Topology
from topology.model.duty import Policy, Schedule
from topology.model.entity import Component, Entity, Group, Person, Team
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.tui.line import Role
from topology.tui.signs import ARROWS, arrow
from topology.tui.world import World


class Item(Struct, frozen=True, gc=False):
    """One neighbour: how it is drawn, and a word about it."""

    ref: Ref
    name: str
    arrow: str
    role: Role = "plain"
    note: str = ""


class Side(Struct, frozen=True, gc=False):
    """The neighbours that one team owns. ``own``: it owns the middle too, so no boundary is crossed."""

    title: str
    items: tuple[Item, ...]
    team: Ref | None = None
    own: bool = False
    known: bool = True


class Relations(Struct, frozen=True, gc=False):
    """Everything around ``focus``; ``users`` and ``needs`` say in words what the sides are."""

    focus: Ref
    title: str
    note: str
    users: tuple[Side, ...]
    needs: tuple[Side, ...]
    users_title: str
    needs_title: str


def relations(world: World, ref: Ref) -> Relations:
    """The two sides of any entity."""
    entity = world.catalog.entities[ref]
    if isinstance(entity, Component):
        return _component(world, entity)
    if isinstance(entity, Group | Team):
        return _boundary(world, entity)
    left, right, titles = _duty(world, entity)
    return Relations(ref, world.title(ref), entity.kind, left, right, *titles)


def _component(world: World, entity: Component) -> Relations:
    topology, ref = world.topology, entity.ref
    owners = topology.owner(ref).teams
    grey = {crossing.edge for crossing in topology.boundary(ref).crossing_in if crossing.grey}
    grey |= {crossing.edge for crossing in topology.boundary(ref).crossing_out if crossing.grey}
    users = [(edge.source, _item(world, edge, edge.source, edge in grey)) for edge in topology.users(ref)]
    needs = [(edge.target, _item(world, edge, edge.target, edge in grey)) for edge in topology.needs(ref)]
    team = ", ".join(map(world.title, owners)) or "no owner"
    return Relations(
        ref, world.title(ref), team,
        _sides(world, users, owners), _sides(world, needs, owners),
        f"used by {len(users)}", f"uses {len(needs)}",
    )  # fmt: skip


def _item(world: World, edge: Edge, other: Ref, grey: bool) -> Item:
    topology, note = world.topology, ""
    if edge.group >= 0:
        redundancy = topology.redundancies(edge.source)[edge.group]
        note = f"{redundancy.at_least}/{len(redundancy.members)}"
    return Item(
        other,
        world.title(other),
        arrow(edge.strength, edge.group >= 0, grey),
        _role(topology, other, grey),
        note,
    )


def _role(topology: Topology, ref: Ref, grey: bool = False) -> Role:
    entity = topology.catalog.entities.get(ref)
    if entity is None or entity.ghost:
        return "ghost"
    return "warn" if grey else "plain"


def _sides(world: World, items: Iterable[tuple[Ref, Item]], own: tuple[Ref, ...] = ()) -> tuple[Side, ...]:
    """Items by owner: the own team first, then teams by name, what nobody owns last."""
    found: dict[tuple[Ref, ...], list[Item]] = {}
    for ref, item in items:
        found.setdefault(world.topology.owner(ref).teams, []).append(item)

    def order(teams: tuple[Ref, ...]) -> tuple[bool, bool, str, tuple[Ref, ...]]:
        title = ", ".join(map(world.title, teams))
        return not (own and set(own) & set(teams)), not teams, title.casefold(), teams

    return tuple(
        Side(
            ", ".join(map(world.title, teams)) or "no owner",
            tuple(found[teams]),
            teams[0] if teams else None,
            bool(set(own) & set(teams)),
            bool(teams),
        )
        for teams in sorted(found, key=order)
    )


def _boundary(world: World, entity: Entity) -> Relations:
    """A team, product or platform: what reaches in across its boundary, and what it reaches out for."""
    topology, ref = world.topology, entity.ref
    boundary = topology.boundary(ref)
    inside = set(topology.parts_of(ref)) | set(topology.owned_by(ref))
    held = sum(kind_of(each) in COMPONENT_KINDS for each in inside)

    def items(edges: Iterable[tuple[Edge, bool]], outward: bool) -> Iterator[tuple[Ref, Item]]:
        hits: dict[Ref, list[tuple[Edge, bool]]] = {}
        for edge, grey in edges:
            hits.setdefault(edge.target if outward else edge.source, []).append((edge, grey))
        for other, each in hits.items():
            edge, grey = min(each, key=lambda one: (not one[1], one[0].strength != "hard", one[0].strength))
            item = _item(world, edge, other, grey)
            yield (
                other,
                Item(other, item.name, item.arrow, item.role, f"×{len(each)}" if len(each) > 1 else ""),
            )

    inward = [(each.edge, each.grey) for each in boundary.crossing_in]
    outward = [(each.edge, each.grey) for each in boundary.crossing_out]
    # Where an owner is missing nobody can say what crosses; what leads in or out still does.
    inward += [(edge, False) for edge in boundary.unknown if edge.source not in inside]
    outward += [
        (edge, False) for edge in boundary.unknown if edge.source in inside and edge.target not in inside
    ]
    users, needs = list(items(inward, False)), list(items(outward, True))
    return Relations(
        ref, world.title(ref), f"{held} inside",
        _sides(world, users), _sides(world, needs),
        f"crossing in {len(users)}", f"crossing out {len(needs)}",
    )  # fmt: skip


def _duty(world: World, entity: Entity) -> tuple[tuple[Side, ...], tuple[Side, ...], tuple[str, str]]:
    """People, policies and schedules: what leads to them, and where they lead."""
    catalog, topology, ref = world.catalog, world.topology, entity.ref

    def items(refs: Iterable[Ref]) -> tuple[Item, ...]:
        distinct = dict.fromkeys(refs)
        return tuple(
            Item(each, world.title(each), ARROWS["hard"], _role(topology, each)) for each in distinct
        )

    def side(title: str, refs: Iterable[Ref]) -> tuple[Side, ...]:
        found = items(refs)
        return (Side(title, found),) if found else ()

    if isinstance(entity, Person):
        known = (c.ref for c in catalog.of(Component) if any(each.target == ref for each in c.known_by))
        return side("Teams", topology.team_of_person(ref)), side("Can repair", known), ("in", "knows")
    if isinstance(entity, Policy):
        teams = (
            team.ref for team in catalog.of(Team) if team.on_call is not None and team.on_call.target == ref
        )
        own = (c.ref for c in catalog.of(Component) if c.on_call is not None and c.on_call.target == ref)
        steps = tuple(
            Side(f"Step {number}, wait {step.wait_minutes} min",
                 items(each.target for each in step.page))
            for number, step in enumerate(entity.steps, 1)
        )  # fmt: skip
        last = side("Then", [entity.fallback.target]) if entity.fallback is not None else ()
        return side("Teams", teams) + side("Components", own), steps + last, ("pages for", "pages")
    if isinstance(entity, Schedule):
        policies = (
            policy.ref
            for policy in catalog.of(Policy)
            if any(each.target == ref for step in policy.steps for each in step.page)
        )
        rosters = (roster for layer in entity.layers for roster in layer.rosters[-1:])
        people = (each.target for roster in rosters for each in roster.people)
        return side("Policies", policies), side("Roster", people), ("paged by", "people")
    within = (g.ref for g in catalog.of(Group) if g.domain is not None and g.domain.target == ref)
    return (), side("Holds", within), ("", "")
