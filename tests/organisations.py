"""Organisations that nobody would run: everything overlaps, half of it is open, some is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.reference import Absence, Agreed, Employment, Reference

FIRST, THROUGH = date(2024, 12, 16), date(2025, 5, 20)
SPAN = (THROUGH - FIRST).days
PLACES = {  # unit → parent and code
    "A": (None, None),
    "B": ("A", None),
    "C": ("A", None),
    "D": ("C", "40"),
}

numbers = st.integers(1, 6).map(str)
starts = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))
shares = st.sampled_from([Fraction(n, 1000) for n in (1000, 1000, 800, 600, 500, 200, 333)])
nothing = st.none()


@st.composite
def employments(draw: st.DrawFn, no: str | None = None) -> Employment:
    unit = draw(st.sampled_from(sorted(PLACES)))
    parent, code = PLACES[unit]
    start = draw(starts)
    length = draw(st.one_of(nothing, st.integers(0, 120)))
    return Employment(
        no=no or draw(numbers),
        unit=unit,
        parent=parent,
        code=code,
        position=draw(st.one_of(shares, st.just(Fraction(0)))),
        start=start,
        end=None if length is None else start + timedelta(days=length),
        sex=draw(st.sampled_from(["F", "M", None])),
        number=draw(st.sampled_from([None, None, "1", "2"])),
    )


@st.composite
def registrations(draw: st.DrawFn, no: str | None = None) -> Absence:
    start = draw(starts)
    length = draw(st.one_of(st.integers(0, 6), st.integers(0, 70), nothing))
    return Absence(
        no=no or draw(numbers),
        type=draw(
            st.sampled_from(
                ["self_certified", "doctor_certified", "doctor_certified", "sick", "child_sick",
                 "holiday", "leave", "other"]
            )
        ),
        start=start,
        end=None if length is None else start + timedelta(days=length),
        grade=draw(shares),
        unit=draw(st.sampled_from([None, None, "A", "B", "C", "D", "40", "X", "Y"])),
        number=draw(st.sampled_from([None, None, "1", "2", "3"])),
        position=draw(st.sampled_from([None, Fraction(1, 2)])),
    )  # fmt: skip


@st.composite
def given_days(draw: st.DrawFn) -> list[Agreed]:
    cells = st.tuples(st.sampled_from(["A", "D", "Y"]), st.integers(1, 5))
    return [
        Agreed(
            unit,
            date(2025, month, 1),
            Fraction(draw(st.integers(1, 400)), 2),
            draw(st.sampled_from([None, 0, 3, 5, 9])),
        )
        for unit, month in sorted(draw(st.sets(cells, max_size=5)))
    ]


@st.composite
def organisations(draw: st.DrawFn, with_given_days: bool = True) -> Reference:
    """Up to six people with up to ten employments and fourteen registrations between them."""
    return Reference(
        draw(st.lists(employments(), min_size=1, max_size=10)),
        draw(st.lists(registrations(), min_size=1, max_size=14)),
        draw(given_days()) if with_given_days else [],
        THROUGH,
    )


@st.composite
def one_person(draw: st.DrawFn) -> Reference:
    """The same, of one person."""
    return Reference(
        draw(st.lists(employments(no="1"), min_size=1, max_size=4)),
        draw(st.lists(registrations(no="1"), min_size=1, max_size=10)),
        [],
        THROUGH,
    )


def corrected(draw: Callable[[Any], Any], rows: Sequence[Absence]) -> list[Absence]:
    """The same file exported again: a row gone, a row changed, a row added."""
    kept = [row for row in rows if draw(st.integers(0, 3))]
    changed = [replace(row, grade=draw(shares)) if draw(st.booleans()) else row for row in kept]
    return [*changed, draw(registrations())]
