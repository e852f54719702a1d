"""The matrix of crossings: what it counts, how it folds, and that clusters show."""

from itertools import combinations, pairwise
from pathlib import Path
from random import Random

import pytest

from topology.graph.topology import Topology
from topology.insight.matrix import Counts, Matrix, matrix
from topology.insight.seriation import seriate
from topology.load.loader import load

SHOP = """
teams:
  shop: {type: stream-aligned, interactions: [{team: data, mode: x-as-a-service}]}
  pay: {type: stream-aligned}
  data: {type: platform}
  idle: {type: enabling}
products: {store: {owner: shop}}
platforms: {store-of-data: {owner: data}}
components:
  web: {owner: shop, partOf: store, dependsOn: [api, db, pay-api, {ref: mail, strength: soft}]}
  api: {owner: shop, partOf: store, dependsOn: [db]}
  pay-api: {owner: pay, partOf: store, dependsOn: [{ref: db, strength: async}, both, lost]}
  both: {owner: [shop, data]}
  mail: {owner: pay}
  lost: {}
  db: {owner: data, partOf: store-of-data}
"""


def lines(made: Matrix) -> list[str]:
    return [entry.key[1] or entry.key[0] for entry in made.entries]


def cell(made: Matrix, row: str, column: str) -> Counts:
    names = lines(made)
    found = made.cells.get((names.index(row), names.index(column)))
    return found.counts if found is not None else Counts()


def test_a_cell_counts_what_its_row_needs_of_its_column(look) -> None:
    made = matrix(look(SHOP).topology)
    assert cell(made, "team:shop", "team:data") == Counts(hard=2)
    assert cell(made, "team:shop", "team:pay") == Counts(hard=1, soft=1, grey=1)
    assert cell(made, "team:pay", "team:data") == Counts(hard=1, asynchronous=1, grey=1)
    assert cell(made, "team:data", "team:shop") == Counts()


def test_two_owners_are_two_lines_and_the_dependency_counts_once(look) -> None:
    made = matrix(look(SHOP).topology)
    assert cell(made, "team:pay", "team:shop") == Counts(hard=1, grey=1)
    assert sum(each.counts.total for each in made.cells.values()) == 7
    assert made.counts == Counts(hard=4, soft=1, asynchronous=1, grey=2)
    pay = made.entries[lines(made).index("team:pay")]
    assert (pay.needs.total, pay.users.total) == (2, 2)


def test_what_cannot_be_placed_is_counted_and_named(look) -> None:
    made = matrix(look(SHOP).topology)
    assert made.unknown == 1
    assert made.alone == ("team:idle",)


def test_where_nobody_declares_an_interaction_nothing_is_grey(look) -> None:
    made = matrix(look(SHOP.replace("interactions: [{team: data, mode: x-as-a-service}]", "")).topology)
    assert (made.declared, made.counts) == (False, Counts(hard=4, soft=1, asynchronous=1))
    assert matrix(look(SHOP).topology).declared


def test_teams_fold_by_type_and_a_type_opens_again(look) -> None:
    made = matrix(look(SHOP).topology, "type")
    assert lines(made) == ["stream-aligned", "platform"]
    assert cell(made, "stream-aligned", "stream-aligned") == Counts(hard=2, soft=1, grey=2)
    assert made.entries[0].teams == ("team:pay", "team:shop")
    opened = matrix(look(SHOP).topology, "type", ["stream-aligned"])
    assert lines(opened) == ["team:pay", "team:shop", "platform"]
    assert opened.counts == made.counts


def test_components_fold_by_product_and_those_of_none_stand_last(look) -> None:
    made = matrix(look(SHOP).topology, "product")
    assert lines(made)[-1] == ""
    assert cell(made, "product:store", "platform:store-of-data") == Counts(hard=2, asynchronous=1)
    opened = matrix(look(SHOP).topology, "product", ["product:store"])
    assert {"team:pay", "team:shop"} < set(lines(opened))


def test_a_catalog_without_teams_has_an_empty_matrix(look) -> None:
    made = matrix(look("components: {one: {dependsOn: [two]}, two: {}}").topology)
    assert (made.entries, made.cells, made.unknown) == ((), {}, 1)


@pytest.mark.parametrize("seed", range(5))
def test_clusters_stand_together_whatever_the_order_of_names(seed: int) -> None:
    chance = Random(seed)
    names = list(range(24))
    chance.shuffle(names)
    groups = [names[at : at + 6] for at in range(0, 24, 6)]
    ties = {pair: 3 for group in groups for pair in combinations(sorted(group), 2)}
    for group, following in pairwise(groups):
        one, other = group[0], following[0]
        ties[min(one, other), max(one, other)] = 1
    order = seriate(24, ties)
    assert sorted(map(sorted, order.clusters)) == sorted(map(sorted, groups))
    assert order.hubs == ()
    assert sorted(order.positions) == sorted(names)


def test_what_everybody_needs_stands_at_the_end_and_joins_no_cluster() -> None:
    ties = {(0, 1): 2, (2, 3): 2, (4, 5): 2, **{(one, 6): 5 for one in range(6)}}
    order = seriate(8, ties)
    assert order.hubs == (6,)
    assert order.clusters[:3] == ((0, 1), (2, 3), (4, 5))
    assert order.positions[-1] == 6


def test_neighbours_in_a_chain_stay_neighbours() -> None:
    chain = [3, 0, 4, 1, 5, 2]
    ties = {(min(a, b), max(a, b)): 9 for a, b in pairwise(chain)}
    order = seriate(6, ties)
    gaps = [abs(order.positions.index(a) - order.positions.index(b)) for a, b in ties]
    assert sum(gaps) <= 7


def test_the_order_is_the_same_whatever_the_order_of_files(tmp_path: Path) -> None:
    blocks = [
        f"components: {{c{n}: {{owner: t{n % 7}, dependsOn: [c{(n * 5 + 2) % 40}, c{(n * 3 + 1) % 40}]}}}}"
        for n in range(40)
    ]
    found = []
    for number, order in enumerate((blocks, blocks[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "all.yaml").write_text("\n---\n".join(order), encoding="utf-8")
        made = matrix(Topology.of(load([str(folder)]).catalog))
        found.append([(entry.key, entry.cluster, entry.needs, entry.users) for entry in made.entries])
    assert found[0] == found[1]
