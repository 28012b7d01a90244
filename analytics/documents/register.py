"""The employer's statutory register as a workbook: the figures, and a sheet on where they are from.

Source: FOR-1997-03-25-272 § 4, folketrygdloven § 25-2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from analytics.documents.cells import WRAPPED, written
from analytics.domain.period import Period
from analytics.figures.wording import MISSING
from analytics.i18n import N_, Translate
from analytics.ingest.grid import Cell

SEXES = {"F": N_("Women"), "M": N_("Men"), "unknown": N_("Sex unknown"), "all": N_("All employees")}
LINES = {
    "agreed_days": N_("Agreed days, without holiday and leave"),
    "persons": N_("Employees"),
    "cases": N_("Spells of own sickness"),
    "cases_1_3": N_("Spells of 1–3 days"),
    "cases_4_16": N_("Spells of 4–16 days"),
    "cases_over_16": N_("Spells of more than 16 days"),
    "cases_over_56": N_("Of these: spells of more than 8 weeks"),
    "open_cases": N_("Spells that still go on, classed by their days so far"),
    "lost_days": N_("Days lost to own sickness"),
    "days_1_3": N_("Days lost in spells of 1–3 days"),
    "days_4_16": N_("Days lost in spells of 4–16 days"),
    "days_over_16": N_("Days lost in spells of more than 16 days"),
    "days_over_56": N_("Of these: days lost in spells of more than 8 weeks"),
    "rate_rounded": N_("Sickness absence rate, per cent"),
    "child_cases": N_("Spells of child's sickness (not in the rate)"),
    "child_days": N_("Days lost to child's sickness (not in the rate)"),
}
DEFINITION = N_(
    "Lost days are working days × position × grade. Spells are counted in every quarter they have "
    "a day in, and classed by the calendar days of the whole spell. Holiday and leave are taken "
    "from the agreed days, so the rate is higher than the one to compare with SSB and NAV."
)
REGULATION = N_(
    "Regulation of 25 March 1997 no. 272 on the employer's statistics of sickness absence, § 4; "
    "the National Insurance Act, § 25-2."
)
CARE = N_(
    "Rows about few people can tell who they are. Share the sheet only with those who need it."
)
EVERYTHING = N_("The whole organisation")
WIDTHS = {"A": 52, "B": 14, "C": 14, "D": 14, "E": 14}
ABOUT_WIDTHS = {"A": 18, "B": 100}


@dataclass(frozen=True)
class Origin:
    """What the figures were made from: the unit's path ("" for all), and the data's reach."""

    unit: str
    period: Period
    data_through: date | None
    version: int
    made_on: date


def workbook(frame: pd.DataFrame, origin: Origin, translate: Translate) -> bytes:
    """The register (xlsx) from `queries.register`: one block per quarter, a line per figure, a
    column per sex; and a second sheet with data date, version, definition, filter and source."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, translate(N_("Register")), WIDTHS)
    for number, (quarter, rows) in enumerate(frame.groupby("quarter", sort=True)):
        if number:
            sheet.append([])
        _block(sheet, str(quarter), rows, translate)
    about = _sheet(book, translate(N_("About the figures")), ABOUT_WIDTHS)
    _about(about, origin, translate)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheet(book: Workbook, name: str, widths: dict[str, int]) -> Any:
    sheet = book.create_sheet(name)
    for column, width in widths.items():
        sheet.column_dimensions[column].width = width
    return sheet


def _block(sheet: Any, quarter: str, rows: pd.DataFrame, translate: Translate) -> None:
    sheet.append([written(sheet, quarter, bold=True)])
    names = ["", *(translate(SEXES[sex]) for sex in rows["sex"])]
    sheet.append([written(sheet, name or None, bold=True) for name in names])
    for column, label in LINES.items():
        figures = [written(sheet, _figure(value, translate)) for value in rows[column]]
        sheet.append([written(sheet, translate(label)), *figures])


def _figure(value: Any, translate: Translate) -> Cell:
    """Whole numbers as such; a word for what is not known, which is neither zero nor forgotten."""
    if pd.isna(value):
        return translate(MISSING)
    return int(value) if float(value).is_integer() else round(float(value), 4)


def _about(sheet: Any, origin: Origin, translate: Translate) -> None:
    told: dict[str, Cell] = {
        N_("Unit"): origin.unit or translate(EVERYTHING),
        N_("Period"): f"{origin.period.first:%d.%m.%Y}–{origin.period.last:%d.%m.%Y}",
        N_("Data through"): origin.data_through,
        N_("Dataset version"): origin.version,
        N_("Made on"): origin.made_on,
        N_("Definition"): translate(DEFINITION),
        N_("Regulation"): translate(REGULATION),
        N_("Care"): translate(CARE),
    }
    for label, value in told.items():
        cell = written(sheet, value)
        if isinstance(value, str):
            cell.alignment = WRAPPED
        sheet.append([written(sheet, translate(label), bold=True), cell])
