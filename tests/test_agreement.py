"""Who is told a name: drawn as what happened in a case, who reads, and what they see then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from analytics import persons
from analytics.access import Reader, Role
from analytics.agreement import NameOpened, names_opened, open_to
from analytics.cases import events as e
from analytics.cases import keeping
from analytics.cases.case import Case
from analytics.cases.stage import IllegalStep
from analytics.cases.standing import standing
from analytics.errors import AccessDenied, ReaderError
from analytics.queries import called
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from tests.builders import NOW, drawn, employees, keep
from tests.cases.drawn import NAME_NO, NAME_YES, OPENED, YES, on

FIRST, LAST = 110, 160  # numbers of those employed: each test has somebody of its own
READERS = {
    "hr": Reader(Role.HR),
    "leader": Reader(Role.LEADER, "A/B"),
    "leader above": Reader(Role.LEADER, "A"),
    "adviser": Reader(Role.CONSULTANT, "A", subject="EINE"),
    "other adviser": Reader(Role.CONSULTANT, "A", subject="ANNA"),
    "adviser elsewhere": Reader(Role.CONSULTANT, "C", subject="EINE"),
    "administrator": Reader(Role.ADMIN),
    "employee": Reader(Role.EMPLOYEE, subject="EINE"),
}
HR, ADVISER, OTHER = READERS["hr"], READERS["adviser"], READERS["other adviser"]
LOCAL = Reader(Role.CONSULTANT)  # no account: at this machine every adviser is the same
EVENTS: dict[str, tuple[Reader, e.Event]] = {
    "yes": (HR, NAME_YES),
    "no": (HR, NAME_NO),
    "adviser hears no": (ADVISER, NAME_NO),
    "expert": (HR, YES),
    "hr takes over": (HR, e.HandedOver(day=on(10), by="", owner="Kari Leder")),
    "other takes over": (OTHER, e.HandedOver(day=on(10), by="", owner="Anna Rådgiver")),
    "closed": (HR, e.CaseClosed(day=on(28), by="", reason="Tilbake i full stilling")),
}
# What happened in somebody's case, who reads, and what they see of her.
TABLE = """
what happened                                | reader            | sees
adviser opens                                | hr                | name
adviser opens                                | leader            | name
adviser opens                                | leader above      | nobody
adviser opens                                | administrator     | nobody
adviser opens, yes                           | administrator     | nobody
adviser opens, yes                           | employee          | nobody
adviser opens                                | adviser           | code
adviser opens, no                            | adviser           | code
adviser opens, expert                        | adviser           | code
adviser opens, yes                           | adviser           | name
adviser opens, yes                           | adviser elsewhere | nobody
adviser opens, yes                           | other adviser     | code
adviser opens, yes, no                       | adviser           | code
adviser opens, yes, adviser hears no         | adviser           | code
adviser opens, yes, no                       | hr                | name
adviser opens, yes, hr takes over            | adviser           | code
adviser opens, yes, expert, other takes over | adviser           | code
adviser opens, yes, expert, other takes over | other adviser     | code
adviser opens, expert, other takes over, yes | other adviser     | name
adviser opens, expert, other takes over, yes | adviser           | code
adviser opens, yes, closed                   | adviser           | code
hr opens, expert                             | adviser           | code
hr opens, expert, other takes over, yes      | other adviser     | name
"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("agreement") / "naervaer.duckdb") as store:
        rows = "\n".join(f"{no} | B | A" for no in range(FIRST, LAST))
        keep(store, employees(f"no | unit | parent\n{rows}"))
        yield store


@pytest.fixture
def key(numbers: Iterator[int]) -> str:
    """The employee key of somebody without a case."""
    return str(next(numbers))


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return iter(range(FIRST, LAST))


def code_of(store: Store, key: str) -> str:
    return codes(store)[key]


@cache
def codes(store: Store) -> dict[str, str]:
    return {key: person.code for key, person in keeping.reach(HR, store).items()}


def happens(store: Store, key: str, history: str) -> Case:
    """A case in which these things happened, each recorded by who may."""
    begin, *rest = history.split(", ")
    opener = ADVISER if begin == "adviser opens" else HR
    for reader in (HR, ADVISER, OTHER):
        persons.give_purpose(reader, store, code_of(store, key), "case", NOW)
    case = keeping.open_case(opener, store, replace(OPENED, employee_key=key), NOW)
    for word in rest:
        reader, event = EVENTS[word]
        case = keeping.record(reader, store, case.case_id, event, NOW)
    return case


def seen(store: Store, reader: Reader, key: str) -> str:
    """What the reader sees of somebody: "name", "code" or "nobody"."""
    person = persons.reach(reader, store).get(code_of(store, key))
    if person is None:
        return "nobody"
    if person.name is None:
        assert person.label == person.employee_no == person.code
        return "code"
    assert person.label == f"Navn {key}"
    return "name"


@pytest.mark.parametrize("row", drawn(TABLE), ids=lambda row: " | ".join(row.values()))
def test_a_name_is_told_to_those_who_follow_up_and_to_the_adviser_it_was_opened_to(
    staffed: Store, key: str, row: dict[str, str]
) -> None:
    happens(staffed, key, row["what happened"])
    reader = READERS[row["reader"]]
    assert seen(staffed, reader, key) == row["sees"]
    away = replace(reader, names=False)
    assert seen(staffed, away, key) == row["sees"].replace("name", "code")


