"""Two versions compared: each kind of change, what is a rename and what is not, what is enough to fail."""

import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.insight.conftest import NOW
from topology.incident.engine import Engine
from topology.insight.diff.compare import compare, side
from topology.insight.diff.values import GRADES, KINDS, Change, Difference, TeamLoad
from topology.insight.house import house_rules
from topology.load.loader import load
from topology.load.sources import Sources

BASE = """
teams:
  web: {type: stream-aligned, focus: sell, members: [ana, ben], onCall: web}
  pay: {type: stream-aligned, focus: charge, members: [cyd], onCall: pay,
        interactions: [{team: data, mode: x-as-a-service}]}
  data: {type: platform, focus: keep, members: [eva], onCall: data}
people: {ana: {}, ben: {}, cyd: {}, eva: {}}
products: {shop: {owner: web, tier: 1}}
components:
  site: {owner: web, partOf: shop, userFacing: true, dependsOn: [cards]}
  cards: {owner: pay, description: Charges cards, dependsOn: [disks]}
  stock: {owner: web, dependsOn: [disks]}
  disks: {owner: data}
escalationPolicies:
  web: {team: web, steps: [{page: ana, wait: 5m}, {page: ben, wait: 5m}], repeat: 1}
  pay: {team: pay, steps: [{page: cyd, wait: 5m}], repeat: 1}
  data: {team: data, steps: [{page: eva, wait: 5m}], repeat: 1}
"""
CARDS = "cards: {owner: pay, description: Charges cards"
Diff = Callable[..., Difference]


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    """``diff(new)`` against BASE, or ``diff(new, old)``; ``settings`` are those of the new version."""

    def go(new: str, old: str = BASE, *, settings: str = "", before: str = "", at=(NOW,)) -> Difference:
        versions = []
        for name, text, toml in (("old", old, before), ("new", new, settings)):
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            (folder / "c.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
            (folder / "topology.toml").write_text(toml)
            versions.append(load([str(folder)]))
        house, _ = house_rules(versions[1].settings, Sources(versions[1].catalog))
        sides = []
        for loaded in versions:
            engine = Engine(loaded.catalog)
            sides.append(side(engine.topology, engine.rota, loaded.problems, at[0], house, loaded.settings))
        return compare(sides[0], sides[1], house, at[1:])

    return go


def said(change: Change) -> dict[str, tuple[object, object]]:
    return {shift.name: (shift.then, shift.now) for shift in change.shifts}


def test_a_version_does_not_differ_from_itself(diff: Diff) -> None:
    found = diff(BASE)
    assert (found.changes, found.failed, found.compared) == ((), False, 4)
    assert set(found.counts) == set(KINDS)
    assert found.load["team:web"] == (found.load["team:web"][0],) * 2


def test_lines_and_order_do_not_matter(diff: Diff) -> None:
    head, _, policies = BASE.partition("escalationPolicies:")
    assert diff(f"\n# a word\nescalationPolicies:{policies}\n{head}").changes == ()


def test_what_is_added_and_removed(diff: Diff) -> None:
    found = diff(BASE.replace("  stock: {owner: web, dependsOn: [disks]}\n", "  mails: {owner: pay}\n"))
    (added,), (removed,) = found.of("added"), found.of("removed")
    assert (added.key, added.ref, added.was, added.before) == (
        "added component:mails",
        "component:mails",
        None,
        None,
    )
    assert said(added) == {
        "owner": (None, ("team:pay",)),
        "verdict": (None, "CLEAR"),
        "lead": (None, ("team:pay",)),
    }
    assert (removed.ref, removed.was, removed.after) == (None, "component:stock", None)
    assert removed.before is not None
    assert removed.before.line == 12
    assert found.counts["renamed"] == 0
    assert not found.failed


def test_something_new_that_nobody_answers_for_is_enough_to_fail(diff: Diff) -> None:
    found = diff(BASE.replace("  disks:", "  mails: {owner: web, alerts: none}\n  disks:"))
    (added,) = found.of("added")
    assert (added.grade, added.fails, found.failed) == ("worse", True, True)


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("cards: {owner: pay, description: Charges cards", "billing: {owner: pay, aliases: [cards]", True),
        (
            "cards: {owner: pay, description: Charges cards",
            "billing: {owner: pay, description: Charges cards",
            True,
        ),
        (
            "cards: {owner: pay, description: Charges cards",
            "billing: {owner: web, description: Sends bills",
            False,
        ),
    ],
)
def test_a_rename_is_told_from_something_else(diff: Diff, old: str, new: str, renamed: bool) -> None:
    text = BASE.replace(old, new).replace("dependsOn: [cards]", "dependsOn: [billing]")
    found = diff(text)
    if renamed:
        (change,) = found.of("renamed")
        assert (change.ref, change.was) == ("component:billing", "component:cards")
        assert [each.kind for each in found.changes] == ["renamed"]
    else:
        assert found.of("renamed") == ()
        assert {each.about for each in found.of("added")} == {"component:billing"}
        assert {each.about for each in found.of("removed")} == {"component:cards"}


