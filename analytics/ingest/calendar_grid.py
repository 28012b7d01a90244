"""Calendars: employees downwards, a column a day, a code where somebody was away.

One sheet a month, a whole year on one sheet, several months below each other, or turned with the
days downwards. Every filled day becomes a row with its date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import (
    calendar_columns,
    calendar_rows,
    calendar_search,
    calendar_sheet,
    day_codes,
    flat,
    grid_months,
    legend,
    roster_grid,
    values,
)
from analytics.ingest.absence_kinds import NOT_ABSENCE
from analytics.ingest.calendar_rows import Day, Gathered
from analytics.ingest.calendar_sheet import Block
from analytics.ingest.day_codes import Meaning
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.grid_months import Hint
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Table

LAYOUT = "calendar_grid"

LEGEND_ROW = N_("explanation of the codes")
NO_MONTH_REASON = N_("day of an unknown month")
CALENDAR = N_("The file is a calendar. %(count)s days of absence were read, %(first)s to %(last)s.")
LEGEND = N_("The codes are read as the file explains them: %(codes)s.")
NO_MONTH = N_(
    "The days of the calendar on «%(sheet)s» are numbered, but the month and the year stand "
    "nowhere. Name the sheet after them, such as «March 2025», and upload the file again."
)
FORMULAS = N_(
    "%(count)s days of the calendar are formulas the file holds no result for (first %(first)s), "
    "and are left out. Open the file in Excel, save it and upload it again."
)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """One table with a row for each filled day of all calendars; none when there is no calendar.

    Raises ImportRefused when there are calendars, but nothing says of which month.
    """
    years = [Hint(h.year) for s in sheets if (h := grid_months.hint(s.name)).year]
    found = {at: blocks for at, sheet in enumerate(sheets)
             if (blocks := calendar_search.blocks(sheet, years))}  # fmt: skip
    blocks = [block for listed in found.values() for block in listed]
    distinct = {cell for block in blocks for cell in calendar_rows.cells(block)}
    if not blocks or not _coded(blocks, distinct):
        return []
    if not any(block.days for block in blocks):
        raise ImportRefused(NO_MONTH, sheet=blocks[0].sheet.name.strip())
    if (planned := roster_grid.table(sheets, found, search)) is not None:
        return [planned]
    return [_Calendar(sheets, found, distinct).table()]


def _coded(blocks: list[Block], distinct: set[Cell]) -> bool:
    """Whether anything but bare numbers stands in the days, or the titles say what they count."""
    worded = any(values.number(cell) is None for cell in distinct)
    return worded or not distinct or any(_kind(block) for block in blocks)


def _kind(block: Block) -> str | None:
    return None if block.turned else calendar_sheet.kind_named(block.sheet, block.titles)


class _Calendar:
    def __init__(
        self, sheets: list[Sheet], found: Mapping[int, list[Block]], distinct: set[Cell]
    ) -> None:
        self._sheets, self._found = sheets, found
        self._codes = {legend.key(str(cell)) for cell in distinct}
        self._ignored: Counter[str] = Counter()
        self._texts: dict[str, str] = {}
        self._apart = self._legend_sheets()

    def _legend_sheets(self) -> list[int]:
        apart = []
        for at, sheet in enumerate(self._sheets):
            if at in self._found:
                continue
            explained = legend.of_sheet(sheet, self._codes)
            if explained.texts:
                apart.append(at)
                self._texts |= explained.texts
                self._ignored[LEGEND_ROW] += len(explained.rows)
        return apart

    def table(self) -> Table:
        """The table of all calendars."""
        gathered: list[Gathered] = []
        days: list[tuple[Day, Meaning]] = []
        for at, blocks in self._found.items():
            explained = self._inside(self._sheets[at], blocks)
            for block in blocks:
                if not block.days:
                    self._ignored[NO_MONTH_REASON] += _unread(block)
                    continue
                skip = frozenset() if block.turned else explained.rows
                found = calendar_rows.gather(block, skip)
                gathered.append(found)
                days += self._read(found.days, explained.texts, _kind(block))
        for found in gathered:
            self._ignored.update(found.ignored)
        return self._assembled(gathered, days)

    def _inside(self, sheet: Sheet, blocks: list[Block]) -> legend.Legend:
        """The legend of one sheet on top of those on sheets of their own."""
        first = blocks[0]
        if first.turned:
            taken = set(range(min([*first.days, *first.outside]), first.right + 1))
            right = len(sheet.rows[0]) - 1
        else:
            right = max(block.right for block in blocks)
            taken = {row for block in blocks for row in _taken(block)}
        own = legend.inside(sheet, taken, right, self._codes)
        body = [row for block in blocks for row in range(block.start, block.end)]
        within = own.rows & set(body) if not first.turned else own.rows - taken
        self._ignored.update({LEGEND_ROW: len(within)} if within else {})
        above = {row for block in blocks for row in block.titles}.difference(body)
        titles = [] if first.turned else above
        count = sum(any(c is not None for c in sheet.rows[row]) for row in titles)
        self._ignored.update({flat.TITLE_ROW: count} if count else {})
        return legend.Legend(self._texts | own.texts, own.rows)

    def _read(
        self, days: Sequence[Day], texts: Mapping[str, str], kind: str | None
    ) -> list[tuple[Day, Meaning]]:
        """The days with what they mean, without those somebody was at work or off duty."""
        meanings = day_codes.read({day.cell for day in days}, texts, kind)
        read = [(day, meanings[day.cell]) for day in days]
        absent = [(day, meaning) for day, meaning in read if not meaning.present]
        here = len(read) - len(absent)
        self._ignored.update({NOT_ABSENCE: here} if here else {})
        return absent

    def _assembled(self, gathered: list[Gathered], days: list[tuple[Day, Meaning]]) -> Table:
        columns = calendar_columns.columns(gathered, days)
        used = [self._sheets[at] for at in self._found]
        return Table(
            layout=LAYOUT,
            sheet=", ".join(sheet.name.strip() for sheet in used),
            headers=tuple(columns),
            header_row=None,
            columns=tuple(Coded.of(cells) for cells, _ in columns.values()),
            row_numbers=np.array([day.row for day, _ in days], dtype=np.intp),
            row_sheets=Coded.of([day.sheet for day, _ in days]),
            fields={at: role for at, (_, role) in enumerate(columns.values()) if role},
            ignored=+self._ignored,
            titles=self._titles(),
            decisions=tuple(self._decisions(gathered, days)),
        )

    def _titles(self) -> tuple[tuple[Cell, ...], ...]:
        blocks = [block for listed in self._found.values() for block in listed if not block.turned]
        return tuple(tuple(b.sheet.rows[at]) for b in blocks for at in b.titles)

    def _decisions(
        self, gathered: list[Gathered], days: list[tuple[Day, Meaning]]
    ) -> list[Decision]:
        found = []
        if days:
            first, last = min(day.day for day, _ in days), max(day.day for day, _ in days)
            said = {"count": len(days), "first": f"{first:%d.%m.%Y}", "last": f"{last:%d.%m.%Y}"}
            found.append(Decision("layout", CALENDAR, said, LAYOUT))
        if explained := _explained(days):
            found.append(Decision("legend", LEGEND, {"codes": explained}, "legend"))
        formulas = [place for each in gathered for place in each.formulas]
        if formulas:
            said = {"count": len(formulas), "first": formulas[0]}
            found.append(Decision("formulas", FORMULAS, said, "ignored", sure=False))
        found += self._undated()
        unused = [s.name.strip() for at, s in enumerate(self._sheets)
                  if at not in self._found and at not in self._apart and s.rows]  # fmt: skip
        if unused:
            said = {"sheets": ", ".join(unused)}
            options = tuple(sheet.name.strip() for sheet in self._sheets)
            found.append(Decision("sheets_unused", flat.SHEETS_UNUSED, said, "unused", options))
        return found

    def _undated(self) -> list[Decision]:
        names = [
            b[0].sheet.name.strip() for b in self._found.values() if not any(x.days for x in b)
        ]
        return [
            Decision(f"month:{name}", NO_MONTH, {"sheet": name}, "ignored", sure=False)
            for name in names
        ]


def _taken(block: Block) -> set[int]:
    """The rows of a calendar that hold headings or filled days, and so no explanation."""
    rows = block.sheet.rows
    body = [at for at in range(block.start, block.end) if not legend.explains(rows[at])]
    filled = {at for at in body if any(rows[at][c] is not None for c in block.days)}
    return filled | set(range(block.titles.stop, block.start))


def _unread(block: Block) -> int:
    rows = block.sheet.rows[block.start : block.end]
    return sum(row[at] is not None for row in rows for at in block.outside)


def _explained(days: list[tuple[Day, Meaning]]) -> str:
    """The codes with another text than themselves, as "E = Egenmelding"."""
    told = {m.code.upper(): m.text for _, m in days if m.text and m.text != m.code}
    return ", ".join(f"{code} = {text}" for code, text in sorted(told.items()))
