"""How a failure is answered at one instant, in short: one cell of a week."""

from __future__ import annotations

from msgspec import Struct

from topology.incident.result import Contact, Engage, Verdict
from topology.model.reference import Ref


class Hour(Struct, frozen=True, gc=False):
    """The answer at one instant. Minutes count from the fault, which is then.

    ``held``: a page waits for support hours. ``empty``: a page finds nobody on call in
    a step that it comes to before anybody is reached. ``paged`` are the teams whose pages
    leave at once.
    """

    verdict: Verdict
    first_contact: Contact | None
    engage: Engage
    minutes_to_right_team: int | None
    held: bool
    empty: bool
    paged: tuple[Ref, ...] = ()

    @property
    def _felt(self) -> tuple[object, ...]:
        """What whoever waits for help notices: not which other teams are woken too."""
        return (
            self.verdict,
            self.first_contact,
            self.engage,
            self.minutes_to_right_team,
            self.held,
            self.empty,
        )

    def alike(self, other: Hour) -> bool:
        """Whether both are answered the same way; how long a held page waits makes no difference."""
        if self._felt == other._felt:
            return True
        mine, theirs = self.first_contact, other.first_contact
        return (
            self.held
            and other.held
            and (self.verdict, self.empty) == (other.verdict, other.empty)
            and (mine and (mine.person, mine.team)) == (theirs and (theirs.person, theirs.team))
        )

    def moved(self, beyond: int, minutes: int) -> Hour:
        """The same answer where everything that comes after minute ``beyond`` comes so much later."""

        def later(minute: int | None) -> int | None:
            return minute if minute is None or minute <= beyond else minute + minutes

        first = self.first_contact
        if first is not None and first.minute > beyond:
            first = Contact(first.person, first.team, first.minute + minutes)
        engage = Engage(later(self.engage.earliest), later(self.engage.latest))
        right = later(self.minutes_to_right_team)
        return Hour(self.verdict, first, engage, right, self.held, self.empty, self.paged)
