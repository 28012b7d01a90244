"""The plain layout: one heading row, one row per spell, employment or month below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from analytics.i18n import N_
from analytics.ingest import junk, synonyms
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.reading import Decision
from analytics.ingest.search import Search
from analytics.ingest.table import Coded, Flags, Table

LAYOUT = "rows"
MOST_TABLES = 50  # with headings of their own; of a thousand, none further down is the one
FIRST_ROWS = 30  # a heading further down has never been seen
FEWEST_HITS = 2
TEXT_SHARE = 0.7  # of a heading row's filled cells
FEWEST_IN_HALF = 3  # headings of a table that stands beside itself
WHO = frozenset({"employee_id", "employee_name", "last_name"})
NOT_HEADINGS = frozenset({"sickness_rate", "grid_total_IGNORE", "spell_count"})

TITLE_ROW = N_("title above the table")
HEADER_ROW = N_("The headings are in row %(row)s of «%(sheet)s».")
SHEETS_READ = N_("These sheets have the same headings and were read together: %(sheets)s.")
SHEETS_UNUSED = N_("These sheets were not used: %(sheets)s.")


@dataclass(frozen=True)
class Heading:
    """Where a sheet's headings are; `row` indexes the sheet's rows."""

    sheet: Sheet
    row: int
    score: float
    names: tuple[str, ...]  # one per column of the sheet; "" where nothing stands

    @property
    def halves(self) -> tuple[int, ...]:
        """Where the table begins, once for each time that it stands beside itself on the page."""
        named = [at for at, name in enumerate(self.names) if name]
        starts = [at for at in named if self.names[at] == self.names[named[0]]]
        width = starts[1] - starts[0] if len(starts) > 1 else 0
        block = [at for at in named if at < starts[0] + width]
        again = [at + start - starts[0] for start in starts for at in block]
        known = {field for at in block for field in synonyms.fields(self.names[at])}
        told = len(block) >= FEWEST_IN_HALF and bool(WHO & known)
        alike = again == named and all(
            self.names[at] == self.names[block[n % len(block)]] for n, at in enumerate(again)
        )
        return tuple(starts) if told and alike else (0,)

    @property
    def same(self) -> frozenset[str]:
        """What two sheets must share to be read together."""
        return frozenset(synonyms.normalise(name) for name in self.names if name)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """One table for each set of sheets with the same headings, the best headings first."""
    found = [heading for sheet in sheets if (heading := find(sheet, search)) is not None]
    groups: dict[frozenset[str], list[Heading]] = {}
    for heading in found:
        groups.setdefault(heading.same, []).append(heading)
    ranked = sorted(groups.values(), key=lambda group: -max(h.score for h in group))
    return [_table(group, sheets) for group in ranked[:MOST_TABLES]]


def find(sheet: Sheet, search: Search) -> Heading | None:
    """The heading row among the first rows of a sheet, or None when no row looks like one."""
    best: Heading | None = None
    for at, row in enumerate(sheet.rows[:FIRST_ROWS]):
        score = _score(row, search)
        if score is not None and (best is None or score > best.score):
            best = Heading(sheet, at, score, _names(sheet, at))
    return best


def _names(sheet: Sheet, at: int) -> tuple[str, ...]:
    """The headings of a row; one that says nothing alone is read with the row of groups above."""
    names = [_clean(cell) for cell in sheet.rows[at]]
    above = [_clean(cell) for cell in sheet.rows[at - 1]] if at else []
    group = ""
    for column, over in enumerate(above):
        group = over or group
        name = names[column]
        if not synonyms.fields(name) and synonyms.fields(both := f"{group} {name}"):
            names[column] = both if name else over
    return tuple(names)


def _clean(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _score(row: list[Cell], search: Search) -> float | None:
    filled = [cell for cell in row if cell is not None]
    texts = [_clean(cell) for cell in filled if isinstance(cell, str)]
    if len(texts) < FEWEST_HITS or len(texts) < TEXT_SHARE * len(filled):
        return None
    meanings = [synonyms.fields(text)[:1] for text in texts]
    useful = {m for m in meanings if m and m[0] not in NOT_HEADINGS}
    useful |= {(t,) for t in texts if synonyms.normalise(t) in search.known}
    repeated = sum(n - 1 for n in Counter(texts).values())
    score = len(useful) - 0.5 * repeated
    return score if len(useful) >= FEWEST_HITS and score > 0.2 * len(filled) else None


def _table(group: list[Heading], sheets: list[Sheet]) -> Table:
    headings = group[0]
    width = headings.halves[1] if len(headings.halves) > 1 else len(headings.names)
    used = [at for at in range(width) if _filled(headings, at)]
    headers = tuple(headings.names[at] or column_letter(at) for at in used)
    rows, numbers, origin, computed = _gather(group, headings, used)
    columns = _told(group, used) or _counted(rows, len(used))
    table = Table(
        layout=LAYOUT,
        sheet=", ".join(heading.sheet.name.strip() for heading in group),
        headers=headers,
        header_row=headings.sheet.first_row + headings.row,
        columns=columns,
        row_numbers=np.array(numbers, dtype=np.intp),
        row_sheets=Coded.of(origin),
        ignored=_titles(group),
        titles=tuple(tuple(row) for sheet in sheets for row in _above(sheet, group)),
        uncomputed={at: flags for at, flags in computed.items() if flags.any()},
        decisions=_decisions(group, sheets),
    )
    return junk.removed(table)


def _told(group: list[Heading], used: list[int]) -> tuple[Coded, ...] | None:
    """The columns as the sheet has them already; None where a table is made of several parts."""
    (first, *others), columns = group, group[0].sheet.columns
    if others or len(first.halves) > 1 or columns is None or columns.rows is not first.sheet.rows:
        return None
    if not columns.by_place.keys() >= set(used):
        return None
    return tuple(Coded.below(columns.by_place[at], first.row + 1) for at in used)


def _counted(rows: list[list[Cell]], width: int) -> tuple[Coded, ...]:
    columns = zip(*rows, strict=True) if rows else [()] * width
    return tuple(Coded.of(column) for column in columns)


def _filled(heading: Heading, at: int) -> bool:
    below = heading.sheet.rows[heading.row + 1 :]
    return bool(heading.names[at]) or any(row[at] is not None for row in below)


def column_letter(at: int) -> str:
    """The letter Excel shows above a column, from its index: 0 is A, 26 is AA."""
    letters = ""
    while at >= 0:
        at, letter = divmod(at, 26)
        letters, at = chr(65 + letter) + letters, at - 1
    return letters


def _gather(
    group: list[Heading], headings: Heading, used: list[int]
) -> tuple[list[list[Cell]], list[int], list[str], dict[int, Flags]]:
    """Rows under the headings of all sheets, in the first sheet's order of columns."""
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    origin: list[str] = []
    formulas: list[tuple[int, int]] = []
    for heading in group:
        first = used if heading is headings else _order(heading, headings, used)
        start = heading.row + 1
        body = heading.sheet.rows[start:]
        top = heading.sheet.first_row + start
        for half in heading.halves:
            order = [at + half - heading.halves[0] for at in first]
            for row, column in heading.sheet.uncomputed:
                if row >= start and column in order:
                    formulas.append((len(rows) + row - start, order.index(column)))
            numbers += range(top, top + len(body))
            origin += [heading.sheet.name] * len(body)
            straight = order == list(range(len(heading.names)))
            rows += body if straight else [_picked(row, order) for row in body]
    flags = {at: np.zeros(len(rows), dtype=bool) for _, at in formulas}
    for row, at in formulas:
        flags[at][row] = True
    return rows, numbers, origin, flags


