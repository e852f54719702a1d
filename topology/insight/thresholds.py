"""How much is too much: the numbers that rules compare with, and their place in topology.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert

from topology.load.codes import clip, problem
from topology.load.suggest import near_word
from topology.load.toml_places import TomlPlaces
from topology.model.problem import Problem, Suggestion

Count = Annotated[int, Meta(ge=1, le=100_000)]
Tier = Annotated[int, Meta(ge=0, le=4)]
Share = Annotated[float, Meta(gt=0, le=1)]


class Thresholds(Struct, frozen=True, kw_only=True, rename="kebab"):
    """The numbers that rules compare with; in files in kebab-case, under ``[rules]``.

    Fields in ``_days`` are days, ``_share`` parts of one, ``_tier`` the weakest tier that
    is judged (0: none). Where each default comes from stands in its rule's explanation.
    """

    collaboration_days: Count = 180
    coverage_days: Count = 90
    review_days: Count = 365
    rota_people: Count = 2
    on_call_share: Share = 0.6
    hidden_ops_share: Share = 0.5
    hidden_ops_components: Count = 3
    platform_share: Share = 0.2
    platform_contacts: Count = 10
    storm_teams: Count = 3
    tier_gap: Count = 1
    single_point_tier: Tier = 1
    runbook_tier: Tier = 1
    knowledge_tier: Tier = 1
    knowledge_people: Count = 2


USUAL = Thresholds()


def thresholds_from(
    rules: Mapping[str, Any], places: TomlPlaces, others: Iterable[str] = ()
) -> tuple[Thresholds, list[Problem]]:
    """The thresholds that the ``rules`` of a settings file state, and what is wrong with them.

    ``others`` are words that may stand there too, and may have been meant. Wrong values are left out.
    """
    known = Thresholds.__struct_encode_fields__
    stated: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in rules.items():
        place = places.of("rules", key)
        if key not in known:
            meant = near_word(key, (*known, *others))
            suggestion = Suggestion(meant) if meant else None
            found = problem(
                "T218", place, f'unknown setting "{clip(key)}" under rules', suggestion=suggestion
            )
            problems.append(found)
            continue
        try:
            convert({key: value}, Thresholds)
        except ValidationError as error:
            words = clip(str(error).partition(" - at ")[0].replace("`", ""))
            problems.append(problem("T217", place, f"{key} under rules: {words}"))
        else:
            stated[key] = value
    return convert(stated, Thresholds), problems
