"""Take the oldest lines out of the audit log, so that what is left can still be verified.

The anchor is itself a line of the chain: it says through which line the log was cut, and that
line's fingerprint. Whoever takes lines away without it is found by `broken_at`.
"""

from __future__ import annotations

from datetime import date, datetime

from analytics.store.audit_log import ANCHOR, Event, broken_at, record
from analytics.store.connection import Cursor

WHO = "retention"  # who cuts: the purge, whoever started it


def cut(cursor: Cursor, before: date, now: datetime) -> int:
    """Delete the lines from before `before` and add the anchor; how many went. Nothing goes while
    the log does not hold: what was done to it would no longer be seen."""
    last = cursor.execute(
        "SELECT line, fingerprint FROM audit WHERE line < coalesce("
        " (SELECT min(line) FROM audit WHERE happened_at >= $before),"
        " (SELECT max(line) + 1 FROM audit)) ORDER BY line DESC LIMIT 1",
        {"before": before},
    ).fetchone()
    if last is None or broken_at(cursor) is not None:
        return 0
    line, fingerprint = last
    record(cursor, Event(WHO, "purge", f"{ANCHOR} {line} {fingerprint}"), now)
    gone = cursor.execute("DELETE FROM audit WHERE line <= ?", [line]).fetchone()
    return int(gone[0]) if gone else 0
