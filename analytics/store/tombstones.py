"""Keyed hashes of the erased: a file that names them again is known by them."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from analytics.store.connection import Cursor
from analytics.store.holdings import key_of, name_parts
from analytics.store.secret import secret

SECRET = "erased"  # the name of the secret they are made with
NUMBER, NAME = "number", "name"


class Erased:
    """Those who were erased, as far as they can be known again."""

    def __init__(self, key: bytes, hashes: frozenset[str]) -> None:
        self._key = key
        self._hashes = hashes

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def number(self, employee_no: str) -> bool:
        """Whether this is the number of somebody erased."""
        return _number(self._key, employee_no) in self._hashes

    def named(self, text: object) -> bool:
        """Whether a cell is the number or the name of somebody erased."""
        if not isinstance(text, str):
            return False
        return self.number(text) or _name(self._key, text) in self._hashes


def erased(cursor: Cursor) -> Erased:
    """Everybody erased so far; ask inside a transaction."""
    rows = cursor.execute("SELECT fingerprint FROM tombstone").fetchall()
    key = secret(cursor, SECRET) if rows else b""
    return Erased(key, frozenset(row[0] for row in rows))


@dataclass(frozen=True)
class Carried:
    """The tombstones of one store on their way to another (a backup that is put back)."""

    key: bytes
    rows: Sequence[tuple[str, str, str, datetime]]


def carry(cursor: Cursor) -> Carried:
    """Every tombstone, and what they were made with; ask inside a transaction."""
    rows = cursor.execute("SELECT fingerprint, kind, person, erased_at FROM tombstone").fetchall()
    return Carried(secret(cursor, SECRET) if rows else b"", rows)


def take_up(cursor: Cursor, carried: Carried) -> None:
    """Put them in the place of those that are here."""
    cursor.execute("DELETE FROM tombstone")
    cursor.execute("DELETE FROM secret WHERE name = ?", [SECRET])
    cursor.execute("INSERT INTO secret VALUES (?, ?)", [SECRET, carried.key])
    for row in carried.rows:
        cursor.execute("INSERT INTO tombstone VALUES (?, ?, ?, ?)", row)


def put(cursor: Cursor, employee_no: str, names: Iterable[str], now: datetime) -> None:
    """Keep out whoever has this number, and the names they were known by."""
    key = secret(cursor, SECRET)
    lift(cursor, employee_no)
    person = _number(key, employee_no)
    hashes = {person: NUMBER} | {_name(key, name): NAME for name in names}
    for fingerprint, kind in hashes.items():
        cursor.execute(
            "INSERT INTO tombstone VALUES (?, ?, ?, ?)", [fingerprint, kind, person, now]
        )


def lift(cursor: Cursor, employee_no: str) -> bool:
    """Let somebody in again (employed anew, or the number is another's now); whether they were
    kept out."""
    gone = cursor.execute(
        "DELETE FROM tombstone WHERE person = ?", [_number(secret(cursor, SECRET), employee_no)]
    ).fetchone()
    return bool(gone and gone[0])


def _number(key: bytes, employee_no: str) -> str:
    return _hash(key, NUMBER, key_of(employee_no))


def _name(key: bytes, name: str) -> str:
    return _hash(key, NAME, " ".join(sorted(name_parts(name))))


def _hash(key: bytes, kind: str, text: str) -> str:
    return hmac.new(key, f"{kind}:{text}".encode(), sha256).hexdigest()
