"""What the room sees, as lines: for the projector, and for each player. Made from the redacted view alone."""

from __future__ import annotations

from collections.abc import Iterator

from topology.gameday.public import Spread, Tally, View
from topology.present.cells import pad, width, wrap
from topology.present.game_words import PHASE_WORDS, QUESTION_SHORT, QUESTION_WORDS, minute_text
from topology.present.words import count
from topology.tui.game.digits import large
from topology.tui.line import BLANK, Line, Role, Span, plain

BAR = "█"
BAR_CELLS = 16
LABEL = 13


def projected(view: View, columns: int, rows: int, now: int) -> list[Line]:
    """The projector's picture at a real instant (ms since 1970): as many lines as there is room for."""
    if view.blank:
        return []
    if view.phase in ("lobby", "over"):
        return _before_or_after(view, columns, rows)
    head = _head(view, columns, now) if rows >= 18 else _low_head(view, columns, now)
    return [*head, BLANK, *body(view, columns, rows - len(head) - 1)][:rows]


def body(view: View, columns: int, rows: int) -> list[Line]:
    """What there is to read in a phase, in so many lines."""
    if view.phase in ("brief", "predict"):
        return _fitted(list(_situation(view, columns)), rows)
    if view.phase == "locked":
        return list(_spreads(view, columns, rows))
    if view.phase == "reveal":
        if view.answers:
            return _fitted(list(_answers(view, columns, full=True)), rows)
        lines = list(_beats(view, columns))
        return lines[-rows:]
    return _fitted(list(_talk(view, columns)), rows)


def left(view: View, now: int) -> str:
    """The time that is left to predict, ``2:41``; empty: as long as it takes, or it stands."""
    if view.phase != "predict" or view.left < 0:
        return ""
    passed = max(0, now - view.at) // 1000 if view.running else 0
    seconds = max(0, view.left - passed)
    return f"{seconds // 60}:{seconds % 60:02}"


def _fitted(lines: list[Line], rows: int) -> list[Line]:
    """The beginning; what there is no room for is said, never left out in silence."""
    if len(lines) <= rows or rows < 2:
        return lines[:rows] if rows > 0 else []
    return [*lines[: rows - 1], plain(f"… and {count(len(lines) - rows + 1, 'more line')}", "quiet")]


def _head(view: View, columns: int, now: int) -> list[Line]:
    """The large clock, and beside it what is played and how far it is."""
    told: list[tuple[str, Role]] = [
        (f"Round {view.round} of {view.rounds}", "quiet"),
        (view.heading, "strong"),
        (f"{view.date.rpartition(' ')[0]}  {view.zone}  {minute_text(view.minute)}", "quiet"),
        (_phase(view, now), "head"),
        (_predicted(view), "plain"),
    ]
    lines: list[Line] = []
    for digits, (text, role) in zip(large(view.clock), told, strict=True):
        spans: list[Span] = [(f" {digits}   ", "hot")]
        room = columns - width(digits) - 4
        lines.append(Line((*spans, (text if width(text) <= room else text[: room - 1] + "…", role))))
    return lines


def _low_head(view: View, columns: int, now: int) -> list[Line]:
    first = Line(
        ((f" {view.clock} ", "chip"), (f"  {view.heading}", "strong")),
        ((f"round {view.round} of {view.rounds} ", "quiet"),),
    )
    return [first, Line(((f" {_phase(view, now)}", "head"), (f"  {_predicted(view)}", "plain")))]


def _phase(view: View, now: int) -> str:
    time = left(view, now)
    words = PHASE_WORDS[view.phase]
    text = words[:1].upper() + words[1:]
    if view.phase == "predict":
        text = f"Predict: {time} left" if time else "Predict"
        return text if view.running or not time else f"{text}, the clock stands"
    return text


def _predicted(view: View) -> str:
    if view.phase == "brief":
        return count(view.players, "player")
    return f"{view.predicted} of {view.players} predicted"


def _situation(view: View, columns: int) -> Iterator[Line]:
    for number, paragraph in enumerate(view.situation.split("\n\n")):
        if paragraph.strip():
            if number:
                yield BLANK
            yield from (plain(f" {line}") for line in wrap(paragraph, columns - 2))
    if view.alert:
        yield BLANK
        yield from (plain(f" {line}", "down") for line in wrap(view.alert, columns - 2))
    if view.phase == "predict":
        yield BLANK
        asked = "  ".join(QUESTION_WORDS[question] for question in view.questions)
        yield from (plain(f" {line}", "head") for line in wrap(f"{asked}  How sure?", columns - 2))


