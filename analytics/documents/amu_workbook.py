"""The committee's report as a workbook: every figure on a line that says where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from analytics.answers.amu import Amu, Row
from analytics.documents import amu_lines
from analytics.documents.amu_lines import Line
from analytics.documents.cells import WRAPPED, written
from analytics.documents.register import Origin
from analytics.figures import verdicts
from analytics.figures.wording import HIDDEN, MISSING, Words, is_missing
from analytics.i18n import N_
from analytics.ingest.flat import column_letter
from analytics.ingest.grid import Cell

HEADINGS = (
    N_("Figure"),
    N_("Rate, per cent"),
    N_("Lost days"),
    N_("Agreed days"),
    N_("People"),
    N_("From"),
    N_("To"),
    N_("Unit"),
    N_("Definition"),
    N_("Data through"),
    N_("Dataset version"),
)
JUDGED = (
    N_("Ordinary from, per cent"),
    N_("Ordinary to, per cent"),
    N_("Absences per full-time year"),
    N_("Verdict"),
)
COMPARABLE = N_("comparable with SSB and NAV")
NARROW, WIDE = 16, 38


def workbook(facts: Amu, origin: Origin, words: Words, remarks: Sequence[str]) -> bytes:
    """The report (xlsx): sheets of figures, months and units, and one on how to read them.

    Hidden figures and figures without basis are words, zero is a number. `remarks`: sentences on
    the quality of the data.
    """
    book, _ = Workbook(write_only=True), words.translate
    keys = amu_lines.key_lines(facts, origin, words)
    sheets = (
        (_(N_("Figures")), [*keys, *amu_lines.part_lines(facts, origin, words)]),
        (_(N_("Months")), list(amu_lines.month_lines(facts, origin, words))),
    )
    for name, lines in sheets:
        _write(book.create_sheet(name), lines, facts, origin, words)
    units = list(amu_lines.unit_lines(facts))
    _write(book.create_sheet(_(N_("Units"))), units, facts, origin, words, judged=True)
    extra = [
        (_(N_("Absences per full-time year")), f"{words.period(facts.year)}: {told}")
        for told in filter(None, [amu_lines.spells_text(facts, words)])
    ]
    extra += [
        (_(N_("Beside SSB's figures")), told) for told in amu_lines.beside_lines(facts, words)
    ]
    _about(book.create_sheet(_(N_("About the figures"))), origin, words, remarks, extra)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(
    sheet: Any,
    lines: Iterable[Line],
    facts: Amu,
    origin: Origin,
    words: Words,
    *,
    judged: bool = False,
) -> None:
    headings = HEADINGS + (JUDGED if judged else ())
    for at in range(1, len(headings) + 1):
        sheet.column_dimensions[column_letter(at)].width = WIDE if at == 1 else NARROW
    sheet.freeze_panes = "B2"
    sheet.append([written(sheet, words.translate(name), bold=True) for name in headings])
    for line in lines:
        cells = _cells(line, facts, origin, words)
        if judged:
            cells += _verdict(line.row, words)
        sheet.append([written(sheet, cell) for cell in cells])


def _cells(line: Line, facts: Amu, origin: Origin, words: Words) -> list[Cell]:
    row = line.row
    return [
        line.name,
        *(_figure(row, column, words) for column in ("rate_rounded", "lost_days", "agreed_days")),
        words.persons(row, exact=False),
        line.period.first,
        line.period.last,
        line.unit,
        words.translate(COMPARABLE),
        origin.data_through,
        origin.version,
    ]


def _figure(row: Row, column: str, words: Words) -> Cell:
    if row["masked"]:
        return words.translate(HIDDEN)
    if is_missing(row["rate_rounded"]) or is_missing(row[column]):
        return words.translate(MISSING)
    return round(float(row[column]), 2)


def _verdict(row: Row, words: Words) -> list[Cell]:
    """Limits and spells as numbers; where there are none, the words that say why."""
    why = verdicts.short(row, words)
    judged = words.has_number(row) and row["verdict"] in verdicts.SAID
    instead = words.translate(MISSING) if judged else why
    figures: list[Any] = [row["low"], row["high"], amu_lines.spells_of_unit(row)]
    hidden = row["masked"]
    told = [instead if hidden or is_missing(at) else round(float(at), 1) for at in figures]
    return [*told, why]


def _about(
    sheet: Any,
    origin: Origin,
    words: Words,
    remarks: Sequence[str],
    extra: Sequence[tuple[str, Cell]],
) -> None:
    _ = words.translate
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 100
    told: list[tuple[str, Cell]] = [
        (_(N_("Unit")), amu_lines.unit_name(origin, words)),
        (_(N_("Period")), words.period(origin.period)),
        (_(N_("Data through")), origin.data_through),
        (_(N_("Dataset version")), origin.version),
        (_(N_("Made on")), origin.made_on),
        *extra,
        *((_(N_("Definition")), note) for note in amu_lines.notes(words)),
        *((_(N_("Data quality")), remark) for remark in remarks),
    ]
    for label, value in told:
        cell = written(sheet, value)
        cell.alignment = WRAPPED
        sheet.append([written(sheet, label, bold=True), cell])
