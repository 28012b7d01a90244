"""Targets: kept for good, set by those who may, judged with the noise they have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from analytics.access import Reader, Role
from analytics.answers import targets
from analytics.domain.period import Month
from analytics.errors import AccessDenied, ReaderError
from analytics.stats.targets import Standing
from analytics.store.connection import Store
from analytics.store.targets import UnitTarget
from tests.builders import absences, bring, people

NOW = datetime(2025, 6, 1, 9)
HR = Reader(Role.HR)
TARGET = UnitTarget("A", 5.0, Month(2025, 5), date(2026, 12, 31), "Enhetsleder")


def test_a_new_target_holds_and_the_former_one_stays_in_the_history(store: Store) -> None:
    targets.put(HR, store, TARGET, NOW)
    targets.put(HR, store, replace(TARGET, rate=4.5), NOW)
    assert targets.current(HR, store)["A"].rate == 4.5
    assert [e.target.rate for e in targets.history(HR, store) if e.target] == [5.0, 4.5]


def test_an_ended_target_no_longer_holds(store: Store) -> None:
    targets.put(HR, store, TARGET, NOW)
    targets.end(HR, store, "A", NOW)
    assert targets.current(HR, store) == {}
    assert [entry.target for entry in targets.history(HR, store)] == [TARGET, None]


def test_a_leader_sets_and_sees_targets_of_the_own_unit_and_below_alone(store: Store) -> None:
    leader = Reader(Role.LEADER, "A/B")
    targets.put(leader, store, replace(TARGET, unit_id="A/B/C"), NOW)
    targets.put(HR, store, TARGET, NOW)
    for unit in ("A", "A/BC", ""):
        with pytest.raises(AccessDenied):
            targets.put(leader, store, replace(TARGET, unit_id=unit), NOW)
    assert set(targets.current(leader, store)) == {"A/B/C"}


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.ADMIN])
def test_others_set_and_end_no_targets(store: Store, role: Role) -> None:
    with pytest.raises(AccessDenied):
        targets.put(Reader(role), store, TARGET, NOW)
    with pytest.raises(AccessDenied):
        targets.end(Reader(role), store, "A", NOW)


@pytest.mark.parametrize(
    "fault",
    [
        {"rate": 101.0},
        {"due": date(2025, 6, 1)},
        {"owner": "  "},
        {"owner": "kari@example.no"},
        {"owner": "x" * 41},
    ],
    ids=str,
)
def test_what_cannot_be_a_target_is_refused_and_nothing_is_kept(
    store: Store, fault: dict[str, object]
) -> None:
    with pytest.raises(ReaderError):
        targets.put(HR, store, replace(TARGET, **fault), NOW)
    assert targets.history(HR, store) == []


def in_a(store: Store, count: int) -> None:
    """So many people in A since 2024; every tenth is away in March of 2024 and 2025. A sick child
    in January shows that absence was written down from then."""
    away = "\n".join(
        f"{no} | doctor | {year}-03-03 | {year}-03-28"
        for year in (2024, 2025)
        for no in range(1, count + 1, 10)
    )
    with store.transaction() as cursor:
        bring(cursor, people(count, since="2024-01-01", unit="A"))
        bring(cursor, absences(f"no | type | from | to\n1 | child | 2024-01-02 |\n{away}"))


def test_below_twenty_people_nothing_is_said_of_the_progress(store: Store) -> None:
    in_a(store, 19)
    target = replace(TARGET, start=Month(2024, 12))
    found = targets.stand(HR, store, target, Month(2025, 12), date(2026, 1, 1))
    assert found.progress is None
    assert found.now["rate"] > 0


def test_a_way_shorter_than_the_noise_cannot_be_told_and_a_long_one_is_reached(
    store: Store,
) -> None:
    in_a(store, 60)
    target = replace(TARGET, start=Month(2024, 12), rate=0.7)
    today = date(2026, 1, 1)
    blurred = targets.stand(HR, store, target, Month(2025, 12), today).progress
    assert blurred is not None
    assert blurred.standing is Standing.CANNOT_TELL
    reached = targets.stand(HR, store, replace(target, rate=9), Month(2025, 12), today).progress
    assert reached is not None
    assert reached.standing is Standing.REACHED


def test_a_leader_is_not_told_of_a_unit_elsewhere(store: Store) -> None:
    in_a(store, 20)
    with pytest.raises(AccessDenied):
        targets.stand(Reader(Role.LEADER, "B"), store, TARGET, Month(2025, 12), date(2026, 1, 1))
