"""A person is erased from every table and version, and no file brings them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store import tombstones
from analytics.store.backup import backup, restore
from analytics.store.commit import StoredProblem
from analytics.store.compaction import rewrite
from analytics.store.connection import Cursor, Store
from analytics.store.deletions import deletions
from analytics.store.erasure import erase
from analytics.store.holdings import HOLDINGS, held, traces
from analytics.store.intake import ERASED
from analytics.store.undo import undo
from tests.builders import NOW, absences, facts, frame
from tests.privacy.planted import (
    CORRECTED,
    DIGEST,
    FIRST,
    KEY,
    KINDS,
    NAME,
    NO,
    bring,
    everything,
    plant,
    staff,
)


def whole(cursor: Cursor) -> str:
    return DIGEST.sub("·", json.dumps(everything(cursor), default=str, ensure_ascii=False))


def test_everything_about_the_person_goes_and_nothing_about_others(planted: Cursor) -> None:
    before = everything(planted)
    assert all(word in whole(planted) for word in (NO, NAME, "sak-kari"))
    done = erase(planted, KEY, KINDS, now=NOW)
    for word in (KEY, NAME, "Elverhøy", "sak-kari", "31.02.2025"):
        assert word not in whole(planted), word
    after = everything(planted)
    assert done.rows == {
        "employment": 1, "absence": 3, "roster": 3, "problem": 3, "follow_up_mark": 1,
        "finding_mark": 1, "case_event": 3, "own_link": 0, "purpose": 1,
    }  # fmt: skip
    assert done.blanked == {"employment.leader": 1, "import.file_name": 1}
    assert done.mentions == {}
    for table, gone in done.rows.items():
        kept = [row for row in before[table] if row in after[table]]
        blanked = 1 if table == "employment" else 0
        assert len(kept) == len(after[table]) - blanked == len(before[table]) - gone - blanked
    assert after["audit"] == before["audit"]


def test_the_figures_are_those_of_a_store_that_never_knew_the_person(
    planted: Cursor, tmp_path: Path
) -> None:
    erase(planted, NO, KINDS, now=NOW)
    rows = frame(absences(CORRECTED))
    with Store(tmp_path / "other.duckdb") as other, other.transaction() as cursor:
        bring(cursor, "employees", staff().iloc[1:])
        bring(cursor, "absence", rows[rows["employee_key"] != KEY])
        never = facts(cursor)
    assert facts(planted) == never


def test_the_same_files_again_bring_nobody_back_and_say_so(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    quoting = [StoredProblem("Ark1", 90, "Nr", f"00{KEY}", "Unknown", {}, False)]
    again = bring(planted, "absence", frame(absences(FIRST + "3|self|2025-08-04|2025-08-05\n")),
                  problems=quoting)  # fmt: skip
    register = bring(planted, "employees", staff().assign(position=500_000))
    counted = planted.execute(
        "SELECT rows_used, rows_ignored FROM import ORDER BY import_id DESC LIMIT 2"
    ).fetchall()
    assert (again.dropped, again.count("new")) == ({ERASED: 2}, 1)
    assert (register.dropped, register.count("changed")) == ({ERASED: 1}, 2)
    assert counted == [(2, 1), (2, 2)]
    assert not any(word in whole(planted) for word in (KEY, NAME, "Elverhøy"))


def test_undoing_an_import_brings_nobody_back(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    undo(planted, 4, now=NOW)
    undo(planted, 3, now=NOW)
    assert KEY not in whole(planted)


def test_what_keeps_the_erased_out_tells_nobody_who_they_were(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    rows = planted.execute("SELECT fingerprint, kind FROM tombstone").fetchall()
    gone = tombstones.erased(planted)
    assert sorted(kind for _, kind in rows) == ["name", "number"]
    assert all(len(fingerprint) == 64 for fingerprint, _ in rows)
    assert (gone.number(KEY), gone.number("2"), gone.named("Berg Kari Elverhøy")) == (
        True,
        False,
        True,
    )


def test_a_number_that_is_lifted_may_come_again(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    assert tombstones.lift(planted, KEY)
    assert not tombstones.lift(planted, KEY)
    assert bring(planted, "employees", staff()).dropped == {}
    assert NAME in whole(planted)


def test_a_number_nobody_has_is_refused_and_leaves_no_mark(planted: Cursor) -> None:
    with pytest.raises(StoreError, match="nothing about employee number 555"):
        erase(planted, "555", KINDS, now=NOW)
    assert planted.execute("SELECT count(*) FROM tombstone").fetchall() == [(0,)]


def test_a_name_that_stands_in_free_text_about_others_is_pointed_out(planted: Cursor) -> None:
    planted.execute(
        "UPDATE case_event SET detail = ? WHERE case_id = 'sak-other' AND number = 2",
        [json.dumps({"note": f"Snakket med {NAME}"}, ensure_ascii=False)],
    )
    assert erase(planted, NO, KINDS, now=NOW).mentions == {"case_event.detail": 1}


def test_how_much_was_deleted_is_kept_and_not_what(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    told = {(line.cause, line.table, line.rows) for line in deletions(planted)}
    assert ("erase", "absence", 3) in told
    assert all(cause == "erase" for cause, _, _ in told)


def test_the_file_is_written_anew_with_the_same_rows(tmp_path: Path) -> None:
    path = tmp_path / "naervaer.duckdb"
    with Store(path) as store:
        plant(store)
        with store.transaction() as cursor:
            erase(cursor, NO, KINDS, now=NOW)
        with store.cursor() as cursor:
            before = everything(cursor)
    old = path.stat().st_ino
    path.with_suffix(".rewriting").write_bytes(b"left by a rewrite that was stopped")
    rewrite(path, None)
    assert path.stat().st_ino != old
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir()) == ["naervaer.duckdb", "naervaer.key"]
    with Store(path) as store, store.cursor() as cursor:
        assert everything(cursor) == before


def test_nothing_can_be_found_about_the_erased(planted: Cursor) -> None:
    erase(planted, NO, KINDS, now=NOW)
    person = traces(planted, NO, KINDS)
    left = {holding.table for holding in HOLDINGS if held(planted, holding, person)}
    assert left == {"audit"}


def test_a_backup_that_is_put_back_does_not_bring_the_erased_back(tmp_path: Path) -> None:
    path, copy = tmp_path / "a" / "naervaer.duckdb", tmp_path / "monday.duckdb"
    with Store(path, also_at=tmp_path) as store:
        plant(store)
        backup(store, copy)
        with store.transaction() as cursor:
            erase(cursor, NO, KINDS, now=NOW)
    restore(path, copy, None, KINDS)
    with Store(path) as store, store.transaction() as cursor:
        assert not any(word in whole(cursor) for word in (KEY, NAME, "sak-kari"))
        assert bring(cursor, "employees", staff()).dropped == {ERASED: 1}
