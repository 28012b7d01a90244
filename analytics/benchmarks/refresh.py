"""Fetch SSB's newest figures and keep them beside the store."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from analytics.benchmarks.snapshot import FILE, Snapshot, load
from analytics.benchmarks.statbank import PATIENCE, SSB, StatBank
from analytics.benchmarks.tables import FETCHED, TABLES, BenchmarkError
from analytics.i18n import N_

FITS = 0.11  # percentage points two tables may differ by: one of rounding, and float dust
NATIONAL = "12439"


@dataclass(frozen=True)
class Refreshed:
    """What a refresh gave: the figures now held, the tables fetched, and why others were not."""

    snapshot: Snapshot
    tables: tuple[str, ...]
    problems: tuple[BenchmarkError, ...]


def refresh(
    folder: Path, today: date, *, base_url: str = SSB, patience: float = PATIENCE
) -> Refreshed:
    """Fetch SSB's tables and keep them in `folder`, whole or not at all, in place of the older
    figures of the same tables. A table that cannot be taken in leaves its older figures standing.

    Raises BenchmarkError when nothing could be fetched or the file cannot be written.
    """
    bank = StatBank(base_url, patience=patience)
    held = load(folder).rates
    held = held[held["vintage"] == FETCHED]
    fetched: dict[str, pd.DataFrame] = {}
    problems: list[BenchmarkError] = []
    for table in TABLES:
        try:
            frame = bank.fetch(table, today)
            _agree(frame, fetched.get(NATIONAL), table.id)
        except BenchmarkError as error:
            problems.append(error)
        else:
            fetched[table.id] = frame
    if not fetched:
        raise problems[0]
    kept = held[~held["table"].isin(fetched)]
    _keep(pd.concat([kept, *fetched.values()], ignore_index=True), folder / FILE)
    return Refreshed(load(folder), tuple(fetched), tuple(problems))


def _agree(frame: pd.DataFrame, national: pd.DataFrame | None, table: str) -> None:
    """Fail where a table's row of all industries is not the national rate of table 12439: it
    then counts another kind of absence than its title says."""
    if national is None:
        return
    same = ["period", "sex", "certification", "industry", "sector"]
    both = frame.merge(national[[*same, "value_pct"]], on=same, suffixes=("", "_national"))
    if ((both["value_pct"] - both["value_pct_national"]).abs() > FITS).any():
        raise BenchmarkError(
            N_(
                "SSB's table %(table)s does not agree with the national figures of table 12439, "
                "so it was not taken in. The figures held before are still used."
            ),
            table=table,
        )


def _keep(rates: pd.DataFrame, path: Path) -> None:
    """Write beside the place and move: a reader finds the old file or the new, never half."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                rates.to_csv(file, index=False)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise BenchmarkError(
            N_("SSB's figures could not be kept in %(path)s (%(reason)s)."),
            path=path,
            reason=error.strerror,
        ) from error
