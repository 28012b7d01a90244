"""Role × page, role × query, role × unit and role × person, generated from what is registered.

A page or query added tomorrow is in here tomorrow: denied until somebody has let a role in.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from analytics import access, persons, queries
from analytics.access import OF_GROUPS, Reader, Role, narrow
from analytics.domain.period import Month, Period
from analytics.errors import AccessDenied
from analytics.queries import Selection
from analytics.store.connection import Cursor, Store
from pages.components.shell import PAGES
from tests.builders import NOW, employees, keep

FOLDER = Path(__file__).parents[2] / "pages"
PERIOD = Period(Month(2025, 1), Month(2025, 12))
QUERIES = {path.stem for path in queries.FOLDER.glob("*.sql")}
HERE: dict[type, Any] = {
    Selection: Selection(PERIOD),
    Period: PERIOD,
    date: date(2025, 12, 31),
    str: "",
}
STAFF = """
no | unit  | parent
01 | Nord  | Huset
02 | Nord  | Huset
03 | Sør   | Huset
04 | Huset |
"""
READERS = {
    "leader of Nord": Reader(Role.LEADER, "Huset/Nord"),
    "leader of all": Reader(Role.LEADER, "Huset"),
    "adviser of Nord": Reader(Role.CONSULTANT, "Huset/Nord"),
    "adviser": Reader(Role.CONSULTANT),
    "administrator": Reader(Role.ADMIN),
}


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("matrix") / "naervaer.duckdb") as store:
        keep(store, employees(STAFF))
        yield store


def roles_in(page: Path) -> set[Role]:
    """The roles that a page file's own guard lets in."""
    call = next(
        node.value
        for node in ast.parse(page.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node).startswith("session = current(")
    )
    assert isinstance(call, ast.Call)
    if ast.unparse(call) == "current(*Role)":
        return set(Role)
    return {Role[ast.unparse(argument).rpartition(".")[2]] for argument in call.args}


@pytest.mark.parametrize(("name", "roles"), [(page[0], page[3]) for page in PAGES])
def test_the_menu_shows_a_page_to_those_whom_the_page_itself_lets_in(
    name: str, roles: frozenset[Role]
) -> None:
    assert roles_in(FOLDER / f"{name}.py") == roles


def test_every_page_file_is_registered_with_its_roles() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == {page[0] for page in PAGES}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@pytest.mark.parametrize("query", sorted(QUERIES - OF_GROUPS))
def test_a_query_about_single_employees_answers_hr_alone(
    staffed: Store, query: str, reader: Reader
) -> None:
    question = getattr(queries, query)
    hints = get_type_hints(question)
    asked = [
        HERE[hints[name]]
        for name, one in list(inspect.signature(question).parameters.items())[1:]
        if one.default is inspect.Parameter.empty
    ]
    with pytest.raises(AccessDenied):
        access.answer(reader, staffed, question, *asked)
    access.answer(Reader(Role.HR), staffed, question, *asked)  # it is not the question's fault


@pytest.mark.parametrize(
    ("who", "unit", "inside"),
    [
        ("leader of Nord", "Huset/Nord", True),
        ("leader of Nord", "Huset/Sør", False),
        ("leader of Nord", "Huset/Nordre", False),
        ("leader of Nord", "Huset", False),
        ("leader of all", "Huset/Sør", True),
        ("adviser of Nord", "Huset/Sør", False),
        ("adviser", "Huset/Sør", True),
    ],
)
def test_an_address_with_a_unit_outside_the_scope_gets_nothing(
    who: str, unit: str, inside: bool
) -> None:
    if inside:
        assert narrow(READERS[who], Selection(PERIOD, unit)).unit == unit
        return
    with pytest.raises(AccessDenied):
        narrow(READERS[who], Selection(PERIOD, unit))


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_without_a_unit_in_the_address_the_readers_own_counts(reader: Reader) -> None:
    assert narrow(reader, Selection(PERIOD)).unit == reader.unit


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_the_tree_holds_no_unit_outside_the_scope(staffed: Store, reader: Reader) -> None:
    shown = set(access.answer(reader, staffed, queries.units)["unit_id"])
    every = {"Huset", "Huset/Nord", "Huset/Sør"}
    assert shown == {unit for unit in every if access.within(unit, reader.unit)}


@pytest.mark.parametrize("no", ["01", "02", "03", "04"])
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_a_person_outside_the_reach_is_denied_whatever_the_address_says(
    staffed: Store, reader: Reader, no: str
) -> None:
    everybody = persons.reach(Reader(Role.HR), staffed).values()
    code = next(person.code for person in everybody if person.employee_no == no)
    if code in persons.reach(reader, staffed):
        persons.give_purpose(reader, staffed, code, "follow_up", NOW)
        assert persons.look(reader, staffed, code, number, NOW) == no
        return
    with pytest.raises(AccessDenied):
        persons.give_purpose(reader, staffed, code, "follow_up", NOW)
    with pytest.raises(AccessDenied):
        persons.look(reader, staffed, code, number, NOW)


def number(cursor: Cursor, person: persons.Person) -> str:
    return person.employee_no


def test_an_accounts_purpose_is_its_own_and_not_the_roles(staffed: Store) -> None:
    one, other = (Reader(Role.HR, subject=code) for code in ("AAAA", "BBBB"))
    code = next(iter(persons.reach(one, staffed)))
    persons.give_purpose(one, staffed, code, "follow_up", NOW)
    assert persons.look(one, staffed, code, number, NOW)
    with pytest.raises(persons.PurposeNeeded):
        persons.look(other, staffed, code, number, NOW)
