"""Every rule finds what breaks it, once, where it stands, and is content when it is mended."""

import pytest

from tests.insight.rule_cases import CASES
from topology.insight.rules import RULES


def test_every_rule_has_a_case() -> None:
    assert set(CASES) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_finds_what_breaks_it_once_and_where(check, name) -> None:
    case = CASES[name]
    (found,) = check(case.bad, name, clean=True)
    rule = next(rule for rule in RULES if rule.name == name)
    assert (found.code, found.severity) == (rule.code, rule.severity)
    assert case.says in found.message
    assert case.at in case.bad.splitlines()[found.place.line - 1]
    assert found.place.column > 0
    assert found.entity is not None or name == "not-judged"
    if found.references:
        assert found.references[0].place == found.place


@pytest.mark.parametrize("name", CASES)
def test_a_rule_is_content_when_it_is_mended(check, name) -> None:
    assert check(CASES[name].good, name, clean=True) == []
