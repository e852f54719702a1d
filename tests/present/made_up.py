"""Native and Backstage catalogs made up by hypothesis: valid in the main, and odd wherever files may be.

Names recur between kinds, and some are words that readers of YAML trip over.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]

NAMES = st.sampled_from(["a", "b", "no", "007", "1e3", "Pay", "x-y_z.1", "null"])
TEXT = st.sampled_from(
    [
        "plain",
        "two\nlines\n",
        "[WIP] a",
        '"quoted"',
        "{a",
        "null",
        "12:30",
        " padded ",
        "\x1b[2J",
        "\u202edlrow",
        "é ✓",
        "a: b #c",
        "true",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
DAY = st.dates(min_value=date(2020, 1, 1)).map(lambda day: day.isoformat()[:10])
LOCAL = st.sampled_from(["2026-01-05", "2026-01-05T09:00", "2026-03-29T02:30", "2027-12-31T23:59:30"])
DURATION = st.sampled_from(["90s", "5m", "4h", "2d", "1h 30m", "0m", "100m"])
TIER = st.integers(1, 4)
HOURS = st.sampled_from(
    [
        "24x7",
        "09:00-18:00",
        "Mon-Fri 09:00-17:30",
        "Fri 18:00-Mon 09:00",
        "Sat,Sun 00:00-24:00",
        ["Mon 09:00-12:00", "Tue-Wed 10:00-11:00"],
        {"timezone": "Asia/Tokyo", "windows": ["Mon-Fri 09:00-18:00", "Sat 10:00-12:00"]},
        {"timezone": "Europe/Lisbon", "windows": "22:00-06:00"},
    ]
)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Data]:
    """A map with some of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def few(item: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(item, min_size=least, max_size=3)


def named(kinds: str) -> st.SearchStrategy[str]:
    """A reference, with or without its kind."""
    return st.builds(
        lambda kind, name: kind + name, st.sampled_from(["", *(f"{kind}:" for kind in kinds.split())]), NAMES
    )


TEAM, PERSON, POLICY, DOMAIN = named("team group"), named("person user"), named("policy"), named("domain")
OWNER = named("team person") | few(named("team person"), least=1)
GROUP = named("product platform")
NEED = named("component resource api product platform")
LINK = st.fixed_dictionaries(
    {"url": st.just("https://example.org/x?y#z")}, optional={"title": TEXT, "type": TEXT}
)
COMMON = {
    "title": TEXT,
    "description": TEXT,
    "aliases": few(TEXT),
    "tags": few(TEXT),
    "links": few(LINK),
    "reviewed": DAY,
    "x-own": st.sampled_from([1, "1", None, True, {"a": ["yes", 1.5]}, "text"]),
}
MODE = {"mode": st.sampled_from(["collaboration", "x-as-a-service", "facilitating"])}
ABOUT = {"purpose": TEXT, "since": DAY, "reviewBy": DAY}
SPAN = st.fixed_dictionaries({"from": st.just("2026-01-01"), "to": LOCAL})
IMPACT = st.sampled_from(["degraded", "down"])

SECTIONS: dict[str, st.SearchStrategy[Data]] = {
    "teams": some(
        **COMMON,
        type=st.sampled_from(["stream-aligned", "platform", "enabling", "complicated-subsystem"]),
        focus=TEXT,
        parent=TEAM,
        children=few(TEAM),
        onCall=POLICY,
        members=few(PERSON | st.fixed_dictionaries({"person": PERSON}, optional={"role": TEXT})),
        channels=few(
            st.fixed_dictionaries(
                {"type": TEXT, "name": TEXT},
                optional={
                    "visibility": st.sampled_from(["public", "private"]),
                    "url": st.just("https://chat.example.org"),
                },
            )
        ),
        interactions=few(st.fixed_dictionaries({"team": TEAM, **MODE}, optional=ABOUT)),
    ),
    "people": some(
        **COMMON,
        role=TEXT,
        timezone=st.sampled_from(["Europe/Lisbon", "UTC"]),
        away=few(SPAN),
        memberOf=few(TEAM),
    ),
    "products": some(
        **COMMON,
        owner=OWNER,
        tier=TIER,
        domain=DOMAIN,
        expectations=TEXT,
        audience=st.sampled_from(["external", "internal"]),
    ),
    "platforms": some(**COMMON, owner=OWNER, tier=TIER, domain=DOMAIN, expectations=TEXT),
    "domains": some(**COMMON, owner=OWNER, subdomainOf=DOMAIN),
    "components": some(
        **COMMON,
        type=TEXT,
        owner=OWNER,
        partOf=GROUP,
        tier=TIER,
        userFacing=st.booleans(),
        lifecycle=TEXT,
        dependsOn=few(
            NEED
            | st.fixed_dictionaries(
                {"ref": NEED},
                optional={"strength": st.sampled_from(["hard", "soft", "async"]), "buffer": DURATION},
            )
            | st.fixed_dictionaries({"anyOf": few(NEED, least=2), "atLeast": st.integers(1, 2)})
        ),
        dependencyOf=few(NEED),
        subcomponentOf=named("component"),
        providesApis=few(named("api")),
        consumesApis=few(named("api")),
        inhibitedBy=few(NEED),
        onCall=POLICY,
        knownBy=few(PERSON),
        vendor=TEXT,
        alerts=st.just("none") | some(on=IMPACT, detectsIn=DURATION),
        liaison=TEAM,
        failureModes=st.dictionaries(
            NAMES,
            some(
                impact=IMPACT,
                scope=st.sampled_from(["all", "consumer"]),
                description=TEXT,
                responder=st.sampled_from(["provider", "consumer", "both"]),
            ),
            max_size=2,
        ),
    ),
    "schedules": some(
        **COMMON,
        timezone=st.sampled_from(["Europe/Lisbon", "UTC"]),
        combine=st.sampled_from(["first", "all"]),
        layers=few(
            st.builds(
                lambda turns, rest: {**dict(zip(("every", "handoff"), turns, strict=True)), **rest},
                st.sampled_from(
                    [
                        ("1 week", "Mon 09:00"),
                        ("2 days", "08:30"),
                        ("12 hours", ":15"),
                        ("1 month", "31 00:00"),
                    ]
                ),
                st.fixed_dictionaries(
                    {
                        "roster": few(
                            st.fixed_dictionaries(
                                {
                                    "since": st.sampled_from(["2026-01-05", "2026-06-01"]),
                                    "people": few(PERSON, least=1),
                                }
                            ),
                            least=1,
                        )
                    },
                    optional={
                        "hours": HOURS,
                        "turn": st.sampled_from(["active", "calendar"]),
                        "from": st.just("2026-01-01"),
                        "to": st.just("2027-01-01T12:00"),
                    },
                ),
            )
        ),
        overrides=few(
            st.builds(
                lambda span, action: span | action,
                SPAN,
                st.fixed_dictionaries({"add": PERSON})
                | st.fixed_dictionaries({"replace": PERSON, "with": PERSON})
                | st.fixed_dictionaries({"only": few(PERSON, least=1)}),
            )
        ),
    ),
    "escalationPolicies": some(
        **COMMON,
        team=TEAM,
        hours=HOURS,
        timezone=st.just("Asia/Tokyo"),
        repeat=st.integers(0, 3),
        fallback=POLICY,
        whenEmpty=st.sampled_from(["skip", "wait"]),
        steps=few(
            st.fixed_dictionaries(
                {"page": few(named("schedule person"), least=1)}, optional={"wait": DURATION}
            )
        ),
    ),
    "scenarios": some(
        **COMMON,
        objectives=few(TEXT),
        audience=TEXT,
        start=st.just("Mon 03:00"),
        rounds=few(
            st.fixed_dictionaries(
                {"title": TEXT, "fault": few(NEED, least=1)},
                optional={
                    "situation": TEXT,
                    "silent": few(NEED),
                    "away": few(PERSON | st.just("@oncall(team:b)")),
                    "down": st.just(["pager"]),
                    "lasts": st.just("45m"),
                    "injects": few(
                        st.fixed_dictionaries({"at": st.just("+6m"), "recover": few(NEED, least=1)})
                        | st.fixed_dictionaries({"at": st.just("+6m"), "unreachable": PERSON})
                        | st.fixed_dictionaries({"at": st.just("+6m"), "card": TEXT}, optional={"from": TEXT})
                    ),
                    "questions": st.just(["lead", "minutes"]),
                },
            )
        ),
    ),
}
TWO_TEAMS = st.sampled_from([["a", "team:b"], ["no", "Pay"]])
FAULT = NEED | st.fixed_dictionaries({"component": NEED}, optional={"mode": TEXT, "impact": IMPACT})
TOOL = some(runsOn=few(NEED), fallback=few(NEED))
SETTINGS: dict[str, st.SearchStrategy[Any]] = {
    "defaults": some(
        onCall=POLICY,
        tier=TIER,
        detectsIn=DURATION,
        pageTiers=TIER,
        grace=DURATION,
        engageTarget=st.just({"1": "5m", "3": "1h"}),
        timezone=st.just("Europe/Lisbon"),
    ),
    "alerting": some(
        monitoring=TOOL,
        pager=TOOL,
        chat=TOOL,
        heartbeat=st.fixed_dictionaries({"timeout": DURATION}, optional={"page": POLICY}),
    ),
    "interactions": few(
        st.fixed_dictionaries(
            {"between": st.sampled_from([["a", "team:b"], ["no", "Pay"]]), **MODE}, optional=ABOUT
        )
    ),
    "decisions": few(
        st.fixed_dictionaries(
            {"id": NAMES, "title": TEXT},
            optional={"date": DAY, "url": st.just("https://example.org"), "about": few(NEED)},
        )
    ),
    "tests": few(
        st.fixed_dictionaries(
            {"name": TEXT, "fail": few(FAULT, least=1)},
            optional={
                "at": st.sampled_from(["now", "2026-01-05T09:00", "+2h"]),
                "away": few(PERSON),
                "silent": few(NEED),
                "down": few(st.sampled_from(["monitoring", "pager", "chat"])),
                "consumer": NEED,
                "expect": some(
                    verdict=st.just("CLEAR"), lead=TEAM, firstContact=PERSON, within=DURATION, paged=few(TEAM)
                ),
            },
        )
    ),
    "tours": few(
        st.fixed_dictionaries(
            {
                "title": TEXT,
                "steps": few(
                    st.fixed_dictionaries({"say": TEXT}, optional={"focus": TEAM, "ask": NEED}), least=1
                ),
            },
            optional={"team": TEAM},
        )
    ),
    "incidents": few(
        st.fixed_dictionaries(
            {"component": NEED, "started": LOCAL},
            optional={
                "detected": st.just("2026-02-03T04:05:06+02:00"),
                "resolved": LOCAL,
                "responders": few(PERSON),
            },
        )
    ),
}
NATIVE_CATALOGS = some(
    **{name: st.dictionaries(NAMES, entity, max_size=3) for name, entity in SECTIONS.items()}, **SETTINGS
)


ANY = st.recursive(
    TEXT | st.integers(-5, 5) | st.booleans() | st.none() | st.just(1.5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=5,
)
ODD = st.none() | st.just([]) | st.just("") | ANY
WRITTEN = st.sampled_from(
    [
        "a",
        "component:a",
        "group:default/b",
        "user:x",
        "system:no",
        "emea/a",
        "info@example.org",
        "${{ values.owner }}",
        "a/b/c",
        "team:a",
        " a",
    ]
)
BACKSTAGE_DOCUMENTS = st.fixed_dictionaries(
    {
        "apiVersion": st.sampled_from(
            ["backstage.io/v1alpha1", "backstage.io/v1beta1", "my.backstage.io/v1"]
        ),
        "kind": st.sampled_from(
            [
                "Component",
                "component",
                "API",
                "Resource",
                "System",
                "Domain",
                "Group",
                "User",
                "Location",
                "Template",
                "Policy",
                "Widget",
            ]
        ),
        "metadata": st.fixed_dictionaries(
            {"name": NAMES},
            optional={
                "namespace": st.sampled_from(["default", "emea"]),
                "title": TEXT | ODD,
                "description": TEXT | ODD,
                "labels": st.dictionaries(NAMES, TEXT | st.integers(), max_size=2) | ODD,
                "tags": few(TEXT) | ODD,
                "annotations": st.dictionaries(
                    st.sampled_from(["a/b", "no", "topology.dev/x"]), TEXT, max_size=2
                )
                | ODD,
                "links": few(LINK | some(url=TEXT, icon=TEXT, title=ODD)) | ODD,
                "uid": ANY,
                "owner": ANY,
            },
        ),
    },
    optional={
        "spec": some(
            type=st.sampled_from(["service", "platform", "team", "Platform"]) | ODD,
            lifecycle=TEXT | ODD,
            owner=WRITTEN | few(WRITTEN) | ODD,
            system=WRITTEN | ODD,
            domain=WRITTEN | ODD,
            subdomainOf=WRITTEN | ODD,
            dependsOn=few(WRITTEN) | ODD,
            dependencyOf=few(WRITTEN) | ODD,
            providesApis=few(WRITTEN) | ODD,
            consumesApis=few(WRITTEN) | ODD,
            subcomponentOf=WRITTEN | ODD,
            parent=WRITTEN | ODD,
            children=few(WRITTEN) | ODD,
            members=few(WRITTEN) | ODD,
            memberOf=few(WRITTEN) | ODD,
            definition=ANY,
            target=ANY,
            profile=some(displayName=st.just("plain") | ODD),
        )
        | ODD,
        "status": ANY,
    },
)
