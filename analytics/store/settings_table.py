"""What the workplace has settled about itself, kept in the store."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from analytics.store.connection import Cursor


def setting(cursor: Cursor, key: str) -> Any:
    """What is kept under `key`, as JSON holds it; None when nothing is."""
    row = cursor.execute("SELECT value FROM setting WHERE key = ?", [key]).fetchone()
    return json.loads(row[0]) if row else None


def keep_setting(cursor: Cursor, key: str, value: Any, now: datetime) -> None:
    """Keep `value` (anything JSON holds) in place of what was kept under `key` before."""
    cursor.execute("DELETE FROM setting WHERE key = ?", [key])
    cursor.execute("INSERT INTO setting VALUES (?, ?, ?)", [key, json.dumps(value), now])
