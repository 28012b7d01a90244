"""Empty the store of everything that files and people put into it, of every dataset version.

Meant for an organisation that was only invented: who has access, the log and the settings of the
workplace stay. What real people are entitled to is `erasure` and `retention`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from analytics.store.connection import Cursor
from analytics.store.erasure import renewed
from analytics.store.holdings import HOLDINGS
from analytics.store.reach import HISTORY_FROM
from analytics.store.settings_table import keep_setting

# What hangs on employee numbers goes too: the next employer has numbers of its own, and marks or
# cases about an invented 10001 must not stand beside a real one.
OF_PEOPLE = tuple(one.table for one in HOLDINGS if one.erased and not one.derived)
OF_FILES = ("agreed", "aggregate", "import", "source_memory", "disclosure_block", "target")
ACTION = "erase"  # what the dataset version says it was made by


def empty(cursor: Cursor, *, now: datetime) -> tuple[int, Mapping[str, int]]:
    """Delete all rows in the caller's transaction: (the new version, which holds nothing, and the
    rows deleted by table). No version before it can be gone back to."""
    at = now.replace(tzinfo=None)
    gone = {table: _emptied(cursor, table) for table in (*OF_PEOPLE, *OF_FILES)}
    version = renewed(cursor, ACTION, at)
    keep_setting(cursor, HISTORY_FROM, version, at)
    return version, gone


def _emptied(cursor: Cursor, table: str) -> int:
    done = cursor.execute(f"DELETE FROM {table}").fetchone()
    return int(done[0]) if done else 0
