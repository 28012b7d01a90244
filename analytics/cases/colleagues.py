"""Everybody at work, as far as a brief could tell them apart: from the store."""

from __future__ import annotations

import pandas as pd

from analytics import queries
from analytics.cases.likeness import Likeness, age_group, band
from analytics.domain.period import Month, Period
from analytics.queries import EVERYBODY, Selection
from analytics.store.connection import Cursor


def likenesses(cursor: Cursor, newest: Month) -> dict[str, Likeness]:
    """What could be said of each registered person, by employee key, over the twelve months to
    `newest`. Person level: counted here, never shown."""
    frame = queries.person_days(cursor, Selection(Period.twelve_months(newest)))
    # Each person stands at the own unit and at every one above it: the whole organisation's line
    # has all lost days, the longest path is where the person works.
    lost = frame[frame["unit_id"] == EVERYBODY].set_index("employee_key")["lost_days"]
    deepest = frame.assign(depth=frame["unit_id"].str.len()).sort_values("depth")
    own = deepest.drop_duplicates("employee_key", keep="last")
    columns = (own["employee_key"], own["unit_id"], own["sex"], own["birth_year"])
    return {
        key: Likeness(
            unit=unit or None,
            sex=sex if isinstance(sex, str) else None,
            age=age_group(None if pd.isna(born) else int(born), newest.year),
            band=band(float(lost[key])),
        )
        for key, unit, sex, born in zip(*columns, strict=True)
    }
