"""Whose business an entity is."""

from topology.insight.whose import whose
from topology.model.reference import Ref

ORG = """
people: {ada: {}, bob: {}}
teams: {app: {onCall: p, members: [ada]}, web: {onCall: p}, data: {}}
schedules: {s: {layers: [{roster: [{since: 2026-01-05, people: [ada]}]}]}}
escalationPolicies:
  p: {steps: [{page: s, wait: 5m}]}
  q: {team: data, steps: [{page: s, wait: 5m}]}
products: {shop: {owner: web}}
components: {api: {partOf: shop}, lost: {}}
"""


def test_everything_is_of_a_team_or_of_none(look) -> None:
    topology = look(ORG).topology
    found = {
        ref: whose(topology, Ref(ref))
        for ref in ("team:app", "person:ada", "person:bob", "component:api", "component:lost", "product:shop",
                    "policy:p", "policy:q", "schedule:s", "component:none")
    }  # fmt: skip
    assert found == {
        "team:app": ("team:app",), "person:ada": ("team:app",), "person:bob": (),
        "component:api": ("team:web",), "component:lost": (), "product:shop": ("team:web",),
        "policy:p": ("team:app", "team:web"), "policy:q": ("team:data",),
        "schedule:s": ("team:app", "team:data", "team:web"), "component:none": (),
    }  # fmt: skip
