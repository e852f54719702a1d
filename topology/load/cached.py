"""Loading a large catalog again, at once: what the last reading gave, if no file has changed since."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from topology.load.at_rest import at_rest
from topology.load.files import Discovery, discover
from topology.load.limits import Limits
from topology.load.result import Content, LoadResult, result
from topology.load.settings import read_settings

if TYPE_CHECKING:
    from topology.load.memo import Memo

LARGE = 512 * 1024
"""Bytes of YAML from which on a result is kept: less is read before anybody notices."""


def load_cached(
    paths: Sequence[str],
    environ: Mapping[str, str],
    *,
    limits: Limits | None = None,
    strict: bool | None = None,
    clock: Callable[[], float] = time.time,
    later: Callable[[Callable[[], None]], object] = lambda work: work(),
    memo: Memo | None = None,
) -> LoadResult:
    """The same as :func:`topology.load.loader.load`, sooner where the cache holds what that gave before.

    ``environ`` says where the cache is, if anywhere. ``clock`` gives seconds as files have them.
    ``later`` gets what writes a result down, to be run when nobody waits for it. ``memo`` spares
    the parsing of files that have not changed since it last saw them.
    """
    with at_rest():
        settings, told = read_settings(sorted(paths))
        limits, strict = limits or settings.limits, settings.is_strict(strict)
        since = clock()
        discovery = discover(paths, limits)
        folder = _folder(environ) if _large(discovery) else None
        if folder is None:
            return result(_read(discovery, paths, limits, strict, memo), settings, told)
        from topology.load.cache.entry import name_of, settled, unpack
        from topology.load.cache.folder import fetch

        name = name_of(paths, discovery, limits, strict)
        data = fetch(folder, name, since)
        content = unpack(data, discovery) if data is not None else None
        if content is None:
            content = _read(discovery, paths, limits, strict, memo)
            if settled(content, discovery, since):
                later(partial(_keep, folder, name, content, discovery, since))
        return result(content, settings, told)


def _keep(folder: str, name: str, content: Content, discovery: Discovery, now: float) -> None:
    from topology.load.cache.entry import pack
    from topology.load.cache.folder import store

    with suppress(TypeError, ValueError):  # something in it is of a type that cannot be kept
        store(folder, name, pack(content, discovery), now)


def _folder(environ: Mapping[str, str]) -> str | None:
    from topology.load.cache.folder import cache_folder  # small catalogs do without any of it

    return cache_folder(environ)


def _large(discovery: Discovery) -> bool:
    return sum(found.stamp.size for found in discovery.files if found.stamp is not None) >= LARGE


def _read(
    discovery: Discovery, paths: Sequence[str], limits: Limits, strict: bool, memo: Memo | None
) -> Content:
    from topology.load.loader import read_content  # all of YAML, which a kept result does not need

    return read_content(discovery, paths, limits, strict, memo)
