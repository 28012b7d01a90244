"""Absence told day by day (timesheets, calendars, shift deviations), typed and made into spells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics.domain.absence import OWN_SICKNESS, AbsenceType
from analytics.i18n import N_
from analytics.ingest import (
    absence_kinds,
    absences,
    day_grades,
    day_reading,
    day_spells,
    deviations,
    flat,
    people,
    typed,
    voided,
)
from analytics.ingest.day_reading import DayRows
from analytics.ingest.day_spells import APART, BRIDGED, JOINED, ROSTER, Diary, Run
from analytics.ingest.reading import Decision
from analytics.ingest.table import missing
from analytics.ingest.typed import Source, Typed

LAYOUT = "day_rows"
MOST_DAYS = 1.0
SHIFT_GAPS = "shift_gaps"

NO_DATE = N_("The date is missing. Fill it in and upload the file again.")
BAD_DATE = N_("The date cannot be read. Write it like 31.12.2025.")
AHEAD = N_("The date is too far ahead. Correct it, or wait until the absence is near.")
BAD_AMOUNT = N_("The number of hours or days cannot be read. Write it like 7,5.")
MANY_DAYS = N_("The row holds more than one day, but only one date. Export one row per day.")
STITCHED = {
    BRIDGED: N_(
        "%(days)s rows of one day each were put together to %(spells)s spells. Weekends, public "
        "holidays and the employee's fixed days off do not end a spell; a day at work does."
    ),
    APART: N_(
        "%(days)s days with a shift were put together to %(spells)s spells. Days without a shift "
        "are not counted as absence, so one sick leave may be shown as several."
    ),
    JOINED: N_(
        "%(days)s days with a shift were put together to %(spells)s spells. Up to three days "
        "without a shift are counted as part of the same absence."
    ),
}


def read(source: Source) -> Typed:
    """The spells that a table with one row a day tells of.

    Every row is used, ignored or quarantined in `source.outcomes`; several used rows may make
    one spell, which points at the first of them.
    """
    rows = day_reading.read(source)
    source.outcomes.ignore(rows.grade.percent == 0, absences.NOTHING_LOST)
    people.check(source, rows.who)
    absence_kinds.check(source, rows.kinds)
    _check(source, rows)
    gaps = _gaps(source)
    diaries = _diaries(rows, gaps)
    runs = day_spells.stitch(_days(source, rows), diaries)
    used = int(source.outcomes.used.sum())
    told = _told(gaps, used, len(runs))
    layout = source.columns.table.layout
    return Typed(
        rows=_frame(source, rows, runs),
        decisions=(*rows.decisions, told),
        types=rows.kinds.summary,
        latest_start=max((run.start for run in runs if run.type in OWN_SICKNESS), default=None),
        merged=used - len(runs),
        layout=LAYOUT if layout == flat.LAYOUT else layout,
    )


def _check(source: Source, rows: DayRows) -> None:
    refuse, at, amounts = source.outcomes.quarantine, source.at("date"), rows.amounts
    refuse(rows.alone, amounts.column, voided.NO_MATCH)
    refuse(rows.date.blank, at, NO_DATE)
    refuse(rows.date.unreadable | rows.date.open, at, BAD_DATE)
    refuse(rows.date.days < absences.FIRST_DAY, at, absences.TOO_EARLY)
    planned = np.isin(rows.kinds.types.astype(str), sorted(absences.PLANNED))
    limit = np.where(planned, absences.YEAR_AHEAD, absences.SOON).astype("timedelta64[D]")
    refuse(rows.date.days > np.datetime64(source.today) + limit, at, AHEAD)
    refuse(rows.grade.faulty, rows.grade.column, absences.BAD_GRADE)
    refuse(amounts.unreadable, amounts.column, BAD_AMOUNT)
    refuse(amounts.days > MOST_DAYS, amounts.column, MANY_DAYS)


def _gaps(source: Source) -> str:
    """Which gaps are bridged. Shift workers have no fixed days off, so none unless asked for."""
    if source.columns.table.layout != deviations.LAYOUT:
        return BRIDGED
    return JOINED if source.memory.choices.get(SHIFT_GAPS) == JOINED else APART


def _told(gaps: str, days: int, spells: int) -> Decision:
    said = {"days": days, "spells": spells}
    if gaps == BRIDGED:
        return Decision("day_rows", STITCHED[gaps], said, gaps)
    return Decision(SHIFT_GAPS, STITCHED[gaps], said, gaps, (APART, JOINED), sure=False)


def _diaries(rows: DayRows, gaps: str) -> dict[str, Diary]:
    """Person → the days with rows of any kind that were not taken back."""
    told = rows.live & ~np.isnat(rows.date.days) & ~missing(rows.who.keys)
    keys = rows.who.keys[told].tolist()
    days: dict[str, set[date]] = {key: set() for key in keys}
    for key, day in zip(keys, typed.python_dates(rows.date.days)[told].tolist(), strict=True):
        days[key].add(day)
    work = ~np.isin(rows.kinds.types.astype(str), [*AbsenceType])
    works = set(rows.who.keys[told & work].tolist())
    rostered = set(rows.who.keys[told & (rows.kinds.labels == deviations.PLANNED)].tolist())
    return {
        key: Diary(frozenset(own), key in works, ROSTER if key in rostered else gaps)
        for key, own in days.items()
    }


def _days(source: Source, rows: DayRows) -> pd.DataFrame:
    """One row a person, lane and day with a Run of that day; rows of the same day are added."""
    frame = pd.DataFrame(
        {
            "key": rows.who.keys,
            "employment": source.texts("employment_number"),
            "day": typed.python_dates(rows.date.days),
            "type": rows.kinds.types.astype(str),
            "place": source.texts("department", "department_id"),
            "percent": rows.grade.percent,
            "by_hours": rows.grade.by_hours,
            "first": np.arange(len(rows.live)),
        }
    )[source.outcomes.used]
    frame["lane"] = frame["type"].map(day_spells.lane)
    frame["certified"] = frame["type"] == AbsenceType.DOCTOR_CERTIFIED
    days = frame.groupby(
        ["key", "employment", "lane", "day"], dropna=False, sort=False, as_index=False
    ).agg(
        first=("first", "min"),
        place=("place", "first"),
        percent=("percent", "sum"),
        by_hours=("by_hours", "any"),
        certified=("certified", "any"),
    )
    runs = pd.Series(list(_runs_of_a_day(days)), index=days.index, dtype=object)
    return days[["key", "employment", "lane"]].assign(run=runs)


def _runs_of_a_day(days: pd.DataFrame) -> Iterator[Run]:
    percent = day_grades.of_day(days["percent"], days["by_hours"])
    columns = (days[name].tolist() for name in ("first", "lane", "day", "place", "certified"))
    for grade, first, kind, day, place, certified in zip(percent, *columns, strict=True):
        named = str(AbsenceType.DOCTOR_CERTIFIED if certified else kind)
        yield Run(first, named, float(grade), day, day, place if isinstance(place, str) else None)


def _frame(source: Source, rows: DayRows, runs: list[Run]) -> pd.DataFrame:
    """The spells as typed rows (see `Reading.rows`), in the order of the file."""
    at = np.array([run.first for run in runs], dtype=np.intp)
    sheets = source.columns.table.row_sheets
    columns: dict[str, Any] = {
        "employee_no": rows.who.numbers[at],
        "employee_key": rows.who.keys[at],
        "unit": np.array([run.place for run in runs], dtype=object),
        "employment_no": source.texts("employment_number")[at],
        "position": typed.whole(rows.grade.position[at], typed.FULL_TIME / 100),
        "type": np.array([run.type for run in runs], dtype=object),
        "code": rows.kinds.labels[at],
        "start": np.array([run.start for run in runs], dtype=object),
        "end": np.array([run.end for run in runs], dtype=object),
        "grade": np.array([round(run.grade * 100) for run in runs], dtype=np.int64),
        "source_row": source.columns.table.row_numbers[at].astype(np.int64),
        "sheet": sheets.spread([str(cell) for cell in sheets.cells], "")[at],
    }
    return pd.DataFrame(
        {
            name: pd.Series(cells, dtype=object if cells.dtype == object else None)
            for name, cells in columns.items()
        }
    )
