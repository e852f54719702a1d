"""Teams and people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topology.load.fields import ABSENT, Field, Record, made
from topology.load.resolve import PERSON, POLICY, TEAM
from topology.load.schema.common import DATE, ENTITY, LOCAL, URL, ZONE, span
from topology.load.schema.values import LINE, choice, many, reference, scalar_or
from topology.load.tree import Map
from topology.model.entity import Away, Channel, Interaction, Membership, Person, Team
from topology.model.reference import Reference

if TYPE_CHECKING:
    from topology.load.convert import Conversion

ONE_TEAM = reference(TEAM)
ONE_PERSON = reference(PERSON)

INTERACTION_FIELDS: dict[str, Field] = {
    "mode": Field(
        choice("collaboration", "x-as-a-service", "facilitating"),
        "How the teams work together, in the words of Team Topologies.",
        required=True,
    ),
    "purpose": Field(LINE, "What for."),
    "since": Field(DATE, "When it began."),
    "reviewBy": Field(DATE, "When the teams look again whether it is still right."),
}


def interaction(
    conversion: Conversion, node: Map, first: Reference, second: Reference, values: dict[str, Any]
) -> Any:
    """An interaction of two teams, which have to differ."""
    if first.target == second.target:
        conversion.report("T311", node, f"an interaction of {first.target} with itself")
        return ABSENT
    return Interaction(teams=(first, second), place=conversion.place(node), **values)


def _of_team(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    assert conversion.entity is not None
    own = Reference(conversion.entity, conversion.name, conversion.place(node))
    return interaction(conversion, node, own, values.pop("team"), values)


def _away(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    return Away(place=conversion.place(node), **values) if span(conversion, node, values) else ABSENT


CHANNEL = Record(
    "channel",
    "A place where a team can be asked.",
    {
        "type": Field(LINE, "The kind of place: slack, matrix, email, phone …", required=True),
        "name": Field(LINE, 'Its name there, such as "#payments".', required=True),
        "visibility": Field(choice("public", "private"), "Whether everybody can read it.", default="public"),
        "url": Field(URL, "Its address."),
    },
    made(Channel),
)

MEMBERSHIP = Record(
    "member",
    "A person in a team, with a role in it.",
    {
        "person": Field(reference(PERSON, "members"), "Who.", required=True),
        "role": Field(LINE, "What they do in this team."),
    },
    made(Membership),
)

TEAM_INTERACTION = Record(
    "team-interaction",
    "How this team works with another one.",
    {
        "team": Field(
            ONE_TEAM, "The other team; with x-as-a-service, the one whose service is used.", required=True
        ),
        **INTERACTION_FIELDS,
    },
    _of_team,
)

AWAY = Record(
    "away",
    "A stretch of absence. Pagers page people on holiday; the simulation says so.",
    {
        "from": Field(LOCAL, "First day, or local date and time.", attribute="start", required=True),
        "to": Field(
            LOCAL,
            "The end, not included: a day at its midnight, or a local date and time.",
            attribute="end",
            required=True,
        ),
    },
    _away,
)

TEAM_RECORD = Record(
    "team",
    "A group of people that owns things.",
    {
        **ENTITY,
        "type": Field(
            choice("stream-aligned", "platform", "enabling", "complicated-subsystem"),
            "One of the four team types of Team Topologies.",
        ),
        "focus": Field(LINE, "What the team is there for, in one line."),
        "parent": Field(ONE_TEAM, "The team or department that it belongs to."),
        "children": Field(
            many(ONE_TEAM), "Teams that belong to it; they may as well name it as their parent."
        ),
        "members": Field(many(scalar_or(ONE_PERSON, MEMBERSHIP, Membership)), "People in the team."),
        "channels": Field(many(CHANNEL.type, single=False), "Where the team can be asked."),
        "onCall": Field(reference(POLICY), "The escalation policy that pages this team."),
        "interactions": Field(many(TEAM_INTERACTION.type, single=False), "How the team works with others."),
    },
    made(Team),
)

PERSON_RECORD = Record(
    "person",
    "Somebody who can be paged.",
    {
        **ENTITY,
        "role": Field(LINE, "What they do."),
        "timezone": Field(ZONE, "Their IANA time zone, such as Europe/Lisbon."),
        "away": Field(many(AWAY.type, single=False), "When they are not there."),
        "memberOf": Field(many(ONE_TEAM), "Their teams; a team may as well list its members."),
    },
    made(Person),
)
