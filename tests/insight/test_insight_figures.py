"""Figures of an organisation: what they count, what is behind them, and what they leave unknown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.incident.situation import Fault, Situation
from topology.insight.figures import Figure, figures
from topology.insight.figures.load import carried
from topology.insight.view import View
from topology.insight.week_load import monday, week_load
from topology.load.loader import load
from topology.model.reference import Ref
from topology.present.resources import example_path

ORG = """
people: {ada: {}, cat: {}, zoe: {}}
teams:
  app: {type: stream-aligned, onCall: app, members: [ada]}
  data: {type: platform, onCall: data, members: [cat]}
escalationPolicies:
  app: {team: app, steps: [{page: ada, wait: 5m}]}
  data: {team: data, steps: [{page: cat, wait: 5m}]}
defaults: {tier: 2, pageTiers: 2, engageTarget: {2: 15m}}
interactions: [{between: [app, zed], mode: collaboration}]
components:
  api: {owner: app, dependsOn: [quiet, db, orphan], alerts: {detectsIn: 2m}}
  slow: {owner: app, alerts: {detectsIn: 30m}}
  quiet: {owner: data, alerts: none}
  db: {owner: data}
  rotten: {owner: app, onCall: data}
  orphan: {}
  later: {owner: data, tier: 4}
"""


def found(view: View) -> dict[str, Figure]:
    return {each.id: each for each in figures(view)}


def refs(figure: Figure) -> list[str]:
    return [each.ref.partition(":")[2] for each in figure.behind]


def test_clarity_counts_failures_that_one_owner_leads(look) -> None:
    figure = found(look(ORG))["clarity"]
    assert (figure.part, figure.whole, figure.unknown) == (4, 7, 0)
    assert refs(figure) == ["orphan", "quiet", "rotten"]
    assert figure.behind[1].others == ("team:app",)
    assert figure.behind[1].teams == ("team:data",)


@pytest.mark.parametrize(
    ("name", "part", "whole", "behind"),
    [
        ("owned", 6, 7, ["orphan"]),
        ("silent", 1, 7, ["quiet"]),
        ("engaged", 5, 6, ["slow"]),
        ("platform-first", 2, 6, ["rotten", "db"]),
        ("for-others", 2, 5, ["quiet", "rotten"]),
        ("spread", 0, 6, []),
        ("crossing", 2, 2, ["db", "quiet"]),
        ("grey", 2, 2, ["db", "quiet"]),
    ],
)
def test_a_figure_carries_what_is_behind_it(look, name, part, whole, behind) -> None:
    figure = found(look(ORG))[name]
    assert (figure.part, figure.whole, refs(figure)) == (part, whole, behind)


def test_without_on_call_data_what_pages_decide_is_unknown_and_nothing_is_wrong(look) -> None:
    view = look("components: {one: {owner: a, dependsOn: [two]}, two: {owner: b}}\nteams: {a: {}, b: {}}")
    made = found(view)
    for name in ("clarity", "engaged", "for-others", "spread"):
        assert (made[name].whole, made[name].unknown, made[name].behind) == (0, 2, ())
        assert made[name].missing == ("policies",)
        assert made[name].share is None
    assert made["silent"].missing == ("alerts",)
    assert made["platform-first"].missing == ("types",)
    assert made["grey"].missing == ("interactions",)
    assert made["owned"].share == 1.0


def test_an_empty_catalog_has_figures_of_nothing(look) -> None:
    assert all((each.whole, each.behind) == (0, ()) for each in figures(look("teams: {}")))


def test_what_a_team_carries_is_counted_not_judged(look) -> None:
    app, data = carried(look(ORG))
    assert (app.team, app.people, len(app.components), app.share) == ("team:app", 1, 3, 3.0)
    assert data.users == ("team:app",)
    assert app.needs == ("team:data",)
    assert app.wakes == ("component:api", "component:orphan", "component:quiet", "component:slow")


def test_whose_size_nobody_states_has_no_share(look) -> None:
    (team,) = carried(look("teams: {a: {}}\ncomponents: {one: {owner: a}}"))
    assert (team.people, team.share, team.wakes) == (None, None, None)


WEEK = """
people: {ada: {}, cat: {}, abe: {}}
teams:
  app: {onCall: app, members: [ada, abe]}
  data: {onCall: data, members: [cat]}
schedules:
  days: {layers: [{hours: Mon-Fri 09:00-17:00, roster: [{since: 2026-01-05, people: [ada]}]}]}
escalationPolicies:
  app: {team: app, steps: [{page: days, wait: 5m}, {page: abe, wait: 5m}]}
  data: {team: data, hours: "Mon-Fri 08:00-20:00", steps: [{page: cat, wait: 5m}]}
components:
  api: {owner: app, tier: 1}
  db: {owner: data, tier: 1}
  mute: {owner: data, tier: 1, alerts: none}
  lost: {owner: app, tier: 1, onCall: gone}
"""


def test_a_week_counts_pages_by_team_and_hour(look) -> None:
    load_ = week_load(look(WEEK))
    assert load_.start == datetime(2026, 11, 16, tzinfo=UTC)
    by_day = [load_.counts(Ref("team:data"))[at : at + 24] for at in range(0, 168, 24)]
    assert by_day[0] == [0] * 8 + [1] * 12 + [0] * 4
    assert by_day[5] == [0] * 24
    assert load_.counts(Ref("team:app")) == [1] * 168
    assert load_.paging(Ref("team:data"), 9) == ("component:db",)
    assert load_.paging(Ref("team:data"), 0) == ()


def test_hours_without_anybody_in_the_first_step_are_uncovered(look) -> None:
    load_ = week_load(look(WEEK))
    assert load_.uncovered_hours(Ref("component:api")) == 168 - 5 * 8
    assert load_.uncovered_hours(Ref("component:db")) == 0
    assert load_.never == ("component:mute",)
    assert load_.unknown == ("component:lost",)


def test_the_week_says_how_far_it_is_and_can_be_stopped(look) -> None:
    heard: list[tuple[int, int]] = []

    def told(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        week_load(look(WEEK), told=told)
    assert heard == [(1, 4), (2, 4)]


def test_the_failures_of_an_instant_say_how_far_they_are_and_are_worked_out_once(look) -> None:
    heard: list[tuple[int, int]] = []
    view = replace(look(ORG), told=lambda done, of: heard.append((done, of)))
    figures(view)
    figures(view)
    carried(view)
    assert heard == [(done, 7) for done in range(7)]


def test_the_week_begins_on_monday_by_the_wall_clock() -> None:
    assert monday(NOW, "Europe/Lisbon") == datetime(2026, 11, 16, tzinfo=UTC)
    assert monday(NOW, "Pacific/Auckland") == datetime(2026, 11, 15, 11, tzinfo=UTC)
    assert monday(datetime(2026, 11, 15, 10, 59, tzinfo=UTC), "Pacific/Auckland").day == 8


def test_the_heat_of_the_example_is_what_one_simulation_an_hour_says() -> None:
    engine = Engine(load([example_path()]).catalog)
    view = View(topology=engine.topology, rota=engine.rota, at=NOW)
    made = week_load(view, NOW, hours=3)
    for hour in range(3):
        paged: dict[Any, list[Ref]] = {}
        for each in view.components:
            situation = Situation(faults=(Fault(each.ref),), at=NOW + timedelta(hours=hour))
            for team in engine.simulate(situation).paged:
                paged.setdefault(team, []).append(each.ref)
        assert {team: made.paging(team, hour) for team in made.pages if made.paging(team, hour)} == {
            team: tuple(refs_) for team, refs_ in paged.items()
        }
