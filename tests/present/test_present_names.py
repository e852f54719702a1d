"""Texts that name entities by reference, as people call them."""

from pathlib import Path

import pytest

from topology.load.loader import load
from topology.present.names import Names

CATALOG = """
people: {ada: {title: Ada Obi}}
teams: {web: {title: Storefront Web}}
components: {api: {owner: web}, other.v2: {owner: web}}
escalationPolicies: {web: {title: Web by night, steps: [{page: ada, wait: 5m}]}}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("component:api of team:web", "api of Storefront Web"),
        ("person:ada pages policy:web.", "Ada Obi pages policy Web by night."),
        ("component:other.v2, then component:api.", "other.v2, then api."),
        ('owner "user:ada" and team:nobody', 'owner "user:ada" and team:nobody'),
        ("see https://example.org/component:api", "see https://example.org/component:api"),
        ("at 12:30", "at 12:30"),
    ],
)
def test_references_become_names_where_they_are_known(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "c.yaml").write_text(CATALOG)
    assert Names(load([str(tmp_path)]).catalog).said(text) == said
