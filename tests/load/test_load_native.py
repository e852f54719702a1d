"""Native documents: sections, ids declared again, and catalogs that hold nothing."""

from __future__ import annotations

import gc
import random
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from topology.load.limits import Limits
from topology.load.loader import LoadResult, load
from topology.model.place import Place


def codes(result: LoadResult) -> list[str]:
    return [problem.code for problem in result.problems]


def test_documents_and_files_are_merged(loaded: Any) -> None:
    result = loaded(
        {
            "a.yaml": "teams: {t: {}}\n---\ncomponents: {a: {owner: t}}\n---\n---\nx-mine: {any: [thing]}\n",
            "deep/b.yml": "components:\n- {id: b, dependsOn: [a], owner: t}\n",
            "notes.txt": "components: {never: {}}\n",
            "empty.yaml": "",
            "comment.yaml": "# nothing\n",
            "null.yaml": "teams:\ncomponents: ~\ntests:\n",
        }
    )
    assert result.problems == ()
    assert list(result.catalog.entities) == ["component:a", "component:b", "team:t"]
    assert result.catalog.reading.files == 5


AGAIN: list[tuple[str, str, str]] = [
    # (first, second, code)
    ("teams: {t: {title: T, tags: [a]}}", "teams: {t: {tags: [a], title: T}}", "T211"),
    ("teams: {t: {}}", "teams: {t: }", "T211"),
    ("teams: {t: {title: T}}", "teams: [{title: T, id: t}]", "T211"),
    ("teams: {t: {title: T}}", "teams: {t: {title: U}}", "T210"),
    ("teams: {t: {title: T}}", "teams: {T: {title: T}}", "T210"),
]


@pytest.mark.parametrize(("first", "second", "code"), AGAIN, ids=[" ".join(row[:2]) for row in AGAIN])
def test_the_same_id_twice(loaded: Any, first: str, second: str, code: str) -> None:
    result = loaded({"a.yaml": first + "\ncomponents: {c: {}}", "b.yaml": second})
    (problem,) = result.problems
    assert (problem.code, problem.severity) == (code, "info" if code == "T211" else "error")
    assert problem.place.file == "b.yaml"
    assert [one.place.file for one in problem.references] == ["a.yaml", "b.yaml"]
    assert "a.yaml:1" in problem.message
    assert result.catalog.entities["team:t"].place == problem.references[0].place


def test_the_same_name_of_different_kinds_is_no_conflict(loaded: Any) -> None:
    result = loaded(
        "teams: {x: {}}\npeople: {x: {}}\ncomponents: {x: {}}\nproducts: {x: {}}\ndomains: {x: {}}\n"
    )
    assert (result.problems, len(result.catalog.entities)) == ((), 5)


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        ("defaults: {tier: 3}", "defaults: {tier: 3}", False),
        ("defaults: {tier: 3, grace: 1m}", "defaults: {grace: 1m, tier: 3}", False),
        ("version: 1", "version: 1", False),
        ("defaults: {tier: 3}", "defaults: {tier: 4}", True),
        ("alerting: {chat: {runsOn: c}}", "alerting: {}", True),
    ],
)
def test_settings_are_stated_once(loaded: Any, first: str, second: str, differs: bool) -> None:
    result = loaded({"a.yaml": f"{first}\ncomponents: {{c: {{}}}}", "b.yaml": second})
    assert codes(result) == (["T212"] if differs else [])
    if differs:
        (problem,) = result.problems
        name = first.partition(":")[0]
        assert (problem.place, problem.width, problem.severity) == (Place("b.yaml", 1, 1), len(name), "error")
        assert [str(one.place) for one in problem.references] == ["a.yaml:1", "b.yaml:1"]
    if first.startswith("defaults"):
        assert result.catalog.defaults.tier == 3


def test_x_keys_are_kept_and_ignored(loaded: Any) -> None:
    result = loaded("x-top: 1\nteams: {t: {x-a: yes, x-b: {c: [1, 2.5, null, true]}}}\ncomponents: {c: {}}\n")
    assert result.problems == ()
    assert result.catalog.entities["team:t"].extra == {"x-a": "yes", "x-b": {"c": [1, 2.5, None, True]}}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"a.txt": "x"}, ["T291"]),
        ({"a.yaml": "[1"}, ["T292", "T101"]),
        ({"a.yaml": "[1", "b.yaml": "'"}, ["T292", "T101", "T101"]),
        ({"a.yaml": ""}, ["T293"]),
        ({"a.yaml": "teams: {t: {}}"}, ["T293"]),
        ({"a.yaml": "- a list"}, ["T293", "T213"]),
        ({"a.yaml": "text"}, ["T293", "T213"]),
        ({"a.yaml": "kind: Deployment\napiVersion: v1\n---\nmine: 1\n"}, ["T293", "T214"]),
        ({"a.yaml": "alerting: {chat: {runsOn: gone}}"}, ["T293", "T204"]),
    ],
)
def test_catalogs_that_hold_nothing_say_so(loaded: Any, files: dict[str, str], expected: list[str]) -> None:
    result = loaded(files)
    assert codes(result) == expected
    assert all(problem.message for problem in result.problems)


