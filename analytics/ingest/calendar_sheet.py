"""Where the calendars of a sheet are: headings of days, columns about people, rows below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.ingest import absence_types, day_axis, grid_months, synonyms
from analytics.ingest.day_axis import Axis
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.grid_months import Hint

FIRST_ROWS = 60  # a first heading further down has never been seen
PERSON = frozenset({"employee_id", "employee_name", "first_name", "last_name"})
BESIDE = PERSON | {"department", "department_id", "unit_level", "position_pct", "employment_number"}
ABOUT_DAYS = frozenset({"date", "month", "period", "year", "start_date", "grid_total_IGNORE"})
TITLE_CELLS = 3
SHORTEST_MONTH = 28


@dataclass(frozen=True)
class Block:
    """One calendar on a sheet; rows and columns index `sheet.rows`.

    `titles` are the rows above the headings that belong to it, `start` to `end` the rows below;
    `days` is column → day, `outside` the columns headed by a day that is none of the calendar;
    `people` is column → heading of what is said of a person, "" where nothing stands. `turned`:
    rows and columns have changed places.
    """

    sheet: Sheet
    titles: range
    start: int
    end: int
    days: dict[int, date]
    outside: frozenset[int]
    people: dict[int, str]
    repeated: int = 0
    turned: bool = False

    def number(self, row: int, column: int) -> int:
        """The row of a cell as the user counts."""
        return self.sheet.first_row + (column if self.turned else row)

    @property
    def right(self) -> int:
        """The last column headed by a day."""
        return max([*self.days, *self.outside])


def upright(sheet: Sheet, elsewhere: Sequence[Hint]) -> list[Block]:
    """The calendars of a sheet from the top, days across; empty when there is none.

    `elsewhere` are hints of year and month from outside the sheet.
    """
    bands = list(_bands(sheet))
    if not bands:
        return []
    found: list[Block] = []
    ends = [first for first, _, _ in bands[1:]] + [len(sheet.rows)]
    above = 0
    for (first, last, axis), end in zip(bands, ends, strict=True):
        block = _block(sheet, range(above, first), (first, last), axis, found, elsewhere)
        found.append(replace(block, end=end))
        above = last + 1
    dated = any(block.days or _sure(block) for block in found)
    return found if dated and any(block.people for block in found) else []


def _sure(block: Block) -> bool:
    """Whether numbers without a month are the days of one all the same."""
    named = any(PERSON & set(synonyms.fields(name)) for name in block.people.values())
    return named and len(block.outside) >= SHORTEST_MONTH


def _bands(sheet: Sheet) -> Iterator[tuple[int, int, Axis]]:
    """First and last row of each group of heading rows, with the days they name."""
    if not any(day_axis.find(row) for row in sheet.rows[:FIRST_ROWS]):
        return
    axes = {at: axis for at, row in enumerate(sheet.rows) if (axis := day_axis.find(row))}
    groups: list[list[int]] = []
    for at in axes:
        same = groups and groups[-1][-1] == at - 1
        groups[-1].append(at) if same else groups.append([at])
    for group in groups:
        axis = axes[group[0]]
        first, last = group[0], group[-1]
        while first > 0 and _belongs(sheet.rows[first - 1], axis):
            first -= 1
        while last + 1 < len(sheet.rows) and letters(sheet.rows[last + 1], axis):
            last += 1
        yield first, last, axis


def letters(row: Sequence[Cell], axis: Axis) -> bool:
    """Whether a row names the weekday of every day, as a person's codes never do."""
    cells = [row[at] for at in axis.labels]
    named = [grid_months.weekdays(cell) for cell in cells]
    return len(set(named)) >= 4 and sum(map(bool, named)) >= grid_months.AGREEING * len(cells)


