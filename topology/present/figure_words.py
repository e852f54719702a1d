"""The figures of an organisation in words."""

from topology.insight.facts import WORDS as FACTS
from topology.insight.figures import Figure, FigureId
from topology.present.words import listed

TITLES: dict[FigureId, str] = {
    "clarity": "Boundary is clear",
    "owned": "Exactly one owner",
    "silent": "Cause says nothing in time",
    "engaged": "Engaged within target",
    "platform-first": "Platform team called first",
    "for-others": "Called for what others own",
    "spread": "Several teams woken",
    "crossing": "Needs that cross a boundary",
    "grey": "Hard crossings that are grey",
}
"""What ``part`` counts, in a few words."""

ABOUT: dict[FigureId, str] = {
    "clarity": "Failures that one team leads which owns them, and whose people hear first, now or in their"
    " support hours. Every component fails once at this instant, all alike.",
    "owned": "Components with one owner, said or inherited; a vendor's liaison counts as one.",
    "silent": "Failures whose own alert does not exist, or comes after others were woken for them.",
    "engaged": "Failures that page somebody of the lead team within the target for their tier."
    " Time to engage: from the fault to the first human who can answer.",
    "platform-first": "First contacts that are of a platform team. Those for what others own stand first.",
    "for-others": "First contacts of a team that does not own what fails: hidden Operations.",
    "spread": "Failures that page more than one team at once.",
    "crossing": "Coupling: dependencies whose two ends have different owners.",
    "grey": "Hard dependencies over a boundary for which no interaction is declared.",
}

UNITS: dict[FigureId, str] = {
    "clarity": "failures",
    "owned": "components",
    "silent": "failures",
    "engaged": "failures",
    "platform-first": "first contacts",
    "for-others": "first contacts",
    "spread": "failures that page",
    "crossing": "dependencies",
    "grey": "hard ones",
}

WORDS: dict[FigureId, tuple[str, ...]] = {
    "clarity": ("boundary clarity",),
    "owned": ("owner",),
    "silent": ("silent", "CAUSE_SILENT"),
    "engaged": ("time to engage", "SLOW"),
    "platform-first": ("first-contact share", "first contact"),
    "for-others": ("hidden Ops", "first contact"),
    "spread": ("page storm",),
    "crossing": ("coupling", "crossing"),
    "grey": ("grey edge",),
}
"""The words of the glossary for what is counted."""


def share(figure: Figure) -> str:
    """``83%``, ``unknown`` where nothing could be judged; never 0% or 100% for what is not quite so."""
    part = figure.share
    if part is None:
        return "unknown"
    percent = round(100 * part)
    if percent == 0 and figure.part:
        return "<1%"
    return ">99%" if percent == 100 and figure.part < figure.whole else f"{percent}%"


def not_judged(figure: Figure) -> str:
    """What is left out of a figure, and why."""
    if figure.missing:
        return f"no file states {listed([FACTS[fact] for fact in figure.missing])}"
    return f"{figure.unknown} unknown" if figure.unknown else ""
