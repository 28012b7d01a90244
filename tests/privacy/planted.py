"""A store in which one person stands everywhere a person can stand."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analytics.rules.follow_up_rules import MarkKind
from analytics.rules.settling import Mark
from analytics.store import cases, findings, follow_up, purposes
from analytics.store.audit_log import Event as Looked
from analytics.store.audit_log import record
from analytics.store.commit import Change, Header, StoredProblem, bring_in
from analytics.store.connection import Cursor, Store
from analytics.store.secret import PERSONS, code, secret
from tests.builders import NOW, absences, employees, frame

NO, KEY, NAME = "0090417", "90417", "Kari Elverhøy Berg"
KINDS = ("recurrence", "weekday")
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")  # five figures stand in one by chance, and mean nobody
STAFF = """
no      | unit | from       | to
0090417 | Nord | 2019-01-01 |
2       | Nord | 2019-01-01 |
3       | Nord | 2019-01-01 |
"""
FIRST = """
no      | type   | from       | to
0090417 | self   | 2025-03-03 | 2025-03-05
0090417 | doctor | 2025-05-05 | 2025-06-20
2       | self   | 2025-04-07 | 2025-04-08
"""
CORRECTED = FIRST.replace("2025-03-05", "2025-03-06")
QUOTING = [
    StoredProblem("Ark1", 2, "Til", "31.02.2025", "No such date: %(date)s", {"date": "x"}, True),
    StoredProblem("Ark1", 77, "Navn", NAME, "Unknown", {}, False),
    StoredProblem("Ark1", 78, "Nr", None, "No employee %(no)s", {"no": NO}, False),
    StoredProblem("Ark1", 79, "Til", "30.02.2025", "No such date: %(date)s", {"date": "y"}, True),
]


def plant(store: Store) -> None:
    """Everything there is, once; most of it about Kari, some about others."""
    with store.transaction() as cursor:
        bring(cursor, "employees", staff())
        bring(cursor, "absence", frame(absences(FIRST)), problems=QUOTING)
        bring(cursor, "absence", frame(absences(CORRECTED)))
        bring(cursor, "roster", shifts())
        follow_up.put(cursor, KEY, Mark(MarkKind.PLAN, date(2025, 5, 30)), by="hr", now=NOW)
        follow_up.put(cursor, "2", Mark(MarkKind.CONTACT, date(2025, 5, 30)), by="hr", now=NOW)
        for about in (KEY, "2"):
            facts = findings.Facts(about, "weekday", (date(2025, 3, 3),))
            findings.mark(cursor, facts, findings.State.SEEN, by="hr", now=NOW)
        case(cursor, "sak-kari", KEY, closed=date(2025, 9, 1))
        case(cursor, "sak-other", "2")
        for about in (KEY, "2"):
            whom = code(secret(cursor, PERSONS), about)
            purposes.give(cursor, "hr", whom, "follow_up", NOW)
            record(cursor, Looked("hr", "view", "absences", whom, "follow_up"), NOW)


def staff() -> pd.DataFrame:
    """The employee file: Kari by her name, and as the leader of the others."""
    rows = frame(employees(STAFF))
    rows.loc[0, "name"] = NAME
    rows["leader"] = [None, "Berg, Kari Elverhøy", "Ola Hagen"]
    return rows


def shifts() -> pd.DataFrame:
    """A roster of three days for two people."""
    days = [date(2025, 3, 3) + timedelta(days=n) for n in range(3)]
    return pd.DataFrame(
        [
            (no, no.lstrip("0"), day, "D", "07:30", "15:30", row, "Turnus")
            for row, (no, day) in enumerate(((no, day) for no in (NO, "2") for day in days), 2)
        ],
        columns=["employee_no", "employee_key", "day", "code", "from_time", "to_time",
                 "source_row", "sheet"],
    )  # fmt: skip


def bring(cursor: Cursor, what: str, rows: pd.DataFrame, **how: Any) -> Change:
    """One file with these typed rows into the store."""
    header = Header(
        kind=what,
        source=what,
        file_name=f"{what} Kari Elverhøy Berg.xlsx" if what == "roster" else f"{what}.xlsx",
        file_hash="hash",
        layout="rows",
        sheet="Ark1",
        fingerprint="fingerprint",
        data_through=date(2025, 12, 31),
        rows_read=len(rows),
        rows_ignored=0,
        rows_quarantined=0,
        rows_used=len(rows),
    )
    return bring_in(cursor, header, rows, how.pop("problems", ()), now=how.pop("now", NOW), **how)


def case(cursor: Cursor, case_id: str, key: str, closed: date | None = None) -> None:
    """A case with a note, and closed if asked for."""
    opened = {"employee_key": key, "owner": "Ola Hagen", "unit": "Nord"}
    told = [
        ("case_opened", date(2025, 6, 1), opened),
        ("note_made", date(2025, 6, 2), {"note": f"Avtalt ny samtale {key}", "restricted": True}),
    ]
    if closed:
        told.append(("case_closed", closed, {"reason": "Tilbake i full stilling"}))
    for number, (kind, day, detail) in enumerate(told, 1):
        cases.append(cursor, cases.CaseEvent(case_id, number, kind, day, detail, NOW, "hr"))


def everything(cursor: Cursor) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and of every view of them."""
    tables = cursor.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
        " UNION SELECT view_name FROM duckdb_views()"
        " WHERE database_name = current_database() AND NOT internal ORDER BY ALL"
    ).fetchall()
    return {
        table: cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()
        for (table,) in tables
    }
