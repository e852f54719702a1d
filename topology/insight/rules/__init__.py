"""The rules, one small module each. A new rule is a new module and one line here."""

from topology.insight.rule import Rule
from topology.insight.rules import (
    cross_team_cycle,
    grey_edge,
    idle_override,
    no_on_call,
    several_owners,
    unowned,
)

RULES: tuple[Rule, ...] = (
    unowned.RULE,
    several_owners.RULE,
    grey_edge.RULE,
    cross_team_cycle.RULE,
    no_on_call.RULE,
    idle_override.RULE,
)
"""In the order of their codes: T40x ownership, T41x boundaries, T42x on call."""
