"""What a dry run laid out is used by the import, for the very same rows and no others."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analytics.queries import spells
from analytics.store import erasure, staging
from analytics.store.commit import Change, Header, Until, bring_in
from analytics.store.connection import Store
from analytics.store.staging import Staged
from tests.builders import NOW, THROUGH, absences, bring, facts, frame, keep, people
from tests.conftest import trial

AWAY = absences("""no | type | from | to | grade
                   1 | self | 2025-03-03 | 2025-03-05 | 100
                   2 | doctor | 2025-03-10 | 2025-03-14 | 50
                   3 | self | 2025-03-31 | 2025-03-31 | 100""")
HEADER = Header("absence", "Visma", "a", "a", "rows", "Ark1", "f", THROUGH, 3, 0, 0)


def tried(store: Store, rows: pd.DataFrame) -> Change:
    with trial(store) as cursor:
        return bring_in(cursor, HEADER, rows, [], now=NOW, until=Until.COMPARED)


def kept(store: Store, rows: pd.DataFrame, before: Staged | None) -> Change:
    with store.transaction() as cursor:
        return bring_in(cursor, HEADER, rows, [], now=NOW, before=before)


def numbers(store: Store) -> list[str]:
    with store.cursor() as cursor:
        return sorted(spells(cursor)["employee_no"])


def test_what_a_dry_run_laid_out_is_written_as_the_rows_would_be(store: Store) -> None:
    keep(store, people(4))
    rows = frame(AWAY)
    shown = tried(store, rows)
    with trial(store) as cursor:
        plain = bring_in(cursor, HEADER, rows, [], now=NOW)
        told = facts(cursor)
    done = kept(store, rows, shown.staged)
    assert done.staged is shown.staged is not None  # else they were laid out again
    assert done == plain == shown
    assert done.diff.equals(plain.diff)
    with store.cursor() as cursor:
        assert facts(cursor) == told


def test_what_was_laid_out_of_other_rows_is_not_used(store: Store) -> None:
    keep(store, people(4))
    shown = tried(store, frame(AWAY))
    done = kept(store, frame(AWAY[:1]), shown.staged)
    assert done.counts == {"new": 1}
    assert numbers(store) == ["1"]


def test_who_was_erased_meanwhile_does_not_come_in_with_what_was_laid_out(store: Store) -> None:
    keep(store, people(4))
    rows = frame(AWAY)
    shown = tried(store, rows)
    with store.transaction() as cursor:
        erasure.erase(cursor, "2", (), now=NOW)
    done = kept(store, rows, shown.staged)
    assert done != shown
    assert done.dropped
    assert numbers(store) == ["1", "3"]


def test_what_came_in_meanwhile_is_compared_with(store: Store) -> None:
    keep(store, people(4))
    rows = frame(AWAY)
    shown = tried(store, rows)
    kept(store, frame(AWAY[:2]), None)
    done = kept(store, rows, shown.staged)
    assert done != shown
    assert done.counts == {"new": 1, "unchanged": 2}


def test_a_file_too_large_to_be_held_is_taken_in_alike(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, people(4))
    told = []
    for held in (staging.HELD, 2):
        monkeypatch.setattr(staging, "HELD", held)
        with trial(store) as cursor:
            done = bring(cursor, AWAY)
            assert (done.staged is None) == (held == 2)
            told.append((done, facts(cursor)))
            bring(cursor, AWAY[1:])  # and another after it in the same transaction
    assert replace(told[0][0], staged=None) == told[1][0]
    assert told[0][1] == told[1][1]
