"""What somebody asks: plain values without widgets. Every change gives another one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from topology.incident.situation import Acknowledgement, Fault, Path, Situation
from topology.model.reference import Ref


class WhatIf(Struct, frozen=True):
    """What fails, and what else is wrong. The instant is not in it: the whole app has one."""

    faults: tuple[Fault, ...] = ()
    away: frozenset[Ref] = frozenset()
    silent: frozenset[Ref] = frozenset()
    down: frozenset[Path] = frozenset()
    acks: tuple[Acknowledgement, ...] = ()

    @classmethod
    def of(cls, refs: Iterable[Ref]) -> WhatIf:
        """These components fail together, and nothing else is wrong."""
        return cls(faults=tuple(Fault(ref) for ref in dict.fromkeys(refs)))

    @property
    def broken(self) -> tuple[Ref, ...]:
        """What fails, each once."""
        return tuple(dict.fromkeys(fault.component for fault in self.faults))

    def situation(self, at: datetime) -> Situation:
        """The question to the engine, at an instant. Never without a fault."""
        return Situation(
            faults=self.faults, at=at, away=self.away, silent=self.silent, down=self.down, acks=self.acks
        )

    def toggle_fault(self, ref: Ref) -> WhatIf:
        """``ref`` fails too; or, where it does already, works again."""
        if ref in self.broken:
            return replace(self, faults=tuple(each for each in self.faults if each.component != ref))
        return replace(self, faults=(*self.faults, Fault(ref)))

    def fail_as(self, fault: Fault) -> WhatIf:
        """A component fails in another way than before; one that did not fail does so now."""
        if fault.component not in self.broken:
            return replace(self, faults=(*self.faults, fault))
        first = next(each for each in self.faults if each.component == fault.component)
        kept = (fault if each is first else each for each in self.faults)
        others = (each for each in kept if each is fault or each.component != fault.component)
        return replace(self, faults=tuple(others))

    def toggle_away(self, person: Ref) -> WhatIf:
        """Somebody is away, or back."""
        return replace(self, away=self.away ^ {person})

    def toggle_silent(self, component: Ref) -> WhatIf:
        """The alert of a component does not come, or does again."""
        return replace(self, silent=self.silent ^ {component})

    def toggle_down(self, path: Path) -> WhatIf:
        """A tool on the way to a human is down, or up again."""
        return replace(self, down=self.down ^ {path})

    def toggle_ack(self, person: Ref, minute: int) -> WhatIf:
        """Somebody acknowledges at this minute, or does not."""
        ack = Acknowledgement(person, minute)
        if ack in self.acks:
            return replace(self, acks=tuple(each for each in self.acks if each != ack))
        return replace(self, acks=(*self.acks, ack))

    def within(self, there: Container[Ref]) -> WhatIf:
        """The same as far as everything in it is still there: what is gone does not fail any more."""
        return replace(
            self,
            faults=tuple(
                each
                for each in self.faults
                if each.component in there and (each.consumer is None or each.consumer in there)
            ),
            away=frozenset(person for person in self.away if person in there),
            silent=frozenset(ref for ref in self.silent if ref in there),
            acks=tuple(ack for ack in self.acks if ack.person in there),
        )
