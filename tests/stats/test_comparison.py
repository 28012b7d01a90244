"""Units beside what is expected of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analytics.stats.comparison import Comparison, compare, lowest
from analytics.stats.expectation import expected
from analytics.stats.measures import DAYS, SPELLS, everybody
from analytics.stats.presence import presence
from analytics.stats.publishing import publishable
from analytics.stats.verdict import together
from tests.stats.tables import organisation, pattern, staff

TWELVE = [staff(f"U{n}", pattern(60 + n)) for n in range(12)]


def judged(*extra: pd.DataFrame) -> Comparison:
    """The comparison of twelve like units and these."""
    persons = organisation(*TWELVE, *extra)
    return compare(persons, sorted(set(persons["unit_id"]) - {""}))


def row(found: Comparison, unit: str) -> pd.Series:
    return found.units.set_index("unit_id").loc[unit]


def test_like_units_are_all_ordinary_and_it_is_said_that_they_do_not_differ() -> None:
    found = judged()
    assert set(found.units["verdict"]) == {"ordinary"}
    assert (found.differ, found.tau2) == (False, 0.0)
    assert found.units["shrunk"].to_numpy() == pytest.approx(found.mean, rel=0.02)
    assert found.units["above"].isna().all()


def test_units_of_people_who_are_all_alike_do_not_stand_out() -> None:
    away, agreed = 2.2 / 3, 230 * 0.37 / 7  # sums of these leave a trace of rounding
    found = compare(
        organisation(staff("A", [away] * 25, agreed), staff("B", [away] * 30, agreed)), ["A", "B"]
    )
    assert found.units["verdict"].tolist() == ["too_little", "too_little"]
    assert not found.differ


def test_a_unit_with_three_times_the_absence_stands_out_upwards() -> None:
    found = judged(staff("X", pattern(150, days=36)))
    assert tuple(row(found, "X")[["verdict", "direction"]]) == ("stands_out", "higher")
    assert row(found, "X")["rate"] > row(found, "X")["high"]
    assert set(found.units["verdict"].value_counts().items()) == {
        ("ordinary", 12),
        ("stands_out", 1),
    }


def test_a_unit_nearly_without_absence_stands_out_downwards() -> None:
    found = judged(staff("X", [1.0] * 400))
    assert tuple(row(found, "X")[["verdict", "direction"]]) == ("stands_out", "lower")


@pytest.mark.parametrize(("size", "shown"), [(4, False), (19, True)])
def test_a_small_unit_has_too_little_to_say_whatever_its_rate(size: int, shown: bool) -> None:
    found = row(judged(staff("X", [200.0] * size)), "X")
    assert (found["verdict"], found["direction"]) == ("too_little", "")
    assert np.isfinite(found["rate"]) == np.isfinite(found["persons"]) == shown
    assert np.isnan(found[["low", "high", "q", "shrunk"]].astype(float)).all()


def test_a_unit_without_anybody_in_the_period_has_too_little_to_say() -> None:
    persons = organisation(*TWELVE)
    found = compare(persons, ["U0", "U1", "gone"])
    assert row(found, "gone")["verdict"] == "too_little"


def test_one_unit_alone_is_compared_with_nobody() -> None:
    found = compare(organisation(staff("A", pattern(60))), ["A"])
    assert list(found.units["verdict"]) == ["too_little"]


def test_shrinking_draws_every_unit_towards_the_mean_the_small_ones_most() -> None:
    found = judged(staff("big", pattern(600, days=30)), staff("small", pattern(30, days=30)))
    assert found.differ
    for unit in ("big", "small"):
        assert found.mean < row(found, unit)["shrunk"] < row(found, unit)["rate"]
    pulled = [row(found, u)["rate"] - row(found, u)["shrunk"] for u in ("big", "small")]
    assert pulled[0] < pulled[1]
    assert row(found, "big")["above"] > 0.95


def test_a_unit_is_judged_against_what_its_own_ages_and_sexes_let_expect() -> None:
    men = [staff(f"M{n}", pattern(150, days=6)).assign(sex="M") for n in range(20)]
    women = staff("W", pattern(150, days=24))
    persons = organisation(*men, women)
    units = sorted(set(persons["unit_id"]) - {""})
    plain = compare(persons, units)
    fair = compare(persons, units, DAYS, expected(persons, 2025))
    assert row(plain, "W")["verdict"] == "stands_out"
    assert row(fair, "W")["verdict"] == "ordinary"
    assert row(fair, "W")["expected"] == pytest.approx(row(fair, "W")["rate"])


def test_expectations_add_up_to_what_was_counted() -> None:
    old = staff("A", pattern(200, days=20)).assign(birth_year=1962)
    unknown = staff("B", pattern(130)).assign(sex=None, birth_year=None)
    few = staff("C", pattern(40)).assign(sex="M", birth_year=[1999] * 20 + [None] * 20)
    persons = organisation(old, unknown, few)
    whole = everybody(persons)
    usual = expected(persons, 2025)
    assert usual.reindex(whole.index).sum() == pytest.approx(whole["lost_days"].sum())
    assert usual[persons["unit_id"] == "A"].mean() > usual[persons["unit_id"] == "C"].mean()


def test_a_unit_may_stand_out_by_spells_alone() -> None:
    many = staff("X", [10] * 150).assign(spells=3)
    persons = organisation(*TWELVE, many)
    units = sorted(set(persons["unit_id"]) - {""})
    found = together(compare(persons, units), compare(persons, units, SPELLS)).set_index("unit_id")
    assert tuple(found.loc["X", ["verdict", "because"]]) == ("stands_out", "spells")
    assert found.loc["X", "direction_spells"] == "higher"
    assert set(found.drop("X")["because"]) == {""}


def test_units_below_which_there_are_none_are_compared() -> None:
    tree = pd.DataFrame({"unit_id": ["A", "A/B", "A/C", "D"], "parent_id": [None, "A", "A", None]})
    assert lowest(tree) == ["A/B", "A/C", "D"]


def test_only_units_with_a_shown_rate_are_told_of_and_only_rounded() -> None:
    found = judged(staff("X", pattern(150, days=36)))
    shown = pd.DataFrame(
        {
            "unit_id": ["X", "U1", "U2"],
            "rate": [9.87, np.nan, 4.44],
            "rate_rounded": [9.9, np.nan, 4.4],
            "masked": [False, True, False],
        }
    )
    told = publishable(found.units, shown).set_index("unit_id")
    assert sorted(told.index) == ["U2", "X"]
    assert told.loc["X", "rate"] == 9.9
    assert told.loc["X", "verdict"] == "stands_out"
    assert not {"persons", "score"} & set(told.columns)
    assert told["low"].round(1).equals(told["low"])


def test_the_share_never_absent_is_told_of_twenty_people_and_more() -> None:
    shown = pd.DataFrame({"unit_id": ["A", "B"], "rate": 4.0, "rate_rounded": 4.0, "masked": False})
    people = pd.concat([staff("A", pattern(19)), staff("B", pattern(20))], ignore_index=True)
    told = publishable(presence(people), shown).set_index("unit_id")
    assert told["never_absent"].notna().to_dict() == {"A": False, "B": True}
    assert told["at_work"].notna().all()
