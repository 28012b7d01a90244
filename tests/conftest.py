"""Stores for tests: a fresh one, and one whose every use is rolled back. And a watch on the log:
no test may let the product write a person's name, identity number or employee number there."""

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from streamlit.components.v2 import manifest_scanner

from analytics.store.connection import Cursor, Store


def _trusting(
    connect: Any, database: Any = ":memory:", *given: Any, config: Any = None, **named: Any
) -> Any:
    """A connection that takes extensions as they are."""
    trusted = {**(config or {}), "allow_unsigned_extensions": "true"}
    return connect(database, *given, config=trusted, **named)


# One machine draws a hypothesis faster than another: no example fails for the time it took. What
# is drawn is the same in every run, so that a run fails for what was changed; EXAMPLES=20 draws
# more, and anew each time.
settings.register_profile(
    "no clock",
    deadline=None,
    derandomize="EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("no clock")
# Streamlit's AppTest looks through every installed package for components, anew for each app.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
# An extension's signature stands at the end of tens of megabytes, read anew for each store that is
# opened. tests/store/test_extensions.py checks that the product checks it.
duckdb.connect = partial(_trusting, duckdb.connect)
# People invented in the tests, the marks of tests/injection, what may be an identity number, and
# the employee numbers of tests that are long enough to mean nothing else.
PERSONS = re.compile(
    r"Nordmann|Elverhøy|Prøve Eksempel|Per Hansen|Liv Hansen|Anne Berg|Nils Berg|Kari Leder|"
    r"Ola Leder|Hege HR|Kari Admin|Eva Ekspert|Nils Veileder|[A-Z][a-z]{2}Zq|"
    r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)|"
    r"(?<![\d.])(?:(?:00)?90417|7093\d{4}|840[0-6]\d|84777|84999)(?!\d)"
)
FAULT = re.compile(r"\berror number [0-9a-f]{8}\b")  # drawn: any figures stand in one by chance


class _Watch(logging.Handler):
    """Keeps where a record holds a person; not the record."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if PERSONS.search(FAULT.sub("", self.format(record))):
            self.found.append(f"{record.name} in {record.pathname}:{record.lineno}")


@pytest.fixture(autouse=True)
def _nobody_in_the_log() -> Iterator[None]:
    """Fails a test in which anything was logged with a name, an identity number or an employee
    number in it."""
    watch, root, own = _Watch(), logging.getLogger(), logging.getLogger("naervaer")
    level = own.level
    own.setLevel(logging.DEBUG)  # what is not shouted is said all the same
    root.addHandler(watch)
    try:
        yield
    finally:
        root.removeHandler(watch)
        own.setLevel(level)
    assert watch.found == [], "a person's name or number stands in the log"


@pytest.fixture(autouse=True)
def _windows_are_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Closes what a test opened in a browser that others use, too: a window that is left goes on
    asking for its server, which is gone, as long as the tests run."""
    if "chromium" not in request.fixturenames:
        yield
        return
    chromium: Browser = request.getfixturevalue("chromium")
    before = [*chromium.contexts]
    yield
    for context in chromium.contexts:
        if context not in before:
            context.close()


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
