"""``topology check`` in CI: baseline, presets, formats, and what docs/ci.md tells to run."""

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from topology.insight.levels import PRESET_WORDS
from topology.load.baseline_file import read_baseline

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SHOP = """
    teams: {web: {type: stream-aligned}}
    components:
      site: {owner: web}
      stray: {}
"""


@pytest.fixture
def shop(catalog) -> Path:
    return Path(catalog(SHOP))


def ratchet(run, shop: Path, *more: str):
    return run("check", shop, "--baseline", "known.json", *more)


def test_a_baseline_ratchets(run, shop: Path, tmp_path: Path, catalog) -> None:
    missing = ratchet(run, shop)
    assert (missing.code, missing.out) == (2, "")
    assert "known.json: there is no such file; --update-baseline writes it" in missing.err
    first = ratchet(run, shop, "--update-baseline")
    assert first.code == 0
    assert "known.json: 1 known finding" in first.err
    again = ratchet(run, shop)
    assert again.code == 0
    assert "1 finding known from the baseline" in again.out
    assert "T501" not in again.out
    catalog(SHOP + "      lost: {}\n")
    worse = ratchet(run, shop)
    assert worse.code == 1
    assert "1 warning, 1 note not in the baseline" in worse.out
    assert "component:lost" in worse.out
    assert ratchet(run, shop, "--update-baseline").code == 1
    assert [each.entity for each in read_baseline("known.json") or ()] == ["component:stray"]
    catalog(SHOP.replace("stray: {}", "stray: {owner: web}"))
    better = ratchet(run, shop)
    assert better.code == 0
    assert "1 finding of the baseline is gone:\n  T501 unowned component:stray" in better.out
    dropped = ratchet(run, shop, "--update-baseline")
    assert (dropped.code, dropped.err) == (
        0,
        "known.json: 0 known findings, counted for each entity that one is about, 1 dropped\n",
    )
    catalog(SHOP)
    assert ratchet(run, shop).code == 1


def test_a_baseline_is_data_too(run, shop: Path, catalog) -> None:
    ratchet(run, shop, "--update-baseline")
    catalog(SHOP.replace("stray", "lost"))
    data = json.loads(ratchet(run, shop, "--json").out)
    assert data["failed"] is True
    assert [each["entity"] for each in data["findings"] if each["severity"] != "info"] == ["component:lost"]
    assert data["baseline"] == {
        "known": [],
        "gone": [
            {
                "code": "T501",
                "rule": "unowned",
                "entity": "component:stray",
                "target": None,
                "file": None,
                "times": 1,
            }
        ],
    }
    assert json.loads(run("check", shop, "--json").out)["baseline"] is None


