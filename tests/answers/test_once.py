"""What answers are reckoned from is made once for a version, and is nobody's but who asks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import pytest

from analytics import month_facts, persons, queries
from analytics import once as kept
from analytics.access import Reader, Role, answer
from analytics.answers.grounds import everybodys_days, widest_months
from analytics.domain.period import Period
from analytics.month_facts import MonthFacts
from analytics.once import MOST, once
from analytics.patterns.engine import TESTS
from analytics.persons import Called
from analytics.queries import By, Selection, rates_of
from analytics.register import register
from analytics.store.connection import Store
from analytics.store.erasure import erase
from tests.builders import NOW, absences, keep, people

YEAR = Period.parse("2025-01", "2025-12")
HR = Reader(Role.HR)
AWAY = "no | type | from | to\n1 | self | 2025-03-03 | 2025-03-07"


def test_it_is_made_once_for_each_question_and_anew_after_an_import(store: Store) -> None:
    made: list[str] = []

    def make(what: str) -> str:
        made.append(what)
        return what

    for what in ("a", "b", "a"):
        assert once(store, what, partial(make, what)) == what
    assert made == ["a", "b"]
    keep(store, people(6))
    once(store, "a", lambda: make("a"))
    assert made == ["a", "b", "a"]


def test_what_is_done_to_a_frame_is_not_seen_by_who_asks_next(store: Store) -> None:
    for _ in range(2):
        found = once(store, "frame", lambda: pd.DataFrame({"a": [1]}))
        assert found["a"].tolist() == [1]
        found.loc[0, "a"] = 9
        found["b"] = 1


def test_no_more_is_kept_than_a_few(store: Store) -> None:
    for number in range(MOST + 1):
        once(store, number, partial(int, number))
    assert once(store, 0, lambda: -1) == -1
    assert once(store, MOST, lambda: -1) == MOST


def test_tables_are_let_go_by_their_weight_the_oldest_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "HEAVIEST", 20_000)
    for number in range(3):
        once(store, number, lambda: pd.DataFrame({"a": range(1_000)}))  # 8 kB each
    known = [once(store, number, lambda: pd.DataFrame()) for number in (2, 1, 0)]
    assert [len(frame) for frame in known] == [1_000, 1_000, 0]


def test_the_same_rates_are_reckoned_once_and_withheld_for_each_reader(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Selection] = []

    def ask(facts: MonthFacts, selection: Selection, by: By = By.TOTAL) -> pd.DataFrame:
        asked.append(selection)
        return rates_of(facts, selection, by)

    keep(store, [*people(4, unit="A"), *people(9, 5, unit="B")])
    keep(store, absences(AWAY))
    monkeypatch.setattr(queries, "rates_of", ask)
    for reader in (HR, replace(HR, names=False), replace(HR, language="nn")):
        rows = answer(reader, store, queries.rates, Selection(YEAR), By.UNIT)
        assert rows.set_index("unit_id")["masked"].to_dict() == {"A": True, "B": False}
        rows.loc[:, "lost_days"] = 99
    assert len(asked) == 1
    keep(store, people(1, 20, unit="B"))
    answer(HR, store, queries.rates, Selection(YEAR), By.UNIT)
    assert len(asked) == 2


def test_rates_of_a_version_that_went_meanwhile_are_not_told_of_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, people(9))
    keep(store, absences(AWAY))
    read, late = month_facts.standing, ["2 | self | 2025-03-10 | 2025-03-14"]

    def slowly(of: Store) -> MonthFacts:
        found = read(of)
        if late:  # somebody imports while the first rates are reckoned
            keep(of, absences(f"{AWAY}\n{late.pop()}"))
        return found

    monkeypatch.setattr(month_facts, "standing", slowly)
    lost = [answer(HR, store, queries.rates, Selection(YEAR))["lost_days"][0] for _ in range(2)]
    assert lost == [5, 10]


def test_days_of_everybody_are_no_days_for_readers_of_groups(store: Store) -> None:
    keep(store, [*people(3, unit="A", parent="H"), *people(9, 4, unit="B", parent="H")])
    keep(store, absences(AWAY))
    assert set(everybodys_days(HR, store, YEAR)["unit_id"]) == {"", "H", "H/A", "H/B"}
    for unit in ("H/A", "H/B"):
        leader = Reader(Role.LEADER, unit)
        assert "H/A" not in set(everybodys_days(leader, store, YEAR)["unit_id"])
    assert widest_months(HR, store, YEAR)["lost_days"].sum() == 5


def test_somebody_who_was_erased_is_in_no_register(store: Store) -> None:
    keep(store, people(6))
    keep(store, absences(AWAY))
    before = register(store)
    assert register(store) is before
    assert {"1", "2"} <= before.by_key.keys()
    code = before.by_key["1"].code
    with store.transaction() as cursor:
        erase(cursor, "1", TESTS, now=NOW)
    assert "1" not in register(store).by_key
    assert code not in register(store).by_code
    assert code not in persons.reach(HR, store)


def test_people_are_found_by_any_part_of_what_the_reader_calls_them(store: Store) -> None:
    keep(store, people(12))
    found = persons.called(HR, store, " nAvN 1", 2)
    assert (list(found.names.values()), found.count) == (["Navn 1 (1)", "Navn 10 (10)"], 4)
    code = register(store).by_key["7"].code
    assert persons.called(HR, store, code.lower()) == Called({code: "Navn 7 (7)"}, 1)
    adviser = Reader(Role.CONSULTANT)
    assert persons.called(adviser, store, "Navn 1") == Called({}, 0)  # no code has a blank in it
    assert persons.called(adviser, store, code) == Called({code: code}, 1)
    assert persons.called(Reader(Role.ADMIN), store) == Called({}, 0)
