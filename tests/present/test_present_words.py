"""Words for what has a number."""

import pytest

from topology.incident.result import Engage
from topology.present.words import engaged, lasting


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (1, "1 min"), (119, "119 min"), (120, "2 h"), (1728, "28 h 48 min"), (2880, "48 h")],
)
def test_long_times_are_said_in_hours(minutes: int, said: str) -> None:
    assert lasting(minutes) == said


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (None, None, "no human of the lead team is reached"),
        (5, None, "5 min after the fault"),
        (1, 6, "within 1 to 6 min of the fault"),
        (90, 150, "within 90 min to 2 h 30 min of the fault"),
    ],
)
def test_when_the_lead_team_is_there(earliest: int | None, latest: int | None, said: str) -> None:
    assert engaged(Engage(earliest, latest), "CLEAR") == said