def test_what_many_share_is_no_reason_for_a_rename(diff: Diff) -> None:
    old = BASE.replace("  disks:", "  one: {owner: web, type: job}\n  two: {owner: web, type: job}\n  disks:")
    new = BASE + "".join(f"# {number}\n" for number in range(3))
    new = new.replace(
        "components:\n",
        "components:\n\n\n  three: {owner: web, type: job}\n  four: {owner: web, type: job}\n",
    )
    found = diff(new, old)
    assert found.of("renamed") == ()
    assert found.counts["added"] == found.counts["removed"] == 2


def test_a_team_with_another_name_moves_nothing(diff: Diff) -> None:
    text = (
        BASE.replace("  pay: {type", "  money: {type")
        .replace("owner: pay", "owner: money")
        .replace("team: pay", "team: money")
    )
    found = diff(text)
    (renamed,) = found.changes
    assert (renamed.kind, renamed.ref, renamed.was) == ("renamed", "team:money", "team:pay")
    assert found.load["team:money"][0] == found.load["team:money"][1] != TeamLoad()


def test_a_name_in_another_case_is_the_same_name(diff: Diff) -> None:
    assert diff(BASE.replace("  cards:", "  Cards:")).changes == ()


def test_what_moves_across_a_boundary_needs_a_decision(diff: Diff) -> None:
    text = BASE.replace("stock: {owner: web", "stock: {owner: pay")
    found = diff(text)
    (moved,) = found.of("moved")
    assert (moved.ref, said(moved)["owner"]) == ("component:stock", (("team:web",), ("team:pay",)))
    assert moved.before is not None
    assert (moved.before.line, moved.after) == (12, moved.before)
    (undecided,) = [each for each in found.of("rule-broken") if each.problem.rule == "owner-changed"]
    assert "from team:web to team:pay" in undecided.problem.message
    assert not undecided.fails
    for about in ("stock", "team:pay", "team:web"):
        decided = diff(text + f"decisions: [{{id: adr-1, title: Pay keeps stock, about: [{about}]}}]\n")
        assert said(decided.of("moved")[0])["decision"] == (None, "adr-1")
        assert [each for each in decided.of("rule-broken") if each.problem.rule == "owner-changed"] == []


def test_a_decision_of_before_or_about_something_else_is_none(diff: Diff) -> None:
    decision = "decisions: [{id: adr-1, title: Pay keeps stock, about: [stock]}]\n"
    text = BASE.replace("stock: {owner: web", "stock: {owner: pay")
    for new, old in (
        (text + decision, BASE + decision),
        (text + decision.replace("[stock]", "[site]"), BASE),
    ):
        rules = [each.problem.rule for each in diff(new, old).of("rule-broken")]
        assert "owner-changed" in rules


def test_a_decision_about_the_product_is_one_about_its_parts(diff: Diff) -> None:
    text = BASE.replace("shop: {owner: web", "shop: {owner: pay").replace("site: {owner: web, ", "site: {")
    old = BASE.replace("site: {owner: web, ", "site: {")
    decided = text + "decisions: [{id: adr-2, title: The shop is for Pay, about: [shop]}]\n"
    assert [each.about for each in diff(decided, old).of("moved")] == ["component:site", "product:shop"]
    assert [each for each in diff(decided, old).of("rule-broken") if each.problem.code == "T590"] == []


def test_an_owner_where_there_was_none_needs_no_decision(diff: Diff) -> None:
    old = BASE.replace("  disks:", "  stray: {}\n  disks:")
    found = diff(BASE.replace("  disks:", "  stray: {owner: web}\n  disks:"), old)
    (moved,) = found.of("moved")
    assert moved.grade == "better"
    assert found.of("rule-broken") == ()
    assert [each.problem.rule for each in found.of("rule-kept")] == ["unowned"]
    (lost,) = diff(old, BASE.replace("  disks:", "  stray: {owner: web}\n  disks:")).of("moved")
    assert lost.grade == "worse"


def test_the_house_says_how_bad_it_is_to_move_without_a_decision(diff: Diff) -> None:
    text = BASE.replace("stock: {owner: web", "stock: {owner: pay")
    assert diff(text, settings='[rules]\nowner-changed = "error"').failed
    ignore = (
        '[[ignore]]\nrule = "owner-changed"\nentity = "component:stock"\nreason = "r"\nuntil = 2027-01-01\n'
    )
    found = diff(text, settings=ignore)
    assert "owner-changed" not in [each.problem.rule for each in found.of("rule-broken")]


