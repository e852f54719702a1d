"""A failure over a week of hours: the same answers as one simulation an hour, for much less work."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from topology.incident import week as week_module
from topology.incident.compare import compare
from topology.incident.engine import Engine
from topology.incident.result import Contact
from topology.incident.situation import Fault, Situation, SituationError
from topology.incident.week import HOURS, Week, Weeks, week
from topology.load.loader import load
from topology.model.reference import Ref

Make = Callable[..., Any]
START = datetime(2026, 10, 23, 5, 30, tzinfo=UTC)
"""A Friday; clocks in Europe change in the week after it."""

ROTAS = """
people: {ada: {}, abe: {away: [{from: 2026-10-27, to: 2026-10-28}]}, ben: {}}
teams:
  app: {type: stream-aligned, onCall: app, members: [ada, abe]}
  web: {type: stream-aligned, onCall: web, members: [ben]}
schedules:
  days:
    timezone: Europe/Lisbon
    layers:
      - every: 1 day
        handoff: "09:00"
        hours: "Mon-Fri 09:00-17:00"
        roster: [{since: 2026-01-05, people: [ada, abe]}]
escalationPolicies:
  app: {team: app, steps: [{page: days, wait: 5m}]}
  web: {team: web, hours: "Mon-Fri 09:00-17:00", timezone: Europe/Lisbon, steps: [{page: ben, wait: 5m}]}
components:
  api: {owner: app, tier: 1}
  ui: {owner: web, tier: 1, userFacing: true, dependsOn: [api], alerts: {detectsIn: 2m}}
