"""A person's own sickness, from the store to the plain facts a case is judged by."""

from __future__ import annotations

from datetime import date, timedelta

from analytics import queries
from analytics.cases.absence import Absence, Stretch, summary
from analytics.domain.absence import AbsenceType
from analytics.store.connection import Cursor

OLDER = timedelta(days=366)  # days back that the twelve months do not reach to


def absence(cursor: Cursor, employee_key: str, today: date) -> Absence:
    """The twelve months of one person that end with `today`. Person level: ask for a case alone."""
    return absences(cursor, today, employee_key).get(employee_key, summary([], today))


def absences(cursor: Cursor, today: date, employee_key: str | None = None) -> dict[str, Absence]:
    """The same for everybody with any absence in them, by employee key (number without leading
    zeros)."""
    # What ended before says nothing of these months, and is most of what there is.
    frame = queries.spells(cursor, employee_key, today - OLDER)
    found: dict[str, list[Stretch]] = {}
    # spell_end stands in for the end of an open run: it goes on to the export date.
    ends = frame["end_date"].fillna(frame["spell_end"])
    names = ("employee_no", "type", "start_date", "spell", "open")
    columns = (*(frame[name] for name in names), ends)
    for number, kind, first, spell, goes_on, last in zip(*columns, strict=True):
        stretch = Stretch(AbsenceType(kind), first.date(), last.date(), int(spell), bool(goes_on))
        found.setdefault(str(number).lstrip("0") or "0", []).append(stretch)
    return {key: summary(stretches, today) for key, stretches in found.items()}
