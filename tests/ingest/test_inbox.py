"""Files of a payroll system come in by themselves, and what somebody has to decide waits."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics.ingest.arrivals import Arrival
from analytics.ingest.taking import _day
from analytics.store import inbox as ledger
from analytics.store.audit_log import broken_at, lines
from analytics.store.connection import Store
from analytics.store.undo import undo
from analytics.store.versions import current_version
from tests.ingest.inbox_files import (
    EMPLOYEES,
    ROWS,
    Watched,
    absence,
    by_hand,
    make_template,
    table,
)

ANOTHER = absence(40)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def watched(template: Path, tmp_path: Path) -> Iterator[Watched]:
    found = Watched.at(template, tmp_path)
    with found.store:
        yield found


def version(store: Store) -> int:
    with store.cursor() as cursor:
        return current_version(cursor)


def holding(store: Store) -> list[tuple[object, ...]]:
    with store.cursor() as cursor:
        return cursor.execute(
            "SELECT employee_key, type, start_date, end_date, grade, import_id FROM absence"
            " WHERE version_removed IS NULL ORDER BY ALL"
        ).fetchall()


def notices(store: Store) -> list[tuple[str, str]]:
    with store.cursor() as cursor:
        return [(entry.outcome, entry.why) for entry in ledger.unseen(cursor)]


def codes(watched: Watched) -> list[str]:
    (taken,) = watched.look()
    return [reason.code for reason in taken.reasons]


def test_a_file_comes_in_as_it_does_by_hand_and_is_deleted(
    watched: Watched, template: Path, tmp_path: Path
) -> None:
    text = table([*ROWS, ANOTHER])
    path = watched.drop(text)
    (taken,) = watched.look()
    assert (taken.outcome, taken.import_id, taken.version) == ("imported", 3, 3)
    assert taken.rows == (41, 41, 0, 0)
    assert not path.exists()
    (tmp_path / "second").mkdir()
    second = Watched.at(template, tmp_path / "second")
    with second.store:
        by_hand(second.store, text)
        assert holding(watched.store) == holding(second.store)


def test_the_same_file_again_changes_nothing_and_goes(watched: Watched) -> None:
    watched.drop(table(ROWS))
    (taken,) = watched.look()
    assert (taken.outcome, taken.import_id) == ("unchanged", None)
    assert (version(watched.store), notices(watched.store)) == (2, [])
    assert [path.name for path in watched.folder.iterdir()] == ["quarantine"]


def test_files_are_taken_in_the_order_they_arrived(watched: Watched) -> None:
    watched.drop(EMPLOYEES.replace("1003;Person 3;Post 1;100", "1003;Person 3;Post 1;50"), "z.csv")
    time.sleep(0.02)  # longer than a tick of the file system's clock
    watched.drop(table([*ROWS, ANOTHER]), "a.csv")
    assert [(one.outcome, one.kind) for one in watched.look()] == [
        ("imported", "employees"),
        ("imported", "absence"),
    ]


def test_columns_nobody_has_confirmed_wait_with_a_note(watched: Watched) -> None:
    text = table(ROWS).replace("Prosent", "Sykmeldingsgrad")
    watched.drop(text, "Kari Nordmann.csv")
    assert codes(watched) == ["shape"]
    assert version(watched.store) == 2
    assert [name.partition("-")[0] for name in watched.waiting()] == ["Kari Nordmann"] * 2
    (kept,) = [n for n in watched.waiting() if n.endswith(".csv")]
    assert (watched.folder / "quarantine" / kept).read_text(encoding="utf-8") == text
    assert "nobody has said what they mean" in watched.note()
    assert "Kari" not in watched.note()
    assert notices(watched.store) == [("waiting", "shape")]


def test_an_extract_waits_and_nothing_is_removed(watched: Watched) -> None:
    # the window is that of the file: first and last stand, ten of forty between are gone
    watched.drop(table([*ROWS[:15], *ROWS[25:]]))
    assert codes(watched) == ["missing"]
    assert "10 of the 40 rows" in watched.note()
    assert version(watched.store) == 2


def test_many_unusable_rows_wait_and_a_single_one_does_not(watched: Watched) -> None:
    faulty = "1001;Egenmelding;31/02/2025;31/02/2025;100"
    watched.drop(table([*ROWS, ANOTHER, faulty]))
    (taken,) = watched.look()
    assert (taken.outcome, taken.rows) == ("imported", (42, 41, 0, 1))
    watched.drop(table([*ROWS, *(faulty.replace("1001", f"{1001 + n}") for n in range(4))]))
    assert codes(watched) == ["held"]
    assert "4 of 44 rows" in watched.note()


def test_a_faulty_row_in_a_file_without_news_waits_for_nobody_would_hear_of_it(
    watched: Watched,
) -> None:
    watched.drop(table([*ROWS, "1001;Egenmelding;31/02/2025;31/02/2025;100"]))
    assert codes(watched) == ["held"]


def test_an_older_file_dropped_again_does_not_take_back_what_came_later(watched: Watched) -> None:
    corrected = [ROWS[0].replace(";100", ";50"), *ROWS[1:]]
    watched.drop(table(corrected))
    watched.look()
    kept = holding(watched.store)
    watched.drop(table(ROWS))
    assert [one.outcome for one in watched.look()] == ["unchanged"]
    assert holding(watched.store) == kept


def test_dates_that_can_be_read_two_ways_wait(watched: Watched) -> None:
    watched.drop(table([f"{1000 + n};Egenmelding;0{n}/03/2025;0{n}/03/2025;100" for n in (1, 2)]))
    assert codes(watched) == ["dates"]


def test_a_kind_of_absence_that_nobody_has_explained_waits(watched: Watched) -> None:
    watched.drop(table([*ROWS, absence(41, "Qwx-17")]))
    assert "types" in codes(watched)


def test_two_exports_put_together_wait(watched: Watched) -> None:
    watched.drop(table([*ROWS, *(absence(n, "Sykmelding", 50) for n in range(6))]))
    assert codes(watched) == ["conflicts"]
    assert "6 of 46 rows" in watched.note()


def test_an_import_that_was_undone_does_not_come_back_by_itself(watched: Watched) -> None:
    text = table([*ROWS, ANOTHER])
    watched.drop(text)
    watched.look()
    with watched.store.transaction() as cursor:
        undo(cursor, 3, now=datetime(2026, 1, 1))
    watched.drop(text)
    assert codes(watched) == ["undone"]
    assert len(holding(watched.store)) == 40


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no zip"])
def test_what_cannot_be_read_waits_with_a_sentence_from_the_reader(
    watched: Watched, data: bytes
) -> None:
    (watched.folder / "a.xlsx").write_bytes(data)
    assert codes(watched) == ["refused"]
    assert "could not be read" in watched.note()


def test_a_note_quotes_no_heading_for_it_may_be_somebody(watched: Watched) -> None:
    watched.drop("Kari Nordmann;Ola Hansen\nPer Berg;Liv Berg\n")
    watched.look()
    assert not {"Kari", "Ola", "Per Berg"} & set(watched.note().split())


def test_links_pipes_and_huge_files_are_not_opened(watched: Watched, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(table(ROWS))
    (watched.folder / "a.csv").symlink_to(secret)
    os.mkfifo(watched.folder / "b.csv")
    with (watched.folder / "c.csv").open("wb") as huge:
        huge.truncate(300_000_000)  # sparse: takes no room
    taken = watched.look()
    assert [one.reasons[0].code for one in taken] == ["link", "link", "refused"]
    assert secret.exists()
    assert [path.name for path in watched.folder.iterdir()] == ["quarantine"]
    left = [p for p in (watched.folder / "quarantine").iterdir() if p.suffix != ".txt"]
    assert [path.stat().st_size for path in left] == [300_000_000]
    assert not left[0].is_symlink()


def test_a_waiting_file_is_forgotten_when_it_has_been_imported_by_hand(watched: Watched) -> None:
    text = table([*ROWS, ANOTHER]).replace("Prosent", "Sykmeldingsgrad")
    watched.drop(text)
    watched.look()
    by_hand(watched.store, text)
    assert notices(watched.store) == []
    watched.drop(table(ROWS), "b.csv")
    watched.look()
    assert all(name.startswith("b-") for name in watched.waiting())


def test_the_same_waiting_file_waits_once_and_goes_after_two_weeks(watched: Watched) -> None:
    for _ in range(2):
        watched.drop("x")
        watched.look()
    assert notices(watched.store) == [("waiting", "refused")]
    watched.look(days=13)
    assert len(watched.waiting()) == 2  # the file and its note
    watched.look(days=15)
    assert watched.waiting() == []


def test_a_fault_of_ours_leaves_the_file_and_stops_no_other(template: Path, tmp_path: Path) -> None:
    def breaks(message: str) -> str:
        raise KeyError("Kari Nordmann, 1001")

    watched = Watched.at(template, tmp_path, breaks)
    with watched.store:
        watched.drop("x", "a.csv")
        watched.drop(table([*ROWS, ANOTHER]), "b.csv")
        first, second = watched.look()
        assert ([r.code for r in first.reasons], second.outcome) == (["fault"], "imported")
        assert (watched.folder / "a.csv").exists()
        assert watched.look() == []  # not again and again
        assert ("waiting", "fault") in notices(watched.store)


def test_the_log_tells_what_the_inbox_did_and_holds(watched: Watched) -> None:
    watched.drop("x", "a.csv")
    watched.drop(table([*ROWS, ANOTHER]), "b.csv")
    watched.drop(table([*ROWS, ANOTHER]), "c.csv")
    watched.look()
    with watched.store.cursor() as cursor:
        told = [(line.event.who, line.event.action, line.event.what) for line in lines(cursor)]
        assert broken_at(cursor) is None
    assert told == [
        ("inbox", "import", "waiting refused"),
        ("inbox", "import", "absence 3"),
        ("inbox", "import", "absence unchanged"),
    ]


def test_a_notice_that_was_put_away_is_not_shown_again(watched: Watched) -> None:
    watched.drop("x")
    (taken,) = watched.look()
    now = datetime(2026, 1, 1)
    with watched.store.transaction() as cursor:
        (entry,) = ledger.unseen(cursor)
        assert entry.digest.startswith(taken.mark)
        assert ledger.put_away(cursor, {entry.digest}, now) == 1
        assert ledger.put_away(cursor, {entry.digest}, now) == 0
    assert notices(watched.store) == []


def test_an_empty_inbox_does_not_open_the_store(tmp_path: Path, watched: Watched) -> None:
    def opens() -> Store:
        raise AssertionError("the store was opened")

    assert watched.box.pass_through(opens, datetime.now(UTC)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "judged"),
    [
        ("2026-03-10T12:00:00", "2026-03-10"),  # an hour ago
        ("2026-03-06T12:00:00", "2026-03-06"),  # while the program was down
        ("2026-03-01T12:00:00", "2026-03-10"),  # too long ago to be when it came
        ("2027-01-01T12:00:00", "2026-03-10"),  # not yet
    ],
)
def test_a_file_is_judged_by_the_day_it_was_written(written: str, judged: str) -> None:
    at = int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp() * 1e9)
    arrival = Arrival("a.csv", (1, 1, at, at), True)
    assert str(_day(arrival, datetime(2026, 3, 10, 13, tzinfo=UTC))) == judged
