"""The loader and the JSON Schema are made from one definition: an editor never contradicts a load."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from topology.load.jsonschema import json_schema
from topology.load.loader import load

DATA = Path(__file__).resolve().parents[2] / "data"

SCRIPT: list[Any] = [
    {
        "title": "One",
        "at": "+10m",
        "situation": "Nothing works",
        "fault": ["api@quota", {"component": "db", "impact": "degraded"}],
        "away": ["ada", "@oncall(pay, 2)"],
        "silent": ["db"],
        "down": ["pager"],
        "lasts": "45m",
        "timer": "3m",
        "injects": [
            {"at": "+1m", "fail": "db"},
            {"at": "2m", "degrade": ["api"], "text": "slow"},
            {"at": "+3m", "unreachable": "@oncall(rota)"},
            {"at": "+4m", "answered": ["lin"]},
            {"at": "+5m", "handOver": "rota"},
            {"at": "+6m", "card": "Is it you?", "from": "press"},
            {"at": "+7m", "redHerring": "A release went out"},
        ],
        "questions": ["lead", "minutes"],
        "discuss": ["Why?"],
        "notes": "Wait",
    }
]

EVERYTHING: dict[str, Any] = {
    "version": 1,
    "defaults": {
        "onCall": "duty",
        "tier": 2,
        "detectsIn": "1m",
        "pageTiers": 2,
        "grace": "2m",
        "engageTarget": {"1": "5m", "2": "15m"},
        "timezone": "Europe/Lisbon",
    },
    "alerting": {
        "monitoring": {"runsOn": "prom"},
        "pager": {"runsOn": ["saas"], "fallback": "sms"},
        "heartbeat": {"timeout": "10m", "page": "duty"},
    },
    "teams": {
        "pay": {
            "title": "Pay",
            "type": "stream-aligned",
            "focus": "Money",
            "parent": "all",
            "members": ["ada", {"person": "lin", "role": "lead"}],
            "aliases": ["billing"],
            "channels": [{"type": "slack", "name": "#pay", "visibility": "public"}],
            "onCall": "duty",
            "interactions": [{"team": "data", "mode": "x-as-a-service", "since": "2026-02-01"}],
            "links": [{"type": "decision", "title": "One", "url": "https://example.org/1"}],
            "reviewed": "2026-09-01",
            "x-cost": {"any": [1, 2]},
        },
        "data": None,
        "all": {"children": ["data"]},
    },
    "people": {
        "ada": {
            "role": "Engineer",
            "timezone": "Europe/Lisbon",
            "away": [{"from": "2026-08-03", "to": "2026-08-17T12:00"}],
        },
        "lin": {"memberOf": ["pay"]},
    },
    "products": [{"id": "shop", "owner": "pay", "audience": "external", "tier": 1, "domain": "money"}],
    "platforms": {"base": {"owner": "data", "expectations": "Always", "partOf": "shop"}},
    "domains": {"money": {"owner": "pay"}, "coins": {"subdomainOf": "money"}},
    "components": {
        "api": {
            "type": "service",
            "owner": ["pay"],
            "partOf": "shop",
            "tier": 1,
            "userFacing": True,
            "dependsOn": [
                "db",
                {"ref": "saas", "strength": "async", "buffer": "4h"},
                {"anyOf": ["sms", "prom"], "atLeast": 1},
            ],
            "alerts": {"on": "down", "detectsIn": "90s"},
            "inhibitedBy": ["db"],
            "onCall": "duty",
            "failureModes": {"outage": None, "quota": {"scope": "consumer", "responder": "both"}},
            "knownBy": ["ada"],
        },
        "db": {"system": "base", "alerts": "none"},
        "prom": {},
        "sms": {"type": "vendor", "vendor": "Sms", "liaison": "pay"},
        "saas": None,
    },
    "schedules": {
        "rota": {
            "timezone": "Europe/Lisbon",
            "combine": "all",
            "layers": [
                {
                    "every": "1 week",
                    "handoff": "Mon 09:00",
                    "roster": [{"since": "2026-01-05", "people": ["ada", "lin"]}],
                    "hours": ["Mon-Fri 09:00-18:00"],
                    "turn": "calendar",
                    "from": "2026-01-01",
                },
                {
                    "roster": [{"since": "2026-01-05T09:00", "people": "ada"}],
                    "hours": {"timezone": "Asia/Tokyo", "windows": "24x7"},
                },
            ],
            "overrides": [
                {"from": "2026-03-29T18:00", "to": "2026-03-30T09:00Z", "replace": "lin", "with": "ada"},
                {"from": "2026-12-24", "to": "2026-12-27", "only": ["ada"]},
            ],
        },
        "feed": {"ical": "oncall/feed.ics"},
    },
    "escalationPolicies": {
        "pay": {
            "team": "pay",
            "hours": "24x7",
            "steps": [{"page": ["rota", "person:ada"], "wait": "5m"}],
            "repeat": 1,
            "whenEmpty": "wait",
            "fallback": "duty",
        },
        "duty": {"steps": [{"page": "feed"}]},
    },
    "interactions": [{"between": ["pay", "data"], "mode": "collaboration", "reviewBy": "2026-12-01"}],
    "decisions": [{"id": "adr-1", "title": "One", "date": "2026-03-01", "about": ["api", "team:pay"]}],
    "tests": [
        {
            "name": "night",
            "at": "Mon 03:00",
            "fail": ["api@quota", {"component": "db", "impact": "down"}],
            "away": ["ada"],
            "down": ["chat"],
            "expect": {"verdict": "CLEAR", "lead": "pay", "firstContact": "ada", "within": "5m"},
        }
    ],
    "incidents": [{"component": "db", "started": "2026-01-01T10:00Z", "responders": ["ada"]}],
    "tours": [
        {"title": "First hour", "team": "pay", "steps": [{"say": "Ours", "focus": "api", "ask": "db"}]}
    ],
    "scenarios": {"day": {"objectives": ["learn"], "start": "now", "rounds": SCRIPT}},
    "x-note": "kept",
}

ODD: list[Any] = [
    None,
    "",
    "no",
    "null",
    "~",
    True,
    0,
    1,
    5,
    42,
    -1,
    1.5,
    "1",
    "x" * 70,
    "a b",
    "a/b/c",
    "component:",
    "12:30",
    "2026-13-01",
    "2026-01-05",
    "5m",
    "5",
    "1 week",
    "Mon 09:00",
    "24x7",
    "down",
    "none",
    "hard",
    "ada",
    "pay",
    "db",
    [],
    {},
    ["ada"],
    ["db", None],
    [[]],
    {"ref": "db"},
    {"anyOf": ["db"]},
    {"id": "q"},
    "http://x",
    "javascript:x",
    "Europe/Lisbon",
    "team:pay",
    "person:ada",
    "\u00fc",
    "-",
    "x-y",
    "Pay",
    7,
    "07",
    "1.0",
    1.0,
    1e30,
    "nope\n",
]
"""Values that some field somewhere may or may not take."""


@cache
def validator() -> Draft7Validator:
    schema = json_schema()
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def accepted(document: Any) -> bool:
    return validator().is_valid(document)


def complaints(folder: Path, document: Any) -> list[str]:
    """What a load says of a document, but what no schema can know: whether there is a component at all."""
    (folder / "a.yaml").write_text(json.dumps(document), encoding="utf-8")
    found = load([str(folder)]).problems
    return [f"{problem.code} {problem.message}" for problem in found if problem.code != "T293"]


def parts(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document with each of its keys."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from parts(node[key])


def test_everything_is_accepted_by_both(tmp_path: Path) -> None:
    assert complaints(tmp_path, EVERYTHING) == []
    assert list(validator().iter_errors(EVERYTHING)) == []


@pytest.mark.parametrize("file", sorted(DATA.rglob("*.yaml")), ids=lambda file: str(file.relative_to(DATA)))
def test_the_catalogs_that_are_shipped_are_what_the_schema_says(file: Path) -> None:
    for document in yaml.load_all(file.read_text(encoding="utf-8"), _Yaml12):
        assert list(validator().iter_errors(json.loads(json.dumps(document)))) == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False), changes=st.integers(1, 3))
def test_what_the_loader_takes_without_a_word_the_schema_takes(
    tmp_path: Path, chance: random.Random, changes: int
) -> None:
    document = copy.deepcopy(EVERYTHING)
    for _ in range(changes):
        container, key = chance.choice(list(parts(document)))
        change = chance.randrange(4)
        if change == 0:
            del container[key]
        elif change == 1 and isinstance(container, dict):
            container[chance.choice([str(key).upper(), f"{key}s", "title", "id", "x-free", "wait"])] = (
                container.pop(key)
            )
        elif change == 2:
            other, name = chance.choice(list(parts(EVERYTHING)))
            container[key] = copy.deepcopy(other[name])
        else:
            container[key] = chance.choice(ODD)
    if complaints(tmp_path, document) == []:
        assert [error.message for error in validator().iter_errors(document)] == []


MISTAKES: list[tuple[str, Any]] = [
    ("components", "payments"),
    ("componets", {"a": {}}),
    ("include", ["x.yaml"]),
    ("version", 2),
    ("components", {"a b": {}}),
    ("components", {"a": "text"}),
    ("components", ["a"]),
    ("components", [{"title": "no id"}]),
    ("components", {"a": {"ownr": "pay"}}),
    ("components", {"a": {"title": {"x": "y"}}}),
    ("components", {"a": {"tier": 5}}),
    ("components", {"a": {"tier": "high"}}),
    ("components", {"a": {"userFacing": "yes"}}),
    ("components", {"a": {"dependsOn": {"a": "b"}}}),
    ("components", {"a": {"dependsOn": [None]}}),
    ("components", {"a": {"dependsOn": ["a/b/c"]}}),
    ("components", {"a": {"dependsOn": [{"ref": "db", "strength": "firm"}]}}),
    ("components", {"a": {"dependsOn": [{"strength": "hard"}]}}),
    ("components", {"a": {"alerts": "never"}}),
    ("components", {"a": {"alerts": {"detectsIn": 5}}}),
    ("components", {"a": {"links": [{"title": "x"}]}}),
    ("components", {"a": {"links": [{"url": "javascript:alert(1)"}]}}),
    ("components", {"a": {"links": [{"url": "https://good.example@evil.example/"}]}}),
    ("components", {"a": {"reviewed": "1 March"}}),
    ("components", {"a": {"failureModes": {"a b": {}}}}),
    ("teams", {"t": {"type": "ops"}}),
    ("teams", {"t": {"channels": [{"type": "slack"}]}}),
    ("teams", {"t": {"members": [{"role": "lead"}]}}),
    ("people", {"p": {"timezone": "lisbon"}}),
    ("people", {"p": {"away": [{"from": "2026-08-03"}]}}),
    ("schedules", {"s": {"layers": [{"every": "weekly"}]}}),
    (
        "schedules",
        {"s": {"layers": [{"roster": [{"since": "2026-01-05", "people": ["ada"]}], "hours": "9-17"}]}},
    ),
    ("schedules", {"s": {"ical": "../../secret.ics"}}),
    ("escalationPolicies", {"p": {"steps": [{"wait": "5m"}]}}),
    ("escalationPolicies", {"p": {"steps": [{"page": "ada", "wait": "5 minutes"}]}}),
    ("escalationPolicies", {"p": {"repeat": -1}}),
    ("defaults", {"engageTarget": {"5": "1m"}}),
    ("alerting", {"heartbeat": {}}),
    ("interactions", {"between": ["pay", "data"]}),
    ("interactions", [{"between": ["pay", "data"], "mode": "friendly"}]),
    ("tests", [{"fail": "db"}]),
    ("tests", [{"name": "t", "fail": "db", "expect": {"verdict": "GREAT"}}]),
    ("incidents", [{"component": "db"}]),
    ("tours", [{"title": "t", "steps": [{"focus": "db"}]}]),
    ("tours", [{"title": "t"}]),
    ("tours", [{"title": "t", "steps": []}]),
    ("tours", [{"title": "t", "steps": [{"say": " "}]}]),
]


@pytest.mark.parametrize(
    ("section", "body"), MISTAKES, ids=[f"{name} {body}"[:60] for name, body in MISTAKES]
)
def test_both_refuse_what_is_a_mistake(tmp_path: Path, section: str, body: Any) -> None:
    others = {name: value for name, value in EVERYTHING.items() if name in ("people", "teams", "components")}
    document = {**others, section: body}
    assert complaints(tmp_path, document) != []
    assert not accepted(document)


def test_every_field_is_described_and_nothing_is_open_by_accident() -> None:
    schema = json_schema()
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    records = [schema, *schema["definitions"].values()]
    for record in records:
        assert record["description"]
        assert record["additionalProperties"] is False
        assert list(record["patternProperties"]) == ["^x-"]
        for name, field in record["properties"].items():
            assert field.get("description"), name
    text = json.dumps(schema)
    assert '"examples"' not in text
    assert json.dumps(json_schema()) == text


def test_every_definition_is_used_and_every_pointer_leads_somewhere() -> None:
    text = json.dumps(json_schema())
    definitions = json_schema()["definitions"]
    for name in definitions:
        assert f'"#/definitions/{name}"' in text
    assert text.count('"#/definitions/') > len(definitions)


class _Yaml12(yaml.SafeLoader):
    """How editors read YAML: the core schema of version 1.2, where a date and ``no`` are text."""


_Yaml12.yaml_implicit_resolvers = {
    first: [
        (tag, expression)
        for tag, expression in resolvers
        if tag.rpartition(":")[2] in ("int", "null", "float")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
