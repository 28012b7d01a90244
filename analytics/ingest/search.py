"""What a search for tables goes by besides the workbook itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Search:
    """`sheet`: the one sheet to look at; `known`: normalised headings settled for this source;
    `roster`: whether the reader says it is one (None: judged by what the calendars hold)."""

    sheet: str | None = None
    known: frozenset[str] = frozenset()
    roster: bool | None = None
