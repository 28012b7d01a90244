"""Spells of absence, typed row by row from a table whose columns are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.domain.absence import AbsenceType
from analytics.i18n import N_
from analytics.ingest import (
    absence_kinds,
    date_columns,
    ends,
    export_date,
    grades,
    people,
    typed,
    voided,
)
from analytics.ingest.absence_kinds import Kinds
from analytics.ingest.ends import Ends
from analytics.ingest.grades import Grades
from analytics.ingest.people import People
from analytics.ingest.reading import Decision
from analytics.ingest.table import Coded, Flags
from analytics.ingest.typed import Source, Typed

FIRST_DAY = np.datetime64("1990-01-01")  # absence before it is a misread date
SOON, YEAR_AHEAD, END_AHEAD = 60, 366, 731  # days
PLANNED = frozenset({AbsenceType.HOLIDAY, AbsenceType.LEAVE, AbsenceType.OTHER})

DUPLICATE = N_("duplicate row")
NOTHING_LOST = N_("0 % absent")
NO_START = N_("The first day is missing. Fill it in and upload the file again.")
BAD_START = N_("The first day cannot be read as a date. Write it like 31.12.2025.")
BAD_END = N_(
    "The last day cannot be read as a date. Write it like 31.12.2025, or leave it blank when the "
    "absence goes on."
)
NO_FORMULA = N_(
    "The last day is a formula the file holds no result for. Open the file in Excel, save it and "
    "upload it again."
)
BACKWARDS = N_("The last day is before the first. Correct one of them.")
TOO_EARLY = N_("The date is before 1990. Correct it.")
START_AHEAD = N_("The first day is too far ahead. Correct it, or wait until the absence is near.")
END_AHEAD_SAID = N_(
    "The last day is more than two years ahead. Correct it, or leave it blank when the absence "
    "goes on."
)
BAD_GRADE = N_("The degree of absence is not a percent between 0 and 100. Correct it.")
TWICE = N_("The row says the same as row %(first)s and is counted once.")


@dataclass(frozen=True)
class Spells:
    """Everything read about the rows of an absence file, before it is judged."""

    who: People
    kinds: Kinds
    start: date_columns.Days
    end: Ends
    grade: Grades
    decisions: tuple[Decision, ...]


def read(source: Source) -> Typed:
    """The spells of a file, with every row used, ignored or quarantined in `source.outcomes`."""
    spells = _spells(source)
    voided.by_status(source)
    same = (spells.who.keys, spells.kinds.labels, spells.start.days, spells.end.days)
    unmatched, days_at = voided.by_reversal(source, *same)
    source.outcomes.ignore(spells.grade.percent == 0, NOTHING_LOST)
    people.check(source, spells.who)
    absence_kinds.check(source, spells.kinds)
    source.outcomes.quarantine(unmatched, days_at, voided.NO_MATCH)
    _check_dates(source, spells)
    _check_ahead(source, spells)
    source.outcomes.quarantine(spells.grade.faulty, spells.grade.column, BAD_GRADE)
    _drop_repeated(source, spells)
    return _typed(source, spells)


def _spells(source: Source) -> Spells:
    columns, choices = source.columns, source.memory.choices
    who, kinds = people.identify(source), absence_kinds.read(source)
    header = columns.header("start_date")
    column = columns.column("start_date")
    beside = columns.get("end_date") or columns.get(ends.BACK)
    order, decision = date_columns.decide(
        column, header, beside, choices.get(f"date_order:{header}")
    )
    start = date_columns.read(column, order)
    end = ends.read(columns, start.days, source.memory)
    grade = grades.read(source, kinds)
    dated = () if decision is None else (decision,)
    taken = (*who.decisions, *kinds.decisions, *dated, *end.decisions, *grade.decisions)
    return Spells(who, kinds, start, end, grade, taken)


def _check_dates(source: Source, spells: Spells) -> None:
    at, start, end = source.at("start_date"), spells.start, spells.end
    refuse = source.outcomes.quarantine
    refuse(start.blank, at, NO_START)
    refuse(start.unreadable | start.open, at, BAD_START)
    refuse(end.unreadable, end.column, BAD_END)
    refuse(end.uncomputed, end.column, NO_FORMULA)
    refuse(end.days < start.days, end.column, BACKWARDS)
    refuse(start.days < FIRST_DAY, at, TOO_EARLY)
    refuse(end.days < FIRST_DAY, end.column, TOO_EARLY)


def _check_ahead(source: Source, spells: Spells) -> None:
    """Holiday and leave are planned up to a year ahead; sickness is not."""
    today = np.datetime64(source.today)
    planned = spells.kinds.among(PLANNED)
    limit = today + np.where(planned, YEAR_AHEAD, SOON).astype("timedelta64[D]")
    refuse = source.outcomes.quarantine
    refuse(spells.start.days > limit, source.at("start_date"), START_AHEAD)
    late: Flags = spells.end.days > today + np.timedelta64(END_AHEAD, "D")
    refuse(late, spells.end.column, END_AHEAD_SAID)


def _drop_repeated(source: Source, spells: Spells) -> None:
    """Rows that say the same as an earlier one count once, and are named."""
    key, label = (_codes(column) for column in (spells.who.keys, spells.kinds.labels))
    again = source.outcomes.same_as(
        {
            "key": key,
            "label": label,
            "start": spells.start.days.astype(np.int64),
            "end": spells.end.days.astype(np.int64),
            "grade": spells.grade.percent,
            "position": spells.grade.position,
            "employment": _codes(source.texts("employment_number")),
            "unit": _codes(source.texts("department", "department_id")),
        }
    )
    flags = np.zeros(len(key), dtype=bool)
    flags[again.index] = True
    numbers = source.columns.table.row_numbers
    first = dict(zip(again.index, again, strict=True))
    source.outcomes.warn(flags, None, TWICE, lambda row: {"first": int(numbers[first[row]])})
    source.outcomes.ignore(flags, DUPLICATE)


def _codes(texts: NDArray[np.object_]) -> NDArray[np.intp]:
    return Coded.of(texts.tolist()).codes


def _typed(source: Source, spells: Spells) -> Typed:
    rows = typed.frame(
        source,
        {
            "employee_no": spells.who.numbers,
            "employee_key": spells.who.keys,
            "unit": source.texts("department", "department_id"),
            "employment_no": source.texts("employment_number"),
            "position": typed.whole(spells.grade.position, typed.FULL_TIME / 100),
            "type": spells.kinds.types,
            "code": spells.kinds.labels,
            "start": typed.python_dates(spells.start.days),
            "end": typed.python_dates(spells.end.days),
            "grade": np.floor(np.nan_to_num(spells.grade.percent) * 100 + 0.5).astype(np.int64),
        },
    )
    at = source.at("absence_type")
    hidden = frozenset({at}) if spells.kinds.shows_health and at is not None else frozenset()
    return Typed(
        rows=rows,
        decisions=spells.decisions,
        types=spells.kinds.summary,
        counted_to=export_date.by_days(spells.start.days, spells.end.open, spells.end.counted),
        latest_start=_latest_sick(source, spells),
        hidden_columns=hidden,
    )


def _latest_sick(source: Source, spells: Spells) -> date | None:
    """The latest first day of used sickness, which is never registered in advance."""
    own = spells.kinds.among(kind for kind in AbsenceType if kind.own_sickness)
    starts = spells.start.days[source.outcomes.used & own]
    latest: date | None = starts.max().item() if len(starts) else None
    return latest
