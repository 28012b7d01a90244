"""A small invented employer in a store of its own, and the dashboard opened on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.queries import EVERYBODY
from analytics.store.commit import Header, StoredProblem, bring_in
from analytics.store.connection import Store
from tests.pages import opening

NOW = datetime(2026, 1, 10, 8)
THROUGH = date(2025, 12, 31)
SIZES = {"Nord": 8, "Sør": 6, "Liten": 3}  # people; the last is too few to show

Open = Callable[..., AppTest]


def header(kind: str, file: str, rows: int) -> Header:
    """What an import of the invented payroll system says of itself."""
    return Header(kind, "lønn", file, file, "rows", "Ark1", kind, THROUGH, rows, 0, 0)


def employees() -> pd.DataFrame:
    """Everybody from the turn of 2024, full time, women and men in turn."""
    rows = [
        (f"{unit[0]}{n}", f"{unit[0]}{n}", None, unit, "Demohuset", n % 2)
        for unit, size in SIZES.items()
        for n in range(size)
    ]
    frame = pd.DataFrame(
        rows, columns=["employee_no", "employee_key", "unit_code", "unit", "parent", "man"]
    )
    return frame.assign(
        name=None,
        employment_no=None,
        leader=None,
        position=1_000_000,
        start=date(2024, 1, 1),
        end=None,
        sex=frame["man"].map({0: "F", 1: "M"}),
        birth_year=1980,
        source_row=range(2, len(frame) + 2),
        sheet="Ark1",
    ).astype({"unit_code": "string", "name": "string", "employment_no": "string"})


def absences() -> pd.DataFrame:
    """A week in each unit each quarter; more in Nord in 2025. One spell of somebody unknown."""
    weeks = [
        (f"{unit[0]}{q % SIZES[unit]}", "doctor_certified", year, 3 * q + 2, days)
        for year in (2024, 2025)
        for q in range(4)
        for unit in SIZES
        for days in ([5, 12] if unit == "Nord" and year == 2025 else [5])
    ]
    rows = [
        (who, kind, date(year, month, 3), date(year, month, 2 + days))
        for who, kind, year, month, days in weeks
    ]
    rows = list({(who, start): (who, kind, start, end) for who, kind, start, end in rows}.values())
    rows += [
        ("N5", "self_certified", date(2025, 10, 6), date(2025, 10, 8)),
        ("X9", "self_certified", date(2025, 10, 6), date(2025, 10, 7)),
    ]
    frame = pd.DataFrame(rows, columns=["employee_no", "type", "start", "end"])
    return frame.assign(
        employee_key=frame["employee_no"],
        unit=None,
        employment_no=None,
        position=None,
        code=frame["type"],
        grade=10_000,
        source_row=range(2, len(frame) + 2),
        sheet="Ark1",
    ).astype({"unit": "string", "employment_no": "string", "position": "Int64"})


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the invented employer."""
    folder = tmp_path_factory.mktemp("filled")
    staff, away = employees(), absences()
    fault = StoredProblem("Ark1", 41, "Fra dato", "31.06.2025", "The date is wrong.", {}, True)
    with Store(folder / "naervaer.duckdb") as store, store.transaction() as cursor:
        bring_in(cursor, header("employees", "ansatte.xlsx", len(staff)), staff, [], now=NOW)
        bring_in(cursor, header("absence", "fravaer.xlsx", len(away)), away, [fault], now=NOW)
    return folder


@pytest.fixture
def dashboard(
    filled_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Open]:
    """Opens the dashboard as somebody, on a copy of the filled store or on an empty one."""
    st.cache_resource.clear()
    st.cache_data.clear()

    def open_as(
        role: Role = Role.HR,
        page: str = "",
        *,
        unit: str = EVERYBODY,
        empty: bool = False,
        **address: str,
    ) -> AppTest:
        place = tmp_path / "store"
        if not empty and not place.exists():
            shutil.copytree(filled_store, place)
        monkeypatch.setenv("NAERVAER_STORE", str(place))
        app = opening.at(page, Reader(role, unit), address)
        assert not app.exception
        return app

    yield open_as
    st.cache_resource.clear()
    st.cache_data.clear()
