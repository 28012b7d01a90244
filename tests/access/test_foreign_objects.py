"""Addresses with somebody else's object in them: denied, written down, and told apart by nothing
from what never was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from analytics import access, persons, queries, users
from analytics.access import Reader, Role
from analytics.answers import follow_up, follow_up_open, own, pattern_marks, targets
from analytics.cases import keeping
from analytics.cases.events import CaseOpened, Meeting, MeetingHeld
from analytics.errors import AccessDenied, ReaderError
from analytics.store.audit_log import Event, lines
from analytics.store.connection import Store
from analytics.store.findings import State
from analytics.users import Access
from pages.components.serving import downloads
from pages.components.view import read_view
from tests.access import asking
from tests.access.world import (
    FIRST,
    FOREIGN,
    NOW,
    OWN,
    TODAY,
    WITH_A_CASE,
    WITHOUT,
    World,
    a_mark,
    aim,
    furnished,
)
from tests.server.test_downloads import claims

OUTSIDERS = ("leader", "adviser", "admin", "employee")
# Other letters and digits, the same to the eye.
LOOKALIKE = str.maketrans("aceopsxy01", "асеорѕху𝟎𝟏")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with Store(tmp_path_factory.mktemp("foreign") / "naervaer.duckdb") as store:
        yield furnished(store)


def guesses(real: str) -> list[str]:
    """A foreign object's id, what looks like it, what lies beside it, and ways round a path."""
    after = real[:-1] + ("0" if real[-1] != "0" else "1")
    return [
        real,
        real.upper() if real != real.upper() else real.lower(),
        f" {real} ",
        real + "\x00",
        real.translate(LOOKALIKE),
        after,
        real[:-1],
        f"../{real}",
        f"{OWN}/../{real}",
        real.replace("/", "%2F") + "%00",
        f"{real}' OR '1'='1",
        "%",
        "*",
        "0",
        "1",
        "-1",
        "x" * 5000,
    ]


def events(world: World) -> list[Event]:
    with world.store.cursor() as cursor:
        return [line.event for line in lines(cursor)]


def refusal(world: World, reader: Reader, ask: Callable[[], object]) -> str:
    """What a refused reader is told; the refusal is the newest line of the log, under their name
    and nobody else's."""
    before = len(events(world))
    with pytest.raises(AccessDenied) as refused:
        ask()
    added = events(world)[before:]
    assert [(event.who, event.permitted) for event in added] == [(reader.who, False)]
    assert added[0].whom is None or len(added[0].whom) <= 16
    return refused.value.text(reader.translate)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_foreign_persons_code_and_every_guess_at_it_is_denied_in_the_same_words(
    world: World, name: str
) -> None:
    reader, store, real = world.readers[name], world.store, world.code(FOREIGN)
    told = {
        refusal(world, reader, ask)
        for code in guesses(real)
        for ask in (
            lambda: persons.find(reader, store, code, "a_test", NOW),  # noqa: B023
            lambda: persons.give_purpose(reader, store, code, "follow_up", NOW),  # noqa: B023
            lambda: persons.look(reader, store, code, number, NOW),  # noqa: B023
        )
    }
    (sentence,) = told
    assert not [word for word in (real, "Navn", str(FIRST[FOREIGN]), "Sør") if word in sentence]


def number(_cursor: object, person: persons.Person) -> str:
    return person.employee_no


@pytest.mark.parametrize("name", ["leader", "adviser"])
def test_a_list_opened_about_a_foreign_person_or_unit_shows_nobody(world: World, name: str) -> None:
    reader, store = world.readers[name], world.store
    one = follow_up_open.Opening("follow_up", NOW, "", world.code(FOREIGN))
    refusal(world, reader, lambda: follow_up_open.opened(reader, store, one, TODAY, (0, 0)))
    for unit in guesses(FOREIGN):
        opening = follow_up_open.Opening("follow_up", NOW, unit)
        assert follow_up_open.opened(reader, store, opening, TODAY, (0, 0)) == []


@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_foreign_case_is_denied_and_nothing_is_kept_in_it(world: World, name: str) -> None:
    reader, store, case = world.readers[name], world.store, world.cases[FOREIGN]
    said = MeetingHeld(day=TODAY, by="", template=Meeting.FOLLOW_UP, agreed="Ny tid")
    with store.cursor() as cursor:
        before = keeping.all_open(cursor)
    for ask in (
        lambda: keeping.permitted(reader, store, case, "a_test", NOW),
        lambda: keeping.load(reader, store, case, NOW),
        lambda: keeping.record(reader, store, case, said, NOW),
    ):
        told = refusal(world, reader, ask)
        assert not any(word in told for word in (case, "Navn", "Sør"))
    with store.cursor() as cursor:
        assert keeping.all_open(cursor) == before


@pytest.mark.parametrize("name", OUTSIDERS)
def test_a_foreign_case_and_one_that_never_was_are_refused_in_the_same_words(
    world: World, name: str
) -> None:
    reader, store, case = world.readers[name], world.store, world.cases[FOREIGN]
    told = {
        refusal(world, reader, lambda: keeping.load(reader, store, guess, NOW))  # noqa: B023
        for guess in guesses(case)
    }
    (sentence,) = told
    assert case not in sentence


