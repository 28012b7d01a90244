"""Opaque codes of those who sign in, so that logs name nobody."""

from __future__ import annotations

import hmac
from base64 import b32encode
from hashlib import sha256

SUBJECTS = "subjects"  # the secret behind the codes of accounts
_BYTES = 10  # 80 bits: access hangs on it, so no two accounts may ever share one


def subject_code(key: bytes, issuer: str, subject: str) -> str:
    """A stable code such as `K7QD-3MZA-5XWT-QL2B` for an account of an issuer (HMAC-SHA-256)."""
    digest = hmac.new(key, f"{issuer}\n{subject}".encode(), sha256).digest()[:_BYTES]
    letters = b32encode(digest).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
