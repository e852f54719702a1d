"""What the format refuses, said where it stands: «…» marks what the finding has to underline."""

from __future__ import annotations

from typing import Any

import pytest

from topology.load.codes import CODES
from topology.model.place import Place

PEOPLE = "people: {ada: {}, lin: {}, kai: {}}\n"
Z = "components: {z: {}}\n"
ROSTER = "roster: [{since: 2026-01-05, people: [ada, lin]}]"
LAYER = (
    PEOPLE
    + """\
schedules:
  s:
    layers:
      - LAYER
"""
)


def component(text: str) -> str:
    return f"components:\n  a:\n    {text}\n"


def rota(text: str) -> str:
    return LAYER.replace("LAYER", text) + Z


def override(text: str) -> str:
    return f"{PEOPLE}{Z}schedules: {{s: {{ical: a.ics, overrides: [{text}]}}}}\n"


def policy(text: str) -> str:
    return f"{PEOPLE}{Z}escalationPolicies:\n  p: {{{text}}}\n"


def tour(text: str) -> str:
    return f"{Z}products: {{p: {{}}}}\ntours:\n  - {text}\n"


def script(text: str) -> str:
    return f"{Z}scenarios:\n  s: {{rounds: [{{title: t, fault: z, {text}}}]}}\n"


ROTA = "every: 1 week, handoff: Mon 09:00"
SPAN = "from: 2026-01-01, to: 2026-01-02"

