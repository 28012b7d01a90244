"""Lakes for tests: a real PostgreSQL for all of them, a database and a folder for each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from analytics.errors import StoreError
from analytics.store.connection import Store
from tests.lake.postgres import Postgres, postgres, programs

KEY = "a key of the tests"
NEEDED = ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[Postgres]:
    """A running PostgreSQL. Without one nothing of this folder is proved: that is said aloud, and
    where a machine decides (CI is set) it is a failure."""
    found = programs()
    if found is None or any(find_spec(package) is None for package in NEEDED):
        _give_up(request.config)
    assert found is not None
    with postgres(found) as running:
        yield running


def _give_up(config: pytest.Config) -> None:
    say = (
        "tests/lake was NOT run, so the store past one machine is not proved here. It needs "
        "PostgreSQL (Debian: apt install postgresql; macOS: brew install postgresql@17) and the "
        "packages of requirements.txt."
    )
    if os.environ.get("CI"):
        pytest.fail(say)
    with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n!! {say}", file=sys.stderr, flush=True)  # of a worker, too
    pytest.skip(say)


@pytest.fixture
def place(server: Postgres, tmp_path: Path) -> str:
    """The address of a lake that does not exist yet."""
    return address(server.database(), tmp_path / "lake")


@pytest.fixture
def lake(place: str) -> Iterator[Store]:
    """A new, empty lake, open."""
    with Store(place, KEY) as store:
        yield store


def address(conninfo: str, folder: Path) -> str:
    """A lake's address, as a setting holds it."""
    return f"ducklake:postgres:{conninfo}?data={folder}"


Refused = Callable[..., str]


@pytest.fixture
def refused() -> Refused:
    """Asks for a store that must be refused: the sentence that says so."""

    def ask(place: str, key: str | None = KEY) -> str:
        with pytest.raises(StoreError) as caught:
            Store(place, key).close()
        return str(caught.value)

    return ask
