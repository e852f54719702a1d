"""Merge keys: ``<<: *defaults`` or ``<<: [*a, *b]``. Own keys win, then the earlier of a list."""

from __future__ import annotations

from topology.load.tree import Entry, Map, Node, Sequence

MERGE = "<<"


def merge_into(entries: dict[str, Entry]) -> Node | None:
    """Replace the plain ``<<`` of ``entries`` by the entries it names; give what could not be merged, if any.

    The maps that are merged are complete and flat already, so nothing recurses;
    and they were counted when their aliases were met, so nothing explodes.
    """
    if not entries[MERGE].key.plain:
        return None
    value = entries.pop(MERGE).value
    for source in value.items if isinstance(value, Sequence) else [value]:
        if not isinstance(source, Map):
            return source
        for name, entry in source.entries.items():
            entries.setdefault(name, entry)
    return None
