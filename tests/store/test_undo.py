"""Imports taken back."""

from __future__ import annotations

import pytest

from analytics.errors import StoreError
from analytics.queries import dataset, employees, imports, units
from analytics.store.connection import Store
from analytics.store.undo import undo
from tests.builders import NOW, absences, agreed, facts, keep, people

FIRST = absences("""no | type | from | to
                    1 | self | 2025-03-03 | 2025-03-05
                    2 | doctor | 2025-03-03 | 2025-03-14""")
SECOND = absences("""no | type | from | to | grade
                     1 | self | 2025-03-03 | 2025-03-05 | 100
                     2 | doctor | 2025-03-03 | 2025-03-14 | 50
                     3 | self | 2025-03-20 | 2025-03-20 | 100""")


def take_back(store: Store, import_id: int) -> tuple[int, int]:
    """Undo, kept."""
    with store.transaction() as cursor:
        return undo(cursor, import_id, now=NOW)


def held(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """The facts."""
    with store.cursor() as cursor:
        return facts(cursor)


def test_an_undone_import_gives_back_what_it_changed_and_takes_what_it_added(
    store: Store,
) -> None:
    keep(store, people(3))
    keep(store, FIRST)
    before = held(store)
    keep(store, SECOND)
    assert held(store) != before
    assert take_back(store, 3) == (4, 2)
    assert held(store) == before


def test_a_chain_of_imports_is_undone_link_by_link(store: Store) -> None:
    stages = [held(store)]
    for rows in (people(3), FIRST, SECOND, SECOND[1:], people(2, to="2025-06-30")):
        keep(store, rows, file_hash=str(len(stages)))
        stages.append(held(store))
    for import_id in (5, 4, 3, 2, 1):
        take_back(store, import_id)
        assert held(store) == stages[import_id - 1]


def test_an_import_made_again_after_its_undo_gives_the_same_facts(store: Store) -> None:
    keep(store, people(3))
    keep(store, FIRST)
    first = held(store)
    take_back(store, 2)
    assert keep(store, FIRST).import_id == 3
    assert held(store) == first


def test_an_unknown_import_cannot_be_undone(store: Store) -> None:
    with pytest.raises(StoreError, match="no import number 7"):
        take_back(store, 7)


def test_an_import_is_undone_once(store: Store) -> None:
    keep(store, people(1))
    take_back(store, 1)
    with pytest.raises(StoreError, match="undone already"):
        take_back(store, 1)
    with store.cursor() as cursor:
        assert dataset(cursor).version == 2


def test_an_import_that_a_later_one_builds_on_is_kept_and_the_later_one_named(
    store: Store,
) -> None:
    keep(store, people(3))
    keep(store, FIRST)
    keep(store, SECOND)
    with pytest.raises(StoreError, match="Undo 3 first"):
        take_back(store, 2)
    with store.cursor() as cursor:
        listed = imports(cursor)
    assert list(zip(listed["import_id"], listed["can_undo"], strict=True)) == [
        (3, True),
        (2, False),
        (1, True),
    ]


def test_imports_of_another_kind_do_not_stand_in_the_way(store: Store) -> None:
    keep(store, people(3))
    keep(store, FIRST)
    take_back(store, 1)
    with store.cursor() as cursor:
        assert employees(cursor) == []
        assert units(cursor).empty
        assert dataset(cursor).spells == 2


def test_given_agreed_days_are_undone_like_the_rest(store: Store) -> None:
    keep(store, agreed("unit | month | days | persons\nA | 2025-03 | 100 | 5"))
    before = held(store)
    keep(store, agreed("unit | month | days | persons\nA | 2025-03 | 120 | 6"))
    take_back(store, 2)
    assert held(store) == before
