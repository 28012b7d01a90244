"""Short spells on the same weekday."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.patterns import weekday
from analytics.patterns.chance import MONDAY_OR_FRIDAY, monday_or_friday
from analytics.patterns.days import number_of
from benchmarks.detection.workforce import simulate
from tests.patterns.drawn_history import every, history, roster, sick

HERE = Path(__file__).parent / "vectors"
FOLDERS = [HERE, *filter(Path.is_dir, [Path(__file__).parents[3] / "shared" / "vectors"])]
FULL = "person | position | unit\n0 | 1 | A"
PART = "person | position | unit\n0 | 0.4 | A"
MONDAY = date(2023, 2, 6)
FRIDAYS = every(date(2023, 2, 10), 70, 10)
SPREAD = [*every(MONDAY, 71, 10), *every(date(2023, 3, 1), 85, 4)]


def published(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "weekday_exact_binomial.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_mondays_and_fridays_are_as_unlikely_as_published(folder: Path) -> None:
    vectors = published(folder)
    assert pytest.approx(vectors["p_monfri_empirical"]) == MONDAY_OR_FRIDAY
    for case in vectors["cases"]:
        n, k = case["n"], case["k_monfri"]
        assert monday_or_friday(k, n) == pytest.approx(case["p_one_sided_empirical"])
        assert monday_or_friday(k, n, 0.4) == pytest.approx(case["p_one_sided_naive"])


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_fewest_mondays_and_fridays_that_stand_out_are_as_published(folder: Path) -> None:
    table = next(value for key, value in published(folder).items() if key.startswith("critical"))
    for row in table:
        for name, least in row.items():
            if name == "n":
                continue
            share = 0.4 if name.startswith("naive") else MONDAY_OR_FRIDAY
            level = float(name.split("=")[1])
            fits = [k for k in range(row["n"] + 1) if monday_or_friday(k, row["n"], share) <= level]
            assert (fits[0] if fits else None) == least, (row["n"], name)


def test_ten_fridays_of_ten_stand_out_with_their_dates() -> None:
    found = weekday.tests(history(FULL, sick(0, FRIDAYS))).iloc[0]
    assert found["p_value"] < 1e-3
    assert found["detail"] == {"weekdays": [4], "spells": 10, "unsure": False}
    assert found["evidence"] == tuple(map(number_of, FRIDAYS))
    assert (found["observed"], found["expected"]) == (10, pytest.approx(3, abs=0.5))


def test_mondays_and_fridays_together_stand_out() -> None:
    days = [*every(MONDAY, 70, 9), *every(date(2023, 3, 3), 70, 9)]
    found = weekday.tests(history(FULL, sick(0, days))).iloc[0]
    assert found["detail"]["weekdays"] == [0, 4]
    assert found["p_value"] < 0.01


def test_spells_on_all_weekdays_do_not_stand_out() -> None:
    assert weekday.tests(history(FULL, sick(0, SPREAD)))["p_value"].item() > 0.3


def test_five_spells_are_too_few_to_judge() -> None:
    assert weekday.tests(history(FULL, sick(0, FRIDAYS[:5]))).empty


def test_a_part_timer_without_a_roster_may_only_work_that_weekday() -> None:
    wednesdays = every(date(2023, 2, 8), 70, 8)
    days = sick(0, [*wednesdays, *every(MONDAY, 140, 2)])
    sure = weekday.tests(history(FULL, days)).iloc[0]
    unsure = weekday.tests(history(PART, days)).iloc[0]
    assert unsure["detail"]["unsure"]
    assert sure["p_value"] < 0.01 < 0.1 < unsure["p_value"]


def test_who_works_fridays_only_is_ill_on_fridays() -> None:
    shifts = roster([(0, day, "D") for day in every(date(2023, 1, 6), 7, 156)])
    found = weekday.tests(history(PART, sick(0, FRIDAYS), shifts=shifts))
    assert found["p_value"].item() == pytest.approx(1)


def test_nights_that_fall_on_fridays_explain_fridays() -> None:
    work = [(0, day, "D") for n in range(4) for day in every(date(2023, 1, 2 + n), 7, 156)]
    nights = [(0, day, "N") for day in every(date(2023, 1, 6), 7, 156)]
    plain = [(person, day, "D") for person, day, _ in nights]
    by_night = weekday.tests(history(FULL, sick(0, FRIDAYS), shifts=roster(work + nights)))
    by_day = weekday.tests(history(FULL, sick(0, FRIDAYS), shifts=roster(work + plain)))
    assert by_day["p_value"].item() < 1e-4
    assert by_night["p_value"].item() == pytest.approx(1)


def test_chance_alone_gives_small_p_values_no_oftener_than_it_should() -> None:
    found = weekday.tests(simulate(2001, 800, planted=False).history)
    assert len(found) > 100
    assert (found["p_value"] <= 0.05).mean() <= 0.08
    assert (found["p_value"] <= 0.01).mean() <= 0.03


def test_an_empty_history_gives_no_rows_but_all_columns() -> None:
    found = weekday.tests(history(FULL))
    assert found.empty
    assert {"person", "p_value", "observed", "expected", "first", "last"} <= set(found.columns)
