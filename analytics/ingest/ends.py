"""When a spell ends: the last day, or the first day back, or so many days after the first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import date_columns, values
from analytics.ingest.columns import Columns
from analytics.ingest.reading import Decision, Memory
from analytics.ingest.table import Flags

INCLUSIVE, EXCLUSIVE = N_("last day absent"), N_("first day back")
BACK = "end_date_exclusive_TRAP"
ENOUGH_ROWS = 2
MOST = 0.8
ONE_DAY = np.timedelta64(1, "D")

MEANING = N_("«%(column)s» is the last day of absence.")
MEANING_BACK = N_(
    "«%(column)s» is read as the first day back at work; the last day of absence is the day before."
)
FROM_DAYS = N_("The last day is worked out from the first day and «%(column)s» (rows: %(count)s).")


@dataclass(frozen=True)
class Ends:
    """Per row: the last day (NaT when open or faulty), whether it is open, and what is wrong.

    `counted` is the calendar days the file gives, NaN where it gives none.
    """

    days: NDArray[np.datetime64]
    open: Flags
    unreadable: Flags
    uncomputed: Flags
    column: int | None
    counted: NDArray[np.float64]
    decisions: tuple[Decision, ...]


def read(columns: Columns, start: NDArray[np.datetime64], memory: Memory) -> Ends:
    """The ends of a table's spells that begin on `start`."""
    name = "end_date" if "end_date" in columns else BACK if BACK in columns else None
    if name is None:
        return _from_days_alone(columns, start)
    column, at = columns.column(name), columns.index[name]
    order, decision = date_columns.decide(
        column, columns.header(name), columns.get("start_date"),
        memory.choices.get(f"date_order:{columns.header(name)}"),
    )  # fmt: skip
    read = date_columns.read(column, order)
    chosen = memory.choices.get(f"end:{columns.header(name)}")
    meaning, counted, evident = _meaning(columns, name, start, read.days, chosen)
    last = read.days - ONE_DAY if meaning == EXCLUSIVE else read.days
    uncomputed = columns.table.uncomputed.get(at, np.zeros(len(last), dtype=bool)) & read.blank
    filled = uncomputed & ~np.isnan(counted) & (counted >= 1)
    last = np.where(filled, _after(start, counted), last)
    taken = [decision, _decision(columns.header(name), meaning, evident)]
    if filled.any():
        taken.append(_worked_out(columns, int(filled.sum())))
    is_open = (read.open | read.blank) & ~uncomputed
    kept = tuple(d for d in taken if d is not None)
    return Ends(last, is_open, read.unreadable, uncomputed & ~filled, at, counted, kept)


def _decision(header: str, meaning: str, evident: bool) -> Decision:
    message = MEANING if meaning == INCLUSIVE else MEANING_BACK
    options = (INCLUSIVE, EXCLUSIVE)
    return Decision(f"end:{header}", message, {"column": header}, meaning, options, sure=evident)


def _meaning(
    columns: Columns,
    name: str,
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
    chosen: str | None,
) -> tuple[str, NDArray[np.float64], bool]:
    """What the end column means, the calendar days given, and whether that is certain."""
    plain = EXCLUSIVE if name == BACK else INCLUSIVE
    counted = np.full(len(start), np.nan)
    found: list[str] = []
    for days in ("calendar_days", "days", "work_days"):
        column = columns.get(days)
        if column is None:
            continue
        given = values.read(column).values
        by_calendar = _evidence(given, date_columns.count(end - start), 1.0)
        if days == "calendar_days" and not by_calendar:
            counted = np.where(np.isnan(counted), given, counted)
        if by_calendar:
            counted = np.where(np.isnan(counted), given, counted)
            found.append(by_calendar)
        elif by_work := _evidence(given, _weekdays(start, end), None):
            found.append(by_work)
    if chosen in (INCLUSIVE, EXCLUSIVE):
        return chosen, counted, True
    return (found[0], counted, True) if found else (plain, counted, True)


def _evidence(
    given: NDArray[np.float64], until: NDArray[np.float64], more: float | None
) -> str | None:
    """Which meaning most of the days given agree with; None when neither does.

    `until` counts the days before the end day; `more` is what the end day adds (None: see the
    second row of `until`).
    """
    before = until if more is not None else until[0]
    with_end = until + more if more is not None else until[1]
    known = ~np.isnan(given) & ~np.isnan(before) & (given > 0)
    if int(known.sum()) < ENOUGH_ROWS:
        return None
    inclusive = float((given == with_end)[known].mean())
    exclusive = float((given == before)[known].mean())
    if max(inclusive, exclusive) < MOST or abs(inclusive - exclusive) < 1 - MOST:
        return None
    return INCLUSIVE if inclusive > exclusive else EXCLUSIVE


def _weekdays(start: NDArray[np.datetime64], end: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Mondays to Fridays from start to end: without the end day, and with it."""
    both = ~np.isnat(start) & ~np.isnat(end)
    count = np.full((2, len(start)), np.nan)
    count[0, both] = np.busday_count(start[both], end[both])
    count[1, both] = np.busday_count(start[both], end[both] + ONE_DAY)
    return count


def _after(start: NDArray[np.datetime64], days: NDArray[np.float64]) -> NDArray[np.datetime64]:
    whole = np.where(np.isnan(days), 1, days).astype(int) - 1
    last: NDArray[np.datetime64] = start + whole.astype("timedelta64[D]")
    return last


def _from_days_alone(columns: Columns, start: NDArray[np.datetime64]) -> Ends:
    """Ends worked out from the number of calendar days; a blank number is an open spell."""
    given = values.read(columns.column("calendar_days"))
    known = ~np.isnan(given.values)
    last = np.where(known, _after(start, given.values), np.datetime64("NaT", "D"))
    nothing = np.zeros(len(start), dtype=bool)
    is_open = ~known & ~given.unreadable
    decision = _worked_out(columns, int(known.sum()))
    at = columns.index["calendar_days"]
    return Ends(last, is_open, given.unreadable, nothing, at, given.values, (decision,))


def _worked_out(columns: Columns, count: int) -> Decision:
    name = next(n for n in ("calendar_days", "days", "work_days") if n in columns)
    values_ = {"count": count, "column": columns.header(name)}
    return Decision("end_from_days", FROM_DAYS, values_, "days")
