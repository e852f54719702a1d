"""What files held when they were last parsed, for as long as they do not change.

Reading a catalog again after one of its files has changed spends half of its time on
parsing the others. Their nodes are kept packed: a tenth of the memory, a fifth of the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import MsgspecError, Struct, msgpack

from topology.load.files import FoundFile
from topology.load.limits import Limits
from topology.load.stamp import Stamp
from topology.load.tree import Document, Node, Source

if TYPE_CHECKING:
    from topology.load.parse import Parsed

RACY = 2.0
"""Seconds before the parsing within which a file must not have changed: clocks of files are coarse."""


class _Packed(Struct, frozen=True, gc=False):
    """A file without problems. ``roots`` holds the nodes of each document, ``lines`` where each starts."""

    stamp: Stamp
    limits: Limits
    source: Source
    roots: bytes
    lines: tuple[int, ...]


class Memo:
    """Holds files that can be read as they are; those with problems are parsed each time.

    ``clock`` gives seconds as files have them. A memo serves one catalog, one thread at a time.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._files: dict[str, _Packed] = {}
        self._roots = msgpack.Decoder(list[Node | None])

    def get(self, found: FoundFile, limits: Limits) -> Parsed | None:
        """What the file holds, if it was seen with this stamp and under these limits."""
        kept = self._files.get(found.path)
        if kept is None:
            return None
        if kept.stamp != found.stamp or kept.limits != limits or kept.source.file != found.shown:
            self._files.pop(found.path, None)
            return None
        from topology.load.parse import Parsed  # all of YAML: a result of the cache does without

        roots = self._roots.decode(kept.roots)
        documents = zip(roots, kept.lines, strict=True)
        return Parsed(
            tuple(Document(root, line, kept.source, index) for index, (root, line) in enumerate(documents)),
            (),
            kept.source,
        )

    def put(self, found: FoundFile, limits: Limits, parsed: Parsed) -> None:
        """Keep what was parsed of a file that was found like this, if it can be relied on."""
        self._files.pop(found.path, None)
        stamp = found.stamp
        if parsed.problems or stamp is None or stamp.latest > self._clock() - RACY:
            return
        documents = parsed.documents
        try:
            roots = msgpack.encode([document.root for document in documents])
        except (MsgspecError, ValueError, RecursionError):  # ValueError: text that is no UTF-8
            return
        self._files[found.path] = _Packed(
            stamp, limits, parsed.source, roots, tuple(document.line for document in documents)
        )

    def __len__(self) -> int:
        """How many files are held."""
        return len(self._files)
