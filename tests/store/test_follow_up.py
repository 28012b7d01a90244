"""What was done in following up: noted for good, taken back by a line of its own."""

from __future__ import annotations

from datetime import date

import pytest

from analytics import queries
from analytics.errors import StoreError
from analytics.queries import follow_up_marks, sickness_days
from analytics.rules.follow_up_rules import MarkKind, Reason, Rule
from analytics.rules.settling import Mark
from analytics.store.connection import Cursor
from analytics.store.follow_up import entries, put, take_back
from tests.builders import NOW, absences, bring, employees

PLAN = Mark(MarkKind.PLAN, date(2025, 3, 3))
SPARED = Mark(MarkKind.EXCEPTION, date(2025, 3, 4), Rule.MEETING, Reason.CLEARLY_UNNECESSARY)


def test_what_was_done_is_read_as_it_was_noted(cursor: Cursor) -> None:
    assert put(cursor, "1", PLAN, by="hr", now=NOW) == 1
    assert put(cursor, "1", SPARED, by="leader", now=NOW) == 2
    put(cursor, "2", PLAN, by="hr", now=NOW)
    assert [(e.mark, e.made_by) for e in entries(cursor, "1")] == [(PLAN, "hr"), (SPARED, "leader")]


def test_what_was_taken_back_counts_no_more_and_stays_in_the_history(cursor: Cursor) -> None:
    number = put(cursor, "1", PLAN, by="hr", now=NOW)
    put(cursor, "1", SPARED, by="hr", now=NOW)
    take_back(cursor, number, by="hr", now=NOW)
    assert follow_up_marks(cursor)["kind"].tolist() == ["exception"]
    assert [e.takes_back for e in entries(cursor, "1")] == [None, None, number]
    with pytest.raises(StoreError):
        take_back(cursor, number, by="hr", now=NOW)
    with pytest.raises(StoreError):
        take_back(cursor, 99, by="hr", now=NOW)


@pytest.mark.parametrize(
    "mark",
    [
        Mark(MarkKind.EXCEPTION, date(2025, 3, 3)),
        Mark(MarkKind.EXCEPTION, date(2025, 3, 3), rule=Rule.PLAN),
        Mark(MarkKind.PLAN, date(2025, 3, 3), reason=Reason.RETURNING_SOON),
    ],
)
def test_an_exception_names_duty_and_reason_and_nothing_else_does(
    cursor: Cursor, mark: Mark
) -> None:
    with pytest.raises(StoreError):
        put(cursor, "1", mark, by="hr", now=NOW)
    assert entries(cursor, "1") == []


def test_marks_are_asked_for_one_person_or_all(cursor: Cursor) -> None:
    for key in ("1", "2"):
        put(cursor, key, PLAN, by="hr", now=NOW)
    assert follow_up_marks(cursor, "2")["employee_key"].tolist() == ["2"]
    assert len(follow_up_marks(cursor)) == 2


def test_sickness_days_leave_out_children_and_those_who_were_never_sick(cursor: Cursor) -> None:
    bring(cursor, employees("no | unit | position\n1 | A | 40\n1 | B | 60\n2 | A | 100"))
    bring(
        cursor,
        absences("""no | type | from | to | grade
                    1 | doctor | 2025-03-03 | 2025-03-09 | 50
                    1 | holiday | 2025-03-10 | 2025-03-12 | 100
                    1 | child | 2025-04-01 | 2025-04-01 | 100
                    2 | holiday | 2025-03-10 | 2025-03-12 | 100"""),
    )
    found = sickness_days(cursor)
    assert list(zip(found["type"], found["grade"], strict=True)) == [
        ("doctor_certified", 0.5),
        ("holiday", 1.0),
    ]
    assert set(found["unit_id"]) == {"B"}
    assert queries.sickness_days(cursor, "2").empty
