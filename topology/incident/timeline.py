"""The minutes of an incident: alerts, pages, time-outs, repeats, fallbacks, acknowledgements.

Roots that share an affected component are one incident; in it every policy is
walked once, from its first page on, and anew only by a page that reaches somebody
before that walk does. A person is paged once in a minute, for all reasons there are.
An acknowledgement stops the policies that have paged this person, on that incident only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from topology.incident.case import Case
from topology.incident.delivery import Delivery, in_person_order
from topology.incident.reasons import Make, why_acknowledged, why_alert, why_event, why_held, why_page
from topology.incident.result import Contact, Event, EventKind
from topology.incident.situation import Acknowledgement
from topology.incident.spread import Spread
from topology.incident.suppression import Page
from topology.model.place import Because, Why
from topology.model.reference import Ref
from topology.oncall.escalation import Escalated

_SHOWN: dict[str, EventKind] = {
    "page": "page",
    "timeout": "timeout",
    "repeat": "repeat",
    "fallback": "fallback",
    "exhausted": "exhausted",
    "held": "held",
}


class _Walk(Struct, frozen=True):
    """One policy being walked in one incident, and all pages that asked for it.

    ``number`` is that of its page in walking order; ``stop`` the acknowledgement by somebody whom
    another walk of the same policy has paged.
    """

    incident: int
    delivery: Delivery
    page: Page
    number: int
    joined: tuple[int, ...] = ()
    stop: Acknowledgement | None = None

    def covers(self, later: _Walk) -> bool:
        """Whether another walk reaches nobody before this one does."""
        mine, theirs = self.delivery.engaged, later.delivery.engaged
        return theirs is None or (mine is not None and mine <= theirs)


def timeline(case: Case) -> tuple[Event, ...]:
    """Every event in order: minute, distance, alert minute, urgency, reference, step."""
    incidents = _incidents(case)
    ordered: list[tuple[tuple[object, ...], Event]] = []
    for alert in case.noticed.alerts:
        ref = case.topology.nodes[alert.node]
        owners = case.topology.owner(ref).teams
        event = Event(
            minute=alert.minute,
            event="alert",
            component=ref,
            team=owners[0] if len(owners) == 1 else None,
            why=Why(why_alert(case, alert)),
        )
        ordered.append(((alert.minute, *alert.order, "", 0), event))
    paged: dict[tuple[Ref, int, int], int] = {}
    answers: set[tuple[int, Ref | None, Ref | None, int]] = set()
    for walk in sorted(_walks(case, incidents), key=lambda walk: _walk_order(case, walk)):
        for sequence, event in enumerate(_events(case, walk)):
            place = (event.minute, *_walk_order(case, walk)[1:], sequence)
            if event.event == "page" and event.person is not None:
                same = (event.person, walk.incident, event.minute)
                if same in paged:
                    position, earlier = paged[same], ordered[paged[same]][1]
                    ordered[position] = (ordered[position][0], _merged(earlier, event))
                    continue
                paged[same] = len(ordered)
            if event.event == "ack":
                answer = (walk.incident, event.policy, event.person, event.minute)
                if answer in answers:
                    continue  # that of the same policy, walked twice
                answers.add(answer)
            ordered.append((place, event))
    ordered.sort(key=lambda pair: pair[0])
    return tuple(event for _, event in ordered)


def calls(case: Case) -> tuple[Contact, ...]:
    """Everybody who is there and paged as long as nobody answers: each person and minute once."""
    found: dict[tuple[int, Ref], Contact] = {}
    for walk in _walks(case, _incidents(case)):
        for each in case.courier.reached(walk.delivery):
            team = each.teams[0] if each.teams else None
            found.setdefault((each.minute, each.person), Contact(each.person, team, each.minute))
    return tuple(found[place] for place in sorted(found))


def _walk_order(case: Case, walk: _Walk) -> tuple[int, int, int, int, int, str]:
    node = walk.page.node
    if node is None:
        return (walk.delivery.starts, len(case.spread.steps), walk.page.minute, 0, 0, walk.delivery.policy)
    alert = case.noticed.by_node[node]
    return (walk.delivery.starts, *alert.order, walk.delivery.policy)


def _incidents(case: Case) -> list[int]:
    """The number of the incident that each root belongs to: the smallest root of its group."""
    roots = case.roots
    group = list(range(len(roots)))
    if len(roots) == 1:
        return group
    hit = [set(Spread(case.topology.adjacency, (root,)).steps) for root in roots]
    together = set(case.spread.causes.values())
    for one in range(len(roots)):
        for other in range(one):
            shared = not hit[one].isdisjoint(hit[other])
            # Some are hit by both only: a redundancy that survives each of them.
            shared = shared or any(bits >> one & bits >> other & 1 for bits in together)
            if group[one] != group[other] and shared:
                low, high = sorted((group[one], group[other]))
                group = [low if each == high else each for each in group]
    return group


def _walks(case: Case, incidents: list[int]) -> list[_Walk]:
    """The walks of each policy and incident, one as a rule; pages that never leave walk none."""
    asked: dict[tuple[int, Ref], list[_Walk]] = {}
    for number, page in enumerate(case.pages):
        for incident in sorted({incidents[bit] for bit in range(len(incidents)) if page.roots >> bit & 1}):
            for delivery in page.deliveries:
                if delivery.walk or page.kind == "heartbeat":
                    walk = _Walk(incident, delivery, page, number)
                    asked.setdefault((incident, delivery.policy), []).append(walk)
    return [walk for walks in asked.values() for walk in _joined(case, walks)]


def _joined(case: Case, asked: list[_Walk]) -> list[_Walk]:
    """Pages that come later join the first, but for those that reach somebody before it does."""
    walks: list[_Walk] = []
    for walk in sorted(asked, key=lambda walk: _walk_order(case, walk)):
        at = next((at for at, earlier in enumerate(walks) if earlier.covers(walk)), None)
        if at is None:
            walks.append(walk)
        else:
            walks[at] = replace(walks[at], joined=tuple(sorted((*walks[at].joined, walk.number))))
    if len(walks) < 2 or not case.situation.acks:
        return walks
    stops = [
        step
        for walk in walks
        for step in _until_acknowledged(walk.delivery, case.situation.acks)
        if isinstance(step, Acknowledgement)
    ]
    first = min(stops, key=lambda ack: (ack.minute, ack.person), default=None)
    return [replace(walk, stop=first) for walk in walks]


def _events(case: Case, walk: _Walk) -> Iterator[Event]:
    delivery, page = walk.delivery, walk.page
    component = case.topology.nodes[page.node] if page.node is not None else None
    if page.kind == "heartbeat":
        yield Event(
            minute=page.minute,
            event="heartbeat",
            policy=delivery.policy,
            team=delivery.team,
            why=Why(why_page(case, walk.page, delivery)),
        )
    if delivery.starts > delivery.minute and delivery.hold is not None:
        yield Event(
            minute=delivery.minute,
            event="held",
            component=component,
            policy=delivery.policy,
            team=delivery.team,
            until=delivery.hold.until,
            why=Why(why_held(case, delivery)),
        )
    skipped: tuple[Because, ...] = ()
    joined = tuple(case.pages[number] for number in walk.joined)
    for step in _until_acknowledged(delivery, case.situation.acks, walk.stop):
        if isinstance(step, Acknowledgement):
            yield Event(
                minute=step.minute,
                event="ack",
                component=component,
                person=step.person,
                team=delivery.team,
                policy=delivery.policy,
                why=Why(why_acknowledged(case, step, delivery)),
            )
            return
        kind = _SHOWN.get(step.event)
        if kind is None:
            skipped = (*skipped, *step.because)
            continue
        minute = delivery.starts + step.minute
        team = case.courier.paged_team(delivery, step)
        number = step.step + 1 if kind in ("page", "timeout") else None
        if kind != "page":
            yield Event(
                minute=minute,
                event=kind,
                component=component,
                team=team,
                policy=step.policy,
                step=number,
                until=step.until,
                why=Why(why_event(step.rule, skipped)),
            )
            skipped = ()
            continue
        for duty in in_person_order(step.duties):
            reason = why_event((), skipped) if step.minute else why_page(case, page, delivery, joined)
            yield Event(
                minute=minute,
                event="page",
                component=component,
                person=duty.person,
                team=team,
                policy=step.policy,
                step=number,
                away=not case.courier.present(duty.person, minute),
                why=Why(_both(reason, duty.because)),
            )
        skipped = ()


def _both(one: Make, other: Make) -> Make:
    return lambda: (*one(), *other())


def _merged(first: Event, second: Event) -> Event:
    """One page for two reasons."""
    return Event(
        minute=first.minute,
        event="page",
        component=first.component,
        person=first.person,
        team=first.team,
        policy=first.policy,
        step=first.step,
        away=first.away,
        why=Why(lambda: tuple(dict.fromkeys((*first.because, *second.because)))),
    )


def _until_acknowledged(
    delivery: Delivery, acks: Iterable[Acknowledgement], stop: Acknowledgement | None = None
) -> Iterator[Escalated | Acknowledgement]:
    """The walk up to the first acknowledgement by somebody it has paged by then, or up to ``stop``.

    In the minute of an acknowledgement pages already sent stand; a time-out does not come.
    """
    waiting = sorted(acks, key=lambda ack: (ack.minute, ack.person))
    paged: set[Ref] = set()
    for step in delivery.walk:
        minute = delivery.starts + step.minute
        for ack in waiting:
            if ack.person in paged and _past(ack, minute, step):
                if stop in (None, ack):
                    yield ack
                return
        if stop is not None and _past(stop, minute, step):
            return
        # One that came before its person was paged stops nothing.
        waiting = [ack for ack in waiting if ack.minute >= minute]
        yield step
        if step.event == "page":
            paged.update(duty.person for duty in step.duties)
    for ack in waiting:
        if ack.person in paged:
            if stop in (None, ack):
                yield ack
            return


def _past(ack: Acknowledgement, minute: int, step: Escalated) -> bool:
    return ack.minute < minute or (ack.minute == minute and step.event != "page")
