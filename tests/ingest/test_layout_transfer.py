"""Files payroll programs write for one another: PAXml, DATEV, fixed positions, lined-up text."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import transfer, workbook
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from tests.ingest.drawn import sheet, squared

SHARED = Path(__file__).parents[3] / "shared" / "formats"
MONTH, OTHER = "line with the month", "other content of the file"


def tables(*sheets: Sheet) -> list[Table]:
    return transfer.tables(list(sheets), Search())


def lines(text: str) -> Sheet:
    """A text file without a delimiter: one cell a line."""
    return squared([[line.strip() or None] for line in text.strip("\n").split("\n")])


def column(table: Table, field: str) -> list[Cell]:
    """The cells of the first column of `field`, by the layout's word or the heading."""
    at = next(at for at, name in table.fields.items() if name == field)
    return [table.columns[at].cell(row) for row in range(len(table))]


PAXML = """
<?xml version="1.0" encoding="UTF-8"?>
<paxml xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<header><format>LÖNIN</format><version>2.0</version></header>
<tidtransaktioner>
<tidtrans postid="1" anstid="0042">
<tidkod>SJK</tidkod>
<datum>2025-06-13</datum>
<timmar>7.50</timmar>
</tidtrans>
<tidtrans postid="2" anstid="43"><tidkod>VAB</tidkod><datum>2025-06-16</datum></tidtrans>
</tidtransaktioner>
<lonetransaktioner>
<lonetrans anstid="44"><lonkod>MIL</lonkod><datum>2025-06-16</datum><antal>10</antal></lonetrans>
</lonetransaktioner>
</paxml>
"""


def test_paxml_gives_a_row_a_day_that_points_at_its_line() -> None:
    (table,) = tables(lines(PAXML))
    assert table.layout == "day_rows"
    assert column(table, "employee_id") == ["0042", "43"]
    assert column(table, "date") == ["2025-06-13", "2025-06-16"]
    assert column(table, "absence_type") == ["SJK", "VAB"]
    assert column(table, "hours") == ["7.50", None]
    assert list(table.row_numbers) == [5, 10]


def test_paxml_codes_are_named_in_a_column_of_their_own() -> None:
    (table,) = tables(lines(PAXML))
    at = table.headers.index("tidkod (text)")
    assert table.fields[at] == "absence_type"
    assert table.columns[at].cells == ("Sjukdom", "Vård av barn")


def test_what_is_no_time_in_a_paxml_file_is_counted_as_left_out() -> None:
    (table,) = tables(lines(PAXML))
    assert table.ignored == {OTHER: 2}  # the header and the mileage


def test_paxml_spans_become_spells_and_single_days_beside_them_one_day_spells() -> None:
    (table,) = tables(
        lines("""
<paxml><tidtransaktioner>
<tidtrans anstid="1"><tidkod>SJK</tidkod><datumfrom>2025-06-02</datumfrom>
<datumtom>2025-06-20</datumtom><omfattning>50</omfattning></tidtrans>
<tidtrans anstid="2"><tidkod>SEM</tidkod><datum>2025-07-01</datum></tidtrans>
<tidtrans anstid="3"><tidkod>FPE</tidkod><datumfrom>2025-08-04</datumfrom></tidtrans>
</tidtransaktioner></paxml>
""")
    )
    assert table.layout == "rows"
    assert column(table, "start_date") == ["2025-06-02", "2025-07-01", "2025-08-04"]
    assert column(table, "end_date") == ["2025-06-20", "2025-07-01", None]
    assert column(table, "absence_pct") == ["50", None, None]


def test_spans_of_one_day_each_are_day_rows() -> None:
    (table,) = tables(
        lines("""
<p:paxml xmlns:p="x"><p:tidtrans anstid="1"><p:tidkod>SJK</p:tidkod>
<p:datumfrom>2025-06-02</p:datumfrom><p:datumtom>2025-06-02</p:datumtom></p:tidtrans></p:paxml>
""")
    )
    assert table.layout == "day_rows"
    assert column(table, "date") == ["2025-06-02"]


def test_other_xml_is_read_when_its_names_are_known_headings() -> None:
    (table,) = tables(
        lines("""
<Export><Employee><EmployeeID>7</EmployeeID><Name>Kari</Name><Absences>
<Absence><AbsenceType>Sick leave</AbsenceType><StartDate>2025-01-02</StartDate>
<EndDate>2025-01-09</EndDate></Absence>
<Absence><AbsenceType>Vacation</AbsenceType><StartDate>2025-07-02</StartDate>
<EndDate>2025-07-09</EndDate></Absence>
</Absences></Employee></Export>
""")
    )
    assert column(table, "employee_id") == ["7", "7"]
    assert column(table, "start_date") == ["2025-01-02", "2025-07-02"]


