"""The figures of an organisation, one function each, from simulating every component once.

What all of them share, the failures of every component at the instant, is worked out once by the
:class:`~topology.insight.view.View` that the rules have too. Figures are of teams, never of people.
"""

from topology.insight.figures.boundary import crossing, grey, owned
from topology.insight.figures.figure import Behind, Figure, FigureId, Make
from topology.insight.figures.paging import clarity, engaged, for_others, platform_first, silent, spread
from topology.insight.view import View

MAKERS: tuple[Make, ...] = (
    clarity, owned, silent, engaged, platform_first, for_others, spread, crossing, grey,
)  # fmt: skip
"""In the order in which they are read."""


def figures(view: View) -> tuple[Figure, ...]:
    """Every figure of a catalog at an instant."""
    return tuple(make(view) for make in MAKERS)


__all__ = ["MAKERS", "Behind", "Figure", "FigureId", "figures"]
