"""Printed reports: what stands in group rows is carried down, all else is counted."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from analytics.ingest import grouped, grouped_labels, grouped_outline, workbook
from analytics.ingest.grid import Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from tests.ingest.drawn import reading, sheet, spells

FIXTURES = Path(__file__).parents[3] / "shared" / "formats" / "fixtures"
TOTAL, GROUP, PAGE, REPEATED = "total row", "group heading", "page break", "repeated headings"


def tables(*sheets: Sheet) -> list[Table]:
    return grouped.tables(list(sheets), Search())


def one(text: str) -> Table:
    (table,) = tables(sheet(text))
    return table


def under(table: Table, field: str) -> list[object]:
    """The cells of the column a layout names `field`, row by row."""
    (at,) = [at for at, name in table.fields.items() if name == field]
    return [table.columns[at].cell(row) for row in range(len(table))]


def accounted(table: Table, text: str) -> bool:
    filled = sum(any(cell.strip() for cell in line.split("|")) for line in text.strip().split("\n"))
    headings = 1
    return filled == headings + len(table) + sum(table.ignored.values())


REPORT = """
Testkommune KF
Fravær ansatt pr. kode
Kode | Fraværstekst | Fra dato | Til dato | Grad % | Arb.dager
Ansatt: 00100  Lise Moen | | | Avd: 1010 Administrasjon | |
10 | Egenmelding | 13.06.2025 | 15.06.2025 | 100 | 1
90 | Ferie | 30.06.2025 | 18.07.2025 | 100 | 15
Sum ansatt | | | | | 16

Testkommune KF | | | | Side 2 |
Kode | Fraværstekst | Fra dato | Til dato | Grad % | Arb.dager
Ansatt: 10107  Lars Vik | | | Avd: 2020 Hjemmetjenesten sør | |
20 | Sykmelding | 10.11.2025 | | 50 | 37
Sum ansatt | | | | | 37
Totalsum | | | | | 53
"""


def test_the_employee_and_unit_of_a_group_row_go_to_every_row_below_it() -> None:
    table = one(REPORT)
    assert table.layout == "grouped"
    assert under(table, "employee_id") == ["00100", "00100", "10107"]
    assert under(table, "employee_name") == ["Lise Moen", "Lise Moen", "Lars Vik"]
    assert under(table, "department_id") == ["1010", "1010", "2020"]
    assert under(table, "department")[2] == "Hjemmetjenesten sør"
    assert list(table.row_numbers) == [5, 6, 12]


def test_every_other_row_is_left_out_for_a_reason() -> None:
    table = one(REPORT)
    assert table.ignored == {"title above the table": 2, GROUP: 2, TOTAL: 3, PAGE: 1, REPEATED: 1}
    assert accounted(table, REPORT)


def test_the_days_of_total_rows_are_kept_by_label_to_reconcile_with() -> None:
    assert one(REPORT).sums == {"Sum ansatt (Arb.dager)": 53.0, "Totalsum (Arb.dager)": 53.0}


def test_a_unit_in_a_row_of_its_own_stands_over_all_employees_until_the_next_unit() -> None:
    table = one("""
Avdeling: 1010 Administrasjon
Medarbeider 123 - Kari Nordmann
Type | Fra | Til | Dager
Sykmelding | 02.01.2025 | 20.01.2025 | 13
Medarbeider 124 - Ola Hansen
Egenmelding | 03.02.2025 | 04.02.2025 | 2
Delsum Administrasjon | | | 15
Avdeling: 2020 Pleie
Medarbeider 125 - Per Lie
Egenmelding | 05.02.2025 | 05.02.2025 | 1
""")
    assert under(table, "employee_id") == ["123", "124", "125"]
    assert under(table, "employee_name") == ["Kari Nordmann", "Ola Hansen", "Per Lie"]
    assert under(table, "department") == ["Administrasjon", "Administrasjon", "Pleie"]
    assert table.sums == {"Delsum (Dager)": 15.0}


def test_rows_after_a_new_unit_belong_to_nobody_until_an_employee_is_named() -> None:
    table = one("""
