"""``topology game join``."""

from __future__ import annotations

import getpass

import click

from topology.cli.options import common, setup_of


@click.command("join")
@click.option("--room", metavar="DIR", required=True, type=click.Path(), help="The facilitator's folder.")
@click.option("--name", metavar="NAME", help="What you want to be called; else the account's name.")
@common
@click.pass_context
def command(ctx: click.Context, room: str, name: str | None) -> int:
    """Play in a room of this host: see what the room sees, predict, and see how near you came.

    What you predict is sealed: nobody but the facilitator can read it, and nobody sees it before
    the lock. Under the same name you can come back.

    \b
    Examples:
      topology game join --room /srv/game
      topology game join --room /srv/game --name Kim
    """
    from topology.gameday.room import RoomError
    from topology.gameday.seat import Seat
    from topology.tui.room.program import run_room
    from topology.tui.screens.game_join import JoinScreen

    try:
        seat = Seat(room, name or _account())
    except RoomError as error:
        raise click.ClickException(str(error)) from None
    return run_room(seat, lambda: JoinScreen(seat), color=setup_of(ctx).color)


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.ClickException("this account has no name: say --name NAME") from None
