"""An answer as Markdown for a chat: one line that says it, then the rest in a block that holds no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from topology.present.markdown import inline
from topology.present.page_words import PageWords
from topology.present.timeline import moments
from topology.present.words import FLAG_WORDS, VERDICT_WORDS

_FENCE = re.compile(r"`+")


def page_markdown(words: PageWords, command: str) -> str:
    """Headline, what leads and who is first, the timeline, and the command that asks the same."""
    incident = words.incident
    head = f"**{inline(words.fails())}**: {incident.verdict}, {VERDICT_WORDS[incident.verdict]}"
    rest = "\n".join(_lines(words))
    return f"{head}\n\n{fenced(rest)}\n{fenced(command)}"


def fenced(text: str) -> str:
    """Text in a block of its own, behind a fence that nothing in it can close."""
    longest = max((len(run) for run in _FENCE.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}\n"


def _lines(words: PageWords) -> Iterator[str]:
    incident = words.incident
    yield words.when()
    for label, values in words.besides():
        yield f"{label}: {', '.join(values)}"
    yield ""
    for flag in incident.flags:
        yield f"{flag.replace('_FIRST', '')}: {FLAG_WORDS[flag]}"
    for lead in incident.leads:
        yield f"Lead: {words.lead(lead)}"
    if incident.first_contact is not None:
        yield f"First: {words.first()}"
    yield f"Engage: {words.engage()}"
    for helper in incident.helpers:
        yield f"Helps: {words.helper(helper)}"
    if incident.informed:
        yield f"Informed: {', '.join(words.names.sorted(incident.informed))}"
    yield ""
    for moment in moments(incident.timeline):
        minutes, clock = words.stamp(moment.event.minute)
        yield f"{minutes} {clock} {moment.event.event}: {words.event(moment)}"
