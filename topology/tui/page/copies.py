"""What can be taken away from an answer: a line, the whole as text, for a chat, as a command, as a test."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from topology.incident.recorded import Recorded
from topology.incident.result import Incident
from topology.present.page_command import page_command
from topology.present.page_markdown import page_markdown
from topology.present.page_test import page_test
from topology.present.page_text import page_text
from topology.present.page_words import PageWords
from topology.present.words import VERDICT_WORDS
from topology.tui.world import World


def copies(
    world: World, incident: Incident, recorded: Sequence[Recorded], paths: Sequence[str]
) -> list[tuple[str, str]]:
    """Each with a word for it. ``paths`` are what the catalog was read from; none for the example."""
    topology, situation = world.topology, incident.situation
    words = PageWords(topology, incident, world.names)
    command = page_command(world.catalog, situation, paths)
    unanswered = incident
    if situation.acks:  # a test knows nothing of who answers, and nothing that it expects depends on it
        unanswered = world.engine.simulate(replace(situation, acks=()))
    return [
        ("Verdict", f"{words.fails()}: {incident.verdict}, {VERDICT_WORDS[incident.verdict]}"),
        ("Text", page_text(topology, incident, recorded=recorded)),
        ("Markdown", page_markdown(words, command)),
        ("Command", command),
        ("Test", page_test(PageWords(topology, unanswered, world.names))),
        ("Reference", situation.faults[0].component),
    ]
