"""Role × page, query, door, file and parameter: what the code has is what is intended, and every
refusal is one of the data layer.

A page, query, door, file or parameter added tomorrow fails here until `intended` says who may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from analytics import access, persons
from analytics.access import OF_GROUPS, Reader, Role, narrow
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied
from analytics.queries import Selection
from analytics.store.connection import Store
from pages.components import shell
from tests.access import asking, intended, registers
from tests.access.asking import Got
from tests.access.world import FOREIGN, NOW, OWN, WITHOUT, World, furnished, set_aims

PERIOD = Period(Month(2025, 1), Month(2025, 12))
Row = Mapping[str, str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with Store(tmp_path_factory.mktemp("matrix") / "naervaer.duckdb") as store:
        yield furnished(store)


def named(rows: list[dict[str, str]]) -> list[str]:
    return [next(iter(row.values())) for row in rows]


@pytest.mark.parametrize(
    ("rows", "there"),
    [
        (intended.PAGES, registers.page_files()),
        (intended.QUERIES, registers.questions()),
        (intended.DOORS, registers.doors()),
        (intended.FILES, registers.files()),
        (intended.PARAMETERS, registers.parameters()),
    ],
    ids=["pages", "queries", "doors", "files", "parameters"],
)
def test_everything_that_is_there_is_decided_about_once_and_nothing_else(
    rows: list[dict[str, str]], there: Mapping[str, object] | set[str]
) -> None:
    assert sorted(named(rows)) == sorted(there)


@pytest.mark.parametrize("row", intended.PAGES, ids=named(intended.PAGES))
def test_a_page_is_opened_by_its_guard_and_shown_by_the_menu_to_those_intended(row: Row) -> None:
    meant = {role for name, role in intended.ROLES.items() if row[name] == "yes"}
    menu = {page[0]: page[3] for page in shell.PAGES}
    assert registers.page_files()[row["page"]] == meant
    assert menu[row["page"]] == meant


def test_nobody_but_hr_and_readers_of_groups_is_let_on_to_any_query() -> None:
    let_on = {row["query"] for row in intended.QUERIES if row["admin"] != "no"}
    assert let_on == OF_GROUPS


@pytest.mark.parametrize("row", intended.QUERIES, ids=named(intended.QUERIES))
def test_a_query_answers_those_intended_and_denies_all_others(world: World, row: Row) -> None:
    query = registers.questions()[row["query"]]
    assert faults(row, {name: asked(world, name, query, True) for name in world.readers}) == []


@pytest.mark.parametrize("row", intended.DOORS, ids=named(intended.DOORS))
def test_a_door_opens_to_those_intended_and_to_no_others(world: World, row: Row) -> None:
    set_aims(world.store)  # the doors before may have changed them
    door = registers.doors()[row["door"]]
    got = {name: asked(world, name, door, False) for name in world.readers if row[name] != "–"}
    assert faults(row, got) == []


@pytest.mark.parametrize("row", intended.BEHIND, ids=named(intended.BEHIND))
def test_what_stands_behind_a_door_is_come_to_by_that_door_alone(row: Row) -> None:
    assert registers.callers(row["function"]) == set(row["called by"].split())


def asked(world: World, name: str, door: asking.Door, query: bool) -> tuple[Got, Got]:
    """What the reader gets about the own unit, and about the foreign one."""
    ask = asking.ask_query if query else asking.ask
    own = ask(world.readers[name], world, door, OWN)
    if not asking.about_a_unit(door):
        return own, own
    return own, ask(world.readers[name], world, door, FOREIGN)


def faults(row: Row, got: Mapping[str, tuple[Got, Got]]) -> list[str]:
    """What is otherwise than the row of the table says. Nothing in an answer counts as a refusal
    only where somebody else is given something: an empty store refuses nobody."""
    fits = {
        "yes": lambda own, foreign: Got.DENIED not in (own, foreign),
        "own": lambda own, foreign: own is not Got.DENIED and foreign is not Got.SOMETHING,
        "no": lambda own, foreign: Got.SOMETHING not in (own, foreign),
    }
    wrong = [f"{name}: {got[name]}" for name in got if not fits[row[name]](*got[name])]
    refused = {name: {"own": pair[1:], "no": pair}.get(row[name], ()) for name, pair in got.items()}
    silent = [name for name, pair in refused.items() if Got.NOTHING in pair]
    given = any(Got.SOMETHING in pair for pair in got.values())
    return wrong + ([] if given else [f"{name}: refused by an empty store" for name in silent])


@pytest.mark.parametrize("row", intended.FILES, ids=named(intended.FILES))
def test_a_file_is_refused_where_what_it_is_made_of_is_refused(row: Row) -> None:
    """What a file is made of has a row above, with a test: the two say the same."""
    kind, _, page = row["through"].partition(" ")
    sources = {
        **{one["door"]: one for one in intended.DOORS},
        **{one["query"]: one for one in intended.QUERIES},
        **{f"page {one['page']}": one for one in intended.PAGES},
    }
    if row["through"] == "the machine":
        assert {row[name] for name in intended.ROLES} == {"–"}
        return
    source = sources[row["through"]]
    told = {name: "yes" if row[name] == "page" else row[name] for name in intended.ROLES}
    assert told == {name: source[name] for name in intended.ROLES}
    assert kind != "page" or page in named(intended.PAGES)


@pytest.mark.parametrize(
    ("reader", "unit", "inside"),
    [
        (Reader(Role.LEADER, "Huset/Nord"), "Huset/Nord", True),
        (Reader(Role.LEADER, "Huset/Nord"), "Huset/Nord/Natt", True),
        (Reader(Role.LEADER, "Huset/Nord"), "Huset/Sør", False),
        (Reader(Role.LEADER, "Huset/Nord"), "Huset/Nordre", False),
        (Reader(Role.LEADER, "Huset/Nord"), "Huset", False),
        (Reader(Role.LEADER, "Huset/Nord"), "huset/nord", False),
        (Reader(Role.LEADER, "Huset/Nord"), "Huset/Nord/../Sør", True),  # a name as any other
        (Reader(Role.LEADER, "Huset"), "Huset/Sør", True),
        (Reader(Role.CONSULTANT, "Huset/Nord"), "Huset/Sør", False),
        (Reader(Role.CONSULTANT), "Huset/Sør", True),
        (Reader(Role.EMPLOYEE), "Huset/Nord", False),
        (Reader(Role.EMPLOYEE), "", False),
        (Reader(Role.EMPLOYEE), "//", True),  # the unit of nobody: nothing lies there
    ],
)
def test_an_address_with_a_unit_outside_the_scope_gets_nothing(
    reader: Reader, unit: str, inside: bool
) -> None:
    if inside:
        assert narrow(reader, Selection(PERIOD, unit)).unit == unit
        return
    with pytest.raises(AccessDenied):
        narrow(reader, Selection(PERIOD, unit))


@pytest.mark.parametrize("name", [name for name in intended.ROLES if name != "employee"])
def test_without_a_unit_in_the_address_the_readers_own_counts(world: World, name: str) -> None:
    reader = world.readers[name]
    assert narrow(reader, Selection(PERIOD)).unit == reader.unit


@pytest.mark.parametrize("name", intended.ROLES)
def test_a_person_outside_the_reach_is_denied_whatever_the_address_says(
    world: World, name: str
) -> None:
    reader, mine = world.readers[name], persons.reach(world.readers[name], world.store)
    meant = {
        "hr": set(world.codes.values()),
        "leader": {world.code(OWN, place) for place in range(8)},
        "adviser": {world.code(OWN, place) for place in range(8)},
    }
    assert set(mine) == meant.get(name, set())
    for code in set(world.codes.values()) - set(mine):
        with pytest.raises(AccessDenied):
            persons.find(reader, world.store, code, "a_test", NOW)


def test_an_accounts_purpose_is_its_own_and_not_the_roles(world: World) -> None:
    one, other = (Reader(Role.HR, subject=code) for code in ("AAAA", "BBBB"))
    code = world.code(OWN, WITHOUT)
    persons.give_purpose(one, world.store, code, "follow_up", NOW)
    assert persons.look(one, world.store, code, number, NOW)
    with pytest.raises(persons.PurposeNeeded):
        persons.look(other, world.store, code, number, NOW)


def number(_cursor: object, person: persons.Person) -> str:
    return person.employee_no


@pytest.mark.parametrize("name", intended.ROLES)
def test_the_tree_holds_no_unit_outside_the_scope(world: World, name: str) -> None:
    reader = world.readers[name]
    if name == "employee":
        return  # denied: test_a_query_answers_those_intended_and_denies_all_others
    shown = set(access.answer(reader, world.store, registers.questions()["units"])["unit_id"])
    assert shown == {unit for unit in ("Huset", OWN, FOREIGN) if access.within(unit, reader.unit)}
