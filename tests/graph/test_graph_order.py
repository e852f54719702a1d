"""Names in the order in which people look for them."""

import pytest

from topology.graph.order import natural


@pytest.mark.parametrize(
    "names",
    [
        ["team-1", "Team-2", "team-10", "team-100"],
        ["a", "a1", "a1b", "a1b2", "a1b10", "b"],
        ["2", "10", "x"],
        ["part-007", "part-8"],
        ["build-" + "9" * 5000 + "-a", "build-" + "9" * 5000 + "-b"],
        ["Straße 2", "strasse 10"],
    ],
)
def test_numbers_in_names_count(names: list[str]) -> None:
    assert sorted({*names}, key=natural) == names
