"""What can be played: the scenarios of the catalog, games that were left, and what is worth a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from topology.gameday.shelf import Kept, games_folder, kept
from topology.model.scenario import Scenario
from topology.present.cells import wrap
from topology.present.words import count
from topology.tui.line import BLANK, Line, plain
from topology.tui.world import World

MOST = 5
"""Games that were left which are listed."""


class Programme(Struct, frozen=True):
    """What there is to play."""

    scenarios: tuple[Scenario, ...]
    games: tuple[Kept, ...]


def programme(world: World, environ: Mapping[str, str]) -> Programme:
    """Look at the catalog and at the shelf."""
    found = tuple(each for each in world.catalog.of(Scenario) if not each.ghost and each.rounds)
    return Programme(found, kept(games_folder(environ))[:MOST])


def programme_lines(found: Programme, wrong: str, columns: int) -> list[Line]:
    """One entry for each; a line with a key can be followed. ``wrong`` is why the last cannot be played."""
    about = "Play a scenario: people commit to who is paged, then the engine reveals it."
    lines = [plain(line, "warn") for line in wrap(wrong, columns)]
    lines += [*(plain(line, "quiet") for line in wrap(about, columns)), BLANK]
    for each in found.scenarios:
        minutes = each.rounds[-1].minute + each.rounds[-1].lasts
        simulated = f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"
        end = f"{count(len(each.rounds), 'round')}, {simulated} simulated"
        lines.append(
            Line(((each.title, "strong"),), ((end, "quiet"),), f"play {each.ref}", each.ref, place=each.place)
        )
        lines += [plain(f"  {line}") for line in wrap(each.description, columns - 2)]
        if each.audience:
            lines += [plain(f"  {line}", "quiet") for line in wrap(f"For {each.audience}", columns - 2)]
        lines.append(BLANK)
    if not found.scenarios:
        lines.append(plain("This catalog has no scenario yet."))
        advice = "topology game suggest says what is worth rehearsing, topology game new writes a script."
        lines += [*(plain(line) for line in wrap(advice, columns)), BLANK]
    if found.games:
        lines.append(plain("Games that were played or left", "head"))
        for game in found.games:
            lines.append(Line(((game.session, "plain"),), (("go on", "quiet"),), f"resume {game.path}"))
    return lines


def known_teams(world: World) -> Sequence[str]:
    """Names to suggest for who takes on an action."""
    from topology.model.entity import Team

    return [str(team.title) for team in world.catalog.of(Team) if not team.ghost]
