"""Calendar files as schedules, and the traps in them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from oncall_builders import SCHEDULE, names, override, person, rota, schedule, spells, utc, who

from topology.model.entity import Link
from topology.oncall.rota import Rota

pytest.importorskip("icalendar")
pytest.importorskip("recurring_ical_events")

BERLIN = """
BEGIN:VTIMEZONE
TZID:Our Berlin
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def event(summary: str, start: str, end: str, *more: str, uid: str | None = None) -> str:
    """``start`` and ``end`` go behind DTSTART and DTEND: ``:20260105T090000Z`` or ``;TZID=…:…``."""
    lines = [f"UID:{uid or summary + start}", f"SUMMARY:{summary}", f"DTSTART{start}", f"DTEND{end}", *more]
    return "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//", *parts, "END:VCALENDAR", ""])
    return text.replace("\n\n", "\n").replace("\n", "\r\n").encode()


PEOPLE = (
    person("ada", title="Ada Obi"),
    person("lin", title="Lin Park", aliases=("linpin",), links=(Link("mailto:lin.park@example.org"),)),
    person("kai", title="Kai Sato", extra={"backstage": {"spec": {"profile": {"email": "kai@example.org"}}}}),
    person("sam-a", title="Sam"),
    person("sam-b", title="Sam"),
)


def read(content: bytes, zone: str = "UTC", changes=()) -> Rota:
    files = {"oncall/team.ics": content}
    shift = schedule(ical="oncall/team.ics", zone=zone, changes=changes)
    return rota(shift, *PEOPLE, read=lambda path: files[path])


def january(found: Rota) -> list[tuple[str, str, str]]:
    return spells(found, "2026-01-01", "2026-02-01")


def refused(content: bytes) -> tuple[str, int]:
    """Why the calendar cannot be used, and the line it names."""
    found = read(content)
    roll = found.at(SCHEDULE, utc("2026-01-05 12:00"))
    assert roll.people == ()
    assert roll.unknown == (SCHEDULE,)
    why = roll.empty[0]
    assert why.text.startswith("calendar oncall/team.ics ")
    assert why.place is not None
    return why.text.removeprefix("calendar oncall/team.ics "), why.place.line


MONDAY = (":20260105T090000Z", ":20260105T170000Z")


def test_an_event_is_a_half_open_shift_with_its_line() -> None:
    found = read(calendar(event("Ada Obi", *MONDAY)))
    assert january(found) == [("01-05 09:00", "01-05 17:00", "ada")]
    duty = found.at(SCHEDULE, utc("2026-01-05 09:00")).duties[0]
    assert [(why.text, str(why.place)) for why in duty.because()] == [
        (
            "Ada Obi: calendar oncall/team.ics, from Mon 2026-01-05 09:00 to Mon 2026-01-05 17:00 UTC",
            "oncall/team.ics:4",
        )
    ]
    assert (duty.start, duty.end, duty.layer) == (utc("2026-01-05 09:00"), utc("2026-01-05 17:00"), None)
    nobody = found.at(SCHEDULE, utc("2026-01-05 17:00"))
    assert nobody.people == nobody.unknown == ()
    assert nobody.empty[0].text == "calendar oncall/team.ics has no event then"


def test_weekly_events_keep_the_wall_clock_of_their_zone() -> None:
    lisbon = event(
        "Ada",
        ";TZID=Europe/Lisbon:20260302T090000",
        ";TZID=Europe/Lisbon:20260302T100000",
        "RRULE:FREQ=WEEKLY;COUNT=5",
    )
    assert [start for start, _, _ in spells(read(calendar(lisbon)), "2026-03-01", "2026-05-01")] == [
        "03-02 09:00",
        "03-09 09:00",
        "03-16 09:00",
        "03-23 09:00",
        "03-30 08:00",
    ]


def test_a_zone_defined_in_the_file_and_a_windows_name_are_known() -> None:
    own = event("Ada", ";TZID=Our Berlin:20260701T090000", ";TZID=Our Berlin:20260701T100000")
    windows = event(
        "Lin",
        ";TZID=W. Europe Standard Time:20260702T090000",
        ";TZID=W. Europe Standard Time:20260702T100000",
    )
    shifts = spells(read(calendar(BERLIN, own, windows)), "2026-07-01", "2026-08-01")
    assert [start for start, _, _ in shifts] == ["07-01 07:00", "07-02 07:00"]


