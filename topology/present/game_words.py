"""What a game says in words: questions, answers, beats, injects. For the room, the screen and the report."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from topology.gameday.happening import Happening
from topology.gameday.prediction import NEVER
from topology.gameday.state import Phase, Played
from topology.gameday.truth import Beat, Truth
from topology.model.reference import Ref, name_of
from topology.model.scenario import InjectKind, Question
from topology.oncall.clock import instant
from topology.oncall.instants import local
from topology.present.instants import clock, short, spelled
from topology.present.words import STATE_SIGNS, VERDICT_WORDS, count, lasting, listed

Names = Mapping[str, str]
"""What references are called, as a round of a game keeps it."""

QUESTION_WORDS: dict[Question, str] = {
    "lead": "Who leads?",
    "paged": "Who else is paged?",
    "firstHuman": "Who is the first human?",
    "minutes": "After how many minutes?",
    "verdict": "What is the verdict?",
}

QUESTION_SHORT: dict[Question, str] = {
    "lead": "Lead",
    "paged": "Also paged",
    "firstHuman": "First human",
    "minutes": "Minutes",
    "verdict": "Verdict",
}

PHASE_WORDS: dict[Phase, str] = {
    "lobby": "in the lobby",
    "brief": "briefing",
    "predict": "predictions are open",
    "locked": "locked",
    "reveal": "reveal",
    "discuss": "talk",
    "over": "over",
}

INJECT_WORDS: dict[InjectKind, str] = {
    "fail": "fails",
    "degrade": "degrades",
    "recover": "recovers",
    "silence": "silent",
    "unreachable": "no answer",
    "answered": "answers",
    "down": "tool down",
    "up": "tool up",
    "handOver": "hand-over",
    "card": "card",
    "redHerring": "red herring",
}

_VERDICTS: dict[str, str] = {str(verdict): words for verdict, words in VERDICT_WORDS.items()}


def called(names: Names, ref: str) -> str:
    """What something is called; a reference that has no name by the end of it."""
    return names.get(ref) or name_of(Ref(ref))


def all_called(names: Names, refs: tuple[str, ...], nobody: str = "nobody") -> str:
    """Several of them in a sentence."""
    return listed([called(names, ref) for ref in refs]) if refs else nobody


def person(names: Names, ref: str, team: str) -> str:
    """A person and whom they stand for."""
    return called(names, ref) + (f" ({called(names, team)})" if team else "")


def verdict_text(verdict: str) -> str:
    """A verdict and what it means."""
    return f"{verdict}: {_VERDICTS.get(verdict, 'unknown here')}"


def said_text(names: Names, question: Question, said: tuple[str, ...] | str | int | None) -> str:
    """One answer in words."""
    if said is None:
        return "no answer"
    if isinstance(said, tuple):
        return all_called(names, said, "nobody" if question == "lead" else "nobody else")
    if isinstance(said, int):
        return "never" if said == NEVER else f"{said} min"
    if question == "firstHuman":
        return called(names, said) if said else "nobody"
    return said or "no answer"


def answer_text(names: Names, question: Question, truth: Truth) -> str:
    """What is right, in words."""
    if question == "lead":
        over = all_called(names, truth.over)
        if not truth.lead:
            return f"nobody; it is for {over}" if truth.over else "nobody"
        return all_called(names, truth.lead) + (f", and hands over to {over}" if truth.over else "")
    if question == "paged":
        return all_called(names, truth.paged, "nobody else")
    if not truth.known and question in ("firstHuman", "minutes"):
        return "unknown: nobody declared who is paged"
    if question == "firstHuman":
        return person(names, truth.first, truth.first_team) if truth.first else "nobody"
    if question == "minutes":
        return "never" if truth.minutes is None else f"{lasting(truth.minutes)} after the fault"
    return verdict_text(truth.verdict)


def happening_text(names: Names, each: Happening) -> str:
    """What an inject does, in plain words."""
    causes = [
        called(names, cause.component) + (f" ({cause.mode})" if cause.mode else "") for cause in each.causes
    ]
    people = all_called(names, each.people)
    things = all_called(names, each.components)
    if each.kind == "fail":
        return f"{listed(causes)} {_verb(causes, 'fails', 'fail')}"
    if each.kind == "degrade":
        return f"{listed(causes)} {_verb(causes, 'is', 'are')} degraded"
    if each.kind == "recover":
        return f"{things} {_verb(each.components, 'works', 'work')} again"
    if each.kind == "silence":
        return f"the alert of {things} does not fire"
    if each.kind == "unreachable":
        return f"{people} {_verb(each.people, 'does', 'do')} not answer"
    if each.kind == "answered":
        return f"{people} {_verb(each.people, 'answers', 'answer')}"
    if each.kind == "down":
        return f"{listed(list(each.tools))} {_verb(each.tools, 'is', 'are')} down"
    if each.kind == "up":
        return f"{listed(list(each.tools))} {_verb(each.tools, 'works', 'work')} again"
    if each.kind == "handOver":
        leaving, coming = all_called(names, each.leaving), all_called(names, each.coming)
        return f"hand-over of {called(names, each.schedule)}: from {leaving} to {coming}"
    return each.text


def told_text(names: Names, each: Happening) -> str:
    """What the room hears when it happens: the words of the script, else what it does."""
    text = " ".join((each.text or happening_text(names, each)).split())
    return f"{each.sender}: {text}" if each.sender else text


def _verb(things: Sized, one: str, many: str) -> str:
    return one if len(things) == 1 else many


def beat_word(beat: Beat, played: Played) -> str:
    """What kind of thing a beat is, in one word."""
    if beat.kind == "inject":
        return INJECT_WORDS[played.happenings[beat.inject].kind] if beat.inject >= 0 else "inject"
    if beat.kind == "answer":
        return _question(beat)
    return {"impact": "impact", "exhausted": "the end"}.get(beat.kind, beat.kind)


def _question(beat: Beat) -> str:
    return next((short_ for name, short_ in QUESTION_SHORT.items() if name == beat.question), beat.question)


def beat_text(beat: Beat, played: Played, zone: str) -> str:
    """What a beat says, in words."""
    names = played.names
    if beat.kind == "inject":
        return told_text(names, played.happenings[beat.inject]) if beat.inject >= 0 else ""
    if beat.kind == "answer":
        question = next(name for name in QUESTION_SHORT if name == beat.question)
        return answer_text(names, question, played.truth)
    if beat.kind == "impact":
        return _impact(beat, names)
    if beat.kind == "alert":
        shown = [called(names, ref) for ref in beat.hit]
        more = f" and {count(len(shown) - 4, 'other')}" if len(shown) > 4 else ""
        return ", ".join(shown[:4]) + more
    about = f" for {called(names, beat.component)}" if beat.component else ""
    policy = called(names, beat.policy) if beat.policy else ""
    if beat.kind in ("page", "ack", "heartbeat") and beat.person:
        step = f", step {beat.step}" if beat.step > 1 else ""
        again = ", again" if beat.again else ""
        away = ", who is not there" if beat.away else ""
        return f"{person(names, beat.person, beat.team)}{about}{step}{again}{away}"
    if beat.kind == "held":
        at = instant(played.ask.at)
        until = f"until {short(instant(beat.until), zone, at)}" if beat.until else "for ever"
        return f"the page to {policy} waits {until}{about}"
    if beat.kind == "repeat":
        return f"{policy} begins again from its first step"
    if beat.kind == "fallback":
        return f"nobody has answered: {policy} takes over{about}"
    if beat.kind == "exhausted":
        return f"{policy} has nobody left to page{about}"
    return f"the outside switch pages {policy}" if beat.kind == "heartbeat" else policy


def _impact(beat: Beat, names: Names) -> str:
    down, sign = len(beat.hit), STATE_SIGNS["down"]
    shown = ", ".join(called(names, ref) for ref in beat.hit[:4])
    more = f" and {count(down - 4, 'other')}" if down > 4 else ""
    if not down:
        return f"nothing is down, {beat.degraded} degraded" if beat.degraded else "nothing is down"
    degraded = f", {beat.degraded} more degraded" if beat.degraded else ""
    return f"{sign} {shown}{more} down{degraded}"


def minute_text(minute: int) -> str:
    """A minute of a round: ``+7m``, ``+2h05m``."""
    if minute < 100:
        return f"+{minute}m"
    return f"+{minute // 60}h{minute % 60:02}m"


def clock_text(seconds: int, zone: str) -> str:
    """What simulated clocks on the wall show: ``03:14``."""
    return clock(local(instant(seconds), zone))


def day_text(seconds: int, zone: str) -> str:
    """A simulated instant in full."""
    return spelled(instant(seconds), zone)
