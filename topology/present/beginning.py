"""A first catalog out of what other files already know, and what they do not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from topology.load.origins.codeowners import OwnerRule, is_person, rule_for, team_name
from topology.load.origins.compose import Service
from topology.load.origins.origin import Origin
from topology.model.catalog import Catalog
from topology.model.entity import Component, Team
from topology.model.reference import Ref, identifier, key, kind_of, name_of
from topology.model.text import clean_line
from topology.present.words import count, listed
from topology.present.yamltext import document

HEADS = {
    "teams.yaml": "# Who there is. Say what a team is for, who is in it, where to ask, and its onCall.\n",
    "components.yaml": "# What can fail, who owns it, and what it needs. Three fields are enough.\n",
}

ONCALL = """\
# Who is on call when. No file that was read says so: take the # away and write who it is.
# schedules:
#   {team}-rota:
#     timezone: Europe/Lisbon
#     layers:
#       - every: 1 week
#         handoff: "Mon 09:00"
#         roster: [{{since: 2026-01-05, people: [ana, ben]}}]
# escalationPolicies:
#   {team}:
#     team: {team}
#     steps: [{{page: {team}-rota, wait: 10m}}]
#     repeat: 1
# people: {{ana: {{title: Ana Lima}}, ben: {{title: Ben Osei}}}}
# And in teams.yaml, at the team: onCall: {team}
"""

MOST = 6
"""Names that one sentence lists."""


class Beginning(Struct, frozen=True, kw_only=True):
    """``files`` by name; sentences about what was read, what could not be known, and where owners differ."""

    files: Mapping[str, str]
    read: tuple[str, ...]
    unknown: tuple[str, ...]
    differs: tuple[str, ...]


class _Owners(Struct, frozen=True):
    """The rules of one CODEOWNERS file and the folder in which their paths begin."""

    rules: tuple[OwnerRule, ...]
    folder: str

    def of(self, path: str) -> OwnerRule | None:
        """The rule with owners that counts for an absolute path; ``None`` outside the repository."""
        inside = os.path.relpath(path, os.path.realpath(self.folder)).replace(os.sep, "/")
        found = rule_for(inside, self.rules) if not inside.startswith("..") else None
        return found if found is not None and found.owners else None


def beginning(origins: Sequence[Origin]) -> Beginning:
    """What a catalog can begin with; nothing that a catalog among the origins declares is written again."""
    owners = [_Owners(each.rules, each.folder) for each in origins if each.rules]
    catalogs = [each.catalog for each in origins if each.catalog is not None]
    known = {key(ref) for catalog in catalogs for ref, entity in catalog.entities.items() if not entity.ghost}
    services = [(each, service) for each in origins for service in each.services]
    components = dict(_components(services, owners, known))
    if not components and not catalogs:
        components = dict(_folders(owners))
    teams = _teams(owners, catalogs, known)
    people = _people(components, known)
    files = {}
    if teams or people:
        said = {"teams": teams, "people": people}
        files["teams.yaml"] = HEADS["teams.yaml"] + document(
            {"version": 1} | {section: found for section, found in said.items() if found}
        )
    if components:
        files["components.yaml"] = HEADS["components.yaml"] + document({"components": components})
    if files:
        owning = [body["owner"] for body in components.values() if body.get("owner") in teams]
        files["oncall.yaml"] = ONCALL.format(team=next(iter([*owning, *teams]), "web"))
    return Beginning(
        files=files,
        read=tuple(_read(origins)),
        unknown=(
            *_elsewhere(origins),
            *_unknown(components, teams, [service for _, service in services], bool(catalogs)),
        ),
        differs=tuple(line for catalog in catalogs for line in _differs(catalog, owners)),
    )


def _components(
    services: Iterable[tuple[Origin, Service]], owners: Sequence[_Owners], known: set[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    services = list(services)
    names = {service.name for _, service in services}
    for origin, service in sorted(services, key=lambda each: each[1].name):
        id_ = identifier(service.name)
        if not id_ or f"component:{id_}" in known:
            continue
        body: dict[str, Any] = {"title": clean_line(service.name)} if id_ != service.name else {}
        body["type"] = service.type
        if service.folder:
            path = os.path.realpath(os.path.join(origin.folder, service.folder))
            body |= next(({"owner": _owner(rule)} for each in owners if (rule := each.of(path))), {})
        needs = [identifier(name) for name in service.needs if name in names]
        if needs:
            body["dependsOn"] = needs
        yield id_, body


def _folders(owners: Sequence[_Owners]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where nothing else says what can fail: the folders that somebody owns, the inner ones if there are."""
    folders = [
        rule
        for each in owners
        for rule in each.rules
        if rule.owners and rule.pattern.strip("/") and not any(char in rule.pattern for char in "*?[!.")
    ]
    inner = [rule for rule in folders if "/" in rule.pattern.strip("/")]
    for rule in inner or [rule for rule in folders if rule.pattern.endswith("/")]:
        id_ = identifier(rule.pattern.strip("/").rpartition("/")[2])
        if id_:
            yield id_, {"type": "service", "owner": _owner(rule)}


