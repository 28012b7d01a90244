"""Text whose columns are lined up under headings with blanks, as old reports print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from analytics.ingest import flat, grouped, grouped_labels, synonyms
from analytics.ingest.grid import Cell, Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table
from analytics.ingest.transfer_lines import text

LAYOUT = "fixed_width"
RULE = re.compile(r"[\s\-=_+|*]+")
APART = re.compile(r"\s{2,}")
PIECE = re.compile(r"\S+(?:\s\S+)*")
FEWEST_COLUMNS = 3
FIRST_LINES = 30
SAMPLE = 2000  # lines looked at to find the columns
MOST = 0.97  # of the lines under the headings leave a gap free


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The tables the sheets hold once their lines are split by position; none for other files."""
    drawn = [split for sheet in sheets if (split := _split(sheet)) is not None]
    if not drawn:
        return []
    if found := grouped.tables(drawn, search):
        return found
    return [replace(table, layout=LAYOUT) for table in flat.tables(drawn, search)]


def _split(sheet: Sheet) -> Sheet | None:
    """The sheet with a cell for each column, or None when its lines are not lined up."""
    heading = _heading([text(row) for row in sheet.rows[:FIRST_LINES]])
    if heading is None:
        return None
    lines = [text(row) for row in sheet.rows]
    lines = _aligned(lines, heading)
    shown = ["" if RULE.fullmatch(line) else line for line in lines]
    columns = _columns(shown[heading], shown[heading + 1 :])
    if len(columns) < FEWEST_COLUMNS:
        return None
    rows = [_cells(line, columns) for line in shown]
    return replace(sheet, rows=rows, uncomputed=frozenset(), merged=())


def _heading(lines: Sequence[str]) -> int | None:
    """The line with the most known headings set apart by blanks."""
    best, most = None, FEWEST_COLUMNS - 1
    for at, line in enumerate(lines):
        labels = APART.split(line.strip())
        known = sum(bool(synonyms.fields(label)) for label in labels)
        if known > most and all(len(label) < 40 for label in labels):
            best, most = at, known
    return best


def _aligned(lines: Sequence[str], heading: int) -> list[str]:
    """The lines with the blanks put back that the grid leaves out ahead of the first cell.

    The line whose second column begins furthest right has lost the fewest.
    """
    edges = {at: _edges(line) for at, line in enumerate(lines) if at >= heading}
    wide = {at: found for at, found in edges.items() if len(found) >= 2 * FEWEST_COLUMNS}
    sample = list(wide.values())[:SAMPLE]
    best = max(sample, key=lambda found: found[2], default=(0, 0, 0))
    anchor, furthest = set(best), best[2]

    @cache
    def lost(found: tuple[int, ...]) -> int:
        return max(
            range(furthest + 1), key=lambda ahead: sum(edge + ahead in anchor for edge in found[1:])
        )

    return [" " * lost(wide[at]) + line if at in wide else line for at, line in enumerate(lines)]


def _edges(line: str) -> tuple[int, ...]:
    """Where each piece of a line between wide blanks begins and ends, in turn."""
    return tuple(edge for piece in PIECE.finditer(line) for edge in piece.span())


def _columns(heading: str, body: Sequence[str]) -> list[tuple[int, int]]:
    """(first, last + 1) of each column: what lies between gaps that nearly all lines leave free."""
    wide = [line for line in body[:SAMPLE] if len(APART.split(line)) >= FEWEST_COLUMNS]
    spells = [line for line in wide if not _is_group(line)]
    if not spells:
        return []
    width = max(map(len, [heading, *spells]))
    most = (1 - MOST) * len(spells)
    gaps = [
        not heading[at : at + 1].strip()
        and sum(line[at : at + 1].strip() != "" for line in spells) <= most
        for at in range(width)
    ]
    edges = [
        at for at in range(width + 1) if (at == width or gaps[at]) != (at == 0 or gaps[at - 1])
    ]
    return list(_titled(list(zip(edges[::2], edges[1::2], strict=False)), heading))


def _titled(columns: list[tuple[int, int]], heading: str) -> list[tuple[int, int]]:
    """Columns of which each has a heading: one without belongs to the column on its left."""
    found: list[tuple[int, int]] = []
    for first, end in columns:
        if heading[first:end].strip() or not found:
            found.append((first, end))
        else:
            found[-1] = (found[-1][0], end)
    return found


def _cells(line: str, columns: Sequence[tuple[int, int]]) -> list[Cell]:
    """The line cut into cells; one that runs across the gaps by its wide blanks, or not at all."""
    blank: list[Cell] = [None] * len(columns)
    if _is_group(line):
        return [line.strip(), *blank[1:]]
    if all(not line[end:start].strip() for (_, end), (start, _) in pairwise(columns)):
        cells: list[Cell] = [line[first:end].strip() or None for first, end in columns]
        rest = line[columns[-1][1] :].strip()
        return cells if not rest else [*cells[:-1], f"{cells[-1] or ''} {rest}".strip()]
    parts: list[Cell] = [part for part in APART.split(line.strip()) if part]
    if len(parts) == len(columns):
        return parts
    return _placed(line, columns) or [line.strip() or None, *blank[1:]]


def _placed(line: str, columns: Sequence[tuple[int, int]]) -> list[Cell] | None:
    """The pieces of a line each in the column they mostly stand in; None when two share one."""
    pieces = list(PIECE.finditer(line))
    cells: list[Cell] = [None] * len(columns)
    for piece in pieces:
        shared = [min(piece.end(), end) - max(piece.start(), first) for first, end in columns]
        at = shared.index(max(shared))
        if shared[at] <= 0 or cells[at] is not None:
            return None
        cells[at] = piece[0].strip()
    return cells if len(pieces) > FEWEST_COLUMNS else None


def _is_group(line: str) -> bool:
    """Whether a line begins with a label, as «Ansatt: 00100  Lise Moen» does; numbers are none."""
    return line.lstrip()[:1].isalpha() and bool(grouped_labels.read([line]))
