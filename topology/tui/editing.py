"""Leaving the screen to the user's editor, and coming back."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from topology.model.place import Place
from topology.tui.editor import command, path_of, stated
from topology.tui.terminal import deaf

if TYPE_CHECKING:
    from topology.tui.application import TopologyApp


def edit(app: TopologyApp, place: Place) -> None:
    """Open the editor at a place of the catalog's files, then read them again."""
    world = app.world
    roots = world.catalog.roots if world is not None else tuple(map(os.path.abspath, app.paths))
    path = path_of(roots, place)
    if path is None:
        app.say(f"No file to edit: {place.file or 'no file says it'}", "warn")
    elif open_editor(app, path, place.line):
        app.read()


def open_editor(app: TopologyApp, path: str, line: int) -> bool:
    """Open the editor at a line of a file; whether it ran, however it ended."""
    words = command(app.environ, path, line)
    if words is None:
        missing = (
            f"{named[0]} is not there, and no other editor" if (named := stated(app.environ)) else "No editor"
        )
        app.say(f"{missing}: set EDITOR", "warn")
        return False
    wrong: Exception | None = None
    ended = 0
    try:
        with app.suspend(), deaf():
            try:
                found = shutil.which(words[0], path=app.environ.get("PATH")) or words[0]
                ended = subprocess.run([found, *words[1:]], check=False).returncode
            except OSError as error:  # not further: Textual makes sure of no way back
                wrong = error
    except SuspendNotSupported as error:
        wrong = error
    if wrong is not None:
        app.say(f"The editor could not be started: {wrong}", "warn")
        return False
    named = stated(app.environ)
    if ended:
        app.say(f"The editor ended with {ended}", "warn")
    elif named and named[0] != words[0]:
        app.say(f"{named[0]} is not there: {words[0]} was opened instead", "warn")
    return True