def test_an_unknown_zone_is_an_error_and_not_a_local_time() -> None:
    bad = event("Ada", ";TZID=Nowhere/City:20260105T090000", ";TZID=Nowhere/City:20260105T170000")
    assert refused(calendar(event("Lin", *MONDAY), bad)) == (
        'has an event in the unknown time zone "Nowhere/City"',
        10,
    )


def test_floating_times_and_whole_days_are_on_the_schedule_s_clock() -> None:
    floating = event("Ada", ":20260105T090000", ":20260105T170000")
    days = event("Lin", ";VALUE=DATE:20260110", ";VALUE=DATE:20260112")
    one = "BEGIN:VEVENT\nUID:o\nSUMMARY:Kai Sato\nDTSTART;VALUE=DATE:20260120\nEND:VEVENT"
    assert january(read(calendar(floating, days, one), zone="America/New_York")) == [
        ("01-05 14:00", "01-05 22:00", "ada"),
        ("01-10 05:00", "01-12 05:00", "lin"),
        ("01-20 05:00", "01-21 05:00", "kai"),
    ]


def test_a_start_in_the_gap_is_its_end_as_everywhere() -> None:
    gap = event("Ada", ";TZID=Europe/Lisbon:20260329T013000", ";TZID=Europe/Lisbon:20260329T090000")
    assert spells(read(calendar(gap)), "2026-03-28", "2026-04-01")[0][:2] == ("03-29 01:00", "03-29 08:00")


def test_cancelled_and_transparent_events_are_not_on_call() -> None:
    cancelled = event("Ada", *MONDAY, "STATUS:CANCELLED")
    transparent = event("Lin", *MONDAY, "TRANSP:TRANSPARENT")
    tentative = event("Kai", *MONDAY, "STATUS:TENTATIVE", "TRANSP:OPAQUE")
    found = read(calendar(cancelled, transparent, tentative))
    assert january(found) == [("01-05 09:00", "01-05 17:00", "kai")]


def test_one_cancelled_occurrence_does_not_come_back() -> None:
    weekly = event("Ada", *MONDAY, "RRULE:FREQ=WEEKLY", uid="w")
    gone = event(
        "Ada",
        ":20260112T090000Z",
        ":20260112T170000Z",
        "RECURRENCE-ID:20260112T090000Z",
        "STATUS:CANCELLED",
        uid="w",
    )
    moved = event("Lin", ":20260120T100000Z", ":20260120T110000Z", "RECURRENCE-ID:20260119T090000Z", uid="w")
    assert january(read(calendar(weekly, gone, moved))) == [
        ("01-05 09:00", "01-05 17:00", "ada"),
        ("01-20 10:00", "01-20 11:00", "lin"),
        ("01-26 09:00", "01-26 17:00", "ada"),
    ]


def test_exceptions_and_single_dates_count() -> None:
    daily = event(
        "Ada",
        *MONDAY,
        "RRULE:FREQ=DAILY;UNTIL=20260108T235959Z",
        "EXDATE:20260106T090000Z",
        "RDATE:20260115T090000Z",
    )
    assert [start for start, _, _ in january(read(calendar(daily)))] == [
        "01-05 09:00",
        "01-07 09:00",
        "01-08 09:00",
        "01-15 09:00",
    ]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("ada", ["ada"]),
        ("On call: ADA OBI (Payments)", ["ada"]),
        ("Lin  Park - primary", ["lin"]),
        ("linpin", ["lin"]),
        ("pager <lin.park@example.org>", ["lin"]),
        ("kai@example.org", ["kai"]),
        ("Kai Sato\\, Ada Obi", ["kai", "ada"]),
        ("adaptation", []),
        ("Sam", []),
        ("sam-b", ["sam-b"]),
        ("", []),
    ],
)
def test_people_are_found_by_id_title_alias_or_mail(summary: str, expected: list[str]) -> None:
    found = read(calendar(event(summary, *MONDAY)))
    roll = found.at(SCHEDULE, utc("2026-01-05 12:00"))
    assert names(roll.people) == expected
    assert roll.unknown == (() if expected else (SCHEDULE,))


def test_everybody_whose_event_it_is_is_on_call() -> None:
    both = calendar(event("Ada", *MONDAY), event("Lin", ":20260105T120000Z", ":20260105T130000Z"))
    assert [who_ for _, _, who_ in january(read(both))] == ["ada", "ada+lin", "ada"]