def _owner(rule: OwnerRule) -> str:
    """The first team of a rule, else the first person."""
    owner = next((each for each in rule.owners if not is_person(each)), rule.owners[0])
    name = identifier(team_name(owner))
    return f"person:{name}" if is_person(owner) else name


def _people(components: Mapping[str, Mapping[str, Any]], known: set[str]) -> dict[str, dict[str, Any]]:
    """People that own something, and that nobody declared yet."""
    owners = {str(body.get("owner", "")) for body in components.values()}
    return {name_of(Ref(each)): {} for each in sorted(owners - known) if each.startswith("person:")}


def _teams(
    owners: Sequence[_Owners], catalogs: Sequence[Catalog], known: set[str]
) -> dict[str, dict[str, Any]]:
    """Teams that own something or are asked for a folder, and that nobody declared yet."""
    named = {
        team_name(owner)
        for each in owners
        for rule in each.rules
        for owner in rule.owners
        if not is_person(owner)
    }
    named |= {team.name for catalog in catalogs for team in catalog.of(Team) if team.ghost}
    found: dict[str, dict[str, Any]] = {}
    for name in sorted(named, key=str.casefold):
        id_ = identifier(name)
        if id_ and f"team:{id_}" not in known:
            found[id_] = {"title": clean_line(name)} if id_ != name else {}
    return found


def _read(origins: Sequence[Origin]) -> Iterator[str]:
    for each in origins:
        parts = []
        if each.services:
            parts.append(count(len(each.services), "service"))
        if each.rules:
            parts.append(count(len(each.rules), "rule of owners", "rules of owners"))
        if each.catalog is not None:
            declared = sum(not entity.ghost for entity in each.catalog.entities.values())
            parts.append(count(declared, "entity", "entities"))
        yield f"{each.name}: {listed(parts) or 'nothing to begin from'}"


def _elsewhere(origins: Sequence[Origin]) -> Iterator[str]:
    """What compose files leave to others, which were not read."""
    read = {os.path.realpath(os.path.join(each.folder, os.path.basename(each.name))) for each in origins}
    away = [
        clean_line(other)
        for each in origins
        for other in each.others
        if "\0" not in other and os.path.realpath(os.path.join(each.folder, other)) not in read
    ]
    if away:
        verb, them = ("says", "it") if len(away) == 1 else ("say", "them")
        yield f"what {_some(away)} {verb}: name {them} with --from too"
    taking = [clean_line(service.name) for each in origins for service in each.services if service.base]
    if taking:
        verb = "takes" if len(taking) == 1 else "take"
        yield f"what {_some(taking)} {verb} over by `extends`: only what is written at a service was read"


def _unknown(
    components: Mapping[str, Mapping[str, Any]],
    teams: Mapping[str, Any],
    services: Sequence[Service],
    in_place: bool,
) -> Iterator[str]:
    if not components and not in_place:
        yield "what there is that can fail: write it under `components:`"
    if components and not services:
        yield "whether each of these folders is something that can fail"
    ownerless = [name for name, body in components.items() if "owner" not in body]
    if ownerless:
        yield f"who owns {_some(ownerless)}"
    people = [name for name, body in components.items() if str(body.get("owner", "")).startswith("person:")]
    if people:
        yield f"which team owns {_some(people)}: one person is named"
    if teams:
        yield "who is in the teams, of what type they are, and where to ask them"
    if components or in_place:
        yield "who is on call: oncall.yaml is a draft to fill in" if components or teams else "who is on call"
    if components:
        yield "how critical each is (tier), and what its users notice (userFacing)"
    names = {service.name for service in services}
    missing = sorted(
        {clean_line(need) for service in services for need in service.needs if need not in names}
    )
    if missing:
        verb, them = ("is", "it") if len(missing) == 1 else ("are", "them")
        yield f"what {_some(missing)} {verb}: services need {them}, and no file that was read has {them}"
    edges = sum(len(body.get("dependsOn", ())) for body in components.values())
    if edges:
        how, them = ("fails", "it is") if edges == 1 else ("fail", "they are")
        yield (
            f"how {count(edges, 'dependency', 'dependencies')} {how}: depends_on says what starts first, "
            f"so {them} read as hard"
        )
    if any(service.type != "service" for service in services):
        yield "whether the types are right: they are guessed from the names of images"


def _differs(catalog: Catalog, owners: Sequence[_Owners]) -> Iterator[str]:
    """Declared owners that CODEOWNERS contradicts, for the file that declares the component."""
    if len(catalog.roots) != 1:
        return
    for component in catalog.of(Component):
        stated = [each for each in component.owners if kind_of(each.target) in ("team", "person")]
        if component.ghost or not stated:
            continue
        path = os.path.join(catalog.roots[0], component.place.file)
        for each in owners:
            rule = each.of(path)
            if rule is None:
                continue
            theirs = {identifier(team_name(owner)) for owner in rule.owners}
            if not theirs & {identifier(name_of(own.target)) for own in stated}:
                said = listed([clean_line(team_name(owner)) for owner in rule.owners])
                own = name_of(stated[0].target)
                yield f"{component.name}: {stated[0].place} says {own}, {rule.place} {said}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return listed(list(names)) if more <= 0 else f"{', '.join(names[:MOST])} and {more} more"
