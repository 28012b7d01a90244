"""SQL and the day-by-day reference agree on organisations nobody drew.

`EXAMPLES=20 python -m pytest …` tries twenty times as many.
"""

from __future__ import annotations

import os
import random
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.domain.absence import Definition, DurationLens
from analytics.queries import By, Selection
from analytics.store.connection import Cursor, Store
from analytics.store.undo import undo
from tests.builders import NOW, bring, facts, selection
from tests.conftest import trial
from tests.facts.second_opinion import (
    agree,
    every_question,
    from_store,
    runs_of_reference,
    runs_of_store,
)
from tests.organisations import THROUGH, corrected, one_person, organisations
from tests.reference import Reference

PERIODS = ["2024-12/2025-05", "2025-01/2025-03", "2025-02", "2025-05"]
TIMES = int(os.environ.get("EXAMPLES", "1"))
some = settings(
    deadline=None,
    max_examples=15 * TIMES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
few = settings(some, max_examples=8 * TIMES)
chosen = st.builds(selection, st.sampled_from(PERIODS))


def bring_all(cursor: Cursor, org: Reference) -> None:
    for rows in (org.employments, org.agreed, org.absences):
        if rows:
            bring(cursor, rows, through=THROUGH)


@some
@given(organisations(), chosen, st.data())
def test_every_grouping_under_both_definitions_equals_the_reference(
    shared_store: Store, org: Reference, asked: Selection, data: st.DataObject
) -> None:
    unit = data.draw(st.sampled_from(["", "", *sorted(org.units)]))
    with trial(shared_store) as cursor:
        bring_all(cursor, org)
        for question, by in every_question(Selection(asked.period, unit)):
            agree(cursor, org, question, by)
        assert runs_of_store(cursor) == runs_of_reference(org)


@few
@given(organisations())
def test_parts_add_up_to_the_whole(shared_store: Store, org: Reference) -> None:
    asked = selection("2024-12/2025-05")
    with trial(shared_store) as cursor:
        bring_all(cursor, org)
        ((whole, agreed, *_),) = from_store(cursor, asked, By.TOTAL).values()
        for lens in DurationLens:
            by_class = Selection(asked.period, lens=lens)
            assert added(cursor, by_class, By.DURATION)[0] == whole
        for by in (By.CERTIFICATION, By.SEX, By.MONTH, By.QUARTER):
            assert added(cursor, asked, by)[0] == whole
        for by in (By.SEX, By.MONTH, By.QUARTER):
            assert added(cursor, asked, by)[1] == (agreed or 0)
        tops = [key for key in from_store(cursor, asked, By.UNIT) if "/" not in key[0]]
        by_unit = from_store(cursor, asked, By.UNIT)
        assert sum(by_unit[key][0] for key in tops) == whole


def added(cursor: Cursor, asked: Selection, by: By) -> tuple[Fraction, Fraction]:
    """Lost and agreed days summed over the rows."""
    rows = from_store(cursor, asked, by).values()
    return (
        sum((row[0] for row in rows), Fraction(0)),
        sum((row[1] or Fraction(0) for row in rows), Fraction(0)),
    )


@few
@given(one_person())
def test_nobody_loses_more_than_was_agreed(shared_store: Store, org: Reference) -> None:
    with trial(shared_store) as cursor:
        bring_all(cursor, org)
        for definition in Definition:
            asked = selection("2024-12/2025-05", definition=definition)
            for by in (By.TOTAL, By.MONTH, By.UNIT):
                for lost, agreed, *_ in from_store(cursor, asked, by).values():
                    assert 0 <= lost <= (agreed or 0)


@few
@given(organisations(), st.data())
def test_an_undone_import_leaves_the_facts_as_they_were(
    shared_store: Store, org: Reference, data: st.DataObject
) -> None:
    again = corrected(data.draw, list(org.absences))
    with trial(shared_store) as cursor:
        bring_all(cursor, org)
        before = facts(cursor)
        change = bring(cursor, again, through=THROUGH, file_hash="other", remove_missing=True)
        if change.import_id is not None:
            undo(cursor, change.import_id, now=NOW)
        assert facts(cursor) == before


@few
@given(organisations(), st.randoms(use_true_random=False))
def test_the_same_rows_in_another_order_change_nothing(
    shared_store: Store, org: Reference, order: random.Random
) -> None:
    with trial(shared_store) as cursor:
        bring_all(cursor, org)
        for rows in (org.employments, org.agreed, org.absences):
            if rows:
                shuffled: Any = order.sample(list(rows), len(rows))
                assert bring(cursor, shuffled, through=THROUGH).import_id is None


@few
@given(organisations(with_given_days=False), st.data())
def test_a_corrected_export_gives_the_facts_of_a_first_one(
    shared_store: Store, org: Reference, data: st.DataObject
) -> None:
    again = corrected(data.draw, list(org.absences))
    window = [a for a in org.absences if min(b.start for b in again) <= a.start]
    held = [a for a in window if a.start <= max(b.start for b in again)]
    with trial(shared_store) as cursor:
        bring(cursor, org.employments, through=THROUGH)
        bring(cursor, again, through=THROUGH)
        fresh = facts(cursor)
    with trial(shared_store) as cursor:
        bring(cursor, org.employments, through=THROUGH)
        if held:
            bring(cursor, held, through=THROUGH)
        bring(cursor, again, through=THROUGH, file_hash="other", remove_missing=True)
        assert facts(cursor) == fresh
