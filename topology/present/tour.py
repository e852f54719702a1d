"""A first look at an organisation, made from its own catalog: steps on the real screens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from topology.graph.topology import Crossing, Topology
from topology.incident.engine import Engine
from topology.insight.quiz import Question, ask, components_of, quiz
from topology.model.duty import Policy
from topology.model.entity import Component, Person, Team
from topology.model.record import Tour as OwnTour
from topology.model.reference import Ref, kind_of
from topology.present.instants import dated
from topology.present.names import Names
from topology.present.rows import Item, Row, said
from topology.present.team import TeamCard, team_card
from topology.present.team_rows import team_rows
from topology.present.words import count

Mode = Literal["explore", "boundaries", "page"]

ENOUGH = 0.8
"""The share of right predictions with which a tour is done."""

OWN = "own-"
"""Before the numbers of a step that somebody wrote, in its id."""

SHOWN = 6
"""Grey edges, turns and components with runbooks that are listed."""

MONTH = timedelta(days=30)


class Step(Struct, frozen=True, kw_only=True):
    """One step: ``say`` in a sentence or two (a question says enough), ``rows`` of facts, where to look.

    ``ask`` is a failure to predict there; ``more`` the command that shows more of it to oneself.
    """

    id: str
    title: str
    say: str
    rows: tuple[Row, ...] = ()
    mode: Mode = "explore"
    focus: Ref | None = None
    ask: Question | None = None
    more: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """What is said, by its empty lines."""
        return tuple(part for part in re.split(r"\n\s*\n", self.say) if part.strip())


class Tour(Struct, frozen=True, kw_only=True):
    """All steps for a team; without a team those that make sense for everybody."""

    team: Ref | None
    steps: tuple[Step, ...]

    @property
    def questions(self) -> int:
        """How many failures there are to predict."""
        return sum(step.ask is not None for step in self.steps)


def tour(engine: Engine, team: Ref | None, at: datetime) -> Tour:
    """The tour for a team at an instant. A catalog gets the steps that it can carry."""
    entity = engine.catalog.entities.get(team) if team is not None else None
    card = team_card(engine, entity, at) if isinstance(entity, Team | Person) else None
    steps = [_map(engine)]
    if card is not None:
        steps += _team(engine, card, at)
    own = tuple(_own(engine, team, at))
    asked = {step.ask.ref for step in own if step.ask is not None}
    steps += own
    steps += _quiz(quiz(engine.topology, engine.rota, at, team, asked=asked))
    steps.append(_end(team))
    return Tour(team=team, steps=tuple(steps))


def _map(engine: Engine) -> Step:
    topology = engine.topology
    teams = sum(not team.ghost for team in engine.catalog.of(Team))
    components = sum(not each.ghost for each in engine.catalog.of(Component))
    crossings = len(topology.crossings())
    unowned = sum(
        not each.ghost and not topology.owner(each.ref).teams for each in engine.catalog.of(Component)
    )
    numbers = (
        Item(count(teams, "team"), "", tone="strong"),
        Item(count(components, "component"), "", tone="strong"),
        Item(f"{count(crossings, 'dependency', 'dependencies')} across boundaries", "", tone="strong"),
    )
    return Step(
        id="map",
        title="The map in three numbers",
        say=(
            "Teams own components. Components need each other. Where the owners differ a boundary is "
            "crossed, and that is where incidents get complicated."
        ),
        rows=(Row("Here", numbers, " · "), *_unowned(unowned)),
        more="mode_boundaries",
    )


def _unowned(components: int) -> Iterator[Row]:
    if components:
        yield said("Unknown", f"who owns {components} of the components: no file says", "unknown")


def _team(engine: Engine, card: TeamCard, at: datetime) -> Iterator[Step]:
    ref, names = card.team.ref, Names(engine.catalog)
    team = names(ref)
    rows = team_rows(engine.catalog, card)

    def some(*labels: str) -> tuple[Row, ...]:
        return tuple(_labelled(rows, labels))

    yield Step(
        id="owns",
        title=f"What {team} owns",
        say="Owning means building it and running it, operations included.",
        rows=some("Focus", "Purpose", "Members", "Owns"),
        focus=ref,
    )
    if card.needs or card.provides:
        grey = [each for each in engine.topology.grey_edges() if ref in (*each.from_teams, *each.to_teams)]
        yield Step(
            id="boundary",
            title=f"Where the boundary of {team} runs",
            say=f"{_crossing(card)} {_how_grey(len(grey))}",
            rows=tuple(_grey(names, grey)),
            mode="boundaries",
            focus=ref,
            more="mode_boundaries",
        )
    if card.needs:
        yield Step(
            id="needs",
            title="Whom we need, and how",
            say="Hard needs take us down with them; an interaction says how the two teams work together.",
            rows=some("Needs"),
            focus=ref,
            more="needs",
        )
    if card.provides:
        yield Step(
            id="serves",
            title="Who needs us",
            say="When ours fails, these teams notice.",
            rows=some("Serves"),
            focus=ref,
            more="users",
        )
    yield Step(
        id="ask",
        title="Where to ask, and where decisions stand",
        say="Ask in public: somebody else has the same question.",
        rows=some("Ask", "Decided", "Links"),
        focus=ref,
    )
    if card.reach is not None:
        yield Step(
            id="pages",
            title=f"What would page {team} this month",
            say="Each of these wakes whose turn it is. The runbook says what to do then.",
            rows=(
                *some("Paged by"),
                *_turns(engine, names, card.reach.policy, at),
                *_runbooks(engine.topology, names, card),
            ),
            focus=ref,
        )
        yield Step(
            id="on-call",
            title="On call now and next",
            say="Who is paged first, and who if nobody answers.",
            rows=some("Now", "Then"),
            focus=ref,
            more="on_call",
        )


def _labelled(rows: Iterable[Row], labels: Sequence[str]) -> Iterator[Row]:
    """The rows with these labels, and the rows that go on with them."""
    label = ""
    for row in rows:
        label = row.label or label
        if label in labels:
            yield row


def _crossing(card: TeamCard) -> str:
    out, into = sum(each.edges for each in card.needs), sum(each.edges for each in card.provides)
    return f"Dependencies that cross it: {out} on what others own, {into} of others on what the team owns."


def _how_grey(edges: int) -> str:
    if not edges:
        return "None of them is grey."
    return f"Grey are {edges} of them: nobody said how the two teams work together."


def _grey(names: Names, grey: Sequence[Crossing]) -> Iterator[Row]:
    items = tuple(
        Item(f"{names(each.edge.source)} ─?▶ {names(each.edge.target)}", "", each.edge.target, tone="warn")
        for each in grey[:SHOWN]
    )
    if items:
        yield Row("Grey", (*items, *_rest(len(grey))))


def _turns(engine: Engine, names: Names, policy: Ref, at: datetime) -> Iterator[Row]:
    """Whose turns the next weeks have, by the rotas of the first step; whose is next comes first."""
    declared = engine.catalog.get(policy, Policy)
    first = declared.steps[0].page if declared is not None and declared.steps else ()
    turns: dict[Ref, list[datetime]] = {}
    for rota in (each.target for each in first if kind_of(each.target) == "schedule"):
        shifts = engine.rota.shifts(rota, at, at + MONTH)
        for person in dict.fromkeys(person for shift in shifts for person in shift.people):
            stints = engine.rota.stints(rota, person, at, at + MONTH)
            turns.setdefault(person, []).extend(stint.start for stint in stints)
    zone = engine.catalog.defaults.timezone
    items = tuple(
        Item(f"{names(person)} {count(len(starts), 'turn')}", f" from {dated(min(starts), zone, at)}", person)
        for person, starts in sorted(turns.items(), key=lambda each: (min(each[1]), each[0]))
    )
    if items:
        yield Row("Turns", (*items[:SHOWN], *_rest(len(items))))


def _runbooks(topology: Topology, names: Names, card: TeamCard) -> Iterator[Row]:
    """The runbooks of what the team owns, the most critical first; what has none is said too."""
    owned = sorted(
        components_of(topology, card.team.ref), key=lambda each: (topology.tier(each.ref), each.ref)
    )
    urgent = [each for each in owned if topology.tier(each.ref) <= topology.catalog.defaults.page_tiers]
    found = [(each, link) for each in urgent for link in each.links if link.type == "runbook"]
    if found:
        items = tuple(Item(names(each.ref), "", each.ref, link.url, tone="link") for each, link in found)
        yield Row("Runbooks", (*items[:SHOWN], *_rest(len(items))))
    without = [each for each in urgent if not any(link.type == "runbook" for link in each.links)]
    if without:
        items = tuple(Item(names(each.ref), "", each.ref, tone="warn") for each in without)
        yield Row("No runbook", items)


def _rest(there: int) -> Iterator[Item]:
    if there > SHOWN:
        yield Item(f"and {there - SHOWN} more", tone="quiet")


def _own(engine: Engine, team: Ref | None, at: datetime) -> Iterator[Step]:
    """The steps of tours that somebody wrote for the team, or for everybody."""
    for number, written in enumerate(_for(engine.catalog.tours, team), 1):
        for position, step in enumerate(written.steps, 1):
            failing = step.ask.target if step.ask is not None else None
            yield Step(
                id=f"{OWN}{number}-{position}",
                title=written.title,
                say=step.say,
                focus=step.focus.target if step.focus is not None else failing,
                ask=ask(engine.topology, engine.rota, at, failing) if failing is not None else None,
            )


def _for(tours: Iterable[OwnTour], team: Ref | None) -> Iterator[OwnTour]:
    for written in tours:
        if written.team is None or written.team.target == team:
            yield written


def _quiz(questions: Sequence[Question]) -> Iterator[Step]:
    for number, question in enumerate(questions, 1):
        yield Step(
            id=f"predict {question.ref}",
            title=f"Predict {number} of {len(questions)}",
            say="",
            focus=question.ref,
            ask=question,
            more="page",
        )


def _end(team: Ref | None) -> Step:
    return Step(
        id="end",
        title="That was it",
        say=(
            "Something looks wrong? Stand on it and open its line. Somebody will be grateful, at three in "
            "the morning."
        ),
        focus=team,
        more="edit",
    )
