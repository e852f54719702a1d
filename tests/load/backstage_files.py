"""Backstage documents in a line, and catalogs of them."""

from pathlib import Path
from textwrap import dedent

from topology.load.loader import LoadResult, load


def read(root: Path, **files: str) -> LoadResult:
    """The catalog of files given by name without ``.yaml``; ``__`` is a folder."""
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    return load([str(root)])


def entity(kind: str, name: str, spec: str = "", metadata: str = "") -> str:
    """A document; ``spec`` and ``metadata`` are flow maps without their braces."""
    comma = ", " if metadata else ""
    return (
        f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{name: {name}{comma}{metadata}}}\n"
        f"spec: {{{spec}}}\n---\n"
    )


def codes(result: LoadResult) -> list[str]:
    """The codes of all problems, but for the one that says that there is no component."""
    return [problem.code for problem in result.problems if problem.rule != "no-components"]
