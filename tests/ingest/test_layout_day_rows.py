"""Day rows: hours and days become grades, and runs of days become spells."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from analytics.calendar import is_working_day
from analytics.errors import ImportRefused
from analytics.ingest import bring, day_grades, day_rows, voided, workbook
from analytics.ingest.absence_kinds import NOT_ABSENCE
from analytics.ingest.absences import NOTHING_LOST
from analytics.ingest.day_spells import Diary
from analytics.ingest.reading import Reading
from analytics.ingest.understand import understand
from analytics.store.connection import Store
from tests.ingest import drawn

TODAY = date(2025, 12, 31)
FIXTURES = Path(__file__).parents[3] / "shared" / "formats" / "fixtures"
TIMESHEET = "Dato Ansattnr Aktivitet Timer"


def read(headings: str, rows: str) -> Reading:
    """A drawn table, understood: one row a line, `|` between cells."""
    sheet = drawn.sheet("|".join(headings.split()) + "\n" + rows.strip())
    return understand(drawn.workbook(sheet), today=TODAY)


def spells(reading: Reading) -> list[str]:
    """Each spell as `employee type start–end grade`."""
    assert reading.rows_read == (
        reading.rows_used + sum(reading.ignored.values()) + reading.quarantined
    )
    return [
        f"{row.employee_no} {row.type} {row.start:%m-%d}–{row.end:%m-%d} {row.grade / 100:g}"
        for row in reading.rows.itertuples()
    ]


def week(first: str, days: int, rest: str, skip: Iterable[int] = ()) -> str:
    """A line a weekday from `first`, `rest` after the date."""
    start = date.fromisoformat(first)
    wanted = (start + timedelta(days=n) for n in range(days) if n not in set(skip))
    return "\n".join(f"{day:%d.%m.%Y}|{rest}" for day in wanted if day.weekday() < 5)


def test_a_run_goes_on_over_the_weekend_and_points_at_its_first_row() -> None:
    reading = read(TIMESHEET, week("2025-03-06", 6, "7|Egenmelding|7,5"))
    assert spells(reading) == ["7 self_certified 03-06–03-11 100"]
    assert reading.layout == "day_rows"
    assert (reading.rows_read, reading.rows_used, len(reading.rows)) == (4, 4, 1)
    assert reading.rows["source_row"].tolist() == [2]


def test_a_run_goes_on_over_easter_and_17_may() -> None:
    rows = """
    16.04.2025|7|Ferie|7,5
    22.04.2025|7|Ferie|7,5
    """
    assert spells(read(TIMESHEET, rows)) == ["7 holiday 04-16–04-22 100"]


def test_a_weekday_without_a_row_ends_the_run() -> None:
    rows = week("2025-03-03", 5, "7|Egenmelding|7,5", skip=[2])
    assert spells(read(TIMESHEET, rows)) == [
        "7 self_certified 03-03–03-04 100",
        "7 self_certified 03-06–03-07 100",
    ]


def test_a_day_at_work_on_a_weekend_ends_the_run() -> None:
    rows = """
    07.03.2025|7|Egenmelding|7,5
    08.03.2025|7|Ordinært arbeid|4
    10.03.2025|7|Egenmelding|7,5
    """
    reading = read(TIMESHEET, rows)
    assert spells(reading) == [
        "7 self_certified 03-07–03-07 100",
        "7 self_certified 03-10–03-10 100",
    ]
    assert reading.ignored == {NOT_ABSENCE: 1}


def test_a_part_timers_fixed_day_off_does_not_end_the_run() -> None:
    at_work = "\n".join(week(f"2025-02-{day:02}", 4, "7|Arbeid|7,5") for day in (3, 10, 17, 24))
    rows = at_work + "\n" + week("2025-03-03", 11, "7|Egenmelding|7,5", skip=[4])
    assert spells(read(TIMESHEET, rows)) == ["7 self_certified 03-03–03-13 100"]


def test_recurring_mondays_stay_single_days() -> None:
    rows = "\n".join(f"{day:02}.09.2025|7|Egenmelding|7,5" for day in (1, 8, 15, 22, 29))
    assert len(spells(read(TIMESHEET, rows))) == 5


def test_hours_are_measured_by_the_persons_own_full_day() -> None:
    rows = "\n".join(
        [
            week("2025-03-03", 5, "7|Arbeid|3,75"),
            week("2025-03-10", 2, "7|Sykmelding|3,75"),
            week("2025-03-12", 3, "7|Sykmelding|0,75"),
            week("2025-03-12", 3, "7|Arbeid|3"),
            week("2025-03-03", 5, "8|Arbeid|7,5"),
            week("2025-03-10", 5, "8|Sykmelding|3,75"),
        ]
    )
    assert spells(read(TIMESHEET, rows)) == [
        "7 doctor_certified 03-10–03-11 100",
        "7 doctor_certified 03-12–03-14 20",
        "8 doctor_certified 03-10–03-14 50",
    ]


def test_without_work_in_the_file_the_position_says_what_a_full_day_is() -> None:
    rows = week("2025-03-10", 5, "7|Sykmelding|3,75|50")
    assert spells(read(TIMESHEET + " Stillingsprosent", rows)) == [
        "7 doctor_certified 03-10–03-14 100"
    ]


def test_holidays_show_a_part_timers_full_day() -> None:
    rows = week("2025-03-03", 5, "7|Ferie|6") + "\n" + week("2025-03-10", 5, "7|Sykmelding|3")
    assert spells(read(TIMESHEET, rows))[1] == "7 doctor_certified 03-10–03-14 50"


def test_rows_of_one_day_add_up_to_100_percent_at_most() -> None:
    rows = """
    10.03.2025|7|Sykmelding|3,75
    10.03.2025|7|Sykmelding|3,75
    11.03.2025|7|Sykmelding|7,5
    11.03.2025|7|Sykmelding|4
    """
    reading = read(TIMESHEET, rows)
    assert spells(reading) == ["7 doctor_certified 03-10–03-11 100"]
    assert reading.rows_used == 4


def test_a_given_degree_comes_before_the_hours() -> None:
    rows = week("2025-03-10", 5, "7|Sykmelding|7,5|60")
    assert spells(read(TIMESHEET + " Grad", rows)) == ["7 doctor_certified 03-10–03-14 60"]


def test_paid_and_unpaid_sickness_are_one_certified_spell() -> None:
    rows = week("2025-03-03", 16, "7|Sykdom med lønn|7,5")
    rows += "\n" + week("2025-03-19", 10, "7|Sykdom uten lønn (NAV)|7,5")
    assert spells(read(TIMESHEET, rows)) == ["7 doctor_certified 03-03–03-28 100"]


def test_paid_sickness_alone_does_not_say_who_certified_it() -> None:
    rows = week("2025-03-03", 5, "7|Sykdom med lønn|7,5")
    assert spells(read(TIMESHEET, rows)) == ["7 sick 03-03–03-07 100"]


def test_a_degree_that_changes_on_monday_leaves_no_gap() -> None:
    rows = week("2025-03-03", 5, "7|Sykmelding|7,5|100")
    rows += "\n" + week("2025-03-10", 5, "7|Sykmelding|7,5|50")
    assert spells(read(TIMESHEET + " Grad", rows)) == [
        "7 doctor_certified 03-03–03-09 100",
        "7 doctor_certified 03-10–03-14 50",
    ]


def test_a_reversed_day_is_gone_and_both_rows_are_told() -> None:
    rows = """
    10.03.2025|7|Sykmelding|7,5
    11.03.2025|7|Sykmelding|7,5
    12.03.2025|7|Sykmelding|7,5
    11.03.2025|7|Sykmelding|-7,5
    """
    reading = read(TIMESHEET, rows)
    assert spells(reading) == [
        "7 doctor_certified 03-10–03-10 100",
        "7 doctor_certified 03-12–03-12 100",
    ]
    assert reading.ignored == {voided.REVERSED: 2}


def test_a_partly_reversed_day_counts_what_is_left() -> None:
    rows = """
    10.03.2025|7|Sykmelding|7,5
    10.03.2025|7|Sykmelding|-3,75
    """
    assert spells(read(TIMESHEET, rows)) == ["7 doctor_certified 03-10–03-10 50"]


def test_a_reversal_of_nothing_is_held_back() -> None:
    rows = """
    10.03.2025|7|Sykmelding|7,5
    11.03.2025|7|Sykmelding|-7,5
    """
    reading = read(TIMESHEET, rows)
    assert spells(reading) == ["7 doctor_certified 03-10–03-10 100"]
    assert [(p.row, p.message) for p in reading.problems] == [(3, voided.NO_MATCH)]


def test_a_quantity_in_days_is_a_share_of_the_day() -> None:
    rows = """
    2025-03-10|A-7|Sick Leave|0.5|Days|Approved
    2025-03-11|A-7|Sick Leave|0.5|Days|Approved
    2025-03-12|A-7|Sick Leave|1|Days|Rejected
    """
    reading = read("Date EmployeeID TimeOffType Quantity Unit Status", rows)
    assert spells(reading) == ["A-7 sick 03-10–03-11 50"]
    assert reading.ignored == {voided.REJECTED: 1}


def test_several_days_in_one_row_are_held_back() -> None:
    reading = read(
        "Dato Ansattnr Fraværstype Dager", "10.03.2025|7|Sykmelding|5\n11.03.2025|8|Sykmelding|1"
    )
    assert spells(reading) == ["8 doctor_certified 03-11–03-11 100"]
    assert [p.message for p in reading.problems] == [day_rows.MANY_DAYS]


def test_a_unit_of_hours_is_no_department() -> None:
    reading = read("Date EmployeeID TimeOffType Quantity Unit", "2025-03-10|A-7|Sick Leave|1|Hours")
    assert reading.columns["unit"] == "Unit"
    assert reading.rows[["unit", "grade"]].to_numpy().tolist() == [[None, 1500]]


@pytest.mark.parametrize("half", ["3:45", "3.75 hours", "3,75"])
def test_hours_are_read_in_many_spellings(half: str) -> None:
    rows = f"10.03.2025|7|Arbeid|7,5\n11.03.2025|7|Arbeid|7,5\n12.03.2025|7|Sykmelding|{half}"
    assert spells(read(TIMESHEET, rows)) == ["7 doctor_certified 03-12–03-12 50"]


def test_minutes_stand_alone_or_beside_the_hours() -> None:
    alone = read("Dato Ansattnr Fraværstype Minutter", "10.03.2025|7|Sykmelding|225")
    beside = read("Dato Ansattnr Fraværstype Timer Minutter", "10.03.2025|7|Sykmelding|3|45")
    assert spells(alone) == spells(beside) == ["7 doctor_certified 03-10–03-10 50"]


def test_faulty_rows_are_told_and_the_rest_is_used() -> None:
    rows = """
    10.03.2025|7|Sykmelding|7,5
    |7|Sykmelding|7,5
    35.03.2025|7|Sykmelding|7,5
    12.03.2025||Sykmelding|7,5
    01.12.2026|7|Sykmelding|7,5
    13.03.2025|7|Sykmelding|mye
    14.03.2025|7|Sykmelding|0
    """
    reading = read(TIMESHEET, rows)
    assert spells(reading) == ["7 doctor_certified 03-10–03-10 100"]
    assert [p.row for p in reading.problems] == [3, 4, 5, 6, 7]
    assert reading.ignored == {NOTHING_LOST: 1}


def test_how_the_days_were_read_is_told() -> None:
    reading = read(TIMESHEET, week("2025-03-03", 5, "7|Egenmelding|7,5"))
    told = {d.message for d in reading.decisions}
    assert {day_grades.BY_HOURS, day_rows.STITCHED["bridged"]} <= told
    for decision in reading.decisions:
        assert "%(" not in decision.text(str)


def test_spell_rows_with_a_registration_date_are_still_spell_rows() -> None:
    reading = read(
        "Dato Ansattnr Fraværstype Fradato Tildato",
        "01.04.2025|7|Sykmelding|10.03.2025|14.03.2025\n01.04.2025|8|Ferie|10.03.2025|11.03.2025",
    )
    assert reading.layout == "rows"
    assert "date" not in reading.columns
    assert spells(reading)[0] == "7 doctor_certified 03-10–03-14 100"


def test_days_without_a_kind_of_absence_are_refused() -> None:
    with pytest.raises(ImportRefused, match="kind of absence"):
        read("Dato Ansattnr Timer", "10.03.2025|7|7,5\n11.03.2025|7|7,5")


def test_a_long_silence_is_never_bridged() -> None:
    days = frozenset({date(2025, 3, 3), date(2025, 5, 5)})
    assert not Diary(days, gaps="roster").bridges(date(2025, 3, 3), date(2025, 5, 5))


def test_the_store_keeps_how_many_rows_of_the_file_were_used(store: Store) -> None:
    rows = week("2025-03-03", 5, "7|Egenmelding|7,5")
    book = drawn.workbook(drawn.sheet("|".join(TIMESHEET.split()) + "\n" + rows))
    prepared = bring.prepare(store, book, b"", today=TODAY)
    bring.commit(store, prepared, now=datetime(2025, 12, 31, tzinfo=UTC))
    with store.cursor() as cursor:
        kept = cursor.execute("SELECT rows_read, rows_used, new FROM import").fetchall()
    assert kept == [(5, 5, 1)]


def truth(last: date) -> dict[tuple[str, date], str]:
    """Working day → kind, as the fixtures were made from it."""
    kinds = {
        "egenmelding": "self_certified",
        "sykmelding": "sickness",
        "barns_sykdom": "child_sick",
        "ferie": "holiday",
        "permisjon_lonn": "other",
        "permisjon_ulonn": "other",
    }
    with (FIXTURES / "_truth_spells.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["employee_no"].lstrip("0"), day): f"{kinds[row['type']]} {row['absence_pct']}"
            for row in csv.DictReader(file)
            for day in _working_days(row["start"], row["end"])
            if day <= last
        }


def _working_days(start: str, end: str) -> list[date]:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


@pytest.mark.parametrize(
    ("file", "last"),
    [
        (file, last)
        for name, last in (
            ("03_timeliste_daglig.xlsx", date(2025, 6, 30)),
            ("40_workday_daily_en.csv", date(2025, 12, 31)),
            ("43_fortnox_paxml.xml", date(2025, 12, 31)),
        )
        for file in FIXTURES.glob(name)
    ],
)
def test_every_working_day_of_the_invented_exports_is_found(file: Path, last: date) -> None:
    reading = understand(workbook.read(file.read_bytes(), file.name), today=TODAY)
    same = {"sick": "sickness", "doctor_certified": "sickness", "leave": "other"}
    wanted = truth(last)
    if "self_certified" not in set(reading.rows["type"]):  # one code for all sickness
        wanted = {k: kind.replace("self_certified", "sickness") for k, kind in wanted.items()}
    found = {
        (row.employee_key, day): f"{same.get(row.type, row.type)} {row.grade // 100}"
        for row in reading.rows.itertuples()
        for day in _working_days(row.start.isoformat(), row.end.isoformat())
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("whole", "half"), [("Hel", "Halv"), ("Hel dag", "½"), ("Full day", "Half day"), ("1", "PM")]
)
def test_whole_and_half_days_in_words_are_shares_of_the_day(whole: str, half: str) -> None:
    found = drawn.reading(f"""
        Dato | Ansattnr | Fraværsårsak | Hel/halv dag
        03.06.2025 | 7 | Ferie | {half}
        04.06.2025 | 7 | Ferie | {whole}
    """)
    assert spells(found) == ["7 holiday 06-03–06-03 50", "7 holiday 06-04–06-04 100"]


def test_a_number_of_units_takes_its_meaning_from_the_unit_beside_it() -> None:
    found = drawn.reading("""
        Dato | Ansattnr | Fraværsårsak | Antall enheter | Enhet
        03.06.2025 | 7 | Sykmelding | 3,75 | Timer
        04.06.2025 | 7 | Ferie | 7,5 | Timer
    """)
    assert spells(found) == ["7 doctor_certified 06-03–06-03 50", "7 holiday 06-04–06-04 100"]
