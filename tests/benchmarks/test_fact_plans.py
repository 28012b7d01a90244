"""How DuckDB goes about the facts.

They are made in the transaction that brings the rows, before anything tells DuckDB how many there
are: it takes every table for empty. A join it can only make by comparing every row with every
other then takes hours on an organisation of a few thousand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analytics.store import facts
from analytics.store.connection import Cursor
from tests.builders import absences, bring, employees

LOOP = re.compile(r"NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN|CROSS_PRODUCT")
ONE_VALUE = {"01_employment"}  # beside the calendar's first and last day: loops of one turn
STAFF = """no | unit | position
           1  | A    | 100
           1  | B    | 20
           2  | A    | 100"""
SICK = """no | type   | from       | to
          1  | doctor | 2025-03-03 | 2025-03-14
          1  | doctor | 2025-03-10 | 2025-03-28
          2  | self   | 2025-03-03 | 2025-03-04"""


def test_no_step_compares_every_row_with_every_other(
    cursor: Cursor, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: dict[str, str] = {}
    run = facts.run_file

    def explained(cursor: Cursor, file: Path, values: dict[str, Any]) -> Cursor:
        sql = file.read_text(encoding="utf-8")
        named = {name: values[name] for name in re.findall(r"\$(\w+)", sql)}
        ((_, plan),) = cursor.execute("EXPLAIN " + sql, named).fetchall()
        plans[file.stem] = plan
        return run(cursor, file, values)

    monkeypatch.setattr(facts, "run_file", explained)
    bring(cursor, employees(STAFF))
    bring(cursor, absences(SICK))
    assert set(plans) >= {"01_employment", "05_lost", "07_staff"}
    assert {step for step, plan in plans.items() if LOOP.search(plan)} - ONE_VALUE == set()
