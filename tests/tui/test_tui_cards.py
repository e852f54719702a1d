"""Cards: what they say, and that everything on them can be followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from topology.model.reference import Ref
from topology.tui.views import card_of
from topology.tui.world import read

Run = Callable[..., Any]


async def open_card(pilot: Any, press: Any, ref: str) -> Any:
    """The card of an entity on the whole screen."""
    pilot.app.visit(Ref(ref))
    await press(pilot, "z")
    return pilot.app.screen.card


def on(card: Any) -> list[str]:
    """Its lines."""
    return [line.text for line in card.lines]


async def test_a_usual_team_fits_on_one_screen_and_has_all_of_its_card(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        assert card.length <= card.size.height
        labels = {line.text[:10].strip() for line in card.lines}
        wanted = {
            "Purpose",
            "Also",
            "Members",
            "Owns",
            "Paged by",
            "Now",
            "Then",
            "Needs",
            "Serves",
            "Ask",
            "Load",
        }
        assert wanted <= labels


def crowded(folder: Path, neighbours: int) -> Any:
    """A team that needs others, each with a purpose that takes a line and a half."""
    told = "what it is for is a long story that nobody ever reads to its end, though it is worth it"
    said = "".join(
        f"      - {{team: t{number}, mode: x-as-a-service, since: 2026-01-01, purpose: {told}}}\n"
        for number in range(neighbours)
    )
    (folder / "a.yaml").write_text(
        "teams:\n  x:\n    focus: Everything\n    reviewed: 2026-10-01\n    interactions:\n"
        + said
        + "".join(f"  t{number}: {{}}\n" for number in range(neighbours))
        + f"components:\n  a: {{owner: x, dependsOn: [{', '.join(f'c{n}' for n in range(neighbours))}]}}\n"
        + "".join(f"  c{number}: {{owner: t{number}}}\n" for number in range(neighbours))
    )
    return read((str(folder),))


def test_a_team_with_many_around_it_tells_less_of_them_so_that_it_fits(tmp_path: Path, now: Any) -> None:
    few = texts(crowded(tmp_path, 2), "team:x", now)
    assert sum("it is for is a long story" in line for line in few) == 2
    assert few[-1] == "a.yaml:2  reviewed 2026-10-01"
    world = crowded(tmp_path, 6)
    many = texts(world, "team:x", now)
    assert len(many) <= 22
    assert "Needs     x-as-a-service: t0 (1, 10 months), t1 (1, 10 months)" in many
    narrow = "\n".join(line.text for line in card_of(world, Ref("team:x"), now, 45))
    assert "t5 (1), x-as-a-service, 10 months:" in narrow


async def test_things_side_by_side_on_a_line_are_followed_each_by_itself(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        card.stand_on(next(line.key for line in card.lines if line.text.startswith("Members")))
        assert card.here.ref == "person:ada"
        await press(pilot, "l")
        assert card.here.ref == "person:lin"
        await press(pilot, "l")
        assert card.here.ref == "person:lin"
        await press(pilot, "h", "l", "enter")
        assert pilot.app.session.focus == "person:lin"


@pytest.mark.usefixtures("painted")
async def test_a_click_follows_the_thing_under_the_pointer(run: Run, press: Any) -> None:
    async with run(size=(80, 24)) as pilot:
        card = await open_card(pilot, press, "team:payments")
        row = next(row for row, line in enumerate(card.lines) if line.text.startswith("Members"))
        column = card.lines[row].text.index("Lin Park") + 1
        await pilot.click("#card", offset=(column + 2, row))
        assert pilot.app.session.focus == "person:lin"


def test_a_team_of_which_nothing_is_said_is_unknown_and_not_nobody(tmp_path: Any, now: Any) -> None:
    (tmp_path / "a.yaml").write_text("teams: {x: {}}\ncomponents: {a: {owner: x}}\n")
    world = read((str(tmp_path),))
    shown = "\n".join(line.text for line in card_of(world, Ref("team:x"), now, 78))
    for row in ("Focus     unknown", "Now       unknown", "Ask       unknown", "people unknown"):
        assert row in shown
    assert "nobody" not in shown


ROTA = """
defaults: {timezone: Europe/Lisbon}
people: {ann: {title: Ann}, bob: {title: Bob}, cy: {title: Cy}}
schedules:
  rota:
    timezone: Europe/Lisbon
    layers:
      - every: 1 week
        handoff: "Mon 09:00"
        to: 2026-11-20T12:00
        roster: [{since: 2026-01-05, people: [ann, bob]}]
    overrides: [{from: 2026-10-29T18:00, to: 2026-10-31T06:00, replace: ann, with: cy}]
  tokyo: {timezone: Asia/Tokyo, layers: [{roster: [{since: 2026-01-05, people: [cy]}]}]}