def _picked(row: list[Cell], order: list[int]) -> list[Cell]:
    return [row[at] if at < len(row) else None for at in order]


def _order(heading: Heading, first: Heading, used: list[int]) -> list[int]:
    """Columns of a further sheet in the order of the first; each used once, so twins stay apart."""
    free = {at: synonyms.normalise(name) for at, name in enumerate(heading.names)}
    order = []
    for at in used:
        wanted = synonyms.normalise(first.names[at])
        found = next((here for here, name in free.items() if name == wanted), at)
        free.pop(found, None)
        order.append(min(found, len(heading.names) - 1))
    return order


def _above(sheet: Sheet, group: list[Heading]) -> list[list[Cell]]:
    heading = next((h for h in group if h.sheet is sheet), None)
    return sheet.rows[: FIRST_ROWS if heading is None else heading.row]


def _titles(group: list[Heading]) -> dict[str, int]:
    count = sum(
        any(cell is not None for cell in row)
        for heading in group
        for row in heading.sheet.rows[: heading.row]
    )
    return {TITLE_ROW: count} if count else {}


def _decisions(group: list[Heading], sheets: list[Sheet]) -> tuple[Decision, ...]:
    first = group[0]
    row = first.sheet.first_row + first.row
    name = first.sheet.name.strip()
    found = [Decision("header_row", HEADER_ROW, {"row": row, "sheet": name}, str(row))]
    read = {heading.sheet.name.strip() for heading in group}
    options = tuple(sheet.name.strip() for sheet in sheets)
    if len(group) > 1:
        names = ", ".join(n for n in options if n in read)
        found.append(Decision("sheets", SHEETS_READ, {"sheets": names}, names, options))
    unused = [
        sheet.name.strip() for sheet in sheets if sheet.name.strip() not in read and sheet.rows
    ]
    if unused:
        names = ", ".join(unused)
        found.append(Decision("sheets_unused", SHEETS_UNUSED, {"sheets": names}, names, options))
    return tuple(found)
