"""What each of forty players says, first and in the end: made from their name, so that a test can tell."""

from __future__ import annotations

from random import Random

from topology.gameday.prediction import Prediction

TEAMS = ("team:pay", "team:web", "team:data")
PEOPLE = ("person:ada", "person:lin", "person:wim", "person:zoe", "person:dan", "person:eve")


def guesses(name: str) -> tuple[Prediction, Prediction]:
    """The first guess, and the one that counts."""
    random = Random(name)
    first, second = (
        Prediction(
            lead=(random.choice(TEAMS),),
            paged=(random.choice(TEAMS),),
            first=random.choice(PEOPLE),
            minutes=random.randrange(30),
            verdict=random.choice(("CLEAR", "JOINT")),
            sure=random.randrange(50, 100),
        )
        for _ in range(2)
    )
    return first, second
