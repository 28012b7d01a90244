"""Files without employee numbers find their people in the register."""

from __future__ import annotations

from datetime import date

from analytics.ingest import workbook
from analytics.ingest.reading import Reading
from analytics.ingest.register import Register, by_name, by_name_and_birth
from analytics.ingest.understand import understand

TODAY = date(2026, 1, 31)
PEOPLE = Register.of(
    [
        ("101", "00101", "Prøve Eksempel", 1980),
        ("102", "00102", "Tenkt Mønster", 1975),
        ("103", "00103", "Tenkt Mønster", 1990),
    ]
)
DEVIATIONS = """LocationName;FirstName;BirthDate;DeviationDate;DeviationTypeName
10 x Tenkt sykehjem;PRØVE EKSEMPEL # vikar;1980-02-15;2025-06-10;Egenmelding
10 x Tenkt sykehjem;TENKT MØNSTER 75%;1990-05-01;2025-06-10;Egenmelding
10 x Tenkt sykehjem;UKJENT PERSON;1990-05-01;2025-06-11;Egenmelding
"""
NAMES = """Navn;Fraværstype;Fra dato;Til dato
Eksempel, Prøve;Egenmelding;10.06.2025;11.06.2025
Tenkt Mønster;Egenmelding;10.06.2025;11.06.2025
"""


def read(text: str, register: Register) -> Reading:
    book = workbook.read(text.encode(), "fil.csv")
    return understand(book, today=TODAY, register=register)


def test_shift_deviations_are_given_the_number_of_the_same_name_and_birth_year() -> None:
    reading = read(DEVIATIONS, PEOPLE)
    assert sorted(reading.rows["employee_no"]) == ["00101", "00103"]
    assert sorted(reading.rows["employee_key"]) == ["101", "103"]
    assert reading.quarantined == 1  # the unknown person


def test_a_name_two_employees_share_finds_neither() -> None:
    reading = read(NAMES, PEOPLE)
    assert list(reading.rows["employee_no"]) == ["00101"]
    assert [problem.row for problem in reading.problems if problem.blocking] == [3]


def test_without_a_register_the_stand_ins_are_the_keys() -> None:
    reading = read(NAMES, Register())
    found = list(reading.rows["employee_no"])
    assert found == [by_name("Prøve Eksempel"), by_name("tenkt mønster")]


def test_a_birth_date_and_its_year_are_the_same_person() -> None:
    assert by_name_and_birth("Prøve", "1980-02-15") == by_name_and_birth("prøve", "1980")
