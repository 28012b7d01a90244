"""The days of an absence file by kind and by reason for leaving rows out, ours and the file's.

Days are counted as the file's own day column counts them, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from analytics.ingest.reading import Account, FileSum, Kind
from analytics.ingest.table import Flags, Table
from analytics.ingest.typed import Source

HELD = N_("rows in quarantine")

CALENDAR = N_("calendar days")
WORKING = N_("working days less public holidays")
WEEKDAYS = N_("Mondays to Fridays")

AT_NOTHING = N_("Rows with 0 % absence are not counted as absence.")
LEFT_OUT = N_("These rows are left out.")

DAY_FIELDS = ("calendar_days", "days", "work_days")
ONE_DAY = np.timedelta64(1, "D")

Days = NDArray[np.datetime64]
Numbers = NDArray[np.float64]


def accounts(
    kind: Kind, source: Source, used: pd.DataFrame, through: date
) -> tuple[str, tuple[Account, ...], tuple[FileSum, ...]]:
    """What the file's day column counts ("" when there is none), days per type and per reason for
    leaving out, and the file's own totals; nothing for other files than absence."""
    if kind is not Kind.ABSENCE:
        return "", (), ()
    spans = _spans(used, through)
    counts = [_counted(source, name, spans) for name in DAY_FIELDS if name in source.columns]
    main = counts[0] if counts else _uncounted(source, spans)
    lines = (*_by_type(used, main, spans), *_left_out(source.outcomes, main.given))
    told = "" if np.isnan(main.theirs).all() else main.unit
    sums = (found for count in counts for found in _sums(source.columns.table, count, spans))
    return told, lines, tuple(sums)


@dataclass(frozen=True)
class _Spans:
    """First and last day of the rows used (open ones end with the file), and which are open."""

    first: Days
    last: Days
    is_open: Flags


@dataclass(frozen=True)
class _Counted:
    """One column of days: what the file gives per row of the table (`given`) and per row used
    (`theirs`, NaN where rows were joined), what it counts, and our days counted likewise."""

    header: str
    given: Numbers
    theirs: Numbers
    unit: str
    ours: Numbers


def _counted(source: Source, name: str, spans: _Spans) -> _Counted:
    given = values.read(source.columns.column(name)).values
    used = source.outcomes.used
    joined = len(spans.first) != int(used.sum())
    theirs = np.full(len(spans.first), np.nan) if joined else given[used]
    unit = _unit(spans, theirs)
    ours = _count(unit, spans.first, spans.last)
    return _Counted(source.columns.header(name), given, theirs, unit, ours)


def _uncounted(source: Source, spans: _Spans) -> _Counted:
    none = np.full(len(source.columns.table), np.nan)
    ours = _count(CALENDAR, spans.first, spans.last)
    return _Counted("", none, np.full(len(ours), np.nan), CALENDAR, ours)


def _spans(used: pd.DataFrame, through: date) -> _Spans:
    ended = _days(used["end"])
    is_open = np.isnat(ended)
    first = _days(used["start"])
    return _Spans(first, np.where(is_open, np.datetime64(through), ended), is_open)


def _days(column: pd.Series[Any]) -> Days:
    # Through pandas: numpy takes Python's dates one by one.
    return pd.to_datetime(column).to_numpy().astype("datetime64[D]")


def _unit(spans: _Spans, theirs: Numbers) -> str:
    """What the file counts, judged by the spells that have ended."""
    known = ~np.isnan(theirs) & ~spans.is_open
    first, last = spans.first[known], spans.last[known]
    agree = {
        unit: int((_count(unit, first, last) == theirs[known]).sum())
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


def _by_type(used: pd.DataFrame, days: _Counted, spans: _Spans) -> Iterator[Account]:
    types = used["type"].to_numpy()
    for what in sorted(set(types.tolist())):
        own = types == what
        differs = _closed_difference(days, own & ~spans.is_open)
        yield Account(what, int(own.sum()), _sum(days.ours[own]), _sum(days.theirs[own]), differs)


def _closed_difference(days: _Counted, closed: Flags) -> bool:
    return float(days.ours[closed].sum()) != float(np.nansum(days.theirs[closed]))


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


def _sums(read: Table, days: _Counted, spans: _Spans) -> Iterator[FileSum]:
    """The file's own totals of one column."""
    explained = not _closed_difference(days, ~spans.is_open)
    for label, found in read.sums.items():
        if label.endswith(f" ({days.header})"):
            yield FileSum(label, found, float(days.ours.sum()), explained)
