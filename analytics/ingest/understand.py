"""From the raw grid of a file to typed rows: layout, columns, kind, values, verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from analytics.errors import ImportRefused
from analytics.i18n import N_
from analytics.ingest import (
    absences,
    agreed_days,
    day_accounts,
    day_rows,
    employees,
    export_date,
    figure_rows,
    flat,
    kinds,
    layout,
    personal_data,
    returned,
    roster,
    synonyms,
)
from analytics.ingest.columns import Chooser, Columns
from analytics.ingest.grid import Cell, Workbook
from analytics.ingest.outcomes import Outcomes
from analytics.ingest.reading import Decision, DroppedColumn, Kind, Memory, Reading
from analytics.ingest.register import Register
from analytics.ingest.search import Search
from analytics.ingest.typed import Source, Typed

READERS: Mapping[Kind, Callable[[Source], Typed]] = {
    Kind.ABSENCE: absences.read,
    Kind.EMPLOYEES: employees.read,
    Kind.AGREED: agreed_days.read,
    Kind.AGGREGATE: figure_rows.read,
    Kind.ROSTER: roster.read,
}
NOTHING_REMEMBERED = Memory()

# Unlike reading, understanding stays in the process of the server: its parsers are our own, a
# child would need ten times as long to start (pandas and what comes with it), and the page asks
# again for each choice of the user, who would wait for the cells to travel every time. Instead its
# work is bounded: it follows the number of different cells, and of kinds of absence (MOST_KINDS).
MOST_DIFFERENT = 3_000_000  # a million rows of nine columns have about half of it
TOO_DIFFERENT = N_(
    "«%(file)s» holds more than %(limit)s different values. Export a shorter period or fewer "
    "columns."
)


def understand(
    workbook: Workbook,
    *,
    today: date,
    kind: Kind | None = None,
    memory: Memory = NOTHING_REMEMBERED,
    register: Register | None = None,
    export_date: date | None = None,
    sheet: str | None = None,
) -> Reading:
    """What a file holds, typed, with every row accounted for and every choice told.

    `kind` is what the user says the file is about (None: judged by its columns); `memory` is what
    was settled for this source before; `register` holds the known employees (None or empty:
    there is no register yet); `export_date` is the day the file was drawn up, where the user knows
    it; `sheet` is the one sheet to read. Raises ImportRefused, which says which column is missing
    and what the file looks like instead, when it is none of the kinds; and for a file with more
    different values than can be judged while somebody waits.
    """
    _refuse_too_different(workbook)
    back = returned.unmark(workbook)
    settled, columns = _choose(back.workbook, kind, memory, sheet)
    source = Source(columns, Outcomes(columns.table), memory, today, register or Register())
    typed = _reader(settled, columns)(source)
    through, decision = _through(workbook, source, typed, export_date or back.through)
    reading = _reading(settled, source, typed, through, decision)
    return replace(reading, partial=back.partial)


def _refuse_too_different(workbook: Workbook) -> None:
    filled = [sheet.rows for sheet in workbook.sheets if sheet.rows]
    if sum(len(rows) * len(rows[0]) for rows in filled) <= MOST_DIFFERENT:
        return  # nearly every file: there is nothing to count
    different: set[Cell] = set()
    for row in chain.from_iterable(filled):
        different.update(row)
        if len(different) > MOST_DIFFERENT:
            raise ImportRefused(TOO_DIFFERENT, file=workbook.file_name, limit=MOST_DIFFERENT)


def _reading(
    kind: Kind, source: Source, typed: Typed, through: date, decision: Decision
) -> Reading:
    columns, outcomes = source.columns, source.outcomes
    ignored = dict(outcomes.ignored)
    used = len(typed.rows) + typed.merged
    assert outcomes.read == used + sum(ignored.values()) + outcomes.quarantined
    dropped = _dropped(columns)
    hidden = columns.unread | dropped.keys() | typed.hidden_columns
    counted, accounts, sums = day_accounts.accounts(kind, source, typed.rows, through)
    return Reading(
        kind=kind,
        layout=typed.layout or columns.table.layout,
        sheet=columns.table.sheet,
        fingerprint=fingerprint(kind, columns.table.headers),
        guesses=replace(columns, unread=frozenset(hidden)).guesses,
        rows=typed.rows,
        rows_read=outcomes.read,
        ignored=ignored,
        quarantined=outcomes.quarantined,
        problems=outcomes.in_order(),
        dropped=tuple(dropped[at] for at in sorted(dropped)),
        decisions=(*columns.table.decisions, *typed.decisions, decision),
        data_through=through,
        types=typed.types,
        merged=typed.merged,
        days_counted=counted,
        accounts=accounts,
        sums=sums,
    )


def _reader(kind: Kind, columns: Columns) -> Callable[[Source], Typed]:
    by_day = kind is Kind.ABSENCE and columns.by_day
    return day_rows.read if by_day else READERS[kind]


def fingerprint(kind: Kind, headers: tuple[str, ...]) -> str:
    """What files of the same shape share: 64 hexadecimal digits."""
    normal = "\x1f".join(synonyms.normalise(header) for header in headers)
    return hashlib.sha256(f"{kind}\x1e{normal}".encode()).hexdigest()


def _choose(
    workbook: Workbook, kind: Kind | None, memory: Memory, sheet: str | None
) -> tuple[Kind, Columns]:
    """The first table that is about something, its kind and its columns."""
    known = frozenset(synonyms.normalise(header) for header in memory.columns)
    asked = None if kind is None else kind is Kind.ROSTER
    refusal: tuple[str, str] | None = None
    for table in layout.recognise(workbook, Search(sheet, known, asked)):
        unread = personal_data.screen(table)
        found = kinds.settle(Chooser(table, unread, memory.columns), kind)
        if isinstance(found, tuple):
            if len(table) or set(table.ignored) - {flat.TITLE_ROW}:
                return found
            found = [kinds.NO_ROWS]
        refusal = refusal or (found[0], " · ".join(table.headers))
    message, headers = refusal or kinds.unread(workbook.sheets)
    raise ImportRefused(message, file=workbook.file_name, columns=headers)


def _dropped(columns: Columns) -> dict[int, DroppedColumn]:
    """Personal columns: those found before the reading, and unused ones that may be personal."""
    dropped = dict(personal_data.screen(columns.table))
    for at, guess in enumerate(columns.guesses):
        why = personal_data.leftover(guess.header) if not guess.field else None
        if why and at not in dropped:
            dropped[at] = DroppedColumn(guess.header, why)
    return dropped


def _through(
    workbook: Workbook, source: Source, typed: Typed, given: date | None
) -> tuple[date, Decision]:
    """Up to which day the file knows, and where that was found."""
    chosen = source.memory.choices.get("export_date")
    asked = given or (date.fromisoformat(chosen) if chosen else None)
    saved = export_date.no_earlier(workbook.modified, typed.latest_start)
    titles = source.columns.table.titles
    return export_date.decide(source.today, asked, titles, typed.counted_to, saved)
