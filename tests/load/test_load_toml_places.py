"""Keys of a TOML file are found where they stand, however they are written."""

import tomllib

import pytest

from topology.load.toml_places import TomlPlaces

TEXT = '''\
# [[ignore]] in a comment
me = "[[ignore]]"
limits.depth = 3
rules = {a.b = 1, "c" = [1, {d = 2}], e = "}"}
[[ignore]]   # the first
rule = """
[[ignore]]
until = 1
"""
  until = 2026-01-01T00:00:00.5Z
[[ignore]]
"reason" = 'a = b'
entity = [
  "x", # ]
  "y",
]
[ignore.more]
deep = 1
'''


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("me",), 2, 1),
        (("limits",), 3, 1),
        (("limits", "depth"), 3, 1),
        (("rules", "a", "b"), 4, 10),
        (("rules", "c", 1, "d"), 4, 30),
        (("rules", "e"), 4, 39),
        (("ignore", 0), 5, 1),
        (("ignore", 0, "rule"), 6, 1),
        (("ignore", 0, "until"), 10, 3),
        (("ignore", 1), 11, 1),
        (("ignore", 1, "reason"), 12, 1),
        (("ignore", 1, "entity", 1), 15, 3),
        (("ignore", 1, "more", "deep"), 18, 1),
        (("ignore", 1, "nowhere"), 11, 1),
        (("nowhere", "at", "all"), 1, 1),
    ],
)
def test_a_key_is_found(path, line, column) -> None:
    tomllib.loads(TEXT)
    place = TomlPlaces("topology.toml", TEXT).of(*path)
    assert (place.file, place.line, place.column) == ("topology.toml", line, column)


def test_paths_may_begin_at_a_table() -> None:
    text = "[project]\nme = 1\n[[tool.topology.ignore]]\n[tool.topology]\nme = 2\n"
    places = TomlPlaces("pyproject.toml", text, ("tool", "topology"))
    assert places.of("me").line == 5
    assert places.of("ignore", 0).line == 3
    assert places.of("rules", "x").line == 4


@pytest.mark.parametrize(
    "text", ["", "[", "a=[[[", "a={b", "=", '"', "'''", "]]]", "a=]", "a=[}", "a=" + "[" * 5000]
)
def test_text_that_is_no_toml_is_no_trouble(text) -> None:
    assert TomlPlaces("f", text).of("a", 0).line == 1
