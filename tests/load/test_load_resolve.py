"""References: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from topology.load.loader import load
from topology.load.suggest import near, near_word, reach
from topology.model.place import Place

BACKSTAGE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: {0}, namespace: {1}}}
spec: {{type: service, owner: {2}, dependsOn: [{3}]}}
"""

MEANS: list[tuple[str, str, str]] = [
    # (what is declared, a reference in a component, its target)
    ("components: {b: {}}", "dependsOn: b", "component:b"),
    ("components: {b: {}}", "dependsOn: B", "component:b"),
    ("components: {b: {}}", "dependsOn: component:b", "component:b"),
    ("components: {b: {}}", "dependsOn: 'Component: default/B'", "component:b"),
    ("components: {007: {}}", "dependsOn: 007", "component:007"),
    ("components: {no: {}}", "dependsOn: [no]", "component:no"),
    ("products: {b: {}}", "dependsOn: b", "product:b"),
    ("platforms: {b: {}}", "dependsOn: b", "platform:b"),
    ("platforms: {b: {}}", "dependsOn: system:b", "platform:b"),
    ("platforms: {b: {}}", "partOf: system:b", "platform:b"),
    ("components: {b: {}}\nproducts: {b: {}}", "dependsOn: b", "component:b"),
    ("components: {b: {}}\nproducts: {b: {}}", "dependsOn: product:b", "product:b"),
    ("teams: {b: {}}\npeople: {b: {}}", "owner: b", "team:b"),
    ("teams: {b: {}}\npeople: {b: {}}", "owner: group:b", "team:b"),
    ("people: {b: {}}", "knownBy: user:b", "person:b"),
    ("escalationPolicies: {b: {ical: x}}", "onCall: b", "policy:b"),
    ("escalationPolicies: {b: {}}", "onCall: escalationPolicy:b", "policy:b"),
]


@pytest.mark.parametrize(("declared", "field", "target"), MEANS, ids=[" ".join(row[:2]) for row in MEANS])
def test_a_unique_hit_is_used(loaded: Any, declared: str, field: str, target: str) -> None:
    result = loaded({"a.yaml": f"components: {{a: {{{field}}}}}", "b.yaml": declared})
    found = result.catalog.entities["component:a"]
    values = [*found.owners, *found.known_by, found.part_of, found.on_call]
    values += [need.to for need in found.depends_on]
    assert [value.target for value in values if value] == [target]
    assert result.catalog.reading.broken == 0
    assert not [problem for problem in result.problems if problem.code in ("T204", "T205", "T206")]


def test_an_unknown_target_is_one_finding_that_holds_every_mention(loaded: Any) -> None:
    result = loaded(
        {
            "catalog/pay.yaml": "components:\n  api:\n    dependsOn:\n      - Fraud-Scorer\n",
            "catalog/risk.yaml": "components:\n  fraud-scoring:\n  b: {dependsOn: [{ref: fraud-scorer}]}\n",
            "catalog/web.yaml": "components: {c: {inhibitedBy: component:fraud-scorer}}\n",
        }
    )
    (problem,) = result.problems
    assert (problem.code, problem.severity, problem.rule) == ("T204", "error", "unknown-reference")
    assert problem.message == 'unknown component "Fraud-Scorer" in dependsOn of component:api'
    assert problem.place == Place("catalog/pay.yaml", 4, 9)
    assert (problem.excerpt, problem.width) == ("      - Fraud-Scorer", 12)
    assert (problem.entity, problem.target) == ("component:api", "component:Fraud-Scorer")
    assert [(str(one.place), one.place.column, one.entity) for one in problem.references] == [
        ("catalog/pay.yaml:4", 9, "component:api"),
        ("catalog/risk.yaml:3", 25, "component:b"),
        ("catalog/web.yaml:1", 31, "component:c"),
    ]
    ghost = result.catalog.find("component:fraud-scorer")
    assert (ghost.ghost, ghost.place) == (True, problem.place)
    reading = result.catalog.reading
    assert (reading.references, reading.broken) == (3, 3)


