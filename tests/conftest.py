"""Stores for tests: a fresh one, and one whose every use is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analytics.store.connection import Cursor, Store


class _LetGo(Exception):
    """Ends a trial: what was done in it is rolled back."""


@contextmanager
def trial(store: Store) -> Iterator[Cursor]:
    """A cursor of `store` whose work leaves nothing behind."""
    try:
        with store.transaction() as cursor:
            yield cursor
            raise _LetGo
    except _LetGo:
        return


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new, empty store."""
    with Store(tmp_path / "naervaer.duckdb") as fresh:
        yield fresh


@pytest.fixture(scope="session")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One empty store for all tests that roll back what they do."""
    with Store(tmp_path_factory.mktemp("shared") / "naervaer.duckdb") as lasting:
        yield lasting


@pytest.fixture
def cursor(shared_store: Store) -> Iterator[Cursor]:
    """A cursor in an empty store; what the test brings in is rolled back after it."""
    with trial(shared_store) as own:
        yield own
