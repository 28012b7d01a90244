"""Short spells on one kind of shift."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from analytics.patterns import shift
from analytics.patterns.days import number_of
from benchmarks.detection.workforce import simulate
from tests.patterns.drawn_history import every, history, roster, sick

ONE = "person | position | unit\n0 | 1 | A"
SIX = "person | position | unit\n" + "\n".join(f"{n} | 1 | A" for n in range(6))
NIGHTS = every(date(2023, 1, 7), 8, 130)
DAYS = [day for n in range(5) for day in every(date(2023, 1, 2 + n), 8, 130)]


def rostered(people: int, nights: list[date] = NIGHTS) -> list[tuple[int, date, str]]:
    return [
        (person, day, code)
        for person in range(people)
        for days, code in ((DAYS, "D"), (nights, "N"))
        for day in days
    ]


def test_spells_on_nights_stand_out_with_their_dates() -> None:
    ill = NIGHTS[3::15]
    found = shift.tests(history(ONE, sick(0, ill), shifts=roster(rostered(1)))).iloc[0]
    assert found["p_value"] < 1e-3
    assert found["detail"] == {"code": "N", "spells": 9, "due": 130, "shifts": 780}
    assert found["evidence"] == tuple(map(number_of, ill))
    assert found["observed"] == 9
    assert found["expected"] < 4


def test_who_only_works_nights_has_no_habit_of_nights() -> None:
    nights = roster([(0, day, "N") for day in NIGHTS])
    assert shift.tests(history(ONE, sick(0, NIGHTS[::15]), shifts=nights)).empty


def test_spells_over_all_shifts_do_not_stand_out() -> None:
    ill = sorted([*DAYS[5::70], *NIGHTS[9::70]])
    found = shift.tests(history(ONE, sick(0, ill), shifts=roster(rostered(1))))
    assert found["p_value"].item() > 0.3


def test_without_a_roster_nobody_is_judged() -> None:
    assert shift.tests(history(ONE, sick(0, NIGHTS[::15]))).empty


def test_nights_that_make_the_whole_unit_ill_are_not_one_persons_habit() -> None:
    shifts = roster(rostered(6))
    alone = sick(0, NIGHTS[3::15])
    others = "".join(sick(n, NIGHTS[n::12]) for n in range(1, 6))
    ordinary = "".join(sick(n, [*DAYS[n::60], *NIGHTS[n::60]]) for n in range(1, 6))
    with_all = shift.tests(history(SIX, alone + others, shifts=shifts))
    single = shift.tests(history(SIX, alone + ordinary, shifts=shifts))
    assert single["p_value"].iloc[0] < 0.01
    assert with_all["p_value"].iloc[0] > 0.3


def test_a_start_the_roster_lacks_is_no_start_on_a_shift() -> None:
    gone = set(NIGHTS[3::15])
    shifts = roster(rostered(1, [day for day in NIGHTS if day not in gone]))
    assert shift.tests(history(ONE, sick(0, sorted(gone)), shifts=shifts)).empty


def test_chance_alone_gives_small_p_values_no_oftener_than_it_should() -> None:
    p_value = shift.tests(simulate(2002, 800, planted=False).history)["p_value"]
    assert len(p_value) > 30
    assert np.mean(p_value <= 0.05) <= 0.1
    assert np.mean(p_value <= 0.01) <= 0.04


def test_sick_days_coded_as_such_or_missing_in_the_roster_make_no_habit() -> None:
    ill = sorted([*DAYS[5::70], *NIGHTS[9::70]])
    coded = roster([(n, day, "SY" if day in ill else code) for n, day, code in rostered(1)])
    gone = roster([(n, day, code) for n, day, code in rostered(1) if day not in ill])
    for shifts in (coded, gone):
        assert shift.tests(history(ONE, sick(0, ill), shifts=shifts)).empty


def test_the_shift_most_have_most_must_be_more_striking_than_another() -> None:
    days = [day for n in range(3) for day in every(date(2023, 1, 2 + n), 7, 150)]
    evenings = [day for n in range(3) for day in every(date(2023, 1, 5 + n), 7, 150)]
    mostly_days = roster([(1, day, "D") for day in days])
    shifts = pd.concat([
        roster([(0, day, "D") for day in days] + [(0, day, "A") for day in evenings]), mostly_days,
    ])  # fmt: skip
    two = f"{ONE}\n1 | 1 | A"
    on_days = shift.tests(history(two, sick(0, days[4::50]), shifts=shifts)).iloc[0]
    on_evenings = shift.tests(history(two, sick(0, evenings[4::50]), shifts=shifts)).iloc[0]
    assert (on_days["detail"]["code"], on_evenings["detail"]["code"]) == ("D", "A")
    assert on_days["p_value"] > 2 * on_evenings["p_value"]


def test_the_habits_of_some_do_not_hide_each_other() -> None:
    people = "person | position | unit\n" + "\n".join(f"{n} | 1 | U{n}" for n in range(12))
    usual = "".join(sick(n, sorted([*DAYS[n::90], *NIGHTS[n::90]])) for n in range(4, 12))
    habits = "".join(sick(n, NIGHTS[n::12]) for n in range(4))
    found = shift.tests(history(people, usual + habits, shifts=roster(rostered(12))))
    of_habit = found[found["person"] < 4]
    assert (of_habit["p_value"] < 1e-4).all()
    assert of_habit["expected"].max() < 3.5  # one shift in six is a night: of eleven, about two
    assert (found["p_value"][found["person"] >= 4] > 0.3).all()