@pytest.mark.parametrize("name", ["hr", "leader", "adviser"])
def test_a_guess_at_a_case_opens_none(world: World, name: str) -> None:
    reader, store = world.readers[name], world.store
    for guess in guesses(world.cases[OWN])[1:]:
        with pytest.raises(ReaderError):
            keeping.load(reader, store, guess, NOW)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_case_is_opened_about_a_foreign_person(world: World, name: str) -> None:
    reader, store = world.readers[name], world.store
    key = str(FIRST[FOREIGN] + WITHOUT)
    opened = CaseOpened(day=TODAY, by="", employee_key=key, owner="Enhetsleder")
    refusal(world, reader, lambda: keeping.open_case(reader, store, opened, NOW))
    with store.cursor() as cursor:
        assert key not in {case.employee_key for case in keeping.all_open(cursor)}


def test_a_note_about_somebody_else_is_not_taken_back_by_its_number(world: World) -> None:
    store, hr, leader = world.store, world.readers["hr"], world.readers["leader"]
    theirs = follow_up.note(hr, store, world.code(FOREIGN), a_mark(), NOW)
    told = set()
    for guess in (theirs, theirs + 1, 0, -1, 10**9):
        with pytest.raises(ReaderError) as refused:
            follow_up.take_back(leader, store, world.code(OWN), guess, NOW)
        told.add(str(refused.value))
    assert len(told) == 1
    assert theirs in [one.number for one in follow_up.history(hr, store, world.code(FOREIGN), NOW)]
    refusal(
        world, leader, lambda: follow_up.take_back(leader, store, world.code(FOREIGN), theirs, NOW)
    )


def test_a_foreign_units_target_is_neither_set_nor_ended(world: World) -> None:
    leader, store = world.readers["leader"], world.store
    below = f"{OWN}/"  # such a path is the name of a unit below the own, and no way out of it
    for unit in [*guesses(FOREIGN), "Huset", ""]:
        if unit.startswith(below):
            continue
        with pytest.raises(AccessDenied):
            targets.put(leader, store, aim(unit), NOW)
        with pytest.raises(AccessDenied):
            targets.end(leader, store, unit, NOW)
    assert set(targets.current(world.readers["hr"], store)) == {OWN, FOREIGN}


@pytest.mark.parametrize("name", ["leader", "adviser"])
def test_a_foreign_unit_in_an_address_is_refused_as_one_that_never_was(
    world: World, name: str
) -> None:
    reader = world.readers[name]
    tree = access.answer(reader, world.store, queries.units)
    told = set()
    for unit in [*guesses(FOREIGN), "Huset", "Huset/Aldri"]:
        with pytest.raises(AccessDenied) as refused:
            read_view({"enhet": unit}, asking.YEAR, tree)
        told.add(refused.value.message)
    assert len(told) == 1


def test_a_finding_about_a_foreign_person_or_unit_is_marked_by_nobody_else(world: World) -> None:
    adviser = world.readers["adviser"]
    about = asking.finding(world, FOREIGN)
    for finding in (about, replace(about, person=None)):
        with pytest.raises(AccessDenied):
            pattern_marks.put(adviser, world.store, finding, State.SEEN, None, NOW)
        assert pattern_marks.history(world.store, finding) == []


def test_an_employee_reads_the_own_sheet_whatever_they_name(world: World) -> None:
    kari, store = world.readers["employee"], world.store
    boss = world.readers["admin"]
    linked = Access(world.accounts["ola"], Role.EMPLOYEE, employee_no=str(FIRST[FOREIGN]))
    users.give(boss, store, linked, TODAY, NOW)
    ola = Reader(Role.EMPLOYEE, FOREIGN, subject=world.accounts["ola"])
    nothing = asking.NOTHING_FOUND
    assert own.own(kari, store, nothing, TODAY, NOW).code == world.code(OWN, WITHOUT)
    assert own.own(ola, store, nothing, TODAY, NOW).code == world.code(FOREIGN, WITH_A_CASE)
    for whom in guesses(world.code(FOREIGN)):
        refusal(
            world,
            kari,
            lambda: own.as_seen_by(kari, store, whom, nothing, TODAY, NOW),  # noqa: B023
        )


@pytest.mark.parametrize("name", ["hr", "leader", "adviser", "employee"])
def test_nobodys_access_is_ended_by_guessing_its_number(world: World, name: str) -> None:
    reader, store = world.readers[name], world.store
    held = users.listing(world.readers["admin"], store).grants
    for grant in [one.number for one in held if one.ended_at is None]:
        with pytest.raises(AccessDenied):
            users.end(reader, store, grant, TODAY, NOW)
    assert users.listing(world.readers["admin"], store).grants == held


def test_anothers_file_and_every_guess_at_its_name_belongs_to_nobody_else() -> None:
    name = downloads.named(claims("ola"), "rapport", "pdf")
    downloads.named(claims("kari"), "rapport", "pdf")
    assert downloads.belongs(name, "ola")
    assert not [guess for guess in guesses(name) if downloads.belongs(guess, "kari")]
    assert not [guess for guess in guesses(name) if downloads.belongs(guess, "")]
