"""The cells of a sheet by column, told apart as they come, make the same tables as its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from analytics.ingest import flat, workbook
from analytics.ingest.distinct import Gathered
from analytics.ingest.grid import Cell
from analytics.ingest.search import Search
from analytics.ingest.table import Coded

CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "a", "b", "2026-01-01"]),
    st.integers(-2, 2),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda n: not n.is_integer()),
    st.sampled_from([date(2026, 1, 1), date(2026, 1, 2)]),
)
PARTS = st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=4)


def gathered(parts: list[list[Cell]]) -> Gathered:
    """One column that came in `parts`, every other one told by its different cells."""
    found = Gathered()
    for number, part in enumerate(parts):
        distinct = list(dict.fromkeys(part))
        exact = len({type(cell) for cell in part if cell is not None}) < 2
        if number % 2 and exact:
            found.add(len(part), [(distinct, [distinct.index(cell) for cell in part])])
        else:
            found.add(len(part), [(part, None)])
    return found


@given(PARTS, st.data())
def test_a_column_below_a_row_is_the_column_of_the_cells_there(
    parts: list[list[Cell]], data: st.DataObject
) -> None:
    cells = [cell for part in parts for cell in part]
    row = data.draw(st.integers(0, len(cells)))
    columns = gathered(parts).of([[cell] for cell in cells], 0, 1)
    if any(isinstance(cell, bool) for cell in cells):
        assert columns.by_place == {}  # True would be taken for 1
        return
    found, drawn = Coded.below(columns.by_place[0], row), Coded.of(cells[row:])
    assert found.codes.tolist() == drawn.codes.tolist()
    assert found.cells == drawn.cells


def test_a_column_that_begins_late_is_blank_before() -> None:
    found = Gathered()
    found.add(2, [(["a", "b"], None)])
    found.add(2, [(["c"], [0, 0]), (["d"], [0, 0])])
    found.add(1, [None])
    rows: list[list[Cell]] = [["a", None], ["b", None], ["c", "d"], ["c", "d"], [None, None]]
    columns = found.of(rows[1:], 1, 2)
    assert columns.by_place[0].codes.tolist() == [1, 2, 2, -1]
    assert columns.by_place[1].codes.tolist() == [-1, 0, 0, -1]


TEXT = """Fravær 2025;;;
;;;
Ansattnr;Fraværstype;Fra dato;Til dato
17;Egenmelding;01.02.2025;02.02.2025
18;Ferie;01.03.2025;
;;;
17;Egenmelding;04.05.2025;05.05.2025
"""


def tables(book: workbook.Workbook) -> list[flat.Table]:
    return flat.tables(list(book.sheets), Search(None, frozenset(), None))


def test_a_table_is_the_same_with_and_without_the_columns_of_its_sheet() -> None:
    book = workbook.read(TEXT.encode(), "fravær.csv")
    (sheet,) = book.sheets
    (told,) = tables(book)
    (drawn,) = tables(replace(book, sheets=(replace(sheet, columns=None),)))
    assert [column.cells for column in told.columns] == [column.cells for column in drawn.columns]
    for ours, theirs in zip(told.columns, drawn.columns, strict=True):
        assert ours.codes.tolist() == theirs.codes.tolist()


def test_a_sheet_that_was_given_other_rows_is_read_by_those() -> None:
    book = workbook.read(TEXT.encode(), "fravær.csv")
    (sheet,) = book.sheets
    rows = [["99" if cell == "17" else cell for cell in row] for row in sheet.rows]
    (table,) = tables(replace(book, sheets=(replace(sheet, rows=rows),)))
    assert table.columns[0].cells == ("99", "18")
