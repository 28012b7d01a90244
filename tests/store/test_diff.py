"""How a file stands to what is held: new, changed, unchanged, missing, outside, absent."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analytics.queries import dataset, imports, open_spells, spells
from analytics.store import differences
from analytics.store.commit import Change, Header, Until, bring_in
from analytics.store.connection import Store
from analytics.store.versions import current_version
from tests.builders import (
    NOW,
    THROUGH,
    Rows,
    absences,
    agreed,
    bring,
    employees,
    facts,
    frame,
    keep,
    people,
)
from tests.conftest import trial
from tests.reference import Absence

MARCH = absences("""no | type | from | to
                    1 | self | 2025-03-03 | 2025-03-05
                    2 | doctor | 2025-03-10 | 2025-03-14
                    3 | self | 2025-03-31 | 2025-03-31""")


def test_every_row_of_an_export_is_one_of_five_things(store: Store) -> None:
    keep(store, people(4))
    keep(store, [*MARCH, *absences("no | type | from | to\n1 | self | 2024-11-04 | 2024-11-05")])
    change = keep(
        store,
        absences("""no | type | from | to | grade
                    1 | self | 2025-03-03 | 2025-03-05 | 100
                    3 | self | 2025-03-31 | 2025-04-01 | 100
                    4 | doctor | 2025-03-20 | 2025-03-21 | 50"""),
    )
    assert {s: change.count(s) for s in ("new", "changed", "unchanged", "missing", "outside")} == {
        "new": 1,
        "changed": 1,
        "unchanged": 1,
        "missing": 1,
        "outside": 1,
    }
    with store.cursor() as cursor:
        assert sorted(spells(cursor)["employee_no"]) == ["1", "1", "3", "4"]


def test_a_corrected_type_and_a_corrected_start_are_changes_and_no_new_rows(
    store: Store,
) -> None:
    keep(store, MARCH)
    change = keep(
        store,
        absences("""no | type | from | to
                    1 | doctor | 2025-03-03 | 2025-03-05
                    2 | doctor | 2025-03-11 | 2025-03-14
                    3 | self | 2025-03-31 | 2025-03-31"""),
    )
    assert (change.count("changed"), change.count("unchanged")) == (2, 1)
    before = change.diff.set_index("employee_no")
    assert (before.loc["1", "type_before"], before.loc["1", "type_after"]) == (
        "self_certified",
        "doctor_certified",
    )


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    files: list[Rows] = [
        people(4),
        MARCH,
        agreed("unit | month | days | persons\nZ | 2025-03 | 90 | 6"),
    ]
    for rows in files:
        keep(store, rows)
    with store.cursor() as cursor:
        before = facts(cursor)
    for rows in files:
        change = keep(store, rows)
        assert (change.import_id, change.count("unchanged")) == (None, len(rows))
    with store.cursor() as cursor:
        assert (facts(cursor), dataset(cursor).version) == (before, 3)


def test_the_same_rows_exported_later_carry_open_spells_on(store: Store) -> None:
    keep(store, people(1))
    sick = absences("type | from | to\ndoctor | 2025-03-03 |")
    keep(store, sick, through=date(2025, 3, 14), file_hash="first")
    change = keep(store, sick, through=date(2025, 3, 31), file_hash="second")
    assert (change.version, change.count("unchanged")) == (3, 1)
    with store.cursor() as cursor:
        assert list(open_spells(cursor)["days"]) == [29]


def test_an_open_spell_that_has_ended_since_is_a_change(store: Store) -> None:
    keep(store, absences("type | from | to\ndoctor | 2025-03-03 |"))
    change = keep(store, absences("type | from | to\ndoctor | 2025-03-03 | 2025-03-28"))
    assert change.count("changed") == 1
    with store.cursor() as cursor:
        assert open_spells(cursor).empty


def test_a_file_that_looks_like_an_extract_removes_nothing(store: Store) -> None:
    everybody = absences(
        "no | type | from | to\n"
        + "\n".join(f"{n} | self | 2025-03-03 | 2025-03-0{3 + n % 3}" for n in range(1, 31))
    )
    keep(store, everybody)
    change = keep(store, everybody[:10])
    assert (change.import_id, change.count("missing"), change.removed_missing) == (None, 20, False)
    removed = keep(store, everybody[:10], remove_missing=True)
    assert removed.removed_missing
    with store.cursor() as cursor:
        assert len(spells(cursor)) == 10


def test_a_few_missing_rows_are_removed_and_kept_when_told_to(store: Store) -> None:
    keep(store, MARCH)
    kept = keep(store, [MARCH[0], MARCH[2]], remove_missing=False)
    assert (kept.import_id, kept.count("missing")) == (None, 1)
    assert keep(store, [MARCH[0], MARCH[2]]).version == 2
    with store.cursor() as cursor:
        assert len(spells(cursor)) == 2


def test_a_list_of_todays_staff_does_not_erase_those_who_left(store: Store) -> None:
    keep(store, people(3))
    change = keep(store, people(2))
    assert (change.import_id, change.count("absent")) == (None, 1)
    with store.cursor() as cursor:
        assert dataset(cursor).employed == 3


def test_for_people_it_names_an_employee_file_is_the_whole_truth(store: Store) -> None:
    keep(
        store,
        employees("""no | unit | from | to
                     1 | A | 2024-01-01 | 2024-12-31
                     1 | B | 2025-01-01 | """),
    )
    change = keep(store, employees("no | unit | from\n1 | B | 2025-01-01"))
    assert (change.count("missing"), change.count("unchanged")) == (1, 1)
    with store.cursor() as cursor:
        assert [row[1] for row in facts(cursor)["fact_employment"]] == [None]


def test_given_days_of_months_outside_the_file_are_left_alone(store: Store) -> None:
    keep(
        store,
        agreed("""unit | month | days | persons
                  A | 2025-01 | 100 | 5
                  A | 2025-03 | 100 | 5
                  A | 2025-04 | 100 | 5"""),
    )
    change = keep(
        store,
        agreed("""unit | month | days | persons
                  A | 2025-02 | 100 | 5
                  A | 2025-04 | 110 | 5"""),
    )
    counted = {s: change.count(s) for s in ("new", "changed", "missing", "outside")}
    assert counted == {"new": 1, "changed": 1, "missing": 1, "outside": 1}


def test_two_sources_do_not_know_of_each_other(store: Store) -> None:
    keep(store, MARCH, source="Visma")
    change = keep(store, MARCH[:1], source="Huldt")
    assert (change.count("new"), change.count("missing")) == (1, 0)
    with store.cursor() as cursor:
        assert list(imports(cursor)["source"]) == ["Huldt", "Visma"]


def test_of_many_rows_all_are_counted_and_the_first_of_each_kind_listed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "LISTED", 2)
    rows = absences(
        "no | type | from\n" + "\n".join(f"{n} | self | 2025-03-03" for n in range(1, 10))
    )
    keep(store, rows)
    ended = absences(
        "no | type | from | to\n"
        + "\n".join(f"{n} | self | 2025-03-03 | 2025-03-05" for n in (8, 9, 7))
    )
    change = keep(store, [rows[3], rows[1], *ended, rows[4], *people_away(10, 11, 12)])
    assert change.counts == {"unchanged": 3, "changed": 3, "new": 3, "missing": 3}
    listed = change.diff.groupby("status", sort=False)["employee_no"].agg(list).to_dict()
    assert listed == {
        "unchanged": ["4", "2"],  # as they stand in the file
        "changed": ["8", "9"],
        "new": ["10", "11"],
        "missing": ["1", "3"],  # as they are held
    }
    with store.cursor() as cursor:  # what is not listed is written all the same
        held = sorted(spells(cursor)["employee_no"], key=int)
    assert held == ["2", "4", "5", "7", "8", "9", "10", "11", "12"]


def people_away(*numbers: int) -> list[Absence]:
    return absences("no | type | from\n" + "\n".join(f"{n} | self | 2025-03-03" for n in numbers))


@pytest.mark.parametrize("until", Until)
def test_how_far_an_import_is_carried_does_not_change_what_it_tells(
    store: Store, until: Until
) -> None:
    keep(store, people(4))
    told = Change(2, 2, {"new": 3}, pd.DataFrame(), True, {})
    with store.transaction() as cursor:
        header = Header("absence", "Visma", "a", "a", "rows", "Ark1", "f", THROUGH, 3, 0, 0)
        change = bring_in(cursor, header, frame(MARCH), [], now=NOW, until=until)
        assert change == told
        assert current_version(cursor) == (1 if until is Until.COMPARED else 2)
        assert len(spells(cursor)) == (3 if until is Until.COUNTED else 0)
        assert len(imports(cursor)) == (1 if until is Until.COMPARED else 2)


def test_people_taken_a_part_at_a_time_stand_as_they_do_all_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, people(9))
    keep(store, [*MARCH, *people_away(4, 5, 6, 7, 8)])
    came = [*MARCH[1:], *people_away(4, 5, 9, 10, 11)]
    for rows in (people(7, first=4), came, came[2:]):
        told = []
        for at_once in (1, 350_000):
            monkeypatch.setattr(differences, "AT_ONCE", at_once)
            with trial(store) as cursor:
                told.append(bring(cursor, rows))
        assert told[0] == told[1]
        assert told[0].diff.equals(told[1].diff)
        assert len(told[0].counts) > 1