def test_an_unchanged_baseline_is_not_written_again(run, shop: Path, tmp_path: Path) -> None:
    ratchet(run, shop, "--update-baseline")
    before = (tmp_path / "known.json").stat()
    ratchet(run, shop, "--update-baseline")
    after = (tmp_path / "known.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_is_wrong_with_a_baseline_is_bad_input(run, shop: Path, tmp_path: Path) -> None:
    done = run("check", shop, "--update-baseline")
    assert (done.code, done.out) == (2, "")
    assert "--update-baseline needs --baseline" in done.err
    (tmp_path / "known.json").write_text("[1]")
    done = ratchet(run, shop)
    assert done.code == 2
    assert "known.json: this is no baseline" in done.err
    done = run("check", shop, "--baseline", "nowhere/known.json", "--update-baseline")
    assert done.code == 2
    assert "cannot be written" in done.err


def test_a_catalog_with_nothing_in_it_writes_no_baseline(run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert ratchet(run, tmp_path / "empty", "--update-baseline").code == 2
    assert not (tmp_path / "known.json").exists()


def test_a_preset_decides_what_fails(run, shop: Path) -> None:
    assert run("check", shop).code == 0
    assert run("check", shop, "--preset", "strict").code == 1
    (shop / "topology.toml").write_text('preset = "strict"')
    assert run("check", shop).code == 1
    assert run("check", shop, "--preset", "starter").code == 0
    assert run("check", shop, "--preset", "harsh").code == 2


def test_what_is_ignored_is_counted_and_its_reason_kept(run, shop: Path) -> None:
    (shop / "topology.toml").write_text(
        '[[ignore]]\nrule = "unowned"\nreason = "gone in spring"\nuntil = 2027-01-31\n'
    )
    done = run("check", shop)
    assert "1 finding ignored, the first until 2027-01-31" in done.out
    (ignored,) = json.loads(run("check", shop, "--json").out)["ignored"]
    assert (ignored["entity"], ignored["reason"], ignored["until"]) == (
        "component:stray",
        "gone in spring",
        "2027-01-31",
    )
    assert ignored["ignoredAt"] == {"file": "topology.toml", "line": 1}


def test_every_format_says_the_same(run, catalog) -> None:
    folder = catalog("components: {a: {owner: nobody-here, dependsOn: [b]}}")
    found = json.loads(run("check", folder, "--json").out)["findings"]
    codes = sorted(each["code"] for each in found)
    made = {
        format: run("check", folder, "--format", format) for format in ("text", "sarif", "github", "junit")
    }
    assert {done.code for done in made.values()} == {1}
    assert sorted(re.findall(r"\b(?:error|warning|info) (T\d+)", made["text"].out)) == codes
    results = json.loads(made["sarif"].out)["runs"][0]["results"]
    assert sorted(each["ruleId"] for each in results) == codes
    assert sorted(re.findall(r"title=(T\d+)", made["github"].out)) == codes
    cases = ElementTree.fromstring(made["junit"].out).findall(".//testcase")
    assert {case.attrib["name"].split()[0] for case in cases} == set(codes)


def test_a_rule_that_does_not_exist_is_guessed(run) -> None:
    assert "did you mean grey-edge?" in run("check", "--explain", "gray-edge").err
    assert "ignored has a reason" in run("check", "--explain", "expired-ignore").out


def test_a_large_catalog_gives_the_same_bytes(run, tmp_path: Path) -> None:
    from benchmarks.catalogs import native

    (tmp_path / "big.yaml").write_text(native(200))
    one, two = (run("check", "big.yaml", "--format", "sarif").out for _ in range(2))
    assert one == two


def commands() -> list[str]:
    fenced = re.findall(r"```(?:yaml)?\n(.*?)```", DOC, re.DOTALL)
    return sorted({line for text in fenced for line in re.findall(r"topology check .*", text)})


@pytest.mark.parametrize("line", commands())
def test_what_the_documentation_tells_to_run_works(run, tmp_path: Path, shop: Path, line: str) -> None:
    words = shlex.split(line.partition(" > ")[0])
    ratchet(run, shop, "--update-baseline")
    done = run(*words[1:])
    assert done.code == 0, done.err


def test_the_documentation_shows_files_that_can_be_read(run, shop: Path) -> None:
    for block in re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL):
        assert yaml.safe_load(block)
    (settings,) = re.findall(r"```toml\n(.*?)```", DOC, re.DOTALL)
    tomllib.loads(settings)
    (shop / "topology.toml").write_text(settings)
    found = json.loads(run("check", shop, "--json").out)["findings"]
    assert [each["code"] for each in found if each["code"] in ("T217", "T218")] == []
    for preset, words in PRESET_WORDS.items():
        assert f"| `{preset}` | {words} |" in DOC
    assert "T571" in {each["code"] for each in found}


def test_the_documented_test_holds_on_the_example(run, tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(tests:.*?)```", DOC, re.DOTALL)
    example = tmp_path / "example"
    shutil.copytree(ROOT / "data" / "example", example)
    (example / "tests.yaml").write_text(block, encoding="utf-8")
    assert "1 of 1 test holds" in run("check", example).out
    (example / "tests.yaml").write_text(block.replace("lead: payments", "lead: web"), encoding="utf-8")
    done = run("check", example, "--json")
    assert done.code == 1
    data = json.loads(done.out)
    (failed,) = [each for each in data["findings"] if each["code"] == "T580"]
    assert (failed["file"], failed["line"], failed["entity"]) == ("tests.yaml", 8, "component:payments-db")
    owner = {"text": "Payments owns payments-db", "file": "products/storefront.yaml", "line": 227}
    assert owner in failed["because"]
    assert [each["passed"] for each in data["tests"]] == [False]
    lines = run("check", example, "--format", "github").out.splitlines()
    (annotation,) = [line for line in lines if "T580" in line]
    assert "%0A1. " in annotation
    junit = ElementTree.fromstring(run("check", example, "--format", "junit").out)
    assert [case.attrib["name"] for case in junit.iter("testcase") if case.find("failure") is not None] == [
        "A lost payments database is for Payments"
    ]


def test_the_hook_is_a_command_of_this_program(run, shop: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] in DOC
    program, *words = shlex.split(hook["entry"])
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert run(*words, shop).code == 0
    for name in ("a/b.yaml", "b.yml", "topology.toml", "x/pyproject.toml", "oncall/rota.ics"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "main.py")
