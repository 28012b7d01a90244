"""The life of findings: marks stay on the facts they were set on, and new facts arm them again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.errors import StoreError
from analytics.store.connection import Cursor
from analytics.store.findings import Facts, State, history, mark, states
from tests.builders import NOW

DAYS = (date(2025, 3, 3), date(2025, 3, 10), date(2025, 4, 7))
MONDAYS = Facts("1001", "weekday", DAYS)


def test_a_finding_nobody_has_marked_is_new(cursor: Cursor) -> None:
    assert states(cursor, [MONDAYS]) == [State.NEW]


@pytest.mark.parametrize("state", [State.SEEN, State.TALKED, State.RESOLVED])
def test_a_mark_holds_for_the_same_facts_alone(cursor: Cursor, state: State) -> None:
    mark(cursor, MONDAYS, state, by="hr", now=NOW)
    same = replace(MONDAYS, days=tuple(reversed(DAYS)))
    others = [replace(MONDAYS, about="1002"), replace(MONDAYS, kind="shift")]
    assert states(cursor, [same, *others]) == [state, State.NEW, State.NEW]


def test_a_new_day_arms_the_finding_again_and_a_day_that_goes_does_not(cursor: Cursor) -> None:
    mark(cursor, MONDAYS, State.TALKED, by="hr", now=NOW)
    fewer = replace(MONDAYS, days=DAYS[1:])
    more = replace(MONDAYS, days=(*DAYS, date(2025, 5, 5)))
    moved = replace(MONDAYS, days=(*DAYS[1:], date(2025, 5, 5)))
    assert states(cursor, [fewer, more, moved]) == [State.TALKED, State.REARMED, State.REARMED]
    mark(cursor, more, State.SEEN, by="hr", now=NOW)
    assert states(cursor, [MONDAYS, more]) == [State.SEEN, State.SEEN]


def test_not_relevant_needs_a_reason(cursor: Cursor) -> None:
    with pytest.raises(StoreError, match="not relevant"):
        mark(cursor, MONDAYS, State.NOT_RELEVANT, by="hr", now=NOW, reason="  ")
    mark(cursor, MONDAYS, State.NOT_RELEVANT, by="hr", now=NOW, reason="Avtalt fri")
    assert states(cursor, [MONDAYS]) == [State.NOT_RELEVANT]
    assert history(cursor, MONDAYS)[0].reason == "Avtalt fri"


@pytest.mark.parametrize("state", [State.NEW, State.REARMED])
def test_what_follows_from_the_facts_cannot_be_marked(cursor: Cursor, state: State) -> None:
    with pytest.raises(StoreError):
        mark(cursor, MONDAYS, state, by="hr", now=NOW)


def test_every_mark_stays_with_who_and_when(cursor: Cursor) -> None:
    mark(cursor, MONDAYS, State.SEEN, by="hr", now=NOW)
    mark(cursor, MONDAYS, State.RESOLVED, by="leader", now=NOW + timedelta(days=1))
    told = [(line.number, line.state, line.by, line.at) for line in history(cursor, MONDAYS)]
    assert told == [
        (1, State.SEEN, "hr", NOW),
        (2, State.RESOLVED, "leader", NOW + timedelta(days=1)),
    ]


def test_the_stored_rows_name_nobody_and_no_day(cursor: Cursor) -> None:
    mark(cursor, MONDAYS, State.SEEN, by="hr", now=NOW)
    rows = cursor.execute("SELECT finding, evidence FROM finding_mark").fetchall()
    said = re.sub("[0-9a-f]{16,}", "·", str(rows))  # in a digest any four figures stand by chance
    assert "·" in said
    assert all(hidden not in said for hidden in ("weekday", "2025", '"1001"'))
    secret = cursor.execute("SELECT value FROM setting WHERE key = 'finding_secret'").fetchone()
    assert secret is not None
    assert len(secret[0]) > 60
