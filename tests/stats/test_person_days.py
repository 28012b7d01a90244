"""Days and spells per person and unit, against the rates and the reference."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics import person_facts
from analytics.queries import EVERYBODY, By, person_days, person_days_of, rates, units
from analytics.stats.departments import departments
from analytics.store.connection import Cursor, Store
from tests.builders import absences, bring, employees, people, selection
from tests.conftest import trial
from tests.organisations import THROUGH, organisations
from tests.reference import Reference

NOBODY = (0.0, 0.0, 0)


def by_person(cursor: Cursor, period: str, unit: str = EVERYBODY) -> dict[tuple[str, str], tuple]:
    """Lost days, agreed days and spells of each unit and person."""
    frame = person_days(cursor, selection(period, unit))
    columns = ["lost_days", "agreed_days", "spells"]
    return {
        (row["unit_id"], row["employee_key"]): tuple(row[name] for name in columns)
        for row in frame.to_dict("records")
    }


def test_a_person_counts_in_the_unit_and_in_every_unit_above(cursor: Cursor) -> None:
    bring(cursor, employees("no | unit | parent\n1 | B | A\n2 | A |"))
    bring(cursor, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))
    found = by_person(cursor, "2025-03")
    one = (3.0, 21.0, 1)
    assert {key: value for key, value in found.items() if key[1] == "1"} == {
        ("", "1"): one,
        ("A", "1"): one,
        ("A/B", "1"): one,
    }
    assert found["A", "2"] == (0.0, 21.0, 0)


def test_a_spell_counts_in_the_period_it_begins_in_and_its_days_where_they_fall(
    cursor: Cursor,
) -> None:
    bring(cursor, people(1))
    bring(cursor, absences("type | from | to\ndoctor | 2025-03-31 | 2025-04-02"))
    assert by_person(cursor, "2025-03")["", "1"] == (1.0, 21.0, 1)
    assert by_person(cursor, "2025-04")["", "1"][::2] == (2.0, 0)


def test_of_two_employments_only_the_named_one_is_absent(cursor: Cursor) -> None:
    bring(
        cursor,
        employees("no | unit | position | number\n1 | A | 50 | 1\n1 | B | 50 | 2"),
    )
    bring(cursor, absences("type | from | to | number\nself | 2025-03-03 | 2025-03-04 | 2"))
    found = by_person(cursor, "2025-03")
    assert (found["A", "1"][0], found["B", "1"][0], found["", "1"][0]) == (0.0, 1.0, 1.0)


def test_a_spell_at_two_employments_is_one_in_every_unit_they_share(cursor: Cursor) -> None:
    bring(
        cursor,
        employees("no | unit | parent | position | number\n1 | A | H | 50 | 1\n1 | A | H | 30 | 2\n"
                  "1 | B | H | 20 | 3"),
    )  # fmt: skip
    bring(cursor, absences("type | from | to\nself | 2025-03-03 | 2025-03-04"))
    found = by_person(cursor, "2025-03")
    assert {unit: spells for (unit, _), (_, _, spells) in found.items()} == {
        "": 1, "H": 1, "H/A": 1, "H/B": 1,
    }  # fmt: skip
    assert [round(found[unit, "1"][0], 6) for unit in ("", "H/A", "H/B")] == [2.0, 1.6, 0.4]


def test_what_lies_outside_the_period_changes_nothing(cursor: Cursor) -> None:
    bring(cursor, employees("no | unit | parent | from | to\n1 | A | H | 2024-01-01 | 2025-03-10\n"
                            "1 | B | H | 2025-03-08 | \n2 | B | H | 2025-03-20 |"))  # fmt: skip
    bring(cursor, absences("no | type | from | to\n1 | doctor | 2025-02-20 | 2025-04-02\n"
                           "2 | self | 2025-04-01 | 2025-04-01"))  # fmt: skip
    everything = person_facts.read(cursor)
    for period in ("2025-02", "2025-03", "2025-02/2025-04"):
        for unit in ("", "H", "H/A", "H/B", "nowhere"):
            asked = selection(period, unit)
            of_all = person_days_of(everything, asked)
            of_period = person_days(cursor, asked)
            texts = {"unit_id": "str", "employee_key": "str"}
            assert_frame_equal(of_all.astype(texts), of_period.astype(texts))
            assert len(of_all) or unit == "nowhere" or (unit, period) == ("H/B", "2025-02")


def test_sex_and_birth_year_come_along_where_they_are_known(cursor: Cursor) -> None:
    bring(cursor, employees("no | sex\n1 | F\n2 |"))
    frame = person_days(cursor, selection("2025-03"))
    whole = frame[frame["unit_id"] == EVERYBODY].set_index("employee_key")
    assert (whole.loc["1", "sex"], whole.loc["1", "birth_year"]) == ("F", 1980)
    assert pd.isna(whole.loc["2", "sex"])


def test_only_the_chosen_unit_and_those_below_it_are_given(cursor: Cursor) -> None:
    bring(cursor, employees("no | unit | parent\n1 | B | A\n2 | C | A"))
    assert set(by_person(cursor, "2025-03", "A/B")) == {("A/B", "1")}


def test_departments_are_judged_straight_from_the_store(cursor: Cursor) -> None:
    staff = [people(40, first=1 + 40 * n, unit=unit) for n, unit in enumerate("ABCDE")]
    bring(cursor, [row for unit in staff for row in unit])
    lines = [
        f"{no} | self | 2025-0{m}-03 | 2025-0{m}-05" for no in range(1, 201, 4) for m in (2, 6)
    ]
    often = [f"{no} | self | 2025-0{m}-10 | 2025-0{m}-12" for no in range(161, 201) for m in (2, 3)]
    bring(cursor, absences("\n".join(["no | type | from | to", *lines, *often])))
    asked = selection()
    found = departments(person_days(cursor, asked), units(cursor), asked.period)
    verdicts = found.verdicts.set_index("unit_id")
    assert verdicts["verdict"].to_dict() == dict.fromkeys("ABCD", "ordinary") | {"E": "stands_out"}
    assert verdicts.loc["E", "direction_spells"] == "higher"
    assert verdicts.loc["A", "rate_spells"] == pytest.approx(0.5, rel=0.01)
    assert verdicts.loc["A", "persons"] == 40


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(organisations(), st.sampled_from(["2024-12/2025-05", "2025-02", "2025-01/2025-03"]))
def test_persons_add_up_to_the_rates_of_every_unit(
    shared_store: Store, org: Reference, period: str
) -> None:
    with trial(shared_store) as cursor:
        # Agreed days given by the customer bring in days that belong to no person.
        for rows in (org.employments, org.absences):
            if rows:
                bring(cursor, rows, through=THROUGH)
        persons = person_days(cursor, selection(period)).groupby("unit_id")
        summed = persons.agg(
            lost=("lost_days", "sum"), agreed=("agreed_days", "sum"), heads=("lost_days", "size")
        )
        for by in (By.UNIT, By.TOTAL):
            shown = rates(cursor, selection(period), by).fillna({"unit_id": "", "agreed_days": 0})
            for row in shown.to_dict("records"):
                own = summed.loc[row["unit_id"]] if row["unit_id"] in summed.index else NOBODY
                assert tuple(own) == pytest.approx(
                    (row["lost_days"], row["agreed_days"], row["persons"] or 0), abs=1e-6
                )
