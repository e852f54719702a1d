"""Identity: kinds, canonical references and how a written reference is read.

A canonical reference is plain text, ``kind:name`` or ``kind:namespace/name``
(the namespace only where it is not ``default``), with the name as its declaration
writes it. Two spellings mean the same entity when their :func:`key` is equal.
"""

import re
from typing import Literal, NewType
from unicodedata import normalize

from msgspec import Struct

from topology.model.place import Place

Ref = NewType("Ref", str)
"""A canonical reference, such as ``component:payments-api`` or ``team:emea/web``."""

DEFAULT_NAMESPACE = "default"

Kind = Literal[
    "team", "person", "product", "platform", "component", "resource", "api", "schedule", "policy", "domain"
]
"""The kinds with a meaning here; entities of foreign kinds carry their own word."""

COMPONENT_KINDS: tuple[str, ...] = ("component", "resource", "api")
"""Kinds of things that can fail, in the order in which a bare name is looked up."""

GROUP_KINDS: tuple[str, ...] = ("product", "platform")

KIND_ALIASES = {"group": "team", "user": "person", "system": "product", "escalationpolicy": "policy"}
"""Words of other tools for our kinds."""

ID = re.compile(r"[A-Za-z0-9]+(?:[-_.]+[A-Za-z0-9]+)*")
"""Runs of letters and digits joined by ``-``, ``_`` and ``.``."""


def identifier(text: str) -> str:
    """An id made from text; empty where nothing of it can stand in one."""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


class Reference(Struct, frozen=True, gc=False):
    """A reference as a file writes it, and the entity it was resolved to.

    ``target`` always names an entity of the catalog; where nobody declared it,
    that entity is a ghost.
    """

    target: Ref
    text: str
    place: Place


def canonical(kind: str, name: str, namespace: str = DEFAULT_NAMESPACE) -> Ref:
    """The canonical reference of an identity."""
    if namespace == DEFAULT_NAMESPACE:
        return Ref(f"{kind}:{name}")
    return Ref(f"{kind}:{namespace}/{name}")


def key(ref: str) -> str:
    """What two references must share to mean the same entity (case does not count)."""
    return ref.casefold()


def split(ref: Ref) -> tuple[str, str, str]:
    """Kind, namespace and name of a canonical reference."""
    kind, _, rest = ref.partition(":")
    namespace, slash, name = rest.partition("/")
    return (kind, namespace, name) if slash else (kind, DEFAULT_NAMESPACE, rest)


def name_of(ref: Ref) -> str:
    """The short name of a canonical reference, as shown to people."""
    return split(ref)[2]


def kind_of(ref: Ref) -> str:
    """The kind of a canonical reference."""
    return ref.partition(":")[0]


class Written(Struct, frozen=True, gc=False):
    """The parts of a reference as somebody typed it; absent parts are ``None``."""

    kind: str | None
    namespace: str | None
    name: str


def read_reference(text: str) -> Written:
    """Take ``[kind:][namespace/]name`` apart. Never fails: an odd name is kept whole."""
    kind, colon, rest = text.strip().partition(":")
    if not colon:
        kind, rest = "", kind
    namespace, slash, name = rest.partition("/")
    if not slash:
        namespace, name = "", rest
    kind = kind.strip().casefold()
    return Written(KIND_ALIASES.get(kind, kind) or None, namespace.strip() or None, name.strip())