def test_a_reference_to_nothing_is_mild_in_backstage_files_alone(loaded: Any) -> None:
    files = {"a.yaml": BACKSTAGE.format("a", "default", "nobody", "")}
    mild = loaded(files).problems
    strict = loaded(files, strict=True).problems
    mixed = loaded({**files, "b.yaml": "components: {b: {owner: nobody}}"}).problems
    assert [problem.severity for problem in (*mild, *strict, *mixed)] == ["warning", "error", "error"]
    assert [len(problem.references) for problem in mixed] == [2]


def test_a_reference_within_a_namespace(loaded: Any) -> None:
    result = loaded(
        {
            "a.yaml": BACKSTAGE.format(
                "a", "emea", "web", "component:b, component:default/b, component:other/b"
            ),
            "b.yaml": BACKSTAGE.format("b", "emea", "team-x", ""),
            "c.yaml": "components: {b: {owner: emea/web}}\nteams: {web: {}}\n",
        }
    )
    a = result.catalog.entities["component:emea/a"]
    assert [need.to.target for need in a.depends_on] == [
        "component:emea/b", "component:b", "component:other/b",
    ]  # fmt: skip
    assert a.owners[0].target == result.catalog.entities["component:b"].owners[0].target == "team:emea/web"
    said = {
        problem.target: problem.suggestion.text if problem.suggestion else None for problem in result.problems
    }
    assert said == {"team:emea/web": "team:web", "team:emea/team-x": None, "component:other/b": "component:b"}


def test_several_hits_are_listed_and_the_first_is_used(loaded: Any) -> None:
    resource = BACKSTAGE.format("b", "default", "t", "").replace("kind: Component", "kind: Resource")
    result = loaded(
        {
            "a.yaml": "components:\n  a: {dependsOn: b}\n  b: {dependsOn: resource:b}\nteams: {t: {}}\n",
            "b.yaml": resource,
        }
    )
    (problem,) = result.problems
    assert (problem.code, problem.severity, problem.place) == ("T205", "error", Place("a.yaml", 2, 18))
    assert problem.message == "b may be component:b or resource:b in dependsOn of component:a"
    assert [need.to.target for need in result.catalog.entities["component:a"].depends_on] == ["component:b"]
    assert not result.catalog.entities["component:a"].depends_on[0].to.target.startswith("resource")


def test_a_product_and_a_platform_of_one_name_are_several(loaded: Any) -> None:
    result = loaded("components: {a: {partOf: b}}\nproducts: {b: {}}\nplatforms: {b: {}}\n")
    assert [(problem.code, problem.place.column) for problem in result.problems] == [("T205", 26)]


WRONG: list[tuple[str, str, str]] = [
    (
        "components: {a: {owner: component:a}}",
        "T206",
        "owner of component:a takes team or person, not component:a",
    ),
    ("components: {a: {dependsOn: team:a}}", "T206", "dependsOn of component:a takes component or resource"),
    ("components: {a: {dependsOn: service:b}}", "T206", "not service:b"),
    ("components: {a: {onCall: person:p}}\npeople: {p: {}}", "T206", "onCall of component:a takes policy"),
    ("components: {a: {}}\nteams: {t: {parent: user:x}}", "T206", "parent of team:t takes team"),
    (
        "components: {a: {}}\nescalationPolicies: {p: {steps: [{page: policy:p}]}}",
        "T206",
        "takes schedule or person",
    ),
    (
        "components: {a: {}}\ntests: [{name: t, fail: a, expect: {lead: person:p}}]",
        "T206",
        "lead of test t takes team",
    ),
    ("components: {a: {dependsOn: ''}}", "T216", '"" is no reference in dependsOn of component:a'),
    ("components: {a: {dependsOn: 'component:'}}", "T216", "is no reference"),
    ("components: {a: {dependsOn: a/b/c}}", "T216", "is no reference"),
    ("components: {a: {dependsOn: 'a:b:c'}}", "T216", "is no reference"),
]


