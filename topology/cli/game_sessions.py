"""Which game somebody means: by name from the shelf, by file, or the last one."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click

from topology.gameday.events import Entry
from topology.gameday.shelf import games_folder, kept, path_of
from topology.gameday.store import SUFFIX, Store
from topology.gameday.trouble import StoreError
from topology.load.suggest import near


def find_path(session: str | None) -> str:
    """The file of a game. Raises ClickException with what there is."""
    folder = games_folder(os.environ)
    shelf = kept(folder)
    if session is None:
        if not shelf:
            raise click.ClickException(f"no game has been played yet ({folder})")
        return shelf[0].path
    if session.endswith(SUFFIX) and os.path.lexists(session):
        return session
    path = path_of(folder, session)
    if os.sep not in session and os.path.lexists(path):
        return path
    known = [each.session for each in shelf]
    meant = near(session, known)
    hint = f"; did you mean {meant}?" if meant else f"; there is {', '.join(known[:5])}" if known else ""
    raise click.ClickException(f'there is no game "{session}" in {folder}{hint}')


def read_log(session: str | None) -> tuple[str, tuple[Entry, ...]]:
    """The path and the entries of a game that nobody plays now. Raises ClickException."""
    path = find_path(session)
    try:
        store = Store.open(path)
    except StoreError as error:
        raise click.ClickException(str(error)) from None
    entries = store.entries
    store.close()
    return path, entries


def day(now: datetime) -> str:
    """The date in the name of a game."""
    return now.astimezone(UTC).strftime("%Y-%m-%d")
