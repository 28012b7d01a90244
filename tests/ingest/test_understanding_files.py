"""Sheets, hidden parts and formulas; and the collected example files, where they are at hand."""

import csv
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import workbook as files
from analytics.ingest.grid import HIDDEN, VERY_HIDDEN
from analytics.ingest.understand import understand
from tests.ingest.drawn import TODAY, choice, sheet, spells, squared, workbook

EXAMPLES = Path(__file__).parents[3] / "shared" / "formats" / "fixtures"
HERE = EXAMPLES.exists()
TYPES = {
    "egenmelding": "self_certified",
    "sykmelding": "doctor_certified",
    "ferie": "holiday",
    "barns_sykdom": "child_sick",
    "permisjon_lonn": "other",
    "permisjon_ulonn": "leave",
}
ONE = """
Ansattnr | Fra | Til | Type
100 | 01.02.2025 | 03.02.2025 | Egenmelding
"""
TWO = """
Rapport

Ansattnr | Type | Fra | Til
101 | Ferie | 01.07.2025 | 03.07.2025
"""


def test_sheets_with_the_same_headings_are_read_together() -> None:
    book = workbook(sheet(ONE, "Jan"), sheet("Forside | for HR", "Forside"), sheet(TWO, "Feb "))
    read = understand(book, today=TODAY)
    assert [spell[0] for spell in spells(read)] == ["100", "101"]
    assert list(read.rows["type"]) == ["self_certified", "holiday"]
    assert list(read.rows["sheet"]) == ["Jan", "Feb "]
    assert list(read.rows["source_row"]) == [2, 4]
    assert choice(read, "sheets") == "Jan, Feb"
    assert choice(read, "sheets_unused") == "Forside"
    assert len(understand(book, today=TODAY, sheet="Jan").rows) == 1


def test_hidden_sheets_are_left_and_hidden_rows_used_and_both_are_said() -> None:
    book = workbook(
        sheet(ONE, hidden_rows=frozenset({1})),
        sheet(TWO, "Gammelt", visibility=HIDDEN),
        sheet(TWO, "_x", visibility=VERY_HIDDEN),
    )
    read = understand(book, today=TODAY)
    assert [spell[0] for spell in spells(read)] == ["100"]
    said = {d.id: d.text(N_) for d in read.decisions}
    assert "Gammelt, _x" in said["hidden_sheets"]
    assert said["hidden_rows"].endswith("(rows: 1).")


def test_an_uncomputed_end_is_worked_out_from_the_days_or_held_back() -> None:
    rows = [
        ["Ansattnr", "Fra", "Kalenderdager", "Til", "Type"],
        ["100", date(2025, 2, 1), 3, None, "Egenmelding"],
        ["101", date(2025, 2, 1), None, None, "Egenmelding"],
    ]
    book = workbook(squared(rows, uncomputed=frozenset({(1, 3), (2, 3)})))
    read = understand(book, today=TODAY)
    assert spells(read) == [("100", "self_certified", "2025-02-01", "2025-02-03", 100)]
    assert [p.row for p in read.problems] == [3]


def test_rows_are_numbered_as_the_user_counts_them() -> None:
    read = understand(workbook(sheet(ONE, first_row=7)), today=TODAY)
    assert list(read.rows["source_row"]) == [8]
    assert choice(read, "header_row") == "7"


def test_columns_are_recognised_without_headings_only_when_it_is_certain() -> None:
    rows = "\n".join(
        f"00{100 + n % 4} | {'ABCD'[n % 4]} Vik | 0{1 + n}.03.2025 | 1{n}.03.2025 | "
        f"{('Egenmelding', 'Ferie')[n % 2]}"
        for n in range(8)
    )
    read = understand(workbook(sheet(rows)), today=TODAY)
    assert len(read.rows) == 8
    assert not next(d for d in read.decisions if d.id == "header_row").sure
    with pytest.raises(ImportRefused):
        understand(workbook(sheet(rows.replace("Egenmelding", "Grønn"))), today=TODAY)


def test_the_day_it_was_saved_counts_unless_the_file_holds_later_sickness() -> None:
    saved = understand(workbook(sheet(ONE), modified=date(2025, 3, 1)), today=TODAY)
    assert saved.data_through == date(2025, 3, 1)
    earlier = understand(workbook(sheet(ONE), modified=date(2020, 3, 1)), today=TODAY)
    assert earlier.data_through == TODAY


def _truth(graded: bool, by_name: bool = False) -> set[tuple[object, ...]]:
    with (EXAMPLES / "_truth_spells.csv").open(encoding="utf-8", newline="") as file:
        return {
            (
                row["name"] if by_name else row["employee_no"].lstrip("0"),
                TYPES[row["type"]],
                row["start"],
                row["end"],
                int(row["absence_pct"]) if graded else 100,
            )
            for row in csv.DictReader(file)
        }


COMPLETE = {
    "02_sykefravaer_cp1252_semikolon.csv": True,
    "02b_samme_utf8bom.csv": True,
    "02c_samme_utf16_tab.txt": True,
    "02e_sep_linje_og_tittel.csv": True,
    "02f_uten_overskrift.csv": True,
    "05_sap_pa2001.xlsx": True,
    "05b_sap_alv_utf16_tab.xls": True,
    "10_dato1904.xlsx": True,
    "11_skjulte_ark_og_rader.xlsx": True,
    "12_formler_uten_cache.xlsx": False,
    "13_stort_brukt_omraade_formatert.xlsx": False,
    "13c_formaterte_tomme_rader.xlsx": False,
    "14_passordbeskyttet.xlsx": True,
    "16b_libreoffice.ods": True,
}
PARTS = {"22a_eksport_juli.csv": 63, "22b_eksport_oktober_korrigert.csv": 111,
         "31_csv_injeksjon.csv": 40, "30_personopplysninger.xlsx": 40}  # fmt: skip


def _read(name: str) -> set[tuple[object, ...]]:
    data = (EXAMPLES / name).read_bytes()
    password = "test1234" if name.startswith("14") else None
    read = understand(files.read(data, name, password=password), today=TODAY)
    assert not read.quarantined
    # The truth closes what was open when the files were made.
    return {
        (no.lstrip("0"), kind, start, end or "2025-12-31", grade)
        for no, kind, start, end, grade in spells(read)
    }


@pytest.mark.parametrize("name", COMPLETE if HERE else [])
def test_every_spell_of_an_example_is_found_and_no_other(name: str) -> None:
    assert _read(name) == _truth(graded=COMPLETE[name])


@pytest.mark.parametrize("name", PARTS if HERE else [])
def test_a_partial_example_holds_nothing_but_true_spells(name: str) -> None:
    found = {(*spell[1:4],) for spell in _read(name)}
    people = len({spell[0] for spell in _read(name)})
    assert len(_read(name)) == PARTS[name]
    assert found <= {(*spell[1:4],) for spell in _truth(graded=True)}
    assert people > 1