def _belongs(row: Sequence[Cell], axis: Axis) -> bool:
    """Whether a row above the days holds their weekdays, weeks or months."""
    cells = [row[at] for at in axis.labels if row[at] is not None]
    spread = len(cells) > 1 and all(
        grid_months.hint(cell).month or _week(cell) or grid_months.weekdays(cell) for cell in cells
    )
    return letters(row, axis) or spread


def _week(cell: Cell) -> bool:
    text = str(cell).strip().casefold()
    for word in ("uke", "kw", "vecka", "v.", "v", "week", "wk"):
        text = text.removeprefix(word)
    return text == "" or text.strip(" .").removesuffix(".0").isdigit()


def _block(
    sheet: Sheet, titles: range, band: tuple[int, int], axis: Axis, before: list[Block],
    elsewhere: Sequence[Hint],
) -> Block:  # fmt: skip
    first, last = band
    heads = sheet.rows[first : last + 1]
    weekdays = next((row for row in heads if letters(row, axis)), [])
    above = list(reversed(sheet.rows[max(first - 1, 0) : last]))
    base = [*_base(sheet, titles, bool(before)), *elsewhere]
    days, outside = day_axis.resolve(axis, base, above, weekdays)
    again = 0
    if before and (not days or days == before[-1].days):
        days, again = before[-1].days, last - first + 1
        outside = before[-1].outside
    people = _people(sheet, titles, band, axis)
    return Block(sheet, titles, last + 1, last + 1, days, outside, people, again)


def _base(sheet: Sheet, titles: range, later: bool) -> list[Hint]:
    """Hints of the sheet's name and titles; below a first calendar the nearest title counts."""
    rows = [sheet.rows[at] for at in reversed(titles)]
    if not later:
        cells = [cell for row in rows for cell in row if cell is not None]
        return [grid_months.hint(sheet.name), *map(grid_months.hint, cells)]
    cells = [c for row in rows if _title(row) for c in row if c is not None]
    hints = [h for c in cells if (h := grid_months.hint(c)).month and (h.year or _bare(c))]
    return [*hints, Hint(grid_months.hint(sheet.name).year)] if hints else []


def _title(row: Sequence[Cell]) -> bool:
    return sum(cell is not None for cell in row) <= TITLE_CELLS


def _bare(cell: Cell) -> bool:
    text = cell.strip().casefold() if isinstance(cell, str) else ""
    return any(month.fullmatch(text) for month in grid_months.MONTHS)


def _people(sheet: Sheet, titles: range, band: tuple[int, int], axis: Axis) -> dict[int, str]:
    """Column → heading, for what stands beside the days and is no sum."""
    first, last = band
    heads = [sheet.rows[at] for at in (*range(last, first - 1, -1), *reversed(titles[-1:]))]
    inner = len(heads) - len(titles[-1:])
    width = len(sheet.rows[0])
    found: dict[int, str] = {}
    for at in range(width):
        if at in axis.labels:
            continue
        texts = [_clean(row[at]) for row in heads]
        known = [text for text in texts if text and synonyms.fields(text)]
        name = next(iter(known), next((text for text in texts[:inner] if text), ""))
        fields = set(synonyms.fields(name))
        filled = any(row[at] is not None for row in sheet.rows[last + 1 :])
        beside = at < axis.first and not (fields and fields <= {"grid_total_IGNORE"})
        if filled and (beside or fields & BESIDE):
            found[at] = "" if fields & ABOUT_DAYS and not fields & PERSON else name
    return found


def _clean(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def kind_named(sheet: Sheet, titles: range) -> str | None:
    """The kind of absence a sheet's name or titles tell ("Ferieplan 2025"); None when none does."""
    texts = [sheet.name, *(c for at in titles for c in sheet.rows[at] if isinstance(c, str))]
    for text in texts:
        words = "".join(c for c in text if not c.isdigit()).strip(" -–:.")
        verdict = absence_types.judge([words], {})[words] if len(words) > 2 else None
        if verdict and verdict.type not in ("", "other", absence_types.IGNORE, "diagnosis"):
            return words
    return None
