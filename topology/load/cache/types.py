"""The types that the cache may hold: the values of the model, and no others."""

from __future__ import annotations

from msgspec import Struct

from topology.model import catalog, duty, entity, place, problem, record, reference, scenario, settings

_MODULES = (catalog, duty, entity, place, problem, record, reference, scenario, settings)

TYPES: dict[str, type[Struct]] = {
    name: kind
    for module in _MODULES
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind.__module__ == module.__name__
}
"""By name."""