WRONG: list[tuple[str, str, str, str | None]] = [
    # (text, code, words of the message, suggestion)
    (
        "componets: {}\n".join(["", Z]).replace("componets", "«componets»"),
        "T201",
        "is no section",
        "components",
    ),
    (f"{Z}«include»: other.yaml\n", "T201", "nothing is included", None),
    (component("«dependson»: z"), "T202", 'unknown field "dependson" in component', "dependsOn"),
    (component("«depends_on»: z"), "T202", "depends_on", "dependsOn"),
    (component("«wibble»: z"), "T202", "wibble", None),
    (f"{Z}teams: {{a: {{chanels: []}}}}".replace("chanels", "«chanels»"), "T202", "in team", "channels"),
    (component("title: «[»a]"), "T203", "title must be text, not a list", None),
    (component("owner: «{»a: b}"), "T203", "owner must be a list, not a map", None),
    (component("failureModes: «[»a]"), "T203", "must be a map, not a list", None),
    (component("dependsOn: [«[»a]]"), "T203", "maps with `ref` or `anyOf`, not a list", None),
    (f"{Z}teams: «x»\n", "T203", "teams must be a map of ids or a list", None),
    (f"{Z}teams: [«x»]\n", "T203", "a map with an id", None),
    (f"{Z}teams: {{a: «x»}}\n", "T203", '"a" in teams must be a map', None),
    (f"{Z}decisions: «{{»a: 1}}\n", "T203", "decisions must be a list", None),
    (component("tier: «5»"), "T207", "is no whole number from 1 to 4", None),
    (component("tier: «01»"), "T207", "is no whole number", None),
    (component("userFacing: «yes»"), "T207", "is neither true nor false", None),
    (component("alerts: «non»"), "T207", "is not one of none", "none"),
    (component("alerts: {on: «broken»}"), "T207", "is not one of degraded, down", None),
    (component("alerts: {detectsIn: «5 min»}"), "T207", "write 90s, 5m, 4h", None),
    (component("alerts: {detectsIn: «999999w»}"), "T207", "longer than a year", None),
    (component("reviewed: «2026-02-30»"), "T207", "no day of the calendar", None),
    (component("reviewed: «yesterday»"), "T207", "write YYYY-MM-DD", None),
    (component("failureModes: {«a b»: {}}"), "T207", "name of letters and digits", None),
    (component("failureModes: {a: {responder: «nobody»}}"), "T207", "provider, consumer, both", None),
    (component('dependsOn: [{ref: a2, strength: «"Hard"»}]\n  a2: {}'), "T207", "hard, soft, async", "hard"),
    (f"version: «2»\n{Z}", "T207", "no version of the format", None),
    (f"{Z}defaults: {{timezone: «Europe/Lisboa»}}\n", "T207", "is no time zone", "Europe/Lisbon"),
    (f"{Z}defaults: {{engageTarget: {{«5»: 1m}}}}\n", "T207", "no tier from 1 to 4", None),
    (f"{Z}people: {{a: {{timezone: «CEST+1»}}}}\n", "T207", "is no time zone", None),
    (f"{Z}teams: {{a: {{type: «stream-alined»}}}}\n", "T207", "is not one of", "stream-aligned"),
    (
        component("system: p\n    «partOf»: p\nproducts: {p: {}}"),
        "T207",
        "partOf says again what system says",
        None,
    ),
    (rota(f"{{every: «1 fortnight», handoff: Mon 09:00, {ROSTER}}}"), "T207", "is no period", None),
    (rota(f"{{every: «0 days», {ROSTER}}}"), "T207", "is no period", None),
    (rota(f"{{every: 1 week, handoff: «Monday 9», {ROSTER}}}"), "T207", "is no hand-off", None),
    (rota(f"{{every: 1 day, handoff: «24:00», {ROSTER}}}"), "T207", "is no hand-off", None),
    (rota(f"{{{ROTA}, hours: «9-17», {ROSTER}}}"), "T207", "are no hours", None),
    (rota(f"{{{ROTA}, hours: [09:00-10:00, «Mon 25:00-26:00»], {ROSTER}}}"), "T207", "are no hours", None),
    (
        rota(f"{{{ROTA}, hours: {{windows: 24x7, timezone: «Mars/Base»}}, {ROSTER}}}"),
        "T207",
        "is no time zone",
        None,
    ),
    (rota(f"{{{ROTA}, turn: «activ», {ROSTER}}}"), "T207", "active, calendar", "active"),
    (rota(f"{{{ROTA}, from: «2026-01-01T00:00Z», {ROSTER}}}"), "T207", "is no local date or time", None),
    (override("{from: «2026-01-01T9:00», to: 2026-01-02, add: ada}"), "T207", "is no date and time", None),
    (policy("steps: [{page: ada, wait: «soon»}]"), "T207", "is no duration", None),
    (policy("steps: [{page: ada}], repeat: «-1»"), "T207", "from 0 to 99", None),
    (policy("steps: [{page: ada}], whenEmpty: «stop»"), "T207", "skip, wait", None),
    (f"{Z}schedules: {{s: {{ical: «../out.ics»}}}}\n", "T207", "is no file of the catalog", None),
    (f"{Z}schedules: {{s: {{ical: «/etc/passwd»}}}}\n", "T207", "is no file of the catalog", None),
    (f"{Z}tests: [{{name: t, fail: z, at: «noon»}}]\n", "T207", "is no instant", None),
    (f"{Z}tests: [{{name: t, fail: z, expect: {{verdict: «CLAER»}}}}]\n", "T207", "is not one of", "CLEAR"),
    (tour('{title: t, steps: [{say: «""»}]}'), "T207", "say is empty", None),
    (tour('{title: t, steps: [{say: «"  "», focus: z}]}'), "T207", "say is empty", None),
    (tour("{title: t, steps: «[»]}"), "T207", "steps is empty", None),
    (tour("{title: «''», steps: [{say: x}]}"), "T207", "title is empty", None),
    (tour("{title: t, steps: [{say: x, focus: «gone»}]}"), "T204", 'unknown component "gone"', None),
    (tour("{title: t, steps: [{say: x, ask: «product:p»}]}"), "T206", "not product:p", None),
    (component("links: [«{»title: x}]"), "T208", "link needs a url", None),
    (component("links: [{title: x, «url»: }]"), "T208", "link needs a url", None),
    (component("links: [{title: x, «url»: null}]"), "T208", "link needs a url", None),
    (f"{Z}teams: [«{{»title: x}}]\n", "T208", "this team has no id", None),
    (f"{Z}teams: [{{«id»: }}]\n", "T208", "id without a value", None),
    (f"{Z}decisions: [«{{»id: x}}]\n", "T208", "decision needs a title", None),
    (f"{Z}alerting: {{heartbeat: «{{»}}}}\n", "T208", "heartbeat needs a timeout", None),
    (rota("«{»every: 1 week}"), "T208", "layer needs a roster", None),
    (override("«{»from: 2026-01-01, add: ada}"), "T208", "override needs a to", None),
    (policy("steps: [«{»wait: 5m}]"), "T208", "step needs a page", None),
    (f"{Z}teams: {{«a b»: {{}}}}\n", "T209", "letters (a-z) and digits", None),
    (f'{Z}teams: {{«""»: {{}}}}\n', "T209", "letters (a-z) and digits", None),
    (f"{Z}teams: [{{id: «[»x]}}]\n", "T209", "must be text", None),
    (f"{Z}teams: {{a: {{id: «b»}}}}\n", "T209", "must be that of its key", None),
    (component("dependsOn: [«~»]"), "T215", "has an empty item", None),
    (component("dependsOn: «a»"), "T301", "component:a depends on itself", None),
    (component("dependsOn: [z, {ref: «z»}]\n  z: {}"), "T302", "dependency on component:z twice", None),
    (component("dependsOn: [{anyOf: [z], atLeast: «2»}]\n  z: {}"), "T303", "2 of 1 members", None),
    (component("dependsOn: [«{»anyOf: []}]"), "T303", "1 of 0 members", None),
    (component('links: [{url: «"javascript:alert(1)"»}]'), "T304", "never opened", None),
    (component('links: [{url: «"https://good.example@evil.example"»}]'), "T304", "never opened", None),
    (rota(f"{{every: 1 day, handoff: «Mon 09:00», {ROSTER}}}"), "T305", "turns of weeks does not fit", None),
    (
        rota(f"{{{ROTA}, roster: [«{{»since: 2026-01-06T09:00, people: [ada, lin]}}]}}"),
        "T305",
        "is no hand-off",
        None,
    ),
    (rota(f"«{{»{ROSTER}}}"), "T306", "needs `every`", None),
    (rota(f"«{{»every: 1 week, {ROSTER}}}"), "T306", "need a `handoff`", None),
    (override(f"«{{»{SPAN}}}"), "T307", "none of them", None),
    (override(f"«{{»{SPAN}, add: ada, remove: lin}}"), "T307", "several of them", None),
    (override(f"«{{»{SPAN}, replace: ada}}"), "T307", "`replace` and `with` go together", None),
    (override(f"«{{»{SPAN}, add: ada, with: lin}}"), "T307", "go together", None),
    (override("{from: 2026-01-02, to: «2026-01-02», add: ada}"), "T308", "`to` must come after `from`", None),
    (rota(f"{{{ROTA}, from: 2026-01-02, to: «2026-01-01», {ROSTER}}}"), "T308", "must come after", None),
    (
        f"{Z}people: {{a: {{away: [{{from: 2026-01-02, to: «2026-01-01»}}]}}}}\n",
        "T308",
        "must come after",
        None,
    ),
    (policy("").replace("p:", "«p»:"), "T309", "policy:p has no steps", None),
    (policy("steps: []").replace("p:", "«p»:"), "T309", "policy:p has no steps", None),
    (f"{Z}schedules: {{«rota»: {{}}}}\n", "T310", "neither `layers` nor `ical`", None),
    (f"{Z}schedules: {{«rota»: {{layers: []}}}}\n", "T310", "neither `layers` nor `ical`", None),
    (
        f"{Z}teams: {{t: {{}}}}\ninteractions: [«{{»between: [t, t], mode: collaboration}}]\n",
        "T311",
        "with itself",
        None,
    ),
    (
        f"{Z}teams: {{t: {{}}}}\ninteractions: [{{between: «[»t], mode: collaboration}}]\n",
        "T311",
        "must name two teams",
        None,
    ),
    (
        f"{Z}teams: {{t: {{interactions: [«{{»team: t, mode: facilitating}}]}}}}\n",
        "T311",
        "with itself",
        None,
    ),
    (script("injects: [{at: +2m, «wibble»: z}]"), "T202", "in inject", None),
    (script("injects: [«{»at: +2m}]"), "T313", "says none of fail", None),
    (script("injects: [«{»at: +2m, fail: z, recover: z}]"), "T313", "says fail and recover: only one", None),
    (script("injects: [{at: +2m, card: a, «text»: b}]"), "T313", "says both card and text", None),
    (script("injects: [{at: «soon», fail: z}]"), "T207", "no time after the beginning", None),
    (script("injects: [{at: +6m, fail: z}, {at: «+»3m, recover: z}]"), "T314", "+3m stands after +6m", None),
    (script("lasts: 5m, injects: [{at: «+»6m, recover: z}]"), "T314", "after the end of its round", None),
    (script("at: +9m}, {title: u, fault: z, «at»: +3m"), "T314", "a round at +3m stands after one", None),
    (script("questions: [«leed»]"), "T207", "not one of lead", "lead"),
    (script("away: [«'@oncal(z)'»]"), "T315", "is nobody", None),
    (script("away: [«'@oncall()'»]"), "T315", "is nobody", None),
    (component("owner: «ada»\npeople: {ada: {}}"), "T312", "read as a team of one", None),
]

