"""Transfers in XML: PAXml of the Swedish payroll programs, and others written record by record.

Source of the PAXml names: paxml.xsd, version 2.0 (www.paxml.se). Any other XML is read when the
names of its elements are known headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from analytics.i18n import N_
from analytics.ingest import flat, synonyms, transfer_lines
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from analytics.ingest.transfer_lines import DAY_ROWS, Lines
from analytics.ingest.transfer_records import Reader, Record

PAXML = {
    "anstid": "employee_id",
    "tidkod": "absence_type",
    "datum": "date",
    "datumfrom": "start_date",
    "datumtom": "end_date",
    "timmar": "hours",
    "omfattning": "absence_pct",
}
DAY = "datum"
TAG = re.compile(r"<(?:\?xml|!--|[A-Za-z_][\w:.-]*[\s/>])")
NEEDED = frozenset({"employee_id", "absence_type"})

OTHER = N_("other content of the file")


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The absence records of each sheet that is XML and has such. Raises ImportRefused."""
    return [table for sheet in sheets if (table := _table(sheet)) is not None]


def _table(sheet: Sheet) -> Table | None:
    if not sheet.rows or len(sheet.rows[0]) != 1 or not TAG.match(str(sheet.rows[0][0])):
        return None
    records = Reader().read("\n".join(str(row[0] or "") for row in sheet.rows))
    names = Counter(record.name for record in records)
    keys = {name: {k for r in records if r.name == name for k in r.values} for name in names}
    best = max(names, key=lambda name: (_worth(keys[name]), names[name]), default=None)
    if best is None or not _worth(keys[best]):
        return None
    place = _places(keys[best])
    chosen = [record for record in records if record.name == best]
    spells = _spells(chosen, place)
    lines = Lines({key: name for name, key in place.items()} | {DAY: "date"})
    if len(chosen) < len(records):
        lines.ignored[OTHER] = len(records) - len(chosen)
    for record in chosen:
        cells = _as_spell(record.values, place) if spells else _as_day(record.values, place)
        lines.add(sheet.first_row + record.line - 1, cells)
    words = transfer_lines.words("PAXml")
    return lines.table(sheet, flat.LAYOUT if spells else DAY_ROWS, words)


def _worth(keys: set[str]) -> int:
    """How many known fields a kind of record has; 0 when it cannot be absence."""
    fields = set(_places(keys))
    dated = bool({"date", "start_date"} & fields)
    return len(fields) if dated and fields >= NEEDED else 0


def _places(keys: set[str]) -> dict[str, str]:
    """Canonical field → its name in the file; PAXml's own names before other known headings."""
    found = {PAXML[key.casefold()]: key for key in sorted(keys) if key.casefold() in PAXML}
    for key in sorted(keys, key=synonyms.rank):
        for field in synonyms.fields(key)[:1]:
            if key not in found.values():
                found.setdefault(field, key)
    return found


def _spells(records: Sequence[Record], place: Mapping[str, str]) -> bool:
    """Whether any record runs over several days; a first day equal to the last is one day."""
    start, end = place.get("start_date", ""), place.get("end_date", "")
    return any(start in r.values and r.values[start] != r.values.get(end) for r in records)


def _as_spell(values: Mapping[str, str], place: Mapping[str, str]) -> dict[str, Cell]:
    """A record as a spell: a single day is its own first and last."""
    day = place.get("date", "")
    cells: dict[str, Cell] = {key: value for key, value in values.items() if key != day}
    if day in values:
        for name in ("start_date", "end_date"):
            cells.setdefault(place.get(name, name), values[day])
    return cells


def _as_day(values: Mapping[str, str], place: Mapping[str, str]) -> dict[str, Cell]:
    """A record as a day, whether told as a date or as a span of one day."""
    span = [place.get("start_date", ""), place.get("end_date", "")]
    cells: dict[str, Cell] = {key: value for key, value in values.items() if key not in span}
    if span[0] in values:
        cells.setdefault(place.get("date", DAY), values[span[0]])
    return cells
