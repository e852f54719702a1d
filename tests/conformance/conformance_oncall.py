"""Cases about time and schedules, asked of the program's resolver."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from conformance_temporary import temporary_of, temporary_schedule_edit
from conformance_values import (
    PLACE,
    SCHEDULE,
    Unsupported,
    always,
    handoff,
    hours,
    local,
    names,
    only_keys,
    overrides,
    period,
    roster,
    rota,
    schedule,
    temporary,
    when,
)

from topology.model.duty import Layer, Override
from topology.oncall.clock import HOUR, instant, seconds, wall, zone
from topology.oncall.counting import OpenTurns
from topology.oncall.rota import Rota
from topology.oncall.rotation import Turns, rotation
from topology.oncall.window import FOREVER, weekly

Query = Mapping[str, Any]
Asker = Callable[[Query], Any]
Config = Mapping[str, Any]

ROTATION = ("kind", "zone", "anchor", "unit", "length", "members", "index", "index_at")


def turns_of(config: Config) -> Turns:
    """The turns of a rotation, built as those of a layer with a dated roster."""
    since = local(config["anchor"], config["zone"])
    every = period(config["unit"], config["length"])
    found = roster(since, config.get("members", ()))
    return rotation(zone(config["zone"]), found, every, handoff(since, config["unit"]))


def rotation_shift(config: Config) -> Asker:
    only_keys(config, ROTATION, "rotation")
    turns = turns_of(config)

    def ask(query: Query) -> Any:
        start, end = map(instant, turns.shift(seconds(when(query["at"]))))
        match query["ask"]:
            case "shift":
                return [start, end]
            case "shift_start":
                return [start]
            case "shift_end":
                return [end]
            case "member":
                return rotation_member(config)(query)
        raise Unsupported(f"asking a rotation for {query['ask']}")

    return ask


def rotation_layer(config: Config, earliest: datetime, windows: Any = None) -> Layer:
    """A layer whose turns are those of the rotation, on from ``earliest`` at the latest.

    A roster begins with its first person, so it is dated so many whole rounds before the
    anchor, and its people are put in the order that has the stated one on at ``index_at``.
    """
    turns, members = turns_of(config), list(config["members"])
    size = max(1, len(members))
    pinned = when(config.get("index_at", config["anchor"]))
    first = min(0, turns.number(seconds(min(earliest, pinned))))
    start = first - 1 - (first - 1) % size
    since = instant(turns.zone.local(turns.start(start))).replace(tzinfo=None)
    every = period(config["unit"], config["length"])
    hand = handoff(local(config["anchor"], config["zone"]), config["unit"])
    new = rotation(turns.zone, roster(since, ()), every, hand)
    if new.start(-start) != turns.start(0):
        raise Unsupported("asking about a rotation long before an anchor in a short month")
    turn = OpenTurns(new, weekly(None, "UTC")).before(new.number(seconds(pinned)))
    shift = (turn - config.get("index", 0)) % size
    ordered = members[size - shift :] + members[: size - shift]
    return Layer(
        rosters=(roster(since, ordered),),
        place=PLACE,
        every=every,
        handoff=hand,
        turn="calendar",
        hours=windows,
    )


def rotation_member(config: Config) -> Asker:
    only_keys(config, ROTATION, "rotation")

    def ask(query: Query) -> Any:
        at = when(query["at"])
        if query["ask"] != "member":
            raise Unsupported(f"asking a rotation for {query['ask']}")
        found = rota(schedule([rotation_layer(config, at)], timezone=config["zone"]))
        return names(found.at(SCHEDULE, at).people)

    return ask


def wallclock(config: Config) -> Asker:
    only_keys(config, ("kind", "zone", "overlap", "gap"), "wall clock")
    clock = zone(config["zone"])
    if config.get("gap", "first_instant_after_gap") != "first_instant_after_gap":
        raise Unsupported(f"gap: {config['gap']}")

    def ask(query: Query) -> Any:
        match query["ask"]:
            case "resolve_local":
                naive = wall(datetime.fromisoformat(query["at"]))
                return [instant(clock.second(naive, last=config.get("overlap") == "last"))]
            case "wall_hours_until":
                start, end = (clock.local(seconds(when(query[key]))) for key in ("at", "arg"))
                return [(end - start) // HOUR]
        raise Unsupported(f"asking a wall clock for {query['ask']}")

    return ask


def window(config: Config) -> Asker:
    only_keys(config, ("kind", "zone", "windows"), "window")
    opening = weekly(hours(config["windows"], config["zone"]), config["zone"])

    def ask(query: Query) -> Any:
        at = seconds(when(query["at"]))
        if query["ask"] == "active":
            return [opening.open(at)]
        if query["ask"] not in ("current_or_next_start", "current_or_next_end"):
            raise Unsupported(f"asking a window for {query['ask']}")
        found = opening.period(at)
        bound = None if found is None else found[query["ask"] == "current_or_next_end"]
        return [None if bound is None or abs(bound) >= FOREVER else instant(bound)]

    return ask


def schedule_rules(config: Config) -> Asker:
    known = ("kind", "zone", "combine", "rules", "overrides", "temporary_schedules")
    only_keys(config, (*known, "recorded_history", "now"), "schedule")
    if config.get("combine", "all") != "all":
        raise Unsupported(f"combine: {config['combine']}")
    changes = [
        *overrides(config.get("overrides", ())),
        *(change for spec in config.get("temporary_schedules", ()) for change in temporary_of(spec)),
        *recorded(config),
    ]

    def ask(query: Query) -> Any:
        earliest = when(query.get("from") or query["at"]) - timedelta(days=40)
        layers, timezone = rule_layers(config, earliest)
        found = schedule(layers, timezone=timezone, changes=changes)
        return ask_schedule(rota(found), query, whole=True)

    return ask


def rule_layers(config: Config, earliest: datetime) -> tuple[list[Layer], str]:
    """One layer for each rule. Windows carry the schedule's zone, turns that of their rotation."""
    layers: list[Layer] = []
    zones = {rule["rotation"]["zone"] for rule in config["rules"] if "rotation" in rule}
    if len(zones) > 1:
        raise Unsupported("rotations of several zones in one schedule")
    for rule in config["rules"]:
        only_keys(rule, ("days", "from", "to", "user", "rotation"), "rule")
        opening = hours([{key: rule[key] for key in ("days", "from", "to")}], config["zone"])
        if "rotation" in rule:
            only_keys(rule["rotation"], ROTATION, "rotation")
            layers.append(rotation_layer(rule["rotation"], earliest, opening))
        else:
            layers.append(
                Layer(rosters=(roster(datetime(1970, 1, 1), [rule["user"]]),), place=PLACE, hours=opening)
            )
    return layers, zones.pop() if zones else config["zone"]


