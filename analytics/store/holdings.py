"""Where the store holds something about a person: the one list that erasure and the employee's
own sheet both go by. A test holds it against the schema, so that a new table cannot be forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analytics.store import cases, findings
from analytics.store.connection import Cursor
from analytics.store.secret import PERSONS, code, secret


@dataclass(frozen=True)
class Holding:
    """A table, and which of its rows are about one person (SQL over the places of `Traces`).

    `erased` is false for what stays when the person is erased; `derived` is true for what is made
    again from the rows that are left.
    """

    table: str
    about: str
    erased: bool = True
    derived: bool = False
    order: str = "ALL"


_OWN = "employee_key = $key"
HOLDINGS = (
    Holding("employment", _OWN, order="start_date, version_added"),
    Holding("absence", _OWN, order="start_date, version_added"),
    Holding("fact_run", _OWN, derived=True, order="start_date"),
    Holding("fact_employment", _OWN, derived=True, order="start_date"),
    Holding("roster", _OWN, order="day, version_added"),
    Holding("problem", "list_contains($problems, rowid)"),
    Holding("follow_up_mark", _OWN, order="entry"),
    Holding("finding_mark", "list_contains($findings, finding)", order="entry"),
    Holding("case_event", "list_contains($cases, case_id)", order="case_id, number"),
    Holding("own_link", _OWN, order="grant_number"),
    Holding("purpose", "whom = $code", order="given_at"),
    # Who looked at whom is what the store answers for; a code that leads nowhere is all it names.
    Holding("audit", "whom = $code", erased=False, order="line"),
)
# Cells in rows that are about others, or nobody, in which somebody may be named all the same.
NAMED_IN = (("employment", "leader", None), ("import", "file_name", "–"))
# Tables that hold nobody: what the workplace says of itself, figures of groups, and machinery.
NOBODY = frozenset(
    {
        *("agreed", "aggregate", "dataset_version", "deletion", "disclosure_block"),
        *("fact_agreed", "fact_lost", "fact_staff", "fact_state", "import", "migration"),
        *("numbered_lost", "secret", "setting", "source_memory", "target", "tombstone"),
        *("type_of_absence", "unit", "unit_closure", "unit_ref", "workday"),
    }
)
# What fact_run and fact_employment are views of: what these hold about somebody is told, and goes,
# as those.
BEHIND_VIEWS = frozenset({"fact_person", "numbered_employment", "numbered_run"})
# Tables about those who sign in, known by the account they sign in with, not by an employee number.
READERS = frozenset({"account", "access_grant", "access_end", "sign_in"})


@dataclass(frozen=True)
class Traces:
    """What one person is known by: key, numbers and names as files spell them, the opaque code,
    and the findings, cases and problems (row ids, within this transaction) that are theirs."""

    key: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    code: str
    findings: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    problems: tuple[int, ...] = ()


def key_of(employee_no: str) -> str:
    """The key an employee number is kept under: without leading zeros."""
    return employee_no.strip().lstrip("0") or "0"


def traces(cursor: Cursor, employee_no: str, kinds: Iterable[str]) -> Traces:
    """All that leads to the rows about one person; ask inside a transaction. `kinds`: of finding.

    Whether anybody is known by it is another matter: see `held`.
    """
    key = key_of(employee_no)
    found = Traces(
        key=key,
        numbers=_texts(
            cursor,
            "SELECT employee_no FROM employment WHERE employee_key = $key"
            " UNION SELECT employee_no FROM absence WHERE employee_key = $key"
            " UNION SELECT employee_no FROM roster WHERE employee_key = $key",
            key,
        ),
        names=_texts(cursor, "SELECT DISTINCT name FROM employment WHERE employee_key = $key", key),
        code=code(secret(cursor, PERSONS), key),
        findings=tuple(findings.known_as(cursor, key, kinds)),
        cases=tuple(_cases(cursor, key)),
    )
    return replace(found, problems=tuple(_problems(cursor, found)))


def held(cursor: Cursor, holding: Holding, person: Traces) -> list[dict[str, Any]]:
    """The rows of one table about a person, every column as it is kept."""
    result = cursor.execute(
        f"SELECT * FROM {holding.table} WHERE {holding.about} ORDER BY {holding.order}",
        _places(holding.about, person),
    )
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def delete(cursor: Cursor, holding: Holding, person: Traces) -> int:
    """Delete those rows, of every dataset version; how many there were."""
    gone = cursor.execute(
        f"DELETE FROM {holding.table} WHERE {holding.about}", _places(holding.about, person)
    ).fetchone()
    return int(gone[0]) if gone else 0


def names_them(text: str | None, person: Traces) -> bool:
    """Whether a cell is the person's number, or holds all parts of one of their names."""
    if text is None:
        return False
    parts = name_parts(text)
    return key_of(text) == person.key or any(
        name_parts(name) <= parts for name in person.names if name_parts(name)
    )


def name_parts(text: str) -> frozenset[str]:
    """The words of a name, whatever their order and spelling: `Berg, Kari` is `Kari Berg`."""
    return frozenset(re.findall(r"\w+", text.casefold()))


def _places(about: str, person: Traces) -> dict[str, Any]:
    known: dict[str, Any] = {
        "key": person.key,
        "code": person.code,
        "findings": list(person.findings),
        "cases": list(person.cases),
        "problems": list(person.problems),
    }
    return {name: known[name] for name in re.findall(r"\$(\w+)", about)}


def _texts(cursor: Cursor, sql: str, key: str) -> tuple[str, ...]:
    rows = cursor.execute(sql, {"key": key}).fetchall()
    return tuple(sorted(row[0] for row in rows if row[0]))


def people_of_cases(cursor: Cursor) -> set[str]:
    """Keys of everybody a case was ever opened about."""
    return {
        str(event.detail["employee_key"])
        for event in cases.events(cursor)
        if "employee_key" in event.detail
    }


def _cases(cursor: Cursor, key: str) -> Iterator[str]:
    for event in cases.events(cursor):
        if event.detail.get("employee_key") == key:
            yield event.case_id


def _problems(cursor: Cursor, person: Traces) -> Iterator[int]:
    """Problems in rows that are the person's, and those whose value is their number or name."""
    own = set(
        cursor.execute(
            "SELECT import_id, sheet, source_row FROM absence WHERE employee_key = $key"
            " UNION SELECT import_id, sheet, source_row FROM employment WHERE employee_key = $key"
            " UNION SELECT import_id, sheet, source_row FROM roster WHERE employee_key = $key",
            {"key": person.key},
        ).fetchall()
    )
    rows = cursor.execute(
        "SELECT rowid, import_id, sheet, row, value, places FROM problem"
    ).fetchall()
    for rowid, import_id, sheet, row, value, places in rows:
        if (import_id, sheet, row) in own or any(
            names_them(text, person) for text in told(value, json.loads(places).values())
        ):
            yield rowid


def told(value: str | None, places: Iterable[object]) -> Sequence[str]:
    """Every text that a problem quotes."""
    return [text for text in (value, *places) if isinstance(text, str)]
