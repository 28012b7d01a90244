"""What is older than is kept goes for good, is counted, and does not come back."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pytest

from analytics.errors import StoreError
from analytics.queries import By, rates
from analytics.store.connection import Cursor
from analytics.store.deletions import deletions
from analytics.store.intake import TOO_OLD
from analytics.store.retention import Periods, Purged, keep_periods, periods, purge
from analytics.store.undo import undo
from tests.builders import NOW, absences, bring, employees, selection
from tests.privacy import planted as drawn

STAFF = """
no | unit | from       | to
1  | A    | 2019-01-01 |
2  | A    | 2019-01-01 | 2022-12-31
3  | A    | 2019-01-01 | 2023-01-01
"""
SICK = """
no | type   | from       | to
1  | self   | 2022-12-01 | 2022-12-31
1  | self   | 2023-01-02 | 2023-01-03
3  | doctor | 2022-11-01 | 2022-11-30
3  | doctor | 2022-12-01 | 2023-01-01
2  | self   | 2022-03-01 |
"""
TODAY = date(2026, 1, 15)  # 36 whole months before: from 1 January 2023


def starts(cursor: Cursor) -> list[date]:
    rows = cursor.execute("SELECT start_date FROM absence ORDER BY ALL").fetchall()
    return [day for (day,) in rows]


def gone(done: Purged) -> dict[str, int]:
    return {f"{kind} {table}": count for (kind, table), count in done.rows.items() if count}


@pytest.fixture
def aged(cursor: Cursor) -> Cursor:
    """A store with absences on both sides of the day that is kept from."""
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    return cursor


def test_the_day_before_is_deleted_and_the_day_itself_kept(aged: Cursor) -> None:
    done = purge(aged, TODAY, now=NOW)
    assert done.kept_from == date(2023, 1, 1)
    assert gone(done) == {"analytics absence": 1, "analytics employment": 1}
    assert starts(aged) == [
        date(2022, 3, 1),  # open: it goes on
        date(2022, 11, 1),  # the beginning of one that reaches into what is kept
        date(2022, 12, 1),
        date(2023, 1, 2),
    ]


def test_no_rate_is_told_of_months_whose_absences_are_gone(aged: Cursor) -> None:
    purge(aged, TODAY, now=NOW)
    told = rates(aged, selection("2022-10/2023-02"), By.MONTH).set_index("span")
    assert told["agreed_days"].fillna(0).loc["2022-10":"2022-12"].tolist() == [0, 0, 0]
    assert told["agreed_days"].loc["2023-02"] == 20
    assert told["lost_days"].loc["2023-01"] > 0


def test_figures_of_what_is_kept_stay_the_same(aged: Cursor) -> None:
    chosen = selection("2023-01/2025-12")
    before = rates(aged, chosen, By.MONTH)
    purge(aged, TODAY, now=NOW)
    after = rates(aged, chosen, By.MONTH)
    pd.testing.assert_frame_equal(before, after)


def test_an_old_export_does_not_bring_the_old_rows_back(aged: Cursor) -> None:
    purge(aged, TODAY, now=NOW)
    before = starts(aged)
    again = bring(aged, absences(SICK), file_hash="next")
    assert again.dropped == {TOO_OLD: 1}
    assert again.import_id is None
    assert starts(aged) == before


def test_the_same_day_again_deletes_nothing_and_makes_no_version(aged: Cursor) -> None:
    first = purge(aged, TODAY, now=NOW)
    again = purge(aged, TODAY, now=NOW)
    assert (first.changed, again.changed) == (True, False)
    assert (again.count, again.version) == (0, first.version)


def test_an_earlier_day_never_brings_the_limit_back(aged: Cursor) -> None:
    purge(aged, TODAY, now=NOW)
    assert purge(aged, date(2020, 1, 1), now=NOW).kept_from == date(2023, 1, 1)


def test_an_empty_store_has_nothing_to_delete(cursor: Cursor) -> None:
    assert not purge(cursor, TODAY, now=NOW).changed


def test_cases_are_deleted_twelve_months_after_they_were_closed(planted: Cursor) -> None:
    assert "closed_cases case_event" not in gone(purge(planted, date(2026, 9, 1), now=NOW))
    assert gone(purge(planted, date(2026, 9, 2), now=NOW))["closed_cases case_event"] == 3
    left = planted.execute("SELECT DISTINCT case_id FROM case_event").fetchall()
    assert left == [("sak-other",)]


def test_what_was_corrected_away_goes_after_twelve_months_and_undo_says_so(
    planted: Cursor,
) -> None:
    later = datetime(2026, 12, 1)
    rows = drawn.frame(absences(drawn.FIRST))
    drawn.bring(planted, "absence", rows, now=later)  # changes back what the third corrected
    done = purge(planted, date(2027, 1, 15), now=later)
    assert gone(done)["history absence"] == 1  # the version before the first correction
    assert gone(done)["history problem"] == 4
    assert undo(planted, 5, now=later)[1] == 4  # within what is kept
    with pytest.raises(StoreError, match="older than is kept"):
        undo(planted, 3, now=later)


def test_the_workplace_settles_the_periods_itself(aged: Cursor) -> None:
    assert periods(aged) == Periods(36, 12, 12, 12)
    keep_periods(aged, Periods(analytics=12), NOW)
    assert purge(aged, TODAY, now=NOW).kept_from == date(2025, 1, 1)
    with pytest.raises(StoreError, match="whole number of months"):
        keep_periods(aged, Periods(analytics=0), NOW)


def test_what_was_deleted_is_counted_in_a_log(aged: Cursor) -> None:
    purge(aged, TODAY, now=NOW)
    assert [(d.cause, d.kind, d.table, d.older_than, d.rows) for d in deletions(aged)] == [
        ("purge", "analytics", "absence", date(2023, 1, 1), 1),
        ("purge", "analytics", "employment", date(2023, 1, 1), 1),
    ]
