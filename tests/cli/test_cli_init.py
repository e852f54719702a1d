"""The first catalog: complete, clean, never at the cost of a file."""

import json
import shlex
from pathlib import Path

from topology.cli.first_catalog import Answers, first_catalog
from topology.model.reference import identifier


def test_the_first_catalog_has_no_findings_and_answers(run, tmp_path: Path) -> None:
    done = run("init", "catalog", "--yes")
    assert done.code == 0
    assert done.out.split() == ["catalog/teams.yaml", "catalog/components.yaml", "catalog/oncall.yaml"]
    report = json.loads(run("check", "catalog", "--json").out)
    assert report["findings"] == []
    page = json.loads(run("page", "web-shop", "-C", "catalog", "--json").out)
    assert page["verdict"] == "CLEAR"
    assert page["firstContact"]["team"] == "team:web"


def test_it_asks_nothing_without_a_terminal_and_takes_this_folder(run, tmp_path: Path) -> None:
    assert run("init").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"teams.yaml", "components.yaml", "oncall.yaml"}
    assert run("who", "web-shop").code == 0


def test_it_never_overwrites(run, tmp_path: Path) -> None:
    (tmp_path / "oncall.yaml").write_text("mine")
    done = run("init", "--yes")
    assert done.code == 2
    assert "oncall.yaml is there already" in done.err
    assert (tmp_path / "oncall.yaml").read_text() == "mine"
    assert not (tmp_path / "teams.yaml").exists()


