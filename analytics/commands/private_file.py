"""Files that a command writes: whole or not at all, and for nobody else to read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from analytics.errors import ReaderError
from analytics.i18n import N_


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. Raises ReaderError where one is, or as `write` does."""
    if path.exists():
        raise ReaderError(N_("%(path)s exists already. Choose another name."), path=path)
    write(path, data)


def write(path: Path, data: bytes) -> None:
    """Write the file whole, in place of an earlier one, for nobody else to read. Raises ReaderError
    where it cannot be written."""
    unfinished = path.with_name(f".{path.name}.tmp")
    try:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            file.write(data)
        unfinished.replace(path)
    except OSError as error:
        raise ReaderError(
            N_("%(path)s cannot be written (%(reason)s). Choose another place."),
            path=path,
            reason=error.strerror,
        ) from error
