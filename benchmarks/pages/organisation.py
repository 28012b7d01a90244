"""An invented organisation of any size, brought into an encrypted store by the store itself:
`python -m benchmarks.pages.organisation FOLDER EMPLOYEES YEARS`.

Spells are drawn all at once with numpy: four a person and year, most of them brief. Units hold
about forty people each, in areas of eight.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.commit import Header, bring_in
from analytics.store.connection import Store

THROUGH = date(2026, 10, 31)
NOW = datetime(2026, 11, 1, 6)  # noqa: DTZ001  # the store keeps UTC without saying so
UNIT, AREA = 40, 8  # people in a unit, units in an area
PER_YEAR = 4.0
LENGTHS = np.array([1, 1, 2, 3, 3, 3, 5, 8, 15, 30, 60, 120])
POSITIONS = np.array([1_000_000, 1_000_000, 800_000, 500_000])
GRADES = np.array([10_000, 10_000, 10_000, 5_000])


def employments(people: int, years: int, rng: np.random.Generator) -> pd.DataFrame:
    """One employment each, four in five from before the data begin: the columns of an import."""
    numbers = pd.Series(np.arange(100_000, 100_000 + people).astype(str))
    unit = np.arange(people) // UNIT
    first = pd.Timestamp(THROUGH) - pd.Timedelta(days=365 * years)
    joined = np.where(rng.random(people) < 0.8, -400, rng.integers(0, 365 * years, people))
    return pd.DataFrame(
        {
            "employee_no": numbers,
            "employee_key": numbers,
            "name": "Prøve " + numbers,
            "employment_no": pd.Series([None] * people, dtype="string"),
            "unit_code": pd.Series([None] * people, dtype="string"),
            "unit": pd.Series([f"Enhet {n}" for n in range(unit[-1] + 1)]).take(unit).array,
            "parent": pd.Series([f"Område {n // AREA}" for n in unit]),
            "leader": pd.Series([None] * people, dtype="string"),
            "position": rng.choice(POSITIONS, people),
            "start": first + pd.to_timedelta(joined, unit="D"),
            "end": pd.Series([None] * people, dtype="datetime64[us]"),
            "sex": rng.choice(["F", "M"], people),
            "birth_year": rng.integers(1960, 2004, people),
            "sheet": "Ark1",
            "source_row": np.arange(2, people + 2),
        }
    )


def spells(staff: pd.DataFrame, years: int, rng: np.random.Generator) -> pd.DataFrame:
    """Registrations of own sickness, none on top of another: the columns of an import."""
    tendency = rng.gamma(0.9, PER_YEAR / 0.9, len(staff))
    who = np.repeat(np.arange(len(staff)), rng.poisson(tendency * years))
    length = rng.choice(LENGTHS, len(who))
    first = pd.Timestamp(THROUGH) - pd.Timedelta(days=365 * years)
    start = rng.integers(0, 365 * years, len(who))
    frame = pd.DataFrame({"who": who, "at": start, "days": length}).sort_values(["who", "at"])
    ends = (frame["at"] + frame["days"]).groupby(frame["who"]).cummax().groupby(frame["who"])
    frame = frame[frame["at"] > ends.shift().fillna(-1)].reset_index(drop=True)
    begun = first + pd.to_timedelta(frame["at"], unit="D")
    end = begun + pd.to_timedelta(frame["days"] - 1, unit="D")
    end = end.where(end <= pd.Timestamp(THROUGH), pd.Timestamp(THROUGH))
    brief, count = (frame["days"] <= 3).to_numpy(), len(frame)
    numbers = staff["employee_no"].take(frame["who"].to_numpy()).reset_index(drop=True)
    return pd.DataFrame(
        {
            "employee_no": numbers,
            "employee_key": numbers,
            "unit": pd.Series([None] * count, dtype="string"),
            "employment_no": pd.Series([None] * count, dtype="string"),
            "position": pd.Series([None] * count, dtype="Int64"),
            "type": np.where(brief, "self_certified", "doctor_certified"),
            "code": np.where(brief, "E", "S"),
            "start": begun,
            "end": end,
            "grade": np.where(brief, 10_000, rng.choice(GRADES, count)),
            "sheet": "Ark1",
            "source_row": np.arange(2, count + 2),
        }
    )


def make(folder: Path, people: int, years: int) -> int:
    """Fill the store in `folder` unless it is there; how many registrations it holds, 0 for one
    that was there."""
    file = folder / "naervaer.duckdb"
    if file.exists():
        return 0
    rng = np.random.default_rng(1)
    staff = employments(people, years, rng)
    away = spells(staff, years, rng)
    folder.mkdir(parents=True, exist_ok=True)
    with Store(file) as store, store.transaction() as cursor:
        for kind, rows in (("employees", staff), ("absence", away)):
            bring_in(cursor, _header(kind, len(rows)), rows, [], now=NOW)
    return len(away)


def _header(kind: str, rows: int) -> Header:
    return Header(kind, kind, f"{kind}.xlsx", kind, "rows", "Ark1", kind, THROUGH, rows, 0, 0)


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
