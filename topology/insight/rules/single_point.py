"""Things whose failure alone takes a whole product away."""

from collections.abc import Iterable

from topology.graph.order import in_order
from topology.insight.rule import Found, Rule, View
from topology.model.problem import Occurrence, Problem


def check(view: View) -> Iterable[Problem]:
    """One finding for each critical product, which lists its single points of failure.

    Counted by simulation: with hard and soft, and with redundancy as it is.
    """
    found = []
    for product, front in view.fronts.items():
        points = in_order(each.ref for each in view.outcomes if each.ref not in front and front <= each.down)
        if not points:
            continue
        entity = view.catalog.entities[product]
        found.append(
            Found(
                place=entity.place,
                message=f"all that users see of {product} is down with any one of {view.names(points)}:"
                " add redundancy, or soften the need",
                entity=product,
                target=points[0],
                references=tuple(
                    [Occurrence(entity.place, product)]
                    + [Occurrence(view.catalog.entities[point].place, point) for point in points]
                ),
            )
        )
    return RULE.problems(found, "products have single points of failure")


RULE = Rule(
    code="T516",
    name="single-point",
    severity="info",
    about="A component whose failure takes down all user-facing components of a product; where it"
    " has none, its tier 1 components, else all.",
    why="There is no way around it: nothing of the product is left to users while it is down.",
    source="The paging rules of this program: and, or and k of n as files state them. Articulation points of"
    " a graph know no redundancy.",
    threshold="`single-point-tier` = 1: the weakest tier of products that are judged, by this program's"
    " choice.",
    fix="Add a second one with `anyOf`, make the dependency soft, or accept it and rehearse its failure.",
    check=check,
    needs=("products",),
)