ELSEWHERE = {
    *("T204", "T205", "T206", "T210", "T211", "T212", "T213", "T214", "T216"),  # references, native documents
    *("T217", "T218", "T219", "T291", "T292", "T293"),  # settings, Locations, nothing to read
}


def marked(text: str) -> tuple[str, Place, int]:
    """The text without its marks, and the place and width that they mark."""
    start, end = text.index("«"), text.index("»")
    before = text[:start]
    place = Place("catalog.yaml", before.count("\n") + 1, start - before.rfind("\n"))
    return text.replace("«", "").replace("»", ""), place, max(1, end - start - 1)


@pytest.mark.parametrize(
    ("text", "code", "words", "meant"), WRONG, ids=[f"{row[1]} {row[2]}" for row in WRONG]
)
def test_what_does_not_fit_is_said_where_it_stands(
    loaded: Any, text: str, code: str, words: str, meant: str | None
) -> None:
    written, place, width = marked(text)
    (problem,) = loaded(written).problems
    assert (problem.code, problem.place, problem.width) == (code, place, width)
    assert words in problem.message
    assert (problem.rule, problem.severity) == (CODES[code].rule, CODES[code].severity)
    assert problem.excerpt == written.split("\n")[place.line - 1]
    assert (problem.suggestion.text if problem.suggestion else None) == meant


