"""The program as a process: pipes, interrupts, other folders, odd terminals."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "data" / "example")
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("TOPOLOGY_")}
CLEAN["PYTHONPATH"] = str(ROOT)


def start(*args: str, **more: object) -> "subprocess.Popen[str]":
    environment = {**CLEAN, "TOPOLOGY_NOW": "2026-11-22T03:12:00Z"}
    environment |= more.pop("env", {})  # type: ignore[arg-type]
    return subprocess.Popen(
        [sys.executable, "-m", "topology", *args],
        stdout=subprocess.PIPE,
        stderr=more.pop("stderr", subprocess.PIPE),  # type: ignore[arg-type]
        text=True,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"'{sys.executable}' -m topology list -C '{EXAMPLE}' | head -1; echo ${{PIPESTATUS[0]}}",
        ],
        capture_output=True,
        text=True,
        env=CLEAN,
        cwd=tmp_path,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "0"
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_an_interrupt_at_any_moment_is_quiet(tmp_path: Path) -> None:
    for _ in range(3):
        process = start("check", EXAMPLE, cwd=tmp_path)
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert "Traceback" not in err or "/topology/" not in err  # before the program itself begins
        assert process.returncode in (0, 1, 130, -signal.SIGINT)


def test_it_runs_as_a_module_from_another_folder(tmp_path: Path) -> None:
    process = start("who", "payments-db", cwd=tmp_path)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    assert out.startswith("payments-db")
    assert "this is the example" in err


def test_a_terminal_that_cannot_show_unicode_gets_an_answer(tmp_path: Path) -> None:
    process = start("page", "payments-db", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=20)
    assert process.returncode in (0, 1), err
    assert out.isascii()
    assert "X down" in out
    assert "?" not in out.replace("Jo?o", ""), "signs are letters"


def test_colours_only_for_a_terminal(tmp_path: Path) -> None:
    process = start("page", "payments-db", cwd=tmp_path)
    out, err = process.communicate(timeout=20)
    assert "\x1b" not in out + err


def test_the_app_needs_a_terminal(tmp_path: Path) -> None:
    process = start(EXAMPLE, cwd=tmp_path, stdin=subprocess.DEVNULL)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "terminal" in err
    assert "Traceback" not in err
    assert not out


def test_a_shell_is_given_names_of_the_catalog(tmp_path: Path) -> None:
    asked = {
        "_TOPOLOGY_COMPLETE": "bash_complete",
        "COMP_WORDS": "topology who payments-d",
        "COMP_CWORD": "2",
    }
    process = start(cwd=tmp_path, env=asked)
    out, err = process.communicate(timeout=20)
    assert out == "plain,payments-db\n", err


def test_init_asks_somebody_who_is_there(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    process = start("init", "first", cwd=tmp_path, stdin=follower)
    os.write(leader, "Süd Team\nAna, 李雷\nshop\nshop-db\nNowhere\nEurope/Berlin\n".encode())
    out, err = process.communicate(timeout=20)
    os.close(leader)
    os.close(follower)
    assert process.returncode == 0, err
    assert "write a name such as Europe/Lisbon" in err
    teams = (tmp_path / "first" / "teams.yaml").read_text(encoding="utf-8")
    assert "sud-team:" in teams
    assert 'title: "李雷"' in teams
    assert out.count("first/") == 3


def test_an_interrupt_at_a_question_of_init_writes_nothing_and_ends_its_line(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    process = start("init", cwd=tmp_path, stdin=follower, stderr=follower)
    shown = b""
    while b"Your team" not in shown:
        shown += os.read(leader, 1024)
    for _ in range(20):  # one that comes just before Python waits for a line is seen after that line only
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)
            break
    os.close(follower)
    with suppress(OSError):  # a terminal whose other side is closed ends in an error
        while more := os.read(leader, 1024):
            shown += more
    os.close(leader)
    assert process.returncode == 130
    assert shown.endswith(b"\n")
    assert not list(tmp_path.iterdir())


def test_the_schema_is_one(tmp_path: Path) -> None:
    import json

    from jsonschema import Draft7Validator

    process = start("schema", cwd=tmp_path)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    schema = json.loads(out)
    Draft7Validator.check_schema(schema)
    assert "components" in schema["properties"]
