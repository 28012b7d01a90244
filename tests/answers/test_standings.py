"""Where units stand, as HR and as others may see it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pandas as pd
import pytest

from analytics.access import Reader, Role
from analytics.answers.standings import Standings, limits, standings
from analytics.domain.period import Period
from analytics.store.commit import bring_in
from analytics.store.connection import Store
from tests.pages.conftest import absences, employees, header

YEAR = Period.year(2025)
SIZES = {"Øst": 60, "Vest": 60, "Midt": 60, "Syk": 60, "Få": 8, "Tre": 3}
ILL = "Syk"


def _staff() -> pd.DataFrame:
    rows = [(f"{unit}{n}", unit, n % 2) for unit, size in SIZES.items() for n in range(size)]
    like = employees().iloc[[0] * len(rows)].reset_index(drop=True)
    names = pd.Series([row[0] for row in rows])
    return like.assign(
        employee_no=names,
        employee_key=names,
        unit=[row[1] for row in rows],
        sex=["M" if row[2] else "F" for row in rows],
        source_row=range(2, len(rows) + 2),
    )


def _away() -> pd.DataFrame:
    """A week for every second person; five weeks for everybody in the unit that is ill."""
    rows = [
        (f"{unit}{n}", 34 if unit == ILL else 6)
        for unit, size in SIZES.items()
        for n in range(size)
        if unit == ILL or n % 2
    ]
    like = absences().iloc[[0] * len(rows)].reset_index(drop=True)
    names = pd.Series([row[0] for row in rows])
    starts = [date(2025, 1 + n % 10, 3) for n in range(len(rows))]
    return like.assign(
        employee_no=names,
        employee_key=names,
        type="doctor_certified",
        code="doctor_certified",
        start=starts,
        end=[
            date.fromordinal(start.toordinal() + row[1])
            for start, row in zip(starts, rows, strict=True)
        ],
        source_row=range(2, len(rows) + 2),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Four units of sixty people, one of them plainly ill, one of eight and one of three."""
    staff, away, now = _staff(), _away(), datetime(2026, 1, 10)
    with Store(tmp_path_factory.mktemp("store") / "naervaer.duckdb") as opened:
        with opened.transaction() as cursor:
            bring_in(cursor, header("employees", "a.xlsx", len(staff)), staff, [], now=now)
            bring_in(cursor, header("absence", "f.xlsx", len(away)), away, [], now=now)
        yield opened


def _units(found: Standings) -> pd.DataFrame:
    return found.rows.set_index("unit")


def test_the_unit_that_is_plainly_ill_stands_out_and_no_other(store: Store) -> None:
    rows = _units(standings(Reader(Role.HR), store, YEAR))
    out = rows[rows["verdict"] == "stands_out"]
    assert out.index.tolist() == [ILL]
    assert out.loc[ILL, "direction"] == "higher"
    assert out.loc[ILL, "rate"] > out.loc[ILL, "high"]
    assert (rows.loc[["Øst", "Vest", "Midt"], "verdict"] == "ordinary").all()


def test_eight_people_have_a_rate_and_nothing_more_and_three_have_none(store: Store) -> None:
    rows = _units(standings(Reader(Role.HR), store, YEAR))
    assert rows.loc["Få", "few"]
    assert rows.loc["Få", "rate"] > 0
    assert rows.loc["Få", ["low", "high", "own_low", "own_high"]].isna().all()
    assert rows.loc["Tre", "masked"]
    assert rows.loc["Tre", ["rate", "rate_spells", "low", "own_high", "fte"]].isna().all()


def test_an_adviser_gets_the_same_verdicts_rounded_and_no_head_counts(store: Store) -> None:
    hr = _units(standings(Reader(Role.HR), store, YEAR))
    rows = _units(standings(Reader(Role.CONSULTANT), store, YEAR))
    shown = rows[rows["rate"].notna()]
    assert ILL in shown.index
    assert (shown["verdict"] == hr.loc[shown.index, "verdict"]).all()
    assert set(shown["persons"]) <= {5, 10, 20, 50, 100}
    for column in ("low", "high", "own_low", "own_high"):
        assert (shown[column].dropna() == shown[column].dropna().round(1)).all()
    assert rows.loc[rows["rate"].isna(), ["low", "own_low", "rate_spells"]].isna().all(axis=None)
    assert shown.loc[shown["few"], "rate_spells"].isna().all()


def test_a_leader_gets_the_own_unit_alone(store: Store) -> None:
    found = standings(Reader(Role.LEADER, f"Demohuset/{ILL}"), store, YEAR)
    assert found.rows["unit"].tolist() == [ILL]


def test_months_without_agreed_days_give_no_standings(store: Store) -> None:
    assert standings(Reader(Role.HR), store, Period.year(2019)).rows.empty


def test_the_limits_narrow_with_size_around_the_mean_and_widen_with_real_differences(
    store: Store,
) -> None:
    found = standings(Reader(Role.HR), store, YEAR)
    lines, wide = limits(found, 0.0, 60.0), limits(found, 4.0, 60.0)
    assert lines["high"].is_monotonic_decreasing
    assert lines["low"].is_monotonic_increasing
    assert ((lines["low"] < found.mean) & (found.mean < lines["high"])).all()
    assert (wide["high"] > lines["high"]).all()
