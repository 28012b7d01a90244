"""The watch over the log in tests/conftest.py sees what it is there to see."""

from __future__ import annotations

import logging

import pytest

from tests.conftest import _Watch

PEOPLE = ("Kari Nordmann", "01819000049", "018190 00049", "=1+1 UaaZq")
NOBODY = (
    "Import 3, version 4", "sak-111111111111", "1 318,0",
    "The page failed, error number a84061bc: ValueError",
)  # fmt: skip


@pytest.mark.parametrize("said", [*PEOPLE, "90417", "number 0090417.", "70930123", "84061"])
def test_a_record_with_a_person_in_it_is_found(said: str) -> None:
    watch = _Watch()
    told = logging.LogRecord("x", logging.INFO, "y.py", 7, "Read %s", (said,), None)
    watch.handle(told)
    assert watch.found == ["x in y.py:7"]
    assert said not in str(watch.found)


def test_what_an_exception_says_is_looked_at_too() -> None:
    watch = _Watch()
    try:
        raise ValueError("Kari Elverhøy Berg")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    watch.handle(logging.LogRecord("x", logging.ERROR, "y.py", 7, "Failed", (), info))
    assert watch.found


@pytest.mark.parametrize("said", [*NOBODY, "190417", "7093012", "0.84061", "709301234"])
def test_ordinary_records_are_let_by(said: str) -> None:
    watch = _Watch()
    watch.handle(logging.LogRecord("x", logging.INFO, "y.py", 7, said, (), None))
    assert not watch.found
