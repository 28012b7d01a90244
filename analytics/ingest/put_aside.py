"""Files that wait for somebody: in a folder of their own, each with a note that says why.

What lies there is personal data outside the encrypted store, so it goes again: when the same file
has come in by hand, and in any case after a time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from analytics.errors import ReaderError
from analytics.i18n import N_, Translate
from analytics.ingest.arrivals import Arrival, unchanged, unmark
from analytics.ingest.unattended import Reason

FOLDER = "quarantine"
KEEP_DAYS = 14
MARK = 12  # hexadecimal digits of the digest, enough to tell files apart
_OURS = re.compile(r"-(?P<mark>[0-9a-f]{12})(\.[A-Za-z0-9]{1,10})?(\.txt)?$")
_LONGEST = 80  # characters of a name: with mark and ending it fits every file system
_NOTHING = "fil"
_NO_PLACE = N_(
    "Files that wait cannot be put in %(folder)s (%(reason)s). It has to be a folder of the "
    "inbox's own, not a link."
)


@contextmanager
def place(folder: int) -> Iterator[int]:
    """The folder of waiting files in the opened `folder`, made if need be; a link is refused, for
    it could lead anywhere. Raises ReaderError."""
    try:
        with suppress(FileExistsError):
            os.mkdir(FOLDER, 0o700, dir_fd=folder)
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(FOLDER, flags, dir_fd=folder)
    except OSError as error:
        raise ReaderError(_NO_PLACE, folder=FOLDER, reason=error.strerror) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def name_of(arrival: Arrival, digest: str = "") -> str:
    """The name of a file without signs that a terminal or a file system could take for something
    else, with its mark where `digest` is given: the same file then waits under the same name."""
    stem, ending = os.path.splitext(arrival.name)  # noqa: PTH122  # no path: a name
    ending = ending if re.fullmatch(r"\.[A-Za-z0-9]{1,10}", ending) else ""
    plain = re.sub(r"[^\w.,() -]", "_", stem)[:_LONGEST].strip(" .-") or _NOTHING
    return f"{plain}-{digest[:MARK]}{ending}" if digest else plain + ending


def note(reasons: Sequence[Reason], digest: str, goes: datetime, translate: Translate) -> str:
    """The text beside a waiting file: why, what to do, and when the file goes. Names nobody."""
    told = [translate(N_("Nærvær has not read in a file that came to the inbox.")), ""]
    for reason in reasons:
        told += [reason.why(translate), reason.what_to_do(translate), ""]
    told += [
        translate(N_("Files here can hold personal data. This one is deleted on %(day)s."))
        % {"day": f"{goes:%d.%m.%Y}"},
        translate(N_("Mark: %(mark)s")) % {"mark": digest[:MARK]},
    ]
    return "\n".join(told) + "\n"


def write_note(aside: int, name: str, text: str) -> None:
    """Write the note for the file that waits as `name`, whole or not at all."""
    unfinished = f".{name[-40:]}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(unfinished, flags, 0o600, dir_fd=aside)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(unfinished, f"{name}.txt", src_dir_fd=aside, dst_dir_fd=aside)


def move(folder: int, aside: int, arrival: Arrival, name: str) -> None:
    """Move an arrival to where it waits as `name`; one that has changed since is a new one."""
    if unchanged(folder, arrival):
        unmark(folder, arrival)
        with suppress(FileNotFoundError):
            os.rename(arrival.name, name, src_dir_fd=folder, dst_dir_fd=aside)


def clear(
    aside: int, now: datetime, keep_days: int, came_in: Callable[[str], bool] | None = None
) -> int:
    """Delete what has waited for `keep_days`, and what `came_in` (given a mark) says is imported;
    how many files. Only what was put here by `move` is touched."""
    oldest = (now - timedelta(days=keep_days)).timestamp()
    gone = 0
    for mark, names in _waiting(aside).items():
        since = max(_changed(aside, name) for name in names)
        if since < oldest or (came_in is not None and came_in(mark)):
            for name in names:
                with suppress(FileNotFoundError):
                    os.unlink(name, dir_fd=aside)
            gone += 1
    return gone


def _waiting(aside: int) -> dict[str, list[str]]:
    """The names of files and notes that lie here, by mark."""
    found: dict[str, list[str]] = {}
    with os.scandir(aside) as entries:
        for entry in entries:
            ours = _OURS.search(entry.name)
            if ours and not entry.is_dir(follow_symlinks=False):
                found.setdefault(ours["mark"], []).append(entry.name)
    return found


def _changed(aside: int, name: str) -> float:
    # Not the time of last writing, which comes from whoever sent the file.
    return os.stat(name, dir_fd=aside, follow_symlinks=False).st_ctime
