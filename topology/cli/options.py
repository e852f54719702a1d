"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from random import Random

F = TypeVar("F", bound=Callable[..., Any])


class Setup:
    """What options before and after the command say together."""

    def __init__(self) -> None:
        self.catalog: list[str] = []
        self.color = True


def setup_of(ctx: click.Context) -> Setup:
    """The setup of this run, shared by the group and its command."""
    return ctx.find_root().ensure_object(Setup)


def _catalog(ctx: click.Context, _: click.Parameter, paths: tuple[str, ...]) -> None:
    setup_of(ctx).catalog += paths


def _no_color(ctx: click.Context, _: click.Parameter, off: bool) -> None:
    if off:
        setup_of(ctx).color = False


def common(function: F) -> F:
    """``-C`` and ``--no-color``: they may stand before or after the command."""
    function = click.option(
        "--no-color", is_flag=True, expose_value=False, callback=_no_color, help="Write no colours."
    )(function)
    return click.option(
        "-C",
        "--catalog",
        metavar="PATH",
        multiple=True,
        expose_value=False,
        callback=_catalog,
        help="The catalog: a folder or file; may be repeated.",
    )(function)


def formats(*names: str) -> Callable[[F], F]:
    """``--format`` with these values, the first being the default, and ``--json`` where it is one of them.

    The function gets ``format``.
    """

    def decorate(function: F) -> F:
        if "json" in names:
            function = click.option("--json", "format", flag_value="json", help="Short for --format json.")(
                function
            )
        return click.option(
            "--format", "format", type=click.Choice(names), default=names[0], show_default=True
        )(function)

    return decorate


def at_option(function: F) -> F:
    """``--at``, as it was typed."""
    return click.option(
        "--at",
        metavar="WHEN",
        help="The instant: 2026-11-22T03:00, now, +2h, 'Mon 03:00'. Without an offset in the catalog's zone.",
    )(function)


def chance() -> Random:
    """The chance that resampling uses: always the same, so that the same records say the same."""
    from random import Random

    from topology.incident.sample import SEED

    return Random(SEED)


def clock() -> datetime:
    """Now, in UTC, to the minute as in the app; ``TOPOLOGY_NOW`` (ISO) fixes it, for tests and docs."""
    import os
    from datetime import UTC

    stated = os.environ.get("TOPOLOGY_NOW")
    if not stated:
        return datetime.now(UTC).replace(second=0, microsecond=0)
    try:
        fixed = datetime.fromisoformat(stated)
    except ValueError:
        raise click.ClickException(f'TOPOLOGY_NOW is no ISO instant: "{stated}"') from None
    return fixed.replace(tzinfo=UTC) if fixed.tzinfo is None else fixed.astimezone(UTC)
