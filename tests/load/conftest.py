"""Catalogs written in the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from topology.load.loader import LoadResult, load

Loader = Callable[..., LoadResult]


@pytest.fixture
def loaded(tmp_path: Path) -> Loader:
    """Load files given by name, or the text of ``catalog.yaml`` alone."""

    def loaded(files: str | Mapping[str, str], **options: bool) -> LoadResult:
        for name, text in ({"catalog.yaml": files} if isinstance(files, str) else files).items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load([str(tmp_path)], **options)

    return loaded
