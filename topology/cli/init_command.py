"""``topology init``."""

import os
import shlex
import sys
from collections.abc import Mapping, Sequence

import click

from topology.cli.first_catalog import Answers, first_catalog
from topology.cli.options import common
from topology.cli.session import say, write
from topology.model.reference import identifier


@click.command("init")
@click.argument("folder", default=".", metavar="[FOLDER]", type=click.Path(file_okay=False))
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: write the names of an example.")
@click.option(
    "--from",
    "origins",
    multiple=True,
    metavar="PATH",
    type=click.Path(exists=True),
    help="Begin from a compose file, a CODEOWNERS file or a Backstage folder; may be repeated.",
)
@common
def command(folder: str, yes: bool, origins: tuple[str, ...]) -> int:
    """Write a first catalog of small files into FOLDER: teams, components, on call.

    From nothing it asks for names, unless --yes is given or nobody is there to answer. From other
    files it takes what they know and says what they do not. Never overwrites a file.

    \b
    Examples:
      topology init
      topology init catalog --yes && topology who web-shop -C catalog
      topology init catalog --from compose.yaml --from .github/CODEOWNERS
      topology init catalog --from backstage/ --from CODEOWNERS
    """
    asked = sys.stdin.isatty() and not yes
    if not origins and asked:
        origins = _offered(folder)
    if origins:
        return _begin(folder, origins)
    answers = _ask() if asked else Answers()
    files = first_catalog(answers)
    _write(folder, files)
    here = os.path.abspath(folder) == os.getcwd()
    _next([] if here else [folder], ["who", answers.component], ["check"])
    return 0


def _offered(folder: str) -> tuple[str, ...]:
    """What lies here that one could begin from, if somebody wants to."""
    from topology.load.origins.origin import found_in

    found = found_in(folder) or found_in(os.curdir)
    if found and click.confirm(f"Begin from {' and '.join(found)}?", default=True, err=True):
        return found
    return ()


def _begin(folder: str, paths: Sequence[str]) -> int:
    """Write what other files know."""
    from topology.load.origins.origin import origin
    from topology.present.beginning import beginning
    from topology.present.problem_text import problem_text

    origins = [origin(path) for path in paths]
    for problem in (each for one in origins for each in one.problems if each.severity == "error"):
        say(problem_text(problem).rstrip())
    made = beginning(origins)
    for title, lines in (
        ("Read", made.read),
        ("Not known", made.unknown),
        ("Owners that differ", made.differs),
    ):
        if lines:
            say(title)
            for line in lines:
                say(f"  {line}")
    catalogs = [
        path for path, one in zip(paths, origins, strict=True) if one.catalog and one.catalog.entities
    ]
    if not made.files and not catalogs:
        raise click.ClickException("nothing in these files says what there is: nothing was written")
    if made.files:
        _write(folder, made.files)
    else:
        say(f"Nothing to write: {' and '.join(catalogs)} can be read in place")
    _next([*catalogs, *([folder] if made.files else ())], ["check"])
    return 0


def _next(paths: Sequence[str], *commands: Sequence[str]) -> None:
    """What can be asked now, as a shell takes it: these commands, or the app."""
    where = [word for path in paths for word in ("-C", path)]
    say("Next")
    for command in (*commands, ()):
        say(f"  {shlex.join(['topology', *where, *command])}")


def _write(folder: str, files: Mapping[str, str]) -> None:
    """Write all files, or none where one of them is there already."""
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


def _ask() -> Answers:
    """The names of somebody's first team, component and people."""
    default = Answers()
    team = click.prompt("Your team", default=default.title, err=True)
    people = click.prompt("Two people on call", default=", ".join(default.people), err=True)
    component = click.prompt("Something it runs", default=default.component, err=True)
    needs = click.prompt("… and what that needs", default=default.needs, err=True)
    timezone = click.prompt("Time zone of the rota", default=default.timezone, value_proc=_timezone, err=True)
    return Answers(
        title=team.strip() or default.title,
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
