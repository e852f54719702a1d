"""The text of a first catalog: three small files that say what every catalog says."""

import json

from msgspec import Struct

from topology.model.reference import identifier


class Answers(Struct, frozen=True, kw_only=True):
    """The names in it. ``title`` and ``people`` are text, the others ids."""

    title: str = "Web"
    people: tuple[str, ...] = ("Ana Lima", "Ben Osei")
    component: str = "web-shop"
    needs: str = "web-db"
    timezone: str = "UTC"


def first_catalog(answers: Answers) -> dict[str, str]:
    """The files by name, each complete and commented."""
    team = identifier(answers.title) or "team-1"
    people = {identifier(name) or f"person-{number}": name for number, name in enumerate(answers.people, 1)}
    listed = ", ".join(people)
    persons = "\n".join(f"  {id_}: {{title: {_quoted(name)}}}" for id_, name in people.items())
    if answers.needs == answers.component:
        needed, dependency = "", ""
    else:
        needed = f"  {answers.needs}:\n    type: database\n    owner: {team}\n"
        dependency = f"    dependsOn: [{answers.needs}]\n"
    return {
        "teams.yaml": (
            "# Who there is. A team's onCall names the escalation policy that pages it.\n"
            "version: 1\n"
            f"defaults: {{timezone: {_quoted(answers.timezone)}}}\n"
            "teams:\n"
            f"  {team}:\n"
            f"    title: {_quoted(answers.title)}\n"
            "    type: stream-aligned\n"
            f"    members: [{listed}]\n"
            f'    channels: [{{type: slack, name: "#{team}"}}]\n'
            f"    onCall: {team}\n"
            "people:\n"
            f"{persons}\n"
        ),
        "components.yaml": (
            "# What can fail, who owns it, and what it needs. Three fields are enough.\n"
            "components:\n"
            f"  {answers.component}:\n"
            "    type: website\n"
            f"    owner: {team}\n"
            "    tier: 1\n"
            "    userFacing: true\n"
            f"{dependency}"
            f"{needed}"
        ),
        "oncall.yaml": (
            "# Who is on call when, and what happens while nobody answers.\n"
            "schedules:\n"
            f"  {team}-rota:\n"
            f"    timezone: {_quoted(answers.timezone)}\n"
            "    layers:\n"
            "      - every: 1 week\n"
            '        handoff: "Mon 09:00"\n'
            f"        roster: [{{since: 2026-01-05, people: [{listed}]}}]\n"
            "escalationPolicies:\n"
            f"  {team}:\n"
            f"    team: {team}\n"
            "    steps:\n"
            f"      - {{page: {team}-rota, wait: 10m}}\n"
            "    repeat: 1\n"
        ),
    }


def _quoted(text: str) -> str:
    """Text as a double-quoted scalar: what is JSON is YAML too."""
    return json.dumps(text, ensure_ascii=False)