def test_a_missing_path_does_not_hide_the_others(tmp_path: Path) -> None:
    gone, here = tmp_path / "gone", tmp_path / "here.yaml"
    here.write_text("components: {a: {}}")
    assert codes(load([str(gone)])) == ["T006"]
    both = load([str(gone), str(here)])
    assert (codes(both), list(both.catalog.entities)) == (["T006"], ["component:a"])
    assert codes(load([])) == ["T291"]


def test_documents_of_others_are_one_note(loaded: Any) -> None:
    result = loaded(
        {"a.yaml": "components: {a: {}}\n---\nmine: 1\n", "k8s.yaml": "apiVersion: v1\nkind: Secret\n"}
    )
    (problem,) = result.problems
    assert (problem.code, problem.severity, problem.place) == ("T214", "info", Place("a.yaml", 3, 1))
    assert problem.message.startswith("2 documents are not ours")
    assert result.catalog.reading.foreign_documents == 2


def test_everything_wrong_is_said_at_once_and_in_order(loaded: Any) -> None:
    result = loaded(
        {
            "a.yaml": "components:\n  a: {tier: 9, owner: nobody, title: [x]}\nwrong: 1\n",
            "b.yaml": "components: {b: {dependsOn: [gone]\n",
            "c.yaml": "components: {c: {userFacing: yes, reviewed: never}}\n---\n- x\n",
        }
    )
    assert codes(result) == ["T207", "T204", "T203", "T201", "T101", "T207", "T207", "T213"]
    assert list(result.problems) == sorted(result.problems, key=lambda problem: problem.order)
    assert {"component:a", "component:c"} <= set(result.catalog.entities)


def test_the_limits_of_the_caller_win(tmp_path: Path) -> None:
    (tmp_path / "topology.toml").write_text("[limits]\ndepth = 3\n")
    (tmp_path / "a.yaml").write_text("components: {a: {links: [{url: 'https://x.example'}]}}")
    assert "T103" in codes(load([str(tmp_path)]))
    assert codes(load([str(tmp_path)], limits=Limits())) == []


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path: Path, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load([str(tmp_path)])
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()


NAMES = ["a", "b", "deep-", "z", "B"]

ENTRIES = [
    ("teams", "t1", "{members: [ada], onCall: p}"),
    ("teams", "t2", "{parent: t1, interactions: [{team: t1, mode: facilitating}]}"),
    ("people", "ada", "{timezone: Europe/Lisbon}"),
    ("components", "a", "{owner: t1, dependsOn: [b, {anyOf: [c, gone]}]}"),
    ("components", "b", "{owner: [t1, t2], tier: 1, dependsOn: [lost]}"),
    ("components", "c", "{partOf: shop, dependsOn: [a, gone]}"),
    ("products", "shop", "{owner: nobody}"),
    ("schedules", "s", "{layers: [{roster: [{since: 2026-01-05, people: ada}]}]}"),
    ("escalationPolicies", "p", "{steps: [{page: s}]}"),
]


def meaning(result: LoadResult) -> Any:
    """What a catalog says, without the places where it says it."""

    def bare(value: Any) -> Any:
        if hasattr(value, "__struct_fields__"):
            fields = [name for name in value.__struct_fields__ if name not in ("place", "places")]
            return {name: bare(getattr(value, name)) for name in fields}
        return [bare(item) for item in value] if isinstance(value, tuple) else value

    entities = {ref: bare(entity) for ref, entity in result.catalog.entities.items()}
    return (
        list(entities),
        entities,
        sorted((problem.code, problem.target or "") for problem in result.problems),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_files_nor_keys_in_another_order_change_anything(
    tmp_path: Path, shuffle: random.Random, files: int
) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    entries = ENTRIES[:]
    shuffle.shuffle(entries)
    for number in range(files):
        sections: dict[str, list[str]] = {}
        for section, id_, body in entries[number::files]:
            sections.setdefault(section, []).append(f"  {id_}: {body}\n")
        text = "".join(f"{section}:\n{''.join(bodies)}" for section, bodies in sections.items())
        (folder / f"{shuffle.choice(NAMES)}{number}.yaml").write_text(text)
    expected = tmp_path / "expected"
    expected.mkdir(exist_ok=True)
    (expected / "x.yaml").write_text(
        "\n---\n".join(f"{section}: {{{id_}: {body}}}" for section, id_, body in ENTRIES)
    )
    assert meaning(load([str(folder)])) == meaning(load([str(expected)]))
