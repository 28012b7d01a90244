"""How DuckDB goes about the facts.

They are made in the transaction that brings the rows, before anything tells DuckDB how many there
are: it takes every table for empty. A join it can only make by comparing every row with every
other then takes hours on an organisation of a few thousand.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analytics.domain.absence import AbsenceType
from analytics.store import facts
from analytics.store.connection import Cursor
from analytics.store.fact_arrays import Values, asked_for
from analytics.store.lost_days import LostDays
from tests.builders import absences, bring, employees

LOOP = re.compile(r"NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN|CROSS_PRODUCT")
# Beside a first and a last day, or whether anything at all is named: loops of one turn.
ONE_VALUE = {"03_employment", "04_calendar", "07_lane"}
STAFF = """no | unit | position
           1  | A    | 100
           1  | B    | 20
           2  | A    | 100"""
SICK = """no | type   | from       | to
          1  | doctor | 2025-03-03 | 2025-03-14
          1  | doctor | 2025-03-10 | 2025-03-28
          2  | self   | 2025-03-03 | 2025-03-04"""


LOOKED_UP = {
    "fact_person",
    "post",
    "calendar",
    "calendar_month",
    "unit",
    "unit_ref",
    "import",
}
LARGE = {"absence"}


@pytest.fixture
def plans(cursor: Cursor, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """DuckDB's plan of every step, as it would run it in the import that brings the rows; of a
    step of several statements that of the last."""
    found: dict[str, dict[str, Any]] = {}
    run = facts.run_file

    def explained(cursor: Cursor, file: Path, values: dict[str, Any]) -> Cursor:
        text = re.sub(r"--[^\n]*", "", file.read_text(encoding="utf-8"))
        sql = text.strip().rstrip(";").rpartition(";")[2]
        if file.parent == facts.FOLDER:
            named = {name: values[name] for name in re.findall(r"\$(\w+)", sql)}
            ((_, plan),) = cursor.execute("EXPLAIN (FORMAT json) " + sql, named).fetchall()
            found[file.stem] = whole(json.loads(plan)[0], {})
        return run(cursor, file, values)

    def explained_too(lost: LostDays, values: Values) -> None:
        sql = "EXPLAIN (FORMAT json) " + asked_for(values, [kind.value for kind in AbsenceType])
        ((_, plan),) = cursor.execute(sql).fetchall()
        found["10_apart"] = json.loads(plan)[0]
        count(lost, values)

    count = facts.PASSES["10_apart"]
    monkeypatch.setattr(facts, "run_file", explained)
    monkeypatch.setitem(facts.PASSES, "10_apart", explained_too)
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    assert set(found) >= {"03_employment", "10_apart", "17_staff"}
    return found


def whole(plan: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """With what a named part of the statement reads, wherever that part is read."""
    if plan["name"].strip() == "CTE_SCAN":
        return {**plan, "children": [named[plan["extra_info"]["CTE Index"]]]}
    children = []
    for child in plan["children"]:
        children.append(whole(child, named))
        if plan["name"].strip() == "CTE":  # the part itself comes first
            named.setdefault(plan["extra_info"]["Table Index"], children[0])
    return {**plan, "children": children}


def steps_of(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(step for child in plan["children"] for step in steps_of(child))]


def tables_of(plan: dict[str, Any]) -> set[str]:
    """The tables whose rows come out of it; of what is added up to one row none does."""
    if plan["name"].strip() == "UNGROUPED_AGGREGATE":
        return set()
    name = plan["extra_info"].get("Table", "").rpartition(".")[2]
    return {name}.difference({""}).union(*map(tables_of, plan["children"]))


def test_no_step_compares_every_row_with_every_other(plans: dict[str, dict[str, Any]]) -> None:
    looping = {
        name
        for name, plan in plans.items()
        if any(LOOP.search(step["name"]) for step in steps_of(plan))
    }
    assert looping - ONE_VALUE == set()


def test_no_join_holds_the_registrations_in_memory_to_look_few_rows_up(
    plans: dict[str, dict[str, Any]],
) -> None:
    # A hash join holds its second side and runs the first one past it.
    joins = [
        (name, *(tables_of(child) for child in step["children"]))
        for name, plan in plans.items()
        for step in steps_of(plan)
        if step["name"].strip() == "HASH_JOIN" and len(step["children"]) == 2
    ]
    assert any(LARGE & first and second == {"fact_person"} for _, first, second in joins)
    wrong = [join for join in joins if join[1] and join[1] <= LOOKED_UP and LARGE & join[2]]
    assert wrong == []
