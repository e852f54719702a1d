"""One line put together out of two."""

from __future__ import annotations

from textual.strip import Strip


def mixed(strip: Strip, other: Strip, cells: list[int]) -> Strip:
    """The strip with these cells (from left to right) taken from the other one, which is as wide."""
    width = strip.cell_length
    cuts: list[int] = []
    for cell in cells:
        if cuts and cuts[-1] == cell:
            cuts[-1] = cell + 1
        else:
            cuts += (cell, cell + 1)
    ends = [*cuts, width]
    pairs = zip(strip.divide(ends), other.divide(ends), strict=True)
    parts = [pair[number % 2] for number, pair in enumerate(pairs)]
    return Strip([segment for part in parts for segment in part], width)
