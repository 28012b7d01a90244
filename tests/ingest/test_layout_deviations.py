"""Shift deviations: people without a number, notes in names, retired codes, only shift days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from analytics.ingest import deviations, workbook
from analytics.ingest.absence_kinds import NOT_ABSENCE
from analytics.ingest.reading import Memory, Reading
from analytics.ingest.register import by_name_and_birth
from analytics.ingest.understand import understand
from tests.ingest import drawn

TODAY = date(2025, 12, 31)
FIXTURE = (
    Path(__file__).parents[3] / "shared" / "formats" / "fixtures" / "04_avvik_ressursstyring.csv"
)
HEADINGS = "LocationName FirstName BirthDate PositionSize DeviationDate DeviationTypeName"


def read(rows: str, headings: str = HEADINGS, choices: dict[str, str] | None = None) -> Reading:
    """A drawn file, understood: one row a line, `|` between cells."""
    sheet = drawn.sheet("|".join(headings.split()) + "\n" + rows.strip())
    memory = Memory(choices=choices or {})
    return understand(drawn.workbook(sheet), today=TODAY, memory=memory)


def spells(reading: Reading) -> list[str]:
    """Each spell as `unit type start–end`."""
    assert reading.rows_read == (
        reading.rows_used + sum(reading.ignored.values()) + reading.quarantined
    )
    return [f"{r.unit} {r.type} {r.start:%m-%d}–{r.end:%m-%d}" for r in reading.rows.itertuples()]


def person(*rows: str) -> str:
    """Rows of one person: date and deviation."""
    return "\n".join(f"1010 x Sykehjem|LISE MOEN|1980-02-15|0,75|{row}" for row in rows)


def test_notes_in_a_name_do_not_make_another_person() -> None:
    rows = """
    1010 x Sykehjem|LISE MOEN # vikar|1980-02-15|0,75|2025-06-03|Egenmelding
    1010 x Sykehjem|Lise Moen 37,5%|1980-02-15|0,75|2025-06-04|Egenmelding
    1010 x Sykehjem|LISE MOEN (LÆRLING)|1980-02-15|0,75|2025-06-05|xxxEgenmelding
    1010 x Sykehjem|LISE MOEN fra 12.03|1980-02-15|0,75|2025-06-05|Egenmelding
    """
    names = ["LISE MOEN # vikar", "Lise Moen 37,5%", "LISE MOEN (LÆRLING)", "LISE MOEN 01.02.25"]
    assert {deviations.bare_name(name) for name in names} == {"lisemoen"}
    reading = read(rows.replace("fra 12.03", "12.03"))
    assert spells(reading) == ["Sykehjem self_certified 06-03–06-05"]
    assert reading.rows_used == 4
    assert reading.layout == "shift_deviations"


def test_two_people_of_one_name_are_told_apart_by_birth() -> None:
    rows = """
    1010 x Sykehjem|LISE MOEN|1980-02-15|1|2025-06-03|Egenmelding
    1010 x Sykehjem|LISE MOEN|1991-07-01|1|2025-06-04|Egenmelding
    """
    assert read(rows).rows["employee_no"].nunique() == 2


def test_neither_name_nor_birth_is_kept() -> None:
    reading = read(person("2025-06-03|Egenmelding"))
    assert re.fullmatch(r"P-[0-9a-f]{8}", reading.rows["employee_no"].iloc[0])
    kept = f"{reading.guesses} {reading.rows.to_csv()} {reading.decisions} {reading.problems}"
    assert "MOEN" not in kept
    assert "1980" not in kept
    assert any(d.message == deviations.BY_BIRTH for d in reading.decisions)


def test_the_code_does_not_depend_on_the_file() -> None:
    one, other = person("2025-06-03|Egenmelding"), person("2025-07-03|Ferie")
    assert read(one).rows["employee_no"].tolist() == read(other).rows["employee_no"].tolist()


def test_first_and_last_name_are_used_together() -> None:
    headings = "LocationName FirstName LastName BirthDate DeviationDate DeviationTypeName"
    rows = """
    Sykehjem|LISE|MOEN|1980-02-15|2025-06-03|Egenmelding
    Sykehjem|LISE|BERG|1980-02-15|2025-06-03|Egenmelding
    """
    reading = read(rows, headings)
    assert reading.rows["employee_no"].nunique() == 2
    assert reading.rows["unit"].tolist() == ["Sykehjem", "Sykehjem"]


def test_norwegian_headings_and_a_year_of_birth_do_as_well() -> None:
    headings = "Avdeling Navn Fødselsår Stillingsprosent Vaktdato Fraværskode"
    rows = "351051 Kleplandstunet|Lise Moen|1980|75|03.06.2025|Egenmelding"
    reading = read(rows, headings)
    assert spells(reading) == ["Kleplandstunet self_certified 06-03–06-03"]
    assert reading.rows["position"].tolist() == [750_000]


def test_a_substitute_for_the_sick_is_not_sick() -> None:
    reading = read(
        person("2025-06-03|Vikar Sykdom Kort", "2025-06-04|Overtid", "2025-06-05|Ekstravakt",
               "2025-06-06|Internt bytte av vakt", "2025-06-10|Egenmelding")
    )  # fmt: skip
    assert spells(reading) == ["Sykehjem self_certified 06-10–06-10"]
    assert reading.ignored == {NOT_ABSENCE: 4}


def test_sickness_under_and_over_16_days_is_one_spell() -> None:
    reading = read(
        person("2025-06-03|Sykmelding UNDER  17 dager", "2025-06-04|Sykmelding OVER 16 dager",
               "2025-06-05|XXX (fra 5/8): Sykmelding OVER 16 dager")
    )  # fmt: skip
    assert spells(reading) == ["Sykehjem doctor_certified 06-03–06-05"]


def test_several_positions_on_one_day_count_once() -> None:
    reading = read(person("2025-06-03|Egenmelding", "2025-06-03|Egenmelding"))
    assert spells(reading) == ["Sykehjem self_certified 06-03–06-03"]
    assert reading.rows["grade"].tolist() == [10_000]
    assert (reading.rows_read, reading.rows_used) == (2, 2)


def test_days_without_a_shift_are_no_absence_unless_that_is_asked_for() -> None:
    rows = person("2025-06-03|Egenmelding", "2025-06-05|Egenmelding")
    assert len(spells(read(rows))) == 2
    joined = read(rows, choices={"shift_gaps": "joined"})
    assert spells(joined) == ["Sykehjem self_certified 06-03–06-05"]


def test_a_roster_in_the_file_shows_the_days_off() -> None:
    rows = person("2025-06-02|", "2025-06-03|Egenmelding", "2025-06-06|Egenmelding",
                  "2025-06-07|", "2025-06-08|Egenmelding")  # fmt: skip
    reading = read(rows)
    assert spells(reading) == [
        "Sykehjem self_certified 06-03–06-06",
        "Sykehjem self_certified 06-08–06-08",
    ]
    assert reading.ignored == {NOT_ABSENCE: 2}


def test_a_row_without_a_name_is_held_back() -> None:
    rows = person("2025-06-03|Egenmelding") + "\n1010 x Sykehjem||1980-02-15|1|2025-06-04|Ferie"
    reading = read(rows)
    assert reading.quarantined == 1
    assert [p.row for p in reading.problems] == [3]


def test_a_timesheet_with_employee_numbers_is_not_of_this_family() -> None:
    headings = "Ansattnr Navn Fødselsdato Dato Fraværstype Timer"
    reading = read("10107|Lise Moen|1980-02-15|2025-06-03|Egenmelding|7,5", headings)
    assert reading.layout == "day_rows"
    assert reading.rows["employee_no"].tolist() == ["10107"]


@pytest.mark.parametrize("file", [FIXTURE] if FIXTURE.exists() else [])
def test_the_invented_export_gives_its_own_days_and_no_others(file: Path) -> None:
    book = workbook.read(file.read_bytes(), file.name)
    body = [[str(cell) for cell in row] for row in book.sheets[0].rows[1:]]
    absent = [row for row in body if row[6] in {"EM", "SU", "SO", "FE", "BPU", "PS", "PV"}]
    told = {
        (row[0].split(" x ")[1], _code(row[1], row[2]), date.fromisoformat(row[5]))
        for row in absent
    }
    reading = understand(book, today=TODAY)
    found = {
        (row.unit, row.employee_no, row.start + timedelta(days=n))
        for row in reading.rows.itertuples()
        for n in range((row.end - row.start).days + 1)
    }
    assert found == told
    assert reading.rows_used == len(absent)


def _code(name: str, birth: str) -> str:
    return by_name_and_birth(deviations.bare_name(name), birth)


def test_english_headings_and_names_in_two_columns_do_as_well() -> None:
    sheet = drawn.sheet("""
        Unit | First name | Last name | Year of birth | Shift date | Deviation code | Deviation
        Ward 2 | Lise | Moen | 1980 | 2025-06-03 | SC | Self-certified sickness
        Ward 2 | Lise | Moen | 1980 | 2025-06-04 | SC | Self-certified sickness
    """)
    reading = understand(drawn.workbook(sheet), today=TODAY)
    assert reading.layout == "shift_deviations"
    assert spells(reading) == ["Ward 2 self_certified 06-03–06-04"]
