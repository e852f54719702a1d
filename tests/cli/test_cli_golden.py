"""What each command says about the example and the minimal catalog, word for word.

Made anew by ``pytest tests/cli --golden``; the diff is what a reviewer looks at.
"""

from pathlib import Path

import pytest

from topology.present.cells import width

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
NIGHT = ("--at", "2026-11-22T03:12")

ON_EXAMPLE = {
    "who": ("who", "payments-db", *NIGHT),
    "who-json": ("who", "payments-db", *NIGHT, "--json"),
    "who-ambiguous": ("who", "wishlist-api", *NIGHT),
    "who-unowned": ("who", "image-resizer", *NIGHT),
    "who-held": ("who", "pricing-api", *NIGHT),
    "who-wide": ("who", "k8s-shop", *NIGHT),
    "who-team": ("who", "team:payments", *NIGHT),
    "page": ("page", "payments-db", *NIGHT),
    "page-json": ("page", "payments-db", *NIGHT, "--json"),
    "page-silent": ("page", "order-db", *NIGHT),
    "page-nobody": ("page", "payout-job", *NIGHT),
    "page-contract": ("page", "pg-cluster@connection-limit", "--consumer", "payments-db", *NIGHT),
    "page-several": ("page", "psp-north", "psp-south", *NIGHT, "--away", "ada", "--ack", "lin@9"),
    "page-pager-down": ("page", "k8s-shop", *NIGHT, "--down", "pager", "--down", "monitoring"),
    "page-why-not": ("page", "payments-db", *NIGHT, "--why-not", "data-platform"),
    "page-compare": ("page", "pricing-api", *NIGHT, "--compare"),
    "page-week": ("page", "pricing-api", *NIGHT, "--week"),
    "history": ("history",),
    "history-team": ("history", "payments"),
    "history-json": ("history", "payments", "--json"),
    "oncall": ("oncall", *NIGHT),
    "oncall-json": ("oncall", "payments-rota", "--from", "2026-11-22", "--to", "+10d", "--json"),
    "oncall-schedule": ("oncall", "payments-rota", "--from", "2026-10-19", "--to", "+4w"),
    "oncall-gaps": ("oncall", "runtime-rota", "--from", "2026-11-22", "--to", "+2d"),
    "oncall-person": ("oncall", "ada", *NIGHT),
    "oncall-calendar": ("oncall", "payments-rota", "--from", "2026-11-22", "--to", "+2w", "--format", "ics"),
    "team": ("team", "payments", *NIGHT),
    "team-json": ("team", "payments", *NIGHT, "--json"),
    "list-teams": ("list", "teams"),
    "list-filtered": ("list", "components", "--tier", "1", "--owner", "payments"),
    "check": ("check",),
    "check-github": ("check", "--format", "github"),
    "export-mermaid": ("export", "mermaid", "payments-api", "--depth", "1"),
    "export-dot": ("export", "dot", "payments-api", "--depth", "1"),
    "export-json": ("export", "json", "payments-api", "--depth", "1"),
    "export-markdown": ("export", "markdown", "payments-db"),
    "export-markdown-team": ("export", "markdown", "team:payments"),
}
ON_MINIMAL = {
    "minimal-who": ("who", "db", *NIGHT),
    "minimal-page": ("page", "db", *NIGHT),
    "minimal-oncall": ("oncall", *NIGHT),
    "minimal-team": ("team", "shop", *NIGHT),
    "minimal-list": ("list",),
    "minimal-check": ("check",),
    "minimal-check-json": ("check", "--json"),
    "minimal-mermaid": ("export", "mermaid"),
    "minimal-dot": ("export", "dot"),
    "minimal-markdown": ("export", "markdown"),
    "minimal-backstage": ("export", "backstage"),
}
BETWEEN_VERSIONS = {
    "diff": ("diff", "tests/cli/versions/before", "tests/cli/versions/after", *NIGHT),
    "diff-json": ("diff", "tests/cli/versions/before", "tests/cli/versions/after", *NIGHT, "--json"),
    "diff-markdown": (
        "diff", "tests/cli/versions/before", "tests/cli/versions/after", *NIGHT, "--format", "markdown",
    ),
    "diff-same": ("diff", "tests/cli/versions/after", *NIGHT),
}  # fmt: skip
CASES = [
    *((name, "data/example", args) for name, args in ON_EXAMPLE.items()),
    *((name, "data/minimal.yaml", args) for name, args in ON_MINIMAL.items()),
    *((name, "tests/cli/versions/after", args) for name, args in BETWEEN_VERSIONS.items()),
]


@pytest.mark.parametrize(("name", "catalog", "args"), CASES, ids=[name for name, _, _ in CASES])
def test_golden(run, monkeypatch, request, name, catalog, args) -> None:
    monkeypatch.chdir(ROOT)
    done = run("-C", catalog, *args)
    said = f"$ topology {' '.join(args)} -C {catalog}\nexit {done.code}\n"
    made = said + (f"--- stderr\n{done.err}" if done.err else "") + f"--- stdout\n{done.out}"
    made = made.replace("\r\n", "\n")
    file = GOLDEN / f"{name}.txt"
    if request.config.getoption("--golden", default=False):
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")
    narrow = args[0] in ("who", "page", "oncall", "team", "list", "history", "diff")
    if narrow and not {"--json", "--format"} & set(args):
        assert max(map(width, done.out.splitlines())) <= 80


def test_no_golden_output_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {name for name, _, _ in CASES}
