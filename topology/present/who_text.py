"""The card of one thing as text, on 80 columns whatever the data."""

from topology.model.catalog import Catalog
from topology.model.entity import Person, Team
from topology.model.reference import Ref, kind_of
from topology.present.ink import PLAIN, Ink
from topology.present.instants import span, spelled
from topology.present.names import Names
from topology.present.reach_text import reach_rows
from topology.present.sheet import Sheet
from topology.present.who import WhoCard
from topology.present.words import REASON_WORDS, VERDICT_STYLES, VERDICT_WORDS, count, engaged, listed

_OFFERED = ("runbook", "dashboard")
"""Types of links worth a look at night, in this order."""


def who_text(catalog: Catalog, card: WhoCard, ink: Ink = PLAIN, echo_at: bool = False) -> str:
    """The card. ``echo_at`` adds a row with the instant, for one that somebody asked for."""
    names = Names(catalog)
    sheet = Sheet(ink)
    verdict = card.incident.verdict if card.incident is not None else None
    style = VERDICT_STYLES[verdict] if verdict is not None else ""
    sheet.head(names(card.entity.ref), _what(names, card), verdict or "", style)
    if card.entity.ghost:
        sheet.row("Unknown", "nobody declared it: it is only referred to", str(card.entity.place))
    if echo_at:
        sheet.row("At", spelled(card.at, catalog.defaults.timezone))
    if not isinstance(card.entity, Team):
        sheet.row("Owner", _owner(catalog, names, card), str(card.ownership.place or ""), lines=3)
    _on_call(sheet, catalog, names, card)
    if card.parts:
        sheet.items("Parts", names.all(card.parts), lines=4)
    _consequences(sheet, names, card)
    ask = [*(channel.name for channel in card.channels), *_offered(card)]
    if ask:
        sheet.items("Ask", ask, "   ", lines=3)
    if card.incident is not None and card.incident.assumed_hard:
        sheet.row(
            "Assumed", f"{count(card.incident.assumed_hard, 'dependency', 'dependencies')} read as hard"
        )
    return sheet.text()


def _what(names: Names, card: WhoCard) -> str:
    what = names.kind(card.entity.ref)
    if isinstance(card.entity, Team) and card.entity.type:
        what = f"{card.entity.type} team"
    known = names(card.entity.ref).rpartition("/")[2] == card.entity.name
    parts = [what if known else f"{what} {card.entity.name}"]
    if card.tier is not None:
        parts.append(f"tier {card.tier}")
    if card.part_of is not None:
        parts.append(f"{card.part_of.partition(':')[0]} {names(card.part_of)}")
    return " · ".join(parts)


def _owner(catalog: Catalog, names: Names, card: WhoCard) -> str:
    owned = card.ownership
    if not owned.teams:
        return "unknown: no file says who owns it"
    via = f"{kind_of(owned.via)} {names(owned.via)}" if owned.via is not None else ""
    how = {"inherited": f", from {via}", "assumed": ", assumed: the liaison of a vendor"}
    shown = listed([_team(catalog, names, team) for team in owned.teams])
    many = " (nothing says who leads)" if len(owned.teams) > 1 and card.route.via != "component" else ""
    return shown + how.get(owned.provenance, "") + many


def _team(catalog: Catalog, names: Names, ref: Ref) -> str:
    team = catalog.entities.get(ref)
    if isinstance(team, Person):
        return f"{names(ref)} (a person)"
    if team is None or team.ghost:
        return f"{names(ref)} (undeclared)"
    return f"{names(ref)} ({team.type})" if isinstance(team, Team) and team.type else names(ref)


def _on_call(sheet: Sheet, catalog: Catalog, names: Names, card: WhoCard) -> None:
    if not card.reaches:
        sheet.row("Now", "unknown: no file says who is on call for it")
    for reach in card.reaches:
        by = "" if len(card.reaches) == 1 else f"{names(reach.policy)}: "
        default = card.route.via == "default"
        note = " (the default policy)" if default else ""
        reach_rows(sheet, catalog, reach, card.at, by, note, str(card.route.place or "") if default else "")


def _consequences(sheet: Sheet, names: Names, card: WhoCard) -> None:
    incident, ref = card.incident, card.entity.ref
    if incident is None:
        if card.unanswerable:
            sheet.row("Verdict", f"not known: {card.unanswerable}", lines=3)
        return
    if incident.verdict not in ("CLEAR", "JOINT"):
        sheet.row("Verdict", VERDICT_WORDS[incident.verdict])
    if incident.engage.earliest is not None:
        sheet.row("Engage", engaged(incident.engage, incident.verdict))
    for helper in incident.helpers:
        sheet.row("Also", f"{names(helper.team)} is paged: {REASON_WORDS[helper.reason]}")
    if card.joins:
        sheet.row("Joins", "; ".join(_join(names, team, causes) for team, causes in card.joins), lines=3)
    sheet.items("Impact", _impact(names, card, ref), lines=3)
    if len(incident.informed) > 1:
        sheet.items("Informed", names.sorted(incident.informed), lines=2)


def _join(names: Names, team: Ref, causes: tuple[Ref, ...]) -> str:
    return f"{names(team)}, if {' or '.join(names.all(causes))} is the cause"


def _impact(names: Names, card: WhoCard, ref: Ref) -> list[str]:
    incident = card.incident
    if incident is None:
        return []
    hit = [f"{names(each)} {state}" for each, state in incident.states.items() if each != ref]
    hit += [
        f"{names(change.component)} {change.state} after {span(change.minute)}" for change in incident.changes
    ]
    if not hit:
        return ["nothing else"]
    if len(incident.informed) == 1:
        hit[-1] += f" ({names(incident.informed[0])} informed, not paged)"
    return hit


def _offered(card: WhoCard) -> list[str]:
    """The links worth a look at night, each with its type."""
    return [
        f"{type_.capitalize()} {link.url}" for type_ in _OFFERED for link in card.links if link.type == type_
    ]
