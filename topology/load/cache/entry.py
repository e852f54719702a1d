"""One entry of the cache: what was read, and all that must be unchanged for it to be still true."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import blake2b
from zlib import crc32

from msgspec import MsgspecError, Struct, msgpack

from topology.load.cache.columns import WORD, Table
from topology.load.cache.program import program
from topology.load.cache.reader import read
from topology.load.files import Discovery
from topology.load.limits import Limits
from topology.load.result import Content, Target, look

MAGIC = b"topology catalog\n"

RACY = 2.0
"""Seconds before the reading within which a file must not have changed: clocks of files are coarse."""


class Entry(Struct, frozen=True, array_like=True):
    """What stands before the words of the columns. ``state`` is a digest of what the walk found."""

    program: bytes
    state: bytes
    targets: tuple[Target, ...]
    table: Table


def name_of(paths: Sequence[str], discovery: Discovery, limits: Limits, strict: bool) -> str:
    """The name of the entry for these paths, as they were given and where they lead."""
    asked = (sorted(paths), discovery.roots, limits, strict)
    return blake2b(msgpack.encode(asked, enc_hook=str), digest_size=16).hexdigest()


def settled(content: Content, discovery: Discovery, since: float) -> bool:
    """Whether all files were left alone for a while before the reading, which began at ``since``."""
    stamps = [*(each.stamp for each in discovery.files), *(each.stamp for each in content.targets)]
    return all(stamp is None or stamp.latest < since - RACY for stamp in stamps)


def pack(content: Content, discovery: Discovery) -> list[bytes]:
    """The pieces of an entry. Raises TypeError or ValueError where something in it cannot be kept."""
    from topology.load.cache.writer import write

    table, words = write((content.catalog, content.problems))
    head = msgpack.encode(Entry(program(), _state(discovery), content.targets, table))
    body = words.tobytes()
    return [MAGIC, _words(len(head)), _words(crc32(body, crc32(head))), head, body]


def unpack(data: bytes, discovery: Discovery) -> Content | None:
    """What an entry holds; ``None`` where it is not exactly what this program would read now."""
    start = len(MAGIC) + 8
    if data[: len(MAGIC)] != MAGIC or len(data) < start:
        return None
    length, check = memoryview(data)[len(MAGIC) : start].cast(WORD)
    rest = memoryview(data)[start:]
    if crc32(rest) != check:
        return None
    try:
        entry = msgpack.decode(rest[:length], type=Entry)
        if (entry.program, entry.state) != (program(), _state(discovery)):
            return None
        if any(look(target.path) != target for target in entry.targets):
            return None
        catalog, problems = read(entry.table, array(WORD, rest[length:].tobytes()))
        return Content(catalog, problems, entry.targets)
    except (MsgspecError, LookupError, TypeError, ValueError, StopIteration, RuntimeError, MemoryError):
        return None


def _state(discovery: Discovery) -> bytes:
    return blake2b(msgpack.encode(discovery, enc_hook=str), digest_size=16).digest()


def _words(number: int) -> bytes:
    return array(WORD, [number]).tobytes()
