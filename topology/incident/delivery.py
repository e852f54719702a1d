"""Whether a page reaches somebody: policies, the pager's path, support hours, people away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct, structs

from topology.graph.topology import Topology
from topology.incident.alerts import Watch
from topology.incident.situation import Situation
from topology.model.duty import Policy
from topology.model.entity import Team
from topology.model.place import Because
from topology.model.reference import Ref, name_of
from topology.oncall.escalation import Escalated
from topology.oncall.rota import Rota

Via = Literal["component", "team", "liaison", "default", "heartbeat", "contract"]


class Hold(Struct, frozen=True, gc=False):
    """A page that waits for the support hours of a policy: the one paged, or a fallback of it.

    ``timezone`` is the IANA zone by whose wall clock the policy works.
    """

    policy: Ref
    until: datetime | None
    timezone: str


class Delivery(Struct, frozen=True):
    """One policy being paged at one minute of the incident.

    ``starts`` is the minute at which the walk begins (later than ``minute`` when
    held), ``first`` is that of the first page to anybody, ``engaged`` that of the first
    to somebody who is there, fallbacks included. ``hold`` is what that one waits for.
    ``failure`` says why it reaches nobody now; ``unknown`` that what is missing is
    something nobody declared or nobody can read.
    """

    policy: Ref
    team: Ref | None
    via: Via
    minute: int
    starts: int
    walk: tuple[Escalated, ...]
    engaged: int | None
    first: int | None = None
    hold: Hold | None = None
    failure: Because | None = None
    unknown: bool = False

    @property
    def deliverable(self) -> bool:
        """Somebody who is there is paged without waiting for support hours."""
        return self.engaged is not None and self.hold is None and self.failure is None

    def now(self) -> Iterator[Escalated]:
        """The pages that leave without waiting for support hours, up to the first that reaches somebody."""
        if self.starts > self.minute:
            return
        for step in self.walk:
            if step.event == "held":
                return
            if step.event == "page":
                yield step
                if self.starts + step.minute == self.engaged:
                    return


class Courier:
    """Sends pages for one situation; the same policy at the same minute is worked out once."""

    __slots__ = ("_catalog", "_rota", "_sent", "_situation", "_topology", "_unreadable", "_watch")

    def __init__(self, topology: Topology, rota: Rota, situation: Situation, watch: Watch) -> None:
        self._topology = topology
        self._catalog = topology.catalog
        self._rota = rota
        self._situation = situation
        self._watch = watch
        self._sent: dict[tuple[Ref, int, Via, Ref | None, tuple[Ref, ...]], Delivery] = {}
        self._unreadable: frozenset[Ref] | None = None

    def to_component(self, ref: Ref, minute: int) -> tuple[Delivery, ...]:
        """Page whoever answers for a component; empty where no file says who."""
        route = self._topology.policy_of(ref)
        if route.via == "none":
            return ()
        if not route.teams:
            owners = self._topology.owner(ref).teams
            return tuple(self.to_policy(policy, minute, route.via, None, owners) for policy in route.policies)
        return tuple(
            self.to_policy(policy, minute, route.via, team)
            for policy, team in zip(route.policies, route.teams, strict=True)
        )

    def to_policy(
        self, policy: Ref, minute: int, via: Via, team: Ref | None = None, owners: tuple[Ref, ...] = ()
    ) -> Delivery:
        """Page one policy. ``team`` is who it was reached through; its own ``team`` wins.

        A policy of no team counts for a team of the people it pages, for ``owners`` first.
        """
        team = self.team_of(policy) or team
        owners = owners if team is None else ()
        asked = (policy, minute, via, team, owners)
        sent = self._sent.get(asked)
        if sent is None:
            sent = self._send(policy, minute, via, team)
            if team is None:
                sent = structs.replace(sent, team=self._team_of_people(sent, owners))
            self._sent[asked] = sent
        return sent

    def _team_of_people(self, sent: Delivery, owners: tuple[Ref, ...]) -> Ref | None:
        paged = [step for step in sent.walk if step.event == "page"]
        reached = [step for step in paged if sent.starts + step.minute == sent.engaged] or paged
        teams = [
            team
            for step in reached[:1]
            for duty in step.duties
            for team in self._topology.team_of_person(duty.person)
        ]
        return next((team for team in teams if team in owners), min(teams, default=None))

    def _send(self, ref: Ref, minute: int, via: Via, team: Ref | None) -> Delivery:
        policy = self._catalog.get(ref, Policy)
        if policy is None or policy.ghost:
            return Delivery(
                ref,
                team,
                via,
                minute,
                minute,
                (),
                None,
                unknown=True,
                failure=Because(f"policy {name_of(ref)} is not declared anywhere", None),
            )
        if via != "heartbeat" and self._watch.pager is not None:
            text = f"no page can be sent: {self._watch.pager.text}"
            return Delivery(
                ref, team, via, minute, minute, (), None, failure=Because(text, self._watch.pager.place)
            )
        start = self._situation.at + timedelta(minutes=minute)
        if self._rota.open(ref, start):
            return self._walk(policy, team, via, minute, minute, None)
        until = self._rota.next_open(ref, start)
        if until is None:
            text = f"the support hours of policy {name_of(ref)} never come"
            place = policy.places.get("hours", policy.place)
            return Delivery(ref, team, via, minute, minute, (), None, failure=Because(text, place))
        # Minutes round up: a page never leaves before its hours begin.
        starts = -(-int((until - self._situation.at).total_seconds()) // 60)
        return self._walk(policy, team, via, minute, starts, until)

    def _walk(
        self, policy: Policy, team: Ref | None, via: Via, minute: int, starts: int, until: datetime | None
    ) -> Delivery:
        walk = self._rota.escalate(policy.ref, self._situation.at + timedelta(minutes=starts))
        hold = self._hold(policy.ref, until) if until is not None else None
        engaged: int | None = None
        for step in walk:
            if step.event == "held":
                hold = hold or self._hold(step.policy, step.until)
            elif step.event == "page":
                at = starts + step.minute
                if any(self.present(duty.person, at) for duty in step.duties):
                    engaged = at
                    break
        failure = None
        unknown = False
        if engaged is None:
            unknown = self._is_unknown(policy)
            text = f"no step of policy {policy.name} reaches anybody who is there"
            failure = Because(text, policy.places.get("steps", policy.place))
        first = next((starts + step.minute for step in walk if step.event == "page"), None)
        return Delivery(
            policy.ref,
            team,
            via,
            minute,
            starts,
            walk,
            engaged,
            first,
            hold,
            failure,
            unknown,
        )

    def _hold(self, policy: Ref, until: datetime | None) -> Hold:
        return Hold(policy, until, self._rota.zone_of(policy))

    def _is_unknown(self, policy: Policy) -> bool:
        """Whether it pages somebody whom nobody declared, or a calendar that nobody can read."""
        if self._unreadable is None:
            self._unreadable = frozenset(schedule for schedule, _ in self._rota.faults())
        missing = self._unreadable
        seen: set[Ref] = set()
        entities = self._catalog.entities
        following: Policy | None = policy
        while following is not None and following.ref not in seen:
            seen.add(following.ref)
            paged = {target.target for step in following.steps for target in step.page}
            if not missing.isdisjoint(paged) or any(entities[target].ghost for target in paged):
                return True
            if following.fallback is None:
                return False
            fallback = self._catalog.get(following.fallback.target, Policy)
            if fallback is None or fallback.ghost:
                return True
            following = fallback
        return False

    def present(self, person: Ref, minute: int) -> bool:
        """Whether this person, paged at this minute, is there to read it."""
        if person in self._situation.away:
            return False
        return self._rota.away(person, self._situation.at + timedelta(minutes=minute)) is None

    def team_of(self, ref: Ref) -> Ref | None:
        """The team a policy belongs to: the one it names, else the only one that it pages."""
        policy = self._catalog.get(ref, Policy)
        if policy is not None and policy.team is not None:
            return policy.team.target
        teams = [
            team.ref
            for team in self._catalog.of(Team)
            if team.on_call is not None and team.on_call.target == ref
        ]
        return teams[0] if len(teams) == 1 else None
