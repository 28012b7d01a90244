"""`spells` and `rates`: what the store knows, for people or as JSON."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import queries
from analytics.commands.context import DONE, NOTHING, Context
from analytics.disclosure import withhold
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Period
from analytics.errors import ReaderError
from analytics.i18n import N_, Translate, day, number
from analytics.queries import EVERYBODY, By, Selection
from analytics.store.connection import Cursor


def spells(context: Context) -> int:
    """Print the stitched spells of everybody or of one employee."""
    with context.open() as store:
        with store.cursor() as cursor:
            frame = queries.spells(cursor, context.args.employee)
        context.exported(store, "spells")
    rows: list[dict[str, Any]] = [
        {
            "employee_no": row["employee_no"],
            "spell": row["spell"],
            "type": row["type"],
            "start": row["start_date"].date(),
            "end": None if row["open"] else row["end_date"].date(),
            "absence_pct": round(100 * row["grade"], 2),  # 56, not 56.00000000000001
            "open": row["open"],
        }
        for row in frame.to_dict("records")
    ]
    lines = [
        f"{r['employee_no']:>10}  {r['spell']:>5}  {day(r['start'])}–"
        f"{day(r['end']) if r['end'] else '':10}  {number(r['absence_pct']):>3} %  "
        f"{r['type']}"
        for r in rows
    ]
    context.say(rows, "\n".join(lines) or context.translate(N_("There are no absences.")))
    return DONE if rows else NOTHING


def rates(context: Context) -> int:
    """Print rates with everything they are made of; small groups are withheld."""
    args = context.args
    by = By(args.by)
    with context.open() as store, store.cursor() as cursor:
        selection = Selection(
            period_of(args.start, args.end),
            unit_of(cursor, args.unit),
            Definition(args.definition),
            DurationLens(args.lens),
        )
        frame = withhold(queries.rates(cursor, selection, by))
    rows = [_row({str(k): v for k, v in row.items()}, by) for row in frame.to_dict("records")]
    context.say(rows, "\n".join(_line(row, context.translate) for row in rows))
    return NOTHING if all(row["masked"] for row in rows) else DONE


def period_of(start: str, end: str) -> Period:
    """The months written `YYYY-MM`; ReaderError when they are anything else or reversed."""
    try:
        return Period.parse(start, end)
    except ValueError as error:
        raise ReaderError(
            N_("A period is two months, YYYY-MM, the first not after the last; got %(given)s."),
            given=f"{start} {end}",
        ) from error


def unit_of(cursor: Cursor, text: str | None) -> str:
    """The id of the unit written as path, code or name; ReaderError when none or several fit."""
    if not text:
        return EVERYBODY
    units = queries.units(cursor)
    for column in ("unit_id", "code", "name"):
        found = units.loc[units[column] == text, "unit_id"]
        if len(found) == 1:
            return str(found.iloc[0])
        if len(found) > 1:
            raise ReaderError(
                N_("Several units are called %(unit)s. Use the path of one: %(paths)s."),
                unit=text,
                paths=", ".join(found),
            )
    raise ReaderError(
        N_("There is no unit called %(unit)s. Units are named as in the employee file."), unit=text
    )


def _row(row: dict[str, Any], by: By) -> dict[str, Any]:
    keys: dict[By, dict[str, Any]] = {
        By.TOTAL: {},
        By.MONTH: {"month": row["span"]},
        By.QUARTER: {"quarter": row["span"]},
        By.UNIT: {"unit": row["unit"], "path": row["unit_id"]},
    }
    figures = ("lost_days", "agreed_days", "persons", "rate", "rate_rounded", "masked")
    return {**keys.get(by, {by.value: row["part"]}), **{name: row[name] for name in figures}}


def _line(row: dict[str, Any], translate: Translate) -> str:
    keys = [str(value) for key, value in row.items() if key not in _FIGURES and key != "path"]
    label = " ".join(keys) or translate(N_("Total"))
    if row["masked"]:
        return f"{label:30} {translate(HIDDEN)}"
    if pd.isna(row["rate"]):
        return f"{label:30} {translate(NO_BASIS)}"
    return (
        f"{label:30} {number(row['rate_rounded'], 1):>6} %  "
        f"{number(row['lost_days'], 1):>10} / {number(row['agreed_days'], 1)}  "
        f"n = {row['persons']}"
    )


HIDDEN = N_("Hidden (too few)")
NO_BASIS = N_("no basis (agreed days are missing)")
_FIGURES = ("lost_days", "agreed_days", "persons", "rate", "rate_rounded", "masked")
