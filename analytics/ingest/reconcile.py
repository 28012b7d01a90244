"""The file's own figures beside ours: rows, days per kind of absence, and its total rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.calendar import public_holidays
from analytics.i18n import N_
from analytics.ingest import date_columns, values
from analytics.ingest.absences import NOTHING_LOST
from analytics.ingest.outcomes import QUARANTINED, Outcomes
from analytics.ingest.reading import Account, FileSum, Kind, Reading
from analytics.ingest.table import Table
from analytics.ingest.typed import Source

READ, IN_USE, HELD = N_("rows read"), N_("rows used"), N_("rows in quarantine")
TOTAL = N_("Total")

CALENDAR = N_("calendar days")
WORKING = N_("working days less public holidays")
WEEKDAYS = N_("Mondays to Fridays")

OPEN = N_("Open spells are counted up to the day the file was made.")
AT_NOTHING = N_("Rows with 0 % absence are not counted as absence.")
LEFT_OUT = N_("These rows are left out.")
LEFT_OUT_IN_ALL = N_("The rows left out, and open spells, are the difference.")
OTHERWISE = N_("The file counts these days otherwise. Check the first and the last day.")

DAY_FIELDS = ("calendar_days", "days", "work_days")
COLUMNS = ["type", "rows", "days_ours", "days_file", "difference", "why"]
ONE_DAY = np.timedelta64(1, "D")

Days = NDArray[np.datetime64]
Numbers = NDArray[np.float64]


def rows(reading: Reading) -> pd.DataFrame:
    """`what` (English message id), `rows`: rows read, then what became of them, adding up to it."""
    parts = {READ: reading.rows_read, IN_USE: reading.rows_used, **reading.ignored}
    return pd.DataFrame([*parts.items(), (HELD, reading.quarantined)], columns=["what", "rows"])


def table(reading: Reading) -> pd.DataFrame:
    """Days as we count them beside the file's: one row per kind of absence, then per reason for
    leaving rows out, the total, and the file's own total rows.

    `type` is an AbsenceType, an English message id or the file's label; `days_file` and
    `difference` (ours less the file's) are NaN where the file counts no days; `why` is the English
    message id that explains a difference, or None. Days are those of `Reading.days_counted`.
    """
    lines = [_line(account) for account in reading.accounts]
    if lines:
        lines.append(_total(reading.accounts))
    lines += [_file_line(found, reading.accounts) for found in reading.sums]
    return pd.DataFrame(lines, columns=COLUMNS)


def _line(account: Account) -> dict[str, Any]:
    difference = account.days_ours - account.days_file
    why = None
    if difference and not np.isnan(difference):
        why = account.why or (OTHERWISE if account.closed_difference else OPEN)
    return dict(zip(COLUMNS, (account.what, account.rows, account.days_ours, account.days_file,
                              difference, why), strict=True))  # fmt: skip


def _total(accounts: tuple[Account, ...]) -> dict[str, Any]:
    days_file = [a.days_file for a in accounts if not np.isnan(a.days_file)]
    given = float(sum(days_file)) if days_file else float("nan")
    return _summed(TOTAL, given, accounts)


def _file_line(found: FileSum, accounts: tuple[Account, ...]) -> dict[str, Any]:
    return _summed(found.label, found.days, accounts)


def _summed(label: str, days_file: float, accounts: tuple[Account, ...]) -> dict[str, Any]:
    ours = float(sum(account.days_ours for account in accounts))
    counted = sum(account.rows for account in accounts if not account.why)
    difference = ours - days_file
    explained = all(a.why or not a.closed_difference for a in accounts)
    why = None
    if difference and not np.isnan(difference):
        why = LEFT_OUT_IN_ALL if explained else OTHERWISE
    return dict(zip(COLUMNS, (label, counted, ours, days_file, difference, why), strict=True))


def accounts(
    kind: Kind, source: Source, used: pd.DataFrame, through: date
) -> tuple[str, tuple[Account, ...], tuple[FileSum, ...]]:
    """What the file's day column counts ("" when there is none), days per type and per reason for
    leaving out, and the file's own totals of that column; nothing for other files than absence."""
    if kind is not Kind.ABSENCE:
        return "", (), ()
    name, given = _given(source)
    aligned = len(used) == int(source.outcomes.used.sum())
    theirs = given[source.outcomes.used] if aligned else np.full(len(used), np.nan)
    first, last, is_open = _spans(used, through)
    unit = _unit(first, last, np.where(is_open, np.nan, theirs))
    ours = _count(unit, first, last)
    typed = _by_type(used, ours, theirs, is_open)
    left = tuple(_left_out(source.outcomes, given))
    return (
        "" if name is None else unit,
        (*typed, *left),
        _sums(source.columns.table, source.columns.header(name)) if name else (),
    )


def _given(source: Source) -> tuple[str | None, Numbers]:
    """The field that holds the file's own days, and its days per row of the table."""
    name = next((name for name in DAY_FIELDS if name in source.columns), None)
    if name is None:
        return None, np.full(len(source.columns.table), np.nan)
    return name, values.read(source.columns.column(name)).values


def _spans(used: pd.DataFrame, through: date) -> tuple[Days, Days, NDArray[np.bool_]]:
    first = used["start"].to_numpy().astype("datetime64[D]")
    ended = used["end"].to_numpy().astype("datetime64[D]")
    is_open = np.isnat(ended)
    return first, np.where(is_open, np.datetime64(through), ended), is_open


def _unit(first: Days, last: Days, theirs: Numbers) -> str:
    """What the file counts, judged by the spells that have ended."""
    known = ~np.isnan(theirs)
    agree = {
        unit: int((_count(unit, first[known], last[known]) == theirs[known]).sum())
        for unit in (CALENDAR, WORKING, WEEKDAYS)
    }
    return max(agree, key=agree.__getitem__)


def _count(unit: str, first: Days, last: Days) -> Numbers:
    """Days from first to last, both included; none where an open spell begins after the export."""
    if unit == CALENDAR or not len(first):
        return np.maximum(date_columns.count(last - first) + 1, 0)
    years = range(int(first.min().astype(object).year), int(last.max().astype(object).year) + 1)
    free = [day for year in years for day in public_holidays(year)] if unit == WORKING else []
    return np.maximum(np.busday_count(first, last + ONE_DAY, holidays=free), 0).astype(float)


def _by_type(
    used: pd.DataFrame, ours: Numbers, theirs: Numbers, is_open: NDArray[np.bool_]
) -> Iterator[Account]:
    types = used["type"].astype(str).to_numpy()
    for what in dict.fromkeys(sorted(types)):
        own = types == what
        closed = own & ~is_open
        differs = float(ours[closed].sum()) != float(np.nansum(theirs[closed]))
        yield Account(what, int(own.sum()), _sum(ours[own]), _sum(theirs[own]), differs)


def _left_out(outcomes: Outcomes, given: Numbers) -> Iterator[Account]:
    """Rows left out in which the file counts days."""
    reasons: Mapping[str, NDArray[np.bool_]] = {
        **{why: outcomes.reasons == why for why in outcomes.ignored},
        HELD: outcomes.state == QUARANTINED,
    }
    for reason, flags in reasons.items():
        days = _sum(given[flags])
        if days and not np.isnan(days):
            why = AT_NOTHING if reason == NOTHING_LOST else LEFT_OUT
            yield Account(reason, int(flags.sum()), 0.0, days, False, why)


def _sum(days: Numbers) -> float:
    """The sum without the unknown; NaN when nothing is known."""
    known = days[~np.isnan(days)]
    return round(float(known.sum()), 6) if len(known) else float("nan")


def _sums(read: Table, header: str) -> tuple[FileSum, ...]:
    """The file's own totals of one column."""
    ending = f" ({header})"
    return tuple(
        FileSum(label.removesuffix(ending), days)
        for label, days in read.sums.items()
        if label.endswith(ending)
    )
