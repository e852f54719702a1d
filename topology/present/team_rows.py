"""What the card of a team says, row by row: the Team API of Team Topologies, on one screen."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import structs

from topology.graph.order import natural
from topology.insight.answers import Agreed
from topology.model.catalog import Catalog
from topology.model.entity import Group, Person, Team
from topology.model.reference import COMPONENT_KINDS, Ref, kind_of
from topology.present.names import Names
from topology.present.reach_text import now_row, then_row
from topology.present.rows import Item, Row, decisions, listed_rows, said
from topology.present.team import Neighbour, TeamCard
from topology.present.words import count

_YEAR, _MONTH = 365.2425, 30.44
Detail = Literal["purposes", "ages", "modes"]
"""How much is told of the teams around: what for each one is, how old that is, or only how they work."""

DETAILS: tuple[Detail, ...] = ("purposes", "ages", "modes")

FEW = 6
"""Neighbours that get a line each, with what was agreed and what for."""
UNDECLARED = "no interaction declared"

NIGHT = ("runbook", "dashboard", "status")
"""Types of links that are wanted first."""


def what(team: Team | Person) -> str:
    """What kind of team it is."""
    if isinstance(team, Person):
        return "a person who stands for a team"
    return f"{team.type} team" if team.type else "team, type not stated"


def team_rows(catalog: Catalog, card: TeamCard, detail: Detail = "purposes") -> tuple[Row, ...]:
    """Every row, in the order in which they are wanted; of the teams around at most as much as ``detail``."""
    return tuple(row for row in _rows(Names(catalog), catalog, card, detail) if row.items)


def _rows(names: Names, catalog: Catalog, card: TeamCard, detail: Detail) -> Iterator[Row]:
    team = card.team
    yield from _purpose(names, team)
    yield Row("Members", tuple(member(names, team, ref) for ref in card.members))
    yield from _owned(names, catalog, card)
    yield from _paged(names, card)
    if card.reach is None:
        yield said("Now", "unknown: no file says who is on call for this team", "unknown")
    else:
        yield now_row(names, catalog, card.reach, card.at)
        yield then_row(names, card.reach)
    yield from _across(names, card, detail)
    yield _asked(team)
    yield from _written(card)
    yield _load(card)


def _purpose(names: Names, team: Team | Person) -> Iterator[Row]:
    if team.ghost:
        yield said("Unknown", "nobody declared it: it is only referred to", "unknown", place=team.place)
    focus = team.focus if isinstance(team, Team) else ""
    if focus:
        yield said("Focus", focus, place=team.places.get("focus"))
    if team.description:
        yield said("Purpose", team.description)
    elif not focus and isinstance(team, Team):
        yield said("Focus", "unknown: no file says what it is for", "unknown", place=team.place)
    also = ", ".join(team.aliases)
    if isinstance(team, Team) and team.parent is not None:
        above = Item(names(team.parent.target), ref=team.parent.target, place=team.parent.place)
        aka = (Item(f"also called {also}", tone="quiet"),) if also else ()
        yield Row("Part of", (above, *aka), " · ", 1)
    elif also:
        yield said("Also", also, "quiet", 1)


def member(names: Names, team: Team | Person, ref: Ref) -> Item:
    """Somebody of a team, with the role that is stated there."""
    stated = team.members if isinstance(team, Team) else ()
    role = next((each.role for each in stated if each.person.target == ref), "")
    return Item(names(ref), f" ({role})" if role else "", ref)


def _owned(names: Names, catalog: Catalog, card: TeamCard) -> Iterator[Row]:
    if not card.owns:
        yield said("Owns", "nothing that a file says", "unknown")
        return
    label = "Owns"
    groups = [ref for ref in sorted(card.owns, key=natural) if isinstance(catalog.entities[ref], Group)]
    if groups:
        yield Row(label, tuple(Item(f"{catalog.entities[ref].kind} {names(ref)}", "", ref) for ref in groups))
        label = ""
    for tier in sorted({card.tiers[ref] for ref in card.owns if ref not in groups}):
        refs = [
            ref for ref in sorted(card.owns, key=natural) if ref not in groups and card.tiers[ref] == tier
        ]
        items = [Item(names(ref), "", ref) for ref in refs]
        items[0] = Item(f"tier {tier}: {items[0].text}", "", items[0].ref)
        yield Row(label, tuple(items))
        label = ""


def _paged(names: Names, card: TeamCard) -> Iterator[Row]:
    if card.reach is None:
        return
    own = len(card.pages) - len(card.foreign)
    policy = Item(names(card.reach.policy), f", for {count(own, 'component')} of its own", card.reach.policy)
    others = [Item(names(ref), "", ref, tone="warn") for ref in card.foreign]
    if others:
        first = others[0]
        others[0] = Item(f"and of others: {first.text}", "", first.ref, tone="warn")
    yield Row("Paged by", (policy, *others), lines=2)


def _across(names: Names, card: TeamCard, detail: Detail) -> Iterator[Row]:
    """The teams on the other sides of the boundary: a line each where they are few, else by how they work."""
    few = detail == "purposes" and len(card.needs) + len(card.provides) <= FEW
    aged_ = detail != "modes"
    none = [(Item("no other team", tone="quiet"),)]
    told: set[Ref] = set()
    for label, neighbours in (("Needs", card.needs), ("Serves", card.provides)):
        if few:
            rows = [(_neighbour(names, each, each.team in told),) for each in neighbours]
            yield from listed_rows(label, rows or none)
        else:
            yield from listed_rows(label, list(_by_mode(names, neighbours, aged_)) or none, 3)
        told |= {each.team for each in neighbours}
    rest = [(other, each) for each in card.interactions if (other := _other(card, each)) not in told]
    yield from listed_rows("Also with", _also(names, rest, detail))


def _also(names: Names, rest: Iterable[tuple[Ref, Agreed]], detail: Detail) -> list[tuple[Item, ...]]:
    """The teams with which only an interaction is declared."""
    if detail == "purposes":
        return [
            (Item(names(other), f", {_how(each)}", other, place=each.interaction.place),)
            for other, each in rest
        ]
    modes: dict[str, list[Item]] = {}
    for other, each in rest:
        note = f" ({_age(each)})" if detail == "ages" else ""
        item = Item(names(other), note, other, place=each.interaction.place)
        modes.setdefault(each.interaction.mode, []).append(item)
    return [
        (structs.replace(first, text=f"{mode}: {first.text}"), *others)
        for mode, (first, *others) in modes.items()
    ]


def _other(card: TeamCard, each: Agreed) -> Ref:
    others = (reference.target for reference in each.interaction.teams)
    return next((ref for ref in others if ref != card.team.ref), card.team.ref)


def _neighbour(names: Names, each: Neighbour, told: bool) -> Item:
    """A team, the number of dependencies, what was agreed; or that nothing was."""
    number = f" ({each.edges}{'' if each.hard else ', none hard'})"
    if each.agreed is None:
        return Item(names(each.team), f"{number}, {UNDECLARED}", each.team, tone="warn")
    how = "as above" if told else _how(each.agreed)
    return Item(names(each.team), f"{number}, {how}", each.team, place=each.agreed.interaction.place)


def _by_mode(names: Names, neighbours: Iterable[Neighbour], ages: bool) -> Iterator[tuple[Item, ...]]:
    """The teams of each mode, with their numbers and ages; those without any mode last."""
    modes: dict[str, list[Item]] = {}
    for each in neighbours:
        age = f", {_age(each.agreed)}" if ages and each.agreed is not None else ""
        item = Item(
            names(each.team),
            f" ({each.edges}{'' if each.hard else ' soft'}{age})",
            each.team,
            place=each.agreed.interaction.place if each.agreed is not None else None,
            tone="plain" if each.agreed is not None else "warn",
        )
        modes.setdefault(each.mode or UNDECLARED, []).append(item)
    for mode, (first, *rest) in sorted(modes.items(), key=lambda entry: entry[0] == UNDECLARED):
        yield structs.replace(first, text=f"{mode}: {first.text}"), *rest


def _how(each: Agreed) -> str:
    """An interaction in words: its mode, its age, what it is for."""
    purpose = f": {each.interaction.purpose}" if each.interaction.purpose else ""
    return f"{each.interaction.mode}, {_age(each)}{purpose}"


def _age(each: Agreed) -> str:
    return aged(each.age_days) + (", review overdue" if each.overdue else "")


def aged(days: int | None) -> str:
    """How old something is: ``3 weeks``; an unknown age says so."""
    if days is None:
        return "age unknown"
    if days < 0:
        return "not begun"
    for length, least, word in ((_YEAR, 2, "year"), (_MONTH, 1, "month"), (7.0, 1, "week")):
        if days >= least * length:
            return count(int(days / length), word)
    return count(days, "day")


def _asked(team: Team | Person) -> Row:
    if not isinstance(team, Team):
        return Row("Ask", ())
    if not team.channels:
        return said("Ask", "unknown: no file names a channel", "unknown")
    return Row(
        "Ask",
        tuple(
            Item(
                each.name,
                " (private)" if each.visibility == "private" else "",
                url=each.url,
                place=each.place,
                tone="hot",
            )
            for each in team.channels
        ),
        "   ",
        2,
    )


def _written(card: TeamCard) -> Iterator[Row]:
    """Decisions and links: what the team has written down for others."""
    team = card.team
    known = {each.url for each in card.decisions if each.url}
    links = sorted(
        (each for each in team.links if each.url not in known),
        key=lambda each: NIGHT.index(each.type) if each.type in NIGHT else len(NIGHT),
    )
    decided = decisions(card.decisions)
    decided += [
        Item(each.title or each.url, "", url=each.url, place=each.place, tone="link")
        for each in links
        if each.type == "decision"
    ]
    yield Row("Decided", tuple(decided), " · ", 2)
    yield Row(
        "Links",
        tuple(
            Item(
                each.title or each.type or each.url,
                f" ({each.type})" if each.type and each.title else "",
                url=each.url,
                place=each.place,
                tone="link",
            )
            for each in links
            if each.type != "decision"
        ),
        " · ",
        2,
    )


def _load(card: TeamCard) -> Row:
    """What can be counted of what it carries: a proxy, never the load itself."""
    components = [ref for ref in card.owns if kind_of(ref) in COMPONENT_KINDS]
    first = sum(card.tiers[ref] == 1 for ref in components)
    facts = [count(len(components), "component") + (f" ({first} of tier 1)" if first else "")]
    people = count(len(card.members), "person", "people") if card.members else "people unknown"
    facts.append(people + (f", {len(card.rota)} on the rota" if card.rota else ""))
    if card.team.reviewed is not None:
        facts.append(f"reviewed {card.team.reviewed.isoformat()}")
    return Row("Load", tuple(map(Item, facts)), " · ", 2)
