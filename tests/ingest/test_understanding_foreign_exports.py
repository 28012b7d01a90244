"""Exports of systems nobody here has seen: other words, other tables, other habits."""

import csv
import io
from datetime import date

import pytest

from analytics.ingest import workbook
from analytics.ingest.absence_types import judge
from analytics.ingest.reading import Kind
from analytics.ingest.understand import understand
from tests.ingest.drawn import TODAY, choice, reading, spells


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Krankheit mit AU", "doctor_certified"),
        ("Krankheit ohne AU", "self_certified"),
        ("Sjukdom med läkarintyg", "doctor_certified"),
        ("Sjukdom utan läkarintyg", "self_certified"),
        ("Sygdom uden lægeerklæring", "self_certified"),
        ("Syk uten legeerklæring", "self_certified"),
        ("Sickness - Fit Note", "doctor_certified"),
        ("Sick Leave - Doctor's Note", "doctor_certified"),
        ("Sick Day (Self-reported)", "self_certified"),
        ("Sonderurlaub bezahlt", "other"),
        ("Resturlaub", "holiday"),
        ("Tjänstledighet utan lön", "leave"),
        ("Permisjon utan løn", "leave"),
        ("Unpaid sick leave", "sick"),
    ],
)
def test_a_kind_says_who_certified_and_who_pays_in_other_languages(label: str, kind: str) -> None:
    assert judge([label], {})[label].type == kind


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        ("Avslått av leder", False),
        ("Storniert", False),
        ("Utkast", False),
        ("Tilbakeført", False),
        ("Superseded", False),
        ("Genehmigt", True),
        ("Trukket i lønn", True),
        ("Søkt refusjon", True),
        ("Erstattet av NAV", True),
    ],
)
def test_a_status_may_be_worded_freely_and_a_paid_absence_still_counts(
    status: str, counts: bool
) -> None:
    read = reading(f"""
Ansattnr | Type | Fra dato | Til dato | Status
100 | Egenmelding | 01.02.2025 | 03.02.2025 | Godkjent
101 | Egenmelding | 01.02.2025 | 03.02.2025 | {status}
""")
    assert len(read.rows) == 1 + counts
    assert sum(read.ignored.values()) == 1 - counts


def test_a_kind_of_absence_under_an_unknown_heading_is_found_by_its_words() -> None:
    read = reading("""
Ansattnr | Xyzzy | Fra dato | Til dato | Grad
100 | Ferie | 01.02.2025 | 03.02.2025 | 100
101 | Egenmelding | 01.02.2025 | 03.02.2025 | 100
""")
    assert list(read.rows["type"]) == ["holiday", "self_certified"]
    assert [g.sure for g in read.guesses if g.field == "absence_type"] == [False]


def test_dates_under_unknown_headings_are_found_when_they_are_two_and_in_order() -> None:
    text = """
Ansattnr | Type | Plugh | Plover
100 | Ferie | 13.02.2025 | 14.02.2025
101 | Egenmelding | 21.02.2025 | 23.02.2025
"""
    read = reading(text)
    assert [spell[2:4] for spell in spells(read)] == [
        ("2025-02-13", "2025-02-14"),
        ("2025-02-21", "2025-02-23"),
    ]
    assert not any(g.sure for g in read.guesses if g.field in ("start_date", "end_date"))


def test_a_number_that_goes_with_each_name_is_the_employee_number_whatever_its_heading() -> None:
    read = reading("""
Grue | Navn | Type | Fra dato | Til dato
A-17 | Kari Li | Ferie | 13.02.2025 | 14.02.2025
A-18 | Ola Bø | Ferie | 13.02.2025 | 14.02.2025
A-19 | Per Vik | Ferie | 13.02.2025 | 14.02.2025
A-17 | Kari Li | Egenmelding | 21.02.2025 | 23.02.2025
""")
    assert list(read.rows["employee_no"]) == ["A-17", "A-18", "A-19", "A-17"]


def test_a_table_printed_in_two_halves_side_by_side_is_read_whole() -> None:
    read = reading("""
Ansattnr | Type | Fra dato | Til dato | | Ansattnr | Type | Fra dato | Til dato
100 | Ferie | 01.02.2025 | 03.02.2025 | | 102 | Ferie | 11.02.2025 | 13.02.2025
101 | Ferie | 01.03.2025 | 03.03.2025 | | | | |
""")
    assert list(read.rows["employee_no"]) == ["100", "101", "102"]
    assert list(read.rows["source_row"]) == [2, 3, 2]
    assert read.rows_read == 3


def test_headings_in_two_rows_are_read_together() -> None:
    read = reading("""
Ansatt | | Fravær | |
Nummer | Navn | Type | Fra | Til
A-17 | Kari Li | Ferie | 13.02.2025 | 14.02.2025
""")
    assert spells(read) == [("A-17", "holiday", "2025-02-13", "2025-02-14", 100)]


