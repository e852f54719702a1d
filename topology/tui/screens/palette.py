"""The command palette: any entity, any command, the best fifty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from topology.model.reference import Ref
from topology.present.glossary import Word, matching
from topology.present.words import KIND_PLURALS
from topology.tui import text
from topology.tui.commands import COMMANDS, Command, Where, shown
from topology.tui.keymap import AS_REGISTERED, Keymap
from topology.tui.line import Line, Role, Span, marked, plain
from topology.tui.modes import MODES
from topology.tui.screens.overlay import Overlay
from topology.tui.search import Hit
from topology.tui.widgets.lines import Lines
from topology.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from topology.tui.world import World

BEST = 50
TITLE = max(len(command.title) for command in COMMANDS) + 2
"""Cells of a command's name."""
RECENT = 3
"""Places seen before that are offered before anything is typed."""

Choice = Command | Ref | Word


class PaletteScreen(Overlay[Choice]):
    """Gives the command, the entity or the word that was chosen."""

    def __init__(
        self,
        world: World | None,
        where: Sequence[Where],
        keymap: Keymap = AS_REGISTERED,
        recent: Sequence[Ref] = (),
    ) -> None:
        super().__init__()
        self._world = world
        self._recent = recent[:RECENT]
        self._commands = [each for each in keymap.of(*where) if each.group != "Move" and each.id != "palette"]
        self._elsewhere = [
            keymap.mine(each)
            for each in COMMANDS
            if each.where in MODES and each.where not in where and each.group != "Move"
        ]
        self._choices: dict[str, Choice] = {}
        self._there = 0

    def compose(self) -> ComposeResult:
        """A line to type on, and what fits."""
        choices = Lines(chosen=self.choose, id="choices")
        prompt = Prompt(hint="entity or command", changed=self._find, submitted=self._take, beside=choices)
        frame = Vertical(prompt, choices, id="frame", classes="pane")
        frame.border_title = text.content("Go to")
        yield frame

    def on_mount(self) -> None:
        """Begin with the commands."""
        self._find("")

    def _take(self, _: str) -> None:
        self.choices.action_choose()

    def choose(self, line: Line) -> None:
        """Give what was chosen."""
        self.dismiss(self._choices[line.key])

    def _find(self, query: str) -> None:
        lines = list(self._lines(query.strip())) or [plain("Nothing is called so", "quiet")]
        there = max(self._there, len(lines))
        said = f"the best {BEST} of {there}: type on" if there > BEST else ""
        self.query_one("#frame").border_subtitle = text.content(said)
        lines = lines[:BEST]
        self.choices.start_with(lambda _: lines)

    def _lines(self, query: str) -> Iterator[Line]:
        """What fits: commands by name, entities, commands by their words, commands of other modes, words of
        the glossary, and last the entities of a kind that is called so."""
        self._choices.clear()
        self._there = 0
        if not query and self._world is not None:
            yield from (self._entity(Hit(ref, "id", ""), "seen before") for ref in self._recent)
        wanted = query.casefold()
        rest: list[Command] = []
        for command in self._commands:
            if command.title.casefold().startswith(wanted):
                yield self._command(command)
            elif len(wanted) > 2 and wanted in command.help.casefold():
                rest.append(command)
        if wanted and self._world is not None:
            for asked in filter(None, (_kind_and_rest(wanted), query)):
                found = self._world.finder.find(asked, BEST)
                self._there = max(self._there, found.total)
                for hit in found.hits:
                    if f"entity {hit.ref}" not in self._choices:
                        yield self._entity(hit)
        for command in rest:
            yield self._command(command)
        if len(wanted) > 2:
            for command in self._elsewhere:
                if wanted in command.title.casefold() or wanted in command.help.casefold():
                    yield self._command(command, f"goes to {command.where.capitalize()} ")
            for word in matching(wanted):
                yield self._word(word)
            yield from self._kind(wanted)

    def _kind(self, wanted: str) -> Iterator[Line]:
        called = ((kind, f"{kind} {many}".split()) for kind, many in KIND_PLURALS.items())
        kind = next((kind for kind, words in called if any(word.startswith(wanted) for word in words)), None)
        if kind is None or self._world is None:
            return
        for hit in self._world.finder.find(f"kind:{kind}", BEST).hits:
            if f"entity {hit.ref}" not in self._choices:
                yield self._entity(hit)

    def _command(self, command: Command, elsewhere: str = "") -> Line:
        key = f"command {command.id}"
        self._choices[key] = command
        spans: tuple[Span, ...] = ((f"{command.title:<{TITLE}}", "strong"), (command.help, "quiet"))
        return Line(spans, ((elsewhere, "quiet"), (shown(command.keys[0]), "hot")), key)

    def _word(self, word: Word) -> Line:
        key = f"word {word.group} {word.term}"
        self._choices[key] = word
        spans: tuple[Span, ...] = (
            ("explain ", "quiet"),
            (word.term, "strong"),
            (f"  {word.meaning}", "quiet"),
        )
        return Line(spans, ((word.group.casefold(), "quiet"),), key)

    def _entity(self, hit: Hit, note: str = "") -> Line:
        assert self._world is not None
        key = f"entity {hit.ref}"
        self._choices[key] = hit.ref
        name = self._world.title(hit.ref)
        entity = self._world.catalog.entities[hit.ref]
        role: Role = "ghost" if entity.ghost else "plain"
        spans: list[Span] = [(name, role), ("  ", "plain"), *marked(*hit.excerpt, "quiet")]
        if hit.text in ("", name):
            spans = [*marked(name, hit.marks, role)]
        owners = ", ".join(map(self._world.title, self._world.topology.owner(hit.ref).teams))
        end = note or f"{owners}  {self._world.names.kind(hit.ref)}"
        return Line(tuple(spans), ((end, "quiet"),), key)


def _kind_and_rest(wanted: str) -> str:
    """``team runtime`` as facet and word; empty where the first word is no kind, or the only one."""
    word, _, rest = wanted.partition(" ")
    kinds = (kind for kind, many in KIND_PLURALS.items() if word in (kind, *many.casefold().split()))
    kind = next(kinds, None)
    return f"kind:{kind} {rest}" if kind is not None and rest else ""
