"""What a facilitator can let happen by hand: the script's injects, and some of their own."""

from __future__ import annotations

from topology.gameday.happening import Cause, Happening
from topology.gameday.state import Played
from topology.model.catalog import Catalog
from topology.model.entity import Component
from topology.present.game_words import INJECT_WORDS, called, happening_text, minute_text
from topology.tui.game.questions import Item

OWN = (
    ("say", "Say something to the room now", "a card, in your words"),
    ("fail", "Something else fails now …", ""),
    ("degrade", "Something becomes degraded now …", ""),
    ("recover", "Something works again now …", ""),
    ("unreachable", "Somebody does not answer from now on …", ""),
    ("answered", "Somebody answers now …", ""),
)
"""Injects that no script has."""

FOLLOWS = {
    "fail": "What fails?",
    "degrade": "What becomes degraded?",
    "recover": "What works again?",
    "unreachable": "Who does not answer?",
    "answered": "Who answers?",
}
"""What is asked about one of them."""


def coming_injects(played: Played) -> list[tuple[int, Happening]]:
    """The injects that have not happened yet, with their numbers."""
    told = {beat.inject for beat in played.told}
    return [(number, each) for number, each in enumerate(played.happenings) if number not in told]


def inject_words(played: Played, each: Happening) -> tuple[str, str]:
    """An inject in a list: when and what kind, and what it says."""
    text = each.text or happening_text(played.names, each)
    return f"{minute_text(each.minute)} {INJECT_WORDS[each.kind]}", " ".join(text.split())


def things(kind: str, catalog: Catalog, played: Played) -> tuple[Item, ...]:
    """What can be named for an inject of one's own; those that are in the middle of it first."""
    if kind in ("unreachable", "answered"):
        paged = dict.fromkeys(beat.person for beat in played.beats if beat.person)
        order = dict.fromkeys((*paged, *played.people))
        return tuple(
            Item(ref, called(played.names, ref), "is paged in this round" if ref in paged else "")
            for ref in order
        )
    causes = (*played.ask.causes, *(cause for each in played.happenings for cause in each.causes))
    failing = dict.fromkeys(cause.component for cause in causes)
    if kind == "recover":
        return tuple(Item(ref, called(played.names, ref)) for ref in failing)
    return tuple(
        Item(str(each.ref), str(each.name), str(each.type))
        for each in catalog.of(Component)
        if not each.ghost and each.ref not in failing
    )


def own_inject(kind: str, ref: str, minute: int) -> Happening:
    """An inject that no script has."""
    if kind == "fail":
        return Happening(minute=minute, kind="fail", causes=(Cause(ref),))
    if kind == "degrade":
        return Happening(minute=minute, kind="degrade", causes=(Cause(ref),))
    if kind == "recover":
        return Happening(minute=minute, kind="recover", components=(ref,))
    if kind == "unreachable":
        return Happening(minute=minute, kind="unreachable", people=(ref,))
    return Happening(minute=minute, kind="answered", people=(ref,))
