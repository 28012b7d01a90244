"""A month's file brought into a store of ten years: `python -m benchmarks.month FOLDER`.

Every fact is made anew for every version, so this is what HR waits for each month.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.commit import Header, bring_in
from analytics.store.connection import Store
from benchmarks.population import NOW, STORE, Size, size_of
from benchmarks.steps import timed
from benchmarks.timing import Clock, report

FIRST, THROUGH = date(2026, 1, 1), date(2026, 1, 31)


def rows(size: Size) -> pd.DataFrame:
    """The typed rows of the file: as many spells as a month of the others has."""
    rng = np.random.default_rng(1)
    count = size.employees * size.spells // 12
    person = rng.choice(size.employees, count, replace=False)
    start = pd.Timestamp(FIRST) + pd.to_timedelta(rng.integers(0, 28, count), unit="D")
    days = pd.to_timedelta(rng.choice([0, 0, 1, 2, 9], count), unit="D")
    return pd.DataFrame(
        {
            "employee_no": [f"{number:07}" for number in person],
            "employee_key": person.astype(str).astype(object),
            "unit": None,
            "employment_no": None,
            "position": None,
            "type": np.where(days.days > 3, "doctor_certified", "self_certified").astype(object),
            "code": None,
            "start": start,
            "end": start + days,
            "grade": 10_000,
            "sheet": "Ark1",
            "source_row": np.arange(2, count + 2),
        }
    )


def main(folder: Path) -> None:
    """Bring it in; the processor's seconds of the facts are told besides."""
    file = rows(size_of(folder))
    header = Header("absence", "payroll", "januar.xlsx", "new", "rows", "Ark1", "fingerprint",
                    THROUGH, len(file), 0, 0)  # fmt: skip
    with Store(folder / STORE) as store, timed() as steps:
        clock = Clock()
        with store.transaction() as cursor:
            change = bring_in(cursor, header, file, [], now=NOW)
        clock.stop()
    assert change.count("new") == len(file)
    report(clock, facts=sum(s for name, s in steps.items() if name[0].isdigit()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