escalationPolicies:
  p: {steps: [{page: rota, wait: 5m}, {page: "person:cy", wait: 10m}], repeat: 2, fallback: q}
  q: {steps: [{page: tokyo, wait: 3m}]}
  alone: {hours: "Mon-Fri 09:00-17:00", timezone: Europe/Lisbon, steps: [{page: [], wait: 5m}]}
teams: {x: {onCall: p}}
components: {a: {owner: x}}
"""
AUTUMN = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def rotas(tmp_path_factory: pytest.TempPathFactory) -> Any:
    file: Path = tmp_path_factory.mktemp("rota") / "a.yaml"
    file.write_text(ROTA)
    return read((str(file),))


def lines(world: Any, ref: str, at: datetime, columns: int = 78) -> list[Any]:
    return list(card_of(world, Ref(ref), at, columns))


def texts(world: Any, ref: str, at: datetime, columns: int = 78) -> list[str]:
    return [line.text for line in lines(world, ref, at, columns)]


def test_four_weeks_show_who_hand_offs_overrides_and_the_change_of_the_clocks(rotas: Any) -> None:
    shown = texts(rotas, "schedule:rota", AUTUMN)
    ruler = next(number for number, text in enumerate(shown) if "26 Oct" in text)
    assert "2 Nov" in shown[ruler]
    assert "9 Nov" in shown[ruler]
    days = shown[ruler + 1][18:]
    assert days.replace(" ", "") == "TWTFS↕MTWTFSSMTWTFSSMTWTFSSM"
    tracks = {text[:18].strip(): text[18:] for text in shown[ruler + 2 : ruler + 6]}
    monday = shown[ruler].index("26 Oct") - 18
    assert tracks["Bob"][monday] == "▌"  # at nine in the morning
    assert tracks["Ann"][monday] == "▐"
    assert "▓" in tracks["Cy"]
    assert "▓" not in tracks["Ann"]
    assert "nobody" not in tracks
    text = " ".join(" ".join(shown).split())
    assert "Mon 26 Oct 09:00 Ann" in text
    assert "Thu 29 Oct 18:00 Cy, by an override" in text
    assert "Sun 25 Oct 2026 02:00 clocks go back to 01:00, a day of 25 hours: Bob on call" in text
    assert "Sun 28 Mar 2027 01:00 clocks go forward to 02:00, a day of 23 hours: nobody on call" in text


def test_a_shift_over_the_change_of_the_clocks_is_as_long_as_it_really_is(rotas: Any) -> None:
    shown = texts(rotas, "schedule:rota", datetime(2026, 10, 13, 10, 0, tzinfo=UTC))
    assert next(text for text in shown if "Mon 19 Oct 09:00 Bob" in text).endswith("7d1h ↕")


def test_a_gap_beyond_four_weeks_is_the_next_one_and_one_within_is_listed(rotas: Any) -> None:
    text = "\n".join(texts(rotas, "schedule:rota", AUTUMN))
    assert "none in four weeks" in text
    assert "the next one: Fri 20 Nov 12:00 to" in text
    near = "\n".join(texts(rotas, "schedule:rota", datetime(2026, 11, 2, 10, 0, tzinfo=UTC)))
    assert "1 in four weeks" in near
    assert "Fri 20 Nov 12:00 to Mon 30 Nov 00:00" in near
    assert "none in 90 days" in "\n".join(texts(rotas, "schedule:tokyo", AUTUMN))
    assert "never change" in "\n".join(texts(rotas, "schedule:tokyo", AUTUMN))


def test_a_policy_is_a_timeline_with_waits_repeats_fallback_and_its_end(rotas: Any) -> None:
    shown = texts(rotas, "policy:p", AUTUMN)
    start = next(number for number, text in enumerate(shown) if text.startswith("Timeline"))
    assert "2 steps, 3 passes" in shown[start]
    events = [" ".join(text.split()) for text in shown[start + 1 :] if text.startswith("+")]
    assert events == [
        "+0m 1 rota waits 5m",
        "+5m 2 Cy waits 10m",
        "+15m ↺ again from the first, 2 times",
        "+45m ▸ q takes over",
        "+45m 1 tokyo waits 3m",
        "+48m ✖ ends: q ends here: no fallback",
    ]
    assert "Bob" in shown[start + 2]
    assert any(text.startswith("Pages for x") for text in shown)


def test_a_dead_end_and_closed_hours_are_said(rotas: Any) -> None:
    text = "\n".join(texts(rotas, "policy:alone", datetime(2026, 10, 20, 20, 0, tzinfo=UTC)))
    for words in (
        "closed now",
        "held until",
        "the step pages nobody",
        "ends: alone ends here: no fallback",
        "nothing that a file says",
    ):
        assert words in text


def test_where_room_is_short_first_names_stand_beside_the_weeks_and_ends_below_names(rotas: Any) -> None:
    shown = texts(rotas, "schedule:rota", AUTUMN, 33)
    assert any(text.startswith("Ann ") and len(text) <= 33 for text in shown)
    now = next(number for number, text in enumerate(shown) if text.startswith("Now"))
    assert shown[now].split() == ["Now", "Bob"] or "until" in shown[now]


@pytest.mark.parametrize("columns", [20, 33, 47, 78, 196])
def test_every_card_can_be_made_for_every_width_and_the_weeks_fit(
    rotas: Any, world: Any, now: Any, columns: int
) -> None:
    for which, at in ((rotas, AUTUMN), (world, now)):
        for ref in which.catalog.entities:
            made = lines(which, ref, at, columns)
            assert made[-1].key == "declared"
            if columns > 40:
                tracks = [line for line in made if line.key.startswith("track ")]
                assert all(len(line.text) <= columns for line in tracks)


def test_everything_that_a_card_names_leads_there(world: Any, now: Any) -> None:
    """Every line with a place to go or a word to explain has a key of its own, and the entities are there."""
    for ref in world.catalog.entities:
        made = lines(world, ref, now)
        assert {line.ref for line in made if line.ref} == {line.ref for line in made if line.ref and line.key}
        keys = [line.key for line in made if line.key]
        assert len(keys) == len(set(keys)), ref
        for line in made:
            leads = line.ref or line.url or (line.place and line.place.file) or line.parts
            assert leads or line.gloss or not line.key, (ref, line.text)
            for part in line.parts:
                assert part.ref is None or part.ref in world.catalog.entities


def test_policies_are_known_by_what_pages_them_and_by_whom_they_page(world: Any) -> None:
    topology = world.topology
    for ref in topology.nodes:
        for policy in topology.policy_of(ref).policies:
            assert ref in topology.paged_through(policy)
    assert topology.teams_paged_by(Ref("policy:payments")) == ("team:payments",)
    assert topology.policies_with(Ref("schedule:payments-rota")) == ("policy:payments",)
    assert topology.policies_with(Ref("person:mei")) == ("policy:duty",)
    assert topology.paged_through(Ref("policy:none")) == topology.policies_with(Ref("person:none")) == ()


def shop(world: Any, ref: str, now: datetime) -> str:
    return "\n".join(texts(world, ref, now))


def test_a_component_says_owner_and_how_that_is_known_needs_users_and_contract(world: Any, now: Any) -> None:
    text = shop(world, "component:payments-api", now)
    place = world.topology.owner(Ref("component:payments-api")).place
    for words in (
        "Owner     Payments, stream-aligned",
        f"stated at {place}",
        "Now       Lin Park",
        "Then      +5m Lin Park",
        "Ask       #payments   #payments-pci (private)",
        "Runbook   unknown",
        "Known by  unknown",
        "Alerts    when down, within 2m",
        "══▶ psp-north   1 of 2",
        "Used by  1",
        "─?▶ checkout-api   Checkout",
    ):
        assert words in text
    assert "Owner     unknown" in shop(world, "component:report-job", now)
    assert "assumed: a vendor's liaison" in shop(world, "component:psp-north", now)
    assert "outage: down, the provider answers" in shop(world, "component:checkout-api", now)
    assert "Decided   Checkout owns the basket (2026-03-01)" in shop(world, "component:checkout-api", now)
    assert "Alerts    unknown: taken as when down, within 1m" in shop(world, "component:order-queue", now)
    assert "Promise   Restore within 15 minutes" in shop(world, "component:order-queue", now)


def test_the_place_of_an_owner_keeps_its_file_name_where_room_is_short(tmp_path: Any, now: Any) -> None:
    deep = tmp_path / ("components-of-a-house/" * 3)
    deep.mkdir(parents=True)
    (deep / "catalog.yaml").write_text("teams: {a: {}}\ncomponents: {c: {owner: a}}\n")
    world = read([str(tmp_path)])
    text = [line.text.strip() for line in card_of(world, Ref("component:c"), now, 46)]
    assert any(line.startswith("stated at …") and line.endswith("catalog.yaml:2") for line in text)


def test_a_hard_need_across_an_undeclared_boundary_is_grey_on_the_card(world: Any, now: Any) -> None:
    line = next(
        line
        for line in lines(world, "component:checkout-api", now)
        if line.ref == "component:payments-api" and "─?▶" in line.text
    )
    assert line.text.endswith("Payments")


def test_a_product_has_slices_and_what_carries_it_a_platform_its_consumers(world: Any, now: Any) -> None:
    product = shop(world, "product:shop", now)
    for words in ("Owner     Storefront Web", "Slices", " Checkout   3", "Carried by", " Data Platform   "):
        assert words in product, words
    platform = shop(world, "platform:data", now)
    assert "Promise   Restore within 15 minutes, 24x7" in platform
    assert "Consumers  2 teams" in platform
    assert "Checkout (" in platform


SLICED = """
teams: {x: {type: platform, onCall: px}, y: {onCall: py}, z: {onCall: pz}}
people: {ann: {}, bob: {}}
escalationPolicies: {px: {steps: [{page: "person:ann"}]}, py: {steps: [{page: "person:bob"}]},
  pz: {repeat: 0, steps: [{page: "person:ann"}, {page: ["person:ann", "person:bob"]}, {page: "person:ann"}]}}
