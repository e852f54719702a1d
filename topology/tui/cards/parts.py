"""Rows that several cards have: who is on call, links, findings, what the card is of."""

from collections.abc import Iterable
from datetime import datetime

from topology.model.entity import Channel, Entity, Link
from topology.model.reference import Ref
from topology.present.reach_text import now_row, then_row
from topology.present.rows import Item, Row, decisions, said
from topology.present.who import WhoCard
from topology.tui.cards.sheet import LABEL, Sheet, enough
from topology.tui.line import Line, Role
from topology.tui.signs import FOUND
from topology.tui.world import World

ORDER = ("runbook", "dashboard", "status", "decision")
"""Types of links in the order in which they are wanted at night; all others after them."""


ROUTES = {"default": "the default policy, ", "component": "its own policy, "}
"""What is said of a policy that is not that of the owner, by how it was found."""


def heading(
    sheet: Sheet, world: World, entity: Entity, what: str, word: str = "", role: Role = "plain"
) -> None:
    """Name, title where it differs, what it is, what it is for; a ghost says that it is one."""
    sheet.title(world.title(entity.ref), word, role)
    if entity.title not in ("", entity.name, world.title(entity.ref)):
        sheet.text(entity.title, lines=2)
    sheet.text(what, "quiet", lines=2)
    if entity.ref in world.gone:
        sheet.text("Gone from the files: nobody declares it any more.", "ghost")
    elif entity.ghost:
        sheet.text("Nobody declared it: it is only referred to.", "ghost")
    if entity.description:
        sheet.begin(entity.description)
    sheet.blank()


def answering(sheet: Sheet, world: World, card: WhoCard, at: datetime) -> None:
    """Who would be paged now, and what follows while nobody answers; of several policies by which one."""
    names = world.names
    for reach in card.reaches:
        sheet.rows([now_row(names, world.catalog, reach, at)])
        by = ROUTES.get(card.route.via, "")
        if by or len(card.reaches) > 1:
            note = Item(f"by {by}{names(reach.policy)}", ref=reach.policy, tone="quiet")
            sheet.rows([Row("", (note,))])
        then = then_row(names, reach)
        sheet.rows([then] if then.items else [])
    if not card.reaches:
        sheet.rows([said("Now", "unknown: no file says who is on call", "unknown")])


def asked(sheet: Sheet, found: Iterable[Channel], owned: bool = True) -> None:
    """Where to ask; what is not public says so. Where nobody owns it, nobody can be asked.

    A channel without a page is followed by its name, which is copied.
    """
    items = tuple(
        Item(
            each.name,
            " (private)" if each.visibility == "private" else "",
            None,
            each.url or each.name,
            each.place,
            "hot",
        )
        for each in found
    )
    if items:
        sheet.rows([Row("Ask", items, "   ")])
    elif owned:
        sheet.rows([said("Ask", "unknown: no file names a channel", "unknown")])


def links(sheet: Sheet, found: Iterable[Link]) -> None:
    """Pages, the runbook first."""
    rank = {type_: position for position, type_ in enumerate(ORDER)}
    for link in sorted(found, key=lambda each: rank.get(each.type, len(rank))):
        known = link.type if 0 < len(link.type) < LABEL else "link"
        sheet.link(known.capitalize(), link.title, link.url)


def paged_by(world: World, ref: Ref) -> Row | None:
    """The policies that page a schedule or a person, and at which step; ``None``: none does."""
    items = []
    for policy in world.topology.policies_with(ref):
        steps = getattr(world.catalog.entities[policy], "steps", ())
        numbers = [
            str(number)
            for number, step in enumerate(steps, 1)
            if any(page.target == ref for page in step.page)
        ]
        items.append(Item(world.title(policy), f" (step {', '.join(numbers)})", policy))
    return Row("Paged by", tuple(items)) if items else None


def decided(sheet: Sheet, world: World, ref: Ref) -> None:
    """What was decided about it, and when."""
    items = decisions(
        each for each in world.catalog.decisions if any(one.target == ref for one in each.about)
    )
    sheet.rows([Row("Decided", tuple(items), " · ")] if items else [])


def also(sheet: Sheet, entity: Entity) -> None:
    """Its tags, and what else it is called."""
    for label, words in (("Tags", entity.tags), ("Also", entity.aliases)):
        if words:
            sheet.row(label, ", ".join(words))


def findings(sheet: Sheet, world: World, ref: Ref, most: int = 5) -> None:
    """What is wrong with it, each with its place in the files."""
    found = [problem for problem in world.findings if world.subject(problem) == ref]
    if not found:
        return
    sheet.head("Findings", str(len(found)))
    most = enough(len(found), most)
    for position, problem in enumerate(found[:most]):
        before = len(sheet.lines)
        sheet.text(f"{FOUND} {world.names.said(problem.message)}", "warn", lines=4)
        first = sheet.lines[before]
        sheet.lines[before] = Line(first.spans, (), f"finding {position}", place=problem.place)
    if len(found) > most:
        sheet.text(f"and {len(found) - most} more", "quiet")
