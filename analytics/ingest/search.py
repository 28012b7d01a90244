"""What a search for tables goes by besides the workbook itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Search:
    """`sheet`: the one sheet to look at; `known`: normalised headings settled for this source."""

    sheet: str | None = None
    known: frozenset[str] = frozenset()
