"""What has no meaning here is kept as plain data, so that it can be written back."""

import re
from collections.abc import Mapping
from typing import Any

from topology.load.draft import plain
from topology.load.tree import Entry, Map, Node, Scalar
from topology.model.text import clean

KEPT = "x-backstage"
"""The key of an entity's ``extra`` that holds what only Backstage gives a meaning to.

A map with, as far as the document has them: ``apiVersion`` and ``kind`` where not the
usual ones, ``labels``, ``annotations``, and what else stands in ``metadata``, ``spec`` and
the ``document`` itself. A native file may state it under this very key.
"""

_WORDS = frozenset(
    word
    for lower in ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
    for word in (lower, lower.capitalize(), lower.upper())
)
_TYPED = re.compile(
    r"""~ | = | << | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | [-+]? (?: 0[box][0-9a-fA-F_]+ | [0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?
              | \.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)? )
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}
      (?: (?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?
          (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))? )?
    """,
    re.VERBOSE,
)


class Plain(str):
    """A text without quotes that some reader of YAML takes for something else.

    ``no``, ``1.10``, ``2026-01-01``. A writer puts it back without quotes, so that it
    stays what it was for every reader.
    """

    __slots__ = ()


def typed(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 reads this text, unquoted, as anything but a string."""
    return not text or text in _WORDS or _TYPED.fullmatch(text) is not None


def kept(node: Node) -> Any:
    """The node as plain data: as :func:`topology.load.draft.plain` has it, with :class:`Plain` besides."""
    if isinstance(node, Scalar):
        return _kept_value(node)
    if isinstance(node, Map):
        return kept_entries(node.entries)
    return [kept(item) for item in node.items]


def kept_entries(entries: Mapping[str, Entry]) -> dict[str, Any]:
    """The entries of a map as plain data, an unquoted number as a key included."""
    return {_kept_key(entry.key): kept(entry.value) for entry in entries.values()}


def _kept_value(scalar: Scalar) -> Any:
    value = plain(scalar)
    return Plain(scalar.text) if isinstance(value, str) and scalar.plain and typed(scalar.text) else value


def _kept_key(key: Scalar) -> str:
    return Plain(key.text) if key.plain and typed(key.text) else clean(key.text)
