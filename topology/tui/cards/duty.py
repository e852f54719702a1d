"""The cards of schedules and escalation policies: who it is now, and who comes next."""

from datetime import datetime, timedelta

from topology.model.duty import Policy, Schedule
from topology.present.instants import short
from topology.present.reach import reach
from topology.tui.cards.parts import findings, heading, on_call
from topology.tui.cards.sheet import Sheet
from topology.tui.line import Line, Role, Span
from topology.tui.world import World

AHEAD = timedelta(days=28)
"""How far ahead shifts are shown."""

SHIFTS = 8


def policy_card(world: World, policy: Policy, at: datetime, columns: int) -> list[Line]:
    """Whom a page reaches now, and every step."""
    sheet = Sheet(columns)
    heading(sheet, world, policy, "escalation policy")
    if policy.team is not None:
        sheet.entity("Team", policy.team.target, world.title(policy.team.target))
    if policy.hours is not None:
        sheet.row("Hours", policy.hours.text or "stated")
    on_call(sheet, world, reach(world.engine.rota, policy.ref, at), at)
    sheet.head("Steps", str(len(policy.steps)))
    for number, step in enumerate(policy.steps, 1):
        for position, each in enumerate(step.page):
            wait: tuple[Span, ...] = ((f" wait {step.wait_minutes}m", "quiet"),) if position == 0 else ()
            sheet.row(
                "" if position else f"{number}", world.title(each.target), ref=each.target, lines=1, end=wait
            )
    if policy.repeat:
        sheet.row("Repeats", f"{policy.repeat} more")
    if policy.fallback is not None:
        sheet.entity("Then", policy.fallback.target, world.title(policy.fallback.target))
    findings(sheet, world, policy.ref)
    sheet.declared(policy.place)
    return sheet.lines


def schedule_card(world: World, schedule: Schedule, at: datetime, columns: int) -> list[Line]:
    """Who is on call, and the shifts of the next four weeks."""
    zone = world.catalog.defaults.timezone
    rota = world.engine.rota
    sheet = Sheet(columns)
    heading(sheet, world, schedule, f"schedule · {schedule.timezone}")
    roll = rota.at(schedule.ref, at)
    for position, duty in enumerate(roll.duties):
        role: Role = "warn" if duty.away else "ok"
        sheet.entity("" if position else "Now", duty.person, world.title(duty.person), role)
        if duty.end is not None:
            sheet.row("", f"until {short(duty.end, zone, at)}", "quiet")
    if not roll.duties:
        sheet.row("Now", "unknown" if roll.unknown else "nobody", "unknown" if roll.unknown else "down")
        for because in roll.empty[:3]:
            sheet.row("", because.text, "quiet")
    shifts = rota.shifts(schedule.ref, at, at + AHEAD)[1 : SHIFTS + 1] if not schedule.ghost else ()
    if shifts:
        sheet.head("Next")
        for shift in shifts:
            people = ", ".join(map(world.title, shift.people))
            when: tuple[Span, ...] = ((f" {short(shift.start, zone, at)}", "quiet"),)
            sheet.row(None, people, ref=shift.people[0], end=when)
    gaps = rota.gaps(schedule.ref, at, at + AHEAD) if not schedule.ghost else ()
    if gaps:
        sheet.head("Gaps", f"{len(gaps)} in four weeks")
        for start, end in gaps[:4]:
            sheet.row(None, f"{short(start, zone, at)} to {short(end, zone, at)}", "warn", lines=2)
    findings(sheet, world, schedule.ref)
    sheet.declared(schedule.place)
    return sheet.lines
