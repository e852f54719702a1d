"""A rule in words."""

from topology.insight.explain import Explanation
from topology.present.cells import wrap
from topology.present.sheet import WIDTH


def rule_text(rule: Explanation) -> str:
    """What it looks for, why, since when that is known, how much is too much, how to mend it."""
    parts = (
        rule.about,
        rule.why,
        rule.source and f"Source: {rule.source}",
        rule.threshold and f"Threshold: {rule.threshold}",
        rule.fix and f"Fix: {rule.fix}",
    )
    told = [line for part in parts if part for line in wrap(part, WIDTH)]
    return "\n".join([f"{rule.code} {rule.rule} ({rule.severity})", "", *told]) + "\n"
