"""What was settled for a source, found again by the shape of its header."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from analytics.store.connection import Cursor


def recall(cursor: Cursor, fingerprint: str, kind: str) -> tuple[str, dict[str, Any]] | None:
    """Source name and settled choices last kept under a header fingerprint; None when unknown."""
    row = cursor.execute(
        "SELECT source, memory FROM source_memory WHERE fingerprint = ? AND kind = ?"
        " ORDER BY saved_at DESC LIMIT 1",
        [fingerprint, kind],
    ).fetchone()
    return (row[0], json.loads(row[1])) if row else None


def remember(
    cursor: Cursor,
    fingerprint: str,
    kind: str,
    source: str,
    memory: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep what was settled, in place of what was kept under the same fingerprint before."""
    cursor.execute(
        "DELETE FROM source_memory WHERE fingerprint = ? AND kind = ?", [fingerprint, kind]
    )
    cursor.execute(
        "INSERT INTO source_memory VALUES (?, ?, ?, ?, ?)",
        [fingerprint, source, kind, json.dumps(memory), now],
    )