def test_overrides_act_on_calendars() -> None:
    change = override("2026-01-05T10:00", "2026-01-05T11:00", replace="ada", by="kai")
    assert [who_ for _, _, who_ in january(read(calendar(event("Ada", *MONDAY)), changes=[change]))] == [
        "ada",
        "kai",
        "ada",
    ]


def test_next_shifts_and_long_ranges_cross_the_spans_calendars_are_read_in() -> None:
    monthly = event("Ada", ":20260115T090000Z", ":20260115T100000Z", "RRULE:FREQ=MONTHLY;BYMONTHDAY=15")
    found = read(calendar(monthly))
    assert len(found.shifts(SCHEDULE, utc("2026-01-01"), utc("2029-01-01"))) == 36
    assert len(found.next_shifts(who("ada"), utc("2026-01-01"), 5)) == 5
    whole = read(calendar(event("Ada", ":20200101T000000Z", ":20300101T000000Z")))
    assert len(whole.shifts(SCHEDULE, utc("2021-01-01"), utc("2029-01-01"))) == 1


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("FREQ=SECONDLY", "recurs SECONDLY, not daily, weekly, monthly or yearly"),
        ("FREQ=MINUTELY;INTERVAL=5", "recurs MINUTELY, not daily, weekly, monthly or yearly"),
        ("FREQ=HOURLY", "recurs HOURLY, not daily, weekly, monthly or yearly"),
        ("INTERVAL=1", "recurs without FREQ, not daily, weekly, monthly or yearly"),
        ("FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0", "recurs DAILY with BYHOUR, which is not supported"),
        ("FREQ=DAILY;INTERVAL=0", "recurs with an INTERVAL below 1"),
        ("FREQ=DAILY;INTERVAL=x", "has a recurrence rule that is no rule"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "recurs on a day that its months may not have"),
        ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-31", "recurs on a day that its months may not have"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "recurs on a day that its months may not have"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=SU", "recurs on weekdays that its interval may never meet"),
        ("FREQ=MONTHLY;BYDAY=6MO", "recurs on a numbered weekday that no month has"),
        ("FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO", "recurs on a fifth weekday that its months may not have"),
    ],
)
def test_rules_that_a_rota_has_no_use_for_are_refused_at_once(rule: str, why: str) -> None:
    begun = time.perf_counter()
    assert refused(calendar(event("Ada", *MONDAY, f"RRULE:{rule}"))) == (why, 9)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;WKST=SU",
        "FREQ=MONTHLY;BYDAY=1MO,3MO",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=1,2,12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=DAILY;BYMONTH=12",
        "FREQ=YEARLY",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3",
        "FREQ=MONTHLY;INTERVAL=6",
    ],
)
def test_rules_that_rotas_use_are_read(rule: str) -> None:
    found = read(calendar(event("Ada", *MONDAY, f"RRULE:{rule}")))
    assert found.faults() == ()
    assert found.at(SCHEDULE, utc("2026-01-05 12:00")).unknown == ()
    assert found.shifts(SCHEDULE, utc("2026-01-01"), utc("2028-01-01"))


@pytest.mark.parametrize(
    ("content", "why", "line"),
    [
        (b"", "is no calendar", 2),
        (b"hello", "is no calendar", 2),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "is no calendar", 2),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:\xff\xfe\r\nEND:VCALENDAR\r\n", "is not UTF-8", 2),
        (b"x" * (1 << 21), "is larger than 1024 KiB", 2),
        (b"BEGIN:A\r\n" * 9, "nests components deeper than 4", 5),
        (calendar(event("Ada", ":20260132T000000Z", ":20260105T170000Z")), "has a start that is no date", 7),
        (calendar(event("Ada", ":15000101T000000Z", ":15000105T170000Z")), "begins before 1970", 7),
        (calendar("BEGIN:VEVENT\nUID:1\nSUMMARY:Ada\nEND:VEVENT"), "has an event without a DTSTART", 4),
        (calendar(event("Ada", ":20260105T999999Z", ":20260105T170000Z")), "has an event with a bad", 4),
        (calendar("METHOD:CANCEL", event("Ada", *MONDAY)), "is a cancellation (METHOD:CANCEL)", 2),
        (calendar(event("Ada", *MONDAY, "EXRULE:FREQ=DAILY")), "has an exception rule (EXRULE)", 9),
        (calendar(*(event(f"e{n}", *MONDAY) for n in range(5001))), "has more than 5000 events", 30004),
        (
            calendar(event("Ada", *MONDAY, "RDATE:" + ",".join(["20260107T090000Z"] * 20_001))),
            "lists more than 20000 single dates",
            9,
        ),
    ],
)
def test_what_is_no_usable_calendar_is_said_with_its_line(content: bytes, why: str, line: int) -> None:
    text, at = refused(content)
    assert text.startswith(why)
    assert at == line
    assert text.isprintable()


