"""The error file: what was wrong comes back mended, and nothing else changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from analytics.documents import error_file
from analytics.i18n import translator
from analytics.ingest import workbook
from analytics.ingest.bring import Outcome, Settled, commit, prepare
from analytics.ingest.grid import Cell
from analytics.ingest.reading import Reading
from analytics.ingest.understand import understand
from analytics.store.connection import Store

TODAY = date(2026, 1, 8)
NOW = datetime(2026, 1, 8, 9, tzinfo=UTC)
Rows = list[list[Cell]]

HEADINGS: list[Cell] = ["Ansattnr", "Navn", "Fra dato", "Til dato", "Type", "Fødselsnummer"]
ABSENCES: Rows = [
    ["Fraværsrapport"],
    ["Utskrevet 05.01.2026"],
    HEADINGS,
    ["100", "Kari", date(2025, 6, 2), date(2025, 6, 4), "Egenmelding", "01018012345"],
    ["101", "Ola", date(2025, 6, 9), date(2025, 6, 5), "Egenmelding", "01018012345"],
    ["102", "Per", date(2025, 7, 1), None, "Sykmelding", "01018012345"],
    ["103", "Siv", "i går", date(2025, 8, 4), "Sykmelding", "01018012345"],
    [None, "Eli", date(2025, 9, 1), date(2025, 9, 2), "Ferie", "01018012345"],
]


def excel(rows: Rows, name: str = "Fravær") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(data: bytes, name: str = "fil.xlsx") -> Reading:
    return understand(workbook.read(data, name), today=TODAY)


def errors(data: bytes, name: str = "fil.xlsx", language: str = "nb") -> bytes:
    read_as = workbook.read(data, name)
    found = understand(read_as, today=TODAY)
    return error_file.write(read_as, found, translator(language))


def sheet_of(data: bytes) -> Any:
    return load_workbook(BytesIO(data)).active


def shown(data: bytes) -> Rows:
    """The values of the error file, without the column that says what is wrong."""
    return [list(row[1:]) for row in sheet_of(data).iter_rows(values_only=True)]


def mended(data: bytes, mend: Callable[[Any], None]) -> bytes:
    book = load_workbook(BytesIO(data))
    mend(book.active)
    return _bytes(book)


def bring(store: Store, data: bytes, name: str) -> Outcome:
    read_as = workbook.read(data, name)
    settled = Settled(source="lønn")
    return commit(store, prepare(store, read_as, data, today=TODAY, settled=settled), now=NOW)


def counts(outcome: Outcome) -> dict[str, int]:
    names = ("new", "changed", "unchanged", "missing")
    return {name: outcome.change.count(name) for name in names}


def test_only_faulty_rows_come_back_under_the_users_own_titles_and_headings() -> None:
    values = [[cell for cell in row[:2] if cell] for row in shown(errors(excel(ABSENCES)))]
    assert values[1:] == [
        ["Fraværsrapport"],
        ["Utskrevet 05.01.2026"],
        ["Ansattnr", "Navn"],
        ["101", "Ola"],
        ["103", "Siv"],
        ["Eli"],
    ]


def test_the_first_column_says_what_is_wrong_and_the_cell_is_red() -> None:
    sheet = sheet_of(errors(excel(ABSENCES), language="en"))
    assert sheet["A5"].value == "The last day is before the first. Correct one of them."
    red = {c.coordinate for row in sheet["B5:G7"] for c in row if c.fill.fill_type == "solid"}
    assert red == {"E5", "D6", "B7"}


def test_a_mended_file_goes_in_and_removes_nothing(store: Store) -> None:
    data = excel(ABSENCES)
    bring(store, data, "fravær.xlsx")

    def mend(sheet: Any) -> None:
        sheet["E5"] = date(2025, 6, 12)
        sheet["D6"] = "04.08.2025"
        sheet["B7"] = "104"

    outcome = bring(store, mended(errors(data), mend), "feil.xlsx")
    reading = outcome.prepared.reading
    assert reading.partial
    assert reading.quarantined == 0
    assert reading.data_through == date(2026, 1, 5)
    assert counts(outcome) == {"new": 3, "changed": 0, "unchanged": 0, "missing": 1}
    assert not outcome.change.removed_missing
    with store.cursor() as cursor:
        held = cursor.execute(
            "SELECT employee_no FROM absence WHERE version_removed IS NULL ORDER BY 1"
        ).fetchall()
    assert [no for (no,) in held] == ["100", "101", "102", "103", "104"]


def test_the_same_whole_file_without_marks_would_have_removed_the_rest(store: Store) -> None:
    bring(store, excel(ABSENCES), "fravær.xlsx")
    rest = [*ABSENCES[:3], [*ABSENCES[4][:3], date(2025, 6, 12), *ABSENCES[4][4:]],
            ["104", "Eli", date(2025, 9, 1), date(2025, 9, 2), "Ferie", None]]  # fmt: skip
    outcome = bring(store, excel(rest), "fravær.xlsx")
    assert outcome.change.removed_missing
    assert outcome.change.count("missing") == 1


def test_an_error_file_with_faults_left_gives_an_error_file_again() -> None:
    once = errors(excel(ABSENCES))
    twice = errors(mended(once, lambda sheet: sheet.__setitem__("B7", "104")))
    assert len(shown(twice)) == len(shown(once)) - 1
    assert shown(twice)[1:5] == shown(once)[1:5]


def test_an_error_file_saved_as_text_is_still_known_for_one() -> None:
    rows = sheet_of(errors(excel(ABSENCES))).iter_rows(values_only=True)
    text = "\n".join(";".join("" if c is None else f'"{c}"' for c in row) for row in rows)
    reading = read(text.encode("utf-8-sig"), "feil.csv")
    assert reading.partial
    assert reading.data_through == date(2026, 1, 5)
    assert reading.quarantined == 3


def test_personal_columns_are_emptied_and_national_ids_are_gone_everywhere() -> None:
    rows = [list(row) for row in ABSENCES]
    rows[4][1] = "Ola 01018012345"
    rows[7][0] = "01018012345"
    data = errors(excel(rows))
    values = [str(cell) for row in sheet_of(data).iter_rows(values_only=True) for cell in row]
    assert not any("01018012345" in value for value in values)
    removed = translator("nb")(error_file.REMOVED)
    assert [row[5] for row in shown(data)[4:]] == [removed] * 3
    assert shown(data)[6][0] == removed


def test_nothing_in_the_error_file_can_run() -> None:
    text = "Ansattnr;Navn;Fra;Til;Type\n"
    for start in ("=1+1", "+1", "-1+2", "@SUM(A1)"):
        text += f"100;{start};01.02.2025;01.01.2025;Egenmelding\n"
    sheet = sheet_of(errors(text.encode(), "fil.csv"))
    cells = [row[2] for row in sheet.iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == ["=1+1", "+1", "-1+2", "@SUM(A1)"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_group_headings_come_along_so_that_a_mended_report_goes_in() -> None:
    report: Rows = [
        ["Fraværsrapport"],
        ["Ansatt: 00100  Lise Moen", None, None, None],
        ["Fra dato", "Til dato", "Type", "Dager"],
        ["02.06.2025", "04.06.2025", "Egenmelding", 3],
        ["Sum", None, None, 3],
        ["Ansatt: 00135  Ola Berg", None, None, None],
        ["Fra dato", "Til dato", "Type", "Dager"],
        ["09.06.2025", "05.06.2025", "Egenmelding", 4],
        ["01.07.2025", "02.07.2025", "Ferie", 2],
        ["Sum", None, None, 6],
    ]
    data = excel(report)
    assert read(data).quarantined == 1
    again = read(mended(errors(data), lambda sheet: sheet.__setitem__("C7", "12.06.2025")))
    assert list(again.rows["employee_no"]) == ["00135"]
    assert again.quarantined == 0
    assert again.partial


def test_a_merged_unit_over_several_rows_follows_its_faulty_row() -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["Ansattnr", "Avdeling", "Fra", "Til", "Type"],
        ["100", "Nord", "02.06.2025", "04.06.2025", "Egenmelding"],
        ["101", None, "09.06.2025", "05.06.2025", "Egenmelding"],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    assert shown(errors(_bytes(book)))[2][:2] == ["101", "Nord"]


def test_a_file_without_faulty_rows_gives_an_empty_list() -> None:
    data = errors(excel(ABSENCES[:4]), language="en")
    assert sheet_of(data).title == error_file.LIST
    assert sheet_of(data).max_row == 2


def test_a_mended_row_does_not_replace_another_absence_from_the_same_day(store: Store) -> None:
    rows: Rows = [
        ["Ansattnr", "Fra dato", "Til dato", "Type", "Grad"],
        ["100", date(2025, 6, 2), date(2025, 6, 20), "Sykmelding", 50],
        ["100", date(2025, 6, 2), date(2025, 6, 20), "Permisjon uten lønn", 500],
    ]
    data = excel(rows)
    bring(store, data, "fravær.xlsx")
    outcome = bring(store, mended(errors(data), lambda s: s.__setitem__("F4", 50)), "feil.xlsx")
    assert counts(outcome) == {"new": 1, "changed": 0, "unchanged": 1, "missing": 0}


def test_mended_employees_keep_their_other_employments(store: Store) -> None:
    rows: Rows = [
        ["Ansattnr", "Avdeling", "Ansatt fra", "Ansatt til", "Stillingsprosent"],
        ["100", "Nord", date(2020, 1, 1), date(2023, 12, 31), 50],
        ["100", "Sør", date(2024, 1, 1), date(2022, 12, 31), 50],
    ]
    data = excel(rows)
    bring(store, data, "ansatte.xlsx")
    again = mended(errors(data), lambda s: s.__setitem__("E3", date(2025, 12, 31)))
    outcome = bring(store, again, "feil.xlsx")
    assert outcome.change.count("new") == 1
    assert not outcome.change.removed_missing
    with store.cursor() as cursor:
        held = cursor.execute(
            "SELECT unit FROM employment WHERE version_removed IS NULL ORDER BY 1"
        )
        assert held.fetchall() == [("Nord",), ("Sør",)]


def test_a_transfer_file_gives_a_list_to_mend_at_the_source() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
<paxml><tidtransaktioner>
<tidtrans anstid="100"><tidkod>SJK</tidkod><datum>2025-06-13</datum><timmar>7.50</timmar></tidtrans>
<tidtrans anstid="101"><tidkod>SJK</tidkod><datum>2025-99-16</datum><timmar>7.50</timmar></tidtrans>
</tidtransaktioner></paxml>"""
    sheet = sheet_of(errors(text.encode(), "fil.xml", language="en"))
    assert sheet.title == error_file.LIST
    assert [sheet.cell(3, column).value for column in (2, 4)] == [4, "2025-99-16"]