def test_month_first_is_told_by_how_short_absences_are_where_no_day_is_above_twelve() -> None:
    american = """
Employee ID | Leave Type | Start Date | End Date
1 | Vacation | 02/03/2025 | 02/07/2025
2 | Vacation | 03/03/2025 | 03/05/2025
3 | Vacation | 06/02/2025 | 06/06/2025
4 | Vacation | 09/08/2025 | 09/12/2025
"""
    assert choice(reading(american), "date_order:Start Date") == "month first"
    assert reading(american).rows["start"][0] == date(2025, 2, 3)
    assert reading(american).rows["end"][0] == date(2025, 2, 7)


def test_dates_may_name_the_weekday_and_open_ends_may_be_worded() -> None:
    read = reading("""
Ansattnr | Type | Fra | Til
100 | Sykmelding | man 03.02.25 | ons. 05.02.25
101 | Sykmelding | Donnerstag, 06.02.2025 | tills vidare
102 | Sykmelding | fre 07.02.25 | fortsatt syk
""")
    assert [spell[2:4] for spell in spells(read)] == [
        ("2025-02-03", "2025-02-05"),
        ("2025-02-06", None),
        ("2025-02-07", None),
    ]


def test_a_grade_in_words_is_read_and_ability_to_work_is_turned_round() -> None:
    read = reading("""
Ansattnr | Type | Fra | Til | Grad
100 | Sykmelding | 03.02.2025 | 05.02.2025 | Arbeidsevne 40 %
101 | Sykmelding | 03.02.2025 | 05.02.2025 | Sykmeldt 80 %
""")
    assert [spell[4] for spell in spells(read)] == [60, 80]


def test_numbers_written_for_excel_or_with_thousands_are_the_same_employees() -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(
        [
            ["Ansattnr", "Type", "Fra", "Til"],
            ['="00100"', "Ferie", "03.02.2025", "05.02.2025"],
            ["10\xa0200", "Ferie", "03.02.2025", "05.02.2025"],
        ]
    )
    book = workbook.read(file.getvalue().encode("utf-8-sig"), "eksport.csv")
    assert list(understand(book, today=TODAY).rows["employee_no"]) == ["00100", "10200"]


EMPLOYEES = {
    "german": """
Personalnummer | Name | Vorname | Abteilung | Eintritt | Austritt | Beschäftigungsgrad | Geschlecht
00100 | Li | Kari | Lager | 01.02.2020 | | 80,00 | w
""",
    "swedish": """
Anställningsnummer | Namn | Avdelning | Anställd fr.o.m. | Avgångsdatum | Sysselsättningsgrad | Kön
00100 | Kari Li | Lager | 2020-02-01 | | 80 % | Kvinna
""",
    "danish": """
Medarbejdernr. | Navn | Afdeling | Ansættelsesdato | Fratrædelsesdato | Beskæftigelsesgrad | Køn
00100 | Kari Li | Lager | 01-02-2020 | | 0,8 | Kvinde
""",
    "english": """
Employee ID | Legal Name | Supervisory Organization | Hire Date | Termination Date | FTE % | Gender
00100 | Kari Li | Lager | 2020-02-01 | | 80 | Female
""",
}


@pytest.mark.parametrize("language", EMPLOYEES)
def test_an_employee_file_of_another_country_is_read(language: str) -> None:
    read = reading(EMPLOYEES[language])
    assert read.kind is Kind.EMPLOYEES
    row = read.rows.iloc[0]
    assert (row["employee_no"], row["unit"], row["position"]) == ("00100", "Lager", 800_000)
    assert (row["start"], row["end"], row["sex"]) == (date(2020, 2, 1), None, "F")
    assert set(row["name"].split()) == {"Kari", "Li"}


def test_a_unit_written_as_a_path_hangs_below_its_steps() -> None:
    read = reading("""
Ansattnr | Navn | Organisasjonssti | Stillings % | Startdato
100 | Kari Li | Konsern / Drift / Lager | 80 | 01.02.2020
101 | Ola Bø | Konsern / Drift / Butikk | 80 | 01.02.2020
""")
    assert list(read.rows["unit"]) == ["Lager", "Butikk"]
    assert list(read.rows["parent"]) == ["Konsern/Drift", "Konsern/Drift"]


def test_a_long_name_and_a_blank_last_day_on_one_printed_line_lose_nothing() -> None:
    names = ["Kari Li"] * 150 + ["Halvor Skjæveland"]
    ends = ["05.02.2025"] * 150 + [""]
    lines = ["Ansattnr  Navn                Fraværstype    Fra dato    Til dato      Grad"]
    lines += [
        f"{100 + n:<10}{name:<20}{'Sykmelding':<15}{'03.02.2025':<12}{end:<12}{100:>6}"
        for n, (name, end) in enumerate(zip(names, ends, strict=True))
    ]
    book = workbook.read("\r\n".join(lines).encode("cp1252"), "rapport.txt")
    read = understand(book, today=TODAY)
    assert len(read.rows) == 151
    assert spells(read)[-1] == ("250", "doctor_certified", "2025-02-03", None, 100)
