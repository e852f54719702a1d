"""Opening the app: the one function that the command line calls.

Imports nothing of Textual before :func:`run` has looked at the terminal and has
switched the cyclic collector off, which gives a fifth of the start back.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from topology.tui.diff.wanted import Wanted
from topology.tui.game.wish import Wish
from topology.tui.terminal import BAD_INPUT, needs_ascii, signals, unfit


def run(
    paths: Sequence[str] | None = None,
    *,
    example: bool = False,
    now: Callable[[], datetime] | None = None,
    color: bool = True,
    tour: str | None = None,
    compare: Wanted | None = None,
    game: Wish | None = None,
    at: datetime | None = None,
) -> int:
    """Run the app on these paths (without any: on the example) and give the exit code.

    ``now`` is the clock, aware. ``color``: false is as good as NO_COLOR. ``tour``: begin with the tour of
    this team, of one's own if it is empty. ``compare``: begin with what differs from another version.
    ``game``: begin with this game. ``at``: answer for this instant; without it for now.
    0 after quitting, 2 without
    a terminal, 3 after a mistake of the program, 128 + n after signal n.
    """
    problem = unfit(sys.__stdin__, sys.__stdout__, os.environ)
    if problem is not None:
        print(f"topology: {problem}", file=sys.stderr)
        return BAD_INPUT
    gc.disable()
    try:
        return _run(paths, example, now or _now, color, tour, compare, game, at)
    finally:
        gc.enable()


def _now() -> datetime:
    return datetime.now(UTC)


def _run(
    paths: Sequence[str] | None,
    example: bool,
    now: Callable[[], datetime],
    color: bool,
    tour: str | None,
    compare: Wanted | None,
    game: Wish | None,
    at: datetime | None,
) -> int:
    if not color:
        os.environ["NO_COLOR"] = "1"  # Textual reads it from here
    from topology.load.own_settings import own_path
    from topology.tui.application import TopologyApp
    from topology.tui.living import driver_class, live
    from topology.tui.settings.reading import read_choices

    if not paths:
        from topology.present.resources import example_path

        paths, example = [example_path()], True
    choices = read_choices(own_path())
    encoding = sys.__stdout__.encoding if sys.__stdout__ is not None else "ascii"
    ascii_encoding = encoding if needs_ascii(sys.__stdout__, os.environ, choices.ascii) else None
    app = TopologyApp(
        paths,
        now=now,
        example=example,
        ascii_encoding=ascii_encoding,
        driver_class=driver_class(),
        choices=choices,
        tour=tour,
        compare=compare,
        game=game,
    )
    app.session.move(at)
    code = 0

    def leave(ended_by: int) -> None:
        nonlocal code
        code = ended_by
        app.call_later(app.exit, return_code=ended_by)

    with signals(leave):
        return live(app) or code
