"""Where YAML events come from: libyaml, or the pure Python parser where PyYAML lacks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from topology.load.codes_read import file_problem
from topology.model.problem import Problem

try:
    from yaml._yaml import CParser
except ImportError:  # pragma: no cover - the wheels of PyYAML carry libyaml
    CParser = None  # type: ignore[assignment,misc]

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "YAMLError",
    "events",
    "missing_libyaml",
    "pure_python_events",
]

NextEvent = Callable[[], Any]
"""Gives one event a call, ``None`` after the last one."""


def events(text: str, restore: dict[int, str]) -> NextEvent:
    """The events of ``text``, with the stand-ins of ``encoding`` put back into its scalars.

    The function it gives raises ``YAMLError`` and whatever else a parser thinks of.
    """
    if CParser is None:
        return _restored(pure_python_events(text), restore) if restore else pure_python_events(text)
    next_event: NextEvent = CParser(text).get_event
    return _restored(next_event, restore) if restore else next_event


def missing_libyaml() -> Problem | None:
    """Said once per load, not per file: reading works, slowly. ``None`` where libyaml is there."""
    if CParser is not None:
        return None
    return file_problem(
        "T015",
        "",
        "PyYAML comes without libyaml here: reading is about ten times slower; its wheels from PyPI have it",
    )


def pure_python_events(text: str) -> NextEvent:
    """The events of PyYAML's own parser; lone surrogates, which it lets in, are refused as libyaml does."""
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner, ScannerError

    class PurePython(Reader, Scanner, Parser):
        def __init__(self) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    parser = PurePython()
    get_event: NextEvent = parser.get_event

    def next_event() -> Any:
        event = get_event()
        if type(event) is ScalarEvent and not event.value.isascii():
            try:
                event.value.encode()
            except UnicodeEncodeError:
                mark: Any = event.start_mark
                raise ScannerError(
                    "while scanning a double-quoted scalar",
                    mark,
                    "found invalid Unicode character escape code",
                    mark,
                ) from None
        return event

    return next_event


def _restored(get_event: NextEvent, restore: dict[int, str]) -> NextEvent:
    def next_event() -> Any:
        event = get_event()
        if type(event) is ScalarEvent:
            event.value = event.value.translate(restore)
        return event

    return next_event
