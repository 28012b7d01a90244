"""All kinds judged together: what is found, among how many, and what editing the data changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from pandas.testing import assert_frame_equal

from analytics.patterns.days import day_of
from analytics.patterns.engine import TESTS, Judgement, _tests, clear, judge
from analytics.patterns.loading import history
from analytics.store.connection import Cursor
from analytics.store.findings import Facts, State, mark, states
from benchmarks.detection.workforce import simulate
from tests.builders import NOW, absences, bring, people

TODAY = date(2025, 12, 31)
MONDAY = date(2023, 1, 16)


def ordinary() -> list[str]:
    """Four spells of two days for each of sixty people, spread over the weekdays and the years."""
    lines = []
    for number in range(1, 61):
        for nth in range(4):
            start = date(2023, 1, 2) + timedelta(days=(number * 17 + nth * 263) % 1080)
            start -= timedelta(days=max(0, start.weekday() - 3))
            lines.append(f"{number} | self | {start} | {start + timedelta(days=1)}")
    return lines


def mondays(count: int) -> list[str]:
    """So many Mondays of one person, at no regular interval."""
    gaps = [0, 5, 8, 17, 21, 30, 33, 44, 51, 55, 66, 78, 83, 97, 101, 112, 121, 125]
    days = [MONDAY + timedelta(weeks=week) for week in gaps[:count]]
    return [f"61 | self | {day} | {day}" for day in days]


def store_with(cursor: Cursor, lines: list[str], kinds: Sequence[str] = tuple(TESTS)) -> Judgement:
    bring(cursor, people(61, since="2020-01-01"))
    bring(cursor, absences("\n".join(["no | type | from | to", *lines])))
    return judge(history(cursor, TODAY), kinds)


def facts(judgement: Judgement) -> list[Facts]:
    return [
        Facts(row["employee_key"], row["kind"], tuple(day_of(day) for day in row["evidence"]))
        for row in judgement.persons.to_dict("records")
    ]


def test_who_is_ill_on_mondays_alone_is_found_and_the_others_are_not(cursor: Cursor) -> None:
    found = store_with(cursor, ordinary() + mondays(16))
    weekday = found.persons[found.persons["kind"] == "weekday"]
    assert weekday["employee_no"].tolist() == ["61"]
    row = weekday.iloc[0]
    assert (row["tier"], row["observed"]) == ("clear", 16)
    assert {day_of(day).weekday() for day in row["evidence"]} == {0}
    assert row["expected"] < 8
    assert row["p_value"] <= row["q_value"] <= 0.05
    assert set(clear(found.persons)["tier"]) == {"clear"}
    assert len(clear(found.persons)) == int((found.persons["tier"] == "clear").sum())


def test_everybody_tested_is_counted_and_so_is_who_is_too_seldom_absent(cursor: Cursor) -> None:
    found = store_with(cursor, [line for line in ordinary() if not line.startswith("7 |")])
    assert set(found.tested) == set(TESTS)
    assert found.people == 61
    assert found.silent == 2  # number 7, and number 61
    assert found.persons[found.persons["tier"] == "clear"].empty


def test_one_kind_can_be_judged_alone_and_an_unknown_one_not_at_all(cursor: Cursor) -> None:
    bring(cursor, people(3, since="2020-01-01"))
    bring(cursor, absences("\n".join(["no | type | from | to", *ordinary()[:12]])))
    known = history(cursor, TODAY)
    assert list(judge(known, ["weekday"]).tested) == ["weekday"]
    with pytest.raises(KeyError):
        judge(known, ["horoscope"])


@pytest.mark.parametrize("spells", [1, 2, 3, 12])
def test_a_handful_of_spells_is_judged_without_a_finding(cursor: Cursor, spells: int) -> None:
    bring(cursor, people(2, since="2020-01-01"))
    bring(cursor, absences("\n".join(["no | type | from | to", *ordinary()[:spells]])))
    found = judge(history(cursor, TODAY))
    assert (len(found.persons), len(found.units)) == (0, 0)


def test_an_empty_store_has_no_findings(cursor: Cursor) -> None:
    found = judge(history(cursor, TODAY))
    assert (len(found.persons), len(found.units), found.people, found.silent) == (0, 0, 0, 0)


def test_a_workplace_without_absence_has_no_findings(cursor: Cursor) -> None:
    bring(cursor, people(5, since="2020-01-01"))
    found = judge(history(cursor, TODAY))
    assert (len(found.persons), found.people, found.silent) == (0, 5, 5)


def test_importing_the_same_absence_again_changes_no_finding_and_no_state(cursor: Cursor) -> None:
    before = store_with(cursor, ordinary() + mondays(16), ["weekday"])
    for each in facts(before):
        mark(cursor, each, State.TALKED, by="hr", now=NOW)
    lines = "\n".join(["no | type | from | to", *mondays(16), *reversed(ordinary())])
    bring(cursor, absences(lines), file_hash="again", through=date(2026, 1, 5))
    after = judge(history(cursor, TODAY), ["weekday"])
    assert facts(after) == facts(before)
    assert set(states(cursor, facts(after))) == {State.TALKED}


def test_an_edit_that_changes_no_fact_changes_no_state_and_a_new_spell_does(
    cursor: Cursor,
) -> None:
    before = store_with(cursor, ordinary() + mondays(16), ["weekday"])
    for each in facts(before):
        mark(cursor, each, State.SEEN, by="hr", now=NOW)
    certified = [line.replace("self", "sick") for line in mondays(16)]
    lines = "\n".join(["no | type | from | to | grade", *(
        f"{line} | 80" for line in ordinary() + certified)])  # fmt: skip
    bring(cursor, absences(lines), file_hash="edited")
    edited = judge(history(cursor, TODAY), ["weekday"])
    assert set(states(cursor, facts(edited))) == {State.SEEN}
    more = "\n".join(["no | type | from | to", *ordinary(), *mondays(18)])
    bring(cursor, absences(more), file_hash="more")
    again = facts(judge(history(cursor, TODAY), ["weekday"]))
    armed = dict(
        zip(((each.about, each.kind) for each in again), states(cursor, again), strict=True)
    )
    assert armed["61", "weekday"] is State.REARMED


def test_one_finding_is_said_of_a_person_and_what_it_hides_is_kept(cursor: Cursor) -> None:
    every_other = [MONDAY + timedelta(weeks=2 * n) for n in range(24)]
    rows = [f"61 | self | {day} | {day}" for day in every_other]
    both = ("weekday", "periodic")
    found = store_with(cursor, ordinary() + rows, both)
    about = found.persons[found.persons["employee_no"] == "61"]
    known = history(cursor, TODAY)
    alone = [
        kind for kind in both if "61" in judge(known, [kind]).persons["employee_no"].to_numpy()
    ]
    assert alone == list(both)
    assert len(about) == 1
    assert {about["kind"].item(), *about["detail"].item()["also"]} == set(both)


def test_a_person_with_one_kind_of_finding_has_no_other_kept(cursor: Cursor) -> None:
    found = store_with(cursor, ordinary() + mondays(16), ["weekday"])
    assert all("also" not in detail for detail in found.persons["detail"])


def test_kinds_judged_together_are_judged_as_each_is_alone() -> None:
    known = simulate(7, 120).history
    together = _tests(known, ("weekday", "holiday_adjacent", "shift", "periodic"))
    assert len(together["shift"])
    for kind, tested in together.items():
        assert_frame_equal(tested, TESTS[kind](known))
