"""The gate: what a reader without person access is shown, and what is hidden."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import pandas as pd
import pytest

from analytics import queries
from analytics.access import OF_GROUPS, Reader, Role, answer
from analytics.disclosure import publish
from analytics.disclosure.figures import person_class
from analytics.disclosure.partition import partition
from analytics.disclosure.spans import publishable, published, splittable
from analytics.disclosure.tree import Tree
from analytics.domain.absence import Definition, DurationLens
from analytics.domain.period import Period
from analytics.errors import AccessDenied
from analytics.queries import By
from analytics.store.connection import Store
from tests.builders import absences, employees, keep, people, selection

CONSULTANT = Reader(Role.CONSULTANT)
FIGURES = ["lost_days", "agreed_days", "persons", "rate", "rate_rounded", "persons_low"]
MARCH, YEAR = "2025-03", "2025-01/2025-12"


@pytest.fixture
def organisation(store: Store) -> Store:
    """Org: East with Big (12), Six (6) and Two (2); West with Five (5); nobody in Org itself."""
    keep(
        store,
        [
            *people(12, 100, unit="Big", parent="East"),
            *people(6, 200, unit="Six", parent="East"),
            *people(2, 300, unit="Two", parent="East"),
            *people(5, 400, unit="Five", parent="West"),
            *people(6, 500, unit="Seven", parent="West", sex="F"),
            *employees("no | unit | parent\n600 | East | Org\n601 | West | Org"),
        ],
    )
    keep(
        store,
        absences("""
            no  | type   | from       | to         | grade
            100 | doctor | 2025-01-06 | 2025-03-14 | 50
            201 | self   | 2025-03-03 | 2025-03-05 | 100
            300 | doctor | 2025-03-10 | 2025-03-21 | 100
            400 | doctor | 2025-02-03 | 2025-02-14 | 100
            501 | self   | 2025-11-03 | 2025-11-03 | 100
        """),
    )
    return store


def others(unit: str) -> str:
    """What the group in `unit` is called."""
    return CONSULTANT.translate("Other units in %(unit)s") % {"unit": unit}


def by_unit(store: Store, reader: Reader, period: str = MARCH) -> dict[str, dict[Any, Any]]:
    """Rows by unit id, groups by label."""
    frame = publish(store, reader, selection(period, reader.unit), By.UNIT)
    return {r["unit"] if r["group"] else r["unit_id"]: r for r in frame.to_dict("records")}


def test_what_is_shown_is_what_hr_sees(organisation: Store) -> None:
    hr = Reader(Role.HR)
    for by in (By.TOTAL, By.MONTH, By.QUARTER, By.UNIT, By.CERTIFICATION, By.DURATION):
        for definition in Definition:
            for lens in DurationLens if by is By.DURATION else [DurationLens.STATUTE]:
                asked = selection(YEAR, definition=definition, lens=lens)
                ours = answer(CONSULTANT, organisation, queries.rates, asked, by)
                theirs = answer(hr, organisation, queries.rates, asked, by)
                both = ours[~ours["group"]].merge(
                    theirs, on=["unit_id", "span", "part"], suffixes=("", "_hr")
                )
                assert len(both) == len(theirs)
                both = both[~both["masked"]]
                assert len(both)
                for column in ("lost_days", "agreed_days", "rate", "rate_rounded"):
                    pd.testing.assert_series_equal(
                        both[column], both[column + "_hr"], check_names=False
                    )


def test_a_small_unit_hides_the_sibling_that_shelters_it(organisation: Store) -> None:
    rows = by_unit(organisation, CONSULTANT)
    shown = {unit for unit, row in rows.items() if not row["masked"]}
    assert shown == {
        "Org", "Org/East", "Org/West", "Org/East/Big", "Org/West/Seven",
        others("East"), others("West"),
    }  # fmt: skip
    for unit in ("Org/East/Six", "Org/East/Two", "Org/West/Five"):
        assert all(pd.isna(rows[unit][column]) for column in [*FIGURES, "persons_high"])


def test_a_group_is_the_units_that_are_not_shown_by_name(organisation: Store) -> None:
    rows = by_unit(organisation, CONSULTANT)
    group, east, big = rows[others("East")], rows["Org/East"], rows["Org/East/Big"]
    assert group["lost_days"] == 13  # 3 of Six and 10 of Two
    assert group["lost_days"] + big["lost_days"] == east["lost_days"]
    assert group["unit_id"] == "Org/East"
    assert (group["persons_low"], group["persons_high"]) == (5, 9)


def test_people_are_told_in_classes_and_the_number_is_nowhere(organisation: Store) -> None:
    rows = by_unit(organisation, CONSULTANT)
    big = rows["Org/East/Big"]
    assert (big["persons"], big["persons_low"], big["persons_high"]) == (10, 10, 19)
    assert [person_class(n) for n in (5, 9, 10, 20, 50, 99, 100, 4000)] == [
        (5, 9), (5, 9), (10, 19), (20, 49), (50, 99), (50, 99), (100, None), (100, None)
    ]  # fmt: skip


def test_a_month_in_which_nothing_may_be_shown_hides_every_period_with_it(store: Store) -> None:
    keep(store, [*people(4, 1, unit="A"), *people(3, 11, since="2025-03-03", unit="A")])
    keep(store, absences("no | type | from | to\n1 | self | 2025-01-06 | 2025-03-05"))
    hidden = [publish(store, CONSULTANT, selection(p))["masked"].iloc[0] for p in
              ("2025-02", "2025-01/2025-03", YEAR, "2025-03", "2025-04/2025-06")]  # fmt: skip
    assert hidden == [True, True, True, False, False]


def test_only_months_quarters_years_and_twelve_months_are_published(organisation: Store) -> None:
    for period, shown in {
        MARCH: True, "2025-04/2025-06": True, "2025-01/2025-05": True, YEAR: True,
        "2025-02/2025-04": False, "2025-03/2025-04": False, "2025-02/2025-11": False,
    }.items():  # fmt: skip
        frame = publish(organisation, CONSULTANT, selection(period))
        assert bool(frame["masked"].iloc[0]) is not shown
    partial = publish(organisation, CONSULTANT, selection("2025-02/2025-06"), By.QUARTER)
    assert partial["masked"].tolist() == [True, False]
    assert publishable(Period.parse("2024-08", "2025-07"))
    assert not splittable(Period.parse("2025-01", "2025-02"))
    assert Period.parse("2025-01", "2025-02") in published(Period.parse("2025-01", "2025-03"))


def test_a_month_that_still_fills_up_is_not_published(store: Store) -> None:
    keep(store, people(9), through=date(2025, 3, 20))
    keep(
        store,
        absences("no | type | from | to\n1 | self | 2025-02-03 | 2025-02-05"),
        through=date(2025, 3, 20),
    )
    months = publish(store, CONSULTANT, selection("2025-02/2025-03"), By.MONTH)
    assert months["masked"].tolist() == [False, True]


def test_a_split_is_for_a_quarter_or_longer(organisation: Store) -> None:
    for by in (By.CERTIFICATION, By.DURATION):
        quarter = publish(organisation, CONSULTANT, selection("2025-01/2025-03"), by)
        assert not quarter["masked"].any()
        month = publish(organisation, CONSULTANT, selection(MARCH), by)
        assert month["masked"].all()


def test_nothing_is_split_by_sex(organisation: Store) -> None:
    frame = publish(organisation, CONSULTANT, selection(YEAR), By.SEX)
    assert frame["part"].tolist() == ["F", "M"]
    assert frame["masked"].all()


def test_no_basis_is_not_hidden_and_zero_is_neither(organisation: Store) -> None:
    keep(
        organisation,
        employees("no | unit | parent | from\n900 | New | Org | 2025-06-01"),
        source="later",
    )
    rows = by_unit(organisation, CONSULTANT)
    assert not rows["Org/New"]["masked"]
    assert pd.isna(rows["Org/New"]["rate"])
    assert rows["Org/West/Seven"]["rate"] == 0


def test_everybody_counts_in_one_unit_a_month(store: Store) -> None:
    second = employees("\n".join(
        ["no | unit | parent | position", *(f"{n} | Second | Org | 20" for n in range(1, 7))]
    ))  # fmt: skip
    keep(store, [*people(6, 1, unit="First", parent="Org"), *second])
    keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05"))
    rows = by_unit(store, CONSULTANT)
    assert rows["Org/Second"]["masked"]  # six people with a second job are nobody of its own
    assert rows["Org/First"]["masked"]  # and must not be what is left when it is subtracted
    assert not rows["Org"]["masked"]


def test_a_leader_sees_the_own_unit_and_no_sibling(organisation: Store) -> None:
    leader = Reader(Role.LEADER, "Org/East")
    rows = by_unit(organisation, leader)
    assert set(rows) == {
        "Org/East", "Org/East/Big", "Org/East/Six", "Org/East/Two", others("East")
    }  # fmt: skip
    with pytest.raises(AccessDenied):
        answer(leader, organisation, queries.rates, selection(MARCH, "Org/West"))
    above = publish(organisation, leader, selection(MARCH, "Org"), By.UNIT)
    siblings = above[~above["unit_id"].str.startswith("Org/East") & (above["unit_id"] != "Org")]
    assert siblings["masked"].all()
    assert not above["group"].any() or above[above["group"]]["unit_id"].tolist() == ["Org/East"]


def test_a_leader_sees_the_own_unit_whatever_it_shelters_elsewhere(organisation: Store) -> None:
    for unit, lost in {"Org/East/Six": 3, "Org/West/Five": 0}.items():
        assert by_unit(organisation, CONSULTANT)[unit]["masked"]
        rows = by_unit(organisation, Reader(Role.LEADER, unit))
        assert set(rows) == {unit}
        assert (rows[unit]["masked"], rows[unit]["lost_days"]) == (False, lost)
    assert by_unit(organisation, Reader(Role.LEADER, "Org/East/Two"))["Org/East/Two"]["masked"]


def test_inside_a_leaders_unit_the_small_ones_are_sheltered_all_the_same(
    organisation: Store,
) -> None:
    rows = by_unit(organisation, Reader(Role.LEADER, "Org/West"))
    assert {unit for unit, row in rows.items() if not row["masked"]} == {
        "Org/West", "Org/West/Seven", others("West")
    }  # fmt: skip


def test_a_leader_sees_what_lies_above_only_with_five_people_outside(store: Store) -> None:
    staff = [*people(9, 1, unit="A", parent="Org"), *people(4, 21, unit="B", parent="Org")]
    staff += people(3, 31, since="2025-04-01", unit="B", parent="Org")
    keep(store, staff)
    keep(store, absences("no | type | from | to\n21 | self | 2025-03-03 | 2025-03-05"))
    leader = Reader(Role.LEADER, "Org/A")
    for period, masked in {MARCH: True, "2025-04": False, YEAR: True}.items():
        frame = answer(leader, store, queries.rates, selection(period, "Org"))
        assert bool(frame["masked"].iloc[0]) is masked
    assert not publish(store, CONSULTANT, selection(MARCH, "Org"))["masked"].iloc[0]


def test_a_question_nobody_has_opened_is_not_for_readers_of_groups(organisation: Store) -> None:
    asked = [
        question
        for _, question in inspect.getmembers(queries, inspect.isfunction)
        if question.__module__ == queries.__name__
        and next(iter(inspect.signature(question).parameters)) == "cursor"
        and not question.__name__.startswith("_")
    ]
    closed = [question for question in asked if question.__name__ not in OF_GROUPS]
    assert {queries.people, queries.employees, queries.person_days} <= set(closed)
    for question in closed:
        with pytest.raises(AccessDenied):
            answer(CONSULTANT, organisation, question)


def test_a_unit_the_data_no_longer_have_is_hidden(organisation: Store) -> None:
    frame = publish(organisation, Reader(Role.LEADER, "Gone"), selection(MARCH, "Gone"))
    assert frame["masked"].tolist() == [True]
    outside = publish(organisation, Reader(Role.LEADER, "Org/East"), selection(MARCH, "Org/West"))
    assert outside["masked"].tolist() == [True]


def test_a_new_dataset_version_is_seen_at_once(organisation: Store) -> None:
    before = publish(organisation, CONSULTANT, selection(MARCH))["lost_days"].iloc[0]
    more = absences("no | type | from | to\n101 | self | 2025-03-03 | 2025-03-05")
    keep(organisation, more, source="other")
    after = publish(organisation, CONSULTANT, selection(MARCH))["lost_days"].iloc[0]
    assert after == before + 3


def test_five_hundred_units_are_partitioned_into_blocks_of_five_people_or_more() -> None:
    divisions = [(f"Org/{d}", f"{d}", "Org") for d in range(20)]
    leaves = [(f"Org/{d}/{u}", f"{u}", f"Org/{d}") for d in range(20) for u in range(25)]
    tree = Tree.of([("Org", "Org", None), *divisions, *leaves])
    counts = {tree.number[path]: 1 + n % 9 for n, (path, _, _) in enumerate(leaves)}
    blocks = partition(tree, counts)
    assert blocks is not None
    assert sorted(leaf for block in blocks for leaf in block) == sorted(counts)
    assert min(sum(counts[leaf] for leaf in block) for block in blocks) >= 5