def test_a_folder_that_cannot_be_made_is_bad_input(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("init", "file/below", "--yes")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_names_become_ids_and_stay_as_titles(run, catalog, tmp_path: Path) -> None:
    answers = Answers(
        title='Zahlung "Süd" \\ #1',
        people=("Ædrick: O'Neil", "李雷"),
        component="no",
        needs="no",
        timezone="Europe/Berlin",
    )
    for name, text in first_catalog(answers).items():
        folder = catalog(text, name)
    report = json.loads(run("check", folder, "--json").out)
    assert [each for each in report["findings"] if each["severity"] == "error"] == []
    teams = json.loads(run("list", "teams", "-C", folder, "--json").out)["entities"]
    assert [each["title"] for each in teams] == ['Zahlung "Süd" \\ #1']
    people = json.loads(run("list", "people", "-C", folder, "--json").out)["entities"]
    assert {each["title"] for each in people} == {"Ædrick: O'Neil", "李雷"}


def test_identifiers() -> None:
    assert identifier("Data Platform") == "data-platform"
    assert identifier("  Süd/Ost 2 ") == "sud-ost-2"
    assert identifier("李雷") == ""


REPOSITORY = {
    "compose.yaml": (
        "services:\n"
        "  web: {build: ./services/web, depends_on: [Payments_API, redis]}\n"
        "  Payments_API: {build: {context: services/payments}, depends_on: [db]}\n"
        "  db: {image: 'postgres:16'}\n"
        "  redis: {image: redis}\n"
        "  tool: {build: tools/x}\n"
    ),
    ".github/CODEOWNERS": (
        "* @acme/all\n/services/payments/ @acme/Payments\n/services/web @acme/web @lin\n/tools @lin\n"
    ),
}


def repository(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_from_a_compose_file_and_owners_of_folders(run, tmp_path: Path) -> None:
    repository(tmp_path, REPOSITORY)
    done = run("init", "cat", "--from", "compose.yaml", "--from", ".github/CODEOWNERS")
    assert done.code == 0
    assert "who owns db and redis" in done.err
    assert "which team owns tool: one person is named" in done.err
    assert "3 dependencies fail" in done.err
    report = json.loads(run("check", "cat", "--json").out)
    assert [each for each in report["findings"] if each["severity"] == "error"] == []
    who = json.loads(run("who", "payments-api", "-C", "cat", "--json").out)
    assert who["owner"]["team"] == "team:payments"
    assert who["needs"] == ["component:db"]
    assert json.loads(run("page", "db", "-C", "cat", "--json").out)["verdict"] == "UNOWNED"


def test_from_owners_alone_folders_become_components(run, tmp_path: Path) -> None:
    repository(tmp_path, {"CODEOWNERS": REPOSITORY[".github/CODEOWNERS"]})
    assert run("init", "cat", "--from", "CODEOWNERS").code == 0
    listed = json.loads(run("list", "components", "-C", "cat", "--json").out)["entities"]
    assert [each["title"] for each in listed] == ["payments", "web"]


def test_beside_a_backstage_folder_only_what_it_lacks_is_written(run, tmp_path: Path) -> None:
    entity = (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        "metadata: {{name: {0}}}\nspec: {{type: service, owner: {1}}}\n"
    )
    repository(
        tmp_path,
        {
            "services/payments/catalog-info.yaml": entity.format("payments-api", "payments"),
            "services/web/catalog-info.yaml": entity.format("web", "storefront"),
            "CODEOWNERS": REPOSITORY[".github/CODEOWNERS"],
        },
    )
    done = run("init", "cat", "--from", "services", "--from", "CODEOWNERS")
    assert done.code == 0
    assert "web: web/catalog-info.yaml:4 says storefront, CODEOWNERS:3 web and lin" in done.err
    assert "payments-api:" not in done.err
    assert not (tmp_path / "cat" / "components.yaml").exists()
    report = json.loads(run("check", "services", "cat", "--json").out)
    assert report["summary"]["ghosts"] == 0


def test_from_files_that_say_nothing_nothing_is_written(run, tmp_path: Path) -> None:
    repository(tmp_path, {"compose.yaml": "services: {}\n", "teams.yaml": "mine"})
    assert run("init", "cat", "--from", "compose.yaml").code == 2
    assert not (tmp_path / "cat").exists()
    repository(tmp_path, REPOSITORY)
    done = run("init", "--from", "compose.yaml", "--from", ".github/CODEOWNERS")
    assert done.code == 2
    assert "teams.yaml is there already" in done.err
    assert run("init", "--from", "gone.yaml").code == 2


def test_hostile_names_become_harmless(run, tmp_path: Path) -> None:
    name = '"\\e]0;x\\a [b] ${{x}} #1"'
    repository(tmp_path, {"compose.yaml": f"services:\n  {name}: {{image: x}}\n  '***': {{image: y}}\n"})
    done = run("init", "cat", "--from", "compose.yaml")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err
    assert "\x1b" not in (tmp_path / "cat" / "components.yaml").read_text()
    report = json.loads(run("check", "cat", "--json").out)
    assert [each for each in report["findings"] if each["severity"] == "error"] == []


def test_what_services_need_and_no_file_has_is_not_lost_in_silence(run, tmp_path: Path) -> None:
    text = "services:\n  web: {image: x, depends_on: [db, smtp, part]}\n  part: {depends_on: [db]}\n"
    repository(tmp_path, {"compose.yaml": text + "  db: {image: postgres}\n"})
    done = run("init", "cat", "--from", "compose.yaml")
    assert done.code == 0
    assert "compose.yaml: 3 services" in done.err
    assert "what smtp is: services need it, and no file that was read has it" in done.err
    who = json.loads(run("who", "part", "-C", "cat", "--json").out)
    assert who["needs"] == ["component:db"]


def test_from_owners_of_outer_folders_alone(run, tmp_path: Path) -> None:
    rules = "* @acme/core\n/web/ @acme/web\n/api/ @acme/api\n/docs/\n/notes.txt @acme/web\n/tools @acme/web\n"
    repository(tmp_path, {"CODEOWNERS": rules})
    done = run("init", "cat", "--from", "CODEOWNERS")
    assert "whether each of these folders is something that can fail" in done.err
    owned = json.loads(run("list", "components", "-C", "cat", "--json").out)["entities"]
    assert [each["title"] for each in owned] == ["api", "web"]
    assert json.loads(run("who", "api", "-C", "cat", "--json").out)["owner"]["team"] == "team:api"


def test_where_nothing_that_can_fail_is_named_it_says_so(run, tmp_path: Path) -> None:
    repository(tmp_path, {"CODEOWNERS": "* @acme/core\n"})
    done = run("init", "cat", "--from", "CODEOWNERS")
    assert "what there is that can fail: write it under `components:`" in done.err


def test_what_comes_next_can_be_pasted_into_a_shell(run, tmp_path: Path) -> None:
    repository(tmp_path, {"my files/compose.yaml": REPOSITORY["compose.yaml"]})
    for words in (("--yes",), ("--from", "my files/compose.yaml")):
        folder = f"my catalog {len(words)}"
        done = run("init", folder, *words)
        commands = [shlex.split(line) for line in done.err.partition("Next\n")[2].splitlines()]
        assert commands[-1] == ["topology", "-C", folder]
        for command in commands[:-1]:
            assert run(*command[1:]).code == 0, command
    assert "Next\n  topology who web-shop\n" in run("init", "--yes").err


def test_a_folder_that_is_read_in_place_is_said_to_be(run, tmp_path: Path) -> None:
    entity = (
        "kind: Component\napiVersion: backstage.io/v1alpha1\nmetadata: {name: web}\nspec: {type: service}\n"
    )
    repository(tmp_path, {"their files/catalog-info.yaml": entity})
    done = run("init", "cat", "--from", "their files")
    assert done.code == 0
    assert "Nothing to write: their files can be read in place" in done.err
    assert "  topology -C 'their files' check\n" in done.err
    assert not (tmp_path / "cat").exists()


def test_what_compose_files_leave_to_others_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "include: [more.yaml, {path: [deep/a.yaml]}, infra.yaml]\n"
        "services:\n"
        "  a: {image: x, depends_on: [db]}\n"
        "  b: {extends: {service: a, file: base.yaml}, image: y}\n"
        "  c: {extends: a}\n"
        "  db: {image: mysql}\n"
    )
    (tmp_path / "more.yaml").write_text("services: {m: {image: redis}}\n")
    told = run("init", "first", "--from", "compose.yaml", "--from", "more.yaml").err
    assert "what deep/a.yaml, infra.yaml and base.yaml say: name them with --from too" in told
    assert "what b and c take over by `extends`" in told
    assert "how 1 dependency fails: depends_on says what starts first, so it is read as hard" in told
