"""Documents of other programs beside a catalog: left alone, in one note; ours are never taken for them."""

from __future__ import annotations

from typing import Any

import pytest

OURS = "components: {a: {}}\n"

FOREIGN: dict[str, str] = {
    "a manifest": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n",
    "a list of manifests": "apiVersion: v1\nkind: List\nitems: []\n",
    "OpenAPI": "openapi: 3.0.0\ninfo: {title: x}\npaths: {}\ncomponents: {schemas: {Pet: {type: object}}}\n",
    "AsyncAPI": "asyncapi: 2.0.0\ncomponents: {messages: {}}\n",
    "compose": "version: '3.8'\nservices: {web: {image: x}}\nnetworks: {default: {}}\n",
    "GitLab CI": "include: [{local: x.yml}]\ndefault: {image: x}\nstages: [test]\n",
    "GitHub Actions": "name: x\non: push\ndefaults: {run: {shell: bash}}\njobs: {test: {}}\n",
    "Prometheus": "global: {}\nalerting: {alertmanagers: []}\nrule_files: []\n",
    "dependabot": "version: 2\nupdates: []\n",
    "mkdocs": "site_name: x\nnav: [{Home: index.md}]\n",
    "a database of Rails": "development: {adapter: x}\ntest: {adapter: x}\nproduction: {adapter: x}\n",
    "a file that names its team": "name: x\nteam: payments\n",
    "a file that names its platforms": "platform: [linux]\nimage: x\n",
    "Ansible": "- hosts: all\n  tasks: []\n- hosts: web\n",
    "nothing but notes": "x-note: 1\nmine: 2\n",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_document_of_another_program_is_a_note(loaded: Any, text: str) -> None:
    result = loaded({"ours.yaml": OURS, "theirs.yaml": text})
    (problem,) = result.problems
    assert (problem.code, problem.severity, str(problem.place)) == ("T214", "info", "theirs.yaml:1")
    assert list(result.catalog.entities) == ["component:a"]
    assert result.catalog.reading.foreign_documents == 1


def test_what_is_wrong_in_them_is_not_our_business(loaded: Any) -> None:
    result = loaded({"ours.yaml": OURS, "theirs.yaml": "apiVersion: v1\nkind: X\nkind: Y\nspec: !Ref x\n"})
    assert {problem.severity for problem in result.problems} == {"info"}


MEANT: dict[str, tuple[str, str]] = {
    "a section of ours and one that is not": ("components: {b: {}}\nservices: {x: {}}\n", "T201"),
    "more unknown sections than known": ("teams: {t: {}}\nfoo: 1\nbar: 2\nbaz: 3\n", "T201"),
    "a misspelt section alone": ("componets: {b: {}}\n", "T201"),
    "misspelt beside a setting": ("version: 1\nteam: {b: {}}\n", "T201"),
    "an include alone": ("include: [../../etc/passwd]\n", "T201"),
    "a version alone": ("version: 2\n", "T207"),
    "a list of entities": ("- {id: b, title: B}\n", "T213"),
    "a list of texts": ("- b\n- c\n", "T213"),
    "an empty list": ("[]\n", "T213"),
    "a text": ("components\n", "T213"),
}


@pytest.mark.parametrize(("text", "code"), MEANT.values(), ids=MEANT)
def test_a_document_that_was_meant_for_us_is_never_left_alone(loaded: Any, text: str, code: str) -> None:
    result = loaded({"ours.yaml": OURS, "theirs.yaml": text})
    assert {problem.code for problem in result.problems if problem.place.file == "theirs.yaml"} == {code}
    assert {problem.severity for problem in result.problems} == {"error"}
    assert result.catalog.reading.foreign_documents == 0


def test_the_text_of_a_document_that_is_none_is_not_repeated_at_length(loaded: Any) -> None:
    secret = "root:x:0:0:root:/root:/bin/bash " * 40
    result = loaded({"ours.yaml": OURS, "theirs.yaml": secret})
    (problem,) = result.problems
    assert len(problem.message) < 150
    assert problem.excerpt == ""


def test_a_foreign_kind_of_the_same_name_is_not_suggested(loaded: Any) -> None:
    place = "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: home}\nspec: {type: url}\n"
    result = loaded({"ours.yaml": "components: {a: {owner: home}}\n", "place.yaml": place})
    (problem,) = result.problems
    assert (problem.code, problem.target, problem.suggestion) == ("T204", "team:home", None)