def test_who_answers_then_and_now(diff: Diff) -> None:
    found = diff(BASE.replace("{page: cyd, wait: 5m}", "{page: ben, wait: 5m}"))
    (cards,) = found.of("behaviour")
    assert cards.key == "behaviour component:cards"
    verdict, first = said(cards)["verdict"], said(cards)["first"]
    assert first == (("person:cyd",), ("person:ben",))
    assert verdict[0] != "NOBODY"
    assert cards.at == NOW
    assert cards.before is not None
    assert cards.after is not None


def test_what_was_answered_for_and_is_not_any_more_is_enough_to_fail(diff: Diff) -> None:
    for change in (
        ("disks: {owner: data}", "disks: {owner: data, alerts: none}"),
        ("{page: eva, wait: 5m}", ""),
    ):
        found = diff(BASE.replace(*change))
        (disks,) = [each for each in found.of("behaviour") if each.ref == "component:disks"]
        assert (disks.grade, disks.fails, found.failed) == ("worse", True, True)
        back = diff(BASE, BASE.replace(*change))
        (disks,) = [each for each in back.of("behaviour") if each.ref == "component:disks"]
        assert (disks.grade, disks.fails, back.failed) == ("better", False, False)


def test_that_somebody_comes_too_late_is_worse(diff: Diff) -> None:
    found = diff(BASE.replace("site: {owner: web,", "site: {owner: web, alerts: {detectsIn: 30m},"))
    site, *hit = found.of("behaviour")
    assert {each.ref: said(each)["nextMinute"] for each in hit} == dict.fromkeys(
        ("component:cards", "component:disks"), (1, 30)
    ), "who is paged to mitigate comes later too"
    assert (said(site)["slow"], site.grade, site.fails) == ((False, True), "worse", False)
    assert said(site)["minute"] == (1, 30)


@pytest.mark.parametrize(
    ("old", "new", "grade", "differs"),
    [
        ("{page: ana, wait: 5m}", "{page: ana, wait: 25m}", "worse",
         {"latest": (6, 26), "nextMinute": (6, 26)}),
        ("{page: ana, wait: 5m}", "{page: ana, wait: 2m}", "better",
         {"latest": (6, 3), "nextMinute": (6, 3)}),
        ("{page: ben, wait: 5m}], repeat: 1", "{page: ben, wait: 9m}], repeat: 1", "other",
         {"next": (("person:ana",), ("person:ana",)), "nextMinute": (11, 15)}),
        ("{page: ben, wait: 5m}], repeat: 1", "{page: ben, wait: 5m}], repeat: 0", "other",
         {"next": (("person:ana",), ()), "nextMinute": (11, None)}),
        ("{page: ben, wait: 5m}", "{page: cyd, wait: 5m}", "other",
         {"next": (("person:ben",), ("person:cyd",)), "nextMinute": (6, 6)}),
        ("ben: {}", "ben: {away: [{from: 2026-11-22, to: 2026-11-25}]}", "worse",
         {"latest": (6, 11), "next": (("person:ben",), ()), "nextMinute": (6, None)}),
    ],
)  # fmt: skip
def test_who_is_paged_after_the_first_and_when_is_compared(
    diff: Diff, old: str, new: str, grade: str, differs: dict[str, Any]
) -> None:
    found = diff(BASE.replace(old, new))
    stock = next(each for each in found.of("behaviour") if each.ref == "component:stock")
    assert (stock.grade, stock.fails) == (grade, False)
    shifts = said(stock)
    assert {name: shifts[name] for name in differs} == differs
    assert all(then == now for name, (then, now) in shifts.items() if name in ("verdict", "lead", "first"))


def test_changes_of_a_kind_stand_in_the_order_of_their_numbers(diff: Diff) -> None:
    parts = "".join(f"  part-{number}: {{owner: web}}\n" for number in (1, 2, 10))
    found = diff(BASE.replace("  disks:", f"{parts}  disks:"))
    assert [each.about for each in found.of("added")] == [
        "component:part-1", "component:part-2", "component:part-10",
    ]  # fmt: skip


def test_other_instants_have_changes_of_their_own(diff: Diff) -> None:
    from datetime import timedelta

    away = BASE.replace("cyd: {}", "cyd: {away: [{from: 2026-11-23, to: 2026-11-25}]}")
    assert diff(away).of("behaviour") == ()
    later = NOW + timedelta(days=1)
    found = diff(away, at=(NOW, later))
    assert found.instants == (NOW, later)
    keys = [each.key for each in found.of("behaviour")]
    assert keys
    assert all(key.endswith(later.isoformat()) for key in keys)


