"""Catalogs compared: what a round trip through files may change, and what it may not."""

from pathlib import Path
from typing import Any

import msgspec

from topology.load.loader import load
from topology.model.catalog import Catalog
from topology.model.reference import Reference
from topology.model.text import raw

_WAY_OF_WRITING = frozenset(("place", "places", "expect_places", "source", "reading", "roots", "by_key"))


def normal(value: Any) -> Any:
    """A model as plain data, but for what the way of writing decides: places, spelling, format."""
    if isinstance(value, Reference):
        return f"→ {value.target}"
    if isinstance(value, msgspec.Struct):
        return {
            name: normal(getattr(value, name))
            for name in value.__struct_fields__
            if name not in _WAY_OF_WRITING
        }
    if isinstance(value, str):
        return (str(value), raw(value))
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    if hasattr(value, "items"):
        return {key: normal(item) for key, item in value.items()}
    return value


def again(text: str, folder: Path) -> Catalog:
    """The catalog of one file."""
    folder.mkdir(exist_ok=True)
    (folder / "all.yaml").write_text(text, encoding="utf-8", newline="")
    return load([str(folder)]).catalog
