"""Who may use Nærvær, as what and how far: rows that are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from analytics.store.connection import Cursor
from analytics.store.settings_table import keep_setting, setting

GIVEN, ADMINISTERED = "access_given", "access_administered"


@dataclass(frozen=True)
class Account:
    """Somebody who has signed in: opaque code, the name the provider gives, when first met."""

    subject: str
    display: str
    first_met: datetime


@dataclass(frozen=True)
class Grant:
    """A role given to an account for a unit ("" for all), from `since` to `until` (None: until it
    is ended); `given_by` and `ended_by` are opaque codes, times are UTC."""

    number: int
    subject: str
    role: str
    unit: str
    since: date
    until: date | None
    given_by: str
    given_at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.since <= on
        return begun and self.ended_at is None and (self.until is None or on <= self.until)


def met(cursor: Cursor, subject: str, display: str, now: datetime) -> None:
    """Keep that `subject` signed in; a new row only for a new account or a new name."""
    row = cursor.execute(
        "SELECT display FROM account WHERE subject = ? ORDER BY met_at DESC LIMIT 1", [subject]
    ).fetchone()
    if row is None or row[0] != display:
        cursor.execute("INSERT INTO account VALUES (?, ?, ?)", [subject, display, _utc(now)])


def accounts(cursor: Cursor) -> list[Account]:
    """Everybody who ever signed in, by name; the newest name counts."""
    rows = cursor.execute(
        "SELECT subject, arg_max(display, met_at) AS name, min(met_at) FROM account"
        " GROUP BY subject ORDER BY lower(name), subject"
    ).fetchall()
    return [Account(*row) for row in rows]


def give(cursor: Cursor, grant: Grant) -> int:
    """Keep `grant` under the next number, which is returned; call inside a transaction."""
    number = _given(cursor) + 1
    cursor.execute(
        "INSERT INTO access_grant VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            number,
            grant.subject,
            grant.role,
            grant.unit,
            grant.since,
            grant.until,
            grant.given_by,
            _utc(grant.given_at),
        ],
    )
    return number


def remember_numbers(cursor: Cursor, now: datetime) -> None:
    """Keep the newest number, and that there was an administrator, before old grants are deleted:
    a number in the log is one grant for good, and nobody becomes the first administrator twice."""
    if number := _given(cursor):
        keep_setting(cursor, GIVEN, number, now)
        keep_setting(cursor, ADMINISTERED, administered(cursor), now)


def administered(cursor: Cursor) -> bool:
    """Whether anybody ever was an administrator here."""
    row = cursor.execute("SELECT count(*) FROM access_grant WHERE role = 'admin'").fetchone()
    return bool(row and row[0]) or bool(setting(cursor, ADMINISTERED))


def link(cursor: Cursor, number: int, employee_key: str) -> None:
    """Keep which employee a grant of the role employee is for; call inside a transaction."""
    cursor.execute("INSERT INTO own_link VALUES (?, ?)", [number, employee_key])


def linked(cursor: Cursor) -> dict[int, str]:
    """The employee key that each such grant leads to, by the number of the grant."""
    rows = cursor.execute("SELECT grant_number, employee_key FROM own_link").fetchall()
    return {int(number): str(key) for number, key in rows}


def end(cursor: Cursor, number: int, by: str, now: datetime) -> None:
    """Take a grant back, from now on."""
    cursor.execute("INSERT INTO access_end VALUES (?, ?, ?)", [number, by, _utc(now)])


def grants(cursor: Cursor, subject: str | None = None) -> list[Grant]:
    """Every grant ever given, oldest first; only one account's where a code is given."""
    rows = cursor.execute(
        "SELECT g.*, e.ended_by, e.ended_at FROM access_grant AS g"
        " LEFT JOIN (SELECT number, arg_min(ended_by, ended_at) AS ended_by,"
        " min(ended_at) AS ended_at FROM access_end GROUP BY number) AS e USING (number)"
        " WHERE $subject IS NULL OR g.subject = $subject ORDER BY number",
        {"subject": subject},
    ).fetchall()
    return [Grant(*row) for row in rows]


def _given(cursor: Cursor) -> int:
    """The newest number ever given to a grant, deleted ones too; 0 for none."""
    row = cursor.execute("SELECT coalesce(max(number), 0) FROM access_grant").fetchone()
    return max(int(row[0]) if row else 0, int(setting(cursor, GIVEN) or 0))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)
