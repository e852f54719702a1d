"""Any catalog, exported and loaded again, is the same model."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.present.made_up import BACKSTAGE_DOCUMENTS, NATIVE_CATALOGS, Data
from tests.present.roundtrip import again, normal
from topology.load.loader import load
from topology.present.backstage import backstage
from topology.present.native import native
from topology.present.yamltext import document

CATALOGS = Path(__file__).resolve().parents[2].parent / "shared" / "catalogs"
REAL = ["backstage-home-ops", "backstage-foreign-kinds"]

SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOW
@given(NATIVE_CATALOGS)
def test_native_to_backstage_and_back_loses_nothing(tmp_path: Path, data: Data) -> None:
    first = again(document(data), tmp_path / "native")
    exported = backstage(first)
    second = again(exported, tmp_path / "backstage")
    assert normal(second) == normal(first)
    assert backstage(second) == exported


@SLOW
@given(NATIVE_CATALOGS)
def test_native_to_native_loses_nothing(tmp_path: Path, data: Data) -> None:
    first = again(document(data), tmp_path / "native")
    written = native(first)
    second = again(written, tmp_path / "again")
    assert normal(second) == normal(first)
    assert native(second) == written


def identity(document: Data) -> tuple[str, ...]:
    """Kind, namespace and name; a platform is another kind than the other systems."""
    kind, metadata, spec = document["kind"].lower(), document["metadata"], document.get("spec")
    group = document["apiVersion"].partition("/")[0] if kind == "policy" else ""
    if kind == "system" and isinstance(spec, dict) and str(spec.get("type")).strip().lower() == "platform":
        kind = "platform"
    return (group, kind, metadata.get("namespace") or "default", metadata["name"].lower())


def missing(said: Any, exported: Any) -> Iterator[str]:
    """What ``said`` holds and ``exported`` does not; further keys in the upper levels are allowed."""
    for key, value in said.items():
        if key in ("annotations", "labels") and value in (None, "null", "", "~", {}):
            continue  # nothing was said
        if key not in exported:
            yield f"{key} is gone"
        elif key in ("metadata", "spec") and isinstance(value, dict):
            yield from (f"{key}.{what}" for what in missing(value, exported[key]))
        elif exported[key] != value:
            yield f"{key}: {value!r} became {exported[key]!r}"


def check_export(text: str, original: list[str]) -> None:
    """Every entity of the files is in the export, with everything that its document says, to every reader."""
    for loader in (yaml.BaseLoader, yaml.CSafeLoader):
        exported = {identity(one): one for one in yaml.load_all(text, loader)}
        seen = set()
        for file in original:
            for one in yaml.load_all(file, loader):
                if (
                    isinstance(one, dict)
                    and "backstage.io/" in str(one.get("apiVersion"))
                    and identity(one) not in seen
                ):
                    seen.add(identity(one))
                    assert not list(missing(one, exported[identity(one)]))
        assert set(exported) == seen


@SLOW
@given(st.lists(BACKSTAGE_DOCUMENTS, min_size=1, max_size=3))
def test_backstage_to_native_and_back_loses_nothing(tmp_path: Path, documents: list[Data]) -> None:
    text = "".join(f"---\n{document(one)}" for one in documents)
    first = again(text, tmp_path / "one")
    exported = backstage(first)
    check_export(exported, [text])
    second = again(exported, tmp_path / "two")
    assert normal(second) == normal(first)
    assert backstage(second) == exported


def test_a_reference_that_cannot_be_shown_is_exported_as_it_is(tmp_path: Path) -> None:
    one = {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Component",
        "metadata": {"name": "a"},
        "spec": {"dependsOn": ["\x1b"]},
    }
    text = document(one)
    check_export(backstage(again(text, tmp_path)), [text])


@SLOW
@given(st.lists(BACKSTAGE_DOCUMENTS, min_size=1, max_size=3))
def test_backstage_through_native_files_keeps_the_model(tmp_path: Path, documents: list[Data]) -> None:
    first = again("".join(f"---\n{document(one)}" for one in documents), tmp_path / "one")
    second = again(native(first), tmp_path / "two")
    assert normal(second) == normal(first)


@pytest.mark.parametrize("name", REAL)
def test_real_catalogs_lose_nothing(name: str, tmp_path: Path) -> None:
    folder = CATALOGS / name
    if not folder.is_dir():
        pytest.skip("the real catalogs are not beside this checkout")
    first = load([str(folder)]).catalog
    exported = backstage(first)
    files = sorted({entity.place.file for entity in first.entities.values() if not entity.ghost})
    check_export(exported, [(folder / file).read_text(encoding="utf-8") for file in files])
    second = again(exported, tmp_path / "again")
    assert normal(second) == normal(first)
    assert backstage(second) == exported
    third = again(native(first), tmp_path / "native")
    assert normal(third) == normal(first)