def test_every_code_has_a_case() -> None:
    assert {row[1] for row in WRONG} | ELSEWHERE == set(CODES)


def test_each_of_several_equal_mistakes_is_said(loaded: Any) -> None:
    result = loaded(f"{Z}people: {{a: {{timezone: Mars}}, b: {{timezone: Mars}}}}")
    assert [(problem.code, problem.place.column) for problem in result.problems] == [
        ("T207", 24),
        ("T207", 45),
    ]


def test_a_wrong_field_leaves_the_others(loaded: Any) -> None:
    result = loaded(component("tier: x\n    title: Fine\n    dependsOn: [z, [], {}]\n  z: {}"))
    entity = result.catalog.entities["component:a"]
    assert (entity.title, entity.tier, len(entity.depends_on)) == ("Fine", None, 1)
    assert [problem.code for problem in result.problems] == ["T207", "T203", "T208"]


def test_a_caret_far_to_the_right_has_its_excerpt(loaded: Any) -> None:
    before = "components: {a: {" + ", ".join(f"x-{number}: aaaaaaaa" for number in range(60)) + ", "
    (problem,) = loaded(f"{before}tier: nine, title: T, x-end: {'z' * 500}}}}}").problems
    column = problem.place.column
    assert problem.excerpt[column - 1 : column - 1 + problem.width] == "nine"
    assert len(problem.excerpt) < len(before) + 20
    (problem,) = loaded(f"components: {{a: {{x-long: {'z' * 5000}, tier: 9}}}}").problems
    assert (problem.excerpt, problem.width, problem.place.line) == ("", 1, 1)


@pytest.mark.parametrize(
    ("fields", "meant"),
    [
        ("fail: z, expect: {«leads»: t}", "lead"),
        ("fail: z, «exspect»: {}", "expect"),
        ("fail: [{component: z, «impct»: down}]", "impact"),
    ],
)
def test_in_a_test_a_field_that_does_not_exist_is_an_error(loaded: Any, fields: str, meant: str) -> None:
    written, place, _ = marked(f"{Z}tests: [{{name: t, {fields}}}]\n")
    (problem,) = loaded(written).problems
    assert (problem.code, problem.severity, problem.place) == ("T202", "error", place)
    assert problem.suggestion.text == meant
