"""Docker compose files: services, what each is made of, and what it is started after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from topology.load.tree import Document, Entry, Map, Node, Scalar, Sequence
from topology.model.place import Place

IMAGES = {
    "postgres": "database", "postgresql": "database", "postgis": "database", "pgvector": "database",
    "timescaledb": "database", "mysql": "database", "mariadb": "database", "percona": "database",
    "mongo": "database", "mongodb": "database", "cassandra": "database", "scylla": "database",
    "cockroach": "database", "clickhouse": "database", "clickhouse-server": "database", "neo4j": "database",
    "influxdb": "database", "couchdb": "database", "dynamodb-local": "database", "elasticsearch": "database",
    "opensearch": "database", "minio": "database", "mssql": "database", "sqlserver": "database",
    "redis": "cache", "valkey": "cache", "memcached": "cache", "keydb": "cache", "dragonfly": "cache",
    "rabbitmq": "queue", "kafka": "queue", "cp-kafka": "queue", "redpanda": "queue", "nats": "queue",
    "activemq": "queue", "pulsar": "queue", "mosquitto": "queue", "elasticmq": "queue",
    "zookeeper": "service",
    "nginx": "website", "httpd": "website", "caddy": "website",
}  # fmt: skip
"""What the last part of an image's name says about what runs in it."""


class Service(Struct, frozen=True, gc=False):
    """One service. ``folder`` is what it is built from, relative to the file; empty: an image of others.

    ``type`` is ours, guessed from the image. ``needs`` are names of services. ``base`` is the service that it
    takes everything else from.
    """

    name: str
    type: str
    folder: str
    needs: tuple[str, ...]
    place: Place
    base: str = ""


def is_compose(documents: tuple[Document, ...]) -> bool:
    """Whether a file is a compose file: a mapping of services, one of which has an image or is built."""
    return any(_made(entry) for document in documents for entry in _services(document).values())


def services(documents: tuple[Document, ...], file: str) -> tuple[Service, ...]:
    """The services of a compose file, by name; those that another file completes too."""
    found = (
        _service(name, entry, file)
        for document in documents
        for name, entry in sorted(_services(document).items())
    )
    return tuple(found)


def others(documents: tuple[Document, ...]) -> tuple[str, ...]:
    """The files that these files go on in: those that they include, and those of what services extend."""
    found: dict[str, None] = {}
    for document in documents:
        included = document.root.entries.get("include") if isinstance(document.root, Map) else None
        for node in _each(included.value if included is not None else None):
            path = node.entries.get("path") if isinstance(node, Map) else None
            for each in _each(path.value if path is not None else node):
                if isinstance(each, Scalar):
                    found.setdefault(each.text)
        for entry in _services(document).values():
            extended = _extended(entry)
            if isinstance(extended, Map) and _text(extended, "file"):
                found.setdefault(_text(extended, "file"))
    return tuple(found)


def _each(node: Node | None) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    elif node is not None:
        yield node


def _extended(entry: Entry) -> Node | None:
    extended = entry.value.entries.get("extends") if isinstance(entry.value, Map) else None
    return extended.value if extended is not None else None


def _base(entry: Entry) -> str:
    extended = _extended(entry)
    return _text(extended, "service") if isinstance(extended, Map) else getattr(extended, "text", "")


def _services(document: Document) -> dict[str, Entry]:
    root = document.root
    entry = root.entries.get("services") if isinstance(root, Map) else None
    if entry is None or not isinstance(entry.value, Map):
        return {}
    return {name: each for name, each in entry.value.entries.items() if isinstance(each.value, Map)}


def _made(entry: Entry) -> bool:
    return isinstance(entry.value, Map) and bool({"image", "build", "extends"} & set(entry.value.entries))


def _service(name: str, entry: Entry, file: str) -> Service:
    body = entry.value
    assert isinstance(body, Map)
    needs = {*_names(body, "depends_on"), *(link.partition(":")[0] for link in _names(body, "links"))}
    place = Place(file, entry.key.line, entry.key.column)
    return Service(
        name, _type(_text(body, "image")), _folder(body), tuple(sorted(needs - {name})), place, _base(entry)
    )


def _names(body: Map, field: str) -> Iterator[str]:
    """The names in a list, or the keys of a map."""
    entry = body.entries.get(field)
    if entry is not None and isinstance(entry.value, Map):
        yield from entry.value.entries
    elif entry is not None and isinstance(entry.value, Sequence):
        yield from (item.text for item in entry.value.items if isinstance(item, Scalar))


def _text(body: Map, field: str) -> str:
    entry = body.entries.get(field)
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""


def _folder(body: Map) -> str:
    entry = body.entries.get("build")
    if entry is None:
        return ""
    node: Node = entry.value
    return (
        _text(node, "context") or "."
        if isinstance(node, Map)
        else node.text
        if isinstance(node, Scalar)
        else ""
    )


def _type(image: str) -> str:
    """``registry:5000/team/postgres:16-alpine@sha256:…`` is a database."""
    last = image.partition("@")[0].rpartition("/")[2].partition(":")[0].casefold()
    words = [last, *re.split(r"[-_.]", last)]
    return next((IMAGES[word] for word in words if word in IMAGES), "service")
