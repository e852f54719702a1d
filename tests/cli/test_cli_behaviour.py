"""Exit codes, which catalog is read, what is said about bad input."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
NIGHT = "2026-11-22T03:12"
SHOP = """
    defaults: {timezone: Europe/Lisbon}
    teams:
      web: {title: Web, type: stream-aligned, members: [ana, ben], onCall: web, aliases: [front]}
      data: {title: Data Platform, type: platform, onCall: data}
    people: {ana: {title: Ana Lima}, ben: {title: Ben Osei}}
    components:
      site: {title: The Site, type: website, owner: web, tier: 1, userFacing: true, dependsOn: [db]}
      db: {type: database, owner: data}
      stray: {type: job}
    escalationPolicies:
      web: {team: web, steps: [{page: ana, wait: 5m}, {page: ben, wait: 10m}], repeat: 1}
      data: {team: data, steps: [{page: person:ben, wait: 5m}]}
"""


@pytest.fixture
def shop(catalog: Callable[[str], str]) -> str:
    return catalog(SHOP)


def test_the_catalog_may_be_named_before_or_after_the_command(run, shop) -> None:
    before = run("-C", shop, "who", "site")
    assert before.code == 0
    assert before == run("who", "site", "--catalog", shop)


def test_the_catalog_may_be_named_by_the_environment(run, shop, monkeypatch) -> None:
    monkeypatch.setenv("TOPOLOGY_CATALOG", shop)
    assert run("who", "site").out == run("who", "site", "-C", shop).out


def test_the_catalog_is_found_in_a_parent_up_to_the_git_root(run, tmp_path: Path, shop, monkeypatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "catalog" / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "catalog" / "deep" / "er")
    found = run("who", "site")
    assert "site" in found.out
    assert "example" not in found.err


def test_a_parent_is_not_looked_at_outside_a_repository(run, tmp_path: Path, shop, monkeypatch) -> None:
    (tmp_path / "catalog" / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "catalog" / "deep")
    assert "this is the example" in run("list", "teams").err


@pytest.mark.parametrize(
    "text",
    [
        "openapi: 3.0.0\ncomponents:\n  schemas: {}\n",
        "apiVersion: v1\nkind: List\n",
        "services: {}\n",
        "a: [",
    ],
)
def test_yaml_of_other_programs_is_no_catalog(run, tmp_path: Path, text) -> None:
    (tmp_path / "file.yaml").write_text(text)
    assert run("check").code == 2
    assert "there is no catalog here" in run("check").err


@pytest.mark.parametrize(
    "command", [["who", "payments-db"], ["page", "payments-db"], ["team", "payments"], ["list"], ["oncall"]]
)
def test_without_a_catalog_the_example_answers_and_says_so(run, command) -> None:
    done = run(*command)
    assert done.code in (0, 1)
    assert "No catalog here: this is the example" in done.err
    assert done.out


@pytest.mark.parametrize("command", [["check"], ["export", "json"]])
def test_without_a_catalog_check_and_export_are_bad_input(run, command) -> None:
    done = run(*command)
    assert done.code == 2
    assert "there is no catalog here" in done.err
    assert "topology init" in done.err
    assert not done.out


@pytest.mark.parametrize(
    "command", [["who", "x"], ["page", "x"], ["list"], ["check"], ["export", "dot"], ["oncall"]]
)
@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "no YAML file"),
        ({"notes.txt": "hello"}, "no YAML file"),
        ({"a.yaml": "components: [", "b.yaml": "{{ x }}: ["}, "read"),
        ({"a.yaml": "teams: {web: {}}"}, "component"),
    ],
    ids=["empty", "no-yaml", "broken", "no-component"],
)
def test_a_folder_with_nothing_to_answer_from_says_so(run, tmp_path: Path, command, files, said) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    done = run(*command, "-C", folder)
    assert done.code == 2
    assert said in done.err
    assert any(
        what_to_do in done.err for what_to_do in ("topology init", "mend their errors", "declare some")
    )
    assert "Traceback" not in done.err


def test_a_path_that_does_not_exist(run) -> None:
    for command in (["check", "nowhere"], ["list", "-C", "nowhere"]):
        done = run(*command)
        assert done.code == 2
        assert "nowhere" in done.err
        assert "no such file or folder" in done.err


def test_a_mistyped_command_is_told_from_a_path(run) -> None:
    done = run("chekc")
    assert done.code == 2
    assert 'Did you mean the command "check"?' in done.err
    assert "topology --help" in run("./chekc").err


def test_a_first_word_that_names_a_command_is_the_command(run, tmp_path: Path, shop) -> None:
    (tmp_path / "who").mkdir()
    assert "Missing argument" in run("who").err


def test_usage_errors_point_at_the_help(run) -> None:
    done = run("who")
    assert done.code == 2
    assert "Try 'topology who --help'." in done.err
    assert run("--nonsense").code == 2
    assert run("check", "--format", "xml").code == 2


def test_help_and_version(run) -> None:
    assert run("--version").out.startswith("topology 0.")
    assert run("--help").code == 0
    for command in (
        "who",
        "page",
        "oncall",
        "team",
        "list",
        "check",
        "export",
        "init",
        "schema",
        "completion",
    ):
        done = run(command, "--help")
        assert done.code == 0
        assert "Examples:" in done.out
        assert command in run("--help").out


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("site", "site"),
        ("SITE", "site"),
        ("component:site", "site"),
        ("default/site", "site"),
        ("the site", "site"),
        ("front", "Web"),
        ("team:web", "Web"),
        ("group:web", "Web"),
    ],
)
def test_references_are_read_as_in_files_then_by_title_and_alias(run, shop, asked, found) -> None:
    done = run("who", asked, "-C", shop)
    assert done.code == 0, done.err
    assert done.out.split()[0] == found


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["who", "stie"], "did you mean component:site?"),
        (["who", "nonsense-entirely"], 'nothing is called "nonsense-entirely"'),
        (["who", "ana"], "there is person:ana"),
        (["team", "site"], "there is component:site"),
        (["page", "web"], "there is team:web"),
        (["page", "site@"], "names no failure mode"),
        (["page", "site@melting"], "melting"),
        (["page", "site", "--at", "yesterday"], "is no instant"),
        (["page", "site", "--away", "site"], 'unknown person "site"'),
        (["page", "site", "--ack", "ana"], "write PERSON@MINUTES"),
        (["page", "site", "--ack", "ana@soon"], "write PERSON@MINUTES"),
        (["page", "db", "--consumer", "stray"], "uses nothing of what fails here"),
        (["list", "wizards"], 'there is no kind "wizards"'),
        (["list", "--owner", "wbe"], "did you mean team:web?"),
        (["oncall", "web", "--from", "now", "--to", "-1d"], "ends before it begins"),
        (["oncall", "--from", "now"], "a range needs"),
        (["check", "--explain", "T9999"], "there is no rule"),
        (["export", "dot", "a", "b"], "one REF at most"),
        (["export", "dot", "./a"], "no file or folder"),
    ],
)
def test_what_names_nothing_is_bad_input(run, shop, args, said) -> None:
    done = run(*args, "-C", shop)
    assert done.code == 2
    assert said in done.err
    assert not done.out


def test_a_name_that_fits_several_lists_them(run, catalog) -> None:
    folder = catalog("components: {x: {title: Same}, y: {title: same}}")
    done = run("who", "Same", "-C", folder)
    assert done.code == 2
    assert "component:x, component:y" in done.err


def test_arguments_are_cleaned_before_they_are_echoed(run, shop) -> None:
    for args in (
        ["who", "\x1b[2Jx"],
        ["page", "site", "--at", "\x1b]0;x\x07"],
        ["list", "\x9b2J"],
        ["--\x1b[2J"],
        ["\x1b[2J"],
    ):
        done = run(*args, "-C", shop)
        assert done.code == 2
        assert "\x1b" not in done.err + done.out
        assert "\x9b" not in done.err + done.out


def test_verdicts_that_a_script_should_stop_at_exit_with_1(run, shop) -> None:
    assert run("page", "site", "-C", shop).code == 0
    stray = run("page", "stray", "-C", shop, "--json")
    assert json.loads(stray.out)["verdict"] in ("UNOWNED", "NOBODY")
    assert stray.code == 1


def test_check_exits_with_1_on_errors_only(run, shop, catalog) -> None:
    assert run("check", shop).code == 0
    broken = catalog("components: {a: {owner: nobody-here, dependsOn: [b]}}", "more.yaml")
    done = run("check", broken)
    assert done.code == 1
    assert "T204" in done.out


def test_other_commands_count_findings_on_stderr(run, catalog) -> None:
    folder = catalog("components: {a: {dependsOn: [b, c]}}")
    done = run("list", "-C", folder)
    assert done.code == 0
    assert "2 errors in the catalog: topology check" in done.err


def test_check_explains_rules_of_the_loader_and_of_the_catalog(run) -> None:
    for word in ("T204", "t204", "unknown-reference"):
        assert "nobody declared" in run("check", "--explain", word).out
    assert "interaction" in run("check", "--explain", "grey-edge").out


def test_gaps_in_the_asked_range_exit_with_1(run, catalog) -> None:
    folder = catalog("""
        components: {a: {owner: t}}
        teams: {t: {onCall: t}}
        people: {p: {}, q: {}}
        schedules:
          office:
            layers:
              - every: 1 week
                handoff: "Mon 09:00"
                hours: Mon-Fri 09:00-17:00
                roster: [{since: 2026-01-05, people: [p, q]}]
        escalationPolicies: {t: {team: t, steps: [{page: office, wait: 5m}]}}
    """)
    asked = ("oncall", "office", "--from", "2026-11-23", "--to", "+1d", "-C", folder)
    done = run(*asked)
    assert done.code == 1
    assert "gap" in done.out
    data = json.loads(run(*asked, "--json").out)
    assert [(each["from"], each["to"]) for each in data["gaps"]] == [
        ("2026-11-23T00:00:00Z", "2026-11-23T09:00:00Z"),
        ("2026-11-23T17:00:00Z", "2026-11-24T00:00:00Z"),
    ]
    assert data["shifts"][0]["people"] in (["person:p"], ["person:q"])
    assert data["shifts"][0]["because"]
    assert run("oncall", "office", "-C", folder).code == 0


def test_somebody_who_is_always_on_call_has_no_made_up_end(run, catalog) -> None:
    folder = catalog("""
        components: {a: {owner: t}}
        teams: {t: {onCall: t}}
        people: {p: {}}
        schedules: {alone: {layers: [{roster: [{since: 2026-01-05, people: [p]}]}]}}
        escalationPolicies: {t: {team: t, steps: [{page: alone, wait: 5m}]}}
    """)
    done = run("oncall", "p", "-C", folder)
    assert "more than a year on  alone" in done.out
    assert [each["to"] for each in json.loads(run("oncall", "p", "-C", folder, "--json").out)["shifts"]] == [
        None
    ]


def test_a_calendar_that_cannot_be_read_is_unknown_over_a_range_too(run, catalog) -> None:
    folder = catalog("""
        components: {a: {owner: t}}
        teams: {t: {onCall: t}}
        schedules: {feed: {ical: lost.ics}}
        escalationPolicies: {t: {team: t, steps: [{page: feed, wait: 5m}]}}
    """)
    for ref in ("feed", "t"):
        done = run("oncall", ref, "--from", "2026-11-23", "--to", "+1d", "-C", folder)
        assert done.code == 0
        assert "unknown" in done.out.lower()
        assert "nobody" not in done.out
        assert "calendar lost.ics cannot be read" in " ".join(done.out.split())
    data = json.loads(run("oncall", "feed", "--from", "2026-11-23", "-C", folder, "--json").out)
    assert (data["gaps"], data["shifts"], data["unknown"]) == ([], [], ["schedule:feed"])
    assert "unknown: the calendar of feed cannot be used" in run("who", "a", "-C", folder).out
    checked = run("check", folder)
    assert checked.code == 1
    assert "T532 who is on call in schedule:feed is unknown: calendar lost.ics" in checked.out


def test_an_internal_error_is_short_and_tells_how_to_see_more(run, monkeypatch, shop) -> None:
    from topology.incident.engine import Engine

    def fail(*_: object) -> None:
        raise RuntimeError("boom \x1b[2J")

    monkeypatch.setattr(Engine, "simulate", fail)
    done = run("page", "site", "-C", shop)
    assert done.code == 3
    assert "internal error: RuntimeError: boom" in done.err
    assert "TOPOLOGY_DEBUG=1" in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    monkeypatch.setenv("TOPOLOGY_DEBUG", "1")
    debugged = run("page", "site", "-C", shop)
    assert debugged.code == 3
    assert "Traceback" in debugged.err


def test_an_interrupt_exits_with_130(run, monkeypatch, shop) -> None:
    from topology.incident.engine import Engine

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Engine, "simulate", interrupt)
    assert run("page", "site", "-C", shop).code == 130


def test_why_not_gives_reasons(run, shop) -> None:
    done = run("page", "db", "-C", shop, "--why-not", "web", "--json")
    reasons = json.loads(done.out)["whyNot"]["team:web"]
    assert reasons
    assert all(set(each) == {"text", "file", "line"} for each in reasons)
    assert "Why not Web?" in run("page", "db", "-C", shop, "--why-not", "web").out


@pytest.mark.parametrize("also", [(), ("--down", "pager", "--down", "monitoring"), ("--away", "nora")])
def test_reasons_call_everything_by_its_name(run, also) -> None:
    told = json.loads(
        run("page", "k8s-shop", "pricing-db", *also, "--at", NIGHT, "-C", str(EXAMPLE), "--json").out
    )
    texts = [*told["warnings"], *(each["text"] for each in _because(told))]
    assert len(texts) > 100
    for text in texts:
        assert not re.search(r"\b(component|team|person|policy|schedule):\w", text), text


def _because(told: Any) -> Iterator[Any]:
    """Every reason in an answer, wherever it stands."""
    if isinstance(told, list):
        for each in told:
            yield from _because(each)
    elif isinstance(told, dict):
        yield from told.get("because", ())
        for each in told.values():
            yield from _because(each)


def test_people_read_names_in_the_order_of_their_numbers(run, catalog) -> None:
    numbers = (1, 2, 10, 11)
    names = [f"team-{number}" for number in numbers]
    text = "".join(f"  {name}: {{}}\n" for name in names)
    parts = "".join(f"  part-{number}: {{owner: team-{number}, dependsOn: [base]}}\n" for number in numbers)
    where = catalog(f"teams:\n  low: {{}}\n{text}components:\n  base: {{owner: low}}\n{parts}")
    shown = run("list", "teams", "-C", where).out.split()
    assert [word for word in shown if word in names] == names
    listed = json.loads(run("list", "teams", "--json", "-C", where).out)["entities"]
    assert [each["name"] for each in listed] == ["low", *sorted(names)]
    assert "team-1, team-2, team-10, team-11" in run("page", "base", "-C", where).out
    assert "team-1, team-2, team-10, team-11" in run("who", "base", "-C", where).out


def test_many_informed_teams_are_counted_and_the_data_names_them_all(run, catalog) -> None:
    teams = "".join(f"  team-{number}: {{}}\n" for number in range(30))
    parts = "".join(f"  part-{number}: {{owner: team-{number}, dependsOn: [base]}}\n" for number in range(30))
    where = catalog(f"teams:\n  low: {{}}\n{teams}components:\n  base: {{owner: low}}\n{parts}")
    shown = run("page", "base", "-C", where).out
    assert "Informed   30 teams: team-0, team-1, team-2 and 27 more; --json names all" in shown
    assert len(json.loads(run("page", "base", "--json", "-C", where).out)["informed"]) == 30


def test_a_product_has_its_title_as_in_the_app_and_its_id_where_it_is_typed(run) -> None:
    from topology.tui.world import read

    world = read((str(EXAMPLE),))
    example = ("-C", EXAMPLE, "--at", NIGHT)
    card = run("who", "storefront", *example).out
    assert "product Storefront  " in card.splitlines()[0]
    assert re.search(r"from\s.*product\sStorefront", card, re.DOTALL)
    head = run("who", "product:storefront", *example).out.splitlines()[0]
    assert head == "Storefront   product storefront · tier 1"
    assert run("who", "web", *example).out.splitlines()[0] == "Storefront Web   stream-aligned team web"
    assert "product Storefront" in run("team", "web", *example).out
    listed = run("list", "products", "-C", EXAMPLE).out
    for ref, entity in world.catalog.entities.items():
        assert world.title(ref) == world.names(ref)
        if entity.kind in ("product", "platform"):
            assert world.names(ref) == entity.title
        if entity.kind == "product":
            assert re.search(f"^{entity.name} .*{re.escape(entity.title)}$", listed, re.MULTILINE)
