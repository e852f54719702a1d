"""The words in which differences between two versions are told, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from topology.incident.result import Engage
from topology.insight.diff.values import Change, ChangeKind, Difference, Grade, Said, Shift
from topology.model.catalog import Catalog
from topology.model.reference import kind_of
from topology.present.instants import span
from topology.present.names import Names
from topology.present.page_changes import engaged_said
from topology.present.words import count, listed

TITLES: dict[ChangeKind, str] = {
    "behaviour": "Who answers",
    "rule-broken": "Rules newly broken",
    "moved": "Moved across a boundary",
    "grey-gained": "Grey edges gained",
    "load": "Load by team, every component failing once",
    "added": "Added",
    "removed": "Removed",
    "renamed": "Renamed",
    "grey-lost": "Grey edges lost",
    "rule-kept": "Rules newly kept",
}
STYLES: dict[Grade, str] = {"worse": "warn", "other": "quiet", "better": "fine"}
LABELS = {
    "verdict": "",
    "lead": "lead ",
    "first": "first ",
    "owner": "owner ",
    "decision": "decided in ",
    "needs": "needs ",
    "from": "from ",
    "to": "to ",
    "name": "",
    "paged": "paged ",
    "leads": "leads ",
    "owns": "owns ",
}


class Compared(Struct, frozen=True, kw_only=True):
    """What the two versions are called, and what things are called in each."""

    base: str
    head: str
    then: Names
    now: Names

    @staticmethod
    def of(base: str, head: str, then: Catalog, now: Catalog) -> Compared:
        """The words for two catalogs."""
        return Compared(base=base, head=head, then=Names(then), now=Names(now))

    def name(self, change: Change) -> str:
        """What a change is about."""
        return self.now(change.ref) if change.ref is not None else self.then(change.was)

    def kind(self, change: Change) -> str:
        """The kind of what a change is about, where that is not clear without."""
        kind = kind_of(change.about) if change.about is not None else ""
        return "" if kind == "component" else kind

    def shift(self, shift: Shift, label: str | None = None) -> str:
        """``lead Payments → Checkout``, or what stays the same."""
        then, now = self.both(shift)
        head = LABELS.get(shift.name, f"{shift.name} ") if label is None else label
        if shift.then is None or then == now:
            return f"{head}{now}"
        return f"{head}{then}" if shift.now is None else f"{head}{then} → {now}"

    def both(self, shift: Shift) -> tuple[str, str]:
        """Both sides of a shift, each in the words of its version."""
        return self.said(shift.then, self.then), self.said(shift.now, self.now)

    def said(self, value: Said, names: Names) -> str:
        """One side of a shift."""
        if isinstance(value, tuple):
            return listed([names(ref) for ref in value]) or "nobody"
        return "nothing" if value is None else str(value)


def sign(change: Change) -> str:
    """How bad a change is, in one word: enough to stop a merge, or its grade."""
    return "stops" if change.fails else change.grade


def stopping(difference: Difference) -> str:
    """How many changes are enough to stop a merge; empty where none is."""
    stops = sum(change.fails for change in difference.changes)
    return f"{stops} of these {'is' if stops == 1 else 'are'} enough to stop a merge." if stops else ""


def when(minute: Said) -> str:
    """``after 5m``; empty where nobody comes."""
    return f" +{span(minute)}" if isinstance(minute, int) else ""


class Aside(Struct, frozen=True):
    """What else differs in who answers, then and now, in words; ``label`` says of what it is."""

    label: str
    then: str
    now: str


def asides(compared: Compared, shifts: Mapping[str, Shift]) -> Iterator[Aside]:
    """What of a behaviour differs besides verdict, lead and first person: when the lead team is there, which
    teams are paged, and the first page that the other version has not."""
    engages = [engaged_said(_engage(shifts, now)) for now in (False, True)]
    if engages[0] != engages[1]:
        yield Aside("engage", *engages)
    paged, lead = shifts["paged"], shifts["lead"]
    if paged.then != paged.now and (paged.then, paged.now) != (lead.then, lead.now):
        yield Aside("paged", *compared.both(paged))
    person, minute = shifts["next"], shifts["nextMinute"]
    first = person.then != () and (person.then, minute.then) == (shifts["first"].then, shifts["minute"].then)
    then, now = compared.both(person)
    if not first and (then != now or engages[0] == engages[1]):
        yield Aside("next", then + when(minute.then), now + when(minute.now))


def _engage(shifts: Mapping[str, Shift], now: bool) -> Engage:
    found = [shift.now if now else shift.then for shift in (shifts["earliest"], shifts["latest"])]
    earliest, latest = (each if isinstance(each, int) else None for each in found)
    return Engage(earliest, latest)


_COUNTED: dict[ChangeKind, tuple[str, str]] = {
    "rule-broken": ("rule newly broken", "rules newly broken"),
    "moved": ("owner changed", "owners changed"),
    "grey-gained": ("grey edge gained", "grey edges gained"),
}


def outcome(difference: Difference) -> str:
    """One sentence: how many components were compared, and what came out."""
    changed = {change.ref for change in difference.of("behaviour")}
    worse = {change.ref for change in difference.of("behaviour") if change.grade == "worse"}
    counts = difference.counts
    answered = f"{len(changed)} answered for otherwise" + (f", {len(worse)} of them worse" if worse else "")
    more = [count(counts[kind], *words) for kind, words in _COUNTED.items() if counts[kind]]
    compared = count(difference.compared, "component")
    return f"{compared} compared: {'; '.join([answered, *more])}"


def unchanged(difference: Difference) -> str:
    """What was compared and found the same, where nothing differs."""
    same = "Owners, load, grey edges and rules are the same."
    unknown = f"Of {count(difference.unknown, 'component')} no file says who is paged. "
    if difference.unknown == difference.compared:
        return f"{unknown if difference.unknown else ''}{same}"
    when = "that instant" if len(difference.instants) == 1 else "each of those instants"
    return (
        f"At {when} every failure pages the same people in the same minutes, under the same lead and verdict."
        f" {unknown if difference.unknown else ''}{same}"
    )


def judged(difference: Difference) -> str:
    """What the settings say differently; empty where they do not."""
    if not difference.settings:
        return ""
    return (
        f"The settings of rules changed ({', '.join(difference.settings)}); both are judged by the new ones."
    )
