"""The situation as lines: what fails and how, when, what else is wrong; and the key that changes each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from topology.model.reference import Ref
from topology.oncall.instants import local
from topology.present.cells import pad, width, wrap
from topology.present.instants import clock, dated, place_of
from topology.present.names import Names
from topology.present.page_words import fault_details
from topology.tui import signs
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import Line, Role, Span
from topology.tui.what_if import WhatIf
from topology.tui.world import World

LABEL = 8

FAULT, WAY, WHEN, AWAY, SILENT, DOWN, ACK = "fault", "way", "when", "away", "silent", "down", "ack"
"""With what the key of a line begins; what it is of comes after a space."""


def situation(
    world: World, what_if: WhatIf, at: datetime, columns: int, keymap: Keymap = AS_REGISTERED
) -> list[Line]:
    """The situation in so many columns."""
    return list(_Situation(world, what_if, at, columns, keymap.shown).lines())


class _Situation:
    def __init__(
        self, world: World, what_if: WhatIf, at: datetime, columns: int, key_of: Callable[[str], str]
    ) -> None:
        self._world = world
        self._names: Names = world.names
        self._what_if = what_if
        self._at = at
        self._columns = columns
        self._key_of = key_of

    def lines(self) -> Iterator[Line]:
        what_if, names = self._what_if, self._names
        fault_key, tool, answers = map(self._key_of, ("fault", "tool", "acknowledge"))
        for number, fault in enumerate(what_if.faults):
            label = "" if number else "Fails"
            sign = f"{signs.DOWN} "
            yield from self._row(label, names(fault.component), f"{FAULT} {number}", fault_key, "down", sign)
            how = fault_details(names, fault) or self._usual(fault.component)
            yield from self._row("", how, f"{WAY} {number}", self._key_of("way"), "plain")
        if not what_if.faults:
            yield from self._row("Fails", "nothing yet", FAULT, fault_key, "quiet")
        zone = self._world.catalog.defaults.timezone
        shown = local(self._at, zone)
        day = dated(self._at, zone, self._at).removesuffix(clock(shown)).strip()
        hours = f"{self._key_of('earlier')} {self._key_of('later')}"
        yield from self._row("When", f"{day} {shown.year}", WHEN, self._key_of("instant"))
        yield from self._row("", f"{clock(shown)} {place_of(zone)}", f"{WHEN} clock", hours)
        yield from self._list("Away", AWAY, self._key_of("away"), "nobody", sorted(what_if.away))
        yield from self._list("Silent", SILENT, self._key_of("silent"), "nothing", sorted(what_if.silent))
        down = sorted(what_if.down)
        for number, path in enumerate(down):
            yield from self._row(
                "" if number else "Down", path, f"{DOWN} {path}", "" if number else tool, "down"
            )
        if not down:
            yield from self._row("Down", "nothing", DOWN, tool, "quiet")
        for number, ack in enumerate(what_if.acks):
            text = f"{names(ack.person)} +{ack.minute}m"
            key = f"{ACK} {number}"
            yield from self._row("" if number else "Answers", text, key, "" if number else answers, "ok")
        if not what_if.acks:
            yield from self._row("Answers", "nobody", ACK, answers, "quiet")

    def _usual(self, component: Ref) -> str:
        """What is meant where nothing is said about how it fails."""
        from topology.incident.variants import usual

        return usual(self._world.topology, component)

    def _list(self, label: str, kind: str, key: str, nothing: str, refs: list[Ref]) -> Iterator[Line]:
        for number, ref in enumerate(refs):
            shown = "" if number else label
            yield from self._row(shown, self._names(ref), f"{kind} {ref}", "" if number else key, "warn")
        if not refs:
            yield from self._row(label, nothing, kind, key, "quiet")

    def _row(
        self, label: str, text: str, key: str, hint: str, role: Role = "plain", sign: str = ""
    ) -> Iterator[Line]:
        room = self._columns - LABEL - width(sign) - (width(hint) + 1 if hint else 0)
        for number, part in enumerate(wrap(text, max(4, room))[:3]):
            first = number == 0
            head = pad(label if first else "", LABEL)
            spans: tuple[Span, ...] = (
                (head, "quiet"),
                (sign if first else " " * width(sign), role),
                (part, role),
            )
            end: tuple[Span, ...] = ((hint, "key"),) if hint and first else ()
            yield Line(spans, end, key if first else "")
