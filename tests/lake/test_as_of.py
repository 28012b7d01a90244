"""An earlier version of a lake: the same answers as when it was the newest, and no file for it."""

from __future__ import annotations

from datetime import datetime

import pytest

from analytics.errors import StoreError
from analytics.persons import write_down
from analytics.store.as_of import Snapshot, moment
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.store.undo import undo
from tests.builders import NOW, absences, facts, keep, people

FIRST = absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05")
SECOND = absences("no | type | from | to\n2 | doctor | 2025-03-03 | 2025-03-14")


def test_a_lake_is_looked_back_at_as_a_file_is(lake: Store) -> None:
    answers = {}
    for number, rows in enumerate((people(6), FIRST, SECOND), 1):
        keep(lake, rows, file_hash=str(number))
        with lake.cursor() as cursor:
            answers[number] = facts(cursor)
    files = sorted(lake.path.parent.rglob("*"))
    for number, answer in answers.items():
        with lake.cursor() as cursor:
            then = moment(cursor, number=number)
        with Snapshot(lake, then) as snapshot:
            with snapshot.cursor() as cursor:
                assert facts(cursor) == answer
            with pytest.raises(StoreError, match="only be read"), snapshot.transaction() as cursor:
                undo(cursor, 1, now=datetime(2026, 1, 3))
    assert sorted(lake.path.parent.rglob("*")) == files
    with lake.cursor() as cursor:
        then = moment(cursor, number=1)
    with Snapshot(lake, then) as snapshot:
        write_down(snapshot, Event("hr", "export", "register"), NOW)
    with lake.cursor() as cursor:
        assert [line.event.what for line in lines(cursor)] == ["register"]
        assert facts(cursor) == answers[3]
