"""The unit tree, from what rows say of units."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.access import within
from analytics.domain.units import UnitRef, build_tree


def tree(*refs: tuple[str | None, str, str | None]) -> tuple[list[str], list[str]]:
    """The ids of the units, and of each ref."""
    made = [UnitRef(*ref) for ref in refs]
    units, ids = build_tree(made)
    return [unit.id for unit in units], [ids[ref] for ref in made]


def test_a_parent_nobody_works_in_becomes_a_unit() -> None:
    assert tree((None, "Post 1", "Sykehjem"))[0] == ["Sykehjem", "Sykehjem/Post 1"]


def test_one_name_under_two_parents_is_two_units() -> None:
    ids, _ = tree((None, "Natt", "A"), (None, "Natt", "B"))
    assert ids == ["A", "A/Natt", "B", "B/Natt"]


def test_a_blank_parent_means_the_one_that_other_rows_give() -> None:
    assert tree((None, "Natt", "A"), (None, "Natt", None))[1] == ["A/Natt", "A/Natt"]


def test_a_unit_with_a_code_hangs_under_the_last_parent_named() -> None:
    assert tree(("10", "Natt", "A"), ("10", "Natt", "B"))[1] == ["B/Natt", "B/Natt"]


def test_a_unit_that_changes_its_name_and_keeps_its_code_is_one_unit() -> None:
    assert tree(("10", "Natt", None), ("10", "Nattevakt", None))[0] == ["Nattevakt"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_without_code_means_the_unit_that_has_the_name_and_a_code(order: int) -> None:
    refs = [("10", "Natt", "A"), (None, "Natt", None)][::order]
    assert tree(*refs)[0] == ["A", "A/Natt"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_row_may_name_a_unit_by_its_code(order: int) -> None:
    refs = [("10", "Natt", None), (None, "10", None)][::order]
    assert tree(*refs) == (["Natt"], ["Natt", "Natt"])


def test_a_name_with_two_codes_is_not_guessed_at() -> None:
    ids, (_, _, unknown) = tree(("10", "Natt", "A"), ("20", "Natt", "B"), (None, "Natt", None))
    assert unknown not in ("A/Natt", "B/Natt")
    assert unknown in ids


def test_a_unit_of_the_same_name_elsewhere_is_not_the_one_with_the_code() -> None:
    assert tree(("10", "Natt", "A"), (None, "Natt", "B"))[1] == ["A/Natt", "B/Natt"]


def test_a_parent_may_be_named_by_code_or_by_name() -> None:
    ids, placed = tree(("1", "A", None), (None, "B", "1"), (None, "B", "A"))
    assert ids == ["A", "A/B"]
    assert placed == ["A", "A/B", "A/B"]


def test_a_circle_of_parents_is_cut() -> None:
    ids, _ = tree((None, "A", "B"), (None, "B", "A"))
    assert len(ids) == 2


def test_a_stroke_in_a_name_makes_no_level() -> None:
    ids, _ = tree((None, "Drift/vedlikehold", None))
    assert len(ids) == 1
    assert "/" not in ids[0]


names = st.sampled_from(["A", "B", "C", "1", "2", "A/B", "D"])
refs = st.builds(UnitRef, st.sampled_from([None, "1", "2"]), names, st.one_of(st.none(), names))


@settings(deadline=None, max_examples=300)
@given(st.lists(refs, max_size=8))
def test_whatever_rows_say_it_is_a_tree(rows: list[UnitRef]) -> None:
    units, ids = build_tree(rows)
    order = [unit.id for unit in units]
    assert len(set(order)) == len(order)
    assert set(ids) == set(rows)
    assert set(ids.values()) <= set(order)
    for place, unit in enumerate(units):
        assert unit.depth == unit.id.count("/")
        if unit.parent_id is None:
            assert unit.depth == 0
        else:
            assert unit.parent_id in order[:place]
            assert within(unit.id, unit.parent_id)
