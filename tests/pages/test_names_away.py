"""With names put away nobody's name or number is anywhere on any page, nor in what is taken out.

The whole of what is sent to the browser is searched, texts, options, tables, charts and files; the
same search finds people on every such page while names are shown.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from analytics import persons
from analytics.access import Reader, Role
from analytics.answers import patterns
from analytics.cases import events as e
from analytics.cases import keeping
from analytics.settings import Settings
from analytics.store import users
from analytics.store.commit import StoredProblem
from analytics.store.connection import Store
from analytics.store.users import Grant
from pages.components.clock import now
from pages.components.session import opened_store
from pages.components.shell import PAGES
from tests.builders import absences, bring, employees
from tests.pages.opening import DASHBOARD
from tests.pages.page_texts import say
from tests.pattern_people import HEADING, MONDAYS, ordinary

TODAY = date.today()
FIRST = 84001
ILL, AWAY, GONE = 84061, 84062, 84999  # on Mondays, and now; for 30 days; in no register
NORD = "Huset/Nord"
HR, LEADER, ADVISER = Reader(Role.HR), Reader(Role.LEADER, NORD), Reader(Role.CONSULTANT)
LETTERS = str.maketrans("0123456789", "abcdefghij")  # so that a name holds no number
GIVEN, FAMILY, LED_BY = "Gunvald", "Prikkestad", "Leda Sjefsrud"
HERS = f"Gunvald Prikkestad{str(ILL).translate(LETTERS)}".encode()
NAMED = re.compile(rb"Gunvald|Prikkestad|Sjefsrud|(?<![\d.])84(?:0[0-6]\d|777|999)(?![\d.]\d)")
WHOLE = re.compile(rb"Gunvald Prikkestad[a-j]{5}|(?<![\d.])84(?:0[0-6]\d|777|999)(?![\d.]\d)")
# Digests of files and elements, and numbers of cases: any figures stand in one by chance.
DIGEST = re.compile(rb"[0-9a-f]{32,}|sak-[0-9a-f]{12}")
MARK = say("Names are hidden – people are shown as codes").encode()
# Where a reader meets people while names are shown; the rest of the pages name nobody at all.
PEOPLE = {
    "oppfoelging", "moenstre", "ansatt", "saker", "ekspertbistand", "mine_opplysninger",
    "datakvalitet", "innstillinger",
}  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """The folder of the store, the codes of two people, and the case."""

    folder: Path
    ill: str
    away: str
    case: str


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The folder of a store with people of all kinds, a case, an account, and reasons to look."""
    folder = tmp_path_factory.mktemp("away")
    with Store(folder / "naervaer.duckdb") as store:
        _people(store)
        reach = keeping.reach(HR, store)
        ill, away = (reach[str(no)].code for no in (ILL, AWAY))
        for reader in (HR, LEADER, ADVISER):
            for whom in (ill, away):
                persons.give_purpose(reader, store, whom, "case", now())
        for reader in (HR, ADVISER):
            patterns.give_list_purpose(reader, store, "recurring", now())
        return Planted(folder, ill, away, _case(store))


def _people(store: Store) -> None:
    staff = "\n".join(f"{no} | Nord | Huset | 2020-01-01" for no in range(FIRST, AWAY + 1))
    away = [*ordinary(range(FIRST, ILL)), *(f"{ILL} | self | {day} | {day}" for day in MONDAYS)]
    away += [f"{no} | doctor | {TODAY - timedelta(days=30)} |" for no in (ILL, AWAY)]
    away.append(f"{GONE} | self | 2025-10-06 |")
    fault = StoredProblem(
        "Ark1", 4, "Ansatt", "84777", "The employee number %(value)s is unknown.",
        {"value": "84777"}, True,
    )  # fmt: skip
    with store.transaction() as cursor:
        bring(cursor, employees(f"no | unit | parent | from\n{staff}"), through=TODAY)
        rows = absences("\n".join([HEADING, *away]))
        bring(cursor, rows, through=TODAY, problems=[fault])
        cursor.execute(
            "UPDATE employment SET leader = ?,"
            " name = ? || ' ' || ? || translate(employee_no, '0123456789', 'abcdefghij')",
            [LED_BY, GIVEN, FAMILY],
        )
        users.met(cursor, "AAAA-BBBB", HERS.decode(), now())
        grant = Grant(0, "AAAA-BBBB", Role.LEADER, NORD, TODAY, None, "admin", now())
        users.give(cursor, grant)


