"""The door to single persons: who is in reach, for which purpose, and what is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from analytics import persons, queries
from analytics.access import Reader, Role
from analytics.errors import AccessDenied, ReaderError
from analytics.persons import Person, PurposeNeeded
from analytics.store.audit_log import as_json, broken_at, lines
from analytics.store.connection import Cursor, Store
from tests.builders import NOW, employees, keep

PEOPLE = """
no | unit  | parent
01 | Nord  | Huset
02 | Nord  | Huset
03 | Sør   | Huset
04 | Huset |
"""
HR = Reader(Role.HR)
NORD = Reader(Role.LEADER, "Huset/Nord")
HOUSE = Reader(Role.LEADER, "Huset")
ADVISER = Reader(Role.CONSULTANT, "Huset/Sør")


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "naervaer.duckdb") as store:
        keep(store, employees(PEOPLE))
        yield store


def number(cursor: Cursor, person: Person) -> str:
    return person.employee_no


def code_of(store: Store, no: str) -> str:
    return next(
        person.code for person in persons.reach(HR, store).values() if person.employee_no == no
    )


@pytest.mark.parametrize(
    ("reader", "numbers"),
    [
        (HR, ["01", "02", "03", "04"]),
        (NORD, ["01", "02"]),
        (HOUSE, ["04"]),
        (ADVISER, ["03"]),
        (Reader(Role.CONSULTANT), ["01", "02", "03", "04"]),
        (Reader(Role.ADMIN), []),
    ],
    ids=lambda value: f"{value.role} {value.unit}" if isinstance(value, Reader) else "",
)
def test_everybody_reaches_only_their_own(
    staffed: Store, reader: Reader, numbers: list[str]
) -> None:
    found = persons.reach(reader, staffed).values()
    assert sorted(f"0{person.employee_key}" for person in found) == numbers


def test_an_adviser_reads_codes_and_a_leader_names(staffed: Store) -> None:
    (third,) = persons.reach(ADVISER, staffed).values()
    assert (third.name, third.employee_no, third.label) == (None, third.code, third.code)
    assert {person.label for person in persons.reach(NORD, staffed).values()} == {
        "Navn 01",
        "Navn 02",
    }


def test_a_code_is_the_same_tomorrow_and_another_in_another_store(
    staffed: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "other.duckdb") as other:
        keep(other, employees(PEOPLE))
        assert code_of(staffed, "01") == code_of(staffed, "01") != code_of(other, "01")


def test_nothing_is_shown_before_a_purpose_is_given(staffed: Store) -> None:
    whom = code_of(staffed, "01")
    with pytest.raises(PurposeNeeded):
        persons.look(NORD, staffed, whom, number, NOW)
    persons.give_purpose(NORD, staffed, whom, "follow_up", NOW)
    assert persons.look(NORD, staffed, whom, number, NOW) == "01"


def test_a_purpose_runs_out_and_holds_for_one_reader_and_one_person(staffed: Store) -> None:
    first, second = code_of(staffed, "01"), code_of(staffed, "02")
    persons.give_purpose(NORD, staffed, first, "follow_up", NOW)
    later = NOW + timedelta(hours=8)
    for reader, whom, now in [(NORD, first, later), (NORD, second, NOW), (HR, first, NOW)]:
        with pytest.raises(PurposeNeeded):
            persons.look(reader, staffed, whom, number, now)


def test_a_reason_must_be_one_of_the_list(staffed: Store) -> None:
    with pytest.raises(ReaderError):
        persons.give_purpose(HR, staffed, code_of(staffed, "01"), "nysgjerrig", NOW)


def test_what_is_out_of_reach_is_denied_alike_and_written_down(staffed: Store) -> None:
    foreign, nobody = code_of(staffed, "03"), "AAAA-AAAA"
    said = set()
    for whom in (foreign, nobody):
        with pytest.raises(AccessDenied) as denied:
            persons.look(NORD, staffed, whom, number, NOW)
        said.add(str(denied.value))
        with pytest.raises(AccessDenied):
            persons.give_purpose(NORD, staffed, whom, "follow_up", NOW)
    assert len(said) == 1
    with staffed.cursor() as cursor:
        log = lines(cursor)
    assert [(line.event.whom, line.event.permitted) for line in log] == [
        (foreign, False),
        (foreign, False),
        (nobody, False),
        (nobody, False),
    ]


def test_every_look_is_written_down_with_its_purpose_and_without_names(staffed: Store) -> None:
    whom = code_of(staffed, "01")
    persons.give_purpose(NORD, staffed, whom, "follow_up", NOW)
    persons.look(NORD, staffed, whom, number, NOW)
    with staffed.cursor() as cursor:
        (line,) = lines(cursor, whom)
    event = line.event
    assert (event.who, event.action, event.what, event.purpose, event.permitted) == (
        "leader",
        "view",
        "number",
        "follow_up",
        True,
    )
    assert "Navn" not in as_json(line)
    assert '"01"' not in as_json(line)


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        ("UPDATE audit SET purpose = 'follow_up' WHERE line = 2", 2),
        ("DELETE FROM audit WHERE line = 1", 1),
        ("UPDATE audit SET line = 9 WHERE line = 3", 3),
        ("SELECT 1", None),
    ],
)
def test_a_changed_or_missing_line_of_the_log_is_found(
    staffed: Store, tampering: str, found_at: int | None
) -> None:
    whom = code_of(staffed, "01")
    persons.give_purpose(HR, staffed, whom, "case", NOW)
    for _ in range(3):
        persons.look(HR, staffed, whom, number, NOW)
    with staffed.transaction() as cursor:
        cursor.execute(tampering)
        assert broken_at(cursor) == found_at


def test_people_are_listed_once_with_the_unit_they_work_in_now(staffed: Store) -> None:
    keep(staffed, employees("no | unit | parent | from\n03 | Nord | Huset | 2025-06-01"))
    with staffed.cursor() as cursor:
        frame = queries.people(cursor).set_index("employee_no")
    assert frame["unit_id"].to_dict() == {
        "01": "Huset/Nord",
        "02": "Huset/Nord",
        "03": "Huset/Nord",
        "04": "Huset",
    }
