"""One entity's boundary: what crosses in, what stays inside, what crosses out, and its contract."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from topology.graph.order import natural
from topology.graph.topology import Boundary, Crossing, Edge
from topology.insight.answers import agreed
from topology.insight.contract import Clause, Contract, contract
from topology.model.reference import Ref
from topology.present.words import count
from topology.tui.boundaries.words import agreement
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Gloss, Line, Span
from topology.tui.signs import arrow, arrow_word
from topology.tui.world import World

FEW = 3
"""Users of whom each is named that is answered for as the contract says."""

RESPONDERS = {
    "provider": "its owner answers",
    "consumer": "whoever uses it answers",
    "both": "its owner and whoever uses it answer",
}


def boundary_lines(world: World, ref: Ref, at: datetime, columns: int, query: str = "") -> list[Line]:
    """The boundary around a component, a product, a platform or all that a team owns.

    A query leaves those dependencies of which an end or its team holds all its words.
    """
    boundary = _narrowed(world, world.topology.boundary(ref), query)
    sheet = Sheet(columns)
    owners = world.topology.owner(ref).teams
    sheet.title(world.title(ref), world.names.kind(ref), "quiet")
    for position, owner in enumerate(owners):
        sheet.entity("" if position else "Owner", owner, world.title(owner), "strong")
    if not owners and not ref.startswith(("team:", "person:")):
        sheet.row("Owner", "unknown: no file says who", "unknown")
    written = contract(world.topology, world.engine.rota, ref, at)
    if written is not None:
        _contract(sheet, world, written)
    _crossing(sheet, world, "Crosses in: others need it", boundary.crossing_in, at, into=True)
    _crossing(sheet, world, "Crosses out: it needs others", boundary.crossing_out, at, into=False)
    _plain(sheet, world, ref, "Inside: the same owner", boundary.inside)
    _plain(sheet, world, ref, "Unknown: an end has no owner", boundary.unknown)
    if not any((boundary.crossing_in, boundary.crossing_out, boundary.inside, boundary.unknown)):
        sheet.head("No dependencies")
        nothing = "No file says that it needs anything, or that anything needs it."
        sheet.text(f"None with {query.strip()}." if query.strip() else nothing, "quiet")
    return sheet.lines


def _narrowed(world: World, whole: Boundary, query: str) -> Boundary:
    words = query.casefold().split()
    if not words:
        return whole

    def fits(edge: Edge) -> bool:
        ends = (edge.source, edge.target)
        named = [*ends, *(team for end in ends for team in world.topology.owner(end).teams)]
        text = " ".join(map(world.title, named)).casefold()
        return all(word in text for word in words)

    return Boundary(
        whole.ref,
        tuple(edge for edge in whole.inside if fits(edge)),
        tuple(each for each in whole.crossing_in if fits(each.edge)),
        tuple(each for each in whole.crossing_out if fits(each.edge)),
        tuple(edge for edge in whole.unknown if fits(edge)),
    )


def _crossing(
    sheet: Sheet, world: World, title: str, crossings: Iterable[Crossing], at: datetime, *, into: bool
) -> None:
    by_team: dict[Ref, list[Crossing]] = {}
    for each in crossings:
        by_team.setdefault(each.from_team if into else each.to_team, []).append(each)
    if not by_team:
        return
    total = sum(map(len, by_team.values()))
    sheet.head(title, f"{total} · {count(len(by_team), 'team')}")
    for team, edges in sorted(by_team.items(), key=lambda pair: (-len(pair[1]), natural(pair[0]))):
        declared = edges[0].interaction
        words, look = agreement(agreed(declared, at) if declared is not None else None)
        hard = any(each.edge.strength == "hard" for each in edges)
        end: tuple[Span, ...] = ((words, look if hard or declared is not None else "quiet"),)
        sheet.lines.append(
            Line(
                ((world.title(team), "strong"),),
                end,
                f"{title} {team}",
                team,
                place=edges[0].edge.place,
                gloss=Gloss(("interaction", "crossing")),
            )
        )
        for each in edges:
            _edge(sheet, world, title, each.edge, each.grey, into)


def _plain(sheet: Sheet, world: World, ref: Ref, title: str, edges: tuple[Edge, ...]) -> None:
    if not edges:
        return
    sheet.head(title, str(len(edges)))
    for each in edges:
        _edge(sheet, world, title, each, False, each.target == ref)


def _edge(sheet: Sheet, world: World, title: str, edge: Edge, grey: bool, into: bool) -> None:
    """One dependency, which leads to its end on the other side."""
    drawn = arrow(edge.strength, edge.group >= 0, grey)
    spans: tuple[Span, ...] = (
        (f"  {world.title(edge.source)}", "plain"),
        (f" {drawn} ", "warn" if grey else "hot"),
        (world.title(edge.target), "plain"),
    )
    key = f"{title} {edge.source} {edge.target} {edge.group}"
    gloss = Gloss((arrow_word(edge.strength, edge.group >= 0, grey),))
    other = edge.source if into else edge.target
    sheet.lines.append(Line(spans, (), key, other, place=edge.place, gloss=gloss))


def _contract(sheet: Sheet, world: World, written: Contract) -> None:
    sheet.head("Contract: who answers when it fails")
    if written.expectations and written.promised_by is not None:
        sheet.row("Promised", f"{written.expectations} ({world.title(written.promised_by)})")
    for clause in written.clauses:
        _clause(sheet, world, clause)


def _clause(sheet: Sheet, world: World, clause: Clause) -> None:
    where = ", at one user's side" if clause.scope == "consumer" else ""
    said = "" if clause.stated else " (not written down: as for everything)"
    spans: tuple[Span, ...] = (
        (clause.mode, "strong"),
        (f" {clause.impact}{where}: {RESPONDERS[clause.responder]}{said}", "plain"),
    )
    sheet.lines.append(Line(spans, (), f"clause {clause.mode}", place=clause.place))
    if clause.description:
        sheet.row(None, clause.description, "quiet", indent=2)
    kept = [(user, led) for user, led in clause.leads if led.lead in clause.answers]
    if len(kept) > FEW:
        sheet.row(None, f"as written, for {len(kept)} teams that use it", "ok", indent=2)
    for user, led in clause.leads:
        written = (user, led) in kept
        if written and len(kept) > FEW:
            continue
        name = f"{world.title(led.lead)} leads" if led.lead is not None else "nobody leads"
        when = f" for {world.title(user)}" if user is not None else ""
        note = "" if written else ": not as written"
        sheet.row(None, f"{name}{when}{note}", "ok" if written else "warn", indent=2)
    if not clause.leads:
        sheet.lines.append(Line((("  nothing uses it: it has nobody to be at the side of", "quiet"),)))
