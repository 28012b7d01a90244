"""Spells and episodes of everybody at once against the rules that judge one person."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import queries
from analytics.answers import spell_arrays
from analytics.answers.episodes import _until_left, followed
from analytics.answers.spell_arrays import CERTIFIED, TYPES, Spells, counting
from analytics.domain.absence import AbsenceType
from analytics.patterns.days import day_of
from analytics.rules import days, presets
from analytics.rules.days import Run
from analytics.rules.episode import episodes
from analytics.rules.spells import Spell, spells
from analytics.store.connection import Cursor
from tests.builders import absences, bring, employees
from tests.rules.drawing import runs

TODAY = date(2026, 6, 15)
FIRST = date(2025, 12, 1)
Person = tuple[list[Run], date | None]


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    """A few people with registrations that adjoin, overlap, are open, and come after they left."""
    found: list[Person] = []
    for _ in range(draw(st.integers(1, 4))):
        drawn = []
        for _ in range(draw(st.integers(0, 7))):
            start = FIRST + timedelta(days=draw(st.integers(0, 230)))
            end = start + timedelta(days=draw(st.integers(0, 40)))
            kind = draw(st.sampled_from([t for t in TYPES if t is not AbsenceType.CHILD_SICK]))
            drawn.append(Run(kind, start, end, 1.0, draw(st.booleans())))
        drawn.sort(key=lambda run: (run.start, run.end, run.type))
        left = draw(st.none() | st.integers(0, 240).map(lambda n: FIRST + timedelta(days=n)))
        found.append((drawn, left))
    return found


def as_frame(everybody: list[Person]) -> pd.DataFrame:
    """What `queries.sick_runs` gives of them."""
    rows = [
        (number, TYPES.index(run.type), run.start, run.end, run.open, left)
        for number, (drawn, left) in enumerate(everybody)
        for run in drawn
    ]
    frame = pd.DataFrame(
        rows, columns=["person", "kind", "start_date", "end_date", "open", "left_on"]
    )
    dates = ["start_date", "end_date", "left_on"]
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})


def told(found: Spells, person: int) -> list[Spell]:
    at = np.flatnonzero(found.person == person).tolist()
    return [
        Spell(
            day_of(found.start[n]),
            day_of(found.end[n]),
            int(found.days[n]),
            CERTIFIED[found.certified[n]],
        )
        for n in at
    ]


@settings(max_examples=100, deadline=None)
@given(people())
def test_everybodys_are_those_of_each(everybody: list[Person]) -> None:
    table = spell_arrays.runs(as_frame(everybody))
    of_all = {True: spell_arrays.episodes(table, TODAY), False: spell_arrays.spells(table)}
    for number, (drawn, left) in enumerate(everybody):
        followed = [_until_left(run, left, TODAY) for run in drawn]
        of_one = {
            True: [
                Spell(e.start, e.end, e.days) for e in episodes(days.stretches(followed, TODAY))
            ],
            False: spells(drawn),
        }
        for chained, expected in of_one.items():
            assert told(of_all[chained], number) == expected
            for each in presets.presets():
                since = TODAY - timedelta(days=90)
                who, length = counting(of_all[chained], each, since, TODAY)
                sure, _ = presets.days_counted(expected, each, since, TODAY)
                assert length[who == number].tolist() == sure


@pytest.mark.parametrize(
    ("drawn", "lengths"),
    [
        ("3S 15A 4S", [7]),
        ("3S 16A 4S", [3, 4]),
        ("3S 10F 4S", [17]),
        ("3S 1A 15F 4S", [3, 4]),
        ("5F 3S 2P", [5]),
        ("5F", []),
    ],
)
def test_episodes_as_drawn(drawn: str, lengths: list[int]) -> None:
    table = spell_arrays.runs(as_frame([(runs(drawn, FIRST), None)]))
    assert spell_arrays.episodes(table, TODAY).days.tolist() == lengths


def test_the_store_tells_of_everybody_who_was_ever_sick(cursor: Cursor) -> None:
    bring(cursor, employees("no | unit | to\n1 | A |\n2 | A | 2026-05-02\n3 | A |\n4 | A |"))
    bring(
        cursor,
        absences("""no | type | from | to
                              1 | self | 2026-03-02 | 2026-03-03
                              1 | holiday | 2026-03-04 | 2026-03-06
                              2 | doctor | 2026-04-27 |
                              3 | child | 2026-03-02 | 2026-03-02
                              4 | holiday | 2026-03-02 | 2026-03-06"""),
    )
    assert queries.sick_people(cursor)["employee_key"].tolist() == ["1", "2"]
    found = queries.sick_runs(cursor)
    assert [TYPES[kind] for kind in found["kind"]] == [
        "self_certified",
        "holiday",
        "doctor_certified",
    ]
    table = spell_arrays.runs(found)
    together = spell_arrays.episodes(table, TODAY)
    assert (together.person.tolist(), together.days.tolist()) == ([0, 1], [5, 6])  # 2 has left
    with_rules = followed(cursor, TODAY)
    assert [sum(e.days for e in one.episodes) for one in with_rules] == [5, 6]
