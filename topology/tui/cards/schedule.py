"""The card of a schedule: four weeks to look at, hand-offs, gaps, overrides, changes of the clocks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec import structs

from topology.model.duty import Override, Schedule
from topology.model.reference import Ref
from topology.oncall.instants import DAYS as WEEKDAYS
from topology.oncall.instants import local
from topology.present.cells import pad
from topology.present.instants import MONTHS, dated, place_of, short, span
from topology.present.rows import Item, said
from topology.present.weeks import DAYS, Slot, Turn, Weeks, day_of, weeks
from topology.tui import signs
from topology.tui.cards.parts import findings, heading, paged_by
from topology.tui.cards.sheet import LABEL, Sheet
from topology.tui.line import Line, Role, Span
from topology.tui.world import World

SHIFTS = 12
"""Hand-offs that are listed."""

PEOPLE = 12
NAME = 18
"""Cells of a name beside its track, where there is room."""

SLOTS: dict[Slot, str] = {
    "none": " ",
    "whole": signs.WHOLE,
    "begins": signs.CHIP_LEFT,
    "ends": signs.CHIP_RIGHT,
    "within": signs.WITHIN,
}


def schedule_card(world: World, schedule: Schedule, at: datetime, columns: int) -> list[Line]:
    """Who it is now, and how it goes on; times by the schedule's own clock."""
    sheet = Sheet(columns)
    heading(sheet, world, schedule, f"schedule · times of {place_of(schedule.timezone)}")
    _now(sheet, world, schedule, at)
    paged = paged_by(world, schedule.ref)
    if paged:
        sheet.rows([paged])
    elif not schedule.ghost:
        sheet.rows([said("Paged by", "no escalation policy", "warn")])
    if not schedule.ghost and not world.engine.rota.at(schedule.ref, at).unknown:
        parts = max(1, min(4, (sheet.columns - NAME) // DAYS))
        found = weeks(world.engine.rota, schedule, at, parts)
        _calendar(sheet, world, schedule, found)
        _handoffs(sheet, world, schedule, found, at)
        _gaps(sheet, schedule, found, at)
        _overrides(sheet, world, schedule, found)
        _clocks(sheet, world, schedule, found)
    findings(sheet, world, schedule.ref)
    sheet.declared(schedule.place)
    return sheet.lines


def _now(sheet: Sheet, world: World, schedule: Schedule, at: datetime) -> None:
    roll = world.engine.rota.at(schedule.ref, at)
    for position, duty in enumerate(roll.duties):
        role: Role = "warn" if duty.away else "ok"
        facts = ["away: will not answer"] if duty.away else []
        if duty.end is not None:
            facts.append(f"until {short(duty.end, schedule.timezone, at)}")
        label, title, note = "" if position else "Now", world.title(duty.person), ", ".join(facts)
        beside = sheet.columns - LABEL - len(title) - len(note) > 1
        end: tuple[Span, ...] = ((f" {note}", "quiet"),) if note and beside else ()
        sheet.entity(label, duty.person, title, role, end)
        if note and not beside:
            sheet.row("", note, "quiet", lines=2)
    if not roll.duties:
        sheet.row("Now", "unknown" if roll.unknown else "nobody", "unknown" if roll.unknown else "down")
        for because in roll.empty[:3]:
            sheet.row("", because.text, "quiet", place=because.place)


def _calendar(sheet: Sheet, world: World, schedule: Schedule, found: Weeks) -> None:
    """A row for each person, a cell or more for each day."""
    name = min(NAME, sheet.columns - DAYS * found.parts)
    room = " " * name
    sheet.head("Four weeks", f"from {_day(found.first)}")
    turned = {day_of(schedule, found.first, turn.at) for turn in found.turns}
    sheet.lines.append(Line(((room, "plain"), (_ruler(found), "quiet"))))
    sheet.lines.append(Line(((room, "plain"), *_weekdays(found, turned))))
    for track in found.tracks[:PEOPLE]:
        title = world.title(track.person)
        title = pad(title if name == NAME else title.partition(" ")[0], name - 1) + " "
        bar = tuple(_bar(track.slots, track.overridden))
        sheet.lines.append(Line(((title, "plain"), *bar), (), f"track {track.person}", track.person))
    if len(found.tracks) > PEOPLE:
        sheet.text(f"and {len(found.tracks) - PEOPLE} more people", "quiet")
    if any(slot != "none" for slot in found.empty):
        gaps = tuple(_hole(slot) for slot in found.empty)
        sheet.lines.append(Line(((pad("nobody", name - 1) + " ", "down"), *gaps)))
    if any(track.overridden for track in found.tracks):
        sheet.lines.append(Line(((room, "plain"), (f"{signs.OVERRIDDEN} by an override", "warn"))))


def _bar(slots: Sequence[Slot], overridden: frozenset[int]) -> Iterator[Span]:
    for number, slot in enumerate(slots):
        if number in overridden:
            yield signs.OVERRIDDEN, "warn"
        else:
            yield SLOTS[slot], "ok" if slot == "whole" else "hot"


def _hole(slot: Slot) -> Span:
    """A part of a day with nobody: all of it, or some."""
    if slot == "none":
        return " ", "plain"
    return (signs.GAP, "down") if slot == "whole" else (signs.HOLE, "warn")


def _ruler(found: Weeks) -> str:
    """The date of each Monday, and of the first day where there is room before that."""
    cells = [" "] * (DAYS * found.parts)
    for number in range(DAYS):
        day = found.first + timedelta(days=number)
        until_monday = (7 - day.weekday()) % 7 or 7
        text = f"{day.day} {MONTHS[day.month - 1]}"
        if (day.weekday() == 0 or number == 0) and len(text) < until_monday * found.parts:
            start = number * found.parts
            if start + len(text) <= len(cells):
                cells[start : start + len(text)] = text
    return "".join(cells)


def _weekdays(found: Weeks, turned: set[int]) -> Iterator[Span]:
    """The initial of each day; a day on which the clocks change is marked."""
    for number in range(DAYS):
        weekday = (found.first + timedelta(days=number)).weekday()
        if number in turned:
            yield pad(signs.CLOCKS, found.parts), "warn"
        else:
            yield pad(WEEKDAYS[weekday][0], found.parts), "strong" if weekday == 0 else "quiet"


def _handoffs(sheet: Sheet, world: World, schedule: Schedule, found: Weeks, at: datetime) -> None:
    """The next shifts, each as long as it really is: an hour more or less where clocks change in it."""
    ahead = [shift for shift in found.shifts if shift.start > at]
    if not ahead:
        return
    sheet.head("Hand-offs", f"{len(ahead)} in four weeks")
    for shift in ahead[:SHIFTS]:
        length = span(round((shift.end - shift.start).total_seconds() / 60))
        cut = " at least" if shift.end >= found.end else ""
        note = ", by an override" if any(duty.change is not None for duty in shift.duties) else ""
        turned = any(shift.start < turn.at < shift.end for turn in found.turns)
        clocks = f" {signs.CLOCKS}" if turned else ""
        people = tuple(Item(world.title(person), "", person) for person in shift.people)
        people = (*people[:-1], Item(people[-1].text, f"{note}", people[-1].ref))
        when = dated(shift.start, schedule.timezone, at)
        _dated(sheet, f"{when}", people, f" {length}{cut}{clocks}")
    if len(ahead) > SHIFTS:
        sheet.row(None, f"and {len(ahead) - SHIFTS} more", "quiet")


def _dated(sheet: Sheet, when: str, people: Sequence[Item], end: str) -> None:
    text = ", ".join(item.whole for item in people)
    named = tuple((item.text, item.ref) for item in people if item.ref is not None)
    sheet.row(None, f"{when}  {text}", ref=people[0].ref, lines=2, end=((end, "quiet"),), named=named)


def _gaps(sheet: Sheet, schedule: Schedule, found: Weeks, at: datetime) -> None:
    if not found.gaps:
        sheet.head("Gaps", "none in four weeks")
        if found.next_gap is not None:
            sheet.row(None, f"the next one: {_between(schedule, found.next_gap, at)}", "warn", lines=2)
        else:
            sheet.row(None, "none in 90 days either", "quiet")
        return
    sheet.head("Gaps", f"{len(found.gaps)} in four weeks")
    for gap in found.gaps[:6]:
        sheet.row(None, _between(schedule, gap, at), "warn", lines=2)
    if len(found.gaps) > 6:
        sheet.row(None, f"and {len(found.gaps) - 6} more", "quiet")


def _between(schedule: Schedule, gap: tuple[datetime, datetime], at: datetime) -> str:
    start, end = gap
    length = span(round((end - max(start, at)).total_seconds() / 60))
    begins = "now" if start <= at else dated(start, schedule.timezone, at)
    return f"{begins} to {dated(end, schedule.timezone, at)}, {length}"


def _overrides(sheet: Sheet, world: World, schedule: Schedule, found: Weeks) -> None:
    if not found.overrides:
        return
    sheet.head("Overrides", str(len(found.overrides)))
    for each in found.overrides[:8]:
        text = f"{_wall(each.start)} to {_wall(each.end)}  {_change(world, each)}"
        before = len(sheet.lines)
        named = tuple((world.title(ref), ref) for ref in _refs(each))
        ref = named[0][1] if named else None
        sheet.row(None, text, ref=ref, place=each.place, lines=2, named=named)
        sheet.lines[before] = structs.replace(sheet.lines[before], key=f"override {before}")


def _refs(each: Override) -> list[Ref]:
    """Whom an override is about, in the order in which it is told."""
    about = each.only if each.only is not None else (each.by, each.replace, each.add, each.remove)
    return [one.target for one in about if one is not None]


def _change(world: World, each: Override) -> str:
    """What an override does, in words."""
    if each.only is not None:
        return f"only {', '.join(world.title(one.target) for one in each.only) or 'nobody'}"
    if each.replace is not None and each.by is not None:
        return f"{world.title(each.by.target)} for {world.title(each.replace.target)}"
    if each.add is not None:
        return f"{world.title(each.add.target)} too"
    return f"without {world.title(each.remove.target)}" if each.remove is not None else ""


def _clocks(sheet: Sheet, world: World, schedule: Schedule, found: Weeks) -> None:
    """The next two changes of the clocks: when, by how much, and who is on call then."""
    sheet.head("Clocks", place_of(schedule.timezone))
    if not found.turns:
        sheet.row(None, "never change within a year", "quiet")
    for turn in found.turns:
        near = turn.at < found.end
        people = world.engine.rota.at(schedule.ref, turn.at).people
        who = ", ".join(map(world.title, people)) or "nobody"
        sheet.row(
            None,
            f"{signs.CLOCKS} {_turned(schedule, turn)}: {who} on call",
            "warn" if near else "quiet",
            ref=people[0] if people else None,
            lines=3,
            named=tuple((world.title(person), person) for person in people),
        )


def _turned(schedule: Schedule, turn: Turn) -> str:
    """A change of the clocks in words: what they showed, what they show then, how long the day is."""
    after = local(turn.at, schedule.timezone)
    before = after - timedelta(minutes=turn.minutes)
    way = "forward" if turn.minutes > 0 else "back"
    hours = f"{(1440 - turn.minutes) / 60:g}"
    return f"{_day(before)} {before:%Y %H:%M} clocks go {way} to {after:%H:%M}, a day of {hours} hours"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _wall(when: datetime) -> str:
    return f"{_day(when)} {when:%H:%M}"
