"""What can fail and what it is part of: components, products, platforms, domains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from topology.load.draft import is_null
from topology.load.fields import ABSENT, Definitions, Field, Json, Record, Type, made
from topology.load.resolve import API, COMPONENT, DOMAIN, GROUP, NEEDED, PERSON, POLICY
from topology.load.schema.common import DURATION, ENTITY, NAMES, OWNER, OWNERS
from topology.load.schema.values import BOOLEAN, LINE, TEXT, choice, many, named, reference, scalar_or, whole
from topology.load.tree import Map, Node, Scalar
from topology.model.entity import (
    Alerts,
    AnyOf,
    Component,
    Dependency,
    Domain,
    FailureMode,
    Foreign,
    Platform,
    Product,
)
from topology.model.reference import ID

if TYPE_CHECKING:
    from topology.load.convert import Conversion

NEED = reference(NEEDED)
_DEPENDS_ON = reference(NEEDED, "dependsOn")
TIER = whole(1, 4)
IMPACT = choice("degraded", "down")
_GROUP = reference(GROUP)


def _dependency(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    values["assumed"] = "strength" not in values
    return Dependency(**values)


DEPENDENCY = Record(
    "dependency",
    "Something that is needed, and how badly.",
    {
        "ref": Field(
            _DEPENDS_ON,
            "What is needed: a component, or a product or platform as a whole.",
            attribute="to",
            required=True,
        ),
        "strength": Field(
            choice("hard", "soft", "async"),
            "hard: down without it; soft: degraded without it; async: degraded once the buffer is used up.",
            default="hard",
        ),
        "buffer": Field(
            DURATION, "How long an async dependency may be missing unnoticed.", attribute="buffer_minutes"
        ),
    },
    _dependency,
)


def _any_of(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    members = values["members"]
    least = values.get("at_least", 1)
    if least > len(members):
        conversion.report(
            "T303",
            node.entries["atLeast"].value if "atLeast" in node.entries else node,
            f"atLeast {least} of {len(members)} members can never be met",
        )
        least = len(members)
    return AnyOf(members=members, at_least=least, place=conversion.place(node)) if members else ABSENT


ANY_OF = Record(
    "any-of",
    "Redundancy: some of the members have to work.",
    {
        "anyOf": Field(
            many(_DEPENDS_ON),
            "The members, each of which can stand in for the others.",
            attribute="members",
            required=True,
        ),
        "atLeast": Field(whole(1, 99), "How many of them have to work.", default=1),
    },
    _any_of,
)


def _need(conversion: Conversion, node: Node, key: Scalar) -> Any:
    if type(node) is Scalar:
        to = NEED.read(conversion, node, key)
        return ABSENT if to is ABSENT else Dependency(to, "hard", True)
    if type(node) is not Map:
        conversion.wrong_shape(node, key, "references, or maps with `ref` or `anyOf`")
        return ABSENT
    return (ANY_OF if "anyOf" in node.entries else DEPENDENCY).read(conversion, node, key)


def _need_schema(definitions: Definitions) -> Json:
    return {
        "anyOf": [NEED.schema(definitions), DEPENDENCY.reference(definitions), ANY_OF.reference(definitions)]
    }


ALERTS = Record(
    "alerts",
    "How the component notices its own failure.",
    {
        "on": Field(IMPACT, "The mildest state that alerts.", default="down"),
        "detectsIn": Field(
            DURATION,
            "Time from fault to alert, rounded up to minutes; else the catalog's default.",
            attribute="detects_minutes",
        ),
    },
    made(Alerts),
)

FAILURE_MODE = Record(
    "failure-mode",
    "One way of failing, and who answers for it.",
    {
        "impact": Field(IMPACT, "What it does to the component.", default="down"),
        "scope": Field(
            choice("all", "consumer"),
            "consumer: the component itself stays up, one of its users is cut off.",
            default="all",
        ),
        "responder": Field(
            choice("provider", "consumer", "both"),
            "Who answers: the owner, the user's team, or both.",
            default="provider",
        ),
        "description": Field(TEXT, "What happens."),
    },
    lambda conversion, node, values: values,
)


def _failure_mode(conversion: Conversion, node: Node, key: Scalar) -> Any:
    place = conversion.place(key)
    if is_null(node):
        return FailureMode(name=key.text, place=place)
    values = FAILURE_MODE.read(conversion, node, key)
    return ABSENT if values is ABSENT else FailureMode(name=key.text, place=place, **values)


_MODES = named(
    Type(
        _failure_mode, lambda definitions: {"anyOf": [FAILURE_MODE.reference(definitions), {"type": "null"}]}
    ),
    lambda name: ID.fullmatch(name) is not None,
    NAMES,
    "name of letters and digits joined by - _ .",
)


def _modes(conversion: Conversion, node: Node, key: Scalar) -> Any:
    modes = _MODES.read(conversion, node, key)
    return ABSENT if modes is ABSENT else tuple(modes.values())


def _component(conversion: Conversion, node: Map, values: dict[str, Any]) -> Any:
    needs = values.get("depends_on")
    if needs:
        seen: set[str] = set()
        for need in needs:
            for to in (need.to,) if type(need) is Dependency else need.members:
                if to.target == conversion.entity:
                    conversion.report_at(
                        "T301",
                        to.place,
                        f"{to.target} depends on itself",
                        target=to.target,
                        width=len(to.text),
                    )
                elif to.target in seen:
                    conversion.report_at(
                        "T302",
                        to.place,
                        f"{conversion.entity} states its dependency on {to.target} twice",
                        target=to.target,
                        width=len(to.text),
                    )
                seen.add(to.target)
    return Component(**values)


COMPONENT_RECORD = Record(
    "component",
    "Anything that can fail: a service, website, database, queue, job, vendor …",
    {
        **ENTITY,
        "type": Field(
            LINE, "service, website, database, queue, cache, library, job, vendor, or a word of your own."
        ),
        "owner": Field(
            OWNERS, "The team that builds and runs it; else that of what it is part of.", attribute="owners"
        ),
        "partOf": Field(_GROUP, "The product or platform that it belongs to."),
        "system": Field(_GROUP, "Another name of partOf.", means="partOf"),
        "subcomponentOf": Field(reference(COMPONENT), "The component that it is a part of."),
        "tier": Field(TIER, "1 (most critical) to 4; else that of what it is part of, else the default."),
        "userFacing": Field(BOOLEAN, "Whether users notice at once when it fails.", default=False),
        "lifecycle": Field(LINE, "experimental, production, deprecated, or a word of your own."),
        "dependsOn": Field(
            many(Type(_need, _need_schema)), "What it needs to work. Hard unless it says otherwise."
        ),
        "dependencyOf": Field(many(NEED), "What needs it, where that cannot say so itself."),
        "providesApis": Field(many(reference(API)), "APIs that it serves.", attribute="provides"),
        "consumesApis": Field(many(reference(API)), "APIs that it calls.", attribute="consumes"),
        "alerts": Field(
            scalar_or(choice("none"), ALERTS, lambda word: Alerts(none=True)),
            "How its own failure is noticed; `none`: it fails in silence.",
        ),
        "inhibitedBy": Field(many(NEED), "While one of these alerts, its symptom alert is suppressed."),
        "onCall": Field(reference(POLICY), "The escalation policy for it; else the owner team's."),
        "failureModes": Field(
            Type(_modes, _MODES.schema), "Ways of failing by name, and who answers for each."
        ),
        "knownBy": Field(many(reference(PERSON)), "People who can repair it."),
        "vendor": Field(LINE, "The company that runs it, where that is not yours."),
        "liaison": Field(OWNER, "The team that speaks with the vendor."),
    },
    _component,
)

_SHARED: dict[str, Field] = {
    **ENTITY,
    "owner": Field(OWNERS, "The team that answers for the whole.", attribute="owners"),
    "tier": Field(TIER, "1 (most critical) to 4: what its components have that state none."),
    "domain": Field(reference(DOMAIN), "The area that it belongs to."),
    "expectations": Field(TEXT, "What its users may rely on."),
    "partOf": Field(_GROUP, "A larger product or platform."),
}

PRODUCT_RECORD = Record(
    "product",
    "What users get; made of components.",
    {
        **_SHARED,
        "audience": Field(
            choice("external", "internal"), "Whose users: customers, or people of the organisation."
        ),
    },
    made(Product),
)

PLATFORM_RECORD = Record(
    "platform", "An internal product that other teams build on.", _SHARED, made(Platform)
)

DOMAIN_RECORD = Record(
    "domain",
    "A named area that groups products.",
    {
        **ENTITY,
        "owner": Field(OWNERS, "The team that answers for the area.", attribute="owners"),
        "subdomainOf": Field(reference(DOMAIN), "The larger area that it belongs to.", attribute="parent"),
    },
    made(Domain),
)

FOREIGN_RECORD = Record(
    "entity",
    "An entity of a kind without a meaning here.",
    {
        **ENTITY,
        "owner": Field(OWNERS, "The team that answers for it.", attribute="owners"),
    },
    made(Foreign),
)
