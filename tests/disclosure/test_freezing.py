"""What was shown together stays together, whatever is corrected or moved later."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analytics.access import Reader, Role
from analytics.disclosure import publish
from analytics.disclosure.freezing import Group, together
from analytics.disclosure.plans import plan_of
from analytics.queries import By
from analytics.store.connection import Store
from tests.builders import absences, keep, people, selection

CONSULTANT = Reader(Role.CONSULTANT)
AWAY = absences("no | type | from | to\n1 | doctor | 2025-03-03 | 2025-03-14")
TWO_AND_SIX = [
    *people(1, 900, unit="Org"),
    *people(4, 100, unit="Small", parent="Org"),
    *people(6, 1, unit="Large", parent="Org"),
]


def groups(*names: str) -> list[Group]:
    """Groups drawn as units with a stroke between."""
    return [frozenset(name.split("+")) for name in names]


def masked(frame: pd.DataFrame) -> dict[str, bool]:
    """Whether each unit is masked."""
    nodes = frame[~frame["group"]]
    return dict(zip(nodes["unit_id"], nodes["masked"], strict=True))


def test_a_later_version_may_join_groups_and_never_split_them() -> None:
    earlier = {1: groups("A+B", "C"), 4: groups("A", "B+C")}
    assert together(groups("A", "B", "C"), earlier) == groups("A+B+C")
    assert together(groups("A", "B", "C"), {1: groups("A+B", "C")}) == groups("A+B", "C")


def test_what_is_left_of_a_group_joins_the_units_that_are_new() -> None:
    assert together(groups("A", "B2", "C"), {1: groups("A+B", "C")}) == groups("A+B2", "C")
    assert together(groups("A2", "C"), {1: groups("A", "C")}) == groups("A2", "C")


def test_a_unit_that_grows_afterwards_keeps_sheltering_its_sibling(store: Store) -> None:
    small, large = people(3, 100, unit="Small", parent="Org"), people(6, unit="Large", parent="Org")
    keep(store, [*small, *large])
    keep(store, AWAY)
    assert masked(publish(store, CONSULTANT, selection("2025-03"), By.UNIT))["Org/Large"]
    keep(store, [*small, *large, *people(4, 110, unit="Small", parent="Org")])
    after = masked(publish(store, CONSULTANT, selection("2025-03"), By.UNIT))
    assert after == {"Org": False, "Org/Large": True, "Org/Small": True}


def test_units_that_were_never_shown_together_are_shown_apart(store: Store) -> None:
    keep(
        store, [*people(7, 100, unit="Small", parent="Org"), *people(6, unit="Large", parent="Org")]
    )
    keep(store, AWAY)
    shown = masked(publish(store, CONSULTANT, selection("2025-03"), By.UNIT))
    assert shown == {"Org": False, "Org/Large": False, "Org/Small": False}


def test_the_blocks_of_a_month_are_stored_once(store: Store) -> None:
    keep(store, TWO_AND_SIX)
    keep(store, AWAY)
    for _ in range(2):
        publish(store, CONSULTANT, selection("2025-03"))
    with store.cursor() as cursor:
        stored = cursor.execute(
            "SELECT version, count(*) FROM disclosure_block WHERE month = ? GROUP BY version",
            [date(2025, 3, 1)],
        ).fetchall()
    assert stored == [(2, 3)]


def test_what_a_leader_was_shown_together_stays_together_and_the_whole_is_shown(
    store: Store,
) -> None:
    leader = Reader(Role.LEADER, "Org/Div")
    staff = [*people(9, 200, unit="Far", parent="Org"), *people(1, 300, unit="Div", parent="Org"),
             *people(3, 100, unit="Small", parent="Div"),
             *people(6, unit="Large", parent="Div")]  # fmt: skip
    keep(store, staff)
    keep(store, AWAY)
    asked = selection("2025-03", "Org/Div")
    before = masked(publish(store, leader, asked, By.UNIT))
    keep(store, [*staff, *people(4, 110, unit="Small", parent="Div")])
    after = masked(publish(store, leader, asked, By.UNIT))
    sheltered = {"Org/Div": False, "Org/Div/Large": True, "Org/Div/Small": True}
    assert before == after == sheltered
    with store.cursor() as cursor:
        scopes = cursor.execute("SELECT DISTINCT scope FROM disclosure_block").fetchall()
    assert sorted(scopes) == [("",), ("Org/Div",)]


def test_groups_of_everything_are_made_of_whole_groups_of_every_leader(store: Store) -> None:
    keep(store, TWO_AND_SIX)
    keep(store, AWAY)
    everything = plan_of(store)
    for unit in ("Org", "Org/Small", "Org/Large"):
        own = plan_of(store, unit)
        for wide, narrow in zip(everything.blocks, own.blocks, strict=True):
            assert all(any(n <= w for w in wide or ()) for n in narrow or ())


def test_a_renamed_unit_does_not_set_the_one_it_was_shown_with_free(store: Store) -> None:
    keep(store, [*people(3, 1, unit="A", parent="Org"), *people(3, 11, unit="B", parent="Org"),
                 *people(9, 21, unit="Org")])  # fmt: skip
    keep(store, AWAY)
    publish(store, CONSULTANT, selection("2025-03"))
    later = [*people(3, 1, unit="A", parent="Org"), *people(3, 11, unit="B2", parent="Org"),
             *people(9, 21, unit="Org"), *people(4, 31, unit="A", parent="Org")]  # fmt: skip
    keep(store, later)
    after = masked(publish(store, CONSULTANT, selection("2025-03"), By.UNIT))
    assert after["Org/A"]
    assert after["Org/B2"]
    assert not after["Org"]
