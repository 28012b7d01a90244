"""The life of findings: what people have done about them, as marks that are only ever added.

A mark belongs to the facts it was set on: who, which kind, and the days that carry the finding.
They are kept as keyed hashes; the key lies in the encrypted store and never leaves it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.connection import Cursor
from analytics.store.settings_table import keep_setting, setting

SECRET = "finding_secret"  # the name of the setting that holds it


class State(StrEnum):
    """Where a finding stands. NEW and REARMED are never marked: they follow from the facts."""

    NEW = "new"
    SEEN = "seen"
    TALKED = "talked"
    NOT_RELEVANT = "not_relevant"
    RESOLVED = "resolved"
    REARMED = "rearmed"


MARKED = frozenset({State.SEEN, State.TALKED, State.NOT_RELEVANT, State.RESOLVED})


@dataclass(frozen=True)
class Facts:
    """What makes a finding the same finding: whom it is about (employee key or unit id), its kind
    and the days that carry it. No figure is among them: the same days judged again among other
    colleagues are the same finding."""

    about: str
    kind: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Mark:
    """One line of a finding's history: the state it was given, why, when (UTC) and by whom;
    `holds` is false where days have come to it since."""

    number: int
    state: State
    reason: str | None
    at: datetime
    by: str
    holds: bool


def mark(
    cursor: Cursor, facts: Facts, state: State, *, by: str, now: datetime, reason: str | None = None
) -> int:
    """Add a mark; it holds until days come to the facts. The entry's number.

    Raises StoreError for a state that nobody can set, and for "not relevant" without a reason.
    """
    if state not in MARKED:
        raise StoreError(N_("A finding cannot be marked as %(state)s."), state=state.value)
    if state is State.NOT_RELEVANT and not (reason or "").strip():
        raise StoreError(N_("Say why the finding is not relevant, in a few words."))
    secret = _secret(cursor, now)
    newest = cursor.execute("SELECT coalesce(max(entry), 0) FROM finding_mark").fetchone()
    number = (int(newest[0]) if newest else 0) + 1
    days = json.dumps(sorted(_days(secret, facts)))
    row = [number, _finding(secret, facts), days, state.value, reason, now, by]
    cursor.execute("INSERT INTO finding_mark VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return number


def states(cursor: Cursor, findings: Iterable[Facts]) -> list[State]:
    """Where each of `findings` stands, in their order: NEW without a mark, REARMED when days have
    come to it since the newest mark, else what it was marked as."""
    return [_state(lines) for lines in _histories(cursor, list(findings))]


def history(cursor: Cursor, facts: Facts) -> list[Mark]:
    """Every mark of a finding, oldest first."""
    return _histories(cursor, [facts])[0]


def known_as(cursor: Cursor, about: str, kinds: Iterable[str]) -> list[str]:
    """The hashes that findings of `kinds` about somebody are kept under; empty while none is."""
    secret = setting(cursor, SECRET)
    if secret is None:
        return []
    return [_finding(secret, Facts(about, kind, ())) for kind in kinds]


def _state(lines: list[Mark]) -> State:
    if not lines:
        return State.NEW
    return lines[-1].state if lines[-1].holds else State.REARMED


def _histories(cursor: Cursor, findings: list[Facts]) -> list[list[Mark]]:
    secret = setting(cursor, SECRET)
    if secret is None:
        return [[] for _ in findings]
    kept: dict[str, list[tuple[Mark, set[str]]]] = {}
    rows = cursor.execute(
        "SELECT entry, finding, evidence, state, reason, marked_at, marked_by"
        " FROM finding_mark ORDER BY entry"
    ).fetchall()
    for number, finding, days, state, reason, at, by in rows:
        line = Mark(number, State(state), reason, at, by, holds=True)
        kept.setdefault(finding, []).append((line, set(json.loads(days))))
    found = []
    for facts in findings:
        now = _days(secret, facts)
        lines = kept.get(_finding(secret, facts), [])
        # Days that have gone, out of the window or corrected away, arm nothing again.
        found.append([replace(line, holds=now <= days) for line, days in lines])
    return found


def _secret(cursor: Cursor, now: datetime) -> str:
    kept = setting(cursor, SECRET)
    if kept is None:
        kept = secrets.token_hex(32)
        keep_setting(cursor, SECRET, kept, now)
    return str(kept)


def _finding(secret: str, facts: Facts) -> str:
    return _hash(secret, facts.about, facts.kind)


def _days(secret: str, facts: Facts) -> set[str]:
    return {_hash(secret, facts.about, facts.kind, day.isoformat()) for day in facts.days}


def _hash(secret: str, *parts: str) -> str:
    text = json.dumps(parts, ensure_ascii=False)  # no two lists of parts give one text
    return hmac.new(bytes.fromhex(secret), text.encode(), hashlib.sha256).hexdigest()
