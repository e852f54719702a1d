"""What a word means, for whoever met it somewhere."""

import json


def test_a_word_a_code_and_a_rule(run) -> None:
    assert "no declared interaction" in run("explain", "grey", "edge").out
    both = run("explain", "UNOWNED").out
    assert "verdicts" in both
    assert "reasons" in both
    assert run("explain", "T204").out.startswith("T204 unknown-reference (error)")
    assert run("explain", "T204").out == run("check", "--explain", "T204").out
    assert "rule" in json.loads(run("explain", "several-owners", "--json").out)


def test_a_word_that_is_a_rule_too_shows_both(run) -> None:
    said = run("explain", "grey edge").out
    assert said.startswith("grey edge")
    assert "grey-edge (" in said


def test_all_of_them(run) -> None:
    listed = run("explain").out
    for term in ("boundary", "MISROUTED", "CAUSE_SILENT", "hidden Ops"):
        assert term in listed
    assert {word["term"] for word in json.loads(run("explain", "--json").out)["words"]} >= {
        "boundary",
        "lead",
    }
    assert run("explain", "--format", "markdown").out.startswith("## Organisation")


def test_what_nobody_knows_is_bad_input_with_a_suggestion(run) -> None:
    done = run("explain", "misroutet")
    assert done.code == 2
    assert "did you mean MISROUTED?" in done.err
    assert "lists all" in run("explain", "qqqqqq").err
