"""Kinds of findings that are not about a catalog alone: about what was promised of it."""

from topology.insight.rule import Kind

EXPIRED_IGNORE = Kind(
    code="T570",
    name="expired-ignore",
    severity="error",
    about="An ignore of topology.toml whose day has passed, of something that is still found.",
    why="An end that nobody is told of is no end: what was to wait for a month waits for ever.",
    source="The promise of this program: what is ignored has a reason and an end.",
    fix="Mend what is ignored; or write a new reason and a new date, for somebody to review.",
)

UNUSED_IGNORE = Kind(
    code="T571",
    name="unused-ignore",
    severity="info",
    about="An ignore of topology.toml that nothing needs.",
    why="It would hide the next finding of its kind, which nobody has looked at.",
    source="The promise of this program: what is ignored has a reason and an end.",
    fix="Remove it.",
)

NOTICES = (EXPIRED_IGNORE, UNUSED_IGNORE)
"""All of them, by code."""