products: {p: {owner: x}}
components:
  a: {owner: x, partOf: p, dependsOn: [b, c, d]}
  b: {owner: y, partOf: p}
  c: {owner: y}
  d: {}
  both: {owner: [x, y]}
  shared: {owner: [z, y], partOf: p}
  inside: {partOf: p}
"""


@pytest.fixture
def sliced(tmp_path: Path) -> Any:
    (tmp_path / "a.yaml").write_text(SLICED)
    return read((str(tmp_path),))


def leading(made: list[Any], start: str) -> list[tuple[str, str]]:
    """What the line that starts so names, and where each of it leads to."""
    line = next(line for line in made if line.text.startswith(start))
    whole = "".join(text for text, _ in line.spans)
    end = "".join(text for text, _ in line.end)
    whole += " " * (78 - len(whole) - len(end)) + end
    return [(whole[part.start :][: part.cells], part.ref) for part in line.parts]


def test_of_several_names_in_a_text_each_leads_to_its_own(sliced: Any, rotas: Any, now: Any) -> None:
    made = lines(sliced, "component:a", now)
    assert leading(made, " ─?▶ c") == [("c", "component:c"), ("y", "team:y")]
    assert leading(made, "Joins") == [("y", "team:y"), ("b", "component:b"), ("c", "component:c")]
    assert leading(lines(sliced, "product:p", now), " y, z") == [("y", "team:y"), ("z", "team:z")]
    then = leading(lines(sliced, "team:z", now), "Then")
    assert then == [("ann", "person:ann"), ("bob", "person:bob"), ("ann", "person:ann")]
    override = leading(lines(rotas, "schedule:rota", AUTUMN), " Thu 29 Oct 18:00 to")
    assert override == [("Cy", "person:cy"), ("Ann", "person:ann")]


def test_one_more_is_not_said_but_listed_and_the_key_that_lists_them_is_that_of_somebody(
    tmp_path: Path, now: Any
) -> None:
    for users, said in ((13, ""), (14, " and 2 more: K lists them")):
        names = "\n".join(f"  u{number}: {{dependsOn: [a]}}" for number in range(users))
        (tmp_path / "a.yaml").write_text(f"components:\n  a: {{}}\n{names}\n")
        world = read((str(tmp_path),))
        made = card_of(world, Ref("component:a"), now, 78, {"page": "Q", "form": "K"}.__getitem__)
        text = [line.text for line in made]
        at = text.index(next(line for line in text if line.startswith("Used by")))
        more = [line for line in text[at:] if "more" in line]
        assert more == ([said] if said else [])
        assert "          and 7 more: Q lists them" in text if users == 13 else True
    copied = "\n".join(line.text for line in card_of(world, Ref("component:a"), now, 78))
    assert "lists them" not in copied


TOLD = """
teams: {x: {onCall: px}, y: {onCall: py}}
people: {ann: {tags: [night]}, bob: {}}
escalationPolicies: {px: {steps: [{page: "person:ann"}]}, py: {steps: [{page: "person:bob"}]}}
platforms: {p: {owner: x, aliases: [base], description: LONG}}
components:
  a: {owner: x, onCall: py, inhibitedBy: [b, c], failureModes: {late: {description: Half an hour behind}}}
  b: {}
  c: {}
  d: {owner: "person:ann"}
