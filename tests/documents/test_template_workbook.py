"""The template workbook: filled in and dropped on Import, both sheets come in, nothing asked."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from analytics.documents import template_workbook
from analytics.i18n import N_, Translate, translator
from analytics.ingest import bring, junk, together, workbook
from analytics.ingest.bring import Prepared, Settled
from analytics.ingest.reading import Kind
from analytics.ingest.together import File
from analytics.store.connection import Store

TODAY, NOW = date(2026, 1, 8), datetime(2026, 1, 8, 9)
LANGUAGES = pytest.mark.parametrize("translate", [translator("nb"), N_], ids=["nb", "en"])


def filled(translate: Translate, staff: list[list[object]], away: list[list[object]]) -> File:
    book = load_workbook(BytesIO(template_workbook.workbook(translate)))
    for sheet, rows in zip(book.worksheets, (staff, away), strict=False):
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    data = stream.getvalue()
    return File(workbook.read(data, "mal.xlsx"), data)


def parts(store: Store, file: File) -> list[Prepared]:
    first = bring.prepare(store, file.book, file.data, today=TODAY)
    others = together.other_sheets(store, file, first.reading, today=TODAY)
    return [first, *others.values()]


STAFF: list[list[object]] = [
    [f"0010{n}", f"Prøve {n}", "Nord", "Helse", 100, date(2024, 1, 1), None, "K"] for n in range(6)
]
AWAY: list[list[object]] = [
    ["00100", "Egenmelding", date(2025, 6, 2), date(2025, 6, 4)],
    ["00101", "Sykmelding", date(2025, 6, 9), None, 40],
    ["00102", "Permisjon med lønn", date(2025, 6, 9), date(2025, 6, 9)],
]


@LANGUAGES
def test_both_sheets_are_read_without_a_question_and_the_examples_left_out(
    store: Store, translate: Translate
) -> None:
    staff, away = parts(store, filled(translate, STAFF, AWAY))
    assert (staff.reading.kind, away.reading.kind) == (Kind.EMPLOYEES, Kind.ABSENCE)
    assert (len(staff.reading.rows), len(away.reading.rows)) == (6, 3)
    for reading in (staff.reading, away.reading):
        assert reading.ignored == {junk.EXAMPLE: 2}
        assert not reading.problems
        assert not reading.dropped
        assert [guess.header for guess in reading.guesses if not (guess.sure and guess.field)] == []
        unsure = [one.id for one in reading.decisions if not one.sure]
        assert unsure in ([], ["export_date"])  # which a date field shows; nobody is asked
    assert "" not in {kind for kind, _ in away.reading.types.values()}


@LANGUAGES
def test_an_untouched_template_brings_nothing_in(store: Store, translate: Translate) -> None:
    first, *others = parts(store, filled(translate, [], []))
    assert first.reading.rows_used == 0
    assert others == []


def test_a_sheet_that_was_not_filled_in_is_no_part_of_the_workbook(store: Store) -> None:
    (only,) = parts(store, filled(translator("nb"), STAFF, []))
    assert only.reading.kind is Kind.EMPLOYEES


def test_filled_in_and_taken_in_together_it_gives_a_rate(store: Store) -> None:
    file = filled(translator("nb"), STAFF, AWAY)
    away = File(file.book, file.data, Settled(sheet="Fravær"))
    done = together.commit(store, [file, away], today=TODAY, now=NOW)
    assert [one.change.count("new") for one in done] == [6, 3]
    assert not done[1].moves.empty


@LANGUAGES
def test_each_heading_is_explained_where_it_stands_and_in_the_guide(translate: Translate) -> None:
    *tables, guide = load_workbook(BytesIO(template_workbook.workbook(translate))).worksheets
    headings = [(sheet.title, cell.value) for sheet in tables for cell in sheet[1]]
    assert all(cell.comment and cell.comment.text for sheet in tables for cell in sheet[1])
    told = {(row[0].value, row[1].value) for row in guide.iter_rows() if len(row) > 1}
    assert set(headings) <= told


def test_the_kinds_to_choose_from_are_all_known(store: Store) -> None:
    rows = [["00100", kind, date(2025, 6, n), date(2025, 6, n)] for n, kind in
            enumerate(template_workbook.KINDS, 2)]  # fmt: skip
    file = filled(translator("nb"), STAFF, rows)
    _, away = parts(store, file)
    assert set(away.reading.types) == set(template_workbook.KINDS)
    assert all(kind for kind, _ in away.reading.types.values())
