"""Several servers at one lake: whole versions only, one writer at a time, nothing half-done."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store import compaction
from analytics.store.audit_log import Event, broken_at, record
from analytics.store.connection import Store
from analytics.store.lasting import lasting
from analytics.store.settings_table import keep_setting, setting
from tests.builders import NOW, keep, people
from tests.lake.conftest import KEY
from tests.lake.postgres import Postgres

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 4
# Version n holds 3 × n people, and so must every table that is asked in one question.
WHOLE = (
    "SELECT (SELECT version FROM fact_state),"
    " (SELECT count(*) FROM employment WHERE version_removed IS NULL),"
    " (SELECT count(DISTINCT employee_key) FROM fact_employment),"
    " (SELECT max(persons) FROM fact_staff WHERE ancestor_id = '' AND sex = 'all')"
)
READER = f"""
import sys
from analytics.store.connection import Store
with Store(sys.argv[1], sys.argv[2]) as store:
    print("open", flush=True)
    while True:
        with store.cursor() as cursor:
            print(*cursor.execute({WHOLE!r}).fetchone(), flush=True)
"""
WRITER = """
import sys, time
from analytics.store.connection import Store
from tests.builders import bring, keep, people
with Store(sys.argv[1], sys.argv[2]) as store:
    with store.transaction() as cursor:
        bring(cursor, people(6), file_hash="killed")
        print("brought in, not committed", flush=True)
        time.sleep(60)
"""
HASTY = """
import sys
from analytics.store.connection import Store
from tests.builders import keep, people
with Store(sys.argv[1], sys.argv[2]) as store:
    for number in range(int(sys.argv[3]), 1000):
        print("begun", number, flush=True)
        keep(store, people(3 * number), file_hash=str(number))
"""


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another server: a Python of its own, killed afterwards as a power cut does."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    try:
        yield child
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def heard(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    line = child.stdout.readline()
    assert line, "the other server ended by itself"
    return line.strip()


def whole(store: Store) -> tuple[int, ...]:
    with store.cursor() as cursor:
        row = cursor.execute(WHOLE).fetchone()
    assert row is not None
    return row


def test_a_server_that_reads_sees_whole_versions_while_another_imports(
    lake: Store, place: str
) -> None:
    keep(lake, people(3), file_hash="1")
    with process(READER, place, KEY) as reader:
        assert heard(reader) == "open"
        assert heard(reader) == "1 3 3 3"
        seen = ["1 3 3 3"]
        for number in range(2, ROUNDS + 1):
            keep(lake, people(3 * number), file_hash=str(number))
            while not seen[-1].startswith(f"{number} "):  # it looked before, meanwhile and after
                seen.append(heard(reader))
    assert set(seen) == {f"{n} {3 * n} {3 * n} {3 * n}" for n in range(1, ROUNDS + 1)}


def test_a_killed_importer_leaves_nothing_half_done_and_lets_the_next_one_in(
    lake: Store, place: str
) -> None:
    keep(lake, people(3), file_hash="1")
    with process(WRITER, place, KEY) as writer:
        assert heard(writer) == "brought in, not committed"
        files = set(lake.path.parent.rglob("*.parquet"))
        assert whole(lake) == (1, 3, 3, 3)
    assert whole(lake) == (1, 3, 3, 3)
    assert keep(lake, people(6), file_hash="2").version == 2
    compaction.rewrite(place, KEY)
    left = set(lake.path.parent.rglob("*.parquet"))
    assert files - left, "what the killed one had written is still there"
    assert whole(lake) == (2, 6, 6, 6)


def test_killed_at_any_moment_the_store_stands_at_a_whole_version(lake: Store, place: str) -> None:
    keep(lake, people(3), file_hash="1")
    for _ in range(2):
        version = whole(lake)[0]
        with process(HASTY, place, KEY, str(version + 1)) as writer:
            assert heard(writer) == f"begun {version + 1}"
            heard(writer)  # one is kept, the next is under way
        n = whole(lake)[0]
        assert n > version
        assert whole(lake) == (n, 3 * n, 3 * n, 3 * n)


def test_the_audit_log_of_two_servers_is_one_chain(lake: Store, place: str) -> None:
    with ExitStack() as servers:
        stores = [lake, servers.enter_context(Store(place, KEY))]

        def look(turn: int) -> None:
            with stores[turn % 2].transaction() as cursor:
                record(cursor, Event("hr", "view", f"page {turn}"), NOW)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(look, range(40)))  # more than it takes to join the small files
        for store in stores:
            with store.cursor() as cursor:
                assert broken_at(cursor) is None
                lines = cursor.execute("SELECT count(*), max(line) FROM audit").fetchall()
            assert lines == [(40, 40)]
    assert len(list((lake.path.parent / "tables" / "main" / "audit").iterdir())) > 1


def test_what_another_server_writes_is_heard_of_at_once(lake: Store, place: str) -> None:
    with Store(place, KEY) as other:
        for value in ("first", "second"):
            with other.transaction() as cursor:
                keep_setting(cursor, "note", value, NOW)
            assert lasting(lake, setting, "note") == value


def test_without_the_lock_two_servers_would_fork_the_log(lake: Store, place: str) -> None:
    with Store(place, KEY) as other, lake.cursor() as one, other.cursor() as two:
        for cursor in (one, two):
            cursor.execute("BEGIN TRANSACTION")
            record(cursor, Event("hr", "view", "page"), NOW)
        one.execute("COMMIT")
        two.execute("COMMIT")  # DuckLake sees no conflict in two rows added
    with lake.cursor() as cursor:
        assert broken_at(cursor) == 2


def test_a_server_starts_while_another_imports(lake: Store, place: str) -> None:
    with lake.transaction() as cursor:
        cursor.execute("DELETE FROM fact_state")
        Store(place, KEY).close()


def interrupted(lake: Store, what: Callable[[], object]) -> None:
    """Write, and have `what` happen before the end of it."""
    with lake.transaction() as cursor:
        cursor.execute("DELETE FROM employment")
        what()


CUT = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"


def test_a_writer_whose_lock_is_gone_keeps_nothing(server: Postgres, lake: Store) -> None:
    keep(lake, people(3), file_hash="1")
    with pytest.raises(StoreError, match="does not answer"):
        interrupted(lake, lambda: server.run("postgres", CUT))
    assert whole(lake) == (1, 3, 3, 3)
    assert keep(lake, people(6), file_hash="2").version == 2


def test_servers_go_on_when_postgresql_has_come_back(server: Postgres, lake: Store) -> None:
    keep(lake, people(3), file_hash="1")
    with pytest.raises(StoreError, match="does not answer"):
        interrupted(lake, server.restart)
    assert whole(lake) == (1, 3, 3, 3)
    assert keep(lake, people(6), file_hash="2").version == 2


def test_sixteen_threads_of_a_server_never_get_each_others_answers(lake: Store) -> None:
    keep(lake, people(3), file_hash="1")

    def ask(turn: int) -> bool:
        with lake.cursor() as cursor:
            sql = (
                "SELECT count(*) + $turn FROM fact_employment WHERE employee_key <> $turn::VARCHAR"
            )
            row = cursor.execute(sql, {"turn": turn + 10}).fetchone()
        return row == (3 + turn + 10,)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(64)))
