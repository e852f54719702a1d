"""The figures, the failures behind each, and what teams carry."""

from __future__ import annotations

from math import ceil

from topology.graph.order import natural
from topology.insight.figures import Behind, Figure
from topology.insight.figures.load import Carried
from topology.insight.week_load import WeekLoad
from topology.model.reference import Ref
from topology.present.cells import cut, pad, width
from topology.present.figure_words import ABOUT, TITLES, UNITS, WORDS, not_judged, share
from topology.present.instants import span
from topology.present.words import VERDICT_STYLES, count, listed
from topology.tui.boundaries.cell_lines import STYLES
from topology.tui.cards.sheet import Sheet
from topology.tui.health.judged import Judged
from topology.tui.line import BLANK, Gloss, Line, Span, plain
from topology.tui.world import World

FIGURE, CARRIED = "figure ", "carried "
UNCOVERED = "uncovered"
"""The figure that needs a whole week."""

TITLE = 31
BAR = 10
NARROW = 66
"""Columns up to which there is no bar."""
WIDE = 90
"""Columns from which on it is said what is counted."""
NO_POLICIES = "no file says who is paged"
ALIKE = "Each component fails once, all alike. Of teams, never of people."
ABOUT_UNCOVERED = (
    "Hours of the week in which the page for a failure rings nobody first, or at all, though in other hours"
    " it does reach somebody. Every component fails once in each hour."
)


def figure_lines(world: World, judged: Judged, week: WeekLoad | None, columns: int) -> list[Line]:
    """A line for each figure, then one for each team."""
    lines = [plain(ALIKE, "quiet"), BLANK]
    lines += [_figure(figure, columns) for figure in judged.figures]
    lines.append(_uncovered(week))
    lines += [BLANK, *_carried(world, judged.carried, columns)]
    return lines


def _figure(figure: Figure, columns: int) -> Line:
    value = figure.share
    title: Span = (pad(TITLES[figure.id], TITLE), "plain")
    name = f"{FIGURE}{figure.id}"
    note = not_judged(figure)
    if value is None:
        word: Span = (f"{share(figure):>8} ", "unknown")
        unknown: Span = (f" {note}" if note else "", "quiet")
        return Line((title, word, unknown), (), name, gloss=Gloss(WORDS[figure.id]))
    spans: tuple[Span, ...] = (
        title,
        (f"{share(figure):>8} ", "strong" if figure.behind else "ok"),
        (f"{_bar(value)} " if columns > NARROW else "", "quiet"),
        (f" {figure.part} of {figure.whole}", "plain"),
        (f" {UNITS[figure.id]}" if columns > WIDE else "", "quiet"),
        (f", {note}" if note else "", "unknown"),
    )
    return Line(spans, (), name, gloss=Gloss(WORDS[figure.id]))


def _bar(value: float) -> str:
    full = int(BAR * value) if value > 0.5 else ceil(BAR * value)  # full and empty mean all and none
    return "█" * full + "·" * (BAR - full)


def _uncovered(week: WeekLoad | None) -> Line:
    title = pad("Uncovered hours", TITLE)
    name = f"{FIGURE}{UNCOVERED}"
    if week is None:
        return Line(((title, "plain"), ("  enter works out the week", "quiet")), (), name)
    if week.unknown and not week.pages:
        return Line(((title, "plain"), (" unknown ", "unknown"), (f" {NO_POLICIES}", "quiet")), (), name)
    hours = sum(mask.bit_count() for mask in week.uncovered.values())
    words = f"{hours} h of {count(len(week.uncovered), 'failure')}" if hours else "none"
    spans: tuple[Span, ...] = ((title, "plain"), (f"{words:>8}", "strong" if hours else "ok"))
    note = f"{count(len(week.never), 'failure')} never heard" if week.never else ""
    return Line(spans, ((note, "quiet"),) if note else (), name)


def _carried(world: World, carried: tuple[Carried, ...], columns: int) -> list[Line]:
    """A table of what teams carry, said to be proxies."""
    head = "people comps tier1 kinds needs users wakes"
    name = max(10, columns - len(head) - 1)
    if not carried:
        return [plain("What teams carry: no file declares a team", "quiet")]
    lines = [
        plain("What teams carry: proxies of cognitive load, not the load itself", "head"),
        plain("  " + " " * (name - 2) + " " + head, "quiet"),
    ]
    for each in carried:
        numbers = (
            each.people, len(each.components), each.critical, len(each.kinds), len(each.needs),
            len(each.users), None if each.wakes is None else len(each.wakes),
        )  # fmt: skip
        cells = " ".join(
            f"{'?' if number is None else number:>{len(word)}}"
            for number, word in zip(numbers, head.split(), strict=True)
        )
        spans: tuple[Span, ...] = ((pad(world.title(each.team), name), "plain"), (f" {cells}", "plain"))
        lines.append(Line(spans, (), f"{CARRIED}{each.team}", each.team))
    return lines


