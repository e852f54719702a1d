"""``topology init``."""

import os
import sys

import click

from topology.cli.first_catalog import Answers, first_catalog, identifier
from topology.cli.options import common
from topology.cli.session import say, write


@click.command("init")
@click.argument("folder", default=".", metavar="[FOLDER]", type=click.Path(file_okay=False))
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write the names of an example.")
@common
def command(folder: str, yes: bool) -> int:
    """Write a first catalog of three small files into FOLDER: a team, its components, its rota.

    Never overwrites a file. Asks for names, unless --yes is given or nobody is there to answer.

    \b
    Examples:
      topology init
      topology init catalog --yes && topology who web -C catalog
    """
    answers = Answers() if yes or not sys.stdin.isatty() else _ask()
    files = first_catalog(answers)
    taken = [name for name in files if os.path.lexists(os.path.join(folder, name))]
    if taken:
        raise click.ClickException(
            f"{', '.join(taken)} {'is' if len(taken) == 1 else 'are'} there already: nothing was written."
            " Name another folder: topology init FOLDER"
        )
    try:
        os.makedirs(folder, exist_ok=True)
        for name, text in files.items():
            with open(os.path.join(folder, name), "x", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        raise click.ClickException(f"cannot write to {folder}: {error.strerror}") from None
    write("".join(f"{os.path.join(folder, name)}\n" for name in files))
    where = "" if os.path.abspath(folder) == os.getcwd() else f" -C {folder}"
    say(f"Next: topology{where} who {answers.component}, topology{where} check, or just topology {folder}")
    return 0


def _ask() -> Answers:
    """The names of somebody's first team, component and people."""
    default = Answers()
    team = click.prompt("Your team", default=default.title, err=True)
    people = click.prompt("Two people on call", default=", ".join(default.people), err=True)
    component = click.prompt("Something it runs", default=default.component, err=True)
    needs = click.prompt("… and what that needs", default=default.needs, err=True)
    timezone = click.prompt("Time zone of the rota", default=default.timezone, value_proc=_timezone, err=True)
    return Answers(
        title=team,
        people=tuple(name.strip() for name in people.split(",") if name.strip()) or default.people,
        component=identifier(component) or default.component,
        needs=identifier(needs) or default.needs,
        timezone=timezone,
    )


def _timezone(text: str) -> str:
    """A name that the time zone database has; anything else is asked again."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text.strip())
    except (KeyError, ValueError, OSError):
        raise click.BadParameter("write a name such as Europe/Lisbon or UTC") from None
    return text.strip()
