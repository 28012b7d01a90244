"""The files of a watched folder: which are complete, and their bytes.

Whoever may write to the folder chooses names and may put links, devices and half files there, so
nothing is followed and every name is looked up in the folder itself (Linux: *at() calls).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from analytics.errors import ReaderError
from analytics.i18n import N_

SETTLED = 10  # seconds without a change after which a file is taken to be complete
MARKER = ".ok"
UNFINISHED = (".part", ".tmp", ".temp", ".filepart", ".partial", ".crdownload", "~")
_NO_FOLDER = N_("The inbox %(folder)s is no folder, or may not be read (%(reason)s).")

Look = tuple[int, int, int, int]  # inode, size, time of last writing, time of last change


@dataclass(frozen=True)
class Arrival:
    """A complete file as it stood when the folder was looked at; `size` in bytes, `written` as the
    sender's program says (UTC); `ordinary` is false for links, devices and pipes."""

    name: str
    look: Look
    ordinary: bool

    @property
    def size(self) -> int:
        return self.look[1]

    @property
    def written(self) -> datetime:
        # A time no calendar holds says nothing; the epoch is never mistaken for a day of export.
        with suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(self.look[2] / 1e9, UTC)
        return datetime.fromtimestamp(0, UTC)

    @property
    def digest(self) -> str:
        """What the file is known by while its bytes are not read; 64 hexadecimal digits."""
        about = f"{self.name}\0{self.look}".encode(errors="surrogateescape")
        return sha256(about).hexdigest()


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """The folder as a descriptor. Raises ReaderError where it is none or may not be read."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise ReaderError(_NO_FOLDER, folder=folder, reason=error.strerror) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def complete(folder: int, now: datetime, settled: float = SETTLED) -> list[Arrival]:
    """The complete files of an opened folder, in the order they arrived (by the file system's own
    time of the last change, which no sender sets).

    Complete is a file with a marker beside it (`lønn.csv.ok` or `lønn.ok`), and one that nobody has
    changed for `settled` seconds. Hidden files, files under a name that says they are unfinished,
    and subfolders are left alone.
    """
    seen = {}
    with os.scandir(folder) as found:
        for entry in found:
            with suppress(FileNotFoundError):  # taken away since it was listed
                seen[entry.name] = entry.stat(follow_symlinks=False)
    limit = int((now.timestamp() - settled) * 1e9)
    ready = [
        Arrival(name, _look(about), stat.S_ISREG(about.st_mode))
        for name, about in seen.items()
        if not _left_alone(name, about)
        and (about.st_ctime_ns <= limit or any(mark in seen for mark in markers(name)))
    ]
    return sorted(ready, key=lambda arrival: (arrival.look[3], arrival.name))


def markers(name: str) -> tuple[str, str]:
    """The names a marker of this file may have."""
    return name + MARKER, os.path.splitext(name)[0] + MARKER  # noqa: PTH122  # no path: a name


def contents(folder: int, arrival: Arrival) -> bytes | None:
    """The bytes of an arrival; None where it has changed or gone since it was looked at. Raises
    OSError for one that cannot be read."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(arrival.name, flags, dir_fd=folder)
    except FileNotFoundError:  # another server has taken it
        return None
    with os.fdopen(descriptor, "rb") as file:
        if _look(os.fstat(file.fileno())) != arrival.look:
            return None
        data = file.read(arrival.size + 1)
        unchanged = _look(os.fstat(file.fileno())) == arrival.look
        return data if unchanged and len(data) == arrival.size else None


def unchanged(folder: int, arrival: Arrival) -> bool:
    """Whether the name still stands for the file that was looked at."""
    try:
        return _look(os.stat(arrival.name, dir_fd=folder, follow_symlinks=False)) == arrival.look
    except FileNotFoundError:
        return False


def delete(folder: int, arrival: Arrival) -> None:
    """Delete an arrival that is done with; one that has changed since is a new one, and stays."""
    if unchanged(folder, arrival):
        unmark(folder, arrival)
        with suppress(FileNotFoundError):
            os.unlink(arrival.name, dir_fd=folder)


def unmark(folder: int, arrival: Arrival) -> None:
    """Delete the markers first: one left behind would call the next file of the name complete."""
    for name in markers(arrival.name):
        with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
            os.unlink(name, dir_fd=folder)


def _look(about: os.stat_result) -> Look:
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _left_alone(name: str, about: os.stat_result) -> bool:
    low = name.lower()
    return stat.S_ISDIR(about.st_mode) or low.startswith(".") or low.endswith((*UNFINISHED, MARKER))
