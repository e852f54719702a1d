"""What CI systems read: SARIF, JUnit, annotations. Valid whatever the files say."""

import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.present.sarif_schema import SARIF
from topology.incident.engine import Engine
from topology.insight.check import Report, report
from topology.load.loader import load
from topology.present.check_junit import check_junit
from topology.present.check_sarif import check_sarif
from topology.present.check_text import check_github, check_text

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[2] / "data" / "example"
HOSTILE = """
teams: {t: {title: "a\\e[2J]]></x>", type: platform}, "]]>&<{0}": {}}
components:
  a: {owner: "{0}[b](c)\\\\ %0A::error::x", dependsOn: ["<&>\\"'\\ufffe"]}
  b: {owner: t, "we{0}ird [field](x) <&>": 1, tier: "]]>"}
"""


def made(folder: Path) -> Report:
    loaded = load([str(folder)])
    engine = Engine(loaded.catalog)
    return report(engine.topology, engine.rota, loaded.problems, NOW, loaded.settings)


@pytest.fixture(scope="module")
def example() -> Report:
    return made(EXAMPLE)


@pytest.fixture
def hostile(tmp_path: Path) -> Report:
    (tmp_path / "wéird name%20.yaml").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "a#b?.yaml").write_text("a: [", encoding="utf-8")
    return made(tmp_path)


def test_sarif_is_valid(example: Report, hostile: Report) -> None:
    jsonschema.Draft7Validator.check_schema(SARIF)
    for each in (example, hostile):
        assert each.findings
        jsonschema.validate(check_sarif(each), SARIF)
        jsonschema.validate(check_sarif(each, "some/folder"), SARIF)


def test_the_schema_of_the_test_refuses_what_is_wrong(example: Report) -> None:
    for spoil in (
        lambda log: log.update(version="2.0.0"),
        lambda log: log["runs"][0].pop("tool"),
        lambda log: log["runs"][0]["results"][0].pop("message"),
        lambda log: log["runs"][0]["results"][0].update(level="bad"),
        lambda log: log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].update(
            startLine=0
        ),
    ):
        log = check_sarif(example)
        spoil(log)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(log, SARIF)


def test_sarif_says_each_finding_with_its_rule_and_places(example: Report) -> None:
    (run,) = check_sarif(example, "data/example")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(example.findings)
    for result, found in zip(run["results"], example.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == found.code
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == f"data/example/{found.place.file}"
        region = physical["region"]
        assert (region["startLine"], region["startColumn"]) == (found.place.line, found.place.column)
        assert len(result.get("relatedLocations", ())) == max(0, len(found.references) - 1)


def test_sarif_holds_no_placeholders_and_no_links(hostile: Report) -> None:
    (run,) = check_sarif(hostile)["runs"]
    texts = [result["message"]["text"] for result in run["results"]]
    assert any("{{0}}" in text for text in texts)
    for text in texts:
        bare = text.replace("{{", "").replace("}}", "")
        assert "{" not in bare
        assert "}" not in bare
        assert not re.search(r"(?<!\\)\[", text)


def test_junit_is_xml_and_counts(example: Report, hostile: Report) -> None:
    for each in (example, hostile):
        root = ElementTree.fromstring(check_junit(each))
        cases = root.findall(".//testcase")
        failed = [case for case in cases if case.find("failure") is not None]
        assert int(root.attrib["tests"]) == len(cases)
        assert int(root.attrib["failures"]) == len(failed)
        assert bool(failed) == each.failed
        assert {case.attrib["name"].split()[0] for case in cases} >= {found.code for found in each.findings}
        text = "".join(root.itertext())
        assert all(f"{found.place.file}:{found.place.line}" in text for found in each.findings)


def test_junit_without_findings_is_one_case_that_passes(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text("components: {a: {owner: t}}\nteams: {t: {}}\n")
    found = made(tmp_path)
    errors = [each for each in found.findings if each.severity == "error"]
    assert errors == []
    root = ElementTree.fromstring(check_junit(found))
    assert int(root.attrib["tests"]) >= 1
    assert root.attrib["failures"] == "0"


def test_annotations_stay_on_their_lines(hostile: Report) -> None:
    lines = check_github(hostile.findings).splitlines()
    assert len(lines) == len(hostile.findings)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)
    assert "\x1b" not in check_text(hostile)