Type | Fra | Til
Avdeling: Nord
Ansatt: 1001 Kari Nordmann
Sykmelding | 02.01.2025 | 20.01.2025
Egenmelding | 02.02.2025 | 02.02.2025
Avdeling: Sør
Egenmelding | 03.02.2025 | 04.02.2025
""")
    assert under(table, "employee_id") == ["1001", "1001", None]
    assert under(table, "department") == ["Nord", "Nord", "Sør"]


def test_the_same_unit_again_on_a_new_page_does_not_end_the_employee() -> None:
    table = one("""
Type | Fra | Til
Avdeling: Nord
Ansatt: 1001 Kari Nordmann
Sykmelding | 02.01.2025 | 20.01.2025
Side 2 av 3
Avdeling: Nord
Egenmelding | 03.02.2025 | 04.02.2025
Ansatt: 1001 Kari Nordmann (forts.)
Egenmelding | 05.03.2025 | 05.03.2025
""")
    assert under(table, "employee_id") == ["1001"] * 3
    assert set(under(table, "employee_name")) == {"Kari Nordmann"}
    assert table.ignored == {GROUP: 4, PAGE: 1}


@pytest.mark.parametrize(
    ("group", "number", "name"),
    [
        ("Ansattnr | 00100 | Navn | Lise Moen", "00100", "Lise Moen"),
        ("Ansattnr: | 00100 | Navn: | Lise Moen", "00100", "Lise Moen"),
        ("Ansatt | 00100 | Lise Moen |", "00100", "Lise Moen"),
        ("Ansatt: 00100 | Lise Moen | |", "00100", "Lise Moen"),
        ("Ansatt: Moen, Lise (00100) | | |", "00100", "Moen, Lise"),
        ("Ansatt: Lise Moen - 00100 | | |", "00100", "Lise Moen"),
        ("Employee: E-100 Lise Moen | | |", "E-100", "Lise Moen"),
        ("Mitarbeiter: 00100 - Lise Moen | | |", "00100", "Lise Moen"),
        ("Anställd: 00100, Lise Moen | | |", "00100", "Lise Moen"),
        ("Ansatt: 00100  Lise Moen  Avd: 1010 Adm | | |", "00100", "Lise Moen"),
    ],
)
def test_number_and_name_are_told_apart_however_a_group_row_writes_them(
    group: str, number: str, name: str
) -> None:
    table = one(f"""
Type | Fra dato | Til dato | Grad
{group}
Sykmelding | 02.01.2025 | 20.01.2025 | 100
Egenmelding | 02.02.2025 | 02.02.2025 | 100
{group.replace("Lise", "Åse").replace("100", "200")}
Egenmelding | 05.02.2025 | 05.02.2025 | 100
""")
    assert under(table, "employee_id") == [number, number, number.replace("100", "200")]
    assert under(table, "employee_name") == [name, name, name.replace("Lise", "Åse")]


def test_a_german_report_with_subtotals_is_read_alike() -> None:
    table = one("""
Abwesenheitsart | Von | Bis | Tage
Abteilung: 10 Vertrieb | | |
Personalnummer: 4711 Name: Jonas Weber | | |
Krankheit | 03.03.2025 | 07.03.2025 | 5
Urlaub | 05.05.2025 | 09.05.2025 | 5
Zwischensumme | | | 10
Gesamtsumme | | | 10
Seite 1 von 1 | | |
""")
    assert under(table, "employee_id") == ["4711", "4711"]
    assert under(table, "employee_name") == ["Jonas Weber", "Jonas Weber"]
    assert under(table, "department") == ["Vertrieb", "Vertrieb"]
    assert table.ignored == {GROUP: 2, TOTAL: 2, PAGE: 1}


def test_the_column_of_known_absences_is_the_type_whatever_its_heading() -> None:
    table = one("""
Art | Von | Bis | Tage
Mitarbeiter: 4711 Jonas Weber | | |
Krankheit | 03.03.2025 | 07.03.2025 | 5
Mitarbeiter: 4712 Eva Klein | | |
Urlaub | 05.05.2025 | 09.05.2025 | 5
""")
    assert under(table, "absence_type") == ["Krankheit", "Urlaub"]


def test_number_and_name_without_a_label_are_a_group_when_several_are() -> None:
    table = one("""
