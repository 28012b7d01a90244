"""Spreadsheets become typed cells at the places the user sees them."""

import io
import signal
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from analytics.errors import ImportRefused
from analytics.ingest import grid, refusals, workbook

SHARED = Path(__file__).parents[3] / "shared" / "formats"
OPENED = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".txt", ".xml"}
LOCKED = {"14_passordbeskyttet.xlsx": "test1234", "rc4cryptoapi_password.xls": "Password1234_"}
FILES = sorted(p for p in SHARED.glob("*/**/*") if p.suffix in OPENED)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(fill: Callable[[Worksheet], object]) -> grid.Sheet:
    book = openpyxl.Workbook()
    fill(book.active)
    return workbook.read(saved(book), "fil.xlsx").sheets[0]


def repacked(data: bytes, **parts: str) -> bytes:
    """The zip with parts added or replaced; `__` in a name stands for a slash."""
    old, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    new = {name.replace("__", "/") + ".xml": text for name, text in parts.items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, new.pop(name, None) or old.read(name))
        for name, text in new.items():
            archive.writestr(name, text)
    return out.getvalue()


def with_cells(xml: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{namespace}">{xml}</worksheet>'
    return repacked(saved(openpyxl.Workbook()), xl__worksheets__sheet1=part)


def test_cells_keep_their_types_and_texts_lose_outer_blanks() -> None:
    cells = ["0017", " to  ord\xa0", 12, 7.5, True, None, "  "]
    assert sheet(lambda s: s.append([*cells, "z"])).rows == [
        ["0017", "to  ord", 12, 7.5, True, None, None, "z"]
    ]


def test_dates_times_and_durations_come_as_such() -> None:
    def fill(s: Worksheet) -> None:
        s.append([date(2025, 2, 28), datetime(2025, 2, 28, 7, 30), time(7, 30), 1.5, "x"])
        s["D1"].number_format = "[h]:mm"

    assert sheet(fill).rows == [
        [date(2025, 2, 28), datetime(2025, 2, 28, 7, 30), time(7, 30), "36:00", "x"]
    ]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2025, 2, 28)])
    assert workbook.read(saved(book), "f.xlsx").sheets[0].rows == [[date(2025, 2, 28)]]


def test_rows_and_columns_are_counted_as_in_excel() -> None:
    def fill(s: Worksheet) -> None:
        s["C4"], s["D6"] = "x", 2

    found = sheet(fill)
    assert found.first_row == 4
    assert found.rows == [[None, None, "x", None], [None] * 4, [None, None, None, 2]]


def test_hidden_merged_and_uncomputed_places_point_into_the_rows() -> None:
    def fill(s: Worksheet) -> None:
        s["A3"], s["A4"], s["B4"], s["C5"] = "Tittel", "a", "=A4", "=1+1"
        s["D6"] = "siste"
        s.merge_cells("A3:B3")
        s.row_dimensions[5].hidden = True
        s.column_dimensions["C"].hidden = True

    found = sheet(fill)
    assert found.first_row == 3
    assert found.hidden_rows == {2}
    assert found.hidden_columns == {2}
    assert found.merged == ((0, 0, 0, 1),)
    assert found.uncomputed == {(1, 1), (2, 2)}


def test_a_formula_computed_to_nothing_is_computed_and_an_error_is_not() -> None:
    data = with_cells(
        '<sheetData><row r="1"><c r="A1" t="str"><f>""</f><v></v></c>'
        '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="C1"><f>1+1</f><v>2</v></c></row></sheetData>'
    )
    found = workbook.read(data, "f.xlsx").sheets[0]
    assert (found.rows, found.uncomputed) == ([[None, None, 2]], {(0, 1)})


def test_sheets_come_in_order_with_their_visibility() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Forside"
    book.create_sheet("Gammel").sheet_state = "hidden"
    book.create_sheet("_koder").sheet_state = "veryHidden"
    found = workbook.read(saved(book), "f.xlsx")
    assert [(s.name, s.visibility) for s in found.sheets] == [
        ("Forside", grid.VISIBLE),
        ("Gammel", grid.HIDDEN),
        ("_koder", grid.VERY_HIDDEN),
    ]


def test_the_day_of_writing_is_told() -> None:
    book = openpyxl.Workbook()
    book.properties.modified = datetime(2025, 3, 1, 12)
    data = repacked(saved(book))
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    written = core.split("dcterms:W3CDTF")[-1].split(">")[1][:10]
    assert workbook.read(data, "f.xlsx").modified == date.fromisoformat(written)


def test_styled_blank_cells_far_away_do_not_count() -> None:
    def fill(s: Worksheet) -> None:
        s.append(["a", "b"])
        for place in ("XFD1048576", "B3000"):
            s[place].border = Border(top=Side("thin"))

    assert sheet(fill).rows == [["a", "b"]]


def test_the_content_decides_whatever_the_name_says() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    assert workbook.read(saved(book), "rapport.csv").format == "xlsx"


def test_links_and_embedded_objects_are_named_and_left() -> None:
    data = repacked(
        saved(openpyxl.Workbook()),
        xl__externalLinks__externalLink1="<a/>",
        xl__embeddings__o="<a/>",
    )
    notes = {note for note, _ in workbook.read(data, "f.xlsx").notes}
    assert notes == {refusals.NOTES["links"], refusals.NOTES["embedded"]}


