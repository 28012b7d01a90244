"""Rosters, typed row by row: who was due to work which shift on which day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import date_columns, people, shift_codes, typed
from analytics.ingest.grid import Cell
from analytics.ingest.people import People
from analytics.ingest.reading import Decision
from analytics.ingest.shift_codes import Meaning
from analytics.ingest.table import Array, Coded, missing
from analytics.ingest.typed import Source, Typed

FIRST_DAY = np.datetime64("1990-01-01")
TWO_YEARS = np.timedelta64(2 * 366, "D")

DAY_OFF = N_("day off in the roster")
AWAY = N_("absence in the roster")
TWICE = N_("the same shift once more")
NO_DATE = N_("The date is missing. Fill it in and upload the file again.")
BAD_DATE = N_("The date cannot be read. Write it like 31.12.2025.")
UNLIKELY = N_("The date is before 1990 or more than two years ahead. Correct it.")
ABSENCE_CODES = N_(
    "%(count)s cells of the roster hold absence (%(codes)s) and are left out: a roster says when "
    "somebody was due to work, and absence comes from the absence file."
)
SHIFT_CODES = N_("These codes are read as shifts: %(codes)s.")
MOST_CODES = 30  # named in one sentence


def read(source: Source) -> Typed:
    """The rostered shifts of a file, with every row's fate in `source.outcomes`.

    Rows without a code are shifts where they have a time, else days off.
    """
    who = people.identify(source)
    name = "date" if "date" in source.columns else "start_date"
    days, of_days = _days(source, name)
    from_time, to_time = _times(source, "start_time"), _times(source, "end_time")
    codes, of_codes = _judged(source, _codes(source), from_time)
    people.check(source, who)
    _check_days(source, days, source.at(name))
    _drop_repeated(source, who, days.days, codes)
    rows = typed.frame(
        source,
        {
            "employee_no": who.numbers,
            "employee_key": who.keys,
            "day": days.days.astype("datetime64[s]"),
            "code": codes,
            "from_time": from_time,
            "to_time": to_time,
        },
    )
    return Typed(rows, (*who.decisions, *of_days, *of_codes))


def _codes(source: Source) -> Coded | None:
    found = source.columns.get("shift_code")
    return source.columns.get("absence_type") if found is None else found


def _days(source: Source, name: str) -> tuple[date_columns.Days, tuple[Decision, ...]]:
    column, header = source.columns.column(name), source.columns.header(name)
    chosen = source.memory.choices.get(f"date_order:{header}")
    order, decision = date_columns.decide(column, header, None, chosen)
    return date_columns.read(column, order), () if decision is None else (decision,)


def _times(source: Source, name: str) -> Array:
    column = source.columns.get(name)
    if column is None:
        return np.full(len(source.columns.table), None, dtype=object)
    return column.spread([shift_codes.clock(cell) for cell in column.cells], None)


def _judged(
    source: Source, column: Coded | None, begins: Array
) -> tuple[Array, tuple[Decision, ...]]:
    """The code of each row's shift; days off and absence are ignored, and absence is told."""
    timed = _by_time(begins)
    if column is None:
        source.outcomes.ignore(missing(timed), DAY_OFF)
        return timed, ()
    often = np.bincount(column.codes[column.codes >= 0], minlength=len(column.cells))
    counts = dict(zip(column.cells, often.tolist(), strict=True))
    meanings = shift_codes.read(counts)
    told = [meanings[cell] for cell in column.cells]
    source.outcomes.ignore(column.spread([m is Meaning.OFF for m in told], False, bool), DAY_OFF)
    away = column.spread([m is Meaning.ABSENCE for m in told], False, bool)
    source.outcomes.ignore(away, AWAY)
    texts = column.spread([typed.plain(cell) for cell in column.cells], None)
    codes = np.where(column.blank, timed, texts)
    source.outcomes.ignore(missing(codes), DAY_OFF)
    return codes, _decisions(meanings, counts)


def _by_time(begins: Array) -> Array:
    named = Coded.of(begins.tolist())
    return named.spread([shift_codes.by_hour(int(str(cell)[:2])) for cell in named.cells], None)


def _decisions(meanings: dict[Cell, Meaning], counts: dict[Cell, int]) -> tuple[Decision, ...]:
    named = {
        meaning: [cell for cell, said in meanings.items() if said is meaning] for meaning in Meaning
    }
    found = []
    if shifts := sorted(map(typed.plain, named[Meaning.SHIFT])):
        said = {"codes": ", ".join(shifts[:MOST_CODES])}
        found.append(Decision("shift_codes", SHIFT_CODES, said, "shifts"))
    if away := named[Meaning.ABSENCE]:
        count = sum(counts[cell] for cell in away)
        codes = ", ".join(sorted(map(typed.plain, away))[:MOST_CODES])
        said = {"count": str(count), "codes": codes}
        found.append(Decision("absence_codes", ABSENCE_CODES, said, "ignored", sure=False))
    return tuple(found)


def _check_days(source: Source, days: date_columns.Days, at: int | None) -> None:
    refuse = source.outcomes.quarantine
    refuse(days.blank, at, NO_DATE)
    refuse(days.unreadable | days.open, at, BAD_DATE)
    ahead = days.days > np.datetime64(source.today) + TWO_YEARS
    refuse(ahead | (days.days < FIRST_DAY), at, UNLIKELY)


def _drop_repeated(source: Source, who: People, days: NDArray[np.datetime64], codes: Array) -> None:
    same: dict[str, object] = {
        "key": Coded.of(who.keys.tolist()).codes,
        "day": days.astype(np.int64),
        "code": Coded.of(codes.tolist()).codes,
    }
    again = source.outcomes.same_as(same)
    flags = np.zeros(len(codes), dtype=bool)
    flags[again.index] = True
    source.outcomes.ignore(flags, TWICE)
