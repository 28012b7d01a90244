"""The rows of absence told day by day, read but not yet judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.ingest import absence_kinds, date_columns, day_grades, day_hours, people, voided
from analytics.ingest.absence_kinds import Kinds
from analytics.ingest.date_columns import Days
from analytics.ingest.day_grades import DayGrades
from analytics.ingest.day_hours import Amounts
from analytics.ingest.people import People
from analytics.ingest.reading import Decision
from analytics.ingest.table import Array, Flags
from analytics.ingest.typed import Source


@dataclass(frozen=True)
class DayRows:
    """Everything read about the rows before they are judged; `live` rows were not taken back."""

    who: People
    date: Days
    amounts: Amounts
    alone: Flags  # take back something that is not there
    live: Flags
    kinds: Kinds
    grade: DayGrades
    decisions: tuple[Decision, ...]


def read(source: Source) -> DayRows:
    """The rows of a table with one row a day; what is rejected, reversed, at work or unknown has
    become ignored in `source.outcomes`."""
    columns = source.columns
    voided.by_status(source)
    who = people.identify(source)
    header = columns.header("date")
    chosen = source.memory.choices.get(f"date_order:{header}")
    order, decision = date_columns.decide(columns.column("date"), header, None, chosen)
    date = date_columns.read(columns.column("date"), order)
    amounts = day_hours.read(columns)
    alone = _taken_back(source, who.keys, date.days, amounts)
    live = source.outcomes.used & ~alone
    kinds = absence_kinds.read(source)
    grade = day_grades.read(source, kinds, who.keys, date.days, amounts, live)
    dated = () if decision is None else (decision,)
    taken = (*who.decisions, *kinds.decisions, *dated, *grade.decisions)
    return DayRows(who, date, amounts, alone, live, kinds, grade, taken)


def _taken_back(
    source: Source, keys: Array, days: NDArray[np.datetime64], amounts: Amounts
) -> Flags:
    """Ignore what negative rows take back; returns the negative rows that take back nothing.

    A row and its exact opposite go first. A smaller correction stays and lessens its day.
    """
    labels = source.texts("absence_type", "absence_code")
    size = np.abs(amounts.signed)
    unmatched, _ = voided.by_reversal(source, keys, labels, days, size)
    if not unmatched.any():
        return unmatched
    frame = pd.DataFrame({"key": keys, "label": labels, "day": days, "amount": amounts.signed})
    used = frame[source.outcomes.used]
    by_day = used.groupby(["key", "label", "day"], dropna=False)["amount"]
    whole = np.zeros(len(frame), dtype=bool)
    left, least, most = (by_day.transform(how) for how in ("sum", "min", "max"))
    whole[used.index] = (least < 0) & (most > 0) & (left <= 0)
    source.outcomes.ignore(whole, voided.REVERSED)
    nothing = np.zeros(len(frame), dtype=bool)
    nothing[used.index] = (least < 0) & ~(most > 0)
    return nothing
