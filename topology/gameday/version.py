"""Which catalog an answer is from."""

from __future__ import annotations

from hashlib import blake2b

from topology.gameday.events import Version
from topology.load.sources import Sources
from topology.model.catalog import Catalog


def version(catalog: Catalog) -> Version:
    """A digest over the files that anything in the catalog is declared in, and how much that is.

    A file that cannot be read any more counts by its name alone.
    """
    sources = Sources(catalog)
    files = sorted({entity.place.file for entity in catalog.entities.values() if entity.place.file})
    digest = blake2b(digest_size=6)
    for name in files:
        try:
            data = sources.read(name)
        except OSError:
            data = b""
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    declared = sum(not entity.ghost for entity in catalog.entities.values())
    return Version(digest.hexdigest(), len(files), declared)
