"""Trees of columns: every column is found by its way, and a mapped tree is the same but for its columns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from sim.core.columns import FLOAT, Column, column
from sim.core.parameters import Numbers
from sim.core.tree import Tree, columns, holder, mapped, passing, passing_of


@dataclass
class Leaf(Tree):
    name: str
    value: Column
    today: Column = passing()


@dataclass
class Stranger:
    value: Column


@dataclass
class Branch(Tree):
    leaves: list[Leaf]
    by_name: dict[str, Column]
    p: Numbers
    stranger: Stranger = field(default_factory=lambda: Stranger(column(9, 2)))


@pytest.fixture
def branch() -> Branch:
    leaves = [Leaf("a", column(1, 2)), Leaf("b", column(2, 2))]
    leaves[0].today = column(7, 2)
    return Branch(leaves, {"x": np.ones((3, 2), FLOAT)}, Numbers({"caution": column(3, 2)}))


WAYS = {("leaves", 0, "value"), ("leaves", 1, "value"), ("by_name", "x"), ("p", "caution")}


def test_a_column_is_found_by_the_names_keys_and_places_that_lead_to_it(branch: Branch) -> None:
    found = columns(branch)
    assert found.keys() == WAYS
    assert found["leaves", 1, "value"] is branch.leaves[1].value
    assert columns(branch.p, ("p",)).keys() == {("p", "caution")}


def test_what_passes_is_no_part_of_a_tree_and_absent_from_a_copy(branch: Branch) -> None:
    assert passing_of(Leaf) == ("today",)
    twin: Branch = mapped(lambda _, x: x, branch)
    assert not hasattr(twin.leaves[0], "today")
    assert hasattr(branch.leaves[0], "today")


def test_a_mapped_tree_is_the_same_but_for_its_columns(branch: Branch) -> None:
    before = {way: x.copy() for way, x in columns(branch).items()}
    ways: list[object] = []
    twin: Branch = mapped(lambda way, x: ways.append(way) or x[..., :1] * 2, branch)
    assert set(ways) == WAYS
    assert isinstance(twin.p, Numbers)
    assert twin.leaves[1].name == "b"
    assert twin.stranger is branch.stranger, "a record that is no tree stays as it is"
    for way, x in columns(twin).items():
        np.testing.assert_array_equal(x, before[way][..., :1] * 2)
        np.testing.assert_array_equal(columns(branch)[way], before[way])


@pytest.mark.parametrize("way", sorted(WAYS, key=str))
def test_another_column_is_put_in_the_place_of_one(branch: Branch, way: tuple[str | int, ...]) -> None:
    other = column(5, 2)
    holder(branch, way)[way[-1]] = other
    assert columns(branch)[way] is other


def test_a_row_of_a_column_can_be_replaced_too(branch: Branch) -> None:
    holder(branch, ("by_name", "x", 1))[1] = column(5, 2)
    assert branch.by_name["x"].tolist() == [[1, 1], [5, 5], [1, 1]]
