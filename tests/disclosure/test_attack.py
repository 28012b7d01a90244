"""The linear attack finds nothing in what is published, and much in what used to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.access import Role
from analytics.store.connection import Store
from tests.builders import absences, keep, people
from tests.disclosure.attack import attack, filled, hide_few, leaders, said, shown, truth_of
from tests.disclosure.wholeness import faults


@pytest.mark.parametrize("seed", [101])
def test_nothing_hidden_can_be_worked_out_from_all_that_is_published(
    tmp_path: Path, seed: int
) -> None:
    with filled(tmp_path, seed) as store:
        truth = truth_of(store)
        found = attack(truth, list(said(truth, shown(store, Role.CONSULTANT))), most=12)
        assert found.hidden > 0
        assert (found.exact, found.close) == ([], [])


def test_no_leader_can_subtract_the_own_unit_and_know_another(tmp_path: Path) -> None:
    with filled(tmp_path, 103) as store:
        truth = truth_of(store)
        for unit, found in leaders(store, truth, most=2, seed=1, cells=3):
            assert (unit, found.exact, found.close) == (unit, [], [])


def test_all_that_any_leader_is_shown_are_sums_of_whole_groups(tmp_path: Path) -> None:
    with filled(tmp_path, 105) as store:
        truth = truth_of(store)
        for unit in truth.paths[1:3]:
            told, wrong = faults(store, truth, unit)
            assert (unit, told > 100, wrong) == (unit, True, [])


def test_the_same_attack_finds_units_where_only_the_small_ones_are_hidden(tmp_path: Path) -> None:
    with filled(tmp_path, 101) as store:
        truth = truth_of(store)
        assert attack(truth, list(hide_few(store, truth)), most=30).exact


def test_somebody_who_knows_a_unit_is_not_shown_what_gives_its_small_sibling(store: Store) -> None:
    since = "2024-01-01"
    staff = [(9, 1, "A"), (4, 21, "B")]
    keep(store, [row for n, first, unit in staff
                 for row in people(n, first, since, unit=unit, parent="Org")])  # fmt: skip
    keep(store, absences("no | type | from | to\n21 | self | 2025-03-03 | 2025-03-05"))
    truth = truth_of(store)
    own = [cell for cell in truth.agreed if cell[0] == "Org/A"]
    as_reader = attack(truth, list(said(truth, shown(store, Role.CONSULTANT))), known=own, most=9)
    as_leader = attack(
        truth, list(said(truth, shown(store, Role.LEADER, "Org/A"))), known=own, most=9
    )
    assert as_reader.exact
    assert (as_leader.exact, as_leader.close) == ([], [])
