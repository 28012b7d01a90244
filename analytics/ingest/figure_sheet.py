"""One sheet of finished figures: headings in one to three levels, labels to the left, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from analytics.ingest import day_axis, figure_labels, grid_months, junk, synonyms, values
from analytics.ingest.figure_labels import Facets, Span
from analytics.ingest.grid import Cell, Sheet

FIRST_ROWS = 30
LEVELS = 3
MOST_COLUMNS = 500  # ten years of months with four figures each
PEOPLE = frozenset(
    ("employee_id", "employee_name", "first_name", "last_name", "national_id_PII", "birth_date_PII")
)
UNITS = frozenset({"department", "department_id", "unit_level"})
SPELLS = frozenset({"start_date", "end_date", "absence_type", "diagnosis_PII"})
MOSTLY = 0.6
FIRST_YEAR, LAST_YEAR = 1990, 2100
WHOLE = re.compile(
    r"(?:gesamt\w*|summ[ae]|samtliga|samlet|samla|hele (?:virksomheten|kommunen|bedriften)"
    r"|alle enheter|virksomheten totalt|all units|company total)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Labels:
    """The columns left of the figures by what they name; `others` name anything else."""

    units: tuple[int, ...]
    spans: tuple[int, ...]
    certifications: tuple[int, ...]
    measures: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """Every label column."""
        return (*self.units, *self.spans, *self.certifications, *self.measures, *self.others)


@dataclass(frozen=True)
class Figures:
    """A table of figures on a sheet: `columns` is the column of a figure → what it is about."""

    sheet: Sheet
    top: int
    start: int
    headings: dict[int, str]
    labels: Labels
    columns: dict[int, Facets]


def find(sheet: Sheet) -> Figures | None:
    """The figures on a sheet; None when it holds none, or rows about persons or spells."""
    start = _first_figures(sheet)
    if start is None or len(sheet.rows[0]) > MOST_COLUMNS:
        return None
    top = start
    while top > 0 and start - top < LEVELS and _filled(sheet.rows[top - 1]) >= 2:
        top -= 1
    if any(day_axis.find(row) for row in sheet.rows[top:start]):
        return None
    levels = _levels(sheet, top, start)
    headings = {at: _last(levels, at) for at in range(len(sheet.rows[0]))}
    if _personal(headings):
        return None
    body = [row for row in sheet.rows[start:] if _filled(row) >= 2]
    labels = _labels(body, headings)
    if labels is None:
        return None
    columns = _columns(levels, set(headings) - set(labels.all), body, labels)
    return Figures(sheet, top, start, headings, labels, columns) if columns else None


def _filled(row: Sequence[Cell]) -> int:
    return sum(cell is not None for cell in row)


def is_figure(cell: Cell) -> bool:
    """Whether a cell is a number or a percent, and no year."""
    number = None if isinstance(cell, date) else values.number(cell)
    return number is not None and not (FIRST_YEAR <= number <= LAST_YEAR and number.is_integer())


def _first_figures(sheet: Sheet) -> int | None:
    """The first row below a heading that holds figures."""
    for at, row in enumerate(sheet.rows[1:FIRST_ROWS], start=1):
        above = sheet.rows[at - 1]
        if any(map(is_figure, row)) and _filled(above) >= 2 and not any(map(is_figure, above)):
            return at
    return None


def _levels(sheet: Sheet, top: int, start: int) -> list[list[Cell]]:
    """The heading rows; what stands over several columns stands in each of them."""
    levels = [list(row) for row in sheet.rows[top:start]]
    for first, left, last, right in sheet.merged:
        if top <= first and last < start:
            for at in range(first, last + 1):
                levels[at - top][left : right + 1] = [sheet.rows[first][left]] * (right + 1 - left)
    for level, below in pairwise(levels):
        carried: Cell = None
        for at, cell in enumerate(level):
            spread = figure_labels.facets(str(carried)) if carried is not None else None
            if cell is not None:
                carried = cell
            elif spread is not None and not spread.silent and below[at] is not None:
                level[at] = carried
    return levels


def _last(levels: list[list[Cell]], at: int) -> str:
    texts = [_text(level[at]) for level in levels if level[at] is not None]
    return texts[-1] if texts else ""


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _labels(body: list[list[Cell]], headings: dict[int, str]) -> Labels | None:
    """The label columns, or None when nothing but labels or nothing but figures stands there."""
    found: dict[str, list[int]] = {"u": [], "s": [], "c": [], "m": [], "o": []}
    for at, heading in headings.items():
        cells = [row[at] for row in body if row[at] is not None]
        if not cells:
            continue
        fields = set(synonyms.fields(heading))
        numbers = sum(map(is_figure, cells)) / len(cells)
        if numbers > 1 - MOSTLY and not fields & {*UNITS, "month", "period", "year", "date"}:
            continue
        found[_role(cells, fields)].append(at)
    if not any(found.values()):
        return None
    if not found["u"]:
        found["u"], found["o"] = found["o"][:1], found["o"][1:]
    return Labels(*(tuple(found[role]) for role in "uscmo"))


def _role(cells: list[Cell], fields: set[str]) -> str:
    if fields & UNITS:
        return "u"
    texts = [_text(cell) for cell in cells]
    named = fields & {"month", "period", "year", "date"}
    spans = sum(span_under(cell, fields) is not None for cell in cells)
    if spans >= 0.9 * len(cells) and (named or all(len(text) <= 24 for text in texts)):
        return "s"
    told = [figure_labels.facets(text) for text in texts]
    if sum(t.measure is not None for t in told) >= 0.9 * len(told):
        return "m"
    if sum(t.certification is not None for t in told) >= 0.9 * len(told):
        return "c"
    return "o"


def span_under(cell: Cell, fields: set[str]) -> Span | None:
    """The period a cell names below a heading; a bare 1–12 below "Month" is a month."""
    number = None if isinstance(cell, date) else values.number(cell)
    if "month" in fields and number is not None and number in range(1, 13):
        return Span("month", int(number), None)
    return figure_labels.span(cell)


def _personal(headings: dict[int, str]) -> bool:
    """Whether the rows are about persons or spells."""
    everywhere = {f for heading in headings.values() for f in synonyms.fields(heading)[:1]}
    return bool(everywhere & PEOPLE) or len(everywhere & SPELLS) > 1


def _columns(
    levels: list[list[Cell]], free: set[int], body: list[list[Cell]], labels: Labels
) -> dict[int, Facets]:
    found = {}
    for at in sorted(free):
        if not any(is_figure(row[at]) for row in body):
            continue
        said = Facets()
        for level in levels:
            if level[at] is not None:
                cell = level[at]
                named = Facets(figure_labels.span(cell)) if isinstance(cell, date) else None
                said = said.joined(named or figure_labels.facets(_text(cell)))
        found[at] = said
    return found


def is_total(text: str) -> bool:
    """Whether a label stands for all units together."""
    return bool(junk.TOTAL_FIRST.fullmatch(text) or WHOLE.fullmatch(text))


def year_of(sheet: Sheet, top: int) -> grid_months.Hint:
    """The year, and the month where there is one, that a sheet's name or titles tell."""
    cells = [sheet.name, *(c for row in reversed(sheet.rows[:top]) for c in row if c is not None)]
    hints = [grid_months.hint(cell) for cell in cells]
    year = next((h.year for h in hints if h.year), None)
    month = next((h.month for h in hints if h.month and (h.year or year)), None)
    return grid_months.Hint(year, month)
