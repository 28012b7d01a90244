"""A sheet for each kind of absence: the name of the sheet says what its rows are."""

from __future__ import annotations

import re
from dataclasses import replace

from analytics.i18n import N_
from analytics.ingest import absence_types, flat, synonyms
from analytics.ingest.flat import Heading
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

LAYOUT = "type_sheets"
TYPE = "Fraværstype"
FEWEST_SHEETS = 2
MOST = 0.6  # of the sheets are named by a known absence
DATED = frozenset({"start_date", "date"})
PERSON = frozenset({"employee_id", "employee_name", "last_name"})
PLACE = re.compile(r"s[yj]u?ke?(?:hjem|heim|hus|plei)|hospital|krankenhaus|avd", re.IGNORECASE)
PERIOD = re.compile(r"[\s_(–-]*(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?\)?\s*")

BY_SHEET = N_("The names of the sheets tell the kind of absence: %(sheets)s.")


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """One table of all sheets named by a kind of absence; none when the rows tell it themselves."""
    found = [h for sheet in sheets if (h := flat.find(sheet, search)) is not None and _untyped(h)]
    known = sum(is_absence(name(heading.sheet)) for heading in found)
    if known < max(FEWEST_SHEETS, MOST * len(found)):
        return []
    return [_typed(table) for table in flat.tables(_alike(found), search)]


def name(sheet: Sheet) -> str:
    """A sheet's name without the year it may end in."""
    return PERIOD.sub(" ", sheet.name).strip() or sheet.name.strip()


def is_absence(label: str) -> bool:
    """Whether `label` names a kind of absence, and not a place where the sick are."""
    return not PLACE.search(label) and absence_types.judge([label], {})[label].type != ""


def _untyped(heading: Heading) -> bool:
    """Whether the rows tell who and when, but not what."""
    fields = {meant for header in heading.names for meant in synonyms.fields(header)[:1]}
    return "absence_type" not in fields and bool(DATED & fields) and bool(PERSON & fields)


def _alike(found: list[Heading]) -> list[Sheet]:
    """The sheets with the headings some of them lack added, so that they are read together."""
    every = {synonyms.normalise(h): h for heading in found for h in heading.names if h}
    return [_padded(heading, every) for heading in found]


def _padded(heading: Heading, every: dict[str, str]) -> Sheet:
    own = {synonyms.normalise(header) for header in heading.names}
    lacking: list[Cell] = [header for key, header in every.items() if key not in own]
    blank: list[Cell] = [None] * len(lacking)
    rows = [
        [*row, *(lacking if at == heading.row else blank)]
        for at, row in enumerate(heading.sheet.rows)
    ]
    return replace(heading.sheet, rows=rows)


def _typed(table: Table) -> Table:
    """`table` with a column that holds the name of each row's sheet."""
    names = tuple(name(Sheet(str(cell), [])) for cell in table.row_sheets.cells)
    told = Decision("type_sheets", BY_SHEET, {"sheets": ", ".join(names)}, "sheet name", names)
    return replace(
        table,
        layout=LAYOUT,
        headers=(*table.headers, TYPE),
        columns=(*table.columns, Coded(table.row_sheets.codes, names)),
        fields={**table.fields, len(table.headers): "absence_type"},
        decisions=(*table.decisions, told),
    )
