"""Teams, people and what can fail, as the fields the native format has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from topology.model.entity import (
    Alerts,
    AnyOf,
    Channel,
    Component,
    Dependency,
    Domain,
    Entity,
    FailureMode,
    Foreign,
    Group,
    Interaction,
    Link,
    Membership,
    Person,
    Product,
    Team,
)
from topology.model.reference import Reference
from topology.model.text import raw
from topology.present.native_words import day, duration, moment, originals

Fields = dict[str, Any]
Write = Callable[[str, Reference], str]
"""How a reference is written in the field of this name."""


def as_written(field: str, reference: Reference) -> str:
    """A reference as its file writes it, whatever the field."""
    return raw(reference.text)


class Sheet:
    """Fields in the order they are put in; what is at its default only where a file states it."""

    __slots__ = ("fields", "stated", "write")

    def __init__(self, stated: Mapping[str, Any], write: Write = as_written) -> None:
        self.fields: Fields = {}
        self.stated = stated
        self.write = write

    def put(self, name: str, value: Any, default: Any = None) -> None:
        """A value, unless it is the default and nobody wrote it down."""
        if value != default or (name in self.stated and value is not None):
            self.fields[name] = value

    def text(self, name: str, value: str) -> None:
        """A text, as its file has it."""
        self.put(name, raw(value), "")

    def texts(self, name: str, values: Iterable[str]) -> None:
        """A list of texts, as their file has them."""
        self.put(name, [raw(value) for value in values], [])

    def reference(self, name: str, value: Reference | None) -> None:
        """A reference, if there is one."""
        self.put(name, None if value is None else self.write(name, value))

    def references(self, name: str, values: Iterable[Reference]) -> None:
        """A list of references."""
        self.put(name, [self.write(name, value) for value in values], [])

    def owners(self, values: tuple[Reference, ...]) -> None:
        """One owner as such, several as a list."""
        if len(values) == 1:
            self.reference("owner", values[0])
        else:
            self.references("owner", values)


def entity_fields(entity: Entity, write: Write = as_written) -> Fields:
    """The native fields of a team, person, product, platform, component, domain or foreign entity.

    What the entity's format has and we give no meaning to is not among them: see
    :func:`further_fields`.
    """
    sheet = Sheet(entity.places, write)
    common_fields(sheet, entity)
    if isinstance(entity, Team):
        _team(sheet, entity)
    elif isinstance(entity, Person):
        _person(sheet, entity)
    elif isinstance(entity, Component):
        _component(sheet, entity)
    elif isinstance(entity, Group):
        _group(sheet, entity)
    elif isinstance(entity, Domain):
        sheet.owners(entity.owners)
        sheet.reference("subdomainOf", entity.parent)
    elif isinstance(entity, Foreign):
        sheet.owners(entity.owners)
    return sheet.fields


def further_fields(entity: Entity) -> Fields:
    """The ``x-`` fields of an entity, in order of name."""
    return {raw(name): originals(entity.extra[name]) for name in sorted(entity.extra)}


def common_fields(sheet: Sheet, entity: Entity) -> None:
    """What every entity may state."""
    if "title" in entity.places or entity.title != entity.name:
        sheet.fields["title"] = raw(entity.title)
    sheet.text("description", entity.description)
    sheet.texts("aliases", entity.aliases)
    sheet.texts("tags", entity.tags)
    sheet.put("links", [_link(link) for link in entity.links], [])
    sheet.put("reviewed", day(entity.reviewed) if entity.reviewed else None)


def _link(link: Link) -> Fields:
    sheet = Sheet({})
    sheet.text("type", link.type)
    sheet.text("title", link.title)
    sheet.fields["url"] = raw(link.url)
    return sheet.fields


def _team(sheet: Sheet, team: Team) -> None:
    sheet.put("type", team.type)
    sheet.text("focus", team.focus)
    sheet.reference("parent", team.parent)
    sheet.references("children", team.children)
    sheet.put("members", [_member(member, sheet.write) for member in team.members], [])
    sheet.put("channels", [_channel(channel) for channel in team.channels], [])
    sheet.reference("onCall", team.on_call)
    sheet.put("interactions", [_of_team(one, sheet.write) for one in team.interactions], [])


def _member(member: Membership, write: Write) -> Any:
    person = write("members", member.person)
    return {"person": person, "role": raw(member.role)} if member.role else person


def _channel(channel: Channel) -> Fields:
    sheet = Sheet({})
    sheet.fields.update(type=raw(channel.type), name=raw(channel.name))
    sheet.put("visibility", channel.visibility, "public")
    sheet.text("url", channel.url)
    return sheet.fields


def _of_team(interaction: Interaction, write: Write) -> Fields:
    return {"team": write("team", interaction.teams[1]), **interaction_fields(interaction)}


def interaction_fields(interaction: Interaction) -> Fields:
    """An interaction but for the teams in it."""
    sheet = Sheet({})
    sheet.put("mode", interaction.mode)
    sheet.text("purpose", interaction.purpose)
    sheet.put("since", day(interaction.since) if interaction.since else None)
    sheet.put("reviewBy", day(interaction.review_by) if interaction.review_by else None)
    return sheet.fields


def _person(sheet: Sheet, person: Person) -> None:
    sheet.text("role", person.role)
    sheet.put("timezone", person.timezone)
    sheet.put("away", [{"from": moment(away.start), "to": moment(away.end)} for away in person.away], [])
    sheet.references("memberOf", person.member_of)


def _group(sheet: Sheet, group: Group) -> None:
    sheet.owners(group.owners)
    if isinstance(group, Product):
        sheet.put("audience", group.audience)
    sheet.put("tier", group.tier)
    sheet.reference("domain", group.domain)
    sheet.text("expectations", group.expectations)
    sheet.reference("partOf", group.part_of)


def _component(sheet: Sheet, component: Component) -> None:
    sheet.text("type", component.type)
    sheet.owners(component.owners)
    sheet.reference("partOf", component.part_of)
    sheet.reference("subcomponentOf", component.subcomponent_of)
    sheet.put("tier", component.tier)
    sheet.put("userFacing", component.user_facing, False)
    sheet.text("lifecycle", component.lifecycle)
    sheet.put("dependsOn", [_dependency(one, sheet.write) for one in component.depends_on], [])
    sheet.references("dependencyOf", component.dependency_of)
    sheet.references("providesApis", component.provides)
    sheet.references("consumesApis", component.consumes)
    sheet.put("alerts", _alerts(component.alerts))
    sheet.references("inhibitedBy", component.inhibited_by)
    sheet.reference("onCall", component.on_call)
    sheet.put("failureModes", {raw(mode.name): _mode(mode) for mode in component.failure_modes}, {})
    sheet.references("knownBy", component.known_by)
    sheet.text("vendor", component.vendor)
    sheet.reference("liaison", component.liaison)


def _dependency(one: Dependency | AnyOf, write: Write) -> Any:
    """One entry of dependsOn; bare where no file states the strength."""
    if isinstance(one, AnyOf):
        return {"anyOf": [write("dependsOn", member) for member in one.members], "atLeast": one.at_least}
    if one.assumed and not one.buffer_minutes:
        return write("dependsOn", one.to)
    fields: Fields = {"ref": write("dependsOn", one.to)}
    if not one.assumed:
        fields["strength"] = one.strength
    if one.buffer_minutes:
        fields["buffer"] = duration(one.buffer_minutes)
    return fields


def _alerts(alerts: Alerts | None) -> Any:
    if alerts is None:
        return None
    if alerts.none:
        return "none"
    fields: Fields = {"on": alerts.on}
    if alerts.detects_minutes is not None:
        fields["detectsIn"] = duration(alerts.detects_minutes)
    return fields


def _mode(mode: FailureMode) -> Fields:
    sheet = Sheet({})
    sheet.fields["impact"] = mode.impact
    sheet.put("scope", mode.scope, "all")
    sheet.put("responder", mode.responder, "provider")
    sheet.text("description", mode.description)
    return sheet.fields
