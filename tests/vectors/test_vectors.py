"""Published figures and worked examples; the files name their sources.

Where a checkout of the shared collection lies beside the project, its files are tested as well.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from analytics.calendar import working_days
from analytics.domain.period import Month, Period
from analytics.domain.rate import masked, percent
from analytics.store.connection import Cursor
from tests import reference
from tests.builders import absences, bring, employees, figures, people, selection

HERE = Path(__file__).parent
FOLDERS = [HERE, *filter(Path.is_dir, [HERE.parents[2] / "shared" / "vectors"])]


@cache
def vectors(folder: Path, name: str) -> dict[str, Any]:
    """One file of cases."""
    content: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert content["source"]
    return content


def cases(name: str, *keys: str) -> list[Any]:
    """The cases under the keys, from every folder."""
    return [
        pytest.param(case, id=f"{folder.name if n else 'own'}-{key}-{number}")
        for n, folder in enumerate(FOLDERS)
        for key in keys
        for number, case in enumerate(vectors(folder, name)[key])
    ]


@pytest.mark.parametrize("case", cases("sykefravarsstatistikk", "percent"))
def test_a_quotient_is_rounded_as_nav_rounds_it(case: dict[str, str]) -> None:
    expected = None if case["expect"] == "error" else Decimal(case["expect"])
    assert percent(case["lost"], case["possible"]) == expected


@pytest.mark.parametrize("case", cases("nav_percent_masking", "percent"))
def test_published_percentages_come_out(case: dict[str, Any]) -> None:
    expected = None if case["expect"] is None else Decimal(case["expect"])
    assert percent(str(case["tapte"]), str(case["mulige"])) == expected


@pytest.mark.parametrize("case", cases("sykefravarsstatistikk", "masking"))
def test_one_quarter_is_masked_below_five_people(case: dict[str, Any]) -> None:
    assert masked(case["persons"]) is (case["expect"] == "masked")


@pytest.mark.parametrize("case", cases("nav_percent_masking", "masking_single_quarter"))
def test_one_quarter_is_masked_as_published(case: dict[str, Any]) -> None:
    assert masked(case["personer"]) is case["masked"]


@pytest.mark.parametrize("case", cases("nav_percent_masking", "multi_quarter"))
def test_several_quarters_are_masked_as_soon_as_one_is_small(case: dict[str, Any]) -> None:
    persons = [people for _, _, people in case["quarters"]]
    # NAV shows the sum when one quarter is large; the difference would give the small one away.
    assert masked(*persons) is (any(0 < n < 5 for n in persons) or case["expect"]["masked"])


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_sums_of_quarters_divide_as_published(folder: Path) -> None:
    year = vectors(folder, "nav_percent_masking")["rolling_four_quarters"]
    lost = sum(Decimal(quarter["tapte"]) for quarter in year["quarters"])
    whole = sum(Decimal(quarter["mulige"]) for quarter in year["quarters"])
    assert (lost, whole) == (
        Decimal(year["expect"]["sum_tapte"]),
        Decimal(year["expect"]["sum_mulige"]),
    )
    assert percent(lost, whole) == Decimal(year["expect"]["pct"])


@pytest.mark.parametrize("case", cases("sykefravarsstatistikk", "sum_quarters"))
def test_days_of_two_quarters_add_up(case: dict[str, Any]) -> None:
    for part in ("lost", "possible"):
        assert case["q1"][part] + case["q2"][part] == Decimal(case["expect"][part])


@pytest.mark.parametrize("case", cases("dagsverk", "cases"))
def test_lost_days_are_working_days_times_position_times_grade(
    cursor: Cursor, case: dict[str, Any]
) -> None:
    day, left = date(2025, 9, 1), case["sick_workdays"]  # no public holiday until Christmas
    while left > (day.weekday() < 5):
        left -= day.weekday() < 5
        day += timedelta(days=1)
    kind = "self" if case.get("type") == "egenmelding" else "doctor"
    bring(cursor, people(1, position=str(100 * Decimal(str(case["stillingsandel"])))))
    bring(
        cursor,
        absences(
            "type | from | to | grade\n"
            f"{kind} | 2025-09-01 | {day} | {100 * Decimal(str(case.get('grad', 1)))}"
        ),
    )
    lost, _, _ = figures(cursor, selection("2025-09/2025-10"))[""]
    assert lost == case["expect"]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_quarter_of_three_people_gives_the_published_rate(cursor: Cursor, folder: Path) -> None:
    case = vectors(folder, "dagsverk")["rate_case"]
    assert [person["fte"] for person in case["employees"]] == [1.0, 0.5, 0.8]
    staff = employees("""no | position
                         1 | 100
                         2 | 50
                         3 | 80""")
    sick = absences("""no | type | from | to | grade
                       1 | doctor | 2025-02-03 | 2025-02-07 | 100
                       3 | doctor | 2025-01-01 | 2025-03-31 | 40""")
    bring(cursor, staff)
    bring(cursor, sick)
    expected = case["expect"]
    assert figures(cursor, selection("2025-01/2025-03"))[""] == (
        expected["tapte"],
        expected["avtalte"],
        float(expected["pct"]),
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_easter_week_has_two_working_days(folder: Path) -> None:
    expected = vectors(folder, "dagsverk")["period_case"]["expect_working_days"]
    start, end = date(2025, 4, 16), date(2025, 4, 22)
    assert working_days(start, end) == expected
    assert sum(map(reference.works, reference.days(start, end))) == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_working_days_of_every_year_quarter_and_month(folder: Path) -> None:
    years = vectors(folder, "working_days_no")["years"]
    for year, expected in years.items():
        months = [Month(int(year), n) for n in range(1, 13)]
        quarters = [Period.quarter(int(year), n) for n in range(1, 5)]
        whole = Period.year(int(year))
        assert [working_days(m.first, m.last) for m in months] == expected["months"]
        assert [working_days(q.first, q.last) for q in quarters] == expected["quarters"]
        assert working_days(whole.first, whole.last) == expected["year"]
        assert reference.easter(int(year)).isoformat() == expected["easter"]


@pytest.mark.parametrize("year", range(1990, 2101, 11))
def test_the_references_calendar_is_the_products(year: int) -> None:
    for day in reference.days(date(year, 1, 1), date(year, 12, 31)):
        assert reference.works(day) == bool(working_days(day, day))
