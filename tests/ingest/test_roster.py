"""Rosters: one row a shift, or a calendar of shifts; told from days and calendars of absence."""

from __future__ import annotations

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import roster
from analytics.ingest.reading import Kind, Reading
from analytics.ingest.register import Register
from analytics.ingest.shift_codes import Meaning, clock, family, read
from tests.ingest.drawn import faults, reading

WEEK = ["D", "D", "A", "N", "F", "F", None]


def shifts(found: Reading) -> list[tuple[str, str, str]]:
    """Number, day and code, row by row."""
    rows = found.rows
    return list(zip(rows["employee_no"], rows["day"].astype(str), rows["code"], strict=True))


def calendar(codes: list[str | None], people: int = 6) -> str:
    """A calendar of December 2025 in which everybody goes through `codes`, each a day later."""
    days = [f"{day:02d}.12.2025" for day in range(1, 32)]
    lines = [" | ".join(["Ansattnr", "Navn", *days])]
    for person in range(people):
        cells = [codes[(person + day) % len(codes)] or "" for day in range(31)]
        lines.append(" | ".join([f"{100 + person}", f"Kari {person}", *cells]))
    return "\n".join(lines)


def test_a_row_a_shift_is_a_roster_when_the_heading_says_so() -> None:
    found = reading(
        """Ansattnr | Dato | Vakt | Fra kl | Til kl
           0100 | 01.12.2025 | D | 07:30 | 15:00
           0100 | 02.12.2025 | N | 21:45 | 07:45"""
    )
    assert found.kind is Kind.ROSTER
    assert shifts(found) == [("0100", "2025-12-01", "D"), ("0100", "2025-12-02", "N")]
    assert found.rows["employee_key"].tolist() == ["100", "100"]
    assert found.rows["from_time"].tolist() == ["07:30", "21:45"]
    assert found.rows["to_time"].tolist() == ["15:00", "07:45"]


@pytest.mark.parametrize("heading", ["shift", "Vaktkode", "code", "Noe helt annet"])
def test_a_row_a_shift_is_a_roster_by_its_codes_too(heading: str) -> None:
    found = reading(
        f"""employee_no | date | {heading}
            100 | 2025-12-01 | D
            100 | 2025-12-02 | A
            101 | 2025-12-02 | N"""
    )
    assert (found.kind, len(found.rows)) == (Kind.ROSTER, 3)


def test_days_of_absence_are_no_roster() -> None:
    found = reading(
        """Ansattnr | Dato | Vaktkode
           100 | 01.12.2025 | Egenmelding
           100 | 02.12.2025 | Egenmelding
           101 | 02.12.2025 | Sykmelding"""
    )
    assert found.kind is Kind.ABSENCE


def test_days_off_and_blank_cells_are_no_shifts_and_are_counted() -> None:
    found = reading(
        """Ansattnr | Dato | Vakt
           100 | 01.12.2025 | D
           100 | 02.12.2025 | F
           100 | 03.12.2025 | FRI
           100 | 04.12.2025 | F1
           100 | 05.12.2025 |"""
    )
    assert len(found.rows) == 1
    assert found.ignored == {roster.DAY_OFF: 4}
    assert found.rows_read == found.rows_used + sum(found.ignored.values()) + found.quarantined


def test_absence_in_a_roster_is_told_and_not_kept() -> None:
    found = reading(
        """Ansattnr | Dato | Vakt
           100 | 01.12.2025 | D
           100 | 02.12.2025 | Ferie
           100 | 03.12.2025 | Egenmelding
           100 | 04.12.2025 | A"""
    )
    assert [code for _, _, code in shifts(found)] == ["D", "A"]
    assert found.ignored == {roster.AWAY: 2}
    told = next(d for d in found.decisions if d.id == "absence_codes")
    assert told.values == {"count": "2", "codes": "Egenmelding, Ferie"}


def test_a_calendar_of_shifts_is_a_roster() -> None:
    found = reading(calendar(WEEK))
    assert (found.kind, found.layout) == (Kind.ROSTER, "roster_grid")
    assert shifts(found)[:3] == [
        ("100", "2025-12-01", "D"),
        ("100", "2025-12-02", "D"),
        ("100", "2025-12-03", "A"),
    ]
    assert set(found.rows["code"]) == {"D", "A", "N"}
    assert found.rows_read == found.rows_used + sum(found.ignored.values()) + found.quarantined


def test_a_calendar_of_absence_stays_one_unless_it_is_said_to_be_a_roster() -> None:
    drawn = calendar(["X", "X", "X", "X", "F", "F", "Egenmelding"])
    assert reading(drawn).kind is Kind.ABSENCE
    asked = reading(drawn, kind=Kind.ROSTER)
    assert set(asked.rows["code"]) == {"X"}
    assert asked.ignored[roster.AWAY] > 0


def test_a_calendar_of_shifts_is_read_as_absence_when_that_is_said() -> None:
    with pytest.raises(ImportRefused):
        reading("Ansattnr | Dato | Vakt\n100 | 01.12.2025 | D", kind=Kind.ABSENCE)
    assert reading(calendar(WEEK), kind=Kind.ABSENCE).kind is Kind.ABSENCE


def test_a_shift_without_a_code_is_named_by_the_hour_it_begins() -> None:
    found = reading(
        """Ansattnr | Dato | Fra kl | Til kl
           100 | 01.12.2025 | 07:30 | 15:00
           100 | 02.12.2025 | 14:30 | 22:00
           100 | 03.12.2025 | 22:00 | 07:30
           100 | 04.12.2025 | |""",
        kind=Kind.ROSTER,
    )
    assert [code for _, _, code in shifts(found)] == ["D", "A", "N"]


def test_rows_that_cannot_be_right_wait_in_quarantine() -> None:
    found = reading(
        """Ansattnr | Dato | Vakt
           | 01.12.2025 | D
           100 | 31.31.2025 | D
           100 | 01.12.2035 | D
           100 | | D
           101 | 01.12.2025 | D
           100 | 02.12.2025 | A
           100 | 02.12.2025 | A""",
        register=Register.of([("100", "100", "Kari", 1980)]),
    )
    assert shifts(found) == [("100", "2025-12-02", "A")]
    assert [row for row, *_ in faults(found)] == [2, 3, 4, 5, 6]
    assert (found.quarantined, found.ignored) == (5, {roster.TWICE: 1})


def test_a_common_code_is_a_shift_even_where_it_means_sickness_elsewhere() -> None:
    assert read({"E": 40, "L": 40, "N": 20})["E"] is Meaning.SHIFT
    assert read({"D": 400, "A": 400, "E": 20})["E"] is Meaning.ABSENCE


@pytest.mark.parametrize(
    ("code", "part"),
    [("D", "D"), ("D1", "D"), ("Kveld", "A"), ("N2", "N"), ("0730-1500", "D"), ("22-07", "N"),
     ("SYK", None), ("x", None)],
)  # fmt: skip
def test_codes_name_a_part_of_the_day(code: str, part: str | None) -> None:
    assert family(code) == part


@pytest.mark.parametrize(("cell", "told"), [("7:30", "07:30"), ("0730", "07:30"), ("fri", None)])
def test_times_are_read_as_people_write_them(cell: str, told: str | None) -> None:
    assert clock(cell) == told
