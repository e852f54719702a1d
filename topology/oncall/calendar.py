"""The base people of a schedule that is a calendar file: whoever the events of an instant name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from topology.model.catalog import Catalog
from topology.model.duty import Schedule
from topology.model.entity import Person
from topology.model.place import Because, Place, Why
from topology.model.reference import Ref
from topology.model.text import clean_line
from topology.oncall.base import Base, Entry, Read
from topology.oncall.clock import zone
from topology.oncall.duty import Duty
from topology.oncall.ical import SPAN_BITS, Calendar, Event, read_calendar
from topology.oncall.ical_guard import Refused
from topology.oncall.layer import Stand

_SHOWN = 60
"""Characters of a summary that a reason shows."""
_EXTRA_DEPTH = 4


class People:
    """Finds the people that a summary names: by id, title, alias or mail address."""

    __slots__ = ("_known", "_names")

    def __init__(self, catalog: Catalog) -> None:
        names: dict[str, set[Ref]] = {}
        for person in catalog.of(Person):
            if not person.ghost:
                for name in {person.name, person.title, *person.aliases, *_mails(person)}:
                    names.setdefault(_folded(name), set()).add(person.ref)
        names.pop("", None)
        # A name that two people share tells nobody apart.
        self._names = {name: next(iter(refs)) for name, refs in names.items() if len(refs) == 1}
        self._known: dict[str, tuple[Ref, ...]] = {}

    def of(self, summary: str) -> tuple[Ref, ...]:
        """The people a summary names, in its order; the longest name wins where names overlap."""
        found = self._known.get(summary)
        if found is None:
            found = self._known[summary] = tuple(dict.fromkeys(self._find(_folded(summary))))
        return found

    def _find(self, summary: str) -> Iterator[Ref]:
        words = [match.span() for match in re.finditer(r"[^\s,;|/()<>\[\]:]+", summary)]
        index = 0
        while index < len(words):
            for last in range(min(len(words), index + 6), index, -1):
                person = self._names.get(summary[words[index][0] : words[last - 1][1]].strip(".!?\"'"))
                if person is not None:
                    yield person
                    index = last
                    break
            else:
                index += 1


class CalendarBase:
    """Answers for one calendar schedule. What cannot be read is unknown, never nobody."""

    __slots__ = ("_calendar", "_file", "_people", "_place", "_zone", "fault")

    def __init__(self, schedule: Schedule, people: People, read: Read | None) -> None:
        self._people = people
        self._zone = zone(schedule.timezone)
        self._file = schedule.ical or ""
        self._place = schedule.places.get("ical", schedule.place)
        self._calendar: Calendar | None = None
        self.fault: Because | None = None
        try:
            if read is None:
                raise Refused("was not read")
            self._calendar = read_calendar(read(self._file))
        except OSError as error:
            self.fault = self._refusal(Refused(f"cannot be read: {error.strerror or 'no such file'}"))
        except Refused as refused:
            self.fault = self._refusal(refused)

    def at(self, second: int) -> Base:
        """The people of all events at an instant."""
        number = second >> SPAN_BITS
        start, end = number << SPAN_BITS, (number + 1) << SPAN_BITS
        fault = self.fault
        events: tuple[Event, ...] = ()
        if self._calendar is not None:
            try:
                events = self._calendar.span(number, self._zone)
            except Refused as refused:
                fault = self._refusal(refused)
        if fault is not None:
            return Base(start, end, (), _said(fault), True)
        here: list[Event] = []
        for event in events:
            if event.start <= second < event.end:
                here.append(event)
                start, end = max(start, event.start), min(end, event.end)
            elif event.end <= second:
                start = max(start, event.end)
            else:
                end = min(end, event.start)
        return self._base(start, end, here)

    def explain(self, duty: Duty, name: str) -> tuple[Because, ...]:
        """The event that names somebody."""
        since, until = map(self._zone.show, duty.shift)
        text = f"{name}: calendar {self._file}, from {since} to {until} {self._zone.name}"
        return (Because(text, duty.place),)

    def _base(self, start: int, end: int, events: list[Event]) -> Base:
        entries: dict[Ref, Entry] = {}
        strangers: list[Because] = []
        for event in events:
            place = Place(self._file, event.line)
            people = self._people.of(event.summary)
            for person in people:
                stand = Stand(start, end, person, shift_start=event.start, shift_end=event.end)
                entries.setdefault(person, Entry(person, place, None, stand))
            if not people:
                shown = event.summary[:_SHOWN] or "without a summary"
                strangers.append(Because(f'the event "{shown}" names nobody of the catalog', place))
        if entries:
            return Base(start, end, tuple(entries.values()))
        if strangers:
            return Base(start, end, (), _said(*strangers), True)
        return Base(start, end, (), _said(Because(f"calendar {self._file} has no event then", self._place)))

    def _refusal(self, refused: Refused) -> Because:
        place = Place(self._file, refused.line) if refused.line else self._place
        return Because(clean_line(f"calendar {self._file} {refused.why}"), place)


def _said(*reasons: Because) -> Why:
    return Why(lambda: reasons)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _mails(person: Person) -> Iterator[str]:
    """Mail addresses of a person: their mailto links, and any ``email`` that the format kept."""
    for link in person.links:
        if link.url.casefold().startswith("mailto:"):
            yield link.url[len("mailto:") :]
    yield from _emails(person.extra, _EXTRA_DEPTH)


def _emails(extra: Mapping[str, Any], depth: int) -> Iterator[str]:
    for key, value in extra.items():
        if key == "email" and isinstance(value, str):
            yield value
        elif isinstance(value, Mapping) and depth:
            yield from _emails(value, depth - 1)
