"""Questions to the store: one typed function per file in sql/queries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.domain.absence import BANDS, Definition, DurationLens
from analytics.domain.period import Period
from analytics.domain.rate import percent
from analytics.store.facts import run_file
from analytics.store.connection import Cursor

FOLDER = Path(__file__).parent / "sql" / "queries"
EVERYBODY = ""  # the unit id that stands for the whole organisation


class By(StrEnum):
    """What the rows of a rate table are about."""

    TOTAL = "total"
    MONTH = "month"
    QUARTER = "quarter"
    UNIT = "unit"
    CERTIFICATION = "certification"
    DURATION = "duration"
    SEX = "sex"


@dataclass(frozen=True)
class Selection:
    """What is asked: the same object goes from the filter to SQL, cache key and export heading."""

    period: Period
    unit: str = EVERYBODY
    definition: Definition = Definition.COMPARABLE
    lens: DurationLens = DurationLens.STATUTE


def _ask(cursor: Cursor, file: str, **values: Any) -> pd.DataFrame:
    return run_file(cursor, FOLDER / file, values).df()


def rates(cursor: Cursor, selection: Selection, by: By = By.TOTAL) -> pd.DataFrame:
    """Rates for a selection, unmasked: pass the frame through `disclosure.withhold` to show it.

    One row per group with `unit_id`, `unit`, `parent_id`, `depth`, `span` (month `2025-03`,
    quarter `2025K1`, else ""), `part` (certification, duration class or sex, else ""),
    `lost_days`, `agreed_days` (days), `persons`, `rate` (per cent, NaN without agreed days),
    `rate_rounded` (one decimal, half up), `fewest` (people in the smallest month), and
    `persons_unknown`.
    """
    classes = BANDS[selection.lens]
    class_of_band = {band: name for name, bands in classes.items() for band in bands}
    frame = _ask(
        cursor,
        "rates.sql",
        **{"from": selection.period.start.first, "to": selection.period.end.first},
        unit=selection.unit,
        by=by.value,
        definition=selection.definition.value,
        classes=list(classes),
        class_of_band=[class_of_band[band] for band in sorted(class_of_band)],
    )
    return with_rate(frame)


def with_rate(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with `rate` and `rate_rounded` from its lost and agreed days."""
    agreed = frame["agreed_days"].where(frame["agreed_days"] > 0)
    rounded = [
        percent(lost, whole) if whole > 0 else None
        for lost, whole in zip(frame["lost_days"], agreed, strict=True)
    ]
    return frame.assign(
        agreed_days=agreed,
        rate=100 * frame["lost_days"] / agreed,
        rate_rounded=pd.Series(rounded, index=frame.index, dtype=object).astype(float),
    )
