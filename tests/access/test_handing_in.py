"""Import, undo, error file and template: by role where it is done, each refusal a line of the log,
and nothing changed by whoever was refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from analytics.access import Reader, Role
from analytics.documents import error_file, templates
from analytics.errors import AccessDenied, ReaderError
from analytics.ingest import handing_in
from analytics.ingest.bring import Settled
from analytics.ingest.together import File
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from tests.access import handed_in
from tests.access.world import NOW, TODAY

Act = Callable[[Reader, Store], Any]
OTHERS = [role for role in Role if role is not Role.HR]


def prepare(reader: Reader, store: Store) -> Any:
    return handing_in.prepare(reader, store, handed_in.book(), handed_in.DATA, today=TODAY, now=NOW)


def dry_run(reader: Reader, store: Store) -> Any:
    return handing_in.dry_run(reader, store, handed_in.prepared(store), now=NOW)


def commit(reader: Reader, store: Store) -> Any:
    return handing_in.commit(reader, store, handed_in.prepared(store), now=NOW)


FILES = [File(handed_in.book(), handed_in.DATA, Settled(source="another"))]


def dry_run_all(reader: Reader, store: Store) -> Any:
    return handing_in.dry_run_all(reader, store, FILES, today=TODAY, now=NOW)


def commit_all(reader: Reader, store: Store) -> Any:
    return handing_in.commit_all(reader, store, FILES, today=TODAY, now=NOW)


def other_sheets(reader: Reader, store: Store) -> Any:
    reading = handed_in.prepared(store).reading
    return handing_in.other_sheets(reader, store, FILES[0], reading, today=TODAY, now=NOW)


def undo(reader: Reader, store: Store) -> Any:
    return handing_in.undo(reader, store, 1, now=NOW)


def faults(reader: Reader, store: Store) -> Any:
    reading = handed_in.prepared(store).reading
    return error_file.hand_out(reader, store, handed_in.book(), reading, NOW)


def template(reader: Reader, store: Store) -> Any:
    return templates.hand_out(reader, store, templates.employees, NOW)


ACTS: dict[Act, tuple[str, str]] = {
    prepare: ("import", "file"),
    dry_run: ("import", "file"),
    commit: ("import", "file"),
    dry_run_all: ("import", "file"),
    commit_all: ("import", "file"),
    other_sheets: ("import", "file"),
    undo: ("undo", "import 1"),
    faults: ("export", "error_file"),
    template: ("export", "template"),
}
WITH_NAMES = [act for act in ACTS if act not in (undo, template)]


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the file in it."""
    with Store(tmp_path_factory.mktemp("handed") / "naervaer.duckdb") as store:
        assert handed_in.standing(store) == 1
        yield store


def log(store: Store) -> list[Event]:
    with store.cursor() as cursor:
        return [line.event for line in lines(cursor)]


def state(store: Store) -> tuple[Any, ...]:
    """Version, and what holds of every table that an import writes."""
    with store.cursor() as cursor:
        return tuple(
            cursor.execute(f"SELECT count(*) FROM {table} WHERE version_removed IS NULL").fetchone()
            for table in ("import", "absence", "problem")
        ) + tuple(cursor.execute("SELECT max(version) FROM dataset_version").fetchone() or ())


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_another_role_is_refused_in_the_log_and_changes_nothing(
    brought: Store, act: Act, role: Role
) -> None:
    reader, before, held = Reader(role, "Huset", subject="K7QD"), log(brought), state(brought)
    with pytest.raises(AccessDenied):
        act(reader, brought)
    assert log(brought)[len(before) :] == [Event(reader.who, *ACTS[act], permitted=False)]
    assert state(brought) == held


@pytest.mark.parametrize("act", WITH_NAMES, ids=lambda act: act.__name__)
def test_while_names_are_put_away_no_file_is_read_or_quoted(brought: Store, act: Act) -> None:
    held = state(brought)
    with pytest.raises(ReaderError, match="Names are hidden"):
        act(replace(Reader(Role.HR), names=False), brought)
    assert state(brought) == held


def test_hr_brings_a_file_in_and_takes_it_back_and_the_log_says_who(store: Store) -> None:
    hege = Reader(Role.HR, subject="K7QD")
    assert dry_run(hege, store).change.import_id == 1
    assert log(store) == []
    assert commit(hege, store).change.import_id == 1
    assert commit(hege, store).change.import_id is None
    undo(hege, store)
    assert dry_run_all(hege, store)[0].change.import_id == 2
    assert [one.change.import_id for one in commit_all(hege, store)] == [2]
    assert other_sheets(hege, store) == {}
    assert log(store) == [
        Event("hr:K7QD", "import", "absence 1"),
        Event("hr:K7QD", "import", "absence unchanged"),
        Event("hr:K7QD", "undo", "import 1"),
        Event("hr:K7QD", "import", "absence 2"),
    ]


def test_an_import_that_is_refused_halfway_leaves_no_line_in_the_log(store: Store) -> None:
    with pytest.raises(ReaderError, match="no import number 9"):
        handing_in.undo(Reader(Role.HR), store, 9, now=NOW)
    assert log(store) == []


def test_the_error_file_and_the_templates_are_workbooks_in_the_readers_language(
    brought: Store,
) -> None:
    for act in (faults, template):
        nb, nn = (act(Reader(Role.HR, language=spoken), brought) for spoken in ("nb", "nn"))
        assert nb[:2] == nn[:2] == b"PK"
