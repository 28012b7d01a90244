"""Who had access, who signed in and what was looked at: kept for a while, then deleted for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from analytics import users
from analytics.access import Reader, Role
from analytics.answers import house
from analytics.errors import StoreError
from analytics.store import sign_ins
from analytics.store.audit_log import Event, broken_at, lines, record
from analytics.store.connection import Cursor, Store
from analytics.store.deletions import deletions
from analytics.store.retention import Periods, keep_periods, periods, purge
from analytics.store.settings_table import keep_setting
from analytics.store.users import Grant, accounts, end, give, grants, link, linked, met
from tests.builders import drawn

NOW = datetime(2026, 1, 15, 4)
TODAY = NOW.date()  # 48 months back: 15 January 2022; one month: 15 December 2025

GIVEN = """
account | role     | since      | until      | ended
KARI    | admin    | 2020-01-01 |            | 2022-01-14
OLA     | hr       | 2020-01-01 | 2022-01-14 |
PER     | leader   | 2020-01-01 | 2022-01-15 |
HEGE    | hr       | 2020-01-01 |            |
TOR     | employee | 2020-01-01 |            | 2021-12-31
TOR     | hr       | 2020-01-01 |            | 2022-01-15
"""


def access(cursor: Cursor, table: str = GIVEN) -> None:
    """The accounts and what they were given, as drawn; an employee is number 417."""
    for row in drawn(table):
        since = date.fromisoformat(row["since"])
        begun = datetime(since.year, since.month, since.day)
        met(cursor, row["account"], row["account"].title(), begun)
        until = date.fromisoformat(row["until"]) if row["until"] else None
        made = Grant(0, row["account"], row["role"], "", since, until, "admin", begun)
        number = give(cursor, made)
        if row["role"] == "employee":
            link(cursor, number, "417")
        if row["ended"]:
            end(cursor, number, "admin", datetime.fromisoformat(f"{row['ended']}T12:00"))


def gone(cursor: Cursor, today: date = TODAY) -> dict[str, int]:
    done = purge(cursor, today, now=NOW)
    return {f"{kind} {table}": count for (kind, table), count in done.rows.items() if count}


def log(cursor: Cursor, *days: date) -> None:
    for day in days:
        record(cursor, Event("hr:HEGE", "view", "employee", "P1", "case"), noon(day))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def test_access_goes_when_it_ended_too_long_ago_and_the_account_with_its_last(
    cursor: Cursor,
) -> None:
    access(cursor)
    assert gone(cursor) == {
        "access own_link": 1,
        "access access_grant": 3,
        "access access_end": 2,
        "access account": 2,
    }
    assert [(one.subject, one.role) for one in grants(cursor)] == [
        ("PER", "leader"),
        ("HEGE", "hr"),
        ("TOR", "hr"),
    ]
    assert [one.subject for one in accounts(cursor)] == ["HEGE", "PER", "TOR"]
    assert gone(cursor) == {}


def test_the_log_of_deletions_says_what_and_how_many_and_from_when_and_nobody(
    cursor: Cursor,
) -> None:
    access(cursor)
    purge(cursor, TODAY, now=NOW)
    told = deletions(cursor)
    assert {(one.kind, one.table, one.rows, one.older_than) for one in told} >= {
        ("access", "access_grant", 3, date(2022, 1, 15)),
        ("access", "account", 2, date(2022, 1, 15)),
    }
    assert not [name for name in ("KARI", "Kari", "417") if name in str(told)]


def test_a_number_is_one_grant_for_good_and_never_leads_to_anothers_page(cursor: Cursor) -> None:
    access(cursor, "account | role | since | until | ended\nTOR|employee|2020-01-01||2021-12-31")
    purge(cursor, TODAY, now=NOW)
    assert (grants(cursor), linked(cursor)) == ([], {})
    later = Grant(0, "PER", "employee", "", TODAY, None, "admin", NOW)
    assert give(cursor, later) == 2
    assert linked(cursor) == {}


def test_nobody_becomes_the_first_administrator_twice(store: Store) -> None:
    with store.transaction() as cursor:
        access(cursor, "account | role | since | until | ended\nKARI|admin|2020-01-01||2021-12-31")
        met(cursor, "OLA", "Ola", NOW)
        purge(cursor, TODAY, now=NOW)
        assert not grants(cursor)
    users.first_administrator(store, "OLA", "OLA", TODAY, NOW)
    assert users.readers(store, "OLA", TODAY, "nb") == []


def test_sign_ins_and_those_who_were_never_let_in_go_after_a_month(cursor: Cursor) -> None:
    limit = datetime(2025, 12, 15)
    for sub, started in (("EVA", limit - timedelta(hours=1)), ("LIV", limit)):
        sign_ins.begin(cursor, f"session of {sub}", sub, started, started)
        met(cursor, sub, sub.title(), started)
    assert gone(cursor) == {"sign_ins sign_in": 1, "access account": 1}
    assert [one.subject for one in accounts(cursor)] == ["LIV"]


def test_what_no_figure_hangs_on_makes_no_new_dataset_version(cursor: Cursor) -> None:
    access(cursor)
    before = purge(cursor, date(2020, 1, 1), now=NOW).version
    done = purge(cursor, TODAY, now=NOW)
    assert (done.changed, done.version) == (True, before)


def test_old_lines_of_the_log_go_and_the_rest_still_holds(cursor: Cursor) -> None:
    log(cursor, date(2021, 5, 1), date(2022, 1, 14), date(2022, 1, 15), date(2026, 1, 1))
    assert gone(cursor) == {"audit audit": 2}
    assert [line.line for line in lines(cursor)] == [3, 4, 5]
    assert lines(cursor)[-1].event.who == "retention"
    assert broken_at(cursor) is None
    assert gone(cursor) == {}
    log(cursor, date(2026, 1, 16))
    assert gone(cursor, date(2026, 2, 15)) == {"audit audit": 1}
    assert broken_at(cursor) is None


def test_a_log_in_which_everything_is_old_keeps_its_anchor(cursor: Cursor) -> None:
    log(cursor, date(2020, 1, 1), date(2020, 2, 1))
    assert gone(cursor) == {"audit audit": 2}
    assert [line.line for line in lines(cursor)] == [3]
    assert broken_at(cursor) is None
    log(cursor, TODAY)
    assert broken_at(cursor) is None


@pytest.mark.parametrize(
    "wrong",
    [
        "DELETE FROM audit WHERE line = 3",  # one more than the anchor says
        "DELETE FROM audit WHERE line = 5",  # the anchor itself
        "UPDATE audit SET what = 'log_through 2 0000' WHERE line = 5",
        "UPDATE audit SET who = 'hr:OLA' WHERE line = 3",
        "UPDATE audit SET line = line - 2",
    ],
)
def test_a_cut_log_still_shows_what_was_changed_or_taken(cursor: Cursor, wrong: str) -> None:
    log(cursor, date(2021, 5, 1), date(2022, 1, 14), date(2022, 1, 15), date(2026, 1, 1))
    purge(cursor, TODAY, now=NOW)
    log(cursor, date(2026, 1, 16))
    assert broken_at(cursor) is None
    cursor.execute(wrong)
    assert broken_at(cursor) is not None


def test_lines_taken_away_without_an_anchor_are_found(cursor: Cursor) -> None:
    log(cursor, date(2021, 5, 1), date(2026, 1, 1))
    cursor.execute("DELETE FROM audit WHERE line = 1")
    assert broken_at(cursor) == 1


def test_a_log_that_does_not_hold_is_not_cut(cursor: Cursor) -> None:
    log(cursor, date(2021, 5, 1), date(2021, 5, 2), date(2026, 1, 1))
    cursor.execute("UPDATE audit SET who = 'hr:OLA' WHERE line = 2")
    assert gone(cursor) == {}
    assert broken_at(cursor) == 2


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Periods(analytics=49), "as long as what it tells about: %(months)s"),
        (Periods(audit=35), "as long as what it tells about: %(months)s"),
        (Periods(access=47), "names accounts by codes alone: %(months)s"),
        (Periods(sign_ins=0), "whole number of months"),
    ],
)
def test_the_log_outlasts_what_it_tells_about_and_access_the_log(
    cursor: Cursor, chosen: Periods, said: str
) -> None:
    with pytest.raises(StoreError) as refused:
        keep_periods(cursor, chosen, NOW)
    assert said in refused.value.message
    keep_periods(cursor, Periods(analytics=60, audit=60, access=60), NOW)


def test_periods_settled_before_there_were_these_kinds_lift_what_hangs_on_them(
    cursor: Cursor,
) -> None:
    old = {"analytics": 60, "history": 12, "closed_cases": 12, "purposes": 12}
    keep_setting(cursor, "retention", old, NOW)
    assert periods(cursor) == replace(Periods(), analytics=60, audit=60, access=60)


def test_the_reader_of_the_log_is_told_who_cut_it(store: Store) -> None:
    with store.transaction() as cursor:
        log(cursor, date(2021, 5, 1), TODAY)
        purge(cursor, TODAY, now=NOW)
    newest = house.log(Reader(Role.ADMIN), store).lines[0].event
    assert (newest.who, newest.action) == ("retention", "purge")
