"""`cases` prints the open cases with the state of every condition."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analytics import persons
from analytics.access import Reader, Role
from analytics.cases import history, keeping
from analytics.cases.absence import Level
from analytics.cases.case import Case
from analytics.cases.condition import NAMES
from analytics.cases.standing import candidates, listing, say_why, standing
from analytics.commands import casework
from analytics.commands.context import DONE, NOTHING, Context
from analytics.errors import AccessDenied, ReaderError
from analytics.settings import Settings
from analytics.store.audit_log import lines as log
from analytics.store.connection import Cursor, Store
from tests.builders import absences, bring, keep, people
from tests.cases.drawn import FACTS, NAME_NO, NAME_YES, OPENED, TODAY

NOW = datetime(2025, 11, 1, 12)
HR = Reader(Role.HR)
SICK = "no | type | from | to\n007 | doctor | 2025-03-01 | 2025-06-30"


def begin(store: Store) -> Case:
    """The case drawn, opened by HR for somebody of the register."""
    keep(store, people(1, first=7))
    code = keeping.reach(HR, store)["7"].code
    persons.give_purpose(HR, store, code, "case", NOW)
    return keeping.open_case(HR, store, OPENED, NOW)


def context(path: Path, *, as_json: bool = True) -> Context:
    args = Namespace(json=as_json, today=TODAY)
    return Context(args, Settings(store=path, language="en"), datetime.now(UTC))


def test_an_open_case_is_printed_with_every_condition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "naervaer.duckdb"
    with Store(path) as store:
        keep(store, absences(SICK))
        case = begin(store)
        for event in FACTS.values():
            keeping.record(HR, store, case.case_id, event, NOW)
    assert casework.cases(context(path)) == DONE
    (printed,) = json.loads(capsys.readouterr().out)
    assert (printed["case_id"], printed["employee_no"]) == (case.case_id, "7")
    assert (printed["step"], printed["opened"]) == ("ready", "2025-09-01")
    outcomes = {c["key"]: c["outcome"] for c in printed["conditions"]}
    assert set(outcomes) == set(NAMES)
    assert outcomes["absence"] == "met"
    assert outcomes["schemes"] == "undetermined"
    assert "days 122" in printed["conditions"][0]["known"][0]
    assert all(c["reference"] and c["checked_on"] for c in printed["conditions"])


def test_people_read_what_is_missing_and_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "naervaer.duckdb"
    with Store(path) as store:
        begin(store)
    assert casework.cases(context(path, as_json=False)) == DONE
    told = capsys.readouterr().out
    assert "Talk first" in told
    assert "! Ask the employee." in told


def test_without_open_cases_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert casework.cases(context(tmp_path / "naervaer.duckdb")) == NOTHING
    assert json.loads(capsys.readouterr().out) == []


def test_the_facts_of_a_person_come_from_the_store(cursor: Cursor) -> None:
    bring(cursor, people(1, first=7))
    bring(
        cursor,
        absences(
            """
            no  | type   | from       | to
            007 | self   | 2025-02-03 | 2025-02-05
            007 | doctor | 2025-02-06 | 2025-02-20
            007 | child  | 2025-05-05 | 2025-05-06
            8   | doctor | 2025-01-01 | 2025-09-01
            """
        ),
    )
    found = history.absence(cursor, "7", TODAY)
    assert (found.total.spells, found.total.days) == (1, 18)
    assert (found.doctor.days, found.self_certified.days) == (15, 3)
    assert history.absence(cursor, "9", TODAY).level is Level.NONE


def test_those_without_a_case_whose_data_make_a_talk_worth_while_are_found_by_hr_alone(
    store: Store,
) -> None:
    keep(
        store,
        absences(
            f"{SICK}\n8 | doctor | 2025-03-01 | 2025-06-30\n9 | self | 2025-05-05 | 2025-05-05"
        ),
    )
    assert list(candidates(HR, store, TODAY)) == ["7", "8"]
    begin(store)
    assert list(candidates(HR, store, TODAY)) == ["8"]
    assert list(candidates(Reader(Role.LEADER, "A"), store, TODAY)) == []  # only in reach
    with pytest.raises(AccessDenied):
        candidates(Reader(Role.ADMIN), store, TODAY)


def test_a_case_stands_with_the_name_of_the_register(store: Store) -> None:
    case = begin(store)
    stand = standing(HR, store, case.case_id, TODAY, NOW)
    assert (stand.name, stand.employee_no, stand.case) == ("Navn 7", "7", case)


def test_an_adviser_reads_the_name_when_the_case_is_theirs_and_the_employee_agrees_to_that(
    store: Store,
) -> None:
    keep(store, people(1, first=7, unit="B", parent="A"))
    adviser = Reader(Role.CONSULTANT, "A")
    code = keeping.reach(adviser, store)["7"].code
    persons.give_purpose(adviser, store, code, "case", NOW)
    case = keeping.open_case(adviser, store, OPENED, NOW)
    assert standing(adviser, store, case.case_id, TODAY, NOW).label == code
    keeping.record(adviser, store, case.case_id, FACTS["employee"], NOW)  # that is to an expert
    assert standing(adviser, store, case.case_id, TODAY, NOW).label == code
    persons.give_purpose(HR, store, code, "case", NOW)
    keeping.record(HR, store, case.case_id, NAME_YES, NOW)
    known = standing(adviser, store, case.case_id, TODAY, NOW)
    assert (known.label, known.employee_no) == ("Navn 7", code)
    keeping.record(adviser, store, case.case_id, NAME_NO, NOW)
    assert standing(adviser, store, case.case_id, TODAY, NOW).label == code


def test_a_list_names_nobody_before_a_reason_and_an_adviser_only_a_code(store: Store) -> None:
    keep(store, people(1, first=7, unit="B", parent="A"))
    code = keeping.reach(HR, store)["7"].code
    persons.give_purpose(HR, store, code, "case", NOW)
    keeping.open_case(HR, store, OPENED, NOW)
    adviser = Reader(Role.CONSULTANT, "A")
    before = listing(adviser, store, TODAY, NOW)
    assert (before.lines, before.waiting, before.taken) == ((), 1, frozenset({code}))
    say_why(adviser, store, "case", NOW)
    (line,) = listing(adviser, store, TODAY, NOW).lines
    assert (line.label, line.readable) == (code, False)
    (named,) = listing(HR, store, TODAY, NOW).lines
    assert (named.label, named.readable) == ("Navn 7", True)
    assert listing(Reader(Role.LEADER, "A"), store, TODAY, NOW).taken == frozenset()
    with store.cursor() as cursor:
        seen = [line.event for line in log(cursor, code) if line.event.who == "consultant"]
    assert [(event.what, event.purpose) for event in seen] == [("cases", "case")]
    with pytest.raises(ReaderError):
        say_why(adviser, store, "curious", NOW)
