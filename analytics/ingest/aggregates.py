"""Finished figures: units by month, quarter or year, with rates or days, without persons.

Months may run across or down, certification may be a second level of headings, a column or rows.
They can never become spells: each unit, period and certification becomes one row of figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import figure_sheet
from analytics.ingest.figure_labels import AGREED, LOST, MONTHS_IN, PERSONS, RATE, Span
from analytics.ingest.figure_reader import LONGER, MEASURES, SHARED, Figure, FigureReader, Key
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

LAYOUT = "aggregate"

UNIT, PERIOD, CERTIFICATION = N_("unit"), N_("period"), N_("certified by")
NAMES = {
    RATE: N_("sickness absence rate"),
    LOST: N_("lost working days"),
    AGREED: N_("agreed working days"),
    PERSONS: N_("employees"),
}
READ = N_(
    "«%(sheet)s» holds finished figures for %(units)s units over %(periods)s periods. They are "
    "kept beside the absence, which they cannot replace: figures tell nothing of single spells."
)
ASSUMED = N_("The figures on «%(sheet)s» do not say what they are and are taken for percents.")
NO_YEAR = N_(
    "The figures on «%(sheet)s» are for months, but the year stands nowhere. Write it in the name "
    "of the sheet, such as «2025», and upload the file again."
)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """One table with a row for each unit, period and certification; none for other files.

    Columns: department, month (a date, the first) or period ("2025-01-01/2025-03-31"),
    certification ("self_certified", "doctor_certified", "total" or blank) and the measures as the
    file holds them. Raises ImportRefused when months are named, but no year.
    """
    found = [one for sheet in sheets if (one := figure_sheet.find(sheet)) is not None]
    readers = [FigureReader(one, len(found) > 1) for one in found]
    readers = [reader for reader in readers if reader.plausible]
    if not readers:
        return []
    for reader in readers:
        if reader.yearless:
            raise ImportRefused(NO_YEAR, sheet=reader.figures.sheet.name.strip())
    figures = [figure for reader in readers for figure in reader.read()]
    if not figures or _ambiguous(figures):
        return []
    return [_table(readers, figures)]


def _ambiguous(figures: list[Figure]) -> bool:
    """Whether the same figure is given twice, as by age or profession as well as by unit."""
    places = Counter((f.key, f.measure) for f in figures)
    return max(places.values()) > 1


def _table(readers: list[FigureReader], figures: list[Figure]) -> Table:
    ignored: Counter[str] = Counter()
    for reader in readers:
        ignored.update(reader.ignored)
    finest = min(figures, key=lambda f: MONTHS_IN[f.key.span.kind]).key.span.kind
    rows = _rows([f for f in figures if f.key.span.kind == finest])
    longer = {(f.row, f.key) for f in figures if f.key.span.kind != finest}
    ignored.update({LONGER: len(longer)} if longer else {})
    used = [measure for measure in MEASURES if any(measure in told for told, _ in rows.values())]
    cells: dict[str, list[Cell]] = {
        UNIT: [key.unit or None for key in rows],
        PERIOD: [_period(key.span) for key in rows],
        CERTIFICATION: [key.certification for key in rows],
    }
    cells |= {NAMES[m]: [told.get(m) for told, _ in rows.values()] for m in used}
    roles = ("department", "month" if finest == "month" else "period", "certification", *used)
    sheets = [reader.figures.sheet for reader in readers]
    places = [place for _, place in rows.values()]
    return Table(
        layout=LAYOUT,
        sheet=", ".join(sheet.name.strip() for sheet in sheets),
        headers=tuple(cells),
        header_row=sheets[0].first_row + readers[0].figures.start - 1,
        columns=tuple(Coded.of(column) for column in cells.values()),
        row_numbers=np.array([place.row for place in places], dtype=np.intp),
        row_sheets=Coded.of([place.sheet for place in places]),
        fields=dict(enumerate(roles)),
        ignored=+ignored,
        titles=tuple(tuple(row) for r in readers for row in r.figures.sheet.rows[: r.figures.top]),
        decisions=tuple(_decisions(readers, rows)),
    )


def _rows(figures: list[Figure]) -> dict[Key, tuple[dict[str, Any], Figure]]:
    """The figures by row; what does not depend on certification stands in each of its rows."""
    rows: dict[Key, tuple[dict[str, Any], Figure]] = {}
    shared: dict[tuple[str, Span], list[Figure]] = {}
    for figure in figures:
        if figure.measure in SHARED and figure.key.certification is None:
            shared.setdefault(figure.key[:2], []).append(figure)
        else:
            rows.setdefault(figure.key, ({}, figure))[0][figure.measure] = figure.cell
    told = {key[:2] for key in rows}
    for place, listed in shared.items():
        if place not in told:
            rows[Key(*place, None)] = ({}, listed[0])
    for key, (cells, _) in rows.items():
        cells |= {figure.measure: figure.cell for figure in shared.get(key[:2], [])}
    return rows


def _period(span: Span) -> date | str:
    first, last = span.dates() or (date.min, date.max)
    return first if span.kind == "month" else f"{first}/{last}"


def _decisions(
    readers: list[FigureReader], rows: dict[Key, tuple[dict[str, Any], Figure]]
) -> Iterator[Decision]:
    names = ", ".join(reader.figures.sheet.name.strip() for reader in readers)
    units, periods = {key.unit for key in rows}, {key.span for key in rows}
    said = {"sheet": names, "units": len(units), "periods": len(periods)}
    yield Decision("layout", READ, said, LAYOUT)
    for reader in readers:
        if reader.assumed:
            name = reader.figures.sheet.name.strip()
            yield Decision(f"measure:{name}", ASSUMED, {"sheet": name}, RATE, MEASURES, sure=False)
