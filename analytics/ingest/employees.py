"""Employments, typed row by row: who works where, how much, from and to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import date_columns, grades, people, positions, synonyms, typed, units, values
from analytics.ingest.people import People
from analytics.ingest.reading import Decision
from analytics.ingest.table import Array, Coded, missing
from analytics.ingest.typed import Source, Typed, outside
from analytics.ingest.units import Places

FIRST_DAY = np.datetime64("1930-01-01")  # nobody at work began before it
YEAR_AHEAD = np.timedelta64(366, "D")
BIRTH_YEARS = (1920, 2020)

DUPLICATE = N_("duplicate row")
NO_UNIT = N_("The unit is missing. Fill it in and upload the file again.")
NO_FROM = N_("The first day of the employment is missing. Fill it in and upload the file again.")
BAD_FROM = N_("The first day cannot be read as a date. Write it like 31.12.2025.")
BAD_TO = N_(
    "The last day cannot be read as a date. Write it like 31.12.2025, or leave it blank when the "
    "employment goes on."
)
BACKWARDS = N_("The last day is before the first. Correct one of them.")
UNLIKELY = N_("The first day is before 1930 or more than a year ahead. Correct it.")
NO_POSITION = N_("The position percentage is missing; 100 percent is assumed. Fill it in.")
BAD_POSITION = N_("The position is not a percent between 0 and 200. Correct it.")
NO_POSITIONS = N_(
    "The file has no column with the position percentage; every employment is counted as full time."
)
TWICE = N_("The row says the same as row %(first)s and is counted once.")

SEXES = {
    "F": "k kvinne f female woman w 2 kvinner dame kvinna kvinde weiblich",
    "M": "m mann male man 1 menn herre mand mannlich",
}


@dataclass(frozen=True)
class Employments:
    """Everything read about the rows of an employee file, before it is judged."""

    who: People
    place: Places
    start: date_columns.Days
    end: date_columns.Days
    position: NDArray[np.float64]
    decisions: tuple[Decision, ...]
    from_field: str
    to_field: str | None


def read(source: Source) -> Typed:
    """The employments of a file, with every row's fate in `source.outcomes`."""
    rows = _employments(source)
    employment = source.texts("employment_number")
    _drop_repeated(source, rows, employment)
    people.check(source, rows.who, new=True)
    source.outcomes.quarantine(missing(rows.place.names), rows.place.column, NO_UNIT)
    _check_dates(source, rows)
    position = _check_positions(source, rows)
    units.check(source, rows.place, rows.start.days, rows.end.days)
    positions.check(source, rows.who, rows.place, rows.start.days, rows.end.days, position)
    return Typed(_frame(source, rows, employment, position), rows.decisions)


def _employments(source: Source) -> Employments:
    from_field = "start_date" if "start_date" in source.columns else "employment_start"
    to_field = next((n for n in ("end_date", "employment_end") if n in source.columns), None)
    start, of_start = _days(source, from_field, to_field)
    end, of_end = _days(source, to_field, from_field)
    position, of_position = grades.positions(source)
    if "position_pct" not in source.columns:
        of_position = (Decision("position", NO_POSITIONS, {}, "100", sure=False),)
    who = people.identify(source)
    decisions = (*who.decisions, *of_start, *of_end, *of_position)
    place = units.read(source)
    return Employments(who, place, start, end, position, decisions, from_field, to_field)


def _days(
    source: Source, name: str | None, beside: str | None
) -> tuple[date_columns.Days, tuple[Decision, ...]]:
    if name is None:
        return date_columns.read(Coded.of([None] * len(source.columns.table))), ()
    column, header = source.columns.column(name), source.columns.header(name)
    other = None if beside is None else source.columns.get(beside)
    chosen = source.memory.choices.get(f"date_order:{header}")
    order, decision = date_columns.decide(column, header, other, chosen)
    return date_columns.read(column, order), () if decision is None else (decision,)


def _drop_repeated(source: Source, rows: Employments, employment: Array) -> None:
    """Identical rows count once, and are named."""
    texts = (rows.who.keys, rows.place.names, rows.place.codes, rows.place.parents, employment)
    same = {f"text{n}": Coded.of(column.tolist()).codes for n, column in enumerate(texts)}
    dated = {"start": rows.start.days.astype(np.int64), "end": rows.end.days.astype(np.int64)}
    again = source.outcomes.same_as({**same, **dated, "position": rows.position})
    flags = np.zeros(len(rows.position), dtype=bool)
    flags[again.index] = True
    flags &= ~missing(rows.who.keys) & ~np.isnat(rows.start.days)
    first = dict(zip(again.index, again, strict=True))
    numbers = source.columns.table.row_numbers
    source.outcomes.warn(flags, None, TWICE, lambda row: {"first": int(numbers[first[row]])})
    source.outcomes.ignore(flags, DUPLICATE)


def _check_dates(source: Source, rows: Employments) -> None:
    at = source.at(rows.from_field)
    to = None if rows.to_field is None else source.at(rows.to_field)
    refuse = source.outcomes.quarantine
    refuse(rows.start.blank, at, NO_FROM)
    refuse(rows.start.unreadable | rows.start.open, at, BAD_FROM)
    refuse(rows.end.unreadable, to, BAD_TO)
    refuse(rows.end.days < rows.start.days, to, BACKWARDS)
    ahead = rows.start.days > np.datetime64(source.today) + YEAR_AHEAD
    refuse(ahead | (rows.start.days < FIRST_DAY), at, UNLIKELY)


def _check_positions(source: Source, rows: Employments) -> NDArray[np.float64]:
    """The position of each row; a blank one is 100 percent, and said so."""
    column, at = source.columns.get("position_pct"), source.at("position_pct")
    if column is None:
        return np.full(len(rows.position), 100.0)
    source.outcomes.quarantine(np.isnan(rows.position) & ~column.blank, at, BAD_POSITION)
    source.outcomes.warn(column.blank, at, NO_POSITION)
    return np.where(np.isnan(rows.position), 100.0, rows.position)


def _frame(
    source: Source, rows: Employments, employment: Array, position: NDArray[np.float64]
) -> pd.DataFrame:
    return typed.frame(
        source,
        {
            "employee_no": rows.who.numbers,
            "employee_key": rows.who.keys,
            "name": people.full_names(source),
            "employment_no": employment,
            "unit_code": rows.place.codes,
            "unit": rows.place.names,
            "parent": rows.place.parents,
            "leader": source.texts("manager"),
            "position": np.floor(position * (typed.FULL_TIME / 100) + 0.5).astype(np.int64),
            "start": typed.python_dates(rows.start.days),
            "end": typed.python_dates(rows.end.days),
            "sex": _sexes(source),
            "birth_year": _birth_years(source),
        },
    )


def _sexes(source: Source) -> Array:
    """F or M per row, None where it is not said."""
    column = source.columns.get("gender")
    if column is None:
        return np.full(len(source.columns.table), None, dtype=object)
    known = {word: sex for sex, words in SEXES.items() for word in words.split()}
    found = [known.get(synonyms.normalise(typed.plain(cell))) for cell in column.cells]
    return column.spread(found, None)


def _birth_years(source: Source) -> pd.arrays.IntegerArray:
    column = source.columns.get("birth_year")
    if column is None:
        return typed.whole(np.full(len(source.columns.table), np.nan))
    years = values.read(column).values
    return typed.whole(np.where(outside(years, *BIRTH_YEARS), np.nan, years))
