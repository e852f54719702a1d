"""How much one load may cost. A limit that is hit is a located error that names it."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, convert

Count = Annotated[int, Meta(ge=1)]


class Limits(Struct, frozen=True, gc=False, rename="camel", forbid_unknown_fields=True):
    """Ceilings for one load; set under ``[limits]`` in ``topology.toml`` by their camelCase names.

    The defaults are what real catalogs stay under. ``nodes``, ``aliases`` and
    ``expanded`` (nodes reached through aliases, counted each time) are counted
    per file, ``files`` and ``total_bytes`` per load. ``depth`` has a ceiling of
    its own, because the readers above may nest as deep as the file does.
    A text above ``scalar_chars`` is kept and counted; the rest stops what it is in.
    """

    file_bytes: Count = 4 * 1024 * 1024
    depth: Annotated[int, Meta(ge=1, le=200)] = 32
    nodes: Count = 400_000
    aliases: Count = 1_000
    expanded: Count = 10_000
    scalar_chars: Count = 64 * 1024
    key_chars: Count = 256
    documents: Count = 1_000
    files: Count = 20_000
    total_bytes: Count = 256 * 1024 * 1024


def limits_from(settings: Mapping[str, Any]) -> Limits:
    """The limits that a ``[limits]`` table states, the rest by default.

    Raises ``msgspec.ValidationError``, whose text names the key, for an unknown
    name or a value that is no positive integer.
    """
    return convert(dict(settings), Limits)


def how_to_raise(name: str) -> str:
    """The words that end every message about a limit."""
    return f"raise `{name}` under [limits] in topology.toml"
