"""The figures of one sheet, each with the unit, period, certification and measure it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from analytics.i18n import N_
from analytics.ingest import figure_labels, figure_sheet, flat, junk, synonyms
from analytics.ingest.figure_labels import AGREED, LOST, PERSONS, RATE, Facets, Span
from analytics.ingest.figure_sheet import Figures
from analytics.ingest.grid import Cell

MEASURES = (RATE, LOST, AGREED, PERSONS)
SHARED = frozenset({AGREED, PERSONS})  # the same whoever certified
LONGER = N_("figure for a longer period, or of a kind that is not kept")


class Key(NamedTuple):
    """What a row of figures is about; `certification` is None where nothing tells them apart."""

    unit: str
    span: Span
    certification: str | None


class Figure(NamedTuple):
    """One number of the file and where it stands."""

    key: Key
    measure: str
    cell: Cell
    row: int
    sheet: str


class FigureReader:
    """Reads the figures of one sheet."""

    def __init__(self, figures: Figures, several: bool) -> None:
        self.figures = figures
        self.ignored: Counter[str] = Counter()
        self._hint = figure_sheet.year_of(figures.sheet, figures.top)
        self._several = several
        self._across = [f for f in figures.columns.values() if f.span is not None]
        self.assumed = False
        self._default = self._default_measure()

    @property
    def plausible(self) -> bool:
        """Whether these are figures on absence of units, beyond doubt."""
        labels, columns = self.figures.labels, self.figures.columns.values()
        measures = {facets.measure for facets in columns} | self._row_measures()
        timed = bool(self._across or labels.spans or self._hint.month)
        spread = bool(self._across) or any(facets.certification for facets in columns)
        rated = bool(measures & {RATE, LOST}) or self._default in (RATE, LOST)
        united = bool(labels.units) or bool(labels.spans)
        certain = RATE in measures or self._default == RATE
        known = self._known_unit() or (certain and (spread or not labels.units))
        agreed = AGREED in measures or self._default == AGREED
        return timed and united and known and (rated or (agreed and spread))

    @property
    def yearless(self) -> bool:
        """Whether months stand without any year."""
        spans = [f.span for f in self._across if f.span]
        named = [s for row in self._body() for s in self._row_spans(row)] + spans
        return self._hint.year is None and bool(named) and all(s.year is None for s in named)

    def _known_unit(self) -> bool:
        fields = {f for at in self.figures.labels.units
                  for f in synonyms.fields(self.figures.headings[at])}  # fmt: skip
        return bool(fields & figure_sheet.UNITS)

    def _row_measures(self) -> set[str | None]:
        labels = self.figures.labels
        return {figure_labels.facets(str(row[at])).measure for row in self._body()
                for at in labels.measures if row[at] is not None}  # fmt: skip

    def _default_measure(self) -> str | None:
        """What figures are when their own labels do not say it."""
        sheet, top = self.figures.sheet, self.figures.top
        titles = [sheet.name, *(c for row in sheet.rows[:top] for c in row if isinstance(c, str))]
        heads = [self.figures.headings[at] for at in self.figures.labels.all]
        named = [m for text in [*titles, *heads] if (m := figure_labels.measure(text))]
        cells = [row[at] for row in self._body() for at in self.figures.columns]
        if any(isinstance(cell, str) and "%" in cell for cell in cells):
            return RATE
        measured = any(f.measure for f in self.figures.columns.values())
        about = any("frav" in t.casefold() or "absen" in t.casefold() for t in titles)
        self.assumed = not named and not measured and about and bool(self._across)
        return named[0] if named else RATE if self.assumed else None

    def _body(self) -> Iterator[list[Cell]]:
        rows = self.figures.sheet.rows[self.figures.start :]
        columns = self.figures.columns
        return (row for row in rows if any(figure_sheet.is_figure(row[at]) for at in columns))

    def read(self) -> Iterator[Figure]:
        """The figures of the sheet, row by row."""
        figures = self.figures
        sheet, carried = figures.sheet, ""
        titles = sum(any(c is not None for c in row) for row in sheet.rows[: figures.top])
        self.ignored.update({flat.TITLE_ROW: titles} if titles else {})
        for at in range(figures.start, len(sheet.rows)):
            row = sheet.rows[at]
            named = [row[c] for c in figures.labels.units if row[c] is not None]
            unit = " / ".join(str(cell).strip() for cell in named)
            carried = unit or carried
            if all(cell is None for cell in row):
                continue
            if figure_sheet.is_total(carried):
                self.ignored[junk.TOTAL] += 1
            elif any(figure_sheet.is_figure(row[c]) for c in figures.columns):
                yield from self._row(row, at, carried)
            else:
                self.ignored[junk.NOTE] += 1

    def _row(self, row: list[Cell], at: int, unit: str) -> Iterator[Figure]:
        beside = Facets()
        for span in self._row_spans(row):
            beside = beside.joined(Facets(span))
        labels = self.figures.labels
        for column in (*labels.certifications, *labels.measures):
            beside = beside.joined(figure_labels.facets(str(row[column] or "")))
        read = 0
        for column, facets in self.figures.columns.items():
            figure = self._figure(row[column], beside, facets, unit)
            if figure is not None and figure_sheet.is_figure(row[column]):
                read += 1
                number = self.figures.sheet.first_row + at
                yield Figure(*figure, row[column], number, self.figures.sheet.name)
        if not read:
            self.ignored[LONGER] += 1

    def _row_spans(self, row: list[Cell]) -> Iterator[Span]:
        for at in self.figures.labels.spans:
            fields = set(synonyms.fields(self.figures.headings[at]))
            if (span := figure_sheet.span_under(row[at], fields)) is not None:
                yield span

    def _figure(
        self, cell: Cell, beside: Facets, facets: Facets, unit: str
    ) -> tuple[Key, str] | None:
        """What one figure is about; None when it is a sum over periods or of no use."""
        if self._across and facets.span is None:
            return None
        both = beside.joined(facets)
        measure = both.measure or self._default
        unit = unit or facets.text if not self.figures.labels.units else unit
        unit = unit or (self.figures.sheet.name.strip() if self._several else "")
        span = both.span
        if span is None and self._hint.month and self._hint.year:
            span = Span("month", self._hint.month, self._hint.year)
        if measure not in MEASURES or span is None or figure_sheet.is_total(unit):
            return None
        if measure in SHARED and both.certification == figure_labels.TOTAL:
            both = Facets(both.span, None, measure)
        whole = Span(span.kind, span.number, span.year or self._hint.year)
        return None if whole.year is None else (Key(unit, whole, both.certification), measure)
