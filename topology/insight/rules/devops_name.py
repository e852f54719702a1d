"""DevOps as the name of a team or of a job."""

import re
from collections.abc import Iterable

from topology.insight.rule import Found, Rule, View
from topology.model.entity import Person
from topology.model.problem import Occurrence, Problem

_WORD = re.compile(r"\bdev[ _-]?ops\b", re.IGNORECASE)


def check(view: View) -> Iterable[Problem]:
    """One hint for each team, and one for all people, at the first of them."""
    teams = [
        Found(
            place=team.place,
            message=f'{team.ref} has "DevOps" in its name: call it by what others get from it',
            entity=team.ref,
        )
        for team in view.teams
        if _WORD.search(f"{team.title} {team.name}")
    ]
    yield from RULE.problems(teams, "teams have DevOps in their name")
    people = sorted(
        (
            Occurrence(person.places.get("role", person.place), person.ref)
            for person in view.catalog.of(Person)
            if _WORD.search(person.role)
        ),
        key=lambda each: each.place,
    )
    if people:
        more = f" and {len(people) - 1} more" if len(people) > 1 else ""
        yield RULE.problem(
            people[0].place,
            f'the role of {people[0].entity}{more} is "DevOps": everybody who builds runs, so name the skill',
            entity=view.catalog.by_key[str(people[0].entity).casefold()],
            references=tuple(people),
        )


RULE = Rule(
    code="T551",
    name="devops-name",
    severity="info",
    about="A team or a role called DevOps. A hint, no more.",
    why="The name invites others to hand over the running of their code.",
    source="No team is Operations in disguise, whatever its name; DevOps is a way to work, not a team.",
    fix="Name a team by what it provides, a role by what somebody can do.",
    check=check,
)
