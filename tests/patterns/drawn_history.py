"""Histories drawn as small tables: what each test says of people is all there is."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analytics.patterns.days import number_of
from analytics.patterns.history import SHORT, History
from tests.builders import drawn

SINCE, TODAY = date(2023, 1, 1), date(2025, 12, 31)


def history(
    people: str, spells: str = "", other: str = "", shifts: pd.DataFrame | None = None
) -> History:
    """A history from drawn tables. people: person | position | unit, with heading; spells, as
    `sick` writes them: person | start | days; other: person | type | start | end."""
    staff = pd.DataFrame(drawn(people)).astype({"person": int, "position": float})
    return History(
        today=number_of(TODAY),
        since=number_of(SINCE),
        people=pd.DataFrame(
            {
                "employee_key": staff["person"].astype(str),
                "employee_no": staff["person"].astype(str),
                "unit_id": staff["unit"],
            }
        ),
        employments=pd.DataFrame(
            {
                "person": staff["person"],
                "unit_id": staff["unit"],
                "start": number_of(SINCE),
                "end": number_of(TODAY),
                "position": staff["position"],
            }
        ),
        spells=_spells(drawn(f"person | start | days\n{spells}")),
        other=_other(drawn(f"person | type | start | end\n{other}")),
        shifts=roster([]) if shifts is None else shifts,
        leaders=pd.DataFrame({"unit_id": [], "leader": [], "since": []}),
    )


def roster(rows: list[tuple[int, date, str]]) -> pd.DataFrame:
    """Shifts: person, day and code."""
    return pd.DataFrame(
        {
            "person": pd.Series([person for person, _, _ in rows], dtype="int64"),
            "day": pd.Series([number_of(day) for _, day, _ in rows], dtype="int64"),
            "code": pd.Series([code for _, _, code in rows], dtype=object),
        }
    )


def sick(person: int, days: list[date], lasting: int = 1) -> str:
    """Lines for `spells`: the person is absent for so many days from each of `days`."""
    return "".join(f"{person} | {day} | {lasting}\n" for day in days)


def every(first: date, step: int, times: int) -> list[date]:
    """Days so far apart."""
    return [first + timedelta(days=step * n) for n in range(times)]


def _spells(rows: list[dict[str, str]]) -> pd.DataFrame:
    start = pd.Series([number_of(date.fromisoformat(row["start"])) for row in rows], dtype="int64")
    days = pd.Series([int(row["days"]) for row in rows], dtype="int64")
    frame = pd.DataFrame(
        {
            "person": pd.Series([int(row["person"]) for row in rows], dtype="int64"),
            "start": start,
            "end": start + days - 1,
            "days": days,
            "self_certified": True,
            "open": False,
            "short": days <= SHORT,
        }
    )
    return frame.sort_values(["person", "start"], ignore_index=True)


def _other(rows: list[dict[str, str]]) -> pd.DataFrame:
    def day(name: str) -> pd.Series:
        return pd.Series([number_of(date.fromisoformat(row[name])) for row in rows], dtype="int64")

    return pd.DataFrame(
        {
            "person": pd.Series([int(row["person"]) for row in rows], dtype="int64"),
            "type": pd.Series([row["type"] for row in rows], dtype=object),
            "start": day("start"),
            "end": day("end"),
        }
    )