def test_grey_edges_gained_and_lost(diff: Diff) -> None:
    found = diff(
        BASE.replace("stock: {owner: web, dependsOn: [disks]", "stock: {owner: web, dependsOn: [cards]")
    )
    (gained,), (lost,) = found.of("grey-gained"), found.of("grey-lost")
    assert (gained.ref, said(gained)["needs"]) == ("component:stock", (None, ("component:cards",)))
    assert (lost.was, said(lost)["needs"]) == ("component:stock", (("component:disks",), None))
    assert gained.after is not None
    assert lost.before is not None
    assert (gained.grade, lost.grade) == ("worse", "better")


def test_rules_newly_broken_and_kept(diff: Diff) -> None:
    found = diff(BASE.replace("dependsOn: [cards]", "dependsOn: [cards, ghost]"))
    (broken,) = found.of("rule-broken")
    assert (broken.problem.code, broken.fails, found.failed) == ("T204", True, True)
    assert broken.key == "rule-broken T204 component:site component:ghost"
    back = diff(BASE, BASE.replace("dependsOn: [cards]", "dependsOn: [cards, ghost]"))
    (kept,) = back.of("rule-kept")
    assert (kept.grade, kept.before, kept.after, back.failed) == ("better", kept.problem.place, None, False)


def test_a_finding_about_something_renamed_is_the_same_finding(diff: Diff) -> None:
    old = BASE.replace("  disks:", "  stray: {description: Nobody's own}\n  disks:")
    found = diff(old.replace("  stray:", "  lost: "), old)
    assert [each.kind for each in found.changes] == ["renamed"]


def test_a_test_that_fails_only_now_is_enough_to_fail(diff: Diff) -> None:
    tests = "tests: [{name: Cards are for Pay, fail: cards, expect: {firstContact: cyd}}]\n"
    found = diff(BASE.replace("{page: cyd, wait: 5m}", "{page: ben, wait: 5m}") + tests, BASE + tests)
    assert [each.problem.code for each in found.of("rule-broken") if each.fails] == ["T580"]


def test_both_are_judged_by_the_rules_of_the_new_one(diff: Diff) -> None:
    old = BASE.replace("  disks:", "  stray: {}\n  disks:")
    off = '[rules]\nunowned = "off"\n'
    assert diff(old, old, settings=off).changes == ()
    assert diff(old, old, settings=off).settings == ("rules",)
    assert diff(old, old, settings=off, before=off).settings == ()
    assert "unowned" in [each.problem.rule for each in diff(old).of("rule-broken")]
    assert "unowned" not in [each.problem.rule for each in diff(old, settings=off).of("rule-broken")]


def test_load_by_team(diff: Diff) -> None:
    found = diff(BASE.replace("stock: {owner: web", "stock: {owner: pay"))
    web, pay = found.load["team:web"], found.load["team:pay"]
    assert (web[0].owns, web[1].owns, pay[0].owns, pay[1].owns) == (2, 1, 1, 2)
    assert pay[1].first == pay[0].first + 1
    assert {each.about for each in found.of("load")} == {"team:web", "team:pay"}
    assert [shift.name for shift in found.of("load")[0].shifts] == ["first", "paged", "leads", "owns"]


def test_without_on_call_data_owners_are_compared_all_the_same(diff: Diff) -> None:
    bare = "teams: {a: {}, b: {}}\ncomponents: {x: {owner: a}, y: {}}\n"
    found = diff(bare.replace("y: {}", "y: {owner: b}").replace("x: {owner: a}", "x: {}"), bare)
    assert [(each.about, each.grade) for each in found.of("moved")] == [
        ("component:x", "worse"),
        ("component:y", "better"),
    ]
    verdicts = {each.about: said(each)["verdict"] for each in found.of("behaviour")}
    assert verdicts["component:y"][1] == "UNKNOWN"


def test_each_change_has_a_key_of_its_own_and_its_order(diff: Diff) -> None:
    text = BASE.replace("owner: pay", "owner: web").replace("{owner: data}", "{owner: data, alerts: none}")
    found = diff(text + "  # more\n", at=(NOW,))
    keys = [each.key for each in found.changes]
    assert len(set(keys)) == len(keys) > 5
    order = [(KINDS.index(each.kind), not each.fails, GRADES.index(each.grade)) for each in found.changes]
    assert order == sorted(order)
    assert [each.key for each in diff(text + "  # more\n", at=(NOW,)).changes] == keys


def test_the_other_way_round_gains_are_losses(diff: Diff) -> None:
    new = BASE.replace(
        "  stock: {owner: web, dependsOn: [disks]}\n", "  mails: {owner: pay, dependsOn: [site]}\n"
    )
    there, back = diff(new), diff(BASE, new)
    for one, other in (("added", "removed"), ("grey-gained", "grey-lost"), ("rule-broken", "rule-kept")):
        assert there.counts[one] == back.counts[other]
        assert there.counts[other] == back.counts[one]
    assert there.counts["behaviour"] == back.counts["behaviour"]
