"""How much of the working time an absence takes, and of how large a position."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.i18n import N_
from analytics.ingest import values
from analytics.ingest.absence_kinds import Kinds
from analytics.ingest.reading import Decision
from analytics.ingest.table import Coded, Flags
from analytics.ingest.typed import Source, outside

FULL = 100.0
IN_TEXT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*(?:%|prosent|pst)")
GRADED = re.compile(r"gradert|delvis", re.IGNORECASE)
INVERTED = "work_pct_INVERTED"

TURNED = N_("«%(column)s» says how much the employee can work; the absence is the rest.")
NO_COLUMN = N_(
    "The file has no column with the degree of absence. Graded sick leave is counted as 100 %% "
    "(rows: %(count)s)."
)


@dataclass(frozen=True)
class Grades:
    """Per row: percent absent (NaN where faulty), percent of full time (NaN where not given)."""

    percent: NDArray[np.float64]
    faulty: Flags
    column: int | None
    position: NDArray[np.float64]
    decisions: tuple[Decision, ...]


def read(source: Source, kinds: Kinds) -> Grades:
    """The grades of an absence file: blank is what the type says ("Sykmelding 50 %"), or 100."""
    name = "absence_pct" if "absence_pct" in source.columns else INVERTED
    column = source.columns.get(name)
    position, positioned = positions(source)
    said = _in_words(kinds)
    if column is None:
        none = np.zeros(len(said), dtype=bool)
        return Grades(said, none, None, position, (*positioned, *_ungraded(kinds, said)))
    header = source.columns.header(name)
    chosen = source.memory.choices.get(f"grade:{header}")
    numbers, decision = values.percents(values.without_words(column), header, "grade", chosen)
    percent = FULL - numbers.values if name == INVERTED else numbers.values
    faulty = numbers.unreadable | outside(percent, 0, FULL)
    percent = np.where(column.blank, said, percent)
    decisions = (*positioned, decision, *_turned(name, header))
    return Grades(percent, faulty, source.at(name), position, decisions)


def positions(source: Source) -> tuple[NDArray[np.float64], tuple[Decision, ...]]:
    """Percent of full time per row, NaN where blank, unreadable or unlikely (above 200)."""
    column = source.columns.get("position_pct")
    if column is None:
        return np.full(len(source.columns.table), np.nan), ()
    header = source.columns.header("position_pct")
    chosen = source.memory.choices.get(f"position:{header}")
    numbers, decision = values.percents(column, header, "position", chosen)
    likely = np.where(outside(numbers.values, 0, 200), np.nan, numbers.values)
    return likely, (decision,)


def _turned(name: str, header: str) -> tuple[Decision, ...]:
    if name != INVERTED:
        return ()
    return (Decision(f"grade_meaning:{header}", TURNED, {"column": header}, "able to work"),)


def _in_words(kinds: Kinds) -> NDArray[np.float64]:
    """The grade a type's own words give, per row; 100 where they give none."""
    column = Coded.of(kinds.labels.tolist())
    found = [IN_TEXT.search(str(cell)) for cell in column.cells]
    grades = [float(match[1]) if match else FULL for match in found]
    spread = column.spread([g if 0 < g <= FULL else FULL for g in grades], FULL, np.float64)
    # "Foreldrepermisjon 80 %" is a rate of pay over a longer leave, not a share of the day.
    sick = np.isin(kinds.types.astype(str), ["doctor_certified", "self_certified", "sick"])
    return np.where(sick, spread, FULL)


def _ungraded(kinds: Kinds, said: NDArray[np.float64]) -> tuple[Decision, ...]:
    column = Coded.of(kinds.labels.tolist())
    graded = column.flag(lambda cell: bool(GRADED.search(str(cell))))
    sick = kinds.types == "doctor_certified"
    count = int((graded & (said == FULL) & sick).sum())
    if not count:
        return ()
    return (Decision("grade", NO_COLUMN, {"count": count}, "100", sure=False),)
