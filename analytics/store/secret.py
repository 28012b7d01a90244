"""Random secrets that never leave the encrypted store: what opaque codes are made with."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from hashlib import sha256

from analytics.store.connection import Cursor

PERSONS = "persons"  # the secret behind the codes of people
_BYTES = 32


def secret(cursor: Cursor, name: str) -> bytes:
    """The secret called `name` (32 random bytes), made when it is first asked for; ask inside a
    transaction."""
    row = cursor.execute("SELECT value FROM secret WHERE name = ?", [name]).fetchone()
    if row:
        return bytes(row[0])
    made = secrets.token_bytes(_BYTES)
    cursor.execute("INSERT INTO secret VALUES (?, ?)", [name, made])
    return made


def code(key: bytes, text: str) -> str:
    """A stable opaque code for `text`, such as `K7QD-3MZA`: the first 40 bits of an HMAC-SHA-256.

    Without the secret nobody can turn it back, nor try out employee numbers.
    """
    letters = b32encode(hmac.new(key, text.encode(), sha256).digest()[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"