def _case(store: Store) -> str:
    """A case in whose texts she is named, and in whose fields her leader is."""
    key = str(ILL)
    opened = e.CaseOpened(day=date(2025, 11, 3), by="", employee_key=key, owner=LED_BY, unit=NORD)
    case = keeping.open_case(HR, store, opened, now())
    for event in (
        e.MeasureStarted(day=date(2025, 11, 4), by="", what=f"{GIVEN} prøver dag", who=LED_BY),
        e.NoteMade(day=date(2025, 11, 5), by="", note=f"Ringte {HERS.decode()} ({ILL})"),
        e.EmployeeAnswered(day=date(2025, 11, 6), by="", agrees=True, asked_by=LED_BY),
        e.DecisionMade(
            day=date(2025, 11, 7), by="", what="Fortsetter", name=LED_BY,
            reason=f"{LED_BY} er enig",
        ),
        e.HandedOver(day=date(2025, 11, 8), by="", owner=LED_BY),
    ):  # fmt: skip
        by = ADVISER if isinstance(event, e.HandedOver) else HR
        keeping.record(by, store, case.case_id, event, now())
    return case.case_id


@pytest.fixture(scope="module")
def _fresh() -> Iterator[None]:
    """Nothing remembered from other stores, and the store let go of afterwards."""
    for held in (st.cache_resource, st.cache_data):
        held.clear()
    yield
    for held in (st.cache_resource, st.cache_data):
        held.clear()


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every file that a drawn button gives, made as the click would make it."""
    files: list[bytes] = []
    button = st.download_button

    def noted(label: str, data: Any, *args: Any, **how: Any) -> bool:
        files.append(_opened(data() if callable(data) else data))
        return button(label, data, *args, **how)

    monkeypatch.setattr(st, "download_button", noted)
    return files


def _opened(data: Any) -> bytes:
    """A file as it can be searched: Word and Excel are zipped."""
    if isinstance(data, str):
        return data.encode()
    if isinstance(data, bytes) and data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return b"\n".join(parts.read(name) for name in parts.namelist())
    return bytes(data)


Read = Callable[..., AppTest]


@pytest.fixture
def read(planted: Planted, _fresh: None, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Opens the dashboard as somebody who has put names away, or not."""
    monkeypatch.setenv("NAERVAER_STORE", str(planted.folder))

    def opened(reader: Reader, *, away: bool) -> AppTest:
        app = AppTest.from_file(DASHBOARD, default_timeout=120)
        app.session_state["reader"] = reader
        app.run()
        assert MARK not in sent(app)
        return app.toggle(key="hide-names").set_value(True).run() if away else app

    return opened


def sent(app: AppTest) -> bytes:
    """Everything the page sends to the browser: texts, options, tables and charts."""
    found: list[bytes] = []
    waiting: list[Any] = [app._tree]
    while waiting:
        node = waiting.pop()
        proto = getattr(node, "proto", None)
        if proto is not None:
            found.append(proto.SerializeToString())
        waiting += list(getattr(node, "children", {}).values())
    return DIGEST.sub(b"", b"\n".join(found))


def sights(app: AppTest, role: Role, planted: Planted) -> Iterator[str]:
    """Turns to every page of the role, and to what lies behind the questions on it."""
    people = {"ansatt": planted.ill, "mine_opplysninger": planted.ill}
    for name, _title, _icon, roles in PAGES:
        if role not in roles:
            continue
        turn(app, name, **({"kode": people[name]} if name in people else {}))
        yield name
        if name in ("saker", "ekspertbistand"):
            turn(app, name, sak=planted.case)
            yield name
        for part in ("talk", "draft", "after") if name == "ekspertbistand" else ():
            app.segmented_control(key="expert-part").set_value(part).run()
            yield name
        if name == "oppfoelging":
            app.radio(key="follow-up-reason").set_value("follow_up")
            next(b for b in app.button if b.label == say("Show the people")).click().run()
            yield name
            next(b for b in app.button if (b.key or "").startswith("open-")).click().run()
            yield name


def turn(app: AppTest, page: str, **address: str) -> None:
    """To a page with this address."""
    app.switch_page(f"pages/{page}.py")
    app.query_params.clear()
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception


def named_in(data: bytes) -> set[bytes]:
    return set(NAMED.findall(data))


