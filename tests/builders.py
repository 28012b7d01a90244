"""Small tables drawn in the test, and the store they are brought into.

A drawn table has a line of headings and a line per row, cells parted by `|`. Numbers are written
as people say them: grades and positions in per cent, an empty cell for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pandas as pd

from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Month, Period
from analytics.queries import EVERYBODY, By, Selection, rates
from analytics.store.commit import Change, Header, StoredProblem, bring_in
from analytics.store.connection import Cursor, Store
from tests.reference import Absence, Agreed, Employment

NOW = datetime(2026, 1, 2, 3, 4, 5)
THROUGH = date(2025, 12, 31)
TYPES = {
    "self": "self_certified",
    "doctor": "doctor_certified",
    "child": "child_sick",
}  # the rest are called by their own names


def drawn(text: str) -> list[dict[str, str]]:
    """The rows of a drawn table, heading → cell."""
    lines = [line.split("|") for line in text.strip().splitlines()]
    heading, *rows = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def absences(text: str) -> list[Absence]:
    """Registrations: no | type | from | to | grade | unit | number | position."""
    return [
        Absence(
            no=row.get("no") or "1",
            type=TYPES.get(row["type"], row["type"]),
            start=_day(row["from"]) or THROUGH,
            end=_day(row.get("to", row["from"])),
            grade=_share(row.get("grade") or "100"),
            unit=row.get("unit") or None,
            number=row.get("number") or None,
            position=_share(row["position"]) if row.get("position") else None,
        )
        for row in drawn(text)
    ]


def employees(text: str) -> list[Employment]:
    """Employments: no | unit | parent | code | position | from | to | sex | number."""
    return [
        Employment(
            no=row.get("no") or "1",
            unit=row.get("unit") or "A",
            parent=row.get("parent") or None,
            code=row.get("code") or None,
            position=_share(row.get("position") or "100"),
            start=_day(row.get("from", "")) or date(2025, 1, 1),
            end=_day(row.get("to", "")),
            sex=row.get("sex") or None,
            number=row.get("number") or None,
        )
        for row in drawn(text)
    ]


def agreed(text: str) -> list[Agreed]:
    """Agreed days given by the customer: unit | month | days | persons."""
    return [
        Agreed(
            unit=row["unit"],
            month=Month.parse(row["month"]).first,
            days=Fraction(row["days"]),
            persons=int(row["persons"]) if row.get("persons") else None,
        )
        for row in drawn(text)
    ]


def people(count: int, first: int = 1, since: str = "", **columns: str) -> list[Employment]:
    """So many employees in the same unit, full time through 2025 unless said otherwise."""
    names = ["no", "from", *columns]
    lines = [[str(first + n), since, *columns.values()] for n in range(count)]
    return employees("\n".join(" | ".join(line) for line in [names, *lines]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _share(text: str) -> Fraction:
    return Fraction(text) / 100


Rows = Sequence[Absence] | Sequence[Employment] | Sequence[Agreed]
_KIND = {Absence: "absence", Employment: "employees", Agreed: "agreed"}


def frame(rows: Rows) -> pd.DataFrame:
    """The typed rows that reading a file with these rows gives."""
    make: dict[type, Any] = {Absence: _absence, Employment: _employment, Agreed: _agreed}
    typed = [
        {**make[type(row)](row), "source_row": n, "sheet": "Ark1"} for n, row in enumerate(rows, 2)
    ]
    return pd.DataFrame(typed, dtype=object)


def _absence(row: Absence) -> dict[str, object]:
    return {
        "employee_no": row.no,
        "employee_key": row.no.lstrip("0"),
        "unit": row.unit,
        "employment_no": row.number,
        "position": None if row.position is None else int(row.position * 1_000_000),
        "type": row.type,
        "code": row.type[:1].upper(),
        "start": row.start,
        "end": row.end,
        "grade": int(row.grade * 10_000),
    }


def _employment(row: Employment) -> dict[str, object]:
    return {
        "employee_no": row.no,
        "employee_key": row.no.lstrip("0"),
        "name": f"Navn {row.no}",
        "employment_no": row.number,
        "unit_code": row.code,
        "unit": row.unit,
        "parent": row.parent,
        "leader": None,
        "position": int(row.position * 1_000_000),
        "start": row.start,
        "end": row.end,
        "sex": row.sex,
        "birth_year": 1980,
    }


def _agreed(row: Agreed) -> dict[str, object]:
    return {
        "unit": row.unit,
        "month": row.month,
        "agreed_days": float(row.days),
        "persons": row.persons,
    }


def bring(
    cursor: Cursor,
    rows: Rows,
    *,
    source: str | None = None,
    through: date = THROUGH,
    file_hash: str = "hash",
    problems: Sequence[StoredProblem] = (),
    remove_missing: bool | None = None,
) -> Change:
    """Bring one file with these rows into the store, in the caller's transaction."""
    kind = _KIND[type(rows[0])]
    header = Header(
        kind=kind,
        source=source or kind,
        file_name=f"{kind}.xlsx",
        file_hash=file_hash,
        layout="rows",
        sheet="Ark1",
        fingerprint="fingerprint",
        data_through=through,
        rows_read=len(rows),
        rows_ignored=0,
        rows_quarantined=0,
    )
    return bring_in(cursor, header, frame(rows), problems, now=NOW, remove_missing=remove_missing)


def keep(store: Store, rows: Rows, **how: Any) -> Change:
    """The same, kept."""
    with store.transaction() as cursor:
        return bring(cursor, rows, **how)


FACTS = {
    "unit": "*",
    "unit_closure": "*",
    "fact_employment": "* EXCLUDE (employment_id)",
    "fact_run": "* EXCLUDE (spell)",
    "fact_lost": "*",
    "fact_agreed": "*",
    "fact_staff": "*",
}


def facts(cursor: Cursor) -> dict[str, list[tuple[Any, ...]]]:
    """Every fact in the store, in one order; running numbers left out."""
    return {
        table: cursor.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()
        for table, columns in FACTS.items()
    }


def selection(
    period: str = "2025-01/2025-12",
    unit: str = EVERYBODY,
    definition: Definition = Definition.COMPARABLE,
    lens: DurationLens = DurationLens.STATUTE,
) -> Selection:
    """A selection; the period is one month or two with a stroke between."""
    start, _, end = period.partition("/")
    return Selection(Period.parse(start, end or start), unit, definition, lens)


def figures(cursor: Cursor, chosen: Selection, by: By = By.TOTAL) -> dict[str, tuple[Any, ...]]:
    """Lost days, agreed days and rounded rate, keyed by unit, span or part; None for nothing."""
    found: dict[str, tuple[Any, ...]] = {}
    for row in rates(cursor, chosen, by).to_dict("records"):
        key = row["unit_id"] if by is By.UNIT else row["span"] or row["part"]
        values = (row["lost_days"], row["agreed_days"], row["rate_rounded"])
        found[str(key)] = tuple(None if pd.isna(value) else value for value in values)
    return found
