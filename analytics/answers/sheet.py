"""Everything that is kept about one person, for that person: GDPR article 15.

Read from the same list that erasure goes by, so that what is shown is what there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analytics.agreement import names_opened
from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store import users
from analytics.store.connection import Cursor
from analytics.store.holdings import HOLDINGS, Traces, held, names_them, traces

TITLES: Mapping[str, str] = {
    "employment": N_("Employments, as the files say"),
    "absence": N_("Absences, as the files say"),
    "fact_run": N_("Absences, joined where they adjoin"),
    "fact_employment": N_("Employments, as the figures count them"),
    "roster": N_("Shifts"),
    "problem": N_("What was found wrong in the rows about you"),
    "follow_up_mark": N_("What was noted in following up"),
    "finding_mark": N_("What was noted about findings"),
    "case_event": N_("Cases"),
    "own_link": N_("Your access to this page"),
    "purpose": N_("Why somebody opened what is kept about you"),
    "audit": N_("Who looked, when and at what"),
    "name_opened": N_("Advisers your name was opened to"),
    "leader": N_("Named as leader in others' rows"),
}


@dataclass(frozen=True)
class Section:
    """The rows of one table about a person, every column as it is kept; rows from a file also
    say which (`file`, `imported_at`)."""

    key: str
    rows: Sequence[Mapping[str, Any]]

    @property
    def title(self) -> str:
        """What the section is called (gettext id)."""
        return TITLES[self.key]


@dataclass(frozen=True)
class Told:
    """What a rule or a method came to about the person: a title, the outcome in words, and the
    lines it stands on, in the reader's language."""

    title: str
    outcome: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Sheet:
    """One person: number and names as files spell them, the code others see, the sections in
    order (empty ones too: nothing is an answer), and what the rules and the methods came to."""

    employee_no: str
    names: Sequence[str]
    code: str
    made_on: date
    sections: Sequence[Section]
    findings: Sequence[Told] = ()
    assessments: Sequence[Told] = ()


def sheet(
    cursor: Cursor,
    employee_no: str,
    kinds: Iterable[str],
    today: date,
    *,
    findings: Sequence[Told] = (),
    assessments: Sequence[Told] = (),
) -> Sheet:
    """Everything about one person; ask inside a transaction. `kinds`: of finding.

    Raises StoreError when nothing is kept about such a number.
    """
    person = traces(cursor, employee_no, kinds)
    files = _files(cursor)
    sections = [
        Section(holding.table, [_row(row, files) for row in held(cursor, holding, person)])
        for holding in HOLDINGS
    ]
    sections.append(Section("name_opened", _opened(cursor, person)))
    sections.append(Section("leader", _as_leader(cursor, person)))
    if not any(section.rows for section in sections):
        raise StoreError(
            N_("There is nothing about employee number %(number)s. Check the number."),
            number=employee_no,
        )
    number = person.numbers[0] if person.numbers else person.key
    return Sheet(number, person.names, person.code, today, tuple(sections), findings, assessments)


def _files(cursor: Cursor) -> dict[int, dict[str, Any]]:
    rows = cursor.execute(
        "SELECT i.import_id, any_value(i.file_name), min(v.made_at)"
        " FROM import AS i JOIN dataset_version AS v ON v.version = i.version_added GROUP BY ALL"
    ).fetchall()
    return {number: {"file": name, "imported_at": at} for number, name, at in rows}


def _row(row: Mapping[str, Any], files: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    told = {**row, **files.get(row.get("import_id", 0), {})}
    for name in ("detail", "places"):
        if isinstance(told.get(name), str):
            told[name] = json.loads(told[name])
    return told


def _opened(cursor: Cursor, person: Traces) -> list[dict[str, Any]]:
    """To which adviser the name was opened in which case, since when, and until when (None: it
    is). The adviser's own name is what they sign in with; None in local mode."""
    called = {account.subject: account.display for account in users.accounts(cursor)}
    return [
        {
            "case_id": one.case_id,
            "adviser": called.get(one.who.partition(":")[2]),
            "who": one.who,
            "how": one.how,
            "since": one.since,
            "ended": one.until,
        }
        for case in person.cases
        for one in names_opened(cursor, case)
    ]


def _as_leader(cursor: Cursor, person: Traces) -> list[dict[str, Any]]:
    """Units in which the person is named as leader, and by how many rows: nobody else's data."""
    rows = cursor.execute(
        "SELECT leader, unit, count(*) FROM employment WHERE leader IS NOT NULL"
        " GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        {"leader": leader, "unit": unit, "rows": count}
        for leader, unit, count in rows
        if names_them(leader, person)
    ]
