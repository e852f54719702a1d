"""What the Backstage export looks like."""

from pathlib import Path

import yaml

from tests.present.roundtrip import again, normal
from topology.load.backstage.keep import KEPT
from topology.present.backstage import backstage
from topology.present.native import native
from topology.present.yamltext import document


def test_ghosts_are_not_exported(tmp_path: Path) -> None:
    catalog = again("components: {a: {owner: nobody, dependsOn: [nothing]}}\n", tmp_path)
    assert backstage(catalog) == document(
        {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Component",
            "metadata": {"name": "a"},
            "spec": {"owner": "nobody", "dependsOn": ["component:nothing"]},
        }
    )
    assert "nothing:" not in native(catalog)


def test_what_backstage_has_no_field_for_is_in_annotations(tmp_path: Path) -> None:
    catalog = again(
        """\
        platforms: {cloud: {owner: ops, tier: 1}}
        teams: {ops: {type: platform, onCall: ops, members: [ada, {person: kai, role: lead}]}}
        components:
          web: {owner: [ops, web], partOf: cloud, alerts: none, userFacing: true,
                dependsOn: [db, {ref: mail, strength: soft}, {anyOf: [a, b], atLeast: 1}]}
        schedules: {rota: {layers: [{roster: [{since: 2026-01-05, people: [ada]}]}]}}
        defaults: {tier: 3}
        """,
        tmp_path,
    )
    exported = {one["metadata"]["name"]: one for one in yaml.safe_load_all(backstage(catalog))}
    assert exported["cloud"]["spec"] == {"type": "platform", "owner": "ops"}
    assert exported["cloud"]["metadata"]["annotations"] == {"topology.dev/tier": "1"}
    assert exported["ops"]["spec"] == {"type": "platform", "members": ["ada", "kai"]}
    assert exported["ops"]["metadata"]["annotations"] == {
        "topology.dev/onCall": "ops",
        "topology.dev/members": '["ada", {"person": "kai", "role": "lead"}]',
    }
    assert exported["web"]["spec"] == {
        "owner": "ops",
        "system": "cloud",
        "dependsOn": ["component:db", "component:mail", "component:a", "component:b"],
    }
    annotations = exported["web"]["metadata"]["annotations"]
    assert annotations["topology.dev/alerts"] == "none"
    assert annotations["topology.dev/userFacing"] == "true"
    assert annotations["topology.dev/owner"] == '["ops", "web"]'
    assert "topology.dev/dependsOn" in annotations
    settings_ = exported["topology-settings"]
    assert settings_["spec"] == {"type": "topology-settings"}
    assert set(settings_["metadata"]["annotations"]) == {"topology.dev/defaults", "topology.dev/schedules"}


def test_export_does_not_depend_on_the_order_of_files_and_keys(tmp_path: Path) -> None:
    one = "components: {a: {owner: t, tier: 1}, b: {x-a: 1, x-b: 2}}\nteams: {t: {}}\n"
    two = "teams: {t: {}}\ncomponents: {b: {x-b: 2, x-a: 1}, a: {tier: 1, owner: t}}\n"
    assert backstage(again(one, tmp_path / "one")) == backstage(again(two, tmp_path / "two"))
    assert native(again(one, tmp_path / "one")) == native(again(two, tmp_path / "two"))


def test_nothing_that_steers_a_terminal_is_written(tmp_path: Path) -> None:
    catalog = again('components: {a: {title: "\\e]52;c;x\\a \\u2066x\\u009d"}}\n', tmp_path)
    for text in (backstage(catalog), native(catalog)):
        assert all(char == "\n" or char.isprintable() for char in text)
    assert normal(again(backstage(catalog), tmp_path / "again")) == normal(catalog)


def test_kept_parts_stand_where_they_stood(tmp_path: Path) -> None:
    text = document(
        {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "Component",
            "metadata": {"name": "a", "labels": {"x": "1"}},
            "spec": {"type": "library", "extra": [1, "1"]},
        }
    )
    catalog = again(text, tmp_path)
    assert set(catalog.entities["component:a"].extra[KEPT]) == {"labels", "spec"}
    assert backstage(catalog) == text


def test_a_display_name_is_not_written_as_a_title(tmp_path: Path) -> None:
    def user(**title: str) -> str:
        return document(
            {
                "apiVersion": "backstage.io/v1alpha1",
                "kind": "User",
                "metadata": {"name": "ada", **title},
                "spec": {"profile": {"displayName": "Ada Obi"}},
            }
        )

    assert backstage(again(user(), tmp_path / "one")) == user()
    assert backstage(again(user(title="Ada Obi"), tmp_path / "two")) == user(title="Ada Obi")
