"""What the steps of the facts lay down for one another, and how spells are numbered."""

import re

from analytics.domain.absence import OWN_SICKNESS, AbsenceType
from analytics.store import facts
from analytics.store.connection import Cursor
from tests.builders import absences, bring, employees

STAFF = """no | unit
           1  | A
           2  | B"""
# Of person 1 a spell of two types from the 3rd, another track from the same day, and, in other
# registrations of one day, what is the same twice; of person 2 one that lies apart.
SICK = """no | type   | from       | to
          2  | self   | 2025-01-02 | 2025-01-03
          1  | doctor | 2025-03-05 | 2025-03-07
          1  | child  | 2025-03-03 | 2025-03-03
          1  | self   | 2025-03-03 | 2025-03-04
          1  | self   | 2025-02-03 | 2025-02-03
          1  | doctor | 2025-02-03 | 2025-02-03"""


def test_every_kind_of_absence_has_a_place_in_the_order_of_days() -> None:
    (file,) = facts.FOLDER.glob("*_absence_type.sql")
    named = re.findall(r"'(\w+)'", file.read_text(encoding="utf-8").split("ENUM")[1])
    assert sorted(named) == sorted(AbsenceType)
    assert set(named[: len(OWN_SICKNESS)]) == OWN_SICKNESS


def test_nothing_of_the_steps_is_left_behind(cursor: Cursor) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    left = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'temp'"
        " UNION ALL SELECT type_name FROM duckdb_types() WHERE database_name = 'temp'"
        " AND NOT internal"
    ).fetchall()
    assert {name for (name,) in left} == {"incoming"}  # the rows of the file itself


def test_spells_are_numbered_by_person_and_first_day_sickness_before_the_rest(
    cursor: Cursor,
) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    numbered = cursor.execute(
        "SELECT employee_key, type, dense_rank() OVER (ORDER BY spell), start_date::VARCHAR"
        " FROM fact_run ORDER BY spell, start_date"
    ).fetchall()
    assert numbered == [
        ("1", "doctor_certified", 1, "2025-02-03"),
        ("1", "self_certified", 2, "2025-03-03"),
        ("1", "doctor_certified", 2, "2025-03-05"),
        ("1", "child_sick", 3, "2025-03-03"),
        ("2", "self_certified", 4, "2025-01-02"),
    ]
