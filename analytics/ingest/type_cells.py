"""Absence told within one cell: «3 days (01/02/2025 - 03/02/2025)»."""

from __future__ import annotations

import re
from datetime import date

from analytics.ingest import values
from analytics.ingest.grid import Cell

DATE = (
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}"
    r"|\d{1,2}\.?\s[^\W\d]{3,9}\.?\s\d{4}|[^\W\d]{3,9}\s\d{1,2},?\s\d{4})"
)
SPAN = re.compile(
    rf"({DATE})(?:\s*(-|–|—|to|til|bis|t\.o\.m\.?|tom|→)\s*(?:({DATE})|(?=\s*[)\];,]|\s*$)))?",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:days?|dager?|dg|d|tage?|dagar|dage|jours?)\b", re.I)
NOTHING = re.compile(r"[\s\-–—.]*|0+(?:[.,]0+)?\s*[^\W\d]*\.?")


def spans(cell: Cell) -> list[tuple[Cell, Cell, Cell]]:
    """(first, last, days) of each spell a cell tells of."""
    if isinstance(cell, date):
        return [(cell, cell, None)]
    if not isinstance(cell, str) or NOTHING.fullmatch(cell):
        return [] if not values.number(cell) else [(None, None, cell)]
    amounts = AMOUNT.findall(cell)
    found = list(SPAN.finditer(cell))
    counted = amounts if len(amounts) == len(found) else [None] * len(found)
    told = zip(found, counted, strict=True)
    return [(m[1], m[3] if m[2] else m[1], days) for m, days in told] or [(None, None, cell)]
