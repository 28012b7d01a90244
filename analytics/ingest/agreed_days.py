"""Agreed working days per unit and month, for workplaces without an employee register."""

from __future__ import annotations

import re
from datetime import date

import numpy as np

from analytics.i18n import N_
from analytics.ingest import dates, typed, values
from analytics.ingest.grid import Cell
from analytics.ingest.table import Array, Coded, missing
from analytics.ingest.typed import Source, Typed

DUPLICATE = N_("duplicate row")
NO_UNIT = N_("The unit is missing. Fill it in and upload the file again.")
BAD_MONTH = N_("The month is missing or cannot be read. Write it like 2025-01.")
BAD_DAYS = N_("Agreed working days is missing or not a number of 0 or more. Correct it.")
BAD_COUNT = N_("The number of employees is not a number of 0 or more. Correct it.")
TOO_EARLY = N_("The month is before 1990. Correct it.")
TWICE = N_("The row says the same as row %(first)s and is counted once.")
CONTRADICTS = N_(
    "Row %(first)s gives other agreed days for the same unit and month. Keep one of them."
)

FIRST_MONTH = np.datetime64("1990-01-01")
YEAR_MONTH = re.compile(r"(\d{4})\s*[-./ mM]\s*(\d{1,2})")
MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{4})")
NAMED = re.compile(r"([a-zæøåä]{3})[a-zæøåä]*\.?[\s-]*(\d{4}|\d{2})?")


def read(source: Source) -> Typed:
    """Agreed days by unit and month, with every row's fate in `source.outcomes`."""
    units = source.texts("department", "department_id")
    found = months(source.columns.column("month"), source.columns.get("year"))
    days = values.read(source.columns.column("agreed_workdays")).values
    persons = source.columns.get("headcount")
    counted = np.full(len(units), np.nan) if persons is None else values.read(persons).values
    _drop_repeated(source, units, found, days, counted)
    at = "department" if "department" in source.columns else "department_id"
    refuse = source.outcomes.quarantine
    refuse(missing(units), source.at(at), NO_UNIT)
    refuse(np.isnat(found), source.at("month"), BAD_MONTH)
    refuse(found < FIRST_MONTH, source.at("month"), TOO_EARLY)
    refuse(~(days >= 0), source.at("agreed_workdays"), BAD_DAYS)
    if persons is not None:
        refuse(~(counted >= 0) & ~persons.blank, source.at("headcount"), BAD_COUNT)
    _refuse_contradictions(source, units, found)
    columns = {
        "unit": units,
        "month": typed.python_dates(found),
        "agreed_days": days,
        "persons": typed.whole(counted),
    }
    return Typed(typed.frame(source, columns), ())


def months(column: Coded, years: Coded | None) -> Array:
    """The first of each row's month; NaT where it cannot be read.

    A month without a year takes it from the column `years`.
    """
    pairs = [month_of(cell) for cell in column.cells]
    year = column.spread(
        [np.nan if p is None or p[0] is None else p[0] for p in pairs], np.nan, float
    )
    number = column.spread([np.nan if p is None else p[1] for p in pairs], np.nan, float)
    if years is not None:
        year = np.where(np.isnan(year), values.read(years).values, year)
    known = ~np.isnan(year) & (number >= 1) & (number <= 12) & (year >= 1900) & (year < 2100)
    since = np.where(known, (year - 1970) * 12 + number - 1, 0).astype(int)
    found = since.astype("datetime64[M]").astype("datetime64[D]")
    return np.where(known, found, np.datetime64("NaT", "D"))


def month_of(cell: Cell) -> tuple[int | None, int] | None:
    """A cell as year and month; the year is None where only the month is named."""
    if isinstance(cell, date):
        return cell.year, cell.month
    text = typed.plain(cell).casefold()
    if match := YEAR_MONTH.fullmatch(text) or re.fullmatch(r"(\d{4})(\d{2})", text):
        return int(match[1]), int(match[2])
    if match := MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1])
    if re.fullmatch(r"\d{1,2}", text):
        return None, int(text)
    match = NAMED.fullmatch(text)
    if match and match[1] in dates.MONTHS:
        year = None if match[2] is None else int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return year, dates.MONTHS[match[1]]
    spot = dates.spot(cell)
    spot = spot.as_date(dates.DAY_FIRST) if isinstance(spot, dates.Parts) else spot
    return None if spot is None else (spot.year, spot.month)


def _same_month(units: Array, found: Array) -> dict[str, object]:
    return {"unit": Coded.of(units.tolist()).codes, "month": found.astype(np.int64)}


def _drop_repeated(source: Source, units: Array, found: Array, days: Array, counted: Array) -> None:
    same = {**_same_month(units, found), "days": days, "persons": counted}
    again = source.outcomes.same_as(same)
    flags = np.zeros(len(units), dtype=bool)
    flags[again.index] = True
    flags &= ~np.isnat(found) & ~missing(units)
    first = dict(zip(again.index, again, strict=True))
    numbers = source.columns.table.row_numbers
    source.outcomes.warn(flags, None, TWICE, lambda row: {"first": int(numbers[first[row]])})
    source.outcomes.ignore(flags, DUPLICATE)


def _refuse_contradictions(source: Source, units: Array, found: Array) -> None:
    again = source.outcomes.same_as(_same_month(units, found))
    flags = np.zeros(len(units), dtype=bool)
    flags[again.index] = True
    first = dict(zip(again.index, again, strict=True))
    numbers = source.columns.table.row_numbers
    source.outcomes.quarantine(
        flags,
        source.at("agreed_workdays"),
        CONTRADICTS,
        lambda row: {"first": int(numbers[first[row]])},
    )
