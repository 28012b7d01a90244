"""SSB's figures as they are held: shipped with the program, refreshed beside the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from analytics.benchmarks import tables
from analytics.benchmarks.tables import COLUMNS, BenchmarkError
from analytics.i18n import N_, Translate, day
from analytics.settings import DATA

SHIPPED = DATA / "benchmarks" / "ssb_snapshot.csv"
FILE = "ssb_benchmarks.csv"


@dataclass(frozen=True)
class Snapshot:
    """Rates as rows of `tables.COLUMNS`, and whether they are only those the program came with."""

    rates: pd.DataFrame
    shipped: bool

    @cached_property
    def fetched_at(self) -> date:
        """The day the newest of the figures was fetched."""
        return date.fromisoformat(max(self.rates["fetched_at"]))

    @cached_property
    def newest_quarter(self) -> str:
        """The newest quarter with a national unadjusted total, such as `2025K2`."""
        quarters = self.rates[
            (self.rates["freq"] == "quarter")
            & (self.rates["adjustment"] == "none")
            & (self.rates["industry"] == tables.ALL_INDUSTRIES)
            & (self.rates["sector"] == tables.ALL)
            & (self.rates["certification"] == tables.TOTAL)
        ]
        return str(max(quarters["period"]))

    def age(self, today: date) -> int:
        """Days since the figures were fetched."""
        return (today - self.fetched_at).days

    def age_text(self, today: date, translate: Translate) -> str:
        """How old the figures are, in one sentence."""
        days = self.age(today)
        text = N_(
            "The figures from SSB were fetched on %(day)s, %(days)s days ago; the newest quarter "
            "is %(quarter)s."
        )
        if days < 2:
            text = N_(
                "The figures from SSB were fetched on %(day)s; the newest quarter is %(quarter)s."
            )
        newest = self.newest_quarter
        called = {"quarter": newest[5:], "year": newest[:4]}
        return translate(text) % {
            "day": day(self.fetched_at),
            "days": days,
            "quarter": translate(N_("Q%(quarter)s %(year)s")) % called,
        }


def load(folder: Path) -> Snapshot:
    """The figures shipped, with those refreshed into `folder` (the store's). Opens no connection.

    Raises BenchmarkError when the refreshed file is damaged.
    """
    path = folder / FILE
    shipped = _read(SHIPPED)
    if not path.exists():
        return Snapshot(shipped, shipped=True)
    try:
        fetched = _read(path)
    except (OSError, ValueError, KeyError) as error:
        raise BenchmarkError(
            N_(
                "The file with SSB's figures, %(path)s, is damaged. Delete it: the figures the "
                "program came with are then used until the next refresh."
            ),
            path=path,
        ) from error
    return Snapshot(pd.concat([shipped, fetched], ignore_index=True), shipped=False)


def _read(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)[list(COLUMNS)]
    if frame.empty:
        raise ValueError(path)
    return frame.assign(value_pct=frame["value_pct"].astype(float))
