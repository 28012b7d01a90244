"""SSB's rates beside ours: who may choose, who may fetch, and what each reader gets."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.access import Reader, Role
from analytics.answers.benchmark import beside, held, update
from analytics.answers.workplace import compare_with, compared_with
from analytics.benchmarks.matching import Like
from analytics.benchmarks.tables import BenchmarkError
from analytics.domain.period import Period
from analytics.errors import AccessDenied, ReaderError
from analytics.store.connection import Store
from tests.benchmarks.pxweb_server import Drawn, serving
from tests.pages.conftest import filled_store  # noqa: F401  # a fixture

NOW, TODAY = datetime(2026, 1, 10), date(2026, 1, 10)
REACH = Period.parse("2024-02", "2025-12")
HEALTH = Like("86-88", "municipal")


@pytest.fixture
def store(filled_store: Path, tmp_path: Path) -> Iterator[Store]:  # noqa: F811
    """A store of 17 people whose absence is known from February 2024."""
    shutil.copytree(filled_store, tmp_path / "s")
    with Store(tmp_path / "s" / "naervaer.duckdb") as opened:
        yield opened


def test_nothing_is_chosen_at_first_and_a_choice_is_kept_for_everybody(store: Store) -> None:
    assert compared_with(store) == Like()
    compare_with(Reader(Role.ADMIN), store, HEALTH, NOW)
    compare_with(Reader(Role.HR), store, Like("85", "state"), NOW)
    assert compared_with(store) == Like("85", "state")


def test_leaders_and_advisers_may_not_choose_and_nobody_what_ssb_has_not(store: Store) -> None:
    for role in (Role.LEADER, Role.CONSULTANT):
        with pytest.raises(AccessDenied):
            compare_with(Reader(role), store, HEALTH, NOW)
    with pytest.raises(ReaderError):
        compare_with(Reader(Role.HR), store, Like("12-34"), NOW)
    assert compared_with(store) == Like()


def test_the_country_stands_beside_ours_quarter_for_quarter(store: Store) -> None:
    found = beside(Reader(Role.HR), store, REACH, Like(), "")
    country = found.quarters.set_index("span")["country"]
    assert country.index[0] == "2024K2"  # February 2024 begins no whole quarter
    assert country["2025K2"] == 6.4  # SSB's unadjusted total, the newest shipped
    newest = found.like[found.like["span"] == "2025K2"]
    assert set(newest["kind"]) == {"total", "self_certified", "doctor_certified"}
    assert newest["source_line"].str.contains("12439").all()


def test_seventeen_people_are_too_few_for_over_or_under(store: Store) -> None:
    found = beside(Reader(Role.HR), store, REACH, Like(), "")
    assert set(found.like["verdict"]) == {"too_small"}


def test_every_role_gets_only_its_own_rates_and_no_head_counts(store: Store) -> None:
    for reader in (Reader(Role.CONSULTANT), Reader(Role.LEADER, "Demohuset/Liten")):
        found = beside(reader, store, REACH, HEALTH, "")
        assert "persons" not in found.like
        assert "persons" not in found.quarters
    assert found.quarters["rate"].isna().all()  # three people
    assert found.like.empty


def test_an_administrator_fetches_into_the_folder_of_the_store(store: Store) -> None:
    before = held(store)
    drawn = Drawn(
        "Sykefravær for lønnstakere, etter kjønn og type sykefravær",
        {
            "Kjonn": ["0"],
            "Sykefraver2": ["Alt", "L", "E"],
            "ContentsCode": ["SykefravProsent"],
            "Tid": ["2025K3", "2025K4"],
        },
    )
    with serving({"12439": drawn}) as bank:
        done = update(Reader(Role.ADMIN), store, TODAY, bank.url)
    after, mark = held(store)
    assert done.tables == ("12439",)
    assert mark != before[1]
    assert (before[0].shipped, after.shipped) == (True, False)
    assert after.newest_quarter == "2025K4"
    found = beside(Reader(Role.HR), store, REACH, Like(), mark)
    assert found.quarters.set_index("span")["country"]["2025K4"] == 6.0


def test_nobody_else_may_fetch_and_a_silent_service_is_said(store: Store) -> None:
    with pytest.raises(AccessDenied):
        update(Reader(Role.HR), store, TODAY, "http://127.0.0.1:9")
    with pytest.raises(BenchmarkError):
        update(Reader(Role.ADMIN), store, TODAY, "http://127.0.0.1:9")
    assert held(store)[0].shipped