Fraværstype | Fra dato | Til dato | Dager
1010 Administrasjon | | |
00100 Lise Moen | | |
Sykmelding | 02.01.2025 | 20.01.2025 | 13
00135 | Ola Berg | |
Egenmelding | 05.02.2025 | 05.02.2025 | 1
""")
    assert under(table, "employee_id") == ["00100", "00135"]
    assert under(table, "employee_name") == ["Lise Moen", "Ola Berg"]
    assert under(table, "department") == ["Administrasjon"] * 2


def test_units_over_rows_that_name_the_employee_themselves_are_carried_too() -> None:
    table = one("""
Ansattnr | Navn | Type | Fra | Til
Avdeling: Nord
00100 | Lise Moen | Sykmelding | 02.01.2025 | 20.01.2025
Avdeling: Sør
00135 | Ola Berg | Egenmelding | 05.02.2025 | 05.02.2025
""")
    assert under(table, "department") == ["Nord", "Sør"]
    assert set(table.fields.values()) == {"department"}


def test_the_position_in_a_group_row_is_carried_and_other_personal_data_is_not() -> None:
    table = one("""
Type | Fra | Til
Ansatt: 00100 Lise Moen | Fødselsnr: 01019012345 | Stillingsprosent: 80
Sykmelding | 02.01.2025 | 20.01.2025
Egenmelding | 02.02.2025 | 02.02.2025
""")
    assert under(table, "position_pct") == ["80", "80"]
    assert not any("01019012345" in str(column.cells) for column in table.columns)


def test_two_sheets_with_the_same_headings_are_read_together() -> None:
    text = "Type | Fra | Til\nAnsatt: {} A B\nSykmelding | 02.01.2025 | 20.01.2025\n"
    drawn = [sheet(text.format(n) + "Ferie | 1.7.2025 | 9.7.2025", name=n) for n in ("101", "102")]
    (table,) = tables(*drawn)
    assert under(table, "employee_id") == ["101", "101", "102", "102"]
    assert table.ignored == {GROUP: 2}


@pytest.mark.parametrize(
    "plain",
    [
        """
Avdeling: Administrasjon
Ansatt: Alle
Ansattnr | Navn | Type | Fra | Til
00100 | Lise Moen | Sykmelding | 02.01.2025 | 20.01.2025
""",
        """
2025 Fraværsrapport
1010 Administrasjon
Ansattnr | Type | Fra | Til
00100 | Sykmelding | 02.01.2025 | 20.01.2025
00135 | Egenmelding | 05.02.2025 | 05.02.2025
Sum | | | 2
""",
        """
Navn | Type | Fra | Til | Kommentar
Lise Moen | Sykmelding | 02.01.2025 | 20.01.2025 | Ansatt: ringte 08:30
Ola Berg | Egenmelding | 05.02.2025 | 05.02.2025 |
""",
        """
