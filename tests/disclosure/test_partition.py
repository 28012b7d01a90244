"""The blocks of one month, drawn as trees with head counts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.disclosure.partition import partition
from analytics.disclosure.tree import Tree


def tree_of(*paths: str) -> Tree:
    """The tree of these paths, parents drawn first."""
    return Tree.of(
        [(path, path.rpartition("/")[2], path.rpartition("/")[0] or None) for path in paths]
    )


def blocks(counts: dict[str, int], *more: str) -> list[set[str]] | None:
    """The blocks of units with these head counts; `more` are units without people of their own."""
    tree = tree_of(*sorted({*counts, *more}))
    found = partition(tree, {tree.number[path]: n for path, n in counts.items()})
    return None if found is None else [{tree.ids[leaf] for leaf in block} for block in found]


def test_a_unit_of_five_is_a_block_of_its_own() -> None:
    assert sorted(map(sorted, blocks({"A/B": 5, "A/C": 8}, "A") or [])) == [["A/B"], ["A/C"]]


def test_small_siblings_of_five_together_are_one_block_and_large_ones_keep_theirs() -> None:
    found = blocks({"A/B": 9, "A/C": 2, "A/D": 3}, "A")
    assert found is not None
    assert {"A/C", "A/D"} in found
    assert {"A/B"} in found


def test_a_pool_too_small_joins_the_smallest_child_that_is_one_block() -> None:
    found = blocks({"A/B": 9, "A/C": 2, "A/D": 6}, "A")
    assert found is not None
    assert {"A/C", "A/D"} in found
    assert {"A/B"} in found


def test_of_two_children_of_one_size_the_first_id_is_joined() -> None:
    found = blocks({"A/B": 6, "A/C": 2, "A/D": 6}, "A")
    assert found is not None
    assert {"A/B", "A/C"} in found


def test_a_child_of_several_blocks_is_joined_only_when_no_child_is_one() -> None:
    tree = {"A/B/X": 5, "A/B/Y": 6, "A/C": 3}
    found = blocks(tree, "A", "A/B")
    assert found is not None
    assert {"A/B/X", "A/C"} in found  # the smallest block, though it cuts B
    found = blocks({**tree, "A/D": 20}, "A", "A/B")
    assert found is not None
    assert {"A/C", "A/D"} in found


def test_a_pool_without_any_block_waits_for_the_node_above() -> None:
    found = blocks({"A/B/X": 2, "A/B/Y": 2, "A/C": 1}, "A", "A/B")
    assert found == [{"A/B/X", "A/B/Y", "A/C"}]


def test_direct_staff_of_a_node_are_a_leaf_like_any_other() -> None:
    found = blocks({"A": 2, "A/B": 3})
    assert found == [{"A", "A/B"}]
    found = blocks({"A": 6, "A/B": 7})
    assert found is not None
    assert {"A"} in found


def test_fewer_than_five_in_all_means_that_nothing_is_shown() -> None:
    assert blocks({"A/B": 2, "A/C": 2}, "A") is None
    assert blocks({}, "A") == []


def test_a_unit_with_days_but_nobody_of_its_own_must_be_in_a_block() -> None:
    found = blocks({"A/B": 0, "A/C": 7}, "A")
    assert found == [{"A/B", "A/C"}]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text("XYZ", min_size=1, max_size=4), st.integers(0, 9), max_size=20))
def test_every_unit_is_in_exactly_one_block_of_at_least_five(sizes: dict[str, int]) -> None:
    counts = {"/".join(name): n for name, n in sizes.items()}
    above = {"/".join(name[:n]) for name in sizes for n in range(1, len(name))}
    found = blocks(counts, *above)
    if found is None:
        assert sum(counts.values()) < 5
        return
    assert sorted(unit for block in found for unit in block) == sorted(counts)
    assert all(sum(counts[unit] for unit in block) >= 5 for block in found)
