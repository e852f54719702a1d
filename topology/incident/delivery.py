"""Whether a page reaches somebody: policies, the pager's path, support hours, people away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from topology.oncall.duty import Duty
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


def in_person_order(duties: tuple[Duty, ...]) -> Sequence[Duty]:
    """Whom one step pages, in canonical order: that of the list they stand in means nothing."""
    return duties if len(duties) < 2 else sorted(duties, key=lambda duty: duty.person)


class Reached(Struct, frozen=True, gc=False):
    """Somebody who is there being paged, and the teams they stand for; ``held``: only when hours begin."""

    minute: int
    person: Ref
    teams: tuple[Ref, ...]
    held: bool


class Courier:
    """Sends the pages of one instant; the same policy at the same minute is worked out once."""

    __slots__ = (
        "_catalog",
        "_reached",
        "_rota",
        "_sent",
        "_situation",
        "_teams",
        "_topology",
        "_unreadable",
        "_watch",
    )

    def __init__(self, topology: Topology, rota: Rota, situation: Situation, watch: Watch) -> None:
        self._topology = topology
        self._catalog = topology.catalog
        self._rota = rota
        self._situation = situation
        self._watch = watch
        self._sent: dict[tuple[Ref, int, Via, Ref | None, tuple[Ref, ...]], Delivery] = {}
        self._reached: dict[int, tuple[Delivery, tuple[Reached, ...]]] = {}
        self._teams: dict[Ref, Ref | None] = {}
        self._unreadable: frozenset[Ref] | None = None

    def serves(self, situation: Situation, watch: Watch) -> bool:
        """Whether pages go the same ways in another situation: nothing else of it plays a part in them."""
        mine = self._situation
        return mine.at == situation.at and mine.away == situation.away and self._watch.pager == watch.pager

    def to_component(self, ref: Ref, minute: int) -> tuple[Delivery, ...]:
        """Page whoever answers for a component; empty where no file says who."""
        route = self._topology.policy_of(ref)
        if route.via == "none":
            return ()
        if not route.teams:
            owners = self._topology.owner(ref).teams
            return tuple(
                [self.to_policy(policy, minute, route.via, None, owners) for policy in route.policies]
            )
        pairs = zip(route.policies, route.teams, strict=True)
        return tuple([self.to_policy(policy, minute, route.via, team) for policy, team in pairs])

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

    def reached(self, delivery: Delivery) -> tuple[Reached, ...]:
        """Everybody who is there and paged by one policy, in order of minute."""
        found = self._reached.get(id(delivery))
        if found is None:
            # The delivery is kept, so that its number stays its own.
            found = self._reached[id(delivery)] = delivery, tuple(self._reach(delivery))
        return found[1]

    def _reach(self, delivery: Delivery) -> Iterator[Reached]:
        held = delivery.starts > delivery.minute
        for step in delivery.walk:
            if step.event != "page":
                held = held or step.event == "held"
                continue
            minute = delivery.starts + step.minute
            for duty in in_person_order(step.duties):
                if self.present(duty.person, minute):
                    yield Reached(minute, duty.person, self._stands_for(delivery, step, duty.person), held)

    def _stands_for(self, delivery: Delivery, step: Escalated, person: Ref) -> tuple[Ref, ...]:
        """The teams somebody who is paged stands for: the policy's first, where that counts."""
        teams = self._topology.team_of_person(person)
        team = self.paged_team(delivery, step)
        direct = step.policy == delivery.policy and delivery.via not in ("default", "heartbeat")
        if team is not None and (direct or team in teams):
            return (team, *(other for other in teams if other != team))
        return teams

    def paged_team(self, delivery: Delivery, step: Escalated) -> Ref | None:
        """The team that a step pages: that of its policy, which may be a fallback."""
        if step.policy == delivery.policy:
            return delivery.team
        return self.team_of(step.policy)

    def team_of(self, ref: Ref) -> Ref | None:
        """The team a policy belongs to: the one it names, else the only one that it pages."""
        if ref not in self._teams:
            policy = self._catalog.get(ref, Policy)
            if policy is not None and policy.team is not None:
                self._teams[ref] = policy.team.target
            else:
                teams = [
                    team.ref
                    for team in self._catalog.of(Team)
                    if team.on_call is not None and team.on_call.target == ref
                ]
                self._teams[ref] = teams[0] if len(teams) == 1 else None
        return self._teams[ref]


class Couriers:
    """Couriers of one catalog: failures of one instant share theirs, until somebody asks of another."""

    __slots__ = ("_last", "_rota", "_topology")

    def __init__(self, topology: Topology, rota: Rota) -> None:
        self._topology = topology
        self._rota = rota
        self._last: Courier | None = None

    def of(self, situation: Situation, watch: Watch) -> Courier:
        """The courier of a situation."""
        last = self._last
        if last is None or not last.serves(situation, watch):
            last = self._last = Courier(self._topology, self._rota, situation, watch)
        return last