Ansattnr: 100 - 999
Ansatt | Type | Fra | Til
Lise Moen | Sykmelding | 02.01.2025 | 20.01.2025
""",
    ],
)
def test_plain_lists_are_left_to_the_plain_layout(plain: str) -> None:
    assert tables(sheet(plain)) == []


@pytest.mark.parametrize("file", list(FIXTURES.glob("01_gruppert_rapport_tittelrader.xlsx")))
def test_the_fixture_gives_every_true_spell_and_its_own_totals(file: Path) -> None:
    (table,) = tables(*workbook.read(file.read_bytes(), file.name).sheets)
    with (FIXTURES / "_truth_spells.csv").open(encoding="utf-8", newline="") as truth:
        spells = list(csv.DictReader(truth))
    starts = table.columns[table.headers.index("Fra dato")]
    read = Counter(
        zip(
            under(table, "employee_id"),
            under(table, "department"),
            (str(starts.cell(row)) for row in range(len(table))),
            strict=True,
        )
    )
    assert read == Counter(
        (s["employee_no"], s["department"], "{2}.{1}.{0}".format(*s["start"].split("-")))
        for s in spells
    )
    workdays = float(sum(int(s["workdays"]) for s in spells))
    assert table.sums == {"Sum ansatt (Arb.dager)": workdays, "Totalsum (Arb.dager)": workdays}


@pytest.mark.parametrize(
    "file",
    [
        file
        for number in ("02_", "02e", "03_", "04_", "05_", "06_", "07_", "30_", "40_")
        for file in FIXTURES.glob(f"{number}*")
    ],
    ids=lambda file: file.stem,
)
def test_no_other_fixture_is_taken_for_a_grouped_report(file: Path) -> None:
    assert tables(*workbook.read(file.read_bytes(), file.name).sheets) == []


OUTLINE = """
Avdeling | Ansattnr | Navn | Type | Fra | Til
Nord | 00100 | Lise Moen | Sykmelding | 02.01.2025 | 20.01.2025
| | | Egenmelding | 05.03.2025 | 06.03.2025
| | | Ferie | 01.07.2025 | 09.07.2025
Sør | 00135 | Ola Berg | Ferie | 01.07.2025 | 20.07.2025
| | | Egenmelding | 03.09.2025 | 03.09.2025
Totalt | | | | | 5
"""


def test_an_outline_that_names_each_employee_once_is_filled_from_above_and_said_so() -> None:
    (table,) = grouped_outline.tables([sheet(OUTLINE)], Search())
    rows = [[column.cell(row) for column in table.columns[:3]] for row in range(len(table))]
    assert rows == [["Nord", "00100", "Lise Moen"]] * 3 + [["Sør", "00135", "Ola Berg"]] * 2
    assert table.layout == "grouped"
    assert table.ignored == {TOTAL: 1}
    assert [(d.values, d.sure) for d in table.decisions if d.id == "outline"] == [
        ({"count": 3}, False)
    ]


def test_a_missing_number_in_a_plain_list_is_never_filled_from_above() -> None:
    one_missing = """
Ansattnr | Type | Fra | Til
00100 | Sykmelding | 02.01.2025 | 20.01.2025
00100 | Egenmelding | 05.03.2025 | 06.03.2025
| Ferie | 01.07.2025 | 09.07.2025
00135 | Ferie | 01.07.2025 | 20.07.2025
"""
    assert grouped_outline.tables([sheet(one_missing)], Search()) == []


def test_an_employee_merged_over_several_rows_belongs_to_all_of_them() -> None:
    drawn = sheet(
        """
Ansattnr | Type | Fra | Til
00100 | Sykmelding | 02.01.2025 | 20.01.2025
| Egenmelding | 05.03.2025 | 06.03.2025
00135 | Ferie | 01.07.2025 | 20.07.2025
00136 | Ferie | 01.07.2025 | 20.07.2025
00137 | Ferie | 01.07.2025 | 20.07.2025
""",
        merged=((1, 0, 2, 0),),
    )
    (table,) = grouped_outline.tables([drawn], Search())
    assert [table.columns[0].cell(row) for row in range(2)] == ["00100", "00100"]


@pytest.mark.parametrize(
    "label",
    [
        "Lise Moen, ansattnr. 00100",
        "Lise Moen, anst.nr 00100",
        "Lise Moen (nr 00100)",
        "Lise Moen # 00100",
    ],
)
def test_a_word_before_the_number_belongs_to_neither_number_nor_name(label: str) -> None:
    assert grouped_labels.numbered(label) == ("00100", "Lise Moen")


def test_numbers_of_eight_digits_in_group_rows_are_no_telephone_numbers() -> None:
    read = reading("""
        Type | Fra dato | Til dato
        Lise Moen 40010233 | |
        Egenmelding | 13.06.2025 | 15.06.2025
        Ola Berg 40010244 | |
        Ferie | 30.06.2025 | 18.07.2025
    """)
    assert [row[0] for row in spells(read)] == ["40010233", "40010244"]


def test_a_line_that_each_new_page_begins_with_is_no_absence() -> None:
    table = one("""
        Type | Fra dato | Til dato | Dager
        Ansatt: 00100 Lise Moen | | |
        Egenmelding | 13.06.2025 | 15.06.2025 | 3
        Side 1 | | |
        Eksempel AS | | 05.01.2026 |
        Type | Fra dato | Til dato | Dager
        Ferie | 30.06.2025 | 18.07.2025 | 19
        Sum | | | 22
    """)
    assert len(table) == 2
    assert table.ignored == {GROUP: 1, PAGE: 2, REPEATED: 1, TOTAL: 1}
