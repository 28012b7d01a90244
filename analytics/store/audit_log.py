"""The audit log: lines that are only ever added, each bound to the one before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from analytics.store.connection import Cursor

ANCHOR = "log_through"  # opens the words of a line that says how far the log was cut (`audit_cut`)


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


COLUMNS = "line, happened_at, who, action, what, whom, purpose, permitted, previous, fingerprint"


def line_of(row: Sequence[Any]) -> Line:
    """The line that a row of `COLUMNS` holds."""
    return Line(row[0], row[1], Event(*row[2:8]), row[8], row[9])


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
        f"SELECT {COLUMNS} FROM audit WHERE $whom IS NULL OR whom = $whom ORDER BY line",
        {"whom": whom},
    ).fetchall()
    return [line_of(row) for row in rows]


def broken_at(cursor: Cursor) -> int | None:
    """The first line that does not fit the one before it (changed, taken away or slipped in);
    None when the whole chain holds. A log that was cut for age begins after the line that its
    newest anchor names. What was cut off at the end leaves no trace: compare with the newest
    fingerprint kept elsewhere."""
    kept = lines(cursor)
    before, previous = _anchor(kept)
    for number, line in enumerate(kept, start=before + 1):
        whole = _fingerprint(number, line.at, line.event, previous)
        if (line.line, line.previous, line.fingerprint) != (number, previous, whole):
            return number
        previous = line.fingerprint
    return None


def _anchor(kept: list[Line]) -> tuple[int, str]:
    """Number and fingerprint of the line the log was cut through; (0, "") where it is whole."""
    for line in reversed(kept):
        if line.event.action == "purge" and line.event.what.startswith(ANCHOR):
            _, number, fingerprint = line.event.what.split(" ")
            return int(number), fingerprint
    return 0, ""


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
