"""Dates of following up as a calendar file (RFC 5545) that says nothing about health.

A calendar is shared, printed and shown on phones: an entry says "Follow-up" and an opaque code,
never a name, a number, the rule or how long anybody has been away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from analytics.i18n import N_, Translate

SUMMARY = N_("Follow-up")
LONGEST = 75  # octets of a line, its end not counted (RFC 5545, 3.1)


@dataclass(frozen=True)
class Entry:
    """A day to remember, and the opaque code of whom it is about."""

    day: date
    code: str


def calendar_file(entries: Iterable[Entry], stamp: datetime, translate: Translate) -> bytes:
    """The file's bytes: one all-day entry per day and code, in the order of the days.

    `stamp`: the moment it is made, with its time zone. The same day and code have the same UID in
    every file, so that bringing in a newer file changes entries and doubles none.

    Raises ValueError for a moment without time zone, and for a code that is not capital letters,
    digits and hyphens alone: a name must never get here.
    """
    if stamp.tzinfo is None:
        raise ValueError("the moment has no time zone")
    moment = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Naervaer//Naervaer//NO", "METHOD:PUBLISH"]
    for entry in sorted(set(entries), key=lambda entry: (entry.day, entry.code)):
        lines += _event(entry, moment, translate(SUMMARY))
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: Entry, moment: str, summary: str) -> list[str]:
    if not re.fullmatch(r"[A-Z0-9-]{4,40}", entry.code):
        raise ValueError("a calendar entry names nobody: use an opaque code")
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.day:%Y%m%d}-{entry.code}@naervaer.invalid",
        f"DTSTAMP:{moment}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)} {entry.code}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Text with what RFC 5545 gives a meaning of its own written out (3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """The line in octets, cut where it is too long and never inside a letter, each part after the
    first led by a space."""
    parts: list[bytes] = [b""]
    for letter in line:
        octets = letter.encode()
        room = LONGEST - (len(parts) > 1)
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
        parts[-1] += octets
    return b"\r\n ".join(parts) + b"\r\n"
