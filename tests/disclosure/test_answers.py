"""What statistics tell readers of groups is made of what is published, and gives nobody away."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.access import Reader, Role
from analytics.answers.expectations import STEP, usual
from analytics.answers.grounds import everybodys_days, known, widest
from analytics.answers.standings import standings
from analytics.domain.period import Period
from analytics.stats.measures import DAYS
from analytics.store.connection import Store
from tests.builders import absences, employees, keep
from tests.disclosure.answered import Asking, not_published
from tests.disclosure.attack import (
    EVERY,
    Statement,
    attack,
    filled,
    said,
    shown,
    truth_of,
)
from tests.disclosure.small_units import MIXED

CONSULTANT = Reader(Role.CONSULTANT)
REACH, YEAR = Period.parse("2024-10", "2025-12"), Period.year(2025)
SIZES = {"East": {"Big": 30, "Mid": 25}, "West": {"Host": 22, "Tiny": 3}}


def drawn(path: Path, ill: dict[str, int]) -> Store:
    """East with Big and Mid, West with Host, which shelters Tiny; a month's absence for `ill`."""
    places = {
        f"{unit}{n}": (unit, parent)
        for parent, units in SIZES.items()
        for unit, size in units.items()
        for n in range(size)
    }
    staff = [f"{no} | {unit} | {parent} | 2024-01-01" for no, (unit, parent) in places.items()]
    tops = [f"T{n} | {parent} | Org | 2024-01-01" for n, parent in enumerate(SIZES)]
    everyday = [f"Big{n} | 2025-0{1 + n % 9}-10" for n in range(0, 30, 3)]
    away = [f"{who} | 2025-0{month}-03" for who, month in ill.items()]
    rows = [
        f"{row} | doctor | {row[-10:-2]}28 | 100" for row in ["Mid1 | 2024-01-03", *everyday, *away]
    ]
    store = Store(path)
    keep(store, employees("no | unit | parent | from\n" + "\n".join([*staff, *tops])))
    keep(store, absences("no | from | type | to | grade\n" + "\n".join(rows)))
    return store


def test_no_answer_tells_which_of_two_hidden_units_somebody_away_belongs_to(
    tmp_path: Path,
) -> None:
    ill = {"Host1": 3, "Host2": 5, "Mid2": 7}
    swapped = {"Tiny1": 3, "Tiny2": 5, "Mid2": 7}
    with drawn(tmp_path / "a.duckdb", ill) as one, drawn(tmp_path / "b.duckdb", swapped) as two:
        for reader, unit in ((CONSULTANT, "Org/East/Big"), (Reader(Role.LEADER, "Org/East"), "")):
            first, second = (
                repr(list(Asking(reader, store, REACH, truth_of(store), 12, (unit,)).everything()))
                for store in (one, two)
            )
            assert first == second, reader
        told = [standings(Reader(Role.LEADER, "Org/West/Host"), s, YEAR).rows for s in (one, two)]
        assert told[0]["rate"].iloc[0] > told[1]["rate"].iloc[0] == 0  # the two are not alike


def test_every_rate_of_every_answer_is_a_sum_of_published_months(tmp_path: Path) -> None:
    with filled(tmp_path, 7, MIXED) as store:
        truth = truth_of(store)
        for reader in (CONSULTANT, Reader(Role.LEADER, truth.paths[1])):
            told = set(Asking(reader, store, YEAR, truth, 12, ("", reader.unit)).statements())
            assert len(told) > 5
            for s in told:
                assert abs(s.lost - sum(truth.total(c) for c in s.cells)) <= s.slack + 1e-6
            rows = shown(store, reader.role, reader.unit)
            assert not not_published(iter(told), list(said(truth, rows)))


def test_a_leader_is_not_told_the_rate_of_everybody_where_few_are_outside(store: Store) -> None:
    staff = [*(f"{n} | A | Org" for n in range(24)), *(f"9{n} | B | Org" for n in range(3))]
    keep(store, employees("no | unit | parent\n" + "\n".join(staff)))
    keep(store, absences("no | type | from | to\n1 | self | 2025-03-03 | 2025-03-05\n"
                         "91 | doctor | 2025-03-03 | 2025-03-28"))  # fmt: skip
    leader = Reader(Role.LEADER, "Org/A")
    assert widest(leader, store, YEAR) == "Org/A"
    truth = truth_of(store)
    found = standings(leader, store, YEAR)
    own = sum(truth.total(c) for c in truth.agreed if c[0] == "Org/A")
    assert found.mean == pytest.approx(100 * own / found.rows["agreed_days"].iloc[0])
    # Had it been the rate of everybody, with one decimal, B's would have been found:
    march = [c for c in truth.agreed if str(c[1]) == "2025-03"]
    rate = sum(truth.total(c) for c in march) / sum(truth.agreed[c] for c in march)
    told = Statement(frozenset(march), EVERY, rate * 27 * 21, 0.0005 * 27 * 21)
    mine = [c for c in march if c[0] == "Org/A"]
    assert attack(truth, [told], known=mine).close == [c for c in march if c[0] == "Org/B"]


def test_statistics_for_others_are_made_of_units_that_are_shown(tmp_path: Path) -> None:
    with drawn(tmp_path / "a.duckdb", {"Host1": 3}) as store:
        shown_units = {"Org", "Org/East", "Org/East/Big", "Org/West"}
        assert known(CONSULTANT, store, YEAR) == shown_units
        east = known(Reader(Role.LEADER, "Org/East"), store, YEAR)
        assert east == shown_units
        # Mid stands in for the one in East itself: its leader has it, and nobody else.
        mid = Reader(Role.LEADER, "Org/East/Mid")
        assert known(mid, store, YEAR) == {"Org/East/Mid"}
        # West is sheltered as a whole, so its leader may know what others are shown as well.
        assert known(Reader(Role.LEADER, "Org/West"), store, YEAR) == shown_units
        # Host is hidden from others: held against them, it would give Tiny away.
        assert known(Reader(Role.LEADER, "Org/West/Host"), store, YEAR) == {"Org/West/Host"}
        everybody = everybodys_days(Reader(Role.HR), store, YEAR)
        assert set(everybody["unit_id"]) > shown_units


def test_ages_and_sexes_are_told_in_steps_and_not_at_all_for_a_short_time(tmp_path: Path) -> None:
    with drawn(tmp_path / "a.duckdb", {"Host1": 3}) as store:
        people = everybodys_days(CONSULTANT, store, YEAR)
        women = people["employee_key"].str[-1].isin(list("02468"))
        people = people.assign(sex=women.map({True: "F", False: "M"}))
        many = people.loc[people.index.repeat(6)].reset_index(drop=True)
        told = usual(CONSULTANT, many, YEAR, DAYS)
        assert told is not None
        rates = (told / many["agreed_days"].astype(float)).round(12)
        low, high = sorted(rates.unique())
        steps = [n / m for n in range(1, 40) for m in range(1, 40)]
        assert any(high / low == pytest.approx(step) for step in steps)
        assert STEP == 0.25
        exact = usual(Reader(Role.HR), many, YEAR, DAYS)
        assert exact is not None
        assert exact.nunique() > 1
        assert usual(CONSULTANT, many, Period.parse("2025-01", "2025-03"), DAYS) is None
