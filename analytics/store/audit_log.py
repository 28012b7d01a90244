"""The audit log: lines that are only ever added, each bound to the one before."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from analytics.store.connection import Cursor


@dataclass(frozen=True)
class Event:
    """Something that happened: who (role and opaque subject) did what (`action`: view, export,
    mark, case, import, undo, change) to `what`, about `whom` (opaque code, None for nobody), for
    which `purpose`, and whether it was permitted. Holds no names and no values."""

    who: str
    action: str
    what: str
    whom: str | None = None
    purpose: str | None = None
    permitted: bool = True


@dataclass(frozen=True)
class Line:
    """A kept event: its number, when it happened (UTC) and its place in the chain."""

    line: int
    at: datetime
    event: Event
    previous: str
    fingerprint: str


def record(cursor: Cursor, event: Event, now: datetime) -> None:
    """Add `event` to the log; call inside a transaction, so that lines follow one another."""
    newest = cursor.execute(
        "SELECT line, fingerprint FROM audit ORDER BY line DESC LIMIT 1"
    ).fetchone()
    number, previous = newest or (0, "")
    at = now.replace(tzinfo=None)
    cursor.execute(
        "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number + 1,
            at,
            event.who,
            event.whom,
            event.action,
            event.what,
            event.purpose,
            event.permitted,
            previous,
            _fingerprint(number + 1, at, event, previous),
        ],
    )


def lines(cursor: Cursor, whom: str | None = None) -> list[Line]:
    """The log, oldest first; only what is about `whom` where a code is given."""
    rows = cursor.execute(
        "SELECT line, happened_at, who, action, what, whom, purpose, permitted, previous,"
        " fingerprint FROM audit WHERE $whom IS NULL OR whom = $whom ORDER BY line",
        {"whom": whom},
    ).fetchall()
    return [Line(row[0], row[1], Event(*row[2:8]), row[8], row[9]) for row in rows]


def newest(cursor: Cursor, count: int, *, denied: bool = False, before: int = 0) -> list[Line]:
    """The newest `count` lines, newest first; only refusals where `denied`; older than line
    `before` where that is not 0."""
    rows = cursor.execute(
        "SELECT line, happened_at, who, action, what, whom, purpose, permitted, previous,"
        " fingerprint FROM audit WHERE ($before = 0 OR line < $before)"
        " AND NOT ($denied AND permitted) ORDER BY line DESC LIMIT $count",
        {"count": count, "denied": denied, "before": before},
    ).fetchall()
    return [Line(row[0], row[1], Event(*row[2:8]), row[8], row[9]) for row in rows]


def broken_at(cursor: Cursor) -> int | None:
    """The first line that does not fit the one before it (changed, taken away or slipped in);
    None when the whole chain holds. What was cut off at the end leaves no trace: compare with the
    newest fingerprint kept elsewhere."""
    previous = ""
    for number, line in enumerate(lines(cursor), start=1):
        whole = _fingerprint(number, line.at, line.event, previous)
        if (line.line, line.previous, line.fingerprint) != (number, previous, whole):
            return number
        previous = line.fingerprint
    return None


def as_json(line: Line) -> str:
    """A line for a log collector: one JSON object without personal data."""
    event = {key: value for key, value in asdict(line.event).items() if value is not None}
    moment = line.at.isoformat(timespec="milliseconds") + "Z"
    return json.dumps(
        {"line": line.line, "at": moment, **event, "fingerprint": line.fingerprint},
        ensure_ascii=False,
    )


def _fingerprint(number: int, at: datetime, event: Event, previous: str) -> str:
    text = json.dumps([number, at.isoformat(), asdict(event), previous], sort_keys=True)
    return sha256(text.encode()).hexdigest()