def test_what_one_employee_agrees_to_opens_nobody_elses_name(staffed: Store, key: str) -> None:
    happens(staffed, key, "adviser opens, yes")
    nobody_asked = str(LAST - 1)
    assert seen(staffed, ADVISER, key) == "name"
    assert seen(staffed, ADVISER, nobody_asked) == "code"


def test_an_agreement_in_a_closed_case_does_not_reach_into_the_next(
    staffed: Store, key: str
) -> None:
    happens(staffed, key, "adviser opens, yes, closed")
    happens(staffed, key, "adviser opens")
    assert seen(staffed, ADVISER, key) == "code"


def test_at_one_machine_the_adviser_without_an_account_is_told_the_name_too(
    staffed: Store, key: str
) -> None:
    for reader in (HR, LOCAL):
        persons.give_purpose(reader, staffed, code_of(staffed, key), "case", NOW)
    case = keeping.open_case(LOCAL, staffed, replace(OPENED, employee_key=key), NOW)
    keeping.record(HR, staffed, case.case_id, NAME_YES, NOW)
    assert seen(staffed, LOCAL, key) == "name"


def test_only_hr_and_the_leader_record_a_yes_and_the_attempt_is_written_down(
    staffed: Store, key: str
) -> None:
    case = happens(staffed, key, "adviser opens")
    with pytest.raises(AccessDenied):
        keeping.record(ADVISER, staffed, case.case_id, NAME_YES, NOW)
    assert seen(staffed, ADVISER, key) == "code"
    with staffed.cursor() as cursor:
        last = lines(cursor)[-1].event
    assert (last.who, last.what, last.permitted) == (ADVISER.who, "name_answered", False)
    leader = READERS["leader"]
    persons.give_purpose(leader, staffed, code_of(staffed, key), "case", NOW)
    keeping.record(leader, staffed, case.case_id, NAME_YES, NOW)
    assert seen(staffed, ADVISER, key) == "name"


def test_a_yes_waits_until_an_adviser_has_the_case(staffed: Store, key: str) -> None:
    case = happens(staffed, key, "hr opens")
    with pytest.raises(ReaderError, match="No adviser has this case"):
        keeping.record(HR, staffed, case.case_id, NAME_YES, NOW)
    assert keeping.load(HR, staffed, case.case_id, NOW) == case


def test_a_yes_remembered_late_takes_back_no_no(staffed: Store, key: str) -> None:
    case = happens(staffed, key, "adviser opens, no")
    with pytest.raises(IllegalStep, match="There is a no of"):
        keeping.record(HR, staffed, case.case_id, NAME_YES, NOW)
    assert seen(staffed, ADVISER, key) == "code"


def test_it_is_told_to_whom_a_name_was_opened_since_when_and_until_when(
    staffed: Store, key: str
) -> None:
    case = happens(staffed, key, "adviser opens, yes, no")
    later = replace(NAME_YES, day=on(27), how=e.How.WRITTEN)
    keeping.record(HR, staffed, case.case_id, later, NOW)
    with staffed.cursor() as cursor:
        told = names_opened(cursor, case.case_id)
        assert [one for one in names_opened(cursor) if one.employee_key == key] == told
        assert told == [
            NameOpened(case.case_id, key, ADVISER.who, "oral", on(6), on(26)),
            NameOpened(case.case_id, key, ADVISER.who, "written", on(27), None),
        ]
        assert key in open_to(cursor, ADVISER.who)
        assert key not in open_to(cursor, OTHER.who)


def test_a_look_by_name_is_written_down_with_its_purpose_and_without_the_name(
    staffed: Store, key: str
) -> None:
    case = happens(staffed, key, "adviser opens, yes")
    assert keeping.load(ADVISER, staffed, case.case_id, NOW).employee_key == key
    with staffed.cursor() as cursor:
        last = lines(cursor)[-1].event
    assert (last.who, last.whom, last.purpose) == (ADVISER.who, code_of(staffed, key), "case")


@pytest.mark.parametrize(
    ("history", "reader", "told"),
    [
        ("adviser opens", ADVISER, "{code} ({code}) ringte Kari Leder"),
        ("adviser opens, yes", ADVISER, "Navn {code} ({code}) ringte Kari Leder"),
        ("adviser opens", HR, "Navn {key} ({key}) ringte Kari Leder"),
        ("adviser opens", replace(HR, names=False), "{code} ({code}) ringte Kari Leder"),
    ],
)
def test_what_people_wrote_in_a_case_has_the_code_where_the_name_is_not_told(
    staffed: Store, key: str, history: str, reader: Reader, told: str
) -> None:
    case = happens(staffed, key, history)
    note = e.NoteMade(day=on(3), by="", note=f"Navn {key} ({key}) ringte Kari Leder")
    keeping.record(HR, staffed, case.case_id, note, NOW)
    shown = standing(reader, staffed, case.case_id, on(28), NOW).case
    code = code_of(staffed, key)
    notes = [event.note for event in shown.events if isinstance(event, e.NoteMade)]
    assert notes == [told.format(code=code, key=key)]
    assert (shown.owner == OPENED.owner) is reader.names


def test_everything_files_ever_called_somebody_is_known_to_be_put_away(
    staffed: Store, key: str
) -> None:
    keep(staffed, employees(f"no | unit | parent\n00{key} | B | A"))
    with staffed.cursor() as cursor:
        frame = called(cursor)
    numbers = frame[(frame["kind"] == "number") & (frame["employee_key"] == key)]
    assert set(numbers["called"]) == {key, f"00{key}"}
