"""Published figures for other programs: CSV, JSON or Parquet, with all it takes to read them.

Field names and codes are part of the contract in docs/machine-export.md and follow no language;
`SCHEMA` counts up whenever they change.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analytics import queries
from analytics.access import Reader, Role, answer
from analytics.documents.cells import FORMULA_STARTS
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Month, Period
from analytics.figures.wording import is_missing
from analytics.i18n import DEFAULT_LANGUAGE, N_, Translate
from analytics.queries import By, Selection
from analytics.store.connection import Store

SCHEMA = 1
HIDDEN, NO_BASIS = "hidden", "no_agreed_days"
Row = dict[str, Any]

FIGURES = {"lost_days": "lost_days", "agreed_days": "agreed_days", "rate": "rate_rounded"}
TYPES: Mapping[str, pa.DataType] = {
    "from": pa.string(),
    "to": pa.string(),
    "unit_path": pa.string(),
    "unit": pa.string(),
    "unit_level": pa.int32(),
    "is_group": pa.bool_(),
    "certification": pa.string(),
    "duration": pa.string(),
    "sex": pa.string(),
    "persons_low": pa.int32(),
    "persons_high": pa.int32(),
    "lost_days": pa.float64(),
    "agreed_days": pa.float64(),
    "rate": pa.float64(),
    "suppressed": pa.string(),
}
DEFINITIONS = {
    "lost_days": N_("Working days lost to own sickness × position × grade."),
    "agreed_days": N_("Working days × position within the employment (see “definition”)."),
    "rate": N_("Lost days in per cent of agreed days, one decimal, half up."),
    "persons_low": N_("Fewest people of the class the group belongs to: 5, 10, 20, 50 or 100."),
    "persons_high": N_("Most people of that class; nothing where it is 100 and more."),
    "unit_path": N_("The unit by its place in the tree; of a group, the unit they all lie in."),
    "is_group": N_("Several units together, as one of them is too small to be shown by itself."),
    "suppressed": N_("Why a row has no figures; nothing where it has."),
    HIDDEN: N_("Too few people, or others beside them could be worked out."),
    NO_BASIS: N_("Nobody had agreed days."),
    Definition.COMPARABLE.value: N_("Holiday is part of the agreed days, as at SSB and NAV."),
    Definition.INTERNAL.value: N_("Holiday and leave are taken from the agreed days."),
}


@dataclass(frozen=True)
class Source:
    """What the figures are made from: the dataset version, how far its absence data reach, the
    definition of agreed days, the classes of duration, and the day the file was made."""

    version: int
    data_through: date | None
    definition: Definition
    lens: DurationLens
    made_on: date

    def document(self, translate: Translate) -> dict[str, Any]:
        """The same as JSON holds it, with what the words mean."""
        through = None if self.data_through is None else self.data_through.isoformat()
        return {
            "schema": SCHEMA,
            "program": "Nærvær",
            "dataset_version": self.version,
            "data_through": through,
            "definition": self.definition.value,
            "duration_classes": self.lens.value,
            "made_on": self.made_on.isoformat(),
            "audience": "without person access",
            "definitions": {name: translate(text) for name, text in DEFINITIONS.items()},
        }


def figures(
    store: Store, selection: Selection, time: By | None, of: By, language: str = DEFAULT_LANGUAGE
) -> list[Row]:
    """The rows of a selection as somebody without person access may be shown them, whoever asks:
    one of each `of` for each month or quarter (`time`), or for the whole period (None). Values have
    the names and types of `TYPES`; groups of units are called in `language`.
    """
    reader = Reader(Role.CONSULTANT, language=language)
    return [
        _row(row, period, of)
        for period in _periods(selection.period, time)
        for row in answer(
            reader, store, queries.rates, replace(selection, period=period), of
        ).to_dict("records")
    ]


def _periods(period: Period, time: By | None) -> list[Period]:
    if time is None:
        return [period]
    runs: dict[tuple[int, int], list[Month]] = {}
    for month in period.months:
        part = month.quarter if time is By.QUARTER else month.number
        runs.setdefault((month.year, part), []).append(month)
    return [Period(run[0], run[-1]) for run in runs.values()]


def _row(row: Mapping[Any, Any], period: Period, of: By) -> Row:
    shown = not row["masked"] and not is_missing(row["rate_rounded"])
    why = None if shown else HIDDEN if row["masked"] else NO_BASIS
    parts = {part.value: row["part"] if of is part else None for part in _PARTS}
    return {
        "from": str(period.start),
        "to": str(period.end),
        "unit_path": row["unit_id"] if isinstance(row["unit_id"], str) else "",
        "unit": row["unit"] if isinstance(row["unit"], str) else None,
        "unit_level": None if is_missing(row["depth"]) else int(row["depth"]),
        "is_group": bool(row["group"]),
        **parts,
        "persons_low": _whole(row["persons_low"]) if shown else None,
        "persons_high": _whole(row["persons_high"]) if shown else None,
        **{name: float(row[column]) if shown else None for name, column in FIGURES.items()},
        "suppressed": why,
    }


_PARTS = (By.CERTIFICATION, By.DURATION, By.SEX)


def _whole(value: Any) -> int | None:
    return None if is_missing(value) else int(value)


def as_json(rows: Sequence[Row], source: Source, translate: Translate) -> bytes:
    """One document: what it is made from, the columns, and the rows; numbers unrounded but the
    rate, nothing as null."""
    document = {**source.document(translate), "columns": list(TYPES), "rows": list(rows)}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(rows: Sequence[Row], source: Source, translate: Translate) -> bytes:
    """UTF-8, comma, decimal point, headings (RFC 4180). What the figures are made from stands in
    columns of every row. A name that a spreadsheet would run as a formula begins with an
    apostrophe."""
    told = source.document(translate)
    fixed = {name: told[name] for name in _FIXED}
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [*TYPES, *_FIXED])
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in {**row, **fixed}.items()})
    return stream.getvalue().encode()


_FIXED = ("definition", "duration_classes", "data_through", "dataset_version", "made_on", "schema")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    text = isinstance(value, str) and value.startswith(FORMULA_STARTS)
    return f"'{value}" if text else value


def as_parquet(rows: Sequence[Row], source: Source, translate: Translate) -> bytes:
    """One row group; what the figures are made from is JSON under the key `naervaer` of the file's
    metadata."""
    told = json.dumps(source.document(translate), ensure_ascii=False)
    schema = pa.schema(TYPES.items(), metadata={"naervaer": told})
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), stream)
    return stream.getvalue()


Writes = Callable[[Sequence[Row], Source, Translate], bytes]
FORMATS: Mapping[str, Writes] = {"csv": as_csv, "json": as_json, "parquet": as_parquet}
