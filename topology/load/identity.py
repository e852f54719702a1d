"""Which draft declares which entity: kind, namespace and name, each entity once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from topology.load.codes import clip, problem
from topology.load.draft import Draft, plain
from topology.load.tree import Source
from topology.model.problem import Occurrence, Problem
from topology.model.reference import ID, Ref, canonical, key


class Identities(Struct):
    """The drafts that count, by canonical reference, in the order of their places."""

    drafts: dict[Ref, Draft]
    by_key: dict[str, Ref]
    problems: list[Problem]


def identify(drafts: list[Draft], sources: Mapping[str, Source]) -> Identities:
    """Give each draft its reference; of several with the same one, the first by place is used."""
    found = Identities({}, {}, [])
    for draft in sorted(drafts, key=lambda draft: (draft.place.file, draft.place.line, draft.place.column)):
        namespace = draft.namespace
        if namespace != "default" and namespace.casefold() == "default":
            namespace = draft.namespace = "default"
        if not ID.fullmatch(draft.name) or (namespace != "default" and not ID.fullmatch(namespace)):
            wrong = draft.name if not ID.fullmatch(draft.name) else namespace
            found.problems.append(
                problem(
                    "T209",
                    draft.place,
                    f'the id "{clip(wrong)}" of this {clip(draft.kind)} must be letters (a-z) and'
                    " digits, joined by - _ or .; it is left out",
                    source=sources.get(draft.place.file),
                    width=len(wrong),
                )
            )
            continue
        ref = canonical(draft.kind, draft.name, namespace)
        first = found.by_key.setdefault(key(ref), ref)
        if first == ref and ref not in found.drafts:
            found.drafts[ref] = draft
        else:
            found.problems.append(_again(first, found.drafts[first], draft, sources))
    return found


def _content(draft: Draft) -> dict[str, Any]:
    """What a declaration says; an id stands in it only where entities are a list."""
    content: dict[str, Any] = plain(draft.body)
    content.pop("id", None)
    return content


def _again(ref: Ref, first: Draft, draft: Draft, sources: Mapping[str, Source]) -> Problem:
    same = (
        first.source == draft.source
        and first.name == draft.name
        and first.extra == draft.extra
        and _content(first) == _content(draft)
    )
    code = "T211" if same else "T210"
    words = (
        "is declared again, with the same content as"
        if same
        else "is declared twice, differently; this one is left out for"
    )
    return problem(
        code,
        draft.place,
        f"{ref} {words} {first.place}",
        source=sources.get(draft.place.file),
        width=len(draft.name),
        entity=ref,
        references=(Occurrence(first.place, ref), Occurrence(draft.place, ref)),
    )
