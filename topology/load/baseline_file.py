"""The file of known findings: read with care, written whole or not at all."""

from __future__ import annotations

import json
import os

from msgspec import DecodeError, Struct
from msgspec.json import decode

from topology.load.files import FoundFile, read
from topology.load.limits import Limits
from topology.load.replacing import replace_text
from topology.model.problem import Problem

_LIMITS = Limits(file_bytes=64 * 1024 * 1024)


class Known(Struct, frozen=True, kw_only=True, omit_defaults=True, order=True):
    """One known finding, by what stays the same when lines move.

    ``file`` stands in where no entity is named, ``word`` is what is underlined in a problem of
    the files themselves. ``times`` counts findings that are the same in all of this.
    """

    code: str
    rule: str
    entity: str = ""
    target: str = ""
    file: str = ""
    word: str = ""
    times: int = 1


class _File(Struct, frozen=True):
    version: int
    findings: tuple[Known, ...]


class BaselineError(ValueError):
    """A baseline that cannot be used; the message says why."""


def read_baseline(path: str) -> tuple[Known, ...] | None:
    """The known findings in a file; ``None`` where it does not exist. Raises :class:`BaselineError`."""
    if not os.path.lexists(path):
        return None
    data = read(FoundFile(os.path.realpath(path), path), _LIMITS)
    if isinstance(data, Problem):
        raise BaselineError(data.message)
    try:
        found = decode(data, type=_File)
    except (DecodeError, RecursionError) as error:
        raise BaselineError(f"this is no baseline: {error}") from None
    if found.version != 1:
        raise BaselineError(f"version {found.version} of baselines is not known here")
    return found.findings


def _stated(known: Known) -> dict[str, str | int]:
    fields = {"code": known.code, "rule": known.rule, "entity": known.entity, "target": known.target}
    fields |= {"file": known.file, "word": known.word}
    return {**{name: text for name, text in fields.items() if text}, "times": known.times}


def write_baseline(path: str, known: tuple[Known, ...]) -> None:
    """Write a file anew, one finding a line, so that a review shows what changes. Raises OSError."""
    # Not msgspec's encoder: it refuses subclasses of str, which is what cleaned text is.
    lines = [f"    {json.dumps(_stated(each), ensure_ascii=False)}" for each in sorted(known)]
    text = '{\n  "version": 1,\n  "findings": [\n' + ",\n".join(lines) + ("\n" if lines else "") + "  ]\n}\n"
    replace_text(path, text, 0o644)
