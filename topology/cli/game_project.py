"""``topology game project``."""

from __future__ import annotations

import os

import click

from topology.cli.options import common, setup_of


@click.command("project")
@click.option("--room", metavar="DIR", type=click.Path(), help="The room; else that of your last game.")
@common
@click.pass_context
def command(ctx: click.Context, room: str | None) -> int:
    """Show the room what it may see: a large clock, the situation, the reveal. For a second terminal.

    It reads the redacted stream of a room and knows nothing that is not revealed.

    \b
    Examples:
      topology game project
      topology game project --room /srv/game
    """
    from topology.gameday.room import RoomError
    from topology.gameday.seat import Watching
    from topology.tui.room.program import run_room
    from topology.tui.screens.game_project import ProjectScreen

    try:
        watching = Watching(room if room is not None else last_room())
    except RoomError as error:
        raise click.ClickException(str(error)) from None
    return run_room(watching, ProjectScreen, color=setup_of(ctx).color)


def last_room() -> str:
    """The folder of the game that this account has played last. Raises ClickException."""
    from topology.gameday.shelf import games_folder

    folder = games_folder(os.environ)
    rooms: list[tuple[float, str]] = []
    try:
        for entry in os.scandir(folder):
            stream = os.path.join(entry.path, "stream.jsonl")
            if entry.name.endswith(".room") and os.path.exists(stream):
                rooms.append((os.stat(stream).st_mtime, entry.path))
    except OSError:
        pass
    if not rooms:
        raise click.ClickException("no game is played here: topology game run, or --room DIR")
    return max(rooms)[1]