def test_xml_about_something_else_is_not_recognised() -> None:
    assert tables(lines("<rss><item><title>A</title><date>2025-01-01</date></item></rss>")) == []


def test_xml_that_breaks_off_is_refused_with_the_line() -> None:
    broken = PAXML[: PAXML.index("</lonetransaktioner>")]
    with pytest.raises(ImportRefused, match=r"in line 13\. Export it again"):
        tables(lines(broken))


def test_xml_that_declares_entities_is_refused() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE p [<!ENTITY a "aaaa">]>\n<paxml>&a;</paxml>'
    with pytest.raises(ImportRefused, match="DOCTYPE"):
        tables(lines(bomb))


def test_datev_days_take_their_month_from_the_first_line() -> None:
    (table,) = tables(
        sheet("""
1234567 | 10001 | 08/2025
10 | 08 | U | 1,0
10 | 11 | K | 0,5
12 | 31 | AU | 1,0
""")
    )
    assert table.layout == "day_rows"
    assert column(table, "employee_id") == ["10", "10", "12"]
    assert column(table, "date") == [date(2025, 8, 8), date(2025, 8, 11), date(2025, 8, 31)]
    assert column(table, "absence_type") == ["U", "K", "AU"]
    assert column(table, "absence_pct") == ["100 %", "50 %", "100 %"]
    assert table.columns[table.headers.index("Ausfallschlüssel (text)")].cells == (
        "Urlaub",
        "Krankheit",
        "Arbeitsunfähigkeit",
    )
    assert table.ignored == {MONTH: 1}


def test_datev_amounts_above_one_are_hours_and_a_second_month_line_counts() -> None:
    (table,) = tables(
        sheet("""
1234567 | 10001 | 08/2025
10 | 29 | K | 8,0
1234567 | 10001 | 09/2025
10 | 1 | K | 4,0
""")
    )
    assert column(table, "date") == [date(2025, 8, 29), date(2025, 9, 1)]
    assert column(table, "hours") == ["8,0", "4,0"]
    assert table.ignored == {MONTH: 2}


def test_a_datev_day_that_does_not_exist_stays_visible_to_be_complained_of() -> None:
    (table,) = tables(sheet("1 | 2 | 02/2025\n10 | 31 | K | 1,0"))
    assert column(table, "date") == ["31.02.2025"]


def pay_line(employee: str, wage: str, day: str, quantity: int) -> str:
    head = f"{employee:>6}{wage:>5}{'1010':<12}{'':<12}{'':<60}"
    return f"{head}{day}{quantity:010d}{0:010d}{0:013d}{'':<30}"


def test_pay_lines_in_fixed_positions_give_a_row_a_day_with_hours() -> None:
    text = "\n".join(
        [
            pay_line("000100", "00110", "130625", 750),
            pay_line("000135", "00110", "160625", 375),
        ]
    )
    (table,) = tables(lines(text))
    assert table.layout == "day_rows"
    assert column(table, "employee_id") == ["000100", "000135"]
    assert column(table, "absence_type") == ["00110", "00110"]
    assert column(table, "department_id") == ["1010", "1010"]
    assert column(table, "date") == [date(2025, 6, 13), date(2025, 6, 16)]
    assert column(table, "hours") == [7.5, 3.75]


def test_pay_lines_whose_leading_blanks_were_lost_are_put_back_in_position() -> None:
    (table,) = tables(lines(pay_line("100", "110", "130625", 750)))
    assert column(table, "employee_id") == ["100"]
    assert column(table, "absence_type") == ["110"]


def test_a_faulty_pay_line_stays_a_row() -> None:
    good = [pay_line(f"{n:06d}", "00110", "130625", 750) for n in range(20)]
    (table,) = tables(lines("\n".join([*good, pay_line("000200", "00110", "999999", 750)])))
    assert len(table) == 21
    assert column(table, "employee_id")[-1] == "000200"
    assert column(table, "date")[-1] is None


