"""The card of a team as a Markdown page, for a wiki or a repository: the Team API in the open."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from topology.incident.engine import Engine
from topology.insight.answers import Agreed
from topology.model.entity import Group, Person, Team
from topology.model.reference import Ref
from topology.present.instants import spelled
from topology.present.markdown import bullets, heading, inline, table
from topology.present.names import Names
from topology.present.rows import Row
from topology.present.rows_markdown import row_markdown
from topology.present.team import Neighbour, TeamCard, team_card
from topology.present.team_rows import aged, member, team_rows, what

IN_TABLES = ("Purpose", "Owns", "Needs", "Serves", "Also with", "Members")
"""Rows of the card that stand below as sections of their own."""


def team_markdown(engine: Engine, team: Team | Person, at: datetime) -> str:
    """One team at an instant."""
    card, names = team_card(engine, team, at), Names(engine.catalog)
    kind = inline(what(team)) + (f", {inline(team.name)}" if team.name != team.title else "")
    parts = [heading(1, team.title), f"{kind}\n\n"]
    if team.description:
        parts.append(f"{inline(team.description)}\n\n")
    parts.append(bullets(_facts(team_rows(engine.catalog, card))))
    parts += _section(
        "Owns", ("Name", "Kind", "Tier"), [_owned(engine, names, card, ref) for ref in card.owns]
    )
    for title, neighbours in (("Needs", card.needs), ("Serves", card.provides)):
        rows = [_neighbour(names, each) for each in neighbours]
        parts += _section(title, ("Team", "Dependencies", "Hard", "Interaction"), rows)
    parts += _section(
        "Interactions",
        ("Team", "Mode", "For", "Since", "Age", "Review by"),
        [_interaction(names, card, each) for each in card.interactions],
    )
    if card.members:
        members = (inline(member(names, team, ref).whole) for ref in card.members)
        parts += [heading(2, "Members"), bullets(members)]
    zone = engine.catalog.defaults.timezone
    parts.append(f"As of {inline(spelled(at, zone))}\n")
    return "".join(parts).rstrip("\n") + "\n"


def _facts(rows: Iterable[Row]) -> Iterable[str]:
    """A line for each label, with the things of all its rows."""
    found: dict[str, list[str]] = {}
    label = ""
    for row in rows:
        label = row.label or label
        found.setdefault(label, []).append(row_markdown(row))
    for name, said in found.items():
        if name not in IN_TABLES:
            yield f"**{name}** {'; '.join(said)}"


def _section(title: str, columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> list[str]:
    return [heading(2, title), table(columns, rows)] if rows else []


def _owned(engine: Engine, names: Names, card: TeamCard, ref: Ref) -> tuple[str, ...]:
    entity = engine.catalog.entities[ref]
    title = f" ({entity.title})" if entity.title not in (entity.name, names(ref)) else ""
    kind = entity.kind if isinstance(entity, Group) else names.kind(ref)
    return inline(names(ref) + title), inline(kind), str(card.tiers[ref])


def _neighbour(names: Names, each: Neighbour) -> tuple[str, ...]:
    return inline(names(each.team)), str(each.edges), str(each.hard), inline(each.mode or "none declared")


def _interaction(names: Names, card: TeamCard, each: Agreed) -> tuple[str, ...]:
    found = each.interaction
    others = [reference.target for reference in found.teams if reference.target != card.team.ref]
    review = "" if found.review_by is None else found.review_by.isoformat()
    return (
        inline(names(others[0] if others else card.team.ref)),
        inline(found.mode),
        inline(found.purpose),
        inline("" if found.since is None else found.since.isoformat()),
        inline(aged(each.age_days)),
        inline(f"{review}, overdue" if each.overdue else review),
    )