def recorded(config: Config) -> list[Override]:
    """What was recorded until now is a temporary schedule of the past; it ends a minute after now."""
    if "recorded_history" not in config:
        return []
    cut = when(config["now"]) + timedelta(minutes=1)
    shifts = [
        (entry["user"], when(entry["from"]), when(entry["to"]) if entry["to"] else cut)
        for entry in config["recorded_history"]
    ]
    return temporary(datetime(1970, 1, 1, tzinfo=cut.tzinfo), cut, shifts)


def ask_schedule(found: Rota, query: Query, whole: bool = False) -> Any:
    match query["ask"]:
        case "on_call" | "users":
            return names(found.at(SCHEDULE, when(query["at"])).people)
        case "shifts":
            return shifts_by_person(found, when(query["from"]), when(query["to"]), whole)
        case "gaps":
            gaps = found.gaps(SCHEDULE, when(query["from"]), when(query["to"]))
            return [{"from": start, "to": end} for start, end in gaps]
        case "coverage_status":
            return [coverage(found, when(query["at"]))]
    raise Unsupported(f"asking a schedule for {query['ask']}")


def shifts_by_person(found: Rota, start: datetime, end: datetime, whole: bool) -> list[dict[str, Any]]:
    """Each person's stretches in a range; ``whole`` ones keep a start before it."""
    result: list[dict[str, Any]] = []
    everybody = {who for shift in found.shifts(SCHEDULE, start, end) for who in shift.people}
    for who in sorted(everybody):
        for stint in found.stints(SCHEDULE, who, start, end):
            duty = stint.duties[0]
            result.append(
                {
                    "user": names([who])[0],
                    "from": (duty.start or start) if whole else stint.start,
                    "to": stint.end,
                    "clipped": duty.end is None or duty.end > end,
                }
            )
    return sorted(result, key=lambda shift: (shift["from"], shift["user"]))


def coverage(found: Rota, at: datetime) -> str:
    if found.at(SCHEDULE, at).duties:
        return "covered"
    layers = found.catalog.entities[SCHEDULE].layers  # type: ignore[attr-defined]
    people = any(version.people for layer in layers for version in layer.rosters)
    return "not_covered_now" if people else "no_members"


def standing(config: Config) -> Asker:
    """``overrides``: people who are always on call, and changes to them."""
    only_keys(config, ("kind", "zone", "base", "overrides"), "overrides")
    layers = [always(name) for name in config["base"]]
    found = rota(schedule(layers, changes=overrides(config["overrides"])))
    return lambda query: ask_schedule(found, query)


