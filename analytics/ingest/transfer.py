"""Files one payroll program writes for another: XML, DATEV's month lists, fixed positions."""

from __future__ import annotations

from analytics.ingest import transfer_datev, transfer_fixed, transfer_positions, transfer_xml
from analytics.ingest.grid import Sheet
from analytics.ingest.search import Search
from analytics.ingest.table import Table

PARSERS = (
    transfer_xml.tables,
    transfer_datev.tables,
    transfer_positions.tables,
    transfer_fixed.tables,
)


def tables(sheets: list[Sheet], search: Search) -> list[Table]:
    """The tables of the first kind of transfer file the sheets are; none when they are no such."""
    return next((found for parse in PARSERS if (found := parse(sheets, search))), [])
