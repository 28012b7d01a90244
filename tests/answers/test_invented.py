"""The invented organisation: into an empty store, known again, and out with all that hung on it."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from analytics import queries
from analytics.access import Reader, Role
from analytics.answers import invented
from analytics.answers.invented import Held
from analytics.errors import AccessDenied, ReaderError
from analytics.rules.follow_up_rules import MarkKind
from analytics.rules.settling import Mark
from analytics.store import follow_up
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from analytics.store.emptying import OF_FILES, OF_PEOPLE
from analytics.store.reach import history_from
from tests.builders import absences, keep, people

TODAY, NOW = date(2026, 1, 8), datetime(2026, 1, 8, 9)
HR = Reader(Role.HR)
SMALL = {"employees": 40, "months": 2}


def counts(store: Store) -> dict[str, int]:
    with store.cursor() as cursor:
        found = {}
        for table in (*OF_PEOPLE, *OF_FILES):
            row = cursor.execute(f"SELECT count(*) FROM {table}").fetchone()
            found[table] = int(row[0]) if row else 0
    return found


def test_it_goes_in_and_out_and_leaves_nothing_but_the_log(store: Store) -> None:
    assert invented.held(store) is Held.NOTHING
    heard: list[str] = []
    files = invented.fill(HR, store, today=TODAY, now=NOW, told=heard.append, **SMALL)
    assert files == len(heard)
    assert invented.held(store) is Held.INVENTED
    with store.transaction() as cursor:
        (key, *_), *_ = queries.employees(cursor)
        mark = Mark(MarkKind.PLAN, date(2026, 1, 5))
        follow_up.put(cursor, key, mark, by="hr", now=NOW)
        before = queries.dataset(cursor).version
    assert counts(store)["follow_up_mark"] == 1
    version = invented.take_out(HR, store, now=NOW)
    assert version > before
    assert set(counts(store).values()) == {0}
    assert invented.held(store) is Held.NOTHING
    with store.cursor() as cursor:
        held = queries.dataset(cursor)
        assert (held.units, held.spells, held.employed) == (0, 0, 0)
        assert history_from(cursor) == version  # there is nothing left to look back at
        assert [one.event.what for one in lines(cursor)] == ["demo put in", "demo taken out"]


def test_own_data_may_come_in_after_it_is_out(store: Store) -> None:
    invented.fill(HR, store, today=TODAY, now=NOW, **SMALL)
    invented.take_out(HR, store, now=NOW)
    keep(store, people(6))
    keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))
    assert invented.held(store) is Held.OWN
    with store.cursor() as cursor:
        assert queries.dataset(cursor).employed == 6


def test_it_never_goes_in_beside_data_and_own_data_are_never_taken_out(store: Store) -> None:
    keep(store, people(6))
    before = counts(store)
    with pytest.raises(ReaderError):
        invented.fill(HR, store, today=TODAY, now=NOW, **SMALL)
    with pytest.raises(ReaderError):
        invented.take_out(HR, store, now=NOW)
    assert counts(store) == before


def test_what_came_in_beside_it_is_never_taken_out_with_it(store: Store) -> None:
    invented.fill(HR, store, today=TODAY, now=NOW, **SMALL)
    keep(store, people(6), source="annet")
    assert invented.held(store) is Held.MIXED
    before = counts(store)
    with pytest.raises(ReaderError, match="Undo"):
        invented.take_out(HR, store, now=NOW)
    assert counts(store) == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HR])
def test_nobody_but_hr_puts_it_in_or_takes_it_out(store: Store, role: Role) -> None:
    reader = Reader(role, "Nord" if role is Role.LEADER else "")
    with pytest.raises(AccessDenied):
        invented.fill(reader, store, today=TODAY, now=NOW)
    with pytest.raises(AccessDenied):
        invented.take_out(reader, store, now=NOW)
