"""Sign-ins that can be ended from here, whatever the browser still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analytics.store.connection import Cursor

EVERY = "*"  # the row that ends all sign-ins of somebody that began before it


@dataclass(frozen=True)
class SignIn:
    """One sign-in; times are UTC, `ended_at` None while it lasts."""

    session: str
    subject: str
    started_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None


def begin(cursor: Cursor, session: str, subject: str, started: datetime, now: datetime) -> None:
    """Keep a new sign-in; those of a month ago go with the purge (`retention`)."""
    cursor.execute(
        "INSERT INTO sign_in VALUES (?, ?, ?, ?, NULL, NULL)", [session, subject, started, now]
    )


def seen(cursor: Cursor, session: str, now: datetime) -> None:
    """Keep that the reader of a sign-in did something."""
    cursor.execute("UPDATE sign_in SET last_seen_at = ? WHERE session = ?", [now, session])


def end(cursor: Cursor, session: str, why: str, now: datetime) -> None:
    """End one sign-in for good."""
    cursor.execute(
        "UPDATE sign_in SET ended_at = ?, why = ? WHERE session = ? AND ended_at IS NULL",
        [now, why, session],
    )


def end_all(cursor: Cursor, subject: str, why: str, now: datetime) -> None:
    """End every sign-in of an account that began until now, also those not seen here yet."""
    cursor.execute(
        "UPDATE sign_in SET ended_at = ?, why = ? WHERE subject = ? AND ended_at IS NULL",
        [now, why, subject],
    )
    cursor.execute(
        "INSERT INTO sign_in VALUES (?, ?, ?, ?, ?, ?)", [EVERY, subject, now, now, now, why]
    )


def sign_in(cursor: Cursor, session: str) -> SignIn | None:
    """What is kept of a sign-in."""
    row = cursor.execute(
        "SELECT session, subject, started_at, last_seen_at, ended_at FROM sign_in"
        " WHERE session = ?",
        [session],
    ).fetchone()
    return SignIn(*row) if row else None


def all_ended_at(cursor: Cursor, subject: str) -> datetime | None:
    """When every sign-in of an account was last ended; None where that never was."""
    row = cursor.execute(
        "SELECT max(ended_at) FROM sign_in WHERE session = ? AND subject = ?", [EVERY, subject]
    ).fetchone()
    return row[0] if row else None


def open_of(cursor: Cursor, subject: str) -> list[SignIn]:
    """An account's sign-ins that are not ended, newest first (some may have run out)."""
    rows = cursor.execute(
        "SELECT session, subject, started_at, last_seen_at, ended_at FROM sign_in"
        " WHERE subject = ? AND ended_at IS NULL ORDER BY started_at DESC",
        [subject],
    ).fetchall()
    return [SignIn(*row) for row in rows]
