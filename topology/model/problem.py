"""Located findings as data: checks yield them, renderers print them."""

from typing import Literal

from msgspec import Struct

from topology.model.place import Because, Place

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From worst to mildest; the order in which summaries list them."""


class Suggestion(Struct, frozen=True, gc=False):
    """What was probably meant, and where that stands (``None``: nowhere in a file)."""

    text: str
    place: Place | None = None


class Occurrence(Struct, frozen=True, gc=False):
    """One more place of the same problem, and the entity that stands there.

    ``target`` is what that entity refers to, where it is not the problem's own target.
    """

    place: Place
    entity: str | None = None
    target: str | None = None


class Problem(Struct, frozen=True, kw_only=True):
    """One finding.

    ``code`` is stable and names no severity (``T204``); ``rule`` is its name in
    words (``unknown-reference``). ``message`` is one line, already clean.
    ``excerpt`` is the source line the caret points into, cleaned, and ``width``
    the number of characters to underline. ``references`` holds the first and all
    further places of one broken target. ``because`` is how it came about, where that takes
    more than one line. ``many`` is what several of the same are called ("components have no
    owner"), where a long list of them is better told as one finding. ``subject`` names
    what it is about beside the entity, such as a test.
    """

    code: str
    rule: str
    severity: Severity
    place: Place
    message: str
    entity: str | None = None
    target: str | None = None
    suggestion: Suggestion | None = None
    references: tuple[Occurrence, ...] = ()
    excerpt: str = ""
    width: int = 1
    because: tuple[Because, ...] = ()
    many: str = ""
    subject: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by place, then code, so that output never depends on reading order."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message)
