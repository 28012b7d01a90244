"""Findings for their readers: who sees which, for which reason, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from analytics import persons
from analytics.access import Reader, Role
from analytics.answers import pattern_marks, pattern_presets
from analytics.answers.patterns import (
    Finding,
    Known,
    Wanted,
    about_persons,
    about_units,
    give_list_purpose,
    known,
)
from analytics.answers.person import Answer, Sight, colleagues, looking
from analytics.errors import AccessDenied, ReaderError
from analytics.patterns.engine import judge
from analytics.patterns.loading import history
from analytics.persons import PurposeNeeded
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from analytics.store.findings import State
from analytics.store.purposes import LASTS
from tests.builders import absences, bring, people
from tests.pattern_people import HEADING, ILL_ON_MONDAYS, MONDAYS, SELDOM, fill

TODAY, NOW = date(2025, 12, 31), datetime(2025, 12, 31, 9)
HR, ADVISER = Reader(Role.HR), Reader(Role.CONSULTANT)
ELSEWHERE = Reader(Role.CONSULTANT, "Huset/Sør")
LEADER = Reader(Role.LEADER, "Huset/Nord")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Known]]:
    with Store(tmp_path_factory.mktemp("patterns") / "naervaer.duckdb") as store:
        fill(store, spring=True)
        yield store, known(store, TODAY)


@pytest.fixture
def there(whole: tuple[Store, Known]) -> tuple[Store, Known]:
    """The store as it was filled: what earlier tests wrote down is gone."""
    with whole[0].transaction() as cursor:
        for table in ("audit", "purpose", "finding_mark", "setting"):
            cursor.execute(f"DELETE FROM {table}")
    return whole


def mondays(reader: Reader, store: Store, found: Known, now: datetime = NOW) -> Finding:
    listed = about_persons(reader, store, found, Wanted(kind="weekday"), now)
    (finding,) = [f for f in listed.shown if f.person and f.person.employee_key == ILL_ON_MONDAYS]
    return finding


def logged(store: Store) -> list[tuple[str, str, str | None]]:
    with store.cursor() as cursor:
        return [(e.action, e.what, e.whom) for e in (line.event for line in lines(cursor))]


def test_nobody_is_told_of_before_a_reason_is_given(there: tuple[Store, Known]) -> None:
    store, found = there
    with pytest.raises(PurposeNeeded):
        about_persons(HR, store, found, Wanted(), NOW)
    assert logged(store) == []
    with pytest.raises(ReaderError):
        give_list_purpose(HR, store, "curiosity", NOW)
    give_list_purpose(HR, store, "recurring", NOW)
    assert mondays(HR, store, found).facts.days == tuple(MONDAYS)
    with pytest.raises(PurposeNeeded):  # another reader's reason is not this one's
        about_persons(ADVISER, store, found, Wanted(), NOW)
    with pytest.raises(PurposeNeeded):  # and it runs out
        about_persons(HR, store, found, Wanted(), NOW + LASTS)


def test_each_person_shown_is_written_down_once_and_nobody_else(
    there: tuple[Store, Known],
) -> None:
    store, found = there
    give_list_purpose(HR, store, "recurring", NOW)
    about_persons(HR, store, found, Wanted(size=0), NOW)
    assert [line for line in logged(store) if line[2]] == []
    for _ in range(3):
        finding = mondays(HR, store, found)
    assert finding.person
    assert logged(store).count(("view", "patterns", finding.person.code)) == 1
    later = NOW + timedelta(days=1)
    give_list_purpose(HR, store, "recurring", later)
    mondays(HR, store, found, later)
    assert logged(store).count(("view", "patterns", finding.person.code)) == 2


def test_hr_reads_names_and_an_adviser_codes_of_the_own_units(there: tuple[Store, Known]) -> None:
    store, found = there
    for reader in (HR, ADVISER, ELSEWHERE):
        give_list_purpose(reader, store, "follow_up", NOW)
    named, coded = mondays(HR, store, found).person, mondays(ADVISER, store, found).person
    assert named
    assert coded
    assert (named.label, coded.label) == (f"Navn {ILL_ON_MONDAYS}", named.code)
    elsewhere = about_persons(ELSEWHERE, store, found, Wanted(possible=True), NOW)
    assert {f.unit for f in elsewhere.shown} <= {"Huset/Sør"}
    assert "Huset/Nord" not in elsewhere.units
    for reader in (LEADER, Reader(Role.ADMIN)):
        with pytest.raises(AccessDenied):
            about_persons(reader, store, found, Wanted(), NOW)
        with pytest.raises(AccessDenied):
            about_units(reader, store, found)
        with pytest.raises(AccessDenied):
            give_list_purpose(reader, store, "follow_up", NOW)


def test_a_unit_with_a_bad_spring_is_told_of_only_where_it_is_in_reach(
    there: tuple[Store, Known],
) -> None:
    store, found = there
    assert {f.unit for f in about_units(HR, store, found)} == {"Huset/Sør"}
    assert {f.unit for f in about_units(ELSEWHERE, store, found)} == {"Huset/Sør"}
    assert about_units(Reader(Role.CONSULTANT, "Huset/Nord"), store, found) == []


def test_only_advisers_are_shown_the_weaker_tier(there: tuple[Store, Known]) -> None:
    store, found = there
    found.judgement.persons.loc[:, "tier"] = "possible"
    try:
        for reader in (HR, ADVISER):
            give_list_purpose(reader, store, "follow_up", NOW)
        assert about_persons(HR, store, found, Wanted(possible=True), NOW).total == 0
        assert about_persons(ADVISER, store, found, Wanted(), NOW).total == 0
        assert about_persons(ADVISER, store, found, Wanted(possible=True), NOW).total > 0
    finally:
        found.judgement.persons.loc[:, "tier"] = "clear"


def test_what_is_set_aside_for_a_reason_leaves_the_list_until_days_come_to_it(
    there: tuple[Store, Known],
) -> None:
    store, found = there
    give_list_purpose(HR, store, "recurring", NOW)
    finding = mondays(HR, store, found)
    for reason in (None, "migrene"):
        with pytest.raises(ReaderError):
            pattern_marks.put(HR, store, finding, State.NOT_RELEVANT, reason, NOW)
    pattern_marks.put(HR, store, finding, State.NOT_RELEVANT, "known", NOW)
    people = [f.facts for f in about_persons(HR, store, found, Wanted(), NOW).shown]
    assert finding.facts not in people
    aside = about_persons(HR, store, found, Wanted(settled=True), NOW)
    assert State.NOT_RELEVANT in {f.state for f in aside.shown if f.facts == finding.facts}
    assert ("mark", "finding not_relevant", finding.person.code) in logged(store)
    assert [m.reason for m in pattern_marks.history(store, finding)] == ["known"]


def test_nobody_marks_what_is_out_of_reach(there: tuple[Store, Known]) -> None:
    store, found = there
    for reader in (HR, ELSEWHERE):
        give_list_purpose(reader, store, "recurring", NOW)
    finding = mondays(HR, store, found)
    with pytest.raises(AccessDenied):
        pattern_marks.put(ELSEWHERE, store, finding, State.SEEN, None, NOW)
    with pytest.raises(AccessDenied):
        pattern_marks.put(LEADER, store, finding, State.SEEN, None, NOW)
    (unit,) = about_units(HR, store, found)
    with pytest.raises(AccessDenied):
        pattern_marks.put(Reader(Role.CONSULTANT, "Huset/Nord"), store, unit, State.SEEN, None, NOW)
    assert pattern_marks.history(store, finding) == []


def test_counts_say_how_many_chance_would_touch_and_are_switched_with_a_date(
    there: tuple[Store, Known],
) -> None:
    store, found = there
    counted = pattern_presets.counted(HR, store, found.history)
    assert counted["more_than_three_short"][0] >= 21  # the Mondays of 2025, and all of Sør
    touched, chance, people = counted["hospital_programme_days"]
    assert (touched, people) == (0, 82)
    assert chance is not None
    assert chance < 0.5
    assert 0 < (counted["six_occasions"][1] or 0) < 20
    pattern_presets.switch(HR, store, "five_occasions", True, NOW)
    pattern_presets.switch(HR, store, "five_occasions", False, NOW + timedelta(days=2))
    with store.cursor() as cursor:
        kept = [(s.on, s.day.day) for s in pattern_presets.switches(cursor)]
        assert pattern_presets.in_use(cursor) == []
    assert kept[0] == (True, 31)
    assert kept[1][0] is False
    assert ("change", "preset five_occasions on", None) in logged(store)
    for reader in (ADVISER, LEADER):
        with pytest.raises(AccessDenied):
            pattern_presets.switch(reader, store, "five_occasions", True, NOW)
        with pytest.raises(AccessDenied):
            pattern_presets.counted(reader, store, found.history)


def test_chance_is_not_told_of_a_handful(store: Store) -> None:
    with store.transaction() as cursor:
        bring(cursor, people(8, since="2020-01-01"))
        bring(cursor, absences(f"{HEADING}\n1 | self | 2025-03-03 | 2025-03-04"))
    with store.cursor() as cursor:
        few = history(cursor, TODAY)
    found = Known(few, judge(few, ["weekday"]))
    assert {row[1] for row in pattern_presets.counted(HR, store, found.history).values()} == {None}
    assert colleagues(found.history) is None
    assert len(seen(HR, store, found, "1").rolling) == 0


def seen(reader: Reader, store: Store, found: Known, number: str) -> Sight:
    everybody = persons.reach(HR, store)
    (code,) = [code for code, person in everybody.items() if person.employee_no == number]
    persons.give_purpose(reader, store, code, "recurring", NOW)
    question = looking(reader, found, colleagues(found.history))
    return persons.look(reader, store, code, question, NOW)


def test_one_person_is_told_what_is_found_what_is_not_and_what_cannot_be_said(
    there: tuple[Store, Known],
) -> None:
    store, found = there
    sight = seen(LEADER, store, found, ILL_ON_MONDAYS)
    answers = {kind.kind: kind.answer for kind in sight.kinds}
    assert answers["weekday"] is Answer.FOUND
    assert answers["shift"] is Answer.NO_ROSTER
    assert Answer.NOT_FOUND in answers.values()
    assert [run.start for run in sight.runs] == MONDAYS
    last = sight.rolling.iloc[-1]
    in_2025 = sum(day > date(2025, 1, 1) for day in MONDAYS)
    assert abs(last["count"] - in_2025) <= 1
    assert last["low"] <= last["usual"] <= last["high"]
    assert sight.counts == ()
    pattern_presets.switch(HR, store, "five_occasions", True, NOW)
    assert [c.rule for c in seen(HR, store, found, ILL_ON_MONDAYS).counts] == ["five_occasions"]


def test_of_two_absences_nothing_is_said(there: tuple[Store, Known]) -> None:
    store, found = there
    sight = seen(HR, store, found, SELDOM)
    assert {kind.answer for kind in sight.kinds} == {Answer.TOO_LITTLE}
    assert len(sight.episodes) == 2
    assert sum(period.used for e in sight.episodes for period in e.employer_periods) == 2
