"""The kind of absence told by the name of a sheet, or by the heading of a column."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.ingest import type_columns, type_sheets, workbook
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from tests.ingest.drawn import sheet

FIXTURES = Path(__file__).parents[3] / "shared" / "formats" / "fixtures"


def by_sheet(*sheets: Sheet) -> list[Table]:
    return type_sheets.tables(list(sheets), Search())


def by_column(text: str) -> list[Table]:
    return type_columns.tables([sheet(text)], Search())


def column(table: Table, field: str) -> list[Cell]:
    (at,) = [at for at, name in table.fields.items() if name == field]
    return [table.columns[at].cell(row) for row in range(len(table))]


SICK = (
    "Ansattnr | Navn | Fra | Til\n1 | Kari | 02.01.2025 | 20.01.2025\n2 | Ola | 1.2.2025 | 3.2.2025"
)
HOLIDAY = "Ansattnr | Navn | Fra | Til\n1 | Kari | 01.07.2025 | 20.07.2025"


def test_the_names_of_the_sheets_become_the_kind_of_absence() -> None:
    (table,) = by_sheet(sheet(SICK, "Sykmelding"), sheet(HOLIDAY, "Ferie 2025"))
    assert table.layout == "type_sheets"
    assert column(table, "absence_type") == ["Sykmelding", "Sykmelding", "Ferie"]
    assert [table.row_sheets.cell(row) for row in range(3)] == ["Sykmelding"] * 2 + ["Ferie 2025"]
    assert list(table.row_numbers) == [2, 3, 2]


def test_sheets_may_differ_in_headings_and_order() -> None:
    graded = "Navn | Ansattnr | Fra | Til | Grad\nKari | 1 | 02.01.2025 | 20.01.2025 | 50"
    (table,) = by_sheet(sheet(HOLIDAY, "Vacation"), sheet(graded, "Sick leave"))
    assert column(table, "absence_type") == ["Vacation", "Sick leave"]
    numbers = table.columns[table.headers.index("Ansattnr")]
    grades = table.columns[table.headers.index("Grad")]
    assert [numbers.cell(0), numbers.cell(1)] == ["1", "1"]
    assert [grades.cell(0), grades.cell(1)] == [None, "50"]


def test_a_sheet_with_an_unknown_name_keeps_it_so_that_its_meaning_is_asked_for() -> None:
    sheets = [sheet(SICK, "Krank"), sheet(HOLIDAY, "Urlaub"), sheet(HOLIDAY, "Sonstiges")]
    (table,) = by_sheet(*sheets)
    assert column(table, "absence_type")[-1] == "Sonstiges"


@pytest.mark.parametrize(
    "names", [("Januar 2025", "Februar 2025"), ("Sykehjem Øst", "Sykehjem Vest"), ("Ferie",)]
)
def test_sheets_named_by_month_or_place_and_single_sheets_are_not_of_this_layout(
    names: tuple[str, ...],
) -> None:
    assert by_sheet(*(sheet(SICK, name) for name in names)) == []


def test_sheets_whose_rows_tell_the_kind_are_not_of_this_layout() -> None:
    typed = "Ansattnr | Type | Fra | Til\n1 | Ferie | 02.01.2025 | 20.01.2025"
    assert by_sheet(sheet(typed, "Sykmelding"), sheet(typed, "Ferie")) == []


def test_dates_within_the_cells_of_a_column_become_spells_of_its_kind() -> None:
    (table,) = by_column("""
Employee ID | Name | Sick leave | Vacation
7 | Kari | 3 days (01/02/2025 - 03/02/2025) | 0 days
8 | Ola | - | 2.5 days (05/05/2025 - 07/05/2025), 1 day (09/06/2025)
9 | Per | 10 days (20/12/2025 - ) |
10 | Åse | |
""")
    assert table.layout == "type_columns"
    assert list(table.row_numbers) == [2, 3, 3, 4]
    assert column(table, "absence_type") == ["Sick leave", "Vacation", "Vacation", "Sick leave"]
    assert column(table, "start_date") == ["01/02/2025", "05/05/2025", "09/06/2025", "20/12/2025"]
    assert column(table, "end_date") == ["03/02/2025", "07/05/2025", "09/06/2025", None]
    assert column(table, "days") == [3.0, 2.5, 1.0, 10.0]
    assert table.ignored == {"no absence": 1}


def test_days_without_dates_beside_dated_ones_stay_rows_to_be_complained_of() -> None:
    (table,) = by_column("""
Ansattnr | Egenmelding | Ferie
7 | 02.01.2025-03.01.2025 | 01.07.2025-05.07.2025
8 | 4 dager | 06.07.2025 – 09.07.2025
""")
    assert column(table, "start_date") == ["02.01.2025", "01.07.2025", None, "06.07.2025"]


def test_rows_with_first_and_last_day_and_days_under_one_kind_become_spells() -> None:
    (table,) = by_column("""
Ansattnr | Fra dato | Til dato | Egenmelding | Sykmelding | Ferie
7 | 02.01.2025 | 03.01.2025 | 2 | |
7 | 06.01.2025 | 17.01.2025 | | 12 |
8 | 07.07.2025 | 18.07.2025 | 0 | | 10
9 | 07.07.2025 | 18.07.2025 | | |
""")
    assert column(table, "absence_type") == ["Egenmelding", "Sykmelding", "Ferie"]
    assert column(table, "start_date") == ["02.01.2025", "06.01.2025", "07.07.2025"]
    assert column(table, "end_date") == ["03.01.2025", "17.01.2025", "18.07.2025"]
    assert table.ignored == {"no absence": 1}


@pytest.mark.parametrize(
    "figures",
    [
        "Ansattnr | Navn | Egenmelding | Ferie\n7 | Kari | 3 | 25\n8 | Ola | 0 | 9",
        """
Ansattnr | Fra dato | Til dato | Egenmelding | Sykmelding
7 | 01.01.2025 | 31.01.2025 | 2 |
7 | 01.02.2025 | 28.02.2025 | | 12
8 | 01.01.2025 | 31.01.2025 | 3 | 4
""",
        "Ansattnr | Type | Fra | Til\n1 | Ferie | 02.01.2025 | 20.01.2025",
    ],
)
def test_days_that_do_not_say_which_they_are_never_become_spells(figures: str) -> None:
    assert by_column(figures) == []


@pytest.mark.parametrize(
    "file",
    [
        file
        for number in ("02_", "03_", "05_", "06_", "07_", "11_", "30_", "40_")
        for file in FIXTURES.glob(f"{number}*")
    ],
    ids=lambda file: file.stem,
)
def test_no_fixture_of_another_layout_is_taken_for_these(file: Path) -> None:
    sheets = workbook.read(file.read_bytes(), file.name).sheets
    assert by_sheet(*sheets) == []
    assert type_columns.tables(list(sheets), Search()) == []
