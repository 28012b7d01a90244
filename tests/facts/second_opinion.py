"""The store's answers beside the reference's, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pandas as pd

from analytics.domain.absence import Definition, DurationLens
from analytics.queries import By, Selection, rates, spells
from analytics.store.connection import Cursor
from tests.builders import THROUGH, bring, figures, selection
from tests.reference import Absence, Agreed, Employment, Reference

Compared = dict[tuple[str, str, str], tuple[Any, ...]]


def given(
    cursor: Cursor,
    staff: Sequence[Employment] = (),
    sick: Sequence[Absence] = (),
    agreed: Sequence[Agreed] = (),
    through: date = THROUGH,
) -> Reference:
    """Bring the files into the store; the reference of the same rows."""
    for rows in (staff, agreed, sick):
        if rows:
            bring(cursor, rows, through=through)
    return Reference(staff, sick, agreed, through)


def counted(
    cursor: Cursor, reference: Reference, chosen: Selection | None = None, by: By = By.TOTAL
) -> dict[str, tuple[Any, ...]]:
    """Lost days, agreed days and rounded rate as the store has them, the reference agreeing."""
    asked = chosen or selection("2025-03")
    agree(cursor, reference, asked, by)
    return figures(cursor, asked, by)


def agree(cursor: Cursor, reference: Reference, chosen: Selection, by: By) -> None:
    """Fail unless store and reference give the same rows, to the last digit."""
    assert from_store(cursor, chosen, by) == from_reference(reference, chosen, by)


def from_store(cursor: Cursor, chosen: Selection, by: By) -> Compared:
    """Exact figures of the store, keyed by unit, span and part."""
    return {
        (row["unit_id"] if by is By.UNIT else chosen.unit, row["span"], row["part"]): (
            _exact(row["lost_days"]),
            _exact(row["agreed_days"]),
            _count(row["persons"]),
            _count(row["fewest"]) or 0,
            bool(row["persons_unknown"]),
            None if pd.isna(row["rate_rounded"]) else Decimal(str(row["rate_rounded"])),
        )
        for row in rates(cursor, chosen, by).to_dict("records")
    }


def from_reference(reference: Reference, chosen: Selection, by: By) -> Compared:
    """The same, counted day by day."""
    rows = reference.rates(
        by, chosen.period.first, chosen.period.last, chosen.unit, chosen.definition, chosen.lens
    )
    return {
        key: (
            row.lost,
            row.agreed if row.agreed and row.agreed > 0 else None,
            row.persons,
            row.fewest,
            row.unknown,
            row.rate_rounded,
        )
        for key, row in rows.items()
    }


def runs_of_store(cursor: Cursor) -> set[tuple[Any, ...]]:
    """Runs of one type and grade, as the store has them."""
    return {
        (row["employee_no"], row["type"], row["start_date"].date(), row["grade"], row["open"],
         None if row["open"] else row["end_date"].date(), row["spell_start"].date(),
         row["spell_end"].date())
        for row in spells(cursor).to_dict("records")
    }  # fmt: skip


def runs_of_reference(reference: Reference) -> set[tuple[Any, ...]]:
    """The same, day by day."""
    return {
        (run.no, run.type, run.start, float(run.grade), run.open,
         None if run.open else run.end, run.spell_start, run.spell_end)
        for run in reference.runs
    }  # fmt: skip


def every_question(chosen: Selection) -> list[tuple[Selection, By]]:
    """The selection under both definitions, by every grouping and every duration lens."""
    asked = []
    for definition in Definition:
        for by in By:
            for lens in DurationLens if by is By.DURATION else [DurationLens.STATUTE]:
                asked.append((Selection(chosen.period, chosen.unit, definition, lens), by))
    return asked


def _exact(value: float) -> Fraction | None:
    # A float64 holds fifteen digits; the store's figures have ten decimals and are small here.
    return None if pd.isna(value) else Fraction(Decimal(repr(float(value))))


def _count(value: float) -> int | None:
    return None if pd.isna(value) else int(value)
