"""What the steps of the facts lay down for one another, and how spells are numbered."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from analytics.domain.absence import OWN_SICKNESS, AbsenceType
from analytics.store import migrate
from analytics.store.connection import Cursor, Store
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


def test_every_kind_of_absence_has_a_place_in_the_order_of_days(cursor: Cursor) -> None:
    words = cursor.execute("SELECT word FROM type_of_absence ORDER BY type").fetchall()
    named = [word for (word,) in words]
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
    # How the rows of the file stand to those that were held.
    assert {name for (name,) in left} == {"difference"}


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


def test_a_spell_has_one_number_and_no_other_has_it(cursor: Cursor) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    spells = cursor.execute(
        "SELECT spell, count(DISTINCT (employee_key, spell_start, type = 'child_sick'))"
        " FROM fact_run GROUP BY spell"
    ).fetchall()
    assert [others for _, others in spells] == [1, 1, 1, 1]


def test_people_are_numbered_in_order_of_their_keys(cursor: Cursor) -> None:
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK + "\n9 | self | 2025-01-02 | 2025-01-03"))
    people = cursor.execute("FROM fact_person ORDER BY person").fetchall()
    assert people == [(1, "1", "1"), (2, "2", "2"), (3, "9", "9")]


def test_runs_of_an_older_store_are_told_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, older, ignore=shutil.ignore_patterns("001[4-6]*"))
    runs = [
        ("2", "002", "child_sick", date(2025, 3, 3), date(2025, 3, 4), Decimal("0.5000"), False),
        ("7", "7", "self_certified", date(2025, 1, 2), date(2025, 1, 9), Decimal("1.0000"), True),
    ]
    with monkeypatch.context() as then:
        then.setattr(migrate, "FOLDER", older)
        with Store(tmp_path / "s.duckdb") as store, store.transaction() as cursor:
            cursor.executemany(
                "INSERT INTO fact_run SELECT $1, $2, 1, $3, $4, $5, $6, $7, $4, $5", runs
            )
    with Store(tmp_path / "s.duckdb") as store, store.cursor() as cursor:
        told = cursor.execute(
            "SELECT * EXCLUDE (spell, spell_start, spell_end) FROM fact_run ORDER BY employee_key"
        ).fetchall()
    assert told == runs


def test_lost_days_of_an_older_store_are_told_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, older, ignore=shutil.ignore_patterns("001[56]*"))
    lost = [
        (date(2025, 2, 1), "A", "F", "doctor_certified", True, 4, Decimal("0.5000000000")),
        (date(2025, 3, 1), "A", "M", "self_certified", False, 1, Decimal("2.0000000000")),
        (date(2025, 3, 1), "B", None, "child_sick", False, 0, Decimal("0.3333330000")),
    ]
    with monkeypatch.context() as then:
        then.setattr(migrate, "FOLDER", older)
        with Store(tmp_path / "s.duckdb") as store, store.transaction() as cursor:
            cursor.execute(
                "INSERT INTO unit VALUES ('A', 'A', NULL, NULL, 0, 0), ('B', 'B', NULL, NULL, 0, 1)"
            )
            cursor.executemany("INSERT INTO fact_lost VALUES ($1, $2, $3, $4, $5, $6, $7)", lost)
    with Store(tmp_path / "s.duckdb") as store, store.cursor() as cursor:
        assert cursor.execute("FROM fact_lost ORDER BY ALL").fetchall() == lost


def test_employments_of_an_older_store_are_told_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, older, ignore=shutil.ignore_patterns("001[4-6]*"))
    days = (date(2025, 1, 1), date(2025, 6, 30))
    held = [
        (1, "1", None, "X/A", "A", "10", Decimal("0.500000"), "F", *days, True, 3, 120),
        (2, "1", "b", "X/A", "Aa", "10", Decimal("1.000000"), "F", *days, True, 3, 120),
        (3, "2", None, "B", "B", None, Decimal("0.333333"), None, *days, False, 3, 120),
    ]
    # One way of naming a unit may stand below two parents, and lead to the same unit.
    named = [("10", "A", "X", "X/A"), ("10", "A", None, "X/A"), ("10", "Aa", "X", "X/A"),
             (None, "B", None, "B")]  # fmt: skip
    with monkeypatch.context() as then:
        then.setattr(migrate, "FOLDER", older)
        with Store(tmp_path / "s.duckdb") as store, store.transaction() as cursor:
            cursor.executemany("INSERT INTO unit_ref VALUES ($1, $2, $3, $4)", named)
            places = ", ".join(f"${n}" for n in range(1, 14))
            cursor.executemany(f"INSERT INTO fact_employment VALUES ({places})", held)
            # Of these two only one was ever away.
            cursor.execute(
                "INSERT INTO fact_run SELECT '2', '002', 1, 'sick', $1, $1, 1, false, $1, $1",
                [days[0]],
            )
    with Store(tmp_path / "s.duckdb") as store, store.cursor() as cursor:
        told = cursor.execute("FROM fact_employment ORDER BY employment_id").fetchall()
        refs = cursor.execute("SELECT * EXCLUDE (ref) FROM unit_ref ORDER BY ref").fetchall()
        people = cursor.execute("FROM fact_person ORDER BY person").fetchall()
    assert told == held
    assert refs == named
    assert people == [(1, "2", "002"), (2, "1", None)]