def test_too_many_recurrences_are_refused_not_waited_for() -> None:
    old = (":19700101T000000Z", ":19700101T010000Z", "RRULE:FREQ=DAILY")
    many = calendar(*(event(f"e{number}", *old) for number in range(50)))
    begun = time.perf_counter()
    assert refused(many)[0].startswith("recurs too often: more than 200000 times until 2026-")
    assert time.perf_counter() - begun < 3


def test_a_hostile_zone_definition_is_refused() -> None:
    hostile = BERLIN.replace("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=SECONDLY")
    assert refused(calendar(hostile, event("Ada", *MONDAY)))[0].startswith("recurs SECONDLY")


def test_far_years_answer() -> None:
    found = read(calendar(event("Ada", *MONDAY, "RRULE:FREQ=DAILY")))
    assert found.at(SCHEDULE, utc("2300-01-01")).unknown == (SCHEDULE,)
    assert found.at(SCHEDULE, utc("0001-01-01")).people == ()
    assert names(found.at(SCHEDULE, utc("2090-01-01 12:00")).people) == ["ada"]


def test_a_file_that_cannot_be_read_and_no_reader_are_unknown() -> None:
    def missing(path: str) -> bytes:
        raise FileNotFoundError(2, "No such file or directory", path)

    for reader, why in ((missing, "cannot be read: No such file or directory"), (None, "was not read")):
        found = rota(schedule(ical="x.ics"), read=reader)
        faults = [(ref, because.text) for ref, because in found.faults()]
        assert faults == [(SCHEDULE, f"calendar x.ics {why}")]
        assert found.at(SCHEDULE, utc("2026-01-01")).unknown == (SCHEDULE,)
        assert found.gaps(SCHEDULE, utc("2026-01-01"), utc("2026-02-01")) == ()


def test_what_is_unknown_is_no_gap_and_what_is_empty_is_one() -> None:
    found = read(calendar(event("Ada", *MONDAY), event("Stranger", ":20260106T090000Z", ":20260107T090000Z")))
    assert found.at(SCHEDULE, utc("2026-01-06 12:00")).unknown == (SCHEDULE,)
    gaps = found.gaps(SCHEDULE, utc("2026-01-06"), utc("2026-01-08"))
    assert gaps == (
        (utc("2026-01-06"), utc("2026-01-06 09:00")),
        (utc("2026-01-07 09:00"), utc("2026-01-08")),
    )


def test_the_same_content_is_parsed_once() -> None:
    content = calendar(event("Ada", *MONDAY))
    calls: list[str] = []

    def reader(path: str) -> bytes:
        calls.append(path)
        return content

    shifts = [schedule(name=f"s{n}", ical="same.ics") for n in range(3)]
    found = rota(*shifts, *PEOPLE, read=reader)
    bases = [found._line(shift.ref).base for shift in shifts]  # type: ignore[union-attr]
    assert len({id(base._calendar) for base in bases}) == 1  # type: ignore[attr-defined]
    assert calls == ["same.ics"] * 3


def test_without_the_extra_the_message_names_it() -> None:
    script = textwrap.dedent(
        """
        import sys
        sys.modules["icalendar"] = None
        sys.path.insert(0, {root!r})
        from topology.oncall.ical import read_calendar
        from topology.oncall.ical_guard import Refused
        try:
            read_calendar({content!r})
        except Refused as refused:
            print(refused.why)
        """
    )
    code = script.format(root=str(Path(__file__).parents[2]), content=calendar(event("Ada", *MONDAY)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "needs the extra `ical`: pip install 'topology[ical]'"


def test_calendars_cost_nothing_until_one_is_read() -> None:
    heavy = {"icalendar", "recurring_ical_events", "dateutil", "textual", "networkx", "yaml", "click"}
    script = f"import sys, topology.oncall.rota; print({heavy} & set(sys.modules))"
    command, root = [sys.executable, "-c", script], Path(__file__).parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"
