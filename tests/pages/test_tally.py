"""What hangs on a file's rows: days behind codes, overlaps, and finished figures' units."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.domain.period import Period
from analytics.figures.reported import extent, unit_ids, whole_months
from analytics.figures.tally import days_by_code, overlapping

THROUGH = date(2025, 3, 31)


def absences(*drawn: str) -> pd.DataFrame:
    """Absences in March 2025, each drawn as `who code first-last`; no last day is open."""
    rows = []
    for n, line in enumerate(drawn):
        who, code, days = line.split()
        first, last = days.split("-")
        number, _, employment = who.partition("/")
        end = date(2025, 3, int(last)) if last else None
        rows.append((number, number, employment or None, code, date(2025, 3, int(first)), end, n))
    columns = ["employee_no", "employee_key", "employment_no", "code", "start", "end", "source_row"]
    return pd.DataFrame(rows, columns=columns)


def test_days_behind_a_code_are_calendar_days_and_open_spells_go_on_to_the_export() -> None:
    assert days_by_code(absences("1 E 3-5", "2 E 7-7", "3 S 30-"), THROUGH) == {"E": 4, "S": 2}


def test_no_absence_and_no_codes_have_no_days() -> None:
    assert days_by_code(absences(), THROUGH) == {}
    assert days_by_code(pd.DataFrame({"unit": ["Nord"]}), THROUGH) == {}


@pytest.mark.parametrize(
    ("drawn", "pairs"),
    [
        (["1 E 3-5", "1 E 6-8"], []),  # one ends the day before the other begins
        (["1 E 3-5", "2 E 4-6"], []),  # two people
        (["1/a E 3-5", "1/b E 4-6"], []),  # two employments
        (["1 E 3-5", "1 S 5-8"], [(0, 1)]),
        (["1 S 5-8", "1 E 3-5"], [(1, 0)]),  # in any order of the file
        (["1 S 3-", "1 E 20-21"], [(0, 1)]),  # an open one reaches all later days
        (["1 S 3-30", "1 E 5-6", "1 E 20-21"], [(0, 1), (0, 2)]),  # the one that ends last
        (["1 S 3-5", "2 S 3-30", "2 E 8-9"], [(1, 2)]),
        (["1 S 3-5", "1 E 4-6", "1 E 8-9"], [(0, 1)]),
    ],
)
def test_registrations_of_one_person_that_share_days_are_paired(
    drawn: list[str], pairs: list[tuple[int, int]]
) -> None:
    found = overlapping(absences(*drawn))
    assert list(zip(found["source_row_before"], found["source_row"], strict=True)) == pairs


def test_a_file_without_absences_has_no_overlaps() -> None:
    assert overlapping(absences()).empty


def test_a_report_is_told_by_its_units_and_periods() -> None:
    rows = [(None, 1), ("Nord", 1), ("Nord", 2), ("Nord", 2)]
    figures = pd.DataFrame(
        [(unit, date(2025, month, 1), date(2025, month, 28)) for unit, month in rows],
        columns=["unit", "start", "end"],
    )
    reach = extent(figures)
    assert (reach.units, reach.periods) == (2, 2)
    assert (reach.first, reach.last) == (date(2025, 1, 1), date(2025, 2, 28))


def test_a_reports_unit_is_known_by_name_only_where_one_unit_is_called_that() -> None:
    units = pd.DataFrame(
        {
            "unit_id": ["T", "T/Nord", "T/Drift", "T/Nord/Drift"],
            "name": ["T", "Nord", "Drift", "Drift"],
        }
    )
    names = pd.Series([None, " nord", "Drift", "Vest"], dtype=object)
    assert unit_ids(names, units) == ["", "T/Nord", None, None]


def test_only_whole_months_are_compared() -> None:
    assert whole_months(date(2025, 1, 1), date(2025, 3, 31)) == Period.parse("2025-01", "2025-03")
    assert whole_months(date(2025, 1, 1), date(2025, 1, 30)) is None
    assert whole_months(date(2025, 1, 2), date(2025, 1, 31)) is None