@pytest.mark.parametrize("reader", [HR, LEADER], ids=lambda reader: str(reader.role))
def test_nobody_is_named_on_any_page_or_in_any_file_while_names_are_away(
    planted: Planted, read: Read, taken: list[bytes], reader: Reader
) -> None:
    app = read(reader, away=True)
    found: dict[str, set[bytes]] = {}
    codes = 0
    for sight in sights(app, reader.role, planted):
        data = sent(app)
        found[sight] = found.get(sight, set()) | named_in(data)
        codes += planted.away.encode() in data
    assert {sight: marks for sight, marks in found.items() if marks} == {}
    assert codes > 1  # they are there, as codes
    assert [marks for marks in map(named_in, taken) if marks] == []
    assert taken


def test_the_same_search_finds_them_while_names_are_shown(
    planted: Planted, read: Read, taken: list[bytes]
) -> None:
    app = read(HR, away=False)
    found = {sight for sight in sights(app, HR.role, planted) if named_in(sent(app))}
    assert found == PEOPLE
    assert any(map(named_in, taken))


def test_an_adviser_reads_the_one_name_that_was_opened_to_them_on_every_page_and_no_number(
    planted: Planted, read: Read
) -> None:
    app = read(ADVISER, away=False)
    turn(app, "ansatt", kode=planted.ill)
    assert planted.ill.encode() in sent(app)
    assert not named_in(sent(app))
    answered(planted, agrees=True)
    found: dict[str, set[bytes]] = {}
    for sight in sights(app, ADVISER.role, planted):
        found[sight] = found.get(sight, set()) | set(WHOLE.findall(sent(app)))
    assert {sight for sight, names in found.items() if names} == {
        "oppfoelging", "moenstre", "ansatt", "saker", "ekspertbistand",
    }  # fmt: skip
    assert set().union(*found.values()) == {HERS}
    answered(planted, agrees=False)  # in another window: nothing remembered holds
    for page, address in (
        ("ansatt", {"kode": planted.ill}),
        ("saker", {"sak": planted.case}),
        ("oppfoelging", {}),
    ):
        turn(app, page, **address)
        assert planted.ill.encode() in sent(app), page
        assert not WHOLE.findall(sent(app)), page


def answered(planted: Planted, *, agrees: bool) -> None:
    """HR records what she said about her name, in the store that the dashboard has open."""
    event = e.NameAnswered(day=TODAY, by="", agrees=agrees, how=e.How.ORAL)
    keeping.record(HR, opened_store(Settings.read(os.environ)), planted.case, event, now())


@pytest.mark.parametrize(
    ("reader", "marked", "offered"),
    [
        (HR, True, True),
        (LEADER, True, True),
        (Reader(Role.CONSULTANT), True, True),
        (Reader(Role.ADMIN), False, False),  # is told no names, and must see whom they let in
    ],
    ids=lambda value: str(value.role) if isinstance(value, Reader) else "",
)
def test_a_mark_on_every_page_says_that_names_are_away(
    planted: Planted, read: Read, reader: Reader, marked: bool, offered: bool
) -> None:
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    app.session_state["reader"], app.session_state["names-away"] = reader, True
    app.run()
    assert (MARK in sent(app)) is marked
    assert [switch.value for switch in app.toggle if switch.key == "hide-names"] == [True] * offered


def test_the_list_of_who_is_followed_up_stays_open_when_names_are_put_away(
    planted: Planted, read: Read
) -> None:
    app = read(HR, away=False)
    turn(app, "oppfoelging")
    app.radio(key="follow-up-reason").set_value("follow_up")
    next(b for b in app.button if b.label == say("Show the people")).click().run()
    assert named_in(sent(app))
    app.session_state["names-away"] = True
    app.run()
    assert app.button(key="follow-up-close")
    assert not named_in(sent(app))


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        (
            "importer",
            "Names are hidden. A file is shown with names as it is read: show names to import.",
        ),
        (
            "ekspertbistand",
            "Names are hidden. The application to NAV carries names: show names to fill it in.",
        ),
    ],
)
def test_what_cannot_be_done_without_names_says_so(
    planted: Planted, read: Read, page: str, sentence: str
) -> None:
    app = read(HR, away=True)
    turn(app, page, sak=planted.case)
    if page == "ekspertbistand":
        app.segmented_control(key="expert-part").set_value("draft").run()
    assert say(sentence) in [box.value for box in app.info]
