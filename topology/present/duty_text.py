"""Who is on call as text."""

from datetime import datetime

from topology.model.catalog import Catalog
from topology.model.entity import Person
from topology.model.reference import Ref
from topology.oncall.duty import Duty, Shift
from topology.present.cells import pad
from topology.present.duty import DutyList, Watch, reasons_of
from topology.present.ink import PLAIN, Ink
from topology.present.instants import dated, short, spelled
from topology.present.names import Names
from topology.present.reasons import Reasons
from topology.present.sheet import Sheet
from topology.present.words import count

_NAME = 22


def duty_text(catalog: Catalog, duty: DutyList, ink: Ink = PLAIN) -> str:
    """Now, then shifts and gaps, with numbered reasons where one thing was asked for."""
    names = Names(catalog)
    sheet = Sheet(ink)
    reasons = Reasons()
    title = "On call" if duty.of is None else f"{names(duty.of.ref)} · {duty.of.kind}"
    sheet.ends(title, spelled(duty.at, catalog.defaults.timezone), "quiet", "strong")
    sheet.line()
    for watch in duty.watches:
        mark = reasons.mark(reasons_of(watch)) if duty.of is not None else ""
        style = "" if watch.roll.duties else "warn"
        sheet.marked(
            pad(_who_for(names, watch, duty), _NAME) + "  ", _now(catalog, names, watch, duty), mark, style
        )
    watched = {watch.schedule for watch in duty.watches}
    for ref in duty.unknown:
        if ref in watched and not _ghost(catalog, ref):
            continue
        sheet.marked(pad(names(ref), _NAME) + "  ", f"unknown: nobody declared {ref}", "", "warn")
    if not duty.watches and not duty.unknown:
        sheet.paragraph(_nothing(duty))
    if duty.away is not None:
        sheet.marked("Away  ", "now: will not answer a page", str(duty.away.place), "warn")
    if duty.unsaid and duty.watches:
        sheet.line()
        sheet.items(
            "Unknown",
            [f"no file says who is on call for {names(duty.unsaid[0])}", *names.all(duty.unsaid[1:])],
            lines=3,
        )
    _shifts(sheet, reasons, catalog, names, duty)
    if duty.of is not None:
        reasons.write(sheet)
    return sheet.text()


def _ghost(catalog: Catalog, ref: Ref) -> bool:
    entity = catalog.entities.get(ref)
    return entity is None or entity.ghost


def _nothing(duty: DutyList) -> str:
    if duty.of is None:
        return "Unknown: this catalog declares no schedule and no escalation policy."
    if isinstance(duty.of, Person):
        return "Not on call now."
    return "Unknown: no file says who is on call here."


def _who_for(names: Names, watch: Watch, duty: DutyList) -> str:
    if duty.of is None and watch.team is not None:
        return names(watch.team)
    return names(watch.schedule) if watch.schedule is not None else "named in a step"


def _now(catalog: Catalog, names: Names, watch: Watch, duty: DutyList) -> str:
    if watch.held:
        zone = catalog.defaults.timezone
        until = "for ever" if watch.held_until is None else f"until {short(watch.held_until, zone, duty.at)}"
        return f"nobody: outside support hours {until}"
    if not watch.roll.duties:
        return "unknown" if watch.roll.unknown else "nobody"
    return "; ".join(_person(catalog, names, each, duty) for each in watch.roll.duties)


def _person(catalog: Catalog, names: Names, each: Duty, duty: DutyList) -> str:
    until = each.end
    end = "" if until is None else f", until {short(until, catalog.defaults.timezone, duty.at)}"
    if isinstance(duty.of, Person):
        return f"on call{end}"
    return names(each.person) + end + (", away: will not answer" if each.away else "")


def _shifts(sheet: Sheet, reasons: Reasons, catalog: Catalog, names: Names, duty: DutyList) -> None:
    if duty.start is None:
        return
    zone = catalog.defaults.timezone
    if duty.end is not None:
        sheet.section(f"From {spelled(duty.start, zone)} to {spelled(duty.end, zone)}")
    else:
        sheet.section("Next shifts")
    of_person = isinstance(duty.of, Person)
    several = len({*(shift.schedule for shift in duty.shifts), *(gap.schedule for gap in duty.gaps)}) > 1
    lines: list[tuple[datetime, Ref, datetime, Shift | None]]
    lines = [(shift.start, shift.schedule, shift.end, shift) for shift in duty.shifts]
    lines += [(gap.start, gap.schedule, gap.end, None) for gap in duty.gaps]
    if not of_person:
        lines.sort(key=lambda line: (line[1], line[0]))
    spans = [
        f"{dated(start, zone, duty.at)} – "
        + ("more than a year on" if shift is not None and shift.endless else dated(end, zone, duty.at))
        for start, _, end, shift in lines
    ]
    widest = max(map(len, spans), default=0)
    before: Ref | None = None
    for when, (_, schedule, _, shift) in zip(spans, lines, strict=True):
        if several and not of_person and schedule != before:
            sheet.line(names(schedule), "quiet")
        before = schedule
        stamp = f"{when:<{widest}}  "
        if shift is None:
            sheet.marked(stamp, "nobody", "gap", "bad")
        else:
            text = names(schedule) if of_person else ", ".join(names.all(shift.people))
            sheet.marked(stamp, text, reasons.mark(shift.because))
    if not lines:
        sheet.line("Unknown." if duty.unknown else "None.", indent=2)
    if duty.gaps:
        sheet.line()
        sheet.line(f"{count(len(duty.gaps), 'gap')}: nobody is on call then", "bad")
