"""Whose business an entity is, and so a finding about it."""

from topology.graph.order import in_order
from topology.graph.topology import Topology
from topology.model.duty import Policy, Schedule
from topology.model.entity import Team
from topology.model.reference import Ref


def whose(topology: Topology, ref: Ref) -> tuple[Ref, ...]:
    """The teams that an entity is of: a team itself; owners; who is paged by a policy or a schedule.

    A person is of their teams. Empty where no file says.
    """
    entity = topology.catalog.entities.get(ref)
    if isinstance(entity, Team):
        return (ref,)
    if isinstance(entity, Policy):
        return (entity.team.target,) if entity.team is not None else topology.teams_paged_by(ref)
    if isinstance(entity, Schedule):
        return in_order(team for policy in topology.policies_with(ref) for team in whose(topology, policy))
    return topology.owner(ref).teams or topology.team_of_person(ref)
