"""From the words of ``topology page`` to a situation."""

from collections.abc import Sequence
from datetime import datetime

import click
from msgspec.structs import replace

from topology.cli.session import Session
from topology.incident.situation import Acknowledgement, Fault, Path, Situation
from topology.model.entity import Component, Impact
from topology.model.reference import Ref
from topology.present.asking import PEOPLE, THINGS

IMPACTS: dict[str, Impact] = {"degraded": "degraded", "down": "down"}


def situation(
    run: Session,
    refs: Sequence[str],
    at: datetime,
    *,
    consumers: Sequence[str] = (),
    impact: Impact | None = None,
    away: Sequence[str] = (),
    silent: Sequence[str] = (),
    down: Sequence[Path] = (),
    acks: Sequence[str] = (),
) -> Situation:
    """The situation that the arguments describe. Raises ClickException for what names nothing."""
    return Situation(
        faults=_faults(run, refs, consumers, impact),
        at=at,
        away=frozenset(run.find(person, PEOPLE).ref for person in away),
        silent=frozenset(run.find(ref, THINGS).ref for ref in silent),
        down=frozenset(down),
        acks=tuple(_ack(run, text) for text in acks),
    )


def _faults(
    run: Session, refs: Sequence[str], consumers: Sequence[str], impact: Impact | None
) -> tuple[Fault, ...]:
    """One fault for each REF; one for each of its consumers that is named.

    What follows its ``@`` is a mode, else how bad it is (``down``, ``degraded``); after a further
    ``@`` stands the one consumer at whose side this fault is.
    """
    users = [run.find(consumer, THINGS).ref for consumer in consumers]
    placed: set[Ref] = set()
    faults: list[Fault] = []
    for text in refs:
        name, sign, mode = text.partition("@")
        entity = run.find(name, THINGS)
        modes = modes_of(entity)
        if sign and not mode:
            known = f": it has {', '.join(modes)}" if modes else ""
            raise click.ClickException(f'"{text}" names no failure mode after the @{known}')
        mode, _, side = mode.partition("@")
        own = IMPACTS.get(mode) if mode not in modes else None
        fault = Fault(entity.ref, None if own is not None else mode or None, own or impact)
        if side:
            faults.append(replace(fault, consumer=run.find(side, THINGS).ref))
            continue
        mine = [
            user
            for user in users
            if any(edge.source == user for edge in run.engine.topology.users(entity.ref))
        ]
        placed.update(mine)
        sides: list[Ref | None] = [*mine] or [None]
        faults += [replace(fault, consumer=side) for side in sides]
    lost = [user for user in users if user not in placed]
    if lost:
        raise click.ClickException(
            f"{lost[0]} uses nothing of what fails here: --consumer names a user of it"
        )
    return tuple(dict.fromkeys(faults))


def modes_of(entity: object) -> list[str]:
    """The names of a component's modes of failure."""
    return [mode.name for mode in entity.failure_modes] if isinstance(entity, Component) else []


def _ack(run: Session, text: str) -> Acknowledgement:
    name, sign, minute = text.rpartition("@")
    number = minute.removeprefix("+").removesuffix("m")
    if not sign or not number.isdigit():
        raise click.ClickException(f'"{text}" is no acknowledgement: write PERSON@MINUTES, such as ada@7')
    return Acknowledgement(run.find(name, PEOPLE).ref, int(number))