"""


def asked(*faults: str, **more: Any) -> Situation:
    return Situation(faults=tuple(Fault(Ref(f"component:{fault}")) for fault in faults), at=START, **more)


def hourly(engine: Engine, situation: Situation) -> list[tuple[Any, ...]]:
    """What one simulation for each hour says."""
    found = []
    for number in range(HOURS):
        incident = engine.simulate(replace(situation, at=situation.at + timedelta(hours=number)))
        found.append(
            (
                incident.verdict,
                incident.first_contact,
                incident.engage,
                incident.minutes_to_right_team,
                bool(incident.held),
                incident.paged,
            )
        )
    return found


def told(found: Week) -> list[tuple[Any, ...]]:
    return [
        (hour.verdict, hour.first_contact, hour.engage, hour.minutes_to_right_team, hour.held, hour.paged)
        for hour in found.hours
    ]


def random_catalog(chance: random.Random) -> dict[str, Any]:
    """Up to eight components of three teams, with rotas that have holes, hours, absences and lost tools."""
    names = [f"c{number}" for number in range(chance.randint(2, 8))]
    components: dict[str, Any] = {}
    for number, name in enumerate(names):
        components[name] = {
            "tier": chance.choice([1, 2, 2, 3]),
            "userFacing": chance.random() < 0.4,
            "alerts": chance.choice(["none", {}, {}, {"detectsIn": "5m"}, {"detectsIn": "90m"}]),
            "dependsOn": [
                {"ref": other, "strength": chance.choice(["hard", "hard", "soft", "async"])}
                for other in chance.sample(names, min(len(names), 2))
                if other != name
            ],
        }
        if chance.random() < 0.85:
            components[name]["owner"] = f"t{number % 3}"
        if chance.random() < 0.3:
            components[name]["failureModes"] = {
                "outage": {"responder": chance.choice(["provider", "consumer", "both"])}
            }
    catalog: dict[str, Any] = {
        "defaults": {"timezone": "Europe/Lisbon"},
        "people": {f"p{number}": {} for number in range(6)},
        "teams": {},
        "schedules": {},
        "escalationPolicies": {},
        "components": components,
    }
    catalog["people"]["p1"] = {"away": [{"from": "2026-10-26T12:00", "to": "2026-10-27T03:00"}]}
    for team in range(3):
        pair = [f"p{team * 2}", f"p{team * 2 + 1}"]
        every, handoff = chance.choice([("1 day", "09:00"), ("12 hours", ":00"), ("1 week", "Mon 09:00")])
        layer: dict[str, Any] = {
            "every": every,
            "handoff": handoff,
            "roster": [{"since": "2026-01-05", "people": pair}],
        }
        if chance.random() < 0.5:
            layer["hours"] = chance.choice(["Mon-Fri 09:00-17:00", "22:00-07:00", "Sat 00:00-Mon 00:00"])
        zone = chance.choice(["Europe/Lisbon", "America/New_York"])
        catalog["schedules"][f"s{team}"] = {"timezone": zone, "layers": [layer]}
        policy: dict[str, Any] = {"team": f"t{team}", "steps": [{"page": f"s{team}", "wait": "10m"}]}
        if chance.random() < 0.5:
            policy["steps"].append({"page": pair[1], "wait": "40m"})
        if chance.random() < 0.3:
            policy["hours"] = "Mon-Fri 08:00-20:00"
        if chance.random() < 0.3:
            policy["fallback"] = f"e{(team + 1) % 3}"
        catalog["escalationPolicies"][f"e{team}"] = policy
        catalog["teams"][f"t{team}"] = {"members": pair}
        if chance.random() < 0.85:
            catalog["teams"][f"t{team}"]["onCall"] = f"e{team}"
    if chance.random() < 0.5:
        catalog["defaults"]["onCall"] = "e0"
    if chance.random() < 0.4:
        catalog["alerting"] = {
            chance.choice(["monitoring", "pager"]): {"runsOn": chance.choice(names)},
            "heartbeat": {"timeout": "10m", "page": "e1"},
        }
    return catalog


def engine_of(catalog: dict[str, Any], folder: Path) -> Engine:
    (folder / "org.yaml").write_text(json.dumps(catalog), encoding="utf-8")
    result = load([str(folder)])
    assert not [problem for problem in result.problems if problem.severity == "error"], result.problems
    return Engine(result.catalog)


@pytest.mark.parametrize("seed", range(12))
def test_every_hour_is_what_a_simulation_at_that_hour_says(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    catalog = random_catalog(chance)
    engine = engine_of(catalog, tmp_path)
    weeks = Weeks(engine.topology, engine.rota, START)
    names = sorted(catalog["components"])
    for _ in range(4):
        situation = asked(
            *chance.sample(names, chance.choice([1, 1, 2])),
            away=frozenset({Ref("person:p2")} if chance.random() < 0.3 else ()),
            silent=frozenset({Ref(f"component:{chance.choice(names)}")} if chance.random() < 0.2 else ()),
        )
        assert told(weeks.of(situation)) == hourly(engine, situation)


def test_hours_that_find_the_same_are_not_simulated_again(org: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = org(ROTAS, people=False).engine
    simulated: list[datetime] = []
    work_out = week_module.work_out

    def counted(topology: Any, rota: Any, situation: Situation, **known: Any) -> Any:
        simulated.append(situation.at)
        return work_out(topology, rota, situation, **known)

    monkeypatch.setattr(week_module, "work_out", counted)
    found = week(engine.topology, engine.rota, asked("api"))
    assert len(found.hours) == HOURS
    assert 1 < len(simulated) < 12
    # Held pages wait ever less, hour by hour: the answers differ and are known all the same.
    waits = [hour.first_contact.minute for hour in found.hours if hour.held]
    assert len(set(waits)) > 60
    assert told(found) == hourly(engine, asked("api"))


def test_holes_absences_and_held_pages_show(org: Make) -> None:
    """The rota covers working days only, the other team's pages are held outside of them; Abe is away
    on Tuesday, which is his turn."""
    engine = org(ROTAS, people=False).engine
    found = week(engine.topology, engine.rota, asked("api"))
    noon = {
        found.instant(number).strftime("%a"): hour
        for number, hour in enumerate(found.hours)
        if found.instant(number).strftime("%H:%M") == "12:30"
    }
    days = ("Fri", "Sat", "Sun", "Mon", "Tue", "Wed")
    assert [noon[day].empty for day in days] == [False, True, True, False, False, False]
    assert [noon[day].held for day in days] == [False, True, True, False, False, False]
    assert [noon[day].verdict for day in days] == [
        "JOINT", "DEFERRED", "DEFERRED", "JOINT", "MISROUTED", "JOINT",
    ]  # fmt: skip
    assert noon["Sat"].first_contact == Contact(Ref("person:ben"), Ref("team:web"), (44 * 60 + 30))
    assert noon["Tue"].first_contact.person == "person:ben"


def test_clocks_that_change_do_not_shift_the_hours(org: Make) -> None:
    engine = org(ROTAS, people=False).engine
    found = week(engine.topology, engine.rota, asked("api"))
    reached = [found.instant(number) for number, hour in enumerate(found.hours) if not hour.empty]
    # Lisbon is at +1 on Friday, and at +0 from Sunday on.
    assert reached[0] == datetime(2026, 10, 23, 8, 30, tzinfo=UTC)
    assert datetime(2026, 10, 26, 8, 30, tzinfo=UTC) not in reached
    assert datetime(2026, 10, 26, 9, 30, tzinfo=UTC) in reached


def test_stretches_cover_the_week_and_neighbours_differ(org: Make) -> None:
    engine = org(ROTAS, people=False).engine
    found = week(engine.topology, engine.rota, asked("api"))
    stretches = list(found.stretches())
    assert [stretch.first for stretch in stretches] == [0, *(stretch.end for stretch in stretches[:-1])]
    assert stretches[-1].end == HOURS
    assert not any(one.hour.alike(other.hour) for one, other in pairwise(stretches))
    for each in stretches:
        assert all(hour.alike(each.hour) for hour in found.hours[each.first : each.end])
        contacts = {hour.first_contact for hour in found.hours[each.first : each.end]}
        assert each.steady == (len(contacts) == 1)
    assert {each.hour.verdict for each in stretches if not each.steady} == {"DEFERRED"}


def test_what_is_toggled_changes_only_its_own_week(org: Make) -> None:
    engine = org(ROTAS, people=False).engine
    weeks = Weeks(engine.topology, engine.rota, START)
    plain = weeks.of(asked("api"))
    without = weeks.of(asked("api", away=frozenset({Ref("person:abe"), Ref("person:ada")})))
    no_pager = weeks.of(asked("api", down=frozenset({"pager"})))
    assert {hour.first_contact and hour.first_contact.person for hour in without.hours} <= {
        None,
        "person:ben",
    }
    assert {hour.verdict for hour in no_pager.hours} == {"NOBODY"}
    assert weeks.of(asked("api")) == plain == week(engine.topology, engine.rota, asked("api"))


def test_a_week_of_nothing_that_can_fail_is_an_error(org: Make) -> None:
    engine = org(ROTAS, people=False).engine
    with pytest.raises(SituationError):
        week(engine.topology, engine.rota, asked("nothing"))


@pytest.mark.parametrize("seed", range(20, 32))
def test_a_comparison_begins_with_what_the_simulation_says(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    catalog = random_catalog(chance)
    engine = engine_of(catalog, tmp_path)
    for name in sorted(catalog["components"]):
        situation = asked(name)
        incident = engine.simulate(situation)
        declared = compare(engine.topology, engine.rota, situation)[0]
        assert declared.first == incident.first_contact
        assert declared.minutes_to_right_team == incident.minutes_to_right_team
