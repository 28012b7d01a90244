"""The key of the encrypted store.

A key file beside the data protects a copy of the data alone, not a copy of the folder:
move it with `NAERVAER_KEY` once the store holds real people (README, "The key").
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_


def key_file(store: Path) -> Path:
    """Where the key of a store lies when it is not given in the environment."""
    return store.with_suffix(".key")


def find_key(store: Path, given: str | None) -> str:
    """The key for `store`: the given one, else the key file's, made now for a new store.

    Raises StoreError when the store exists and no key is to be found, or the file is readable
    by others than its owner.
    """
    if given:
        return given
    path = key_file(store)
    if path.exists():
        if path.stat().st_mode & 0o077:
            raise StoreError(
                N_(
                    "The key file %(path)s can be read by others. "
                    "Run: chmod 600 %(path)s, and consider a new key."
                ),
                path=path,
            )
        return path.read_text(encoding="ascii").strip()
    if store.exists():
        raise StoreError(
            N_(
                "The store %(store)s is encrypted, and its key was not found. Put the key in "
                "NAERVAER_KEY or its key file back at %(path)s. Without the key the data "
                "cannot be read by anybody."
            ),
            store=store,
            path=path,
        )
    return _make_key(path)


def _make_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_urlsafe(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key
