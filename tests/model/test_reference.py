"""References: one canonical spelling, found by any."""

import pytest

from topology.model.reference import canonical, key, kind_of, name_of, read_reference, split


@pytest.mark.parametrize(
    ("text", "kind", "namespace", "name"),
    [
        ("payments-api", None, None, "payments-api"),
        ("component:payments-api", "component", None, "payments-api"),
        ("Group:emea/web", "team", "emea", "web"),
        ("user:ada", "person", None, "ada"),
        ("emea/web", None, "emea", "web"),
        ("  API:orders ", "api", None, "orders"),
        ("a:b:c", "a", None, "b:c"),
        ("", None, None, ""),
    ],
)
def test_a_written_reference_is_taken_apart(
    text: str, kind: str | None, namespace: str | None, name: str
) -> None:
    written = read_reference(text)
    assert (written.kind, written.namespace, written.name) == (kind, namespace, name)


def test_the_default_namespace_is_not_written() -> None:
    assert canonical("team", "web") == "team:web"
    assert canonical("team", "web", "emea") == "team:emea/web"
    assert split(canonical("team", "web", "emea")) == ("team", "emea", "web")
    assert split(canonical("team", "web")) == ("team", "default", "web")
    assert (kind_of(canonical("api", "x")), name_of(canonical("api", "x", "n"))) == ("api", "x")


def test_case_does_not_make_another_identity() -> None:
    assert key("component:CamelCase") == key("component:camelcase")
