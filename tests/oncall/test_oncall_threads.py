"""The screen and the rules ask one rota at once: nobody sees half of what another is finding out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from oncall_builders import SCHEDULE, hours, layer, override, roster, rota, schedule, utc

from topology.oncall import counting
from topology.oncall.clock import zone
from topology.oncall.rota import Rota

ASKERS = 4
TIMES = 150


@pytest.fixture(autouse=True)
def often() -> Iterator[None]:
    """Threads take turns after every few instructions."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_several_who_ask_at_once_hear_what_one_would() -> None:
    found = schedule(
        layer(
            *(roster(f"2026-0{month}-02", "ada", "lin", "kai") for month in range(1, 8)),
            every="1 day",
            at="09:00",
            hours=hours("Mon-Fri 08:00-18:00", zone="Europe/Berlin"),
        ),
        layer(roster("2026-01-05", "sam", "zoe"), every="5 hours", at=":30"),
        zone="America/New_York",
        changes=[
            override(f"2026-06-{day:02}T10:00", f"2026-06-{day:02}T22:00", add="eve") for day in range(1, 28)
        ],
    )
    instants = [
        utc(at) for at in ("2026-06-10 15:00", "2026-02-10 15:00", "2026-06-10 23:30", "2026-11-01 07:00")
    ]
    expected = {at: rota(found).at(SCHEDULE, at).people for at in instants}
    start = Barrier(ASKERS)

    def ask(asked: Rota, at: datetime) -> tuple[str, ...]:
        start.wait()
        return asked.at(SCHEDULE, at).people

    with ThreadPoolExecutor(ASKERS) as askers:
        for turn in range(TIMES):
            counting.shared_count.cache_clear()
            zone.cache_clear()
            asked, at = rota(found), instants[turn % len(instants)]
            heard = [each.result() for each in [askers.submit(ask, asked, at) for _ in range(ASKERS)]]
            assert heard == [expected[at]] * ASKERS