decisions: [{id: adr-1, title: One base, date: 2026-03-01, about: ["platform:p"]}]
"""


def test_everything_that_files_say_of_it_stands_on_a_card(tmp_path: Path, now: Any) -> None:
    long = " ".join(f"word{number}" for number in range(80))
    (tmp_path / "a.yaml").write_text(TOLD.replace("LONG", long))
    world = read((str(tmp_path),))
    component = shop(world, "component:a", now)
    assert "Now       bob, 03:12 local (UTC)\n          by its own policy, py\n" in component
    assert "\n          held back while b and c alerts\n" in component
    assert "late: down, the provider answers\n          Half an hour behind\n" in component
    assert leading(lines(world, "component:a", now), "          held") == [
        ("b", "component:b"),
        ("c", "component:c"),
    ]
    group = shop(world, "platform:p", now)
    assert "\nDecided   One base (2026-03-01)\n" in group
    assert "\nAlso      base\n" in group
    assert "Tags      night" in shop(world, "person:ann", now)
    end = group[group.index("\nDescription\n") :].split()
    assert end[1:81] == long.split()


def test_a_person_who_is_paged_by_name_says_by_what(tmp_path: Path, now: Any) -> None:
    (tmp_path / "a.yaml").write_text(TOLD.replace("LONG", "x"))
    text = shop(read((str(tmp_path),)), "person:ann", now)
    assert "Owns      d\n" in text
    assert "Paged by  px (step 1)\nOn call   in no schedule within 400 days: paged by name" in text


def test_what_is_said_of_somebody_is_quiet_on_the_next_line_too(world: Any, now: Any) -> None:
    made = lines(world, "component:payments-api", now, 40)
    at = next(number for number, line in enumerate(made) if line.text.startswith("Now"))
    assert made[at + 1].spans[1][1] == "quiet"


async def test_somebody_on_the_card_is_offered_what_can_be_done_there(
    run: Run, press: Any, screen: Any
) -> None:
    async with run(size=(80, 24)) as pilot:
        await open_card(pilot, press, "component:payments-api")
        assert screen(pilot.app)[-1].startswith(" enter open  c copy  e edit  p page  o owner")
        assert screen(pilot.app)[-1].rstrip().endswith("? help")


async def test_nothing_is_offered_that_has_nothing_to_say_of_what_one_stands_on(
    run: Run, press: Any, screen: Any
) -> None:
    async with run(size=(120, 40)) as pilot:
        for ref, there, never in (
            ("team:payments", ("used by", "owner"), ("page", "why")),
            ("person:joao", ("owner",), ("page", "why", "used by", "uses")),
            ("component:payments-api", ("page", "why", "used by"), ()),
        ):
            pilot.app.visit(Ref(ref))
            await pilot.pause()
            shown = screen(pilot.app)[-1].split("  ")
            words = {each.strip().partition(" ")[2] for each in shown}
            assert words.issuperset(there), ref
            assert words.isdisjoint(never), ref


def test_from_what_an_owner_is_inherited_and_where_it_stands_are_followed_each(sliced: Any, now: Any) -> None:
    made = lines(sliced, "component:inside", now)
    line = next(line for line in made if line.text.strip() == "inherited from p at a.yaml:6")
    assert [(part.ref, str(part.place or "")) for part in line.parts] == [
        ("product:p", ""),
        (None, "a.yaml:6"),
    ]
    assert line.gloss.words == ("inherited", "owner")


def test_a_product_is_not_carried_by_its_own_slices(sliced: Any, now: Any) -> None:
    text = shop(sliced, "product:p", now)
    carried = text[text.index("Carried by") :]
    assert carried.split("\n")[:3] == ["Carried by  1", " y   team · 1", "          c"]
    assert "Owner     x, platform\n          stated at a.yaml:6" in text


def test_several_who_answer_are_told_apart_and_what_nobody_owns_says_so(sliced: Any, now: Any) -> None:
    shown = texts(sliced, "component:both", now)
    answering = [line.strip() for line in shown if line.startswith("          by ")]
    assert answering == ["by px", "by py"]
    assert " ──▶ d   no owner" in shop(sliced, "component:a", now)


def test_a_name_that_is_too_long_is_cut_and_never_told_with_a_space_in_it(tmp_path: Path, now: Any) -> None:
    name = "delivery-promise-of-everything-that-was-ever-sent-to-anybody"
    (tmp_path / "a.yaml").write_text(f"components: {{{name}: {{}}, b: {{dependsOn: [{name}]}}}}\n")
    world = read((str(tmp_path),))
    for columns in range(20, 60):
        line = next(
            line for line in card_of(world, Ref("component:b"), now, columns) if name[:5] in line.text
        )
        assert name in line.text


def test_a_person_has_teams_shifts_and_absences(world: Any, now: Any) -> None:
    text = shop(world, "person:joao", now)
    assert "Away      20 Nov 2026 to 25 Nov 2026, now: will not answer" in text
    assert "Teams     Checkout" in text
    assert "now, until Mon 09:00" in text
    assert "in no schedule" in shop(world, "person:zola", now)


def test_a_turn_without_an_end_is_said_to_go_on(tmp_path: Path, now: Any) -> None:
    (tmp_path / "a.yaml").write_text(
        "people: {ann: {title: Ann}}\nteams: {x: {members: [ann]}}\ncomponents: {a: {owner: x}}\n"
        "schedules: {r: {timezone: UTC, layers: [{roster: [{since: 2026-01-05, people: [ann]}]}]}}\n"
    )
    text = "\n".join(line.text for line in card_of(read((str(tmp_path),)), Ref("person:ann"), now, 60))
    assert "now, for more than a year to come" in text


def test_on_a_card_2_comes_before_10(tmp_path: Path, now: Any) -> None:
    users = ", ".join(f"user-{number}: {{owner: x, dependsOn: [hub]}}" for number in (1, 2, 10))
    (tmp_path / "a.yaml").write_text(f"teams: {{x: {{}}}}\ncomponents: {{hub: {{owner: x}}, {users}}}\n")
    found = [line.text for line in card_of(read((str(tmp_path),)), Ref("component:hub"), now, 40)]
    named = [word for text in found for word in text.split() if word.startswith("user-")]
    assert named == 2 * ["user-1", "user-2", "user-10"]
