"""One resolver and one simulator: whoever is asked about the same situation gives the same answer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from topology.cli import main
from topology.incident.engine import Engine
from topology.load.loader import load
from topology.model.reference import Ref
from topology.present.page_command import page_command
from topology.present.who import who
from topology.tui.page.week import range_around
from topology.tui.screens.page import PageScreen
from topology.tui.what_if import WhatIf

SHOP = Path(__file__).parent / "shop"
BROKEN = (
    "payments-db",
    "pg-cluster",
    "checkout-api",
    "cart-db",
    "report-job",
    "cdn",
    "psp-north",
    "storefront",
)


def command(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    main.run(["-C", str(SHOP), *words, "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", BROKEN)
async def test_every_face_gives_the_same_answer(
    run: Any,
    press: Any,
    settled: Any,
    screen: Any,
    now: datetime,
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command line's who and page, Page mode, an hour of its week, and the card."""
    ref = Ref(f"component:{name}")
    at = now.replace(minute=0)
    stamp = f"{at:%Y-%m-%dT%H:%MZ}"
    page = command(capsys, "page", name, "--at", stamp)
    told = command(capsys, "who", name, "--at", stamp)
    async with run() as pilot:
        pilot.app.set_instant(at)
        await press(pilot, "slash", *name, "enter")
        card = "\n".join(line.text for line in pilot.app.screen.card.lines)
        await press(pilot, "p")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PageScreen)
        incident = pilot.app.screen.incident
        strip = pilot.app.screen.strip
        hour = strip.week.hours[range_around(at, "Europe/Lisbon").number(at)]
        shown = "\n".join(line.text for line in pilot.app.screen.told.lines)
    verdicts = {page["verdict"], told["verdict"], incident.verdict, hour.verdict}
    assert len(verdicts) == 1
    assert incident.verdict in card
    assert incident.verdict in shown
    contact = incident.first_contact
    first = None if contact is None else (contact.person, contact.team, contact.minute)
    assert first == (
        None
        if hour.first_contact is None
        else (hour.first_contact.person, hour.first_contact.team, hour.first_contact.minute)
    )
    assert first == (None if page["firstContact"] is None else tuple(page["firstContact"].values()))
    times = {"earliest": incident.engage.earliest, "latest": incident.engage.latest}
    assert page["timeToEngageMinutes"] == times
    assert (hour.engage, hour.minutes_to_right_team) == (incident.engage, incident.minutes_to_right_team)
    assert [lead["team"] for lead in page["leads"]] == [lead.team for lead in incident.leads]
    assert page["states"] == dict(incident.states)
    assert {each["component"] for each in told["impact"]} == set(incident.states) - {ref}


@pytest.mark.parametrize("hours", [0, 9, 31, 80])
def test_the_card_is_the_answer_of_the_simulator(world: Any, now: datetime, hours: int) -> None:
    at = now + timedelta(hours=hours)
    for entity in [each for each in world.catalog.entities.values() if each.ref in world.topology.index]:
        card = who(world.engine, entity, at)
        assert card.incident is not None
        again = world.engine.simulate(WhatIf.of([entity.ref]).situation(at))
        assert card.incident == again


def test_a_situation_with_everything_in_it_is_the_same_on_the_command_line(
    now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = Engine(load([str(SHOP)]).catalog)
    asked = (
        WhatIf.of([Ref("component:payments-db"), Ref("component:cdn")])
        .toggle_away(Ref("person:ada"))
        .toggle_silent(Ref("component:payments-api"))
        .toggle_down("chat")
        .toggle_ack(Ref("person:lin"), 9)
    )
    situation = asked.situation(now)
    incident = engine.simulate(situation)
    import shlex

    found = command(capsys, *shlex.split(page_command(engine.catalog, situation))[1:])
    assert found["verdict"] == incident.verdict
    assert [event["minute"] for event in found["timeline"]] == [event.minute for event in incident.timeline]
