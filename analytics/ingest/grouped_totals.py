"""Total rows of printed reports, in the languages payroll systems print them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analytics.ingest import grouped_labels, synonyms, values
from analytics.ingest.grid import Cell

SUM = (
    r"(?:grand|sub|del|total|zwischen|gesamt|end|slutt|mellom|sous)?[\s-]?"
    r"(?:sum(?:me|ma|mering)?|total(?:t|er|en|e|s)?|gesamt|i alt)"
)
TOTAL = re.compile(rf"({SUM})\b[\s:.–-]*(.*)", re.IGNORECASE | re.DOTALL)
TOTAL_LAST = re.compile(rf"(?:.*[^\s–:-])?[\s–:-]++({SUM})\s*:?", re.IGNORECASE | re.DOTALL)
DAYS = frozenset({"work_days", "days", "calendar_days"})


def is_total(row: Sequence[Cell]) -> bool:
    """Whether a row holds a total: its first text says so, and no date stands in it."""
    first = next((cell for cell in row if isinstance(cell, str)), "")
    told = TOTAL.fullmatch(first) or TOTAL_LAST.fullmatch(first)
    return told is not None and not any(map(grouped_labels.is_date, row))


def days(row: Sequence[Cell], names: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Label with heading, and the days there; whom a total is about is not part of the label."""
    first = next(cell for cell in row if isinstance(cell, str))
    match = TOTAL.fullmatch(first) or TOTAL_LAST.fullmatch(first)
    label = match[1] if match else first
    if match and match.re is TOTAL and grouped_labels.role(match[2]):
        label = f"{label} {match[2]}"
    for name, cell in zip(names, row, strict=False):
        number = values.number(cell)
        if number is not None and DAYS & set(synonyms.fields(name)):
            yield f"{label} ({name})", number