def refusal(data: bytes, limits: workbook.Limits = workbook.DEFAULT) -> ImportRefused:
    with pytest.raises(ImportRefused) as refused:
        workbook.read(data, "fil.xlsx", limits=limits)
    return refused.value


def test_a_value_in_the_farthest_cell_is_refused_with_its_extent() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    found = refusal(saved(book))
    assert found.message == refusals.REFUSALS["far"]
    assert found.values == {"rows": 1_048_576, "columns": 16_384}


def test_a_far_value_without_an_address_ends_the_child_and_not_the_server() -> None:
    far = '<row r="1048576">' + "<c/>" * 16_000 + "<c><v>1</v></c></row>"
    data = with_cells(f'<sheetData><row r="1"><c><v>1</v></c></row>{far}</sheetData>')
    assert refusal(data).message == refusals.REFUSALS["memory"]


def test_a_bomb_is_refused_by_what_it_inflates_to() -> None:
    data = with_cells("<sheetData/>" + " " * 80_000_000)
    assert refusal(data).message == refusals.REFUSALS["bomb"]
    assert refusal(data, workbook.Limits(inflated=1_000_000)).values == {"limit": 1}


def test_entities_and_names_outside_the_archive_are_refused() -> None:
    entity = repacked(saved(openpyxl.Workbook()), xl__styles='<!DOCTYPE a [<!ENTITY b "c">]><a/>')
    outside = repacked(saved(openpyxl.Workbook()), **{"..__..__etc__x": "<a/>"})
    assert [refusal(data).values["what"] for data in (entity, outside)] == ["DOCTYPE", "../"]


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (workbook.Limits(file_size=1000), "file_size"),
        (workbook.Limits(entries=3), "entries"),
        (workbook.Limits(cells=10), "far"),
        (workbook.Limits(values=10), "values"),
        (workbook.Limits(seconds=0), "time"),
    ],
)
def test_every_limit_has_its_own_sentence(limits: workbook.Limits, message: str) -> None:
    book = openpyxl.Workbook()
    for _ in range(10):
        book.active.append(["a", "b"])
    assert refusal(saved(book), limits).message == refusals.REFUSALS[message]


@pytest.mark.parametrize(
    ("code", "is_late", "message"),
    [
        (-signal.SIGKILL, False, "memory"),
        (-signal.SIGABRT, False, "memory"),
        (-signal.SIGKILL, True, "time"),
        (-signal.SIGXCPU, False, "time"),
        (-signal.SIGSEGV, False, "damaged"),
    ],
)
def test_a_child_that_dies_is_explained_by_how_it_died(
    code: int, is_late: bool, message: str
) -> None:
    found = workbook.death(code, workbook.DEFAULT, is_late=is_late)
    assert isinstance(found, ImportRefused)
    assert found.message == refusals.REFUSALS[message]


@pytest.mark.parametrize("limits", [workbook.Limits(merged=1), workbook.Limits(sheets=0)])
def test_too_many_merges_or_sheets_are_refused(limits: workbook.Limits) -> None:
    ranges = '<mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/>'
    data = with_cells(f'<sheetData/><mergeCells count="2">{ranges}</mergeCells>')
    assert refusal(data, limits).message in {refusals.REFUSALS[n] for n in ("merged", "sheets")}


@pytest.mark.parametrize(
    ("parts", "message", "kind"),
    [
        ({"word/document.xml": "<a/>", "[Content_Types].xml": "<a/>"}, "foreign", "Word"),
        ({"fravær.csv": "a;b"}, "archive", None),
    ],
)
def test_other_archives_are_refused_by_name(
    parts: dict[str, str], message: str, kind: str | None
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    found = refusal(out.getvalue())
    assert (found.message, found.values.get("kind")) == (refusals.REFUSALS[message], kind)


def test_a_file_cut_short_is_refused_as_damaged() -> None:
    assert refusal(saved(openpyxl.Workbook())[:2000]).message == refusals.REFUSALS["damaged"]


def test_fifty_thousand_merged_ranges_are_no_trouble() -> None:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 50_001))
    row = '<row r="1"><c r="B1"><v>1</v></c></row><row r="50000"><c r="B50000"><v>2</v></c></row>'
    data = with_cells(f"<sheetData>{row}</sheetData><mergeCells>{ranges}</mergeCells>")
    assert len(workbook.read(data, "f.xlsx").sheets[0].merged) == 50_000


def read_or_refusal(path: Path) -> grid.Workbook | str:
    try:
        return workbook.read(path.read_bytes(), path.name, limits=workbook.Limits(seconds=10))
    except ImportRefused as refused:
        return refused.message


if FILES:  # they are not part of the project; without them there is nothing to collect

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_every_collected_file_is_read_or_refused_in_words(path: Path) -> None:
        book = read_or_refusal(path)
        if isinstance(book, str):
            assert book in refusals.REFUSALS.values()
        else:
            assert all(len(row) == len(s.rows[0]) for s in book.sheets for row in s.rows)

    @pytest.mark.parametrize("path", [p for p in FILES if p.name in LOCKED], ids=lambda p: p.name)
    def test_a_locked_file_asks_for_its_password_and_opens_with_it(path: Path) -> None:
        data = path.read_bytes()
        assert read_or_refusal(path) == refusals.REFUSALS["password"]
        with pytest.raises(refusals.PasswordNeeded, match="does not open"):
            workbook.read(data, path.name, password="feil")
        opened = workbook.read(data, path.name, password=LOCKED[path.name])
        assert any(found.rows for found in opened.sheets)
