"""The days of the employer period: the first 16 calendar days, also of longer spells."""

from __future__ import annotations

import pytest

from analytics.queries import employer_days
from analytics.store.connection import Cursor
from tests.builders import absences, bring, employees, selection

STAFF = """unit | position
           A | 100"""


def days(cursor: Cursor, sick: str, period: str = "2025-01/2025-12", unit: str = "") -> float:
    bring(cursor, employees(STAFF))
    bring(cursor, absences("type | grade | from | to\n" + sick))
    return employer_days(cursor, selection(period, unit))


@pytest.mark.parametrize(
    ("sick", "expected"),
    [
        ("self | 100 | 2025-03-03 | 2025-03-05", 3),
        ("doctor | 100 | 2025-03-03 | 2025-05-30", 12),  # to 18 March
        ("doctor | 50 | 2025-03-03 | 2025-05-30", 6),
    ],
    ids=["short", "long", "half"],
)
def test_a_spell_counts_its_first_sixteen_calendar_days(
    cursor: Cursor, sick: str, expected: float
) -> None:
    assert days(cursor, sick) == expected


def test_spells_close_to_one_another_share_a_period(cursor: Cursor) -> None:
    sick = "doctor | 100 | 2025-03-03 | 2025-03-14\ndoctor | 100 | 2025-03-24 | 2025-04-30"
    assert days(cursor, sick) == 10 + 4  # twelve calendar days are used; 24 to 27 March are left


def test_sixteen_days_at_work_begin_a_new_period(cursor: Cursor) -> None:
    sick = "doctor | 100 | 2025-03-03 | 2025-03-14\ndoctor | 100 | 2025-03-31 | 2025-04-04"
    assert days(cursor, sick) == 10 + 5


def test_a_month_counts_the_days_that_lie_in_it(cursor: Cursor) -> None:
    sick = "doctor | 100 | 2025-02-24 | 2025-05-30"
    assert days(cursor, sick, "2025-03") == 5 + 2  # 3 to 11 March, after five days in February
    assert employer_days(cursor, selection("2025-04")) == 0
    assert employer_days(cursor, selection("2025-03", "B")) == 0