LINED_UP = """
Fraværsliste                                  Side 1
Ansattnr  Navn            Fra dato    Til dato    Fraværstype     Grad
--------  --------------  ----------  ----------  --------------  ----
00100     Lise Moen       13.06.2025  15.06.2025  Egenmelding      100
00135     Ola Berg        27.04.2025              Gradert sykm.     50
10107     Åse Å. Ødegård  01.07.2025  18.07.2025  Ferie            100
Sum                                                                  3
"""


def test_text_lined_up_under_headings_is_cut_into_columns() -> None:
    (table,) = tables(lines(LINED_UP))
    assert table.layout == "fixed_width"
    assert table.headers == ("Ansattnr", "Navn", "Fra dato", "Til dato", "Fraværstype", "Grad")
    rows = [[c.cell(row) for c in table.columns] for row in range(len(table))]
    assert rows == [
        ["00100", "Lise Moen", "13.06.2025", "15.06.2025", "Egenmelding", "100"],
        ["00135", "Ola Berg", "27.04.2025", None, "Gradert sykm.", "50"],
        ["10107", "Åse Å. Ødegård", "01.07.2025", "18.07.2025", "Ferie", "100"],
    ]
    assert list(table.row_numbers) == [4, 5, 6]


def test_numbers_set_to_the_right_keep_their_place_when_blanks_ahead_are_lost() -> None:
    (table,) = tables(
        lines("""
  Ansnr  Navn       Fra dato    Til dato    Type          Grad
    100  Lise Moen  13.06.2025  15.06.2025  Egenmelding    100
  10107  Ola Berg   27.04.2025  28.04.2025  Sykmelding      50
1234567  Åse Lie    01.07.2025  18.07.2025  Ferie          100
""")
    )
    assert [table.columns[0].cell(row) for row in range(3)] == ["100", "10107", "1234567"]
    assert [table.columns[1].cell(row) for row in range(3)] == ["Lise Moen", "Ola Berg", "Åse Lie"]
    assert [table.columns[5].cell(row) for row in range(3)] == ["100", "50", "100"]


def test_decimal_commas_taken_for_delimiters_are_put_back() -> None:
    (table,) = tables(
        sheet("""
Ansattnr  Fra dato    Type          Timer
00100     13.06.2025  Egenmelding   5|62
00135     27.04.2025  Sykmelding   37|5
""")
    )
    assert [table.columns[3].cell(row) for row in range(2)] == ["5,62", "37,5"]


def test_a_lined_up_report_with_group_lines_is_read_as_a_grouped_report() -> None:
    (table,) = tables(
        lines("""
Fra dato    Til dato    Fraværstype     Dager
Ansatt: 00100  Lise Moen   Avd: 1010 Administrasjon
13.06.2025  15.06.2025  Egenmelding         3
30.06.2025  18.07.2025  Ferie              15
Sum ansatt                                 18
Ansatt: 00135  Ola Berg   Avd: 2020 Hjemmetjenesten
27.04.2025  03.05.2025  Sykmelding          7
""")
    )
    assert table.layout == "grouped"
    assert column(table, "employee_id") == ["00100", "00100", "00135"]
    assert column(table, "department") == ["Administrasjon"] * 2 + ["Hjemmetjenesten"]


@pytest.mark.parametrize(
    "plain",
    [
        "Ansattnr | Fra dato | Til dato | Type\n1 | 1.1.2025 | 2.1.2025 | Ferie",
        "12 | 13 | 08/2025 | U\n10 | 8 | K | 1",
        "Dette er et brev om fravær.\nHilsen  Kari",
    ],
)
def test_other_files_are_left_to_other_layouts(plain: str) -> None:
    assert tables(sheet(plain)) == []


@pytest.mark.parametrize("file", list(SHARED.glob("fixtures/43_fortnox_paxml.xml")))
def test_the_paxml_fixture_holds_every_working_day_of_the_true_spells(file: Path) -> None:
    (table,) = tables(*workbook.read(file.read_bytes(), file.name).sheets)
    with (SHARED / "fixtures" / "_truth_spells.csv").open(encoding="utf-8", newline="") as truth:
        days = Counter[object]()
        for spell in csv.DictReader(truth):
            days[spell["employee_no"]] += int(spell["workdays"])
    assert Counter(column(table, "employee_id")) == +days


@pytest.mark.parametrize("file", list(SHARED.glob("real/paxml_se/*.xml")))
def test_a_real_paxml_file_is_read(file: Path) -> None:
    (table,) = tables(*workbook.read(file.read_bytes(), file.name).sheets)
    assert len(table) == 25
    assert table.ignored == {OTHER: 4}
    assert "SJK" in column(table, "absence_type")