def behind_lines(world: World, figure: Figure, columns: int, by_team: bool) -> list[Line]:
    """What a figure says, and each failure behind it."""
    sheet = Sheet(columns)
    sheet.title(TITLES[figure.id], share(figure))
    sheet.text(ABOUT[figure.id], "quiet", lines=6)
    note = not_judged(figure)
    if note:
        sheet.text(f"Not judged: {note}.", "unknown")
    if not figure.behind:
        sheet.blank()
        sheet.text("Nothing is behind it." if figure.whole else "Nothing could be judged.", "quiet")
        return sheet.lines
    if not by_team:
        sheet.head("Behind it", str(len(figure.behind)))
    teams: dict[str, list[Behind]] = {}
    for each in figure.behind:
        titles = [world.title(team) for team in each.teams] or ["Of no team"]
        for title in titles if by_team else [""]:
            teams.setdefault(title, []).append(each)
    for title, found in sorted(teams.items(), key=lambda item: natural(item[0])):
        if title:
            sheet.head(title, str(len(found)))
        for each in found:
            _behind(sheet, world, each, title)
    return sheet.lines


def _behind(sheet: Sheet, world: World, each: Behind, title: str) -> None:
    word = each.verdict or ""
    owner = "" if title else f" ({', '.join(map(world.title, each.teams)) or 'no owner'})"
    name = world.title(each.ref)
    spans: tuple[Span, ...] = (
        (f"T{each.tier} ", "quiet"),
        (name, "strong"),
        (cut(owner, max(4, sheet.columns - width(name) - width(word) - 5)), "quiet"),
    )
    end: tuple[Span, ...] = ((word, STYLES[VERDICT_STYLES[each.verdict]]),) if each.verdict else ()
    place = world.catalog.entities[each.ref].place
    gloss = Gloss((each.verdict,)) if each.verdict else None
    sheet.lines.append(Line(spans, end, f"behind {title} {each.ref}", each.ref, place=place, gloss=gloss))
    others = [world.title(team) for team in each.others if team not in each.teams or len(each.others) > 1]
    if others:
        after = f", after {span(each.minutes)}" if each.minutes is not None else ""
        shown = others if len(others) <= 6 else [*others[:5], f"{len(others) - 5} more"]
        sheet.row(None, f"{listed(shown)}{after}", "quiet", indent=3, lines=2)
    elif each.minutes is not None:
        sheet.row(None, f"after {span(each.minutes)}", "quiet", indent=3)


def carried_lines(world: World, each: Carried, columns: int) -> list[Line]:
    """What one team carries, by name."""
    sheet = Sheet(columns)
    sheet.title(world.title(each.team), each.type or "")
    people = "unknown" if each.people is None else str(each.people)
    load = f" · {each.share:.1f} components each" if each.share is not None else ""
    sheet.row("People", people + load)
    sheet.row("Kinds", ", ".join(each.kinds) or "none")
    sheet.text("Proxies: how much there is to hold. How much it can hold, only the team can say.", "quiet")
    _refs(sheet, world, "Wakes it", each.wakes)
    _refs(sheet, world, "Its components", each.components)
    _refs(sheet, world, "Products and platforms", each.groups)
    _refs(sheet, world, "Needs", each.needs)
    _refs(sheet, world, "Needed by", each.users)
    _refs(sheet, world, "Collaborates with, or facilitates", each.close)
    return sheet.lines


def _refs(sheet: Sheet, world: World, title: str, refs: tuple[Ref, ...] | None) -> None:
    if refs is None:
        sheet.head(title, "unknown")
    elif refs:
        sheet.head(title, str(len(refs)))
        for ref in refs:
            place = world.catalog.entities[ref].place if ref in world.catalog.entities else None
            spans: tuple[Span, ...] = ((f"  {world.title(ref)}", "plain"),)
            sheet.lines.append(Line(spans, (), f"{title} {ref}", ref, place=place))
