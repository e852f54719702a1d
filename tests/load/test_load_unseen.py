"""More that tries to break a load: each beside a good file, which must load in full, and never in silence."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from topology.load.loader import LoadResult, load

GOOD = """\
teams: {good-team: {title: Good}}
components: {good-1: {owner: good-team}, good-2: {dependsOn: [good-1]}}
"""
SECTIONS = [
    *("version", "defaults", "alerting", "teams", "people", "products", "platforms", "components", "domains"),
    *("schedules", "escalationPolicies", "scenarios", "interactions", "decisions", "tests", "incidents"),
    "tours",
]
BACKSTAGE = "apiVersion: backstage.io/v1alpha1\nkind: {0}\nmetadata: {1}\nspec: {2}\n"


def load_beside_a_good_file(folder: Path) -> LoadResult:
    """Load, and hold the result against what every load has to be."""
    (folder / "_good.yaml").write_text(GOOD)
    started = time.perf_counter()
    result = load([str(folder)])
    assert time.perf_counter() - started < 20
    good = [result.catalog.find(ref) for ref in ("team:good-team", "component:good-1", "component:good-2")]
    assert all(
        entity is not None and not entity.ghost and entity.place.file == "_good.yaml" for entity in good
    )
    for problem in result.problems:
        shown = problem.message + problem.excerpt + problem.place.file
        shown.encode()
        assert shown.isprintable() or "\t" in problem.excerpt
        assert len(shown) < 1000
        assert problem.place.line >= 1
        assert problem.width >= 1
    return result


VALUES = [
    *(
        "",
        "no",
        "on",
        "y",
        "~",
        "null",
        "0755",
        "0o17",
        "1e999",
        ".inf",
        "-.inf",
        ".nan",
        "1_000",
        "190:20:30",
    ),
    *(
        "2026-13-45",
        "2026-01-01T99:99:99",
        "=",
        "<<",
        "0x1F",
        "1" * 5000,
        "- -",
        "''",
        '"\\e[2J"',
        '"\\0"',
        '"\\uD800"',
    ),
    *(
        '"\\u202E"',
        "!!python/object/apply:os.system [x]",
        "!!binary aGk=",
        "!!float x",
        "!!set {a}",
        "!!omap [a: b]",
    ),
    *(
        "!<tag:yaml.org,2002:null> ''",
        "&a x",
        "*a",
        "[]",
        "{}",
        "[[[]]]",
        "[{}, [], ~]",
        "{a: {b: c}}",
        "? x",
        "@x",
    ),
    *(
        "`x`",
        "%x",
        "+1",
        "{<<: x}",
        "{$ref: x}",
        "[http://x, file:///etc/passwd, ../../x]",
        '"\\x9b31m"',
        '"a\\nb"',
    ),
]
FIELDS = [
    "title",
    "owner",
    "tier",
    "dependsOn",
    "alerts",
    "userFacing",
    "reviewed",
    "links",
    "failureModes",
    "x-own",
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_odd_values_in_every_kind_of_field(tmp_path: Path, value: str) -> None:
    for field in FIELDS:
        (tmp_path / f"{field}.yaml").write_text(
            f"components:\n  {field}:\n    {field}: {value}\n  {field}-2: {{}}\n"
        )
    load_beside_a_good_file(tmp_path)


SHAPES = [
    *(
        "~",
        "x",
        "[x]",
        "[[]]",
        "[{}]",
        "{a: }",
        "{a: x}",
        "{a: [x]}",
        "{a: {id: b}}",
        "[{id: }]",
        "[{id: [x]}]",
        "[{id: 1}]",
    ),
    *(
        "{monitoring: x}",
        "{monitoring: {runsOn: {}}}",
        "{heartbeat: {}}",
        "{timezone: [x]}",
        "{engageTarget: {9: x}}",
    ),
    *(
        "[{name: x, fail: {}, expect: []}]",
        "[{name: x, fail: [x@, '@', '@y'], expect: {lead: 'person:x', paged: {}}}]",
    ),
    *("[{between: [a]}]", "[{between: [a, a], mode: collaboration}]", "{a: {layers: [[]], overrides: [x]}}"),
    *(
        "{a: {layers: [{roster: [{since: 2026-02-30, people: [x]}]}], ical: ../../etc/passwd}}",
        "{a: {steps: [[x]]}}",
    ),
    *(
        "{a: {timezone: ../../etc/passwd}}",
        "{a: {parent: a, partOf: a, subdomainOf: a, fallback: a, children: [a]}}",
    ),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_odd_shapes_of_every_section(tmp_path: Path, shape: str) -> None:
    for section in SECTIONS:
        (tmp_path / f"{section}.yaml").write_text(f"{section}: {shape}\n")
    load_beside_a_good_file(tmp_path)


FILES: dict[str, tuple[str | bytes, set[str]]] = {
    # content, and what has to be said of it at least
    "include": ("!include /etc/passwd\n", {"T104", "T213"}),
    "include-section": ("components: !include x.yaml\n", {"T104", "T203"}),
    "include-url": ("include: [http://x/y]\ncomponents: {a: {}}\n", {"T201"}),
    "ref": ("components:\n  a: {$ref: /etc/passwd}\n", {"T202"}),
    "merge": ("x-a: &a {tier: 1}\ncomponents: {a: {<<: *a}, b: {<<: [*a, {tier: 2}]}}\n", set()),
    "bomb": (
        "x-a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(
            f"x-{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
            for old, new in zip("abcdefg", "bcdefgh", strict=True)
        )
        + "components: {a: {dependsOn: *h}}\n",
        {"T103"},
    ),
    "tabs": ("components:\n\ta: {}\n", {"T110"}),
    "returns": ("components:\r  cr: {}\r", set()),
    "utf-16": ("components: {u: {}}".encode("utf-16"), set()),
    "utf-32": ("components: {u: {}}".encode("utf-32"), {"T005"}),
    "nul": (b"components: {u\0: {}}", {"T005"}),
    "latin-1": ("components: {u: {title: é}}".encode("latin-1"), {"T005"}),
    "deep": ("components: " + "[" * 100_000, {"T103"}),
    "deep-maps": ("components: " + "{a: " * 100_000, {"T103"}),
    "quote": ("components: {a: {title: 'x}}\n", {"T101"}),
    "list": ("- a\n- b\n", {"T213"}),
    "text": ("hello\n", {"T213"}),
    "documents": ("---\nx-a: 1\n" * 3000, {"T103"}),
    "long-key": ("components: {" + "k" * 5000 + ": {}}", {"T103"}),
    "long-text": ("components: {a: {description: '" + "x" * 3_000_000 + "'}}", {"T112"}),
    "huge": ("# " + "x" * 5_000_000, {"T004"}),
    "wide": ("components:\n  a:\n    tags: [" + "a," * 100_000 + "a]\n", set()),
    "protos": ("components: {__proto__: {}, constructor: {}, __class__: {}}", {"T209"}),
    "conflict": ("<<<<<<< HEAD\ncomponents: {a: {}}\n=======\ncomponents: {b: {}}\n>>>>>>> x\n", {"T107"}),
    "twice": ("components: {a: {}}\ncomponents: {b: {}}\n", {"T109"}),
    "version": ("%YAML 9.9\n---\ncomponents: {a: {}}\n", {"T101"}),
    "numbers": ("defaults: {tier: .nan, grace: -5m, detectsIn: 99999999999d}\n", {"T207"}),
    "cycle": (
        "".join(["components:\n", *(f"  c{i}: {{dependsOn: [c{(i + 1) % 900}]}}\n" for i in range(900))]),
        set(),
    ),
    "teams-cycle": (
        "teams: {a: {parent: b}, b: {parent: a}}\nproducts: {p: {partOf: q}, q: {partOf: p}}",
        set(),
    ),
    "same-id": ("components:\n" + "- {id: same}\n" * 500 + "- {id: SAME}\n", {"T211", "T210"}),
    "lost": ("components:\n" + "".join(f"  n-{i}: {{dependsOn: [m-{i}x]}}\n" for i in range(500)), {"T204"}),
    "zones": ("people:\n" + "".join(f"  p{i}: {{timezone: Europe/Lisboa}}\n" for i in range(500)), {"T207"}),
    "fields": ("components:\n  a:\n" + "".join(f"    dependsOm{i}: 1\n" for i in range(500)), {"T202"}),
    "json": ('{"components": {"j": {"title": "\\u001b[2J"}}}', set()),
    "manifest": ("apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    ---\n    x: 1\n", {"T214"}),
    "location": (
        BACKSTAGE.format(
            "Location",
            "{name: l}",
            "{targets: [../../../etc/passwd, 'file:///etc/passwd',"
            " http://x/y, ./location.yaml, /dev/zero, './*', '']}",
        ),
        {"T003"},
    ),
    "skeleton": (BACKSTAGE.format("Component", "{name: '${{ values.name }}'}", "{}"), set()),
    "no-metadata": (BACKSTAGE.format("Component", "[]", "x"), {"T401"}),
    "no-kind": (BACKSTAGE.format("[x]", "{name: {}}", "~"), {"T401"}),
    "annotations": (
        BACKSTAGE.format(
            "Component",
            "{name: x, annotations: {topology.dev/failureModes: '"
            + "[" * 30_000
            + "', topology.dev/tier: x}}",
            "{owner: [a]}",
        ),
        {"T207"},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_every_sort(tmp_path: Path, name: str) -> None:
    content, expected = FILES[name]
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / f"{name}.yaml").write_bytes(data)
    result = load_beside_a_good_file(tmp_path)
    said = {problem.code for problem in result.problems if problem.place.file == f"{name}.yaml"}
    assert expected <= said
    assert expected or not said & {"T101", "T103"}


def test_things_that_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    folder.mkdir()
    (tmp_path / "outside.yaml").write_text("teams: {outside: {}}")
    os.mkfifo(folder / "pipe.yaml")
    for name, target in {
        "device.yaml": "/dev/zero", "dangling.yaml": "nowhere", "loop.yaml": "loop.yaml", "itself": ".",
        "out.yaml": "../outside.yaml", ".#lock.yaml": "user@host.1:2", "etc": "/etc",
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    for name in ("dir.yaml", "a", "b", ".git", "node_modules"):
        (folder / name).mkdir()
        (folder / name / "in.yaml").write_text(f"teams: {{in-{name.strip('.')}: {{}}}}".replace("_", "-"))
    (folder / "a" / "to-b").symlink_to("../b")
    (folder / "b" / "to-a").symlink_to("../a")
    (folder / ".#x.yaml").write_text("lock")
    (folder / "UPPER.YML").write_text("teams: {upper: {}}")
    (folder / "esc\x1b[2J.yaml").write_text("teams: {esc: {}}")
    (folder / "line\nfeed.yaml").write_text("teams: {feed: {}}")
    with open(os.path.join(os.fsencode(folder), b"n\xff\xfe.yaml"), "w") as file:
        file.write("teams: {bytes: {}}")
    os.link(folder / "UPPER.YML", folder / "hard.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.yaml"))
        result = load_beside_a_good_file(folder)
    said = {(problem.place.file, problem.code) for problem in result.problems}
    assert said == {
        ("pipe.yaml", "T002"), ("socket.yaml", "T002"), ("device.yaml", "T003"), ("out.yaml", "T003"),
        ("etc", "T003"), ("dangling.yaml", "T007"), ("loop.yaml", "T007"), ("itself", "T007"),
        (".#lock.yaml", "T008"), (".#x.yaml", "T008"), ("dir.yaml", "T013"), ("esc␛[2J.yaml", "T010"),
        ("line␊feed.yaml", "T010"), ("n��.yaml", "T010"),
    }  # fmt: skip
    teams = {"good-team", "in-dir.yaml", "in-a", "in-b", "upper", "esc", "feed", "bytes"}
    assert {ref.partition(":")[2] for ref in result.catalog.entities if ref.startswith("team:")} == teams
    assert result.catalog.reading.skipped == 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    (tmp_path / "secret.yaml").touch(mode=0)
    result = load_beside_a_good_file(tmp_path)
    assert {(problem.place.file, problem.code) for problem in result.problems} == {
        ("locked", "T009"), ("secret.yaml", "T001"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["\x1b[2J", "a\0b", "", "x" * 5000, "\udcff", "/dev/null", "/dev/zero", "/dev/tty", "-C"]
)
def test_paths_that_are_none(path: str) -> None:
    result = load([path])
    assert result.problems
    assert any(problem.severity == "error" for problem in result.problems)
    for problem in result.problems:
        assert problem.place.file.isprintable()
        problem.place.file.encode()
