"""Random secrets that never leave the encrypted store: what opaque codes are made with."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from analytics.store.connection import Cursor

PERSONS = "persons"  # the secret behind the codes of people
_BYTES = 32


def secret(cursor: Cursor, name: str) -> bytes:
    """The secret called `name` (32 random bytes), made when it is first asked for; ask inside a
    transaction."""
    if (found := kept(cursor, name)) is not None:
        return found
    made = secrets.token_bytes(_BYTES)
    cursor.execute("INSERT INTO secret VALUES (?, ?)", [name, made])
    return made


def kept(cursor: Cursor, name: str) -> bytes | None:
    """The secret called `name`; None where nobody has asked for it yet."""
    row = cursor.execute("SELECT value FROM secret WHERE name = ?", [name]).fetchone()
    return bytes(row[0]) if row else None


def code(key: bytes, text: str) -> str:
    """A stable opaque code for `text`, such as `K7QD-3MZA`: the first 40 bits of an HMAC-SHA-256.

    Without the secret nobody can turn it back, nor try out employee numbers.
    """
    return next(codes(key, [text]))


def codes(key: bytes, texts: Iterable[str]) -> Iterator[str]:
    """The `code` of each text, in their order."""
    keyed = hmac.new(key, digestmod=sha256)  # the key is taken in once for all of them
    for text in texts:
        each = keyed.copy()
        each.update(text.encode())
        letters = b32encode(each.digest()[:5]).decode()
        yield f"{letters[:4]}-{letters[4:]}"
