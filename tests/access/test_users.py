"""Who is let in, as what and how long: given, ended, signed out and run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from analytics import persons, users
from analytics.access import Reader, Role
from analytics.errors import AccessDenied, ReaderError
from analytics.sign_in import IDLE, WHOLE, Claims, SignedOut, enter, leave
from analytics.store.audit_log import lines
from analytics.store.connection import Store
from analytics.users import Access
from tests.builders import employees, keep

NOW = datetime(2026, 3, 2, 8, 0)
TODAY = NOW.date()
STAFF = "no | unit | parent\n01 | Nord | Huset\n02 | Sør | Huset"
_serial = count()


def claims(sub: str, at: datetime = NOW, **more: Any) -> Claims:
    """What the provider says of a new sign-in."""
    said = {"iss": "https://id.example", "sub": sub, "name": sub.title(), **more}
    moment = int(at.replace(tzinfo=UTC).timestamp())
    return Claims.read({**said, "iat": moment, "nonce": str(next(_serial))})


def met(store: Store, sub: str) -> str:
    """The code of an account that has signed in once."""
    return enter(store, claims(sub), NOW)


def administrator(store: Store, sub: str = "kari") -> Reader:
    code = met(store, sub)
    users.first_administrator(store, code, code, TODAY, NOW)
    return next(iter(users.readers(store, code, TODAY, "nb")))


def test_who_signs_in_first_may_see_nothing_and_waits(store: Store) -> None:
    boss, new = administrator(store), met(store, "ola")
    assert users.readers(store, new, TODAY, "nb") == []
    assert [account.display for account in users.listing(boss, store).waiting(TODAY)] == ["Ola"]


def test_the_configured_administrator_is_let_in_once_and_nobody_by_that_way_after(
    store: Store,
) -> None:
    first, second = met(store, "kari"), met(store, "ola")
    users.first_administrator(store, first, second, TODAY, NOW)
    assert users.readers(store, second, TODAY, "nb") == []
    users.first_administrator(store, first, first, TODAY, NOW)
    users.first_administrator(store, second, second, TODAY, NOW)
    assert [r.role for r in users.readers(store, first, TODAY, "nb")] == [Role.ADMIN]
    assert users.readers(store, second, TODAY, "nb") == []


def test_a_grant_holds_from_its_first_to_its_last_day(store: Store) -> None:
    boss, ola = administrator(store), met(store, "ola")
    last = TODAY + timedelta(days=30)
    users.give(boss, store, Access(ola, Role.HR, until=last), TODAY, NOW)
    days = {
        TODAY - timedelta(days=1): 0,
        TODAY: 1,
        last: 1,
        last + timedelta(days=1): 0,
    }
    assert {day: len(users.readers(store, ola, day, "nb")) for day in days} == days


def test_an_ended_grant_is_gone_at_the_next_question_and_stays_in_the_history(
    store: Store,
) -> None:
    boss, ola = administrator(store), met(store, "ola")
    number = users.give(boss, store, Access(ola, Role.HR), TODAY, NOW)
    assert users.readers(store, ola, TODAY, "nb")[0].role is Role.HR
    users.end(boss, store, number, TODAY, NOW)
    assert users.readers(store, ola, TODAY, "nb") == []
    kept = users.listing(boss, store).grants[-1]
    assert (kept.number, kept.given_by, kept.ended_by) == (number, boss.who, boss.who)
    with pytest.raises(ReaderError):
        users.end(boss, store, number, TODAY, NOW)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_who_may_end_no_access_is_not_told_which_there_are(store: Store, role: Role) -> None:
    boss, ola = administrator(store), met(store, "ola")
    standing = users.give(boss, store, Access(ola, Role.HR), TODAY, NOW)
    over = users.give(boss, store, Access(ola, Role.CONSULTANT), TODAY, NOW)
    users.end(boss, store, over, TODAY, NOW)
    told, other = set(), Reader(role, "Huset", "nb", met(store, "per"))
    for number in (standing, over, 0, 99):
        with pytest.raises(AccessDenied) as refused:
            users.end(other, store, number, TODAY, NOW)
        told.add(refused.value.message)
    assert len(told) == 1
    assert users.listing(boss, store).grants[-2].ended_at is None


def test_a_refused_change_of_access_changes_nothing_and_is_written_down(store: Store) -> None:
    boss, ola = administrator(store), met(store, "ola")
    other = Reader(Role.HR, subject=met(store, "per"))
    before = users.listing(boss, store)
    for act in (
        lambda: users.give(other, store, Access(ola, Role.HR), TODAY, NOW),
        lambda: users.end(other, store, 1, TODAY, NOW),
        lambda: users.sign_out(other, store, ola, TODAY, NOW),
        lambda: users.give(boss, store, Access(boss.subject, Role.HR), TODAY, NOW),
    ):
        with pytest.raises(AccessDenied):
            act()
        with store.cursor() as cursor:
            newest = lines(cursor)[-1].event
        assert (newest.action, newest.what, newest.permitted) == ("change", "access", False)
    assert newest.who == boss.who
    assert users.listing(boss, store) == before


def test_somebody_may_lead_two_units(store: Store) -> None:
    keep(store, employees(STAFF))
    boss, ola = administrator(store), met(store, "ola")
    for unit in ("Huset/Nord", "Huset/Sør"):
        users.give(boss, store, Access(ola, Role.LEADER, unit), TODAY, NOW)
    read = users.readers(store, ola, TODAY, "nb")
    assert [reader.unit for reader in read] == ["Huset/Nord", "Huset/Sør"]


@pytest.mark.parametrize("role", [Role.HR, Role.LEADER, Role.CONSULTANT])
def test_only_administrators_change_access(store: Store, role: Role) -> None:
    administrator(store)
    ola = met(store, "ola")
    other = Reader(role, "Huset", "nb", met(store, "per"))
    with pytest.raises(AccessDenied):
        users.give(other, store, Access(ola, Role.HR), TODAY, NOW)
    with pytest.raises(AccessDenied):
        users.end(other, store, 1, TODAY, NOW)
    with pytest.raises(AccessDenied):
        users.sign_out(other, store, ola, TODAY, NOW)


@pytest.mark.parametrize("role", [Role.LEADER, Role.CONSULTANT])
def test_who_has_access_is_listed_for_administrators_and_hr_alone(store: Store, role: Role) -> None:
    with pytest.raises(AccessDenied):
        users.listing(Reader(role, "Huset"), store)
    assert users.listing(Reader(Role.HR), store).accounts == []


def test_nobody_gives_themselves_more_and_the_last_administrator_stays(store: Store) -> None:
    boss = administrator(store)
    with pytest.raises(AccessDenied):
        users.give(boss, store, Access(boss.subject, Role.HR), TODAY, NOW)
    with pytest.raises(AccessDenied):
        users.end(boss, store, 1, TODAY, NOW)


def test_an_administrator_who_was_ended_a_moment_ago_changes_nothing_more(store: Store) -> None:
    boss, ola = administrator(store), met(store, "ola")
    users.give(boss, store, Access(ola, Role.ADMIN), TODAY, NOW)
    (second,) = users.readers(store, ola, TODAY, "nb")
    users.end(second, store, 1, TODAY, NOW)
    with pytest.raises(AccessDenied):
        users.end(boss, store, 2, TODAY, NOW)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Access("AAAA", Role.HR), "never signed in"),
        (Access("", Role.LEADER), "leads a unit"),
        (Access("", Role.HR, "Huset"), "whole organisation"),
        (Access("", Role.LEADER, "Huset/Øst"), "no such unit"),
        (Access("", Role.HR, until=date(2026, 3, 1)), "passed already"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_a_sentence(
    store: Store, wrong: Access, said: str
) -> None:
    boss, ola = administrator(store), met(store, "ola")
    with pytest.raises(ReaderError, match=said):
        users.give(boss, store, replace(wrong, subject=wrong.subject or ola), TODAY, NOW)
    assert users.readers(store, ola, TODAY, "nb") == []


def test_every_change_of_access_is_in_the_log_without_names(store: Store) -> None:
    boss, ola = administrator(store), met(store, "ola")
    number = users.give(boss, store, Access(ola, Role.HR), TODAY, NOW)
    users.end(boss, store, number, TODAY, NOW)
    with store.cursor() as cursor:
        log = [(line.event.who, line.event.what, line.event.whom) for line in lines(cursor)]
    assert log[-2:] == [
        (boss.who, "access 2 hr given", ola),
        (boss.who, "access 2 hr ended", ola),
    ]
    assert "Ola" not in str(log)


def test_the_log_and_the_purposes_name_the_account_and_not_only_the_role() -> None:
    reader = Reader(Role.LEADER, "Huset", "nb", "K7QD")
    assert persons.subject(reader) == "leader:K7QD"
    assert persons.subject(Reader(Role.LEADER, "Huset")) == "leader"


def test_an_account_has_one_code_here_and_another_in_another_store(
    store: Store, tmp_path: Path
) -> None:
    with Store(tmp_path / "other.duckdb") as other:
        assert met(store, "ola") == met(store, "ola") != met(other, "ola")
    assert met(store, "ola") != enter(store, claims("ola", iss="https://elsewhere"), NOW)


def test_a_sign_in_lasts_while_it_is_used_and_ten_hours_at_most(store: Store) -> None:
    mine, at = claims("ola"), NOW
    while at < NOW + WHOLE - IDLE:
        enter(store, mine, at)
        at += IDLE - timedelta(minutes=1)
    with pytest.raises(SignedOut):
        enter(store, mine, NOW + WHOLE)
    with pytest.raises(SignedOut):
        enter(store, mine, at)  # it stays ended


def test_half_an_hour_without_a_click_ends_a_sign_in_for_good(store: Store) -> None:
    mine = claims("ola")
    enter(store, mine, NOW)
    with pytest.raises(SignedOut):
        enter(store, mine, NOW + IDLE)
    with pytest.raises(SignedOut):
        enter(store, mine, NOW + timedelta(minutes=1))


def test_an_old_cookie_that_was_never_used_here_lets_nobody_in(store: Store) -> None:
    with pytest.raises(SignedOut):
        enter(store, claims("ola", NOW - IDLE), NOW)


def test_a_cookie_dated_in_the_future_lets_nobody_in(store: Store) -> None:
    with pytest.raises(SignedOut):
        enter(store, claims("ola", NOW + timedelta(hours=1)), NOW)


def test_after_signing_out_the_same_cookie_lets_nobody_in(store: Store) -> None:
    mine, other = claims("ola"), claims("ola")
    enter(store, mine, NOW)
    enter(store, other, NOW)
    leave(store, mine, NOW)
    with pytest.raises(SignedOut):
        enter(store, mine, NOW)
    assert enter(store, other, NOW)


def test_signing_out_everywhere_ends_every_sign_in_also_those_not_used_yet(store: Store) -> None:
    first, other, unused = (claims("ola") for _ in range(3))
    stranger = claims("per")
    for each in (first, other, stranger):
        enter(store, each, NOW)
    leave(store, first, NOW + timedelta(seconds=5), everywhere=True)
    for each in (first, other, unused):
        with pytest.raises(SignedOut):
            enter(store, each, NOW + timedelta(seconds=10))
    assert enter(store, stranger, NOW + timedelta(seconds=10))
    fresh = claims("ola", NOW + timedelta(seconds=10))
    assert enter(store, fresh, NOW + timedelta(seconds=10))


def test_an_administrator_signs_somebody_else_out_everywhere(store: Store) -> None:
    boss, mine = administrator(store), claims("ola")
    ola = enter(store, mine, NOW)
    users.sign_out(boss, store, ola, TODAY, NOW)
    with pytest.raises(SignedOut):
        enter(store, mine, NOW)


MFA = frozenset({"mfa"})


def test_a_sign_in_without_the_strength_that_is_demanded_is_ended_and_said_once(
    store: Store,
) -> None:
    weak = claims("ola", amr=["pwd"])
    for _ in range(2):
        with pytest.raises(SignedOut, match="stronger sign-in"):
            enter(store, weak, NOW, MFA)
    with pytest.raises(SignedOut, match="signed out"):  # also where nobody asks any more
        enter(store, weak, NOW)
    with store.cursor() as cursor:
        log = [line.event for line in lines(cursor)]
    assert [(one.action, one.what, one.permitted) for one in log] == [
        ("sign_in", "signed_in", False)
    ]


@pytest.mark.parametrize(
    "said", [{"amr": ["pwd", "mfa"]}, {"acr": "mfa"}, {"acrs": ["c1", "mfa"]}, {"amr": "mfa"}]
)
def test_a_sign_in_as_strong_as_demanded_is_let_in(store: Store, said: dict[str, Any]) -> None:
    mine = claims("ola", **said)
    assert enter(store, mine, NOW, MFA) == enter(store, mine, NOW, MFA)


@pytest.mark.parametrize("said", [{}, {"amr": None}, {"amr": [7]}, {"acr": {"mfa": 1}}])
def test_where_the_provider_does_not_say_how_nobody_is_let_in_who_must_be_strong(
    store: Store, said: dict[str, Any]
) -> None:
    with pytest.raises(SignedOut):
        enter(store, claims("ola", **said), NOW, MFA)
    assert enter(store, claims("per", **said), NOW)  # and all are where nothing is demanded


@pytest.mark.parametrize("missing", ["iss", "sub", "iat"])
def test_a_token_that_does_not_say_who_it_is_lets_nobody_in(missing: str) -> None:
    said = {"iss": "https://id.example", "sub": "ola", "iat": 1}
    del said[missing]
    with pytest.raises(SignedOut):
        Claims.read(said)