def span_layers(spans: Sequence[Mapping[str, Any]]) -> list[Layer]:
    for span in spans:
        only_keys(span, ("user", "from", "to"), "span")
    return [
        always(
            span["user"],
            when(span["from"]).replace(tzinfo=None) if span.get("from") else None,
            when(span["to"]).replace(tzinfo=None) if span.get("to") else None,
        )
        for span in spans
    ]


def spans(config: Config) -> Asker:
    only_keys(config, ("kind", "zone", "spans"), "spans")
    found = rota(schedule(span_layers(config["spans"])))
    return lambda query: ask_schedule(found, query)


def substitutions(config: Config) -> Asker:
    known = ("kind", "zone", "spans", "substitutions", "chained", "current_policy")
    only_keys(config, known, "substitutions")
    if config.get("chained"):
        raise Unsupported("chained substitutions")
    mine: list[dict[str, Any]] = []
    for entry in config["substitutions"]:
        if entry.get("policy") in (None, config.get("current_policy")):
            mine.append({key: value for key, value in entry.items() if key != "policy"})
    scoped = {entry["replace"] for entry in config["substitutions"] if entry.get("policy")}
    if any(not entry.get("policy") and entry["replace"] in scoped for entry in config["substitutions"]):
        raise Unsupported("overrides of one policy that win over those of all: overrides belong to schedules")
    found = rota(schedule(span_layers(config["spans"]), changes=overrides(mine)))
    return lambda query: ask_schedule(found, query)


def stacked_layers(config: Config) -> Asker:
    only_keys(config, ("kind", "zone", "combine", "rotation_advance", "layers"), "layers")
    if config.get("combine", "first_listed_active_layer_wins_single_person") != (
        "first_listed_active_layer_wins_single_person"
    ):
        raise Unsupported(f"combine: {config['combine']}")
    advance = config.get("rotation_advance", "only_periods_that_contain_coverage")
    if advance not in ("only_periods_that_contain_coverage", "every_period"):
        raise Unsupported(f"rotation_advance: {advance}")
    turn = "active" if advance == "only_periods_that_contain_coverage" else "calendar"
    layers = [stacked(layer, config["zone"], turn) for layer in config["layers"]]
    found = rota(schedule(layers, timezone=config["zone"], combine="first"))
    return lambda query: ask_schedule(found, query)


def stacked(spec: Mapping[str, Any], timezone: str, turn: str) -> Layer:
    """The first person is on from ``active_from`` to the hand-off, then turns follow each other.

    A stretch before the hand-off that is closed altogether uses up no turn.
    """
    known = ("members", "active_from", "active_to", "handoff", "unit", "length", "windows")
    only_keys(spec, known, "layer")
    clock, opening = zone(timezone), hours(spec.get("windows"), timezone)
    since, hand = local(spec["active_from"], timezone), local(spec["handoff"], timezone)
    members = list(spec["members"])
    every = period(spec["unit"], spec["length"])
    if hand > since:
        used = turn == "calendar" or weekly(opening, timezone).any_open(
            clock.second(wall(since)), clock.second(wall(hand))
        )
        later = members[1:] + members[:1] if used else members
        versions = [roster(since, members[:1]), roster(hand, later)]
    else:
        turns = Turns(clock, wall(hand), every)
        start = turns.start(turns.number(clock.second(wall(since))))
        versions = [roster(instant(clock.local(start)).replace(tzinfo=None), members)]
    return Layer(
        rosters=tuple(versions),
        place=PLACE,
        every=every,
        handoff=handoff(hand, spec["unit"]),
        hours=opening,
        turn=turn,
        start=since,  # type: ignore[arg-type]
        end=local(spec["active_to"], timezone) if spec.get("active_to") else None,
    )


def dedupe_unsupported(config: Config) -> Asker:
    raise Unsupported("the program makes no alerts of its own: nothing to deduplicate")


def roster_edit(config: Config) -> Asker:
    raise Unsupported("a roster is never edited in place: a new version is dated")


ASKERS: dict[str, Callable[[Config], Asker]] = {
    "rotation_shift": rotation_shift,
    "rotation_member": rotation_member,
    "wallclock": wallclock,
    "window": window,
    "schedule": schedule_rules,
    "overrides": standing,
    "spans": spans,
    "substitutions": substitutions,
    "stacked_layers": stacked_layers,
    "temporary_schedule_edit": temporary_schedule_edit,
    "roster_edit": roster_edit,
    "alert_dedup": dedupe_unsupported,
}

__all__ = ["ASKERS"]
