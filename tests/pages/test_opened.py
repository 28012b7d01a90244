"""What is opened once for a run of a page is of that run and that reader alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics.access import Reader, Role
from analytics.settings import Settings
from pages.components import opened
from tests.pages.conftest import Open
from tests.pages.opening import DASHBOARD
from tests.server.serving import ROOT

HR, LEADER = Reader(Role.HR), Reader(Role.LEADER, "A")


@dataclass(frozen=True)
class Drawn:
    access: Reader


@pytest.fixture
def no_stores() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    for store in opened._stores().values():
        store.close()
    st.cache_resource.clear()


def counting() -> Callable[[], int]:
    numbers = count(1)
    return lambda: next(numbers)


def test_what_is_asked_during_a_run_is_asked_once_and_anew_in_the_next() -> None:
    ask = counting()
    seen = []
    for _ in range(2):
        with opened.at_hand(Drawn(HR)):
            seen.append([opened.during_this_run("names", ask) for _ in range(3)])
    assert seen == [[1, 1, 1], [2, 2, 2]]


def test_questions_of_one_run_are_told_apart() -> None:
    ask = counting()
    with opened.at_hand(Drawn(HR)):
        seen = [opened.during_this_run(about, ask) for about in ("names", "others", "names")]
    assert seen == [1, 2, 1]


def test_what_is_made_outside_the_run_asks_for_itself() -> None:
    ask = counting()
    assert [opened.during_this_run("names", ask) for _ in range(2)] == [1, 2]
    with opened.at_hand(Drawn(HR)), ThreadPoolExecutor(1) as download:
        assert opened.during_this_run("names", ask) == 3
        assert download.submit(opened.during_this_run, "names", ask).result() == 4


def test_a_session_is_at_hand_for_its_own_reader_and_only_while_the_page_runs() -> None:
    drawn = Drawn(HR)
    with opened.at_hand(drawn):
        assert opened.held(HR) is drawn
        assert opened.held(LEADER) is None
    assert opened.held(HR) is None


def test_a_page_that_breaks_leaves_nothing_at_hand() -> None:
    with pytest.raises(ValueError, match="broken"), opened.at_hand(Drawn(HR)):
        raise ValueError("broken")
    assert opened.held(HR) is None


@pytest.mark.usefixtures("no_stores")
def test_each_store_is_opened_once_however_many_ask_at_the_same_time(tmp_path: Path) -> None:
    settings = [Settings(tmp_path / name / "naervaer.duckdb") for name in ("one", "two")]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(opened.opened_store, settings * 8))
    assert len({id(store) for store in found}) == 2
    assert [store.path for store in found[:2]] == [one.store for one in settings]


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"reader": Reader(Role.ADMIN)}, ("Oversikt", None)),
        ({"reader": Reader(Role.ADMIN), "language": "nn"}, ("Oversikt", None)),
        ({"language": "en"}, ("Overview", "Employee")),
    ],
)
def test_a_menu_that_was_kept_is_not_that_of_another_role_or_language(
    dashboard: Open, chosen: dict[str, object], told: tuple[str, str | None]
) -> None:
    before = dashboard(Role.HR)
    assert (menu(before)["oversikt"], menu(before)["ansatt"]) == ("Oversikt", "Ansatt")
    after = AppTest.from_file(DASHBOARD, default_timeout=120)
    after.session_state["reader"] = Reader(Role.HR)
    for name, value in ({"menu-pages": before.session_state["menu-pages"]} | chosen).items():
        after.session_state[name] = value
    after.run()
    assert (menu(after).get("oversikt"), menu(after).get("ansatt")) == told


def menu(app: AppTest) -> dict[str, str]:
    return {page.url_path: page.title for page in app.session_state["menu-pages"][1]}


def test_a_server_that_answers_has_imported_every_page() -> None:
    told = subprocess.run(
        [sys.executable, "-c", WARMED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "True", "True"]


WARMED = """
import asyncio, gc, sys
from pages.components.serving.warming import warmed

async def serve():
    print("pages.components.overview" in sys.modules)
    async with warmed(None):
        print("pages.components.overview" in sys.modules)
        print(gc.get_freeze_count() > 100_000)

asyncio.run(serve())
"""
