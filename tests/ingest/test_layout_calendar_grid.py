"""Calendars of absence, drawn as different systems draw them, become one row for each day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from analytics.errors import ImportRefused
from analytics.ingest import calendar_grid, workbook
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from tests.ingest.drawn import sheet, squared

FIXTURE = Path(__file__).parents[3] / "shared/formats/fixtures/06_kalendermatrise_mnd.xlsx"


def month(
    *rows: tuple[list[Cell], dict[int, Cell]],
    head: tuple[str, ...] = ("Ansattnr", "Navn"),
    days: int = 31,
    name: str = "Mars 2025",
    above: list[list[Cell]] | None = None,
    below: list[list[Cell]] | None = None,
    labels: list[Cell] | None = None,
    **more: object,
) -> Sheet:
    """A month: rows of (what stands left, day number → code)."""
    numbers = labels or list(range(1, days + 1))
    body = [[*left, *(codes.get(n) for n in range(1, days + 1))] for left, codes in rows]
    grid = [*(above or []), [*head, *numbers], *body, *(below or [])]
    return squared(grid, name, **more)


def table(*sheets: Sheet) -> Table:
    found = calendar_grid.tables(list(sheets), Search())
    assert len(found) == 1
    return found[0]


def column(read: Table, field: str) -> list[Cell]:
    """A column by its field, or by its heading."""
    named = {role: at for at, role in read.fields.items()}
    at = named[field] if field in named else read.headers.index(field)
    return [read.columns[at].cell(row) for row in range(len(read))]


def days(read: Table) -> list[tuple[date, Cell]]:
    return list(zip(column(read, "date"), column(read, "absence_type"), strict=True))  # type: ignore[arg-type]


def march(*numbers: int) -> list[date]:
    return [date(2025, 3, n) for n in numbers]


ANNE: list[Cell] = ["101", "Anne Berg"]
PER: list[Cell] = ["102", "Per Lie"]
LEGEND: list[list[Cell]] = [[], ["Tegnforklaring"], ["E", "Egenmelding"], ["S", "Sykmelding 100 %"]]


def test_each_filled_day_becomes_a_row_with_its_date_and_the_text_of_its_code() -> None:
    read = table(month((ANNE, {3: "E", 4: "e "}), (PER, {31: "S"}), below=LEGEND))
    assert days(read) == [
        (date(2025, 3, 3), "Egenmelding"),
        (date(2025, 3, 4), "Egenmelding"),
        (date(2025, 3, 31), "Sykmelding 100 %"),
    ]
    assert column(read, "Ansattnr") == ["101", "101", "102"]
    assert list(read.row_numbers) == [2, 2, 3]
    assert read.ignored == {calendar_grid.LEGEND_ROW: 3}


def test_a_grade_in_the_code_or_in_its_text_is_the_percent_of_the_day() -> None:
    legend = [*LEGEND, ["S50", "Sykmelding 50 %"]]
    read = table(month((ANNE, {3: "S50", 4: "s80", 5: "S", 6: "½E", 7: "E 3,5t"}), below=legend))
    assert column(read, "absence_pct") == [50.0, 80.0, None, 50.0, None]
    assert column(read, "hours") == [None, None, None, None, 3.5]
    texts = ["Sykmelding 50 %", "Sykmelding 80 %", "Sykmelding 100 %", "Egenmelding", "Egenmelding"]
    assert column(read, "absence_type") == texts


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Aug 2022 ", None, date(2022, 8, 5)),
        ("2025-03", None, date(2025, 3, 5)),
        ("Ark1", "Fravær desember 2024", date(2024, 12, 5)),
        ("Oktober", "Frånvaro 2023", date(2023, 10, 5)),
        ("Mai", "Abwesenheiten 2024", date(2024, 5, 5)),
        ("03.2025", "Utskrift 02.04.2026", date(2025, 3, 5)),
        ("Ark1", "Periode 01.05.2025 - 31.05.2025", date(2025, 5, 5)),
        ("jan-25", None, date(2025, 1, 5)),
    ],
)
def test_month_and_year_come_from_the_name_of_the_sheet_or_its_title(
    name: str, title: str | None, expected: date
) -> None:
    above: list[list[Cell]] = [[title]] if title else []
    read = table(month((ANNE, {5: "Syk"}), name=name, above=above))
    assert days(read) == [(expected, "Syk")]


def test_weekday_letters_decide_between_months_that_disagree() -> None:
    letters = ["MTOTFLS"[date(2025, 2, n).weekday()] for n in range(1, 29)]
    above: list[list[Cell]] = [["Fravær februar 2025"], [None, None, *letters]]
    read = table(month((ANNE, {3: "E"}), days=28, name="Januar 2025", above=above))
    assert days(read)[0][0] == date(2025, 2, 3)


def test_weekday_letters_below_the_numbers_are_no_employee() -> None:
    letters: list[Cell] = ["MTOTFLS"[date(2025, 3, n).weekday()] for n in range(1, 32)]
    drawn = month((ANNE, {3: "E"}))
    drawn.rows.insert(1, [None, None, *letters])
    assert len(table(drawn)) == 1


def test_a_calendar_without_month_and_year_is_refused_with_what_to_do() -> None:
    with pytest.raises(ImportRefused, match="Name the sheet after them"):
        table(month((ANNE, {3: "E"}), name="Ark1"))


def test_months_on_sheets_of_their_own_are_read_together() -> None:
    read = table(
        month((ANNE, {31: "E"}), name="Januar 2025"),
        month((ANNE, {1: "E"}), days=28, head=("Ansatt nr", "Navn"), name="Februar 2025"),
    )
    assert column(read, "date") == [date(2025, 1, 31), date(2025, 2, 1)]
    assert column(read, "Ansattnr") == ["101", "101"]


def test_a_year_on_one_sheet_with_a_column_a_date_is_one_calendar() -> None:
    dates: list[Cell] = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    row: list[Cell] = [None] * 366
    row[59] = row[365] = "S"
    read = table(squared([["Personalnummer", *dates], ["7", *row]], "Ferie"))
    assert column(read, "date") == [date(2024, 2, 29), date(2024, 12, 31)]


def test_months_side_by_side_take_their_month_from_the_row_above() -> None:
    head: list[Cell] = ["Ansattnr", *range(1, 32), *range(1, 29)]
    above: list[Cell] = [None, "Januar", *[None] * 30, "Februar", *[None] * 27]
    body: list[Cell] = ["101", *[None] * 30, "E", "E", *[None] * 27]
    read = table(squared([["Fravær 2025"], above, head, body]))
    assert column(read, "date") == [date(2025, 1, 31), date(2025, 2, 1)]


def test_months_below_each_other_take_their_month_from_the_title_above() -> None:
    one = month((ANNE, {31: "E"}), above=[["Januar 2025"]]).rows
    two = month((ANNE, {28: "S"}), days=28, above=[["Februar 2025"]]).rows
    read = table(squared([*one, [None], *two], "2025"))
    assert column(read, "date") == [date(2025, 1, 31), date(2025, 2, 28)]


def test_repeated_headings_are_not_a_new_month() -> None:
    head = month().rows[0]
    first, second = month((ANNE, {3: "E"})).rows[1], month((PER, {4: "E"})).rows[1]
    read = table(squared([head, first, head, second], "Mars 2025"))
    assert column(read, "date") == march(3, 4)


def test_a_date_left_over_from_a_template_is_ignored_and_counted() -> None:
    dates: list[Cell] = [date(2022, 8, n) for n in range(2, 32)] + [date(2022, 6, 1)]
    body: list[Cell] = ["S", *[None] * 29, "S"]
    read = table(squared([["Employee Code", *dates], ["Mars-1", *body]], "Aug 2022"))
    assert column(read, "date") == [date(2022, 8, 2)]
    assert read.ignored == {"day outside the month of the sheet": 1}


def test_days_a_month_does_not_have_are_ignored_and_counted() -> None:
    read = table(month((ANNE, {28: "E", 30: "E"}), name="Februar 2025"))
    assert column(read, "date") == [date(2025, 2, 28)]
    assert read.ignored == {"day outside the month of the sheet": 1}


def test_presence_is_counted_and_left_out_by_the_legend_before_the_known_codes() -> None:
    key = sheet("Code | Meaning\nP | Permisjon\nJ | På jobb\nS | Sykmelding", name="Koder")
    read = table(month((ANNE, {3: "P", 4: "J", 5: "S", 6: "-"})), key)
    assert [text for _, text in days(read)] == ["Permisjon", "Sykmelding"]
    assert read.ignored == {"not absence": 2, calendar_grid.LEGEND_ROW: 4}


def test_a_legend_beside_the_calendar_or_in_one_line_is_read_too() -> None:
    line: list[list[Cell]] = [["E = Egenmelding, K: Barns sykdom"]]
    assert days(table(month((ANNE, {3: "K"}), below=line)))[0][1] == "Barns sykdom"
    drawn = month((ANNE, {3: "K"}), (PER, {}))
    beside = [[*row, None, *more] for row, more in zip(
        drawn.rows, ([], ["E", "Egenmelding"], ["K", "Barns sykdom"]), strict=True)]  # fmt: skip
    assert days(table(squared(beside, "Mars 2025")))[0][1] == "Barns sykdom"


def test_totals_are_left_out() -> None:
    drawn = month((ANNE, {3: "S"}), ([None, "Sum"], {3: 1}))
    rows = [[*row, *more] for row, more in zip(drawn.rows, (["Sum S"], [1], [1]), strict=True)]
    read = table(squared(rows, "Mars 2025"))
    assert (len(read), dict(read.ignored)) == (1, {"total row": 1})
    assert "Sum S" not in read.headers


def test_a_department_is_carried_down_and_a_merged_bar_fills_its_days() -> None:
    head = ("Avdeling", "Ansattnr", "Navn")
    rows = [(["Øst", *ANNE], {3: "Ferie"}), ([None, *PER], {3: "E"})]
    read = table(month(*rows, head=head, merged=((1, 0, 2, 0), (1, 5, 1, 7))))
    assert column(read, "Avdeling") == ["Øst"] * 4
    assert column(read, "date") == march(3, 4, 5, 3)


def test_a_line_with_a_unit_above_its_employees_is_their_department() -> None:
    read = table(
        month((["Avdeling: Øst"], {}), (ANNE, {3: "E"}), (["Avdeling: Vest"], {}), (PER, {3: "E"}))
    )
    assert column(read, "department") == ["Øst", "Vest"]


def test_days_with_formulas_without_a_result_are_counted_and_told() -> None:
    read = table(month((ANNE, {3: "E"}), uncomputed=frozenset({(1, 5)})))
    assert read.ignored == {"formula without a result": 1}
    told = next(d for d in read.decisions if d.id == "formulas")
    assert (told.values["first"], told.sure) == ("04.03.2025", False)


def test_numbers_are_hours_or_parts_of_a_day_where_the_title_says_of_what() -> None:
    read = table(month((ANNE, {3: 7.5, 4: 0.5, 5: 1, 6: "x"}), above=[["Sykefravær"]]))
    assert column(read, "hours") == [7.5, None, None, None]
    assert column(read, "absence_pct") == [None, 50.0, None, None]
    assert set(column(read, "absence_type")) == {"Sykefravær"}


def test_hours_at_work_beside_codes_are_not_absence() -> None:
    read = table(month((ANNE, {3: 8, 4: "Krank", 5: "8,0"}), name="März 2025"))
    assert (days(read), dict(read.ignored)) == ([(date(2025, 3, 4), "Krank")], {"not absence": 2})


def test_bare_numbers_without_a_kind_are_no_calendar_of_absence() -> None:
    assert calendar_grid.tables([month((ANNE, {3: 7.5, 4: 8}))], Search()) == []


def test_a_calendar_with_the_days_downwards_is_turned() -> None:
    rows: list[list[Cell]] = [["Datum", "101", "102"]]
    rows += [[f"2024-07-{n:02d}", "Krank" if n in (2, 3) else None, "Urlaub" if n == 3 else None]
             for n in range(1, 32)]  # fmt: skip
    read = table(squared(rows))
    assert days(read) == [
        (date(2024, 7, 2), "Krank"), (date(2024, 7, 3), "Krank"), (date(2024, 7, 3), "Urlaub"),
    ]  # fmt: skip
    assert column(read, "employee_id") == ["101", "101", "102"]
    assert list(read.row_numbers) == [3, 4, 4]


def test_codes_that_look_like_weekdays_do_not_hide_a_turned_calendar() -> None:
    rows: list[list[Cell]] = [["Mai 2025"], ["Dag", "Anne Berg", "Per Lie"]]
    rows += [[n, "S" if n in (5, 6) else None, "F" if n == 9 else None] for n in range(1, 32)]
    read = table(squared(rows))
    assert days(read) == [(date(2025, 5, 5), "S"), (date(2025, 5, 6), "S"), (date(2025, 5, 9), "F")]
    assert column(read, "employee_name") == ["Anne Berg", "Anne Berg", "Per Lie"]


def test_a_key_in_one_line_under_its_title_loses_no_code() -> None:
    line: list[list[Cell]] = [["Key: SL = Sick leave; WFH = Working from home"]]
    read = table(month((ANNE, {3: "SL", 4: "WFH"}), above=line))
    assert (days(read), read.ignored["not absence"]) == ([(date(2025, 3, 3), "Sick leave")], 1)


@pytest.mark.parametrize(
    "labels",
    [
        [f"{n}." for n in range(1, 32)],
        [f"{n:02d}.03" for n in range(1, 32)],
        [f"3/{n}" for n in range(1, 32)],
        [
            f"{['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'][date(2025, 3, n).weekday()]} {n}"
            for n in range(1, 32)
        ],
        [f"{n}. mars" for n in range(1, 32)],
        [f"{n:02d}.03.2025" for n in range(1, 32)],
        [45717 + n for n in range(31)],
    ],
)
def test_days_are_known_in_many_spellings(labels: list[Cell]) -> None:
    assert column(table(month((ANNE, {5: "E"}), labels=labels)), "date") == march(5)


def test_employees_without_headings_are_known_by_what_stands_there() -> None:
    read = table(month((ANNE, {3: "E"}), (PER, {4: "E"}), head=("", "")))
    assert column(read, "employee_id") == ["101", "102"]
    assert column(read, "employee_name") == ["Anne Berg", "Per Lie"]


@pytest.mark.parametrize(
    "text",
    [
        "Ansattnr | Fra | Til | Type\n101 | 01.03.2025 | 04.03.2025 | Egenmelding",
        "Dato | Ansattnr | Timer | Type\n01.03.2025 | 101 | 7,5 | Syk\n02.03.2025 | 101 | 8 | Syk",
        "Dato | Hendelse\n" + "\n".join(f"{n:02d}.03.2025 | Møte {n}" for n in range(1, 29)),
        "Nr | A | B | C\n" + "\n".join(f"{n} | x | y | z" for n in range(1, 29)),
    ],
)
def test_other_lists_are_no_calendars(text: str) -> None:
    assert calendar_grid.tables([sheet(text)], Search()) == []


def test_a_real_workbook_with_merged_cells_and_formulas_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "April 2025"
    page.append(["Avdeling", "Ansattnr", *range(1, 31), "Sum"])
    page.append(["Øst", "0101", "E", *[None] * 29, '=COUNTIF(C2:AF2,"E")'])
    page.append([None, "0102", None, "F"])
    page.merge_cells("A2:A3")
    book.save(tmp_path / "april.xlsx")
    read = table(*workbook.read((tmp_path / "april.xlsx").read_bytes(), "april.xlsx").sheets)
    assert column(read, "Avdeling") == ["Øst", "Øst"]
    assert column(read, "Ansattnr") == ["0101", "0102"]


@pytest.mark.parametrize("file", [FIXTURE] if FIXTURE.exists() else [])
def test_the_norwegian_month_calendar_has_its_371_days(file: Path) -> None:
    read = table(*workbook.read(file.read_bytes(), file.name).sheets)
    assert len(read) == 371
    kinds = Counter(column(read, "absence_type"))
    assert kinds["Egenmelding"] == 44
    assert kinds["Sykmelding 100 %"] == 91
    assert kinds["Sykmelding 50 %"] == column(read, "absence_pct").count(50.0) == 47


def test_an_explanation_that_reaches_into_the_days_is_no_employee() -> None:
    below: list[list[Cell]] = [
        ["E = Egenmelding", None, "U = Permisjon uten lønn"],
        ["F = Ferie", None, None, "V = Velferdspermisjon"],
    ]
    read = table(month((ANNE, {3: "E", 4: "U"}), (PER, {5: "V"}), below=below))
    assert [text for _, text in days(read)] == [
        "Egenmelding",
        "Permisjon uten lønn",
        "Velferdspermisjon",
    ]
    assert read.ignored == {calendar_grid.LEGEND_ROW: 2}


def test_employees_of_one_month_are_not_counted_as_titles_of_the_next() -> None:
    january = month((ANNE, {3: "E"}), (PER, {6: "S"}), above=[["Januar 2025"]]).rows
    february = month((ANNE, {4: "E"}), days=28, above=[["Februar 2025"]]).rows
    read = table(squared([*january, *february], "Fravær"))
    assert [day for day, _ in days(read)] == [
        date(2025, 1, 3), date(2025, 1, 6), date(2025, 2, 4),
    ]  # fmt: skip
    assert read.ignored == {"title above the table": 1}


def test_a_column_headed_nr_numbers_the_employees_unless_it_counts_the_lines() -> None:
    people: list[tuple[list[Cell], dict[int, Cell]]] = [
        (["A-17", "Anne Berg"], {3: "E"}),
        (["A-19", "Per Lie"], {4: "E"}),
    ]
    read = table(month(*people, head=("Nr", "Ansatt")))
    assert column(read, "employee_id") == ["A-17", "A-19"]
    lines: list[tuple[list[Cell], dict[int, Cell]]] = [
        ([n, *left[1:]], codes) for n, (left, codes) in enumerate(people, start=1)
    ]
    assert "employee_id" not in table(month(*lines, head=("Nr", "Ansatt"))).fields.values()
