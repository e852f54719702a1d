"""A situation copied as a command or kept as a test means the same when it is read again."""

from __future__ import annotations

import json
import random
import shlex
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from topology.incident.engine import Engine
from topology.incident.situation import PATHS, Acknowledgement, Fault, Situation
from topology.incident.variants import variants
from topology.insight.expectations import run_tests
from topology.load.loader import load
from topology.model.entity import Component
from topology.model.reference import Ref
from topology.present.page_command import page_command
from topology.present.page_json import page_json
from topology.present.page_markdown import page_markdown
from topology.present.page_test import page_test
from topology.present.page_words import PageWords

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
AT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
TWINS = """
teams: {ops: {members: [ann], onCall: ops}}
people: {ann: {title: "Ann; rm -rf `/`"}, down: {}}
components:
  web: {owner: ops, dependsOn: [db], failureModes: {"down": {impact: degraded}}}
  db: {owner: ops, failureModes: {night-time.slow: {impact: degraded, scope: consumer}}}
  shop: {owner: ops, dependsOn: [db]}
escalationPolicies: {ops: {team: ops, steps: [{page: ann, wait: 5m}]}}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: db, namespace: other}
spec: {type: database, owner: ops}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: web}
spec: {type: openapi, owner: ops}
"""


def situations(engine: Engine, number: int) -> list[Situation]:
    """Situations with everything in them, always the same ones."""
    chance = random.Random(7)
    catalog = engine.catalog
    components = sorted(each.ref for each in catalog.of(Component) if not each.ghost)
    people = sorted(ref for ref in catalog.entities if ref.startswith("person:"))
    found = []
    for _ in range(number):
        broken = chance.sample(components, chance.choice([1, 1, 2, min(3, len(components))]))
        ways = [variants(engine.topology, ref) for ref in broken]
        faults = tuple(chance.choice(each) for each in ways if each)
        if not faults:
            continue
        found.append(
            Situation(
                faults=faults,
                at=AT + timedelta(minutes=chance.randrange(20_000)),
                away=frozenset(chance.sample(people, chance.choice([0, 1, 2]))),
                silent=frozenset(chance.sample(components, chance.choice([0, 0, 1]))),
                down=frozenset(chance.sample(PATHS, chance.choice([0, 0, 1, 2]))),
                acks=tuple(
                    Acknowledgement(person, chance.randrange(40))
                    for person in chance.sample(people, chance.choice([0, 0, 1]))
                ),
            )
        )
    return found


def same(engine: Engine, situation: Situation, out: str) -> bool:
    return bool(json.loads(json.dumps(page_json(engine.simulate(situation)))) == json.loads(out))


@pytest.fixture(scope="module")
def example() -> Engine:
    return Engine(load([str(EXAMPLE)]).catalog)


def test_the_command_asks_the_same(example: Engine, run: Any) -> None:
    asked = situations(example, 30)
    assert len({len(each.faults) for each in asked}) == 3
    for situation in asked:
        command = page_command(example.catalog, replace(situation), [str(EXAMPLE)])
        words = shlex.split(command)
        assert words[:2] == ["topology", "page"]
        done = run(*words[1:], "--json")
        found = json.loads(done.out)
        found.pop("recorded", None)
        expected = json.loads(json.dumps(page_json(example.simulate(situation))))
        expected.pop("recorded", None)
        assert found == expected, command


def test_names_that_clash_and_paths_that_a_shell_would_run(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "it's here" / "c.yaml"
    file.parent.mkdir()
    file.write_text(TWINS)
    engine = Engine(load([str(file)]).catalog)
    asked = situations(engine, 40)
    assert any(fault.consumer for each in asked for fault in each.faults)
    for situation in asked:
        command = page_command(engine.catalog, situation, [str(file)])
        done = run(*shlex.split(command)[1:], "--json")
        assert same(engine, situation, done.out), command


def test_the_command_is_as_short_as_is_clear(example: Engine) -> None:
    db = Ref("component:payments-db")
    situation = Situation(faults=(Fault(db, None, "degraded"),), at=AT, away=frozenset({Ref("person:ada")}))
    assert page_command(example.catalog, situation) == (
        "topology page payments-db --impact degraded --at 2026-11-22T03:12:00Z --away ada"
    )


def test_a_test_that_is_kept_is_read_as_it_was_meant(example: Engine, tmp_path: Path) -> None:
    asked = [replace(each, acks=()) for each in situations(example, 25)]
    for number, situation in enumerate(asked):
        incident = example.simulate(situation)
        entry = page_test(PageWords(example.topology, incident))
        (tmp_path / f"{number:02}.yaml").write_text(entry)
    result = load([str(EXAMPLE), str(tmp_path)])
    errors = [problem for problem in result.problems if problem.place.file.startswith(tmp_path.name)]
    assert not errors
    tests = [test for test in result.catalog.tests if Path(test.place.file).stem.isdigit()]
    assert len(tests) == len(asked)
    engine = Engine(result.catalog)
    held = {each.name: each.problem for each in run_tests(engine.topology, engine.rota, AT)}
    assert not [held[test.name] for test in tests if held[test.name] is not None], "as check runs them"
    for situation, test in zip(asked, tests, strict=True):
        incident = example.simulate(situation)
        assert test.at is not None
        assert datetime.fromisoformat(test.at) == situation.at.replace(microsecond=0)
        told = [
            Fault(
                each.component.target, each.mode, each.impact, each.consumer.target if each.consumer else None
            )
            for each in test.fail
        ]
        assert tuple(told) == situation.faults
        assert {each.target for each in test.away} == situation.away
        assert {each.target for each in test.silent} == situation.silent
        assert set(test.down) == situation.down
        expect = test.expect
        assert expect["verdict"] == incident.verdict
        assert expect.get("within", incident.engage.earliest) == incident.engage.earliest
        assert set(expect.get("paged", ())) == set(incident.paged)
        assert not set(expect.get("notPaged", ())) & set(incident.paged)


def test_markdown_for_a_chat_says_it_in_one_line_and_holds_no_markup(
    catalog: Callable[[str], str],
) -> None:
    folder = catalog(
        """
        teams: {ops: {title: "```\\n# big @all", members: [ann], onCall: ops}}
        people: {ann: {title: "*Ann* ````"}}
        components: {web: {owner: ops, tier: 1, alerts: {}}}
        escalationPolicies: {ops: {team: ops, steps: [{page: ann, wait: 5m}]}}
        """
    )
    engine = Engine(load([folder]).catalog)
    situation = Situation(faults=(Fault(Ref("component:web")),), at=AT)
    command = page_command(engine.catalog, situation)
    text = page_markdown(PageWords(engine.topology, engine.simulate(situation)), command)
    head, *rest = text.splitlines()
    assert head == "**web fails**: CLEAR, one team leads, nobody else is paged"
    fence = rest[1]
    assert fence == "`````"
    assert rest.count(fence) == 2
    assert rest[-2] == command
    assert "First: *Ann* ```` " in text
