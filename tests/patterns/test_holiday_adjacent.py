"""Short spells beside days off."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from analytics.patterns import holiday_adjacent
from analytics.patterns.days import number_of
from benchmarks.detection.workforce import simulate
from tests.patterns.drawn_history import every, history, roster, sick

FULL = "person | position | unit\n0 | 1 | A"
AFTER = [  # first working days after public holidays
    date(2023, 4, 11), date(2023, 5, 2), date(2023, 5, 19), date(2024, 4, 2), date(2024, 5, 10),
]  # fmt: skip
BEFORE = [date(2024, 3, 27), date(2024, 5, 8), date(2025, 4, 16), date(2025, 5, 28)]
ORDINARY = every(date(2023, 1, 17), 99, 10)


def test_spells_after_and_before_public_holidays_stand_out() -> None:
    found = holiday_adjacent.tests(history(FULL, sick(0, AFTER + BEFORE))).iloc[0]
    assert found["p_value"] < 1e-4
    assert found["detail"] == {"beside": "adjoining", "spells": 9}
    assert found["evidence"] == tuple(sorted(map(number_of, AFTER + BEFORE)))
    assert (found["observed"], found["expected"] < 1.5) == (9, True)


def test_spells_on_ordinary_days_do_not_stand_out() -> None:
    assert holiday_adjacent.tests(history(FULL, sick(0, ORDINARY)))["p_value"].item() > 0.3


def test_a_spell_that_ends_before_a_holiday_counts() -> None:
    tuesdays = [date(2024, 3, 26), date(2024, 5, 7), date(2025, 4, 15), date(2025, 5, 27)]
    ending = sick(0, tuesdays, 2)
    found = holiday_adjacent.tests(history(FULL, ending)).iloc[0]
    assert (found["observed"], found["detail"]["beside"]) == (4, "public")
    short = holiday_adjacent.tests(history(FULL, sick(0, tuesdays))).iloc[0]
    assert short["observed"] == 0
    assert found["p_value"] < 0.001 < short["p_value"]


def test_spells_beside_ones_own_holiday_count() -> None:
    weeks = every(date(2023, 9, 4), 98, 6)
    taken = "".join(
        f"0 | holiday | {day} | {date.fromordinal(day.toordinal() + 6)}\n" for day in weeks
    )
    after = [date.fromordinal(day.toordinal() + 7) for day in weeks]
    found = holiday_adjacent.tests(history(FULL, sick(0, after), taken)).iloc[0]
    assert (found["detail"]["beside"], found["observed"]) == ("own", 6)
    assert found["p_value"] < 1e-3


def test_what_the_weekday_explains_is_no_habit_of_holidays() -> None:
    tuesdays = every(date(2023, 1, 3), 14, 70)  # of which some follow Easter and Whitsun
    found = holiday_adjacent.tests(history(FULL, sick(0, tuesdays)))
    assert found["p_value"].item() > 0.2


def test_what_everybody_does_is_no_habit_of_one() -> None:
    people = "person | position | unit\n" + "\n".join(f"{n} | 1 | A" for n in range(60))
    everybody = "".join(sick(n, AFTER[n % 2 :: 2] + ORDINARY[n % 3 :: 2]) for n in range(60))
    alone = holiday_adjacent.tests(history(FULL, sick(0, AFTER[::2] + ORDINARY[::2])))
    among = holiday_adjacent.tests(history(people, everybody))
    assert among["p_value"].iloc[0] > 5 * alone["p_value"].item()


def test_the_roster_says_which_shift_is_beside_a_holiday() -> None:
    days = every(date(2023, 1, 2), 1, 1090)
    worked = [day for day in days if day.toordinal() % 4 < 2 and day not in {date(2024, 5, 9)}]
    shifts = roster([(0, day, "D") for day in worked])
    beside = [day for day in worked if abs((day - date(2024, 5, 9)).days) == 1]
    spells = sick(0, [*beside, *worked[5::150]])
    found = holiday_adjacent.tests(history(FULL, spells, shifts=shifts)).iloc[0]
    assert set(map(number_of, beside)) <= set(found["evidence"])


def test_three_spells_are_too_few_and_long_ones_do_not_count() -> None:
    assert holiday_adjacent.tests(history(FULL, sick(0, AFTER[:3]))).empty
    assert holiday_adjacent.tests(history(FULL, sick(0, AFTER, 12))).empty


def test_chance_alone_gives_small_p_values_no_oftener_than_it_should() -> None:
    p_value = holiday_adjacent.tests(simulate(2001, 800, planted=False).history)["p_value"]
    assert len(p_value) > 150
    assert np.mean(p_value <= 0.05) <= 0.08
    assert np.mean(p_value <= 0.01) <= 0.03


def test_nobody_absent_is_nobody_tested() -> None:
    assert holiday_adjacent.tests(history(FULL)).empty


def test_p_values_are_the_same_whenever_asked() -> None:
    drawn = history(FULL, sick(0, AFTER + ORDINARY))
    first, again = (holiday_adjacent.tests(drawn)["p_value"].item() for _ in range(2))
    assert first == pytest.approx(again, abs=0)
