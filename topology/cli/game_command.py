"""``topology game``: a group whose commands are imported when they are called."""

from importlib import import_module

import click

from topology.cli.options import common

COMMANDS = {
    "suggest": "Which failures of your catalog are worth rehearsing, and why",
    "new": "A first script for some failures, to be edited",
    "lint": "What is wrong with a script",
    "rehearse": "A script from beginning to end with made-up players",
    "run": "Play it: the facilitator's screen",
    "project": "What the room sees, for a second terminal",
    "join": "Play in a room, from another terminal or account of this host",
    "resume": "Go on with a game that was left or cut off",
    "report": "The report of a game: timeline, predictions, findings, tests",
}
"""Name and what it does in one line. The module is ``game_NAME``, its function ``command``."""


class Games(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a game day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"topology.cli.game_{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group("game", cls=Games, invoke_without_command=True)
@common
@click.pass_context
def command(ctx: click.Context) -> None:
    """Game days: people commit to who is paged, then the engine reveals it.

    \b
    Examples:
      topology game suggest
      topology game new order-db -o scenarios/order-db.yaml
      topology game rehearse quiet-orders
      topology game run quiet-orders
      topology game report -o report.html
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
