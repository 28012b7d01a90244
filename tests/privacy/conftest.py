"""One planted store for all tests here; what they do in it is rolled back."""

from collections.abc import Iterator

import pytest

from analytics.store.connection import Cursor, Store
from tests.conftest import trial
from tests.privacy.planted import plant


@pytest.fixture(scope="session")
def planted_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which one person stands everywhere."""
    with Store(tmp_path_factory.mktemp("planted") / "naervaer.duckdb") as store:
        plant(store)
        yield store


@pytest.fixture
def planted(planted_store: Store) -> Iterator[Cursor]:
    """A cursor in that store; nothing the test does stays."""
    with trial(planted_store) as cursor:
        yield cursor
