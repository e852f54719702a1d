"""What the rules could not judge, counted once."""

from collections.abc import Iterable

from topology.insight.facts import WORDS
from topology.insight.rule import Rule, View
from topology.model.problem import Problem

_BEGINNING = 10
"""A catalog of fewer components is being begun: what it does not say yet, it need not hear."""


def check(view: View) -> Iterable[Problem]:
    """One note for the whole catalog, at its first entity, with the facts that no file states."""
    from topology.insight.rules import RULES

    if len(view.components) < _BEGINNING:
        return
    waiting = [rule for rule in RULES if not view.facts.issuperset(rule.needs)]
    places = [each.place for each in view.catalog.entities.values() if not each.ghost]
    if not waiting or not places:
        return
    needed = {fact for rule in waiting for fact in rule.needs} - view.facts
    missing = [word for fact, word in WORDS.items() if fact in needed]
    rules = f"{len(waiting)} rules" if len(waiting) > 1 else "1 rule"
    message = f"{rules} cannot judge this catalog: no file states {', '.join(missing)}"
    yield RULE.problem(min(places), message)


RULE = Rule(
    code="T569",
    name="not-judged",
    severity="info",
    about="Rules that could not judge the catalog, because it says nothing of what they are about.",
    why="What is not known is unknown: neither right nor wrong.",
    source="The honesty rules of this program: what cannot be judged is counted once.",
    fix="State the fact for one entity where it matters; then its rule judges all of them.",
    check=check,
)