def _spreads(view: View, columns: int, rows: int) -> Iterator[Line]:
    most = max(1, rows // max(1, len(view.spread)) - (1 if rows > 14 else 0))
    for each in view.spread:
        yield from _spread(each, columns, most)


def _spread(spread: Spread, columns: int, most: int) -> Iterator[Line]:
    total = max(1, sum(each.count for each in spread.said))
    shown = spread.said[:most]
    for number, each in enumerate(shown):
        label = QUESTION_SHORT[spread.question] if not number else ""
        yield Line(((f" {pad(label, LABEL)}", "strong"), *_bar(each, total, columns)))
    rest = len(spread.said) - len(shown)
    if rest > 0 and most > 2:
        yield plain(f" {'':<{LABEL}}{'':<{BAR_CELLS + 5}}and {count(rest, 'other answer')}", "quiet")
    if not spread.said:
        yield Line(
            ((f" {pad(QUESTION_SHORT[spread.question], LABEL)}", "strong"), ("nobody answered", "quiet"))
        )


def _bar(tally: Tally, total: int, columns: int) -> tuple[Span, ...]:
    filled = max(1, round(BAR_CELLS * tally.count / total))
    role: Role = "ok" if tally.right else "quiet" if tally.right is None else "warn"
    mark = "" if tally.right is None else " ✓" if tally.right else " ✗"
    return (
        (f"{BAR * filled:<{BAR_CELLS}} ", role),
        (f"{tally.count:>2}  ", "strong"),
        (tally.text + mark, "plain" if tally.right is not True else "strong"),
    )


def _beats(view: View, columns: int) -> Iterator[Line]:
    for each in view.lines:
        label = f" {minute_text(each.minute):>6} {each.clock}  {each.word:<11} "
        role: Role = {"page": "strong", "inject": "warn", "alert": "down"}.get(each.kind, "plain")  # type: ignore[assignment]
        first, *rest = wrap(each.text, columns - width(label) - 1) or [""]
        yield Line(((label, "quiet"), (first, role)))
        for line in rest:
            yield Line(((" " * width(label), "quiet"), (line, role)))
    if not view.lines:
        yield plain(" What happened, minute by minute …", "quiet")


def _answers(view: View, columns: int, full: bool) -> Iterator[Line]:
    for answer in view.answers:
        last = answer is view.answers[-1]
        head, *rest = wrap(answer.text, columns - LABEL - 2) or [""]
        yield Line(((f" {pad(QUESTION_SHORT[answer.question], LABEL)}", "head"), (head, "strong")))
        yield from (Line(((f" {'':<{LABEL}}", "quiet"), (line, "strong"))) for line in rest)
        spread = next((each for each in view.spread if each.question == answer.question), None)
        if spread is not None and full:
            right = sum(each.count for each in spread.said if each.right)
            total = sum(each.count for each in spread.said)
            yield plain(f" {'':<{LABEL}}{right} of {total} were right", "quiet")
            if last:
                yield from _spread(spread, columns, 4)


def _talk(view: View, columns: int) -> Iterator[Line]:
    yield from _answers(view, columns, full=False)
    for line in view.again:
        yield BLANK
        yield from (plain(f" {each}", "ok") for each in wrap(line, columns - 2))
    yield BLANK
    for question in view.discuss:
        first, *rest = wrap(question, columns - 4) or [""]
        yield Line(((" ? ", "key"), (first, "plain")))
        yield from (plain(f"   {line}") for line in rest)


def _before_or_after(view: View, columns: int, rows: int) -> list[Line]:
    lines: list[Line] = [BLANK] * max(0, min(4, rows // 5))
    lines += [plain(f"  {line}", "strong") for line in wrap(view.title or "Game day", columns - 4)]
    lines.append(BLANK)
    if view.phase == "over":
        lines.append(plain("  The game is over. Thank you.", "head"))
        lines.append(plain(f"  {count(view.round, 'round')}, {count(view.players, 'player')}", "quiet"))
        lines.append(BLANK)
    for objective in view.objectives:
        first, *rest = wrap(objective, columns - 6) or [""]
        lines.append(Line((("  · ", "key"), (first, "plain"))))
        lines += [plain(f"    {line}") for line in rest]
    if view.phase == "lobby":
        lines.append(plain(f"  {count(view.players, 'player')} so far", "head"))
    return _fitted(lines, rows)
