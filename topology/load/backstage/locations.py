"""Which files a Location asks for."""

from __future__ import annotations

import re

from topology.load.tree import Map, Scalar, Sequence

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def file_targets(root: Map) -> list[Scalar]:
    """The targets that are paths, as written; addresses are nobody's to fetch."""
    spec = root.entries.get("spec")
    if spec is None or not isinstance(spec.value, Map):
        return []
    targets: list[Scalar] = []
    for name in ("target", "targets"):
        entry = spec.value.entries.get(name)
        if entry is not None:
            items = entry.value.items if isinstance(entry.value, Sequence) else [entry.value]
            targets += [item for item in items if isinstance(item, Scalar) and file_path(item.text)]
    return targets


def file_path(target: str) -> str | None:
    """The path that a target names, with forward slashes; ``None`` where it is an address or nothing."""
    path = target.strip().removeprefix("file://").removeprefix("file:")
    if not path or _SCHEME.match(path):
        return None
    return path.replace("\\", "/")


def is_pattern(path: str) -> bool:
    """Whether the path stands for all files that match it."""
    return any(sign in path for sign in "*?[")
