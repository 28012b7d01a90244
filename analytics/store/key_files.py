"""The files that keys lie in: one line, the key, readable by their owner alone."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from glob import escape
from hashlib import sha256
from pathlib import Path

from analytics.errors import StoreError
from analytics.i18n import N_


def key_file(store: Path) -> Path:
    """Where the key of a store lies when it is not given in the environment."""
    return store.with_suffix(".key")


def next_key_file(store: Path) -> Path:
    """Where the new key lies while the key of a store is being changed."""
    return store.with_suffix(".next-key")


def rewritten_file(store: Path) -> Path:
    """Where a store is written anew before it takes the place of the former file."""
    return store.with_suffix(".rewriting")


def former_key_file(store: Path, key: str) -> Path:
    """Where `key` is kept once it is no longer the store's: backups made before need it."""
    return store.with_suffix(f".{sha256(key.encode()).hexdigest()[:8]}.key")


def former_keys(store: Path) -> Iterator[str]:
    """The keys the store had before, as far as they still lie beside it."""
    for path in sorted(store.parent.glob(f"{escape(store.stem)}.????????.key")):
        yield read_key(path)


def read_key(path: Path) -> str:
    """The key in a file. Raises StoreError when others can read it or it holds no key."""
    try:
        if path.stat().st_mode & 0o077:
            raise StoreError(
                N_(
                    "The key file %(path)s can be read by others. "
                    "Run: chmod 600 %(path)s, and consider a new key."
                ),
                path=path,
            )
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        key = ""
    if not key or "\n" in key:
        raise StoreError(
            N_("%(path)s is no key file: such a file can be read and holds one line, the key."),
            path=path,
        )
    return key


def new_key() -> str:
    """A key nobody has had: 256 random bits, written as 43 characters."""
    return secrets.token_urlsafe(32)


def write_key(path: Path, key: str) -> None:
    """Write `key` to a new file, readable by its owner alone and on the disk when this returns.

    Raises FileExistsError when there is such a file.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
