"""What a click costs is kept low by remembering; nothing that is remembered may be wrong for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st

from analytics import queries
from analytics.access import Reader, Role
from analytics.domain.period import Period
from analytics.queries import By, Selection
from analytics.store.connection import Store
from pages.components import remembering
from pages.components.session import Session
from tests.builders import NOW, absences, keep, people
from tests.pages.charts import charts
from tests.pages.conftest import Open

YEAR = Selection(Period.parse("2025-01", "2025-12"))
TODAY = date(2026, 1, 10)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Six people in A, away for a week."""
    st.cache_resource.clear()
    st.cache_data.clear()
    with Store(tmp_path / "one" / "naervaer.duckdb") as opened:
        keep(opened, people(6))
        keep(opened, absences("type | from | to\nself | 2025-03-03 | 2025-03-07"))
        yield opened
    st.cache_resource.clear()
    st.cache_data.clear()


def session_of(store: Store, reader: Reader) -> Session:
    return Session(reader, store, remembering.dataset(store), TODAY, Reader(Role.HR))


def lost(session: Session) -> float:
    return float(session.ask(queries.rates, YEAR, By.TOTAL)["lost_days"].iloc[0])


def test_what_is_done_to_an_answer_is_not_seen_by_who_asks_next(store: Store) -> None:
    session = session_of(store, Reader(Role.HR))
    mine = session.ask(queries.rates, YEAR, By.TOTAL)
    mine.loc[0, "lost_days"] = 999.0
    mine["rate"] = -1.0
    del mine["persons"]
    again = session.ask(queries.rates, YEAR, By.TOTAL)
    assert again["lost_days"].tolist() == [5.0]
    assert again["rate"].iloc[0] > 0
    assert again["persons"].tolist() == [6]


def test_what_is_done_to_what_was_made_is_not_seen_by_who_asks_next(store: Store) -> None:
    session = session_of(store, Reader(Role.HR))
    session.made(_units)["A"].append("mine")
    assert session.made(_units) == {"A": ["A"]}


def _units(session: Session) -> dict[str, list[str]]:
    return {unit: [unit] for unit in session.ask(queries.units)["unit_id"]}


def test_an_import_is_seen_at_the_next_click(store: Store) -> None:
    reader = Reader(Role.HR)
    before = session_of(store, reader)
    assert (lost(before), before.dataset.spells) == (5.0, 1)
    more = "type | from | to\nself | 2025-03-03 | 2025-03-07\nself | 2025-06-02 | 2025-06-03"
    keep(store, absences(more), file_hash="another")
    after = session_of(store, reader)
    assert (lost(after), after.dataset.spells) == (7.0, 2)
    assert after.dataset.version == before.dataset.version + 1


def test_another_store_with_the_same_version_gives_its_own_answers(
    store: Store, tmp_path: Path
) -> None:
    assert lost(session_of(store, Reader(Role.HR))) == 5.0
    with Store(tmp_path / "two" / "naervaer.duckdb") as other:
        keep(other, people(8))
        keep(other, absences("type | from | to\nself | 2025-03-03 | 2025-03-04"))
        held = session_of(other, Reader(Role.HR))
        assert held.dataset.version == remembering.dataset(store).version
        assert (lost(held), held.dataset.employed) == (2.0, 8)


def test_what_was_made_for_one_reader_is_made_anew_for_another(store: Store) -> None:
    seen = {
        session_of(store, reader).made(_about)
        for reader in (
            Reader(Role.HR),
            Reader(Role.HR, language="en"),
            Reader(Role.LEADER, "A"),
            Reader(Role.LEADER, "A", subject="somebody"),
            Reader(Role.HR, names=False),
        )
    }
    assert len(seen) == 5


def _about(session: Session) -> str:
    return repr(session.reader)


def test_what_was_made_yesterday_is_made_anew_today(store: Store) -> None:
    reader = Reader(Role.HR)
    held = remembering.dataset(store)
    days = [Session(reader, store, held, day, reader) for day in (TODAY, date(2026, 1, 11))]
    assert [session.made(_today) for session in days] == ["2026-01-10", "2026-01-11"]


def _today(session: Session) -> str:
    return str(session.today)


def test_a_chart_drawn_from_memory_is_the_chart_that_was_drawn(dashboard: Open) -> None:
    app = dashboard(Role.HR, "oversikt")
    first = charts(app)
    app.run()
    assert charts(app) == first != []


def test_the_collector_is_kept_from_what_pages_import_until_nothing_more_is(
    dashboard: Open,
) -> None:
    app = dashboard(Role.HR, "oversikt")
    settled = [gc.get_freeze_count()]
    for _ in range(3):
        app.run()
        settled.append(gc.get_freeze_count())
    assert settled[0] > 100_000  # objects of the libraries
    # Frozen objects may go; that fewer than one in a hundred come says nothing was frozen again.
    assert settled[-1] <= 1.01 * settled[-2]


def test_the_moment_of_an_import_is_told_with_its_version(store: Store) -> None:
    assert remembering.dataset(store).made_at == NOW


def test_answers_are_kept_until_they_weigh_too_much_and_the_oldest_go_first() -> None:
    memory = remembering._Memory(most=10, heaviest=250)
    for name in (b"a", b"b", b"a", b"c"):
        memory.of(name, lambda: b"x" * 100)
    seen = {name: memory.of(name, lambda: b"anew") == b"anew" for name in (b"a", b"c", b"b")}
    assert seen == {b"a": False, b"c": False, b"b": True}


def test_an_answer_too_heavy_for_all_others_is_still_the_one_that_was_made_last() -> None:
    memory = remembering._Memory(most=10, heaviest=250)
    memory.of(b"light", lambda: b"x")
    memory.of(b"heavy", lambda: b"x" * 1000)
    assert memory.of(b"heavy", lambda: b"anew") == b"x" * 1000
    assert memory.of(b"light", lambda: b"anew") == b"anew"


def test_no_more_answers_are_kept_than_there_is_room_for() -> None:
    memory = remembering._Memory(most=3)
    for number in range(5):
        memory.of(str(number).encode(), lambda: b"x")
    assert [memory.of(str(n).encode(), lambda: b"anew") for n in (4, 3, 2, 0)] == [
        b"x", b"x", b"x", b"anew",
    ]  # fmt: skip
