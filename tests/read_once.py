"""The same files are read once in each process of a test run: reading was half of what commands did."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from topology.load import loader
from topology.load.files import Discovery
from topology.load.limits import Limits
from topology.load.memo import Memo
from topology.load.result import Content

KEPT = 12
"""Catalogs: the example and a few more."""

_read_content = loader.read_content
_seen: OrderedDict[tuple[Any, ...], tuple[Discovery, Content]] = OrderedDict()


def _read_once(
    discovery: Discovery, paths: Sequence[str], limits: Limits, strict: bool, memo: Memo | None = None
) -> Content:
    """What was found is the same, byte by byte, and leads nowhere else: then so is what it says."""
    try:
        data = tuple(Path(found.path).read_bytes() for found in discovery.files)
    except OSError:
        return _read_content(discovery, paths, limits, strict, memo)
    name = (tuple(paths), limits, strict, data)
    before, content = _seen.pop(name, (None, None))
    if content is None or before != discovery:
        content = _read_content(discovery, paths, limits, strict, memo)
    if not content.targets and memo is None:
        _seen[name] = (discovery, content)
        if len(_seen) > KEPT:
            _seen.popitem(last=False)
    return content


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what is made of a catalog; those of reading have it read each time."""
    monkeypatch.setattr(loader, "read_content", _read_once)
