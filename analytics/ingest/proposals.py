"""Columns under headings nobody knows, taken for what they hold when only one reading is possible.

Never sure: the reader is asked to check. Without these a file would be refused for a heading, or
all its rows taken for sickness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analytics.ingest import headless, shift_codes
from analytics.ingest.content import Profile
from analytics.ingest.table import Table

MOSTLY_ABSENCES = 0.5  # of a type column's words must be known kinds of absence
MOST_KINDS = 60
ENDS = ("end_date", "end_date_exclusive_TRAP", "calendar_days")


def absence(
    table: Table, free: Mapping[int, Profile], index: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """Canonical field and column of what an absence file lacks; `free` are the unknown columns."""
    kind = list(_kind(free)) if "absence_type" not in index else []
    yield from kind
    taken = {at for _, at in kind}
    if "absence_type" in index or kind:
        left = {at: holds for at, holds in free.items() if at not in taken}
        yield from _dates(table, left, index)
        yield from _person(table, left, index)


def roster(
    table: Table, free: Mapping[int, Profile], index: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """The column of shifts in a table with a row a day that has none by its headings."""
    if "shift_code" in index or "absence_type" in index or "date" not in index:
        return
    named = [at for at, holds in free.items() if 0 < holds.filled <= MOST_KINDS and not holds.dates]
    planned = [at for at in named if shift_codes.planned(table.columns[at])]
    if len(planned) == 1 or len(named) == 1:
        yield "shift_code", (planned or named)[0]


def _kind(free: Mapping[int, Profile]) -> Iterator[tuple[str, int]]:
    found = [
        at
        for at, holds in free.items()
        if holds.absences >= MOSTLY_ABSENCES and holds.words > 0.5 and holds.filled <= MOST_KINDS
    ]
    if len(found) == 1:
        yield "absence_type", found[0]


def _dates(
    table: Table, free: Mapping[int, Profile], index: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    days = [at for at, h in free.items() if headless.dated(h)]
    lacks = ["start_date"] if not {"start_date", "date"} & index.keys() else []
    lacks += ["end_date"] if not {*ENDS, "date"} & index.keys() else []
    if not lacks or len(days) != len(lacks):
        return
    both = dict(index) | dict(zip(lacks, days, strict=True))
    end = next(both[name] for name in ENDS if name in both)
    by_date = end != both.get("calendar_days")
    if not by_date or headless.ordered(table.columns[both["start_date"]], table.columns[end]):
        yield from zip(lacks, days, strict=True)


def _person(
    table: Table, free: Mapping[int, Profile], index: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    """The number that goes with one name each, where the file tells people apart by name only."""
    names = [index[n] for n in ("employee_name", "last_name") if n in index]
    if "employee_id" in index or not names:
        return
    found = [
        at
        for at, holds in free.items()
        if holds.codes >= headless.MOST
        and holds.dates == 0
        and headless.decides(table.columns[at], table.columns[names[0]])
        and len(table.columns[at].cells) >= len(table.columns[names[0]].cells) > 2
    ]
    if len(found) == 1:
        yield "employee_id", found[0]
