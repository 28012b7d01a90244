"""Restoring on trial: a backup nobody has ever put back is a hope, not a backup."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import duckdb

from analytics.errors import StoreError
from analytics.i18n import N_
from analytics.store.audit_log import broken_at
from analytics.store.backup import bring_back
from analytics.store.backup_key import key_of_backup
from analytics.store.connection import Cursor, Store
from analytics.store.contents import Contents, contents
from analytics.store.facts import TABLES
from analytics.store.key import known_key
from analytics.store.location import Place, named
from analytics.store.migrate import migrations
from analytics.store.versions import current_version

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Drill(Generic[Answer]):
    """What stood the trial: the version, number of tables and rows of the backup, and what the
    question gave; `live`: the version of the store in use, None where there is none; `compared`:
    whether the two were at the same version, and so were held against each other;
    `log_broken_at`: the line from which the log holds in neither of them (None: it holds)."""

    version: int
    live: int | None
    compared: bool
    tables: int
    rows: int
    log_broken_at: int | None
    answer: Answer


@dataclass(frozen=True)
class _Look(Generic[Answer]):
    version: int
    held: Contents
    migrated: bool
    broken_at: int | None
    answer: Answer


def drill(
    place: Place,
    path: Path,
    key: str | None,
    question: Callable[[Cursor], Answer],
    *,
    made_under: Path | None = None,
) -> Drill[Answer]:
    """Restore the backup at `path` on trial, beside the store at `place`, which is left alone.

    Sees that the copy opens, has the newest schema and a log that holds, and, where the store is
    at the same version, that it holds the same data and gives the same answer to `question`. The
    trial lies encrypted in a folder that is taken away, however it ends. `made_under`: the file
    with the backup's key, where it is not the store's or one it had before.

    Raises StoreError where anything does not hold, StoreInUse while the store is open elsewhere.
    """
    target = named(place)
    theirs = key_of_backup(target, path, key, made_under)
    own = known_key(target, key) or theirs
    with _folder(target) as folder:
        trial = folder / target.name
        bring_back(path, trial, theirs, own)
        found = _look(path, trial, own, question)
    there = target.exists() or target != place  # a lake has no file of its name
    live = _look(target, place, key, question) if there else None
    compared = live is not None and _same_version(found, live)
    faults = _faults(found, live) + (_differing(found, live) if live and compared else [])
    if faults:
        raise _not_whole(path, faults)
    standing, held = None if live is None else live.version, found.held
    return Drill(
        found.version,
        standing,
        compared,
        len(held.tables),
        held.rows,
        found.broken_at,
        found.answer,
    )


def _look(
    told_as: Path, place: Place, key: str | None, question: Callable[[Cursor], Answer]
) -> _Look[Answer]:
    """What a store holds, how whole it is by itself, and its answer."""
    try:
        with Store(place, key) as store, store.transaction() as cursor:
            done = cursor.execute("SELECT number FROM migration ORDER BY number").fetchall()
            return _Look(
                current_version(cursor),
                contents(cursor),
                done == [(number,) for number, _ in migrations()],
                broken_at(cursor),
                question(cursor),
            )
    except duckdb.Error as error:
        raise _not_whole(told_as, [type(error).__name__]) from error


def _faults(found: _Look[Answer], live: _Look[Answer] | None) -> list[str]:
    """What is wrong with a backup by itself: a log broken in the store itself is not its fault."""
    inherited = live is not None and live.broken_at == found.broken_at
    broken = found.broken_at is not None and not inherited
    return ["migration"] * (not found.migrated) + ["audit"] * broken


def _same_version(one: _Look[Answer], other: _Look[Answer]) -> bool:
    """The same number is not enough: a store that was put back may have gone another way since."""
    return one.held.tables["dataset_version"] == other.held.tables["dataset_version"]


def _differing(found: _Look[Answer], live: _Look[Answer]) -> list[str]:
    """What is not alike: of the tables, those that follow the version; others may have gone on."""
    follows = {row[0] for row in live.held.schema if row[1] == "version_added"} | {*TABLES}
    one, other = found.held.tables, live.held.tables
    differing = sorted(table for table in follows if one.get(table) != other.get(table))
    return differing + ["rate"] * (found.answer != live.answer)


def _not_whole(path: Path, faults: list[str]) -> StoreError:
    return StoreError(
        N_(
            "The backup %(path)s cannot be trusted: restored on trial, it was not whole "
            "(%(faults)s). Keep it, and make a new one now."
        ),
        path=path,
        faults=", ".join(faults),
    )


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    folder = target.with_suffix(".drill")
    shutil.rmtree(folder, ignore_errors=True)  # left by a trial that was stopped
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
