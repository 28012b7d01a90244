"""`episodes` and `deadlines` for people who have left, and for those NAV pays late or never."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.__main__ import main
from analytics.commands import following
from tests.commands.test_following import asked

EMPLOYEES = """Ansattnr;Navn;Avdeling;Stillingsprosent;Ansatt fra;Ansatt til
1;A;Avd A;100;01.01.2020;31.01.2026
2;B;Avd A;100;01.01.2020;
3;C;Avd A;100;01.01.2020;28.02.2026
4;D;Avd A;100;01.01.2020;31.12.2025
5;E;Avd A;100;01.01.2020;
6;F;Avd A;100;01.01.2020;
7;G;Avd A;100;01.01.2020;
8;H;Avd A;100;01.01.2020;
"""
ABSENCES = """Ansattnr;Fraværstype;Fra dato;Til dato;Prosent
1;Sykmelding;05.01.2026;;100
2;Sykmelding;05.01.2026;;100
3;Sykmelding;05.01.2026;31.05.2026;100
4;Sykmelding;05.01.2026;18.01.2026;100
5;Sykmelding;05.01.2026;20.01.2026;100
6;Sykmelding;05.01.2026;20.01.2026;100
6;Sykmelding;31.01.2026;15.02.2026;100
7;Sykmelding;08.01.2026;24.01.2026;100
8;Egenmelding;05.01.2026;20.01.2026;100
8;Egenmelding;23.01.2026;23.01.2026;100
"""
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("leavers")
    path = folder / "n.duckdb"
    for kind, text in (("employees", EMPLOYEES), ("absence", ABSENCES)):
        file = folder / f"{kind}.csv"
        file.write_text(text, encoding="utf-8")
        words = ["import", str(file), "--kind", kind, "--export-date", "2026-02-10"]
        with redirect_stdout(io.StringIO()):
            assert main([*words, "--store", str(path)]) == 0
    return path


def episode(store: Path, no: str, today: date | None) -> tuple[str, str | None, bool]:
    rows, _ = asked(store, following.episodes, today)
    (found,) = [row for row in rows if row["employee_no"] == no]
    return found["start"], found["end"], found["open"]


def duties(store: Path, no: str, today: date) -> dict[str, tuple[str, str]]:
    rows, _ = asked(store, following.deadlines_of_everybody, today)
    return {r["rule"]: (r["due"], r["status"]) for r in rows if r["employee_no"] == no}


def test_an_open_absence_of_somebody_who_left_ends_with_the_employment(store: Path) -> None:
    assert episode(store, "1", date(2026, 2, 16)) == ("2026-01-05", "2026-01-31", False)
    assert episode(store, "2", date(2026, 2, 16)) == ("2026-01-05", None, True)


def test_an_absence_goes_on_while_the_last_day_of_employment_lies_ahead(store: Path) -> None:
    assert episode(store, "3", date(2026, 2, 16)) == ("2026-01-05", "2026-05-31", False)
    assert episode(store, "1", date(2026, 1, 31)) == ("2026-01-05", None, True)
    assert episode(store, "3", date(2026, 3, 2)) == ("2026-01-05", "2026-02-28", False)


def test_what_is_registered_after_the_employment_is_neither_lost_nor_cut(store: Path) -> None:
    assert episode(store, "4", date(2026, 2, 16)) == ("2026-01-05", "2026-01-18", False)


def test_nobody_is_asked_to_follow_up_somebody_who_left(store: Path) -> None:
    assert "dialogmote1_week7" in duties(store, "2", date(2026, 2, 16))
    left = duties(store, "1", date(2026, 2, 16))
    assert set(left) == {"arbeidsgiverperiode_last_day", "nav_pays_from"}
    reached = duties(store, "3", date(2026, 3, 2))
    assert reached["dialogmote1_week7"] == ("2026-02-23", "overdue")
    assert "dialogmote2_week26" not in reached
    assert duties(store, "3", date(2026, 3, 31)) == {}


def test_after_a_relapse_nav_pays_from_the_first_certified_day_beyond_the_period(
    store: Path,
) -> None:
    found = duties(store, "6", date(2026, 2, 16))
    assert found["arbeidsgiverperiode_last_day"] == ("2026-01-20", "done")
    assert found["nav_pays_from"] == ("2026-01-31", "done")


@pytest.mark.parametrize("no", ["5", "7", "8"])
def test_nav_pays_nothing_for_a_period_alone_a_weekend_or_a_self_certified_day(
    store: Path, no: str
) -> None:
    found = duties(store, no, date(2026, 2, 9))
    assert "arbeidsgiverperiode_last_day" in found
    assert "nav_pays_from" not in found
