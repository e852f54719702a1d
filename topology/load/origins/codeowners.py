"""CODEOWNERS: which team answers for which folder of a repository.

As GitHub reads it: of all rules that match a path the last one counts, and one without
owners takes them away. GitLab's sections are read too, with the owners of their heads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from topology.model.place import Place

_SECTION = re.compile(r"\^?\[[^\]]*\](?:\[\d+\])?\s*(.*)")
_WORD = re.compile(r"(?:\\.|[^\s\\])+")


class OwnerRule(Struct, frozen=True, gc=False):
    """``pattern`` as written, and the owners as written: ``@org/team``, ``@login`` or an address."""

    pattern: str
    owners: tuple[str, ...]
    place: Place

    def matches(self, path: str) -> bool:
        """Whether it is about this path, relative to the repository, with forward slashes."""
        return _expression(self.pattern).match(path.strip("/")) is not None


def rules(text: str, file: str) -> tuple[OwnerRule, ...]:
    """The rules in their order. A line that is none is passed over, as the hosts do."""
    found: list[OwnerRule] = []
    inherited: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        section = _SECTION.fullmatch(line)
        if section is not None and not line.startswith("\\"):
            inherited = _owners(section[1].split())
            continue
        words = _WORD.findall(_uncommented(line))
        if not words:
            continue
        owners = _owners(words[1:]) or inherited
        found.append(OwnerRule(re.sub(r"\\(.)", r"\1", words[0]), owners, Place(file, number)))
    return tuple(found)


def rule_for(path: str, listed: Sequence[OwnerRule]) -> OwnerRule | None:
    """The rule that counts for a path: the last that matches."""
    return next((rule for rule in reversed(listed) if rule.matches(path)), None)


def team_name(owner: str) -> str:
    """``@org/payments`` is the team ``payments``; of an address what stands before the ``@``."""
    return owner.lstrip("@").rpartition("/")[2].partition("@")[0]


def is_person(owner: str) -> bool:
    """Whether it is a login or an address, and no team of an organisation."""
    return "/" not in owner


def _owners(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if "@" in word)


def _uncommented(line: str) -> str:
    return re.sub(r"(?:^|(?<=\s))#.*", "", line)


def _expression(pattern: str) -> re.Pattern[str]:
    """A pattern of gitignore's kind: ``*`` within a folder, ``**`` over folders; a folder means all in it."""
    anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts: list[str] = []
    for piece in re.findall(r"\*\*/?|\*|\?|[^*?]+", body):
        if piece == "**/":
            parts.append("(?:.*/)?")
        elif piece == "**":
            parts.append(".*")
        elif piece == "*":
            parts.append("[^/]*")
        elif piece == "?":
            parts.append("[^/]")
        else:
            parts.append(re.escape(piece))
    head = "" if anchored else "(?:.*/)?"
    tail = r"\Z" if body.endswith("/*") else r"(?:/.*)?\Z"
    return re.compile(head + "".join(parts) + tail)