@pytest.mark.parametrize(("text", "code", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_references_that_cannot_stand_there(loaded: Any, text: str, code: str, words: str) -> None:
    result = loaded(text)
    (problem,) = result.problems
    assert (problem.code, problem.severity) == (code, "error")
    assert words in problem.message
    assert not [entity for entity in result.catalog.entities.values() if entity.ghost]


SUGGESTED: list[tuple[str, str, str | None]] = [
    # (what is declared, what is referred to in dependsOn, what is suggested)
    ("components: {payments-api: {}}", "payment-api", "payments-api"),
    ("components: {payments-api: {}}", "Payments-Apis", "payments-api"),
    ("components: {payments-api: {}}", "payments-pai", "payments-api"),
    ("components: {payments-api: {}}", "payments-gateway", None),
    ("components: {abcd: {}}", "abxd", "abcd"),
    ("components: {abcd: {}}", "axxd", None),
    ("components: {abcd: {}, abcde: {}}", "abcdf", "abcd"),
    ("teams: {fraud: {}}", "fraud", "team:fraud"),
    ("teams: {fraud: {}}\ncomponents: {fraut: {}}", "fraud", "team:fraud"),
    ("products: {shopfront: {}}", "shopfrond", "product:shopfront"),
    ("products: {shopfront: {}}\ncomponents: {shopfronts: {}}", "shopfron", "shopfronts"),
    ("teams: {shopfront: {}}", "shopfrond", None),
]


@pytest.mark.parametrize(
    ("declared", "written", "meant"), SUGGESTED, ids=[" ".join(row[:2]) for row in SUGGESTED]
)
def test_suggestions(loaded: Any, declared: str, written: str, meant: str | None) -> None:
    result = loaded(
        {"a.yaml": f"components: {{a-user: {{dependsOn: {written}}}}}", "b.yaml": f"# one\n{declared}"}
    )
    (problem,) = result.problems
    suggestion = problem.suggestion
    assert (suggestion.text if suggestion else None) == meant
    if suggestion is not None and suggestion.place is not None:
        assert suggestion.place.file == "b.yaml"
        assert suggestion.place.line in (2, 3)


def test_the_reach_of_a_suggestion() -> None:
    assert [reach("x" * size) for size in (1, 4, 8, 11, 12, 100)] == [1, 1, 2, 2, 3, 3]
    assert near("abdc", ["abcd"]) == "abcd"  # two neighbours exchanged are one edit
    assert near("ab", ["ac", "aa"]) == "aa"
    assert near_word("on_call", ["onCall", "owner"]) == "onCall"
    assert near_word("xyz", []) is None


def test_owners_several_and_a_person(loaded: Any) -> None:
    result = loaded("components: {a: {owner: [t, ada, t2]}}\nteams: {t: {}, t2: {}}\npeople: {ada: {}}\n")
    owners = result.catalog.entities["component:a"].owners
    assert [owner.target for owner in owners] == ["team:t", "person:ada", "team:t2"]
    assert [(problem.code, problem.severity, problem.target) for problem in result.problems] == [
        ("T312", "warning", "person:ada")
    ]


def test_the_order_of_paths_does_not_count(tmp_path: Any) -> None:
    texts = {
        "a": "components: {a: {dependsOn: [b, gone], owner: t}}\nteams: {t: {}}\n",
        "b": "components: {b: {dependsOn: [Gone], tier: 9}}\n",
        "c": "components: {a: {title: again}}\nteams: {t: {}}\n",
    }
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(text)
    results = [load([str(tmp_path / name) for name in order]) for order in permutations(texts)]
    assert all(result == results[0] for result in results)
    assert [problem.code for problem in results[0].problems] == ["T204", "T207", "T210", "T211"]
