"""A small company for game days, and the four finished scenarios of the example."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from topology.incident.engine import Engine
from topology.load.loader import load
from topology.load.sources import Sources

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

SHOP = """\
defaults: {timezone: UTC}
teams:
  pay: {title: Payments team, onCall: pay, members: [ada, lin]}
  web: {title: Web shop team, onCall: web, members: [wim, zoe]}
  data: {title: Data team, type: platform, onCall: data, members: [dan, eve]}
people: {ada: {title: Ada Obi}, lin: {title: Lin Park}, wim: {title: Wim Maas}, zoe: {title: Zoe Kern},
         dan: {title: Dan Holt}, eve: {title: Eve Lund}}
components:
  site: {type: website, owner: web, tier: 1, userFacing: true, dependsOn: [pay-api], alerts: {detectsIn: 3m}}
  pay-api: {owner: pay, tier: 1, dependsOn: [pay-db, {anyOf: [bank-a, bank-b]}], alerts: {detectsIn: 2m}}
  pay-db: {owner: pay, tier: 1, dependsOn: [cluster], alerts: {detectsIn: 1m}}
  quiet-db: {owner: data, tier: 1, alerts: none}
  orders: {owner: web, tier: 1, dependsOn: [quiet-db], alerts: {detectsIn: 2m}}
  cluster: {owner: data, tier: 1, alerts: {detectsIn: 1m}}
  bank-a: {type: vendor, liaison: pay, tier: 1, alerts: none}
  bank-b: {type: vendor, liaison: pay, tier: 1, alerts: none}
  metrics: {owner: data, tier: 1, alerts: {detectsIn: 1m}}
  rings: {type: vendor, liaison: data, tier: 1, alerts: {detectsIn: 2m}}
  depot: {owner: data, tier: 1, alerts: {detectsIn: 1m}}
  lonely: {tier: 1, owner: web, onCall: nothing-yet}
alerting: {monitoring: {runsOn: metrics}, pager: {runsOn: rings}, heartbeat: {timeout: 10m, page: data}}
schedules:
  pay-rota:
    layers: [{every: 1 week, handoff: "Mon 09:00", roster: [{since: 2026-01-05, people: [lin, ada]}]}]
  pay-second: {layers: [{roster: [{since: 2026-01-05, people: [lin]}]}]}
  web-rota: {layers: [{roster: [{since: 2026-01-05, people: [wim]}]}]}
  data-rota: {layers: [{roster: [{since: 2026-01-05, people: [dan]}]}]}
escalationPolicies:
  pay: {team: pay, steps: [{page: pay-rota, wait: 5m}, {page: pay-second, wait: 10m}]}
  web: {team: web, steps: [{page: web-rota, wait: 5m}, {page: person:zoe, wait: 10m}]}
  data: {team: data, steps: [{page: data-rota, wait: 5m}, {page: person:eve, wait: 10m}]}
"""


@pytest.fixture
def engine_of(tmp_path: Path) -> Callable[..., Engine]:
    """``engine_of("scenarios: …")``: the small company with more in it."""

    def make(more: str = "") -> Engine:
        (tmp_path / "shop.yaml").write_text(SHOP + more, encoding="utf-8")
        loaded = load([str(tmp_path)])
        assert [each for each in loaded.problems if each.severity == "error" and each.code != "T204"] == []
        return Engine(loaded.catalog)

    return make


@pytest.fixture
def shop(engine_of: Callable[..., Engine]) -> Engine:
    """The small company."""
    return engine_of()


@pytest.fixture(scope="session")
def example() -> Any:
    """The example's engine."""
    catalog = load([str(EXAMPLE)]).catalog
    return Engine(catalog, Sources(catalog).read)


@pytest.fixture
def start() -> datetime:
    """A Monday, three in the morning."""
    return START
