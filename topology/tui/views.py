"""What the panes show of an entity. Imports its makers when first asked: the first paint needs none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from topology.model.reference import Ref
from topology.tui.line import Line

if TYPE_CHECKING:
    from topology.tui.entries import Entries
    from topology.tui.listings import Listed
    from topology.tui.scenes import Subject
    from topology.tui.session import Session
    from topology.tui.world import World


def subject_of(world: World, session: Session, key: Callable[[str], str]) -> Subject:
    """What the graph shows: what is in the middle, with the states that everything marked would bring.

    ``key`` tells the key of a command.
    """
    from topology.tui.outlook import caption, signs_of, states_of, view_of
    from topology.tui.scenes import duty_subject, subject

    focus, sight = session.focus, session.sight
    assert focus is not None
    states = states_of(world, session.marks, session.instant)
    signs = signs_of(world, session.marks, states)
    view = view_of(world, focus, sight)
    title = caption(world, focus, sight, view)
    if view is None:
        return duty_subject(world, focus, title=title, signs=signs)
    roles = {ref: state for ref, state in states.items() if state != "ok"}
    empty = f"{world.title(focus)} has nothing that can fail."
    keys = {"shows": key("hidden"), "unfolds": key("fold"), "crosses": key("cross"), "widens": key("zoom")}
    return subject(world, view, title=title, signs=signs, roles=roles, empty=empty, **keys)


def listing_of(
    world: World, session: Session, key: Callable[[str], str], before: Entries | None = None
) -> Listed:
    """The same as lines; ``before`` is what those of a table were made from."""
    from topology.tui.listings import duty_listing, listing
    from topology.tui.outlook import drawable

    assert session.focus is not None
    if not drawable(world, session.focus, session.sight):
        shown = subject_of(world, session, key)
        return duty_listing(shown.scene, shown.title)
    return listing(world, session, key, before)


def card_of(
    world: World, ref: Ref, at: datetime, columns: int, key: Callable[[str], str] | None = None
) -> list[Line]:
    """The card of an entity at an instant. ``key`` tells the key of a command: a copied card names none."""
    from topology.tui.cards.card import card

    return card(world, ref, at, columns, key)


def beside(world: World, ref: Ref | None, by: int) -> tuple[Ref, str] | None:
    """The next entity with a finding, the worst first, and what to say; ``None``: there is none."""
    refs = list(dict.fromkeys(found for each in world.findings if (found := world.subject(each)) is not None))
    if not refs:
        return None
    at = refs.index(ref) + by if ref in refs else (0 if by > 0 else -1)
    at %= len(refs)
    first = next(each for each in world.findings if world.subject(each) == refs[at])
    return refs[at], f"{at + 1} of {len(refs)} with findings: {world.names.said(first.message)}"
