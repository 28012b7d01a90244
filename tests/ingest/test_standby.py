"""Processes that read files wait for them: few, within the same limits, and not for ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from analytics.errors import ImportRefused
from analytics.ingest import standby, workbook
from analytics.ingest.gate import DEFAULT
from analytics.ingest.refusals import REFUSALS

TEXT = b"Ansattnr;Fra dato\n1;03.03.2025\n"
# The reader as it is started, but for how long it waits.
IMPATIENT = "from analytics.ingest import reader; reader.WAITS = 1; reader.main()"


@pytest.fixture(autouse=True)
def nobody_waits_before_and_after() -> Iterator[None]:
    standby.let_go()
    yield
    standby.let_go()


def waiting() -> list[standby.Child]:
    return [child for _, child in standby._waiting]


def test_no_more_wait_than_read_at_once_however_often_one_asks() -> None:
    standby.make_ready()
    first = waiting()
    standby.make_ready()
    assert waiting() == first
    assert len(first) == standby.MOST
    assert all(child.poll() is None for child in first)


def test_who_waits_reads_one_file_and_has_ended_then() -> None:
    standby.make_ready()
    first, second = waiting()
    assert workbook.read(TEXT, "fravær.csv").sheets[0].rows[1][0] == "1"
    assert first.poll() == 0
    assert waiting() == [second]


def test_who_waited_reads_within_the_limits_of_the_file() -> None:
    endless = b"<html><table>" + b"<tr>" * 6_000_000  # not done within its time on any machine
    standby.make_ready()
    first, _ = waiting()
    with pytest.raises(ImportRefused) as stopped:
        workbook.read(endless, "fravær.xls", limits=replace(DEFAULT, seconds=1))
    assert stopped.value.message == REFUSALS["time"]
    assert first.poll() is not None
    with pytest.raises(ImportRefused) as short:
        workbook.read(endless, "fravær.xls", limits=replace(DEFAULT, memory=60_000_000))
    assert short.value.message == REFUSALS["memory"]


def test_one_that_has_died_is_not_given_a_file() -> None:
    standby.make_ready()
    first, second = waiting()
    standby.stop(first)
    taken = standby.take()
    assert taken is second
    standby.stop(taken)


def test_one_that_may_be_about_to_end_is_not_given_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    standby.make_ready()
    old = waiting()
    monkeypatch.setattr(standby, "TRUSTED", 0)
    taken = standby.take()
    assert taken not in old
    assert all(child.poll() is not None for child in old)
    standby.stop(taken)


def test_one_ends_when_it_is_not_asked_in_time() -> None:
    with subprocess.Popen([sys.executable, "-c", IMPATIENT], stdin=subprocess.PIPE) as child:
        assert child.wait(timeout=60) != 0


def test_they_end_with_the_server() -> None:
    standby.make_ready()
    for child in waiting():  # what becomes of the server's end of it, whatever ends the server
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=60) == 0


def test_the_trusted_end_before_they_would_by_themselves() -> None:
    told = "from analytics.ingest.reader import WAITS; print(WAITS)"
    waits = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True).stdout
    assert int(waits) > standby.TRUSTED
