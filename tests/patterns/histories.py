"""Rosters for stores, and small stores for the patterns to be found in."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.store.commit import Change, Header, bring_in
from analytics.store.connection import Cursor
from tests.builders import NOW, drawn


def bring_roster(
    cursor: Cursor, text: str, *, file_hash: str = "roster", through: date = date(2025, 12, 31)
) -> Change:
    """Bring a drawn roster in: no | day | code."""
    rows = [
        {
            "employee_no": row["no"],
            "employee_key": row["no"].lstrip("0"),
            "day": date.fromisoformat(row["day"]),
            "code": row["code"],
            "from_time": row.get("from") or None,
            "to_time": row.get("to") or None,
            "source_row": n,
            "sheet": "Ark1",
        }
        for n, row in enumerate(drawn(text), 2)
    ]
    header = Header(
        kind="roster",
        source="roster",
        file_name="roster.xlsx",
        file_hash=file_hash,
        layout="rows",
        sheet="Ark1",
        fingerprint="fingerprint",
        data_through=through,
        rows_read=len(rows),
        rows_ignored=0,
        rows_quarantined=0,
    )
    return bring_in(cursor, header, pd.DataFrame(rows, dtype=object), (), now=NOW)
