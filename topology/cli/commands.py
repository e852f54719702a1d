"""The commands by name, each imported when it is called."""

from importlib import import_module

import click

from topology.cli.options import common

COMMANDS = {
    "who": "Who owns it, who is on call, what it drags down",
    "page": "Who is paged if it fails, minute by minute, and why",
    "oncall": "Who is on call: now, or shifts and gaps of a schedule",
    "team": "The card of a team",
    "list": "Entities by kind, owner, type, tier or tag",
    "history": "How long past incidents took, by team and product",
    "check": "Findings about the catalog, for people and for CI",
    "explain": "What a word, verdict, reason or rule means",
    "diff": "What changes in who is paged, between two versions",
    "export": "The catalog as mermaid, dot, json, backstage or markdown",
    "game": "Game days: predict who is paged, then reveal",
    "tour": "A first hour with the catalog, for one team",
    "init": "Write a first catalog",
    "schema": "The JSON Schema of the files",
    "completion": "Shell completion for bash, zsh or fish",
}
"""Name and what it does in one line. The module has the name, its function is ``command``."""

_HELP = """Topology: this is broken, who should answer?

Reads the teams, components and rotas of an organisation from YAML files (native ones
and Backstage's) and says who owns what, who is paged when it fails, and why. Without a
command it opens the app on PATH, else on the catalog found here.

\b
Examples:
  topology                         the catalog found here, or an example
  topology ~/src/catalog           another one
  topology who payments-db         whom to call
  topology page payments-db --at 'Sat 03:00'
  topology check --format github   for CI

The catalog is what -C names, else TOPOLOGY_CATALOG, else the one found here or in a
parent folder up to the git root, else an example. What a large one says is kept in your
cache folder until a file changes; TOPOLOGY_CACHE names another folder, or says off.
"""


class Commands(click.Group):
    """A group that imports a command when it is called, and takes other words for PATHs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"topology.cli.{cmd_name}_command").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; without one, the app on these paths."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if name.startswith("-"):
            return super().resolve_command(ctx, args)
        from topology.cli.app_command import command as app

        return "app", app, args

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from topology import __version__

        click.echo(f"topology {__version__}")
        ctx.exit()


@click.group(
    cls=Commands,
    help=_HELP,
    invoke_without_command=True,
    subcommand_metavar="[PATH…] | COMMAND [ARGS]…",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@common
@click.pass_context
def cli(ctx: click.Context) -> int:
    """Run a command; without one, open the app."""
    if ctx.invoked_subcommand is None:
        from topology.cli.app_command import open_app

        return open_app(ctx, ())
    return 0
