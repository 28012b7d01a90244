"""The person sheet holds every value of every row about a person, and nobody else's."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from analytics.answers.sheet import Sheet, Told, sheet
from analytics.documents import person_sheet
from analytics.documents.person_words import TECHNICAL, shown
from analytics.errors import StoreError
from analytics.i18n import translator
from analytics.store.connection import Cursor
from analytics.store.holdings import BEHIND_VIEWS, HOLDINGS
from tests.privacy.planted import KEY, KINDS, NAME, NO, everything

TODAY = date(2026, 1, 15)


@pytest.fixture
def of_kari(planted: Cursor) -> Sheet:
    told = Told("Title #1", "stands *out*", ("a line",))
    return sheet(planted, KEY, KINDS, TODAY, findings=(told,), assessments=(told,))


def theirs(planted: Cursor) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of hers, found by value alone: the key, the number or the name in any cell."""
    marks = (KEY, NO, NAME, "sak-kari")
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table, rows in everything(planted).items():
        own = [row for row in rows if any(str(cell) in marks for cell in row)]
        if own and table not in BEHIND_VIEWS:
            found[table] = own
    return found


def written(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def test_every_value_of_every_row_is_in_the_json(planted: Cursor, of_kari: Sheet) -> None:
    sections = person_sheet.document(of_kari)["sections"]
    by_value = theirs(planted)
    assert {"absence", "employment", "roster", "fact_run", "case_event"} <= set(by_value)
    for table, rows in by_value.items():
        kept = [set(map(json.dumps, row.values())) for row in sections[table]]
        for row in rows:
            cells = {json.dumps(written(cell)) for cell in row if not str(cell).startswith("{")}
            assert any(cells <= values for values in kept), (table, row)


def test_rows_known_by_hashes_and_codes_alone_are_found_too(of_kari: Sheet) -> None:
    counts = {section.key: len(section.rows) for section in of_kari.sections}
    assert counts == {
        "employment": 1, "absence": 3, "fact_run": 2, "fact_employment": 1, "roster": 3,
        "problem": 3, "follow_up_mark": 1, "finding_mark": 1, "case_event": 3, "own_link": 0,
        "purpose": 1, "audit": 1, "name_opened": 0, "leader": 1,
    }  # fmt: skip
    assert [*counts][:-2] == [holding.table for holding in HOLDINGS]


def test_every_value_a_reader_can_use_is_in_the_text(of_kari: Sheet) -> None:
    text, translate = person_sheet.text(of_kari), translator("nb")
    for section in of_kari.sections:
        for row in section.rows:
            for name, value in row.items():
                if name not in TECHNICAL and value is not None and not isinstance(value, dict):
                    assert shown(value, translate) in text, (section.key, name, value)
    assert all(word in text for word in (NAME, NO, "absence.xlsx", "Tilbake i full stilling"))


def test_a_row_says_which_file_and_row_it_came_from(of_kari: Sheet) -> None:
    rows = next(section.rows for section in of_kari.sections if section.key == "absence")
    assert {(row["file"], row["sheet"], row["source_row"]) for row in rows} == {
        ("absence.xlsx", "Ark1", 2),
        ("absence.xlsx", "Ark1", 3),
    }
    assert sorted(row["version_removed"] is None for row in rows) == [False, True, True]


def test_nothing_about_others_is_in_it(of_kari: Sheet) -> None:
    document = json.dumps(person_sheet.document(of_kari), ensure_ascii=False)
    assert not any(word in document for word in ("sak-other", "Navn 2", "30.02.2025"))
    assert document.count("Ola Hagen") == 1  # as the owner of her own case


def test_it_becomes_a_pdf_whatever_signs_the_texts_hold(of_kari: Sheet) -> None:
    made = person_sheet.pdf(of_kari)
    assert made.startswith(b"%PDF-1.7")
    assert person_sheet.pdf(of_kari) == made  # the same sheet, the same bytes


def test_a_number_nothing_is_kept_about_is_refused(planted: Cursor) -> None:
    with pytest.raises(StoreError, match="nothing about employee number 555"):
        sheet(planted, "555", KINDS, TODAY)
