"""Ways to break a payroll file, and the collected files worth breaking."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from analytics.errors import ImportRefused
from analytics.ingest import workbook as files
from analytics.ingest.grid import HIDDEN, VISIBLE, Sheet, Workbook
from tests.faults.plausible_files import Rows, any_cell, squared, words

EXAMPLES = Path(__file__).parents[3] / "shared" / "formats"
SMALL = 300_000  # bytes of a collected file worth breaking
MOST_ROWS = 120


def grid_changed(book: Workbook, rng: random.Random) -> Workbook:
    """The workbook with some sheets changed, at times with one sheet twice, or none."""
    sheets = [sheet_changed(sheet, rng) for sheet in book.sheets]
    if sheets and rng.random() < 0.1:
        sheets.append(replace(rng.choice(sheets), name=rng.choice(["Ark 1", "Kopi "])))
    modified = rng.choice([None, date(2026, 1, 2), date.min, date.max])
    return replace(book, sheets=tuple(sheets), modified=modified)


def sheet_changed(sheet: Sheet, rng: random.Random) -> Sheet:
    """The sheet with cells, rows, columns and facts changed; its rows stay rectangular."""
    rows = [list(row) for row in sheet.rows[:MOST_ROWS]]
    for _ in range(rng.choice([0, 1, 2, 5, 20])):
        if rows and rows[0]:
            rng.choice(CHANGES)(rows, rng)
    rows = squared(rows)
    height, width = len(rows), len(rows[0]) if rows else 0
    if not height or not width:
        return replace(sheet, rows=[], merged=(), uncomputed=frozenset(), hidden_rows=frozenset())
    places = [
        (rng.randrange(height), rng.randrange(width)) for _ in range(rng.choice([0, 0, 1, 9]))
    ]
    merged = [(t, c, min(t + rng.randrange(4), height - 1), min(c + rng.randrange(6), width - 1))
              for t, c in places]  # fmt: skip
    for t, c in places if rng.random() < 0.3 else ():
        rows[t][c] = None
    return replace(
        sheet,
        rows=rows,
        first_row=rng.choice([1, sheet.first_row, 900_000]),
        visibility=rng.choice([VISIBLE] * 9 + [HIDDEN]),
        merged=tuple(place for place in merged if place[:2] != place[2:]),
        uncomputed=frozenset(p for p in places if rows[p[0]][p[1]] is None),
        hidden_rows=frozenset(t for t, _ in places if rng.random() < 0.3),
        hidden_columns=frozenset(c for _, c in places if rng.random() < 0.3),
    )


def _change_cell(rows: Rows, rng: random.Random) -> None:
    row = rng.choice(rows)
    if row:
        row[rng.randrange(len(row))] = any_cell(rng)


def _change_column(rows: Rows, rng: random.Random) -> None:
    at, cell = rng.randrange(len(rows[0]) or 1), any_cell(rng)
    for row in rows[rng.randrange(4) :]:
        if at < len(row):
            row[at] = cell if rng.random() < 0.7 else any_cell(rng)


def _copy_column(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]) or 1)
    for row in rows:
        row.insert(0, row[at] if at < len(row) else None)


def _drop_column(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows[0]) or 1)
    for row in rows:
        del row[at : at + 1]


def _drop_rows(rows: Rows, rng: random.Random) -> None:
    at = rng.randrange(len(rows))
    del rows[at : at + rng.choice([1, 1, 50])]


def _copy_row(rows: Rows, rng: random.Random) -> None:
    rows.insert(rng.randrange(len(rows) + 1), list(rng.choice(rows)))


def _new_row(rows: Rows, rng: random.Random) -> None:
    cells = [any_cell(rng) for _ in range(rng.choice([0, 1, 2, 8]))]
    rows.insert(rng.randrange(len(rows) + 1), cells)


def _swap_columns(rows: Rows, rng: random.Random) -> None:
    width = min(map(len, rows))
    if width > 1:
        one, other = rng.randrange(width), rng.randrange(width)
        for row in rows:
            row[one], row[other] = row[other], row[one]


def _shuffle(rows: Rows, rng: random.Random) -> None:
    rng.shuffle(rows)


def _as_text(rows: Rows, rng: random.Random) -> None:
    for row in rows:
        row[:] = [None if cell is None else str(cell) for cell in row]


def _turned(rows: Rows, rng: random.Random) -> None:
    if len(rows) < 60:
        rows[:] = [list(column) for column in zip(*squared(rows), strict=True)]


CHANGES = (
    *(_change_cell,) * 8,
    *(_change_column, _copy_column, _drop_column, _drop_rows, _copy_row, _new_row, _new_row),
    *(_swap_columns, _shuffle, _as_text, _turned),
)


PIECES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b'""', b";", b";;;;", b",", b"\t",
    b"|", b"\r", b"\n", b"\n\n\n", b"<", b">", b"<!--", b"-->", b"<td colspan=3>", b"<tr>",
    b"</table>", b"<table>", b"&#", b"&#99999999;", b"&amp;", b"]]>", b"sep=;\n", b"\x1a",
    b"\x01", b"\xe6", b"\xc3\xa6", b"31.12.9999", b"'", b'ss:Index="9" ', b'ss:Type="Number"',
    b'ss:Type="DateTime"', b"1e999", b"-", b"999999999999999999",
)  # fmt: skip


def bytes_changed(data: bytes, rng: random.Random) -> bytes:
    """The bytes with pieces cut, doubled, put in and changed."""
    changed = bytearray(data[:SMALL])
    for _ in range(rng.choice([0, 1, 1, 2, 4, 12])):
        at, size = rng.randrange(len(changed) + 1), rng.choice([1, 1, 3, 40, 400])
        what = rng.randrange(5)
        if what == 0:
            del changed[at : at + size]
        elif what == 1:
            changed[at:at] = changed[at : at + size]
        elif what == 2 and at < len(changed):
            changed[at] = rng.randrange(256)
        elif what == 3:
            changed[at:at] = rng.choice(words()).encode()
        else:
            changed[at:at] = rng.choice(PIECES) * rng.choice([1, 1, 1, 20])
    return bytes(changed)


def xlsx_changed(data: bytes, rng: random.Random) -> bytes:
    """The file with its bytes changed, or with the XML of one part changed and packed again."""
    if rng.random() < 0.3:
        return bytes_changed(data, rng)
    old, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    parts = [
        n for n in old.namelist() if "sheet" in n or "book" in n or "String" in n or "style" in n
    ]
    target = rng.choice(parts)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            part = old.read(name)
            archive.writestr(name, bytes_changed(part, rng) if name == target else part)
    return out.getvalue()


@cache
def example_texts() -> tuple[bytes, ...]:
    """The collected text files, where they are at hand."""
    kinds = (".csv", ".txt", ".xml")
    paths = sorted(p for p in EXAMPLES.glob("*/**/*") if p.suffix in kinds)
    return tuple(p.read_bytes() for p in paths if 0 < p.stat().st_size < SMALL)


@cache
def example_books() -> tuple[Workbook, ...]:
    """The collected files as grids, cut to their first rows, where they are at hand."""
    kinds = (".csv", ".txt", ".xml", ".xlsx", ".xls", ".ods", ".xlsb", ".xlsm")
    found = []
    for path in sorted(p for p in EXAMPLES.glob("*/**/*") if p.suffix in kinds):
        if path.stat().st_size < SMALL:
            try:
                found.append(
                    files.read(path.read_bytes(), path.name, limits=files.Limits(seconds=5))
                )
            except ImportRefused:
                continue
    return tuple(found)
