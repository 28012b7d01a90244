"""Rosters in the store: what a file speaks for, and how it is taken back."""

from __future__ import annotations

from datetime import date

from analytics.queries import imports, pattern_shifts
from analytics.store.commit import Change
from analytics.store.connection import Cursor
from analytics.store.undo import undo
from tests.builders import NOW, bring, people
from tests.patterns.histories import bring_roster

MONDAY_TO_WEDNESDAY = """no | day | code
                         1 | 2025-03-03 | D
                         1 | 2025-03-04 | A
                         1 | 2025-03-05 | N
                         2 | 2025-03-04 | D"""


def held(cursor: Cursor) -> list[tuple[str, str, str]]:
    rows = pattern_shifts(cursor, date(2025, 1, 1), date(2025, 12, 31))
    days = rows["day"].dt.strftime("%m-%d")
    return list(zip(rows["employee_key"], days, rows["code"], strict=True))


def counts(change: Change) -> dict[str, int]:
    return {s: change.count(s) for s in ("new", "changed", "unchanged", "missing")}


def test_a_roster_speaks_for_its_employees_within_its_own_days(cursor: Cursor) -> None:
    bring_roster(cursor, MONDAY_TO_WEDNESDAY)
    change = bring_roster(
        cursor,
        """no | day | code
           1 | 2025-03-04 | D
           1 | 2025-03-05 | N
           1 | 2025-03-06 | D""",
        file_hash="next",
    )
    assert counts(change) == {"new": 1, "changed": 1, "unchanged": 1, "missing": 0}
    assert held(cursor) == [
        ("1", "03-03", "D"),  # before the file's first day
        ("1", "03-04", "D"),
        ("1", "03-05", "N"),
        ("1", "03-06", "D"),
        ("2", "03-04", "D"),  # nobody of the file
    ]


def test_a_shift_that_is_no_longer_in_the_roster_goes(cursor: Cursor) -> None:
    bring_roster(cursor, MONDAY_TO_WEDNESDAY)
    change = bring_roster(
        cursor,
        """no | day | code
           1 | 2025-03-03 | D
           1 | 2025-03-05 | N""",
        file_hash="next",
    )
    assert counts(change)["missing"] == 1
    assert ("1", "03-04", "A") not in held(cursor)


def test_the_same_roster_again_changes_nothing(cursor: Cursor) -> None:
    bring_roster(cursor, MONDAY_TO_WEDNESDAY)
    again = bring_roster(cursor, MONDAY_TO_WEDNESDAY)
    assert again.import_id is None
    assert counts(again)["unchanged"] == 4


def test_two_shifts_on_one_day_are_both_kept(cursor: Cursor) -> None:
    bring_roster(cursor, "no | day | code\n1 | 2025-03-03 | D\n1 | 2025-03-03 | N")
    assert held(cursor) == [("1", "03-03", "D"), ("1", "03-03", "N")]


def test_a_roster_is_taken_back_like_any_import_and_leaves_the_absence_alone(
    cursor: Cursor,
) -> None:
    bring(cursor, people(2))
    bring_roster(cursor, MONDAY_TO_WEDNESDAY)
    second = bring_roster(cursor, "no | day | code\n1 | 2025-03-04 | N", file_hash="next")
    assert second.import_id is not None
    undo(cursor, second.import_id, now=NOW)
    assert ("1", "03-04", "A") in held(cursor)
    listed = imports(cursor).set_index("import_id")
    assert (listed.loc[second.import_id, "kind"], bool(listed.loc[second.import_id, "undone"])) == (
        "roster",
        True,
    )
