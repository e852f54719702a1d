"""The catalog as a tree of lines: what is unfolded is made, nothing else."""

from collections.abc import Iterable, Iterator, Mapping

from topology.graph.order import natural
from topology.graph.topology import Topology
from topology.incident.result import State
from topology.model.entity import Component, Entity, Group, Team
from topology.model.reference import Ref
from topology.present.words import STATE_SIGNS
from topology.tui import signs
from topology.tui.line import Line, Listed, Role, Span, marked
from topology.tui.search import Found, Hit
from topology.tui.sections import HOLDING
from topology.tui.session import Session
from topology.tui.world import World

FOUND = "found"
"""The first step of what a filter found."""

STEP = "\n"
"""Joins the steps of a path: the one character that no cleaned reference holds."""


_Row = Line | tuple[Ref, int, str]
"""A line, or what one of an entity is made of: the entity, its depth, its sign for what is folded."""


class Shelves:
    """The tree for one world. A line's key is its path, its steps joined by :data:`STEP`."""

    def __init__(self, world: World, session: Session) -> None:
        self.world = world
        self._session = session
        self._sections = world.sections
        self._sums: dict[str, int] = {}
        self._states: Mapping[Ref, State] = {}

    def start(self) -> None:
        """Unfold what is good to see first: the products, and the sections of a small catalog."""
        self._session.opened |= (
            {"products"} if "products" in self._sections else set(list(self._sections)[:1])
        )

    def lines(self) -> Listed:
        """All lines that are visible with what is unfolded."""
        self._failing()
        keys: list[str] = []
        rows: list[_Row] = []
        for key, (title, refs) in self._sections.items():
            opened = key in self._session.opened
            sign = signs.OPENED if opened else signs.CLOSED
            end: list[Span] = [*_findings(self._within(key, refs)), (f" {len(refs)}", "quiet")]
            keys.append(key)
            rows.append(Line(((f"{sign} {title}", "head"),), tuple(end), key))
            if opened and key not in HOLDING:
                keys += [f"{key}{STEP}{ref}" for ref in refs]
                rows += [(ref, 1, "") for ref in refs]
            elif opened:
                for ref in refs:
                    for within, row in self._entity(ref, key, 1):
                        keys.append(within)
                        rows.append(row)

        def made(number: int) -> Line:
            row = rows[number]
            return row if isinstance(row, Line) else self.line(row[0], keys[number], *row[1:])

        return Listed(keys, made)

    def _failing(self) -> None:
        """Look up the states that everything marked would bring, as the graph shows them."""
        self._states = {}
        if self._session.marks:
            from topology.tui.outlook import states_of

            self._states = states_of(self.world, self._session.marks, self._session.instant)

    def _entity(self, ref: Ref, above: str, depth: int) -> Iterator[tuple[str, _Row]]:
        key = f"{above}{STEP}{ref}"
        entity = self.world.catalog.entities[ref]
        if not self._holds(entity):
            yield key, (ref, depth, "")
            return
        opened = key in self._session.opened
        yield key, (ref, depth, signs.OPENED if opened else signs.CLOSED)
        if opened:
            yield from self._inside(entity, key, depth + 1)

    def can_unfold(self, line: Line) -> bool:
        """Whether something lies under a line of the tree."""
        if line.ref is None:
            return line.key in self._sections
        return line.key.count(STEP) == 1 and self._holds(self.world.catalog.entities[line.ref])

    def _holds(self, entity: Entity) -> bool:
        topology = self.world.topology
        if isinstance(entity, Group):
            return bool(topology.parts_of(entity.ref))
        return isinstance(entity, Team) and bool(
            topology.owned_by(entity.ref) or topology.members(entity.ref)
        )

    def _within(self, key: str, refs: Iterable[Ref]) -> int:
        """How many findings there are in a section."""
        found = self.world.found
        if key not in self._sums:
            parts = self.world.topology.parts_of
            whole = key in ("products", "platforms")
            self._sums[key] = sum(
                found.get(ref, 0) + (sum(found.get(each, 0) for each in parts(ref)) if whole else 0)
                for ref in refs
            )
        return self._sums[key]

    def _under(self, entity: Entity) -> int:
        """How many findings something that is folded hides."""
        topology = self.world.topology
        if isinstance(entity, Group):
            hidden = topology.parts_of(entity.ref)
        else:
            hidden = topology.owned_by(entity.ref) if isinstance(entity, Team) else ()
        return sum(self.world.found.get(ref, 0) for ref in hidden)

    def _inside(self, entity: Entity, key: str, depth: int) -> Iterator[tuple[str, _Row]]:
        topology = self.world.topology
        if isinstance(entity, Team):
            for ref in sorted(topology.owned_by(entity.ref), key=natural):
                yield f"{key}{STEP}{ref}", (ref, depth, "")
            for ref in sorted(topology.members(entity.ref), key=self._by_title):
                yield f"{key}{STEP}{ref}", (ref, depth, "")
            return
        slices = _slices(topology, topology.parts_of(entity.ref))
        for owners, refs in slices.items():
            if len(slices) > 1:
                name = ", ".join(map(self.world.title, owners)) or "no owner"
                team = owners[0] if owners else None
                label = f"{' ' * depth}{name}"
                slice_ = f"{key}{STEP}{','.join(owners)}" if team else ""
                yield slice_, Line(((label, "quiet" if owners else "warn"),), (), slice_, team)
            for ref in sorted(refs, key=natural):
                yield f"{key}{STEP}{ref}", (ref, depth, "")

    def line(self, ref: Ref, key: str, depth: int, fold: str = "", hit: Hit | None = None) -> Line:
        """One entity: fold or state, name, and at the right its tier and findings."""
        world = self.world
        entity = world.catalog.entities[ref]
        name = world.title(ref)
        spans: list[Span] = [(" " * depth, "plain")]
        chosen = ref in self._session.marks
        if chosen:
            spans.append((f"{signs.MARK} ", "down"))
        elif entity.ghost:
            spans.append((f"{signs.GHOST} ", "ghost"))
        elif fold:
            spans.append((f"{fold} ", "quiet"))
        elif isinstance(entity, Component):
            state = self._states.get(ref, "ok")
            spans.append((f"{STATE_SIGNS[state]} ", state))
        else:
            spans.append(("  ", "plain"))
        role: Role = "ghost" if entity.ghost else "down" if chosen else "plain"
        if hit is not None and hit.text == name:
            spans += marked(name, hit.marks, role)
        else:
            spans.append((name, role))
        under = self._under(entity) if fold == signs.CLOSED else 0
        return Line(tuple(spans), tuple(self._end(entity, hit, name, under)), key, ref, place=entity.place)

    def _end(self, entity: Entity, hit: Hit | None, name: str, under: int) -> Iterator[Span]:
        world = self.world
        if hit is not None and hit.text not in ("", name):
            yield " also " if hit.field == "alias" else " ", "quiet"
            yield from marked(*hit.excerpt, "quiet")
        yield from _findings(world.found.get(entity.ref, 0) + under)
        if isinstance(entity, Component) or (isinstance(entity, Group) and hit is None):
            tier = world.topology.tier(entity.ref)
            yield f" T{tier}", "strong" if tier == 1 else "quiet"
        elif hit is not None and hit.text in ("", name):
            yield f" {entity.kind}", "quiet"

    def _by_title(self, ref: Ref) -> tuple[str, str]:
        return self.world.names.place(ref)

    @staticmethod
    def parent(key: str) -> str:
        """The key of the line that a line is folded under; empty at the top."""
        return key.rpartition(STEP)[0]

    @staticmethod
    def leads(key: str, ref: Ref) -> bool:
        """Whether the line of this key is one of the entity's."""
        return key.endswith(f"{STEP}{ref}")

    @staticmethod
    def match(ref: Ref) -> str:
        """The key of an entity among what a filter found."""
        return f"{FOUND}{STEP}{ref}"

    def matches(self, found: Found) -> list[Line]:
        """The lines of what a filter found, the best first."""
        self._failing()
        lines = [self.line(hit.ref, self.match(hit.ref), 0, hit=hit) for hit in found.hits]
        if found.total > len(found.hits):
            lines.append(Line(((f"  and {found.total - len(found.hits)} more: type on", "quiet"),)))
        return lines or [Line(((" nothing matches", "quiet"),))]

    def reveal(self, ref: Ref) -> str | None:
        """Unfold the way to ``ref`` and give the key of its line; ``None`` where it has none."""
        topology = self.world.topology
        for key, (_, refs) in self._sections.items():
            if ref in refs:
                self._session.opened.add(key)
                return f"{key}{STEP}{ref}"
        for key in ("products", "platforms"):
            for group in self._sections.get(key, ("", ()))[1]:
                if ref in topology.parts_of(group):
                    self._session.opened |= {key, f"{key}{STEP}{group}"}
                    return f"{key}{STEP}{group}{STEP}{ref}"
        return None


def _findings(number: int) -> Iterator[Span]:
    if number:
        yield f" {signs.FOUND}{number if number > 1 else ''}", "warn"


def _slices(topology: Topology, refs: Iterable[Ref]) -> dict[tuple[Ref, ...], list[Ref]]:
    found: dict[tuple[Ref, ...], list[Ref]] = {}
    for ref in refs:
        found.setdefault(topology.owner(ref).teams, []).append(ref)
    return dict(sorted(found.items(), key=lambda item: (not item[0], [natural(ref) for ref in item[0]])))
