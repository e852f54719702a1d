"""Which people are in which team."""

from topology.graph.order import in_order
from topology.model.catalog import Catalog
from topology.model.entity import Person, Team
from topology.model.reference import Ref


class People:
    """Membership read from both sides: teams list members, people say where they belong."""

    __slots__ = ("_members", "_teams")

    def __init__(self, catalog: Catalog) -> None:
        members: dict[Ref, list[Ref]] = {}
        teams: dict[Ref, list[Ref]] = {}
        for entity in catalog.entities.values():
            if isinstance(entity, Team):
                pairs = [(entity.ref, membership.person.target) for membership in entity.members]
            elif isinstance(entity, Person):
                pairs = [(team.target, entity.ref) for team in entity.member_of]
            else:
                continue
            for team, person in pairs:
                members.setdefault(team, []).append(person)
                teams.setdefault(person, []).append(team)
        self._members = {team: in_order(people) for team, people in members.items()}
        self._teams = {person: in_order(found) for person, found in teams.items()}

    def members(self, team: Ref) -> tuple[Ref, ...]:
        """The people of a team; a person who stands for a team is a team of one."""
        if team.startswith("person:"):
            return (team,)
        return self._members.get(team, ())

    def teams_of(self, person: Ref) -> tuple[Ref, ...]:
        """The teams that a person is a member of."""
        return self._teams.get(person, ())
