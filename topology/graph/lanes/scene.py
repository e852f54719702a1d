"""What a drawing shows, by number: chips in lanes and links between them, from a topology and a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from topology.graph.edge import STRENGTHS, Edge
from topology.graph.lanes.view import Group, Owners, View, between, chips
from topology.graph.order import place_in_order
from topology.graph.topology import Topology
from topology.model.entity import Component, Dependency, Strength
from topology.model.reference import Ref, name_of

Naming = Callable[[Ref], str]


class Kind(Struct, frozen=True, gc=False, order=True):
    """How a dependency is drawn. ``ratio``: it is one of several, of which so many must work (``1/2``)."""

    strength: Strength
    ratio: str = ""
    grey: bool = False

    @property
    def line(self) -> str:
        """The character of its horizontal line."""
        return "═" if self.ratio else "╌" if self.strength == "async" else "─"

    @property
    def head(self) -> str:
        """The arrowhead, with the question mark before it where nobody declared the interaction."""
        return ("?" if self.grey else "") + ("▷" if self.strength == "soft" else "▶")

    @property
    def role(self) -> str:
        """What it means, for colour."""
        return "grey" if self.grey else "redundant" if self.ratio else self.strength


class Node(Struct, frozen=True, gc=False):
    """A chip to be: one component, or the ``members`` of one team drawn as one.

    ``hidden`` counts the edges that lead to what is not shown, ``inner`` those that
    stay inside a chip of several members.
    """

    ref: Ref
    lane: int
    text: str
    role: str
    members: tuple[Ref, ...]
    hidden: int
    inner: int


class Band(Struct, frozen=True, gc=False):
    """A lane to be: what these owners have (none: what nobody owns). ``flat``: a folded one, just a chip."""

    teams: tuple[Ref, ...]
    title: str
    flat: bool


class Link(Struct, frozen=True, gc=False):
    """One line to draw from chip to chip; ``crossing``: over an ownership boundary."""

    source: int
    target: int
    kind: Kind
    edges: tuple[Edge, ...]
    crossing: bool


class Scene(Struct, frozen=True, gc=False):
    """Everything that is drawn. ``focus`` is a node's position or -1.

    ``hidden`` counts unseen neighbours, ``aside`` the dependencies between what is drawn that a
    lean view leaves out.
    """

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    links: tuple[Link, ...]
    focus: int
    hidden: int
    aside: int = 0


def scene(
    topology: Topology, view: View, names: Naming = name_of, owners_called: Naming | None = None
) -> Scene:
    """Look a view up in the topology. ``names`` tells what a chip is called, ``owners_called`` an owner."""
    titles = partial(_titled, topology) if owners_called is None else owners_called
    groups = chips(topology, view)
    where = {ref: position for position, group in enumerate(groups) for ref in group.members}
    # A folded lane may stand at two places: what needs the focus and what it needs are chips of their own.
    owners = sorted(
        {(group.owners, position if group.folded else -1) for position, group in enumerate(groups)},
        key=lambda each: (not each[0], [*map(place_in_order, each[0])], each[1]),
    )
    lane = {each: number for number, each in enumerate(owners)}
    links, hidden, inner, unseen, aside = _links(topology, view, groups, where)
    nodes = []
    for position, group in enumerate(groups):
        ref, text, role = _chip(topology, group, names, titles)
        nodes.append(
            Node(
                ref,
                lane[group.owners, position if group.folded else -1],
                text,
                "focus" if group.members == (view.focus,) else role,
                group.members,
                hidden[position],
                inner[position],
            )
        )
    focus = where.get(view.focus, -1) if view.focus is not None else -1
    bands = tuple(Band(teams, title(teams, titles), folded >= 0) for teams, folded in owners)
    return Scene(tuple(nodes), bands, links, focus, unseen, aside)


def _chip(topology: Topology, group: Group, names: Naming, titles: Naming) -> tuple[Ref, str, str]:
    """What a chip leads to, says and is."""
    ref = group.members[0]
    if group.folded:
        text = f"▸ {title(group.owners, titles)} · {len(group.members)}"
        return group.owners[0] if group.owners else ref, text, "team"
    entity = topology.catalog.entities.get(ref)
    text = f"{names(ref)}{itself(topology, ref)}"
    if entity is None or entity.ghost:
        return ref, f"? {text}", "ghost"
    return ref, text, "chip"


def itself(topology: Topology, ref: Ref) -> str:
    """What stands after the name of what needs itself, which is no line."""
    entity = topology.catalog.entities.get(ref)
    needs = entity.depends_on if isinstance(entity, Component) else ()
    return " ↺" if any(isinstance(each, Dependency) and each.to.target == ref for each in needs) else ""


def title(teams: tuple[Ref, ...], titles: Naming) -> str:
    """What a lane of these owners is called."""
    return ", ".join(map(titles, teams)) or "no owner"


def _titled(topology: Topology, team: Ref) -> str:
    entity = topology.catalog.entities.get(team)
    return entity.title if entity is not None else name_of(team)


def _links(
    topology: Topology, view: View, groups: tuple[Group, ...], where: dict[Ref, int]
) -> tuple[tuple[Link, ...], list[int], list[int], int, int]:
    """The links, how many edges of each chip lead out of sight or stay inside, how many things are unseen.

    Last, how many edges the view leaves out.

    Between two single things every way of depending is a link of its own; what
    leads to or from a folded lane is one link, of its strongest kind.
    """
    hidden = [0] * len(groups)
    inner = [0] * len(groups)
    unseen: set[Ref] = set()
    aside = 0
    found: dict[tuple[int, int], list[Edge]] = {}
    few = 2 * len(where) < len(topology.nodes)  # what leads in is found from the side of which there is less
    lean, distance = view.lean, view.distance
    for position, group in enumerate(groups):
        for ref in group.members:
            far = distance.get(ref, 0)
            for edge in topology.needs(ref):
                target = where.get(edge.target, -1)
                if target < 0:
                    hidden[position] += 1
                    unseen.add(edge.target)
                elif target == position:
                    inner[position] += 1
                elif lean and not between(far, distance.get(edge.target, 0)):
                    aside += 1
                else:
                    found.setdefault((position, target), []).append(edge)
            for edge in topology.users(ref) if few else ():
                if edge.source not in where:
                    hidden[position] += 1
                    unseen.add(edge.source)
    for ref in () if few else (ref for ref in topology.nodes if ref not in where):
        for edge in topology.needs(ref):
            target = where.get(edge.target, -1)
            if target >= 0:
                hidden[target] += 1
                unseen.add(ref)
    links = []
    for (source, target), edges in found.items():
        one, other = groups[source], groups[target]
        apart = bool(one.owners and other.owners and not set(one.owners) & set(other.owners))
        alike = _by_kind(topology, one.owners, other.owners, apart, edges)
        if one.folded or other.folded:
            alike = {_strongest(list(alike)): edges}
        links += [
            Link(source, target, kind, tuple(some), apart and any(each.via != "contains" for each in some))
            for kind, some in alike.items()
        ]
    links.sort(key=lambda link: (link.source, link.target, link.kind))
    return tuple(links), hidden, inner, len(unseen), aside


def _by_kind(
    topology: Topology, source: Owners, target: Owners, apart: bool, edges: list[Edge]
) -> dict[Kind, list[Edge]]:
    """Edges by how they are drawn; grey ones by the rules of :mod:`topology.graph.boundary`."""
    grey = apart and all(topology.interaction(one, other) is None for one in source for other in target)
    found: dict[tuple[Strength, str, bool], list[Edge]] = {}
    for edge in edges:
        undeclared = grey and edge.strength == "hard" and edge.via != "contains"
        found.setdefault((edge.strength, _ratio(topology, edge), undeclared), []).append(edge)
    return {Kind(*looks): some for looks, some in found.items()}


def _strongest(kinds: list[Kind]) -> Kind:
    strength = min((kind.strength for kind in kinds if not kind.ratio), key=STRENGTHS.index, default=None)
    ratio = "" if strength is not None else min(kind.ratio for kind in kinds)
    return Kind(strength or "hard", ratio, any(kind.grey for kind in kinds))


def _ratio(topology: Topology, edge: Edge) -> str:
    if edge.group < 0:
        return ""
    redundancy = topology.redundancies(edge.source)[edge.group]
    return f"{redundancy.at_least}/{len(redundancy.members)}"
