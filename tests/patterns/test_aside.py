"""What is reckoned in a process of its own: the same as here, and an end to it in every case."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from multiprocessing import Pipe

import pytest
from pandas.testing import assert_frame_equal

from analytics.answers import person
from analytics.patterns import aside
from analytics.patterns.engine import judge
from analytics.patterns.history import History
from benchmarks.detection.workforce import simulate

PATIENCE = 60  # seconds


@pytest.fixture(scope="module")
def history() -> History:
    return simulate(1, 300).history


@pytest.fixture
def _in_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "MANY", 1)


def own_number(_: History) -> int:
    return os.getpid()


def own_place(_: History) -> int:
    """How far this process gives way, once it has been asked."""
    return os.nice(0)


def surroundings(_: History) -> dict[str, str]:
    return dict(os.environ)


def killed(_: History) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def without_end(_: History) -> None:
    time.sleep(10 * PATIENCE)


@pytest.mark.usefixtures("_in_a_process")
def test_another_process_judges_everybody_as_this_one_does(history: History) -> None:
    here, there = judge(history), aside.aside(judge, history)
    assert_frame_equal(here.persons, there.persons)
    assert_frame_equal(here.units, there.units)
    assert (here.tested, here.people, here.silent) == (there.tested, there.people, there.silent)
    usual, told = person.colleagues(history), aside.aside(person.colleagues, history)
    assert usual is not None
    assert told is not None
    assert (usual.expected == told.expected).all()


@pytest.mark.usefixtures("_in_a_process")
def test_it_is_another_process_that_gives_way_and_knows_no_secret(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAERVAER_KEY", "hemmelig")
    assert aside.aside(own_number, history) != os.getpid()
    assert aside.aside(own_place, history) == min(19, os.nice(0) + aside.GIVES_WAY)
    assert "NAERVAER_KEY" not in aside.aside(surroundings, history)


def test_of_few_people_it_is_done_here(history: History) -> None:
    assert aside.aside(own_number, history) == os.getpid()


@pytest.mark.usefixtures("_in_a_process")
def test_what_goes_wrong_there_is_raised_here(history: History) -> None:
    with pytest.raises(KeyError, match="zodiac"):
        aside.aside(partial(judge, kinds=["zodiac"]), history)


@pytest.mark.usefixtures("_in_a_process")
def test_a_process_that_is_killed_is_no_answer(history: History) -> None:
    with pytest.raises((EOFError, ConnectionError)):
        aside.aside(killed, history)


def test_it_ends_when_nobody_waits_for_its_answer(history: History) -> None:
    here, there = Pipe()
    with there:
        process = aside.start(there)
    here.send((without_end, history))
    here.close()
    with process:
        assert process.wait(PATIENCE) == 0
