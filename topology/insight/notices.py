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

FAILED_TEST = Kind(
    code="T580",
    name="failed-test",
    severity="error",
    about="A test of the catalog's `tests:` whose failure does not lead to what it expects.",
    why="Somebody wrote down who is to answer for this. Now it is somebody else, or nobody, or later.",
    source="The rules of paging of this program: the numbered steps say which facts decide.",
    fix="Set right what the last steps point at; or, if it is meant, what the test expects.",
)

UNANSWERABLE_TEST = Kind(
    code="T581",
    name="unanswerable-test",
    severity="error",
    about="A test of the catalog's `tests:` that asks for something that cannot be.",
    why="It tests nothing, and looks as if it did.",
    source="The rules of paging of this program.",
    fix="Name a failure mode and a consumer that the component has, and an instant that exists.",
)

EMPTY_TEST = Kind(
    code="T582",
    name="empty-test",
    severity="warning",
    about="A test of the catalog's `tests:` that expects nothing.",
    why="It passes whatever happens.",
    source="The rules of paging of this program.",
    fix="Say in `expect` what must come out: verdict, lead, firstContact, within, paged or notPaged.",
)

OWNER_CHANGED = Kind(
    code="T590",
    name="owner-changed",
    severity="warning",
    about="Something that has another owner in the new version, and no new decision that says why; found by"
    " `topology diff`.",
    why="A boundary that moves without a word is one that the next incident finds unclear.",
    source="The picture of a good organisation of this program: owners decide, and write down why.",
    fix="Add a decision that is `about` it, what it is part of, or one of the two teams.",
)

NOTICES = (EXPIRED_IGNORE, UNUSED_IGNORE, FAILED_TEST, UNANSWERABLE_TEST, EMPTY_TEST, OWNER_CHANGED)
"""All of them, by code."""
