"""What hangs on the rows of a file: days behind each code, registrations that overlap."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

ONE_DAY = pd.Timedelta(days=1)
FOREVER = pd.Timestamp(date(2199, 12, 31))


def days_by_code(absences: pd.DataFrame, through: date) -> dict[str, int]:
    """Calendar days by `code` of typed absence rows (`Reading.rows`); nothing for other rows.

    Open spells are counted up to `through`, the day the file was made.
    """
    if not {"code", "start"} <= set(absences.columns) or absences.empty:
        return {}
    start = pd.to_datetime(absences["start"])
    end = pd.to_datetime(absences["end"]).fillna(pd.Timestamp(through))
    days = ((end - start + ONE_DAY) / ONE_DAY).clip(lower=0)
    return {str(code): int(total) for code, total in days.groupby(absences["code"]).sum().items()}


def overlapping(absences: pd.DataFrame) -> pd.DataFrame:
    """Pairs of typed absence rows of one person, in one employment, that share days.

    Each row that begins before an earlier one has ended is paired with the earlier one that ends
    last: `employee_no`, `code`, `start`, `end` (NaT while open), `source_row`, and the same of the
    other row with `_before`.
    """
    columns = ["employee_no", "code", "start", "end", "source_row"]
    if absences.empty:
        return pd.DataFrame(columns=[*columns, *(f"{name}_before" for name in columns[1:])])
    frame = absences.assign(
        start=pd.to_datetime(absences["start"]),
        end=pd.to_datetime(absences["end"]),
        until=pd.to_datetime(absences["end"]).fillna(FOREVER),
        who=absences["employee_key"] + "\x1f" + absences["employment_no"].fillna(""),
    ).sort_values(["who", "start", "until", "source_row"], ignore_index=True)
    frame["longest"] = _ends_last(frame)
    pairs = frame[frame["longest"] >= 0]
    earlier = frame.loc[pairs["longest"], columns[1:]].set_axis(pairs.index)
    return pairs[columns].join(earlier.add_suffix("_before"))


def _ends_last(frame: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each row the earlier one of the same person that ends last, if it reaches this row;
    -1 where none does."""
    person, until = frame.groupby("who", sort=False)["until"], frame["until"]
    reached = person.cummax()
    # Where a row is the first to reach that far, it is the one that later rows overlap.
    first = ~frame.assign(reached=reached).duplicated(["who", "reached"]) & (until == reached)
    place = pd.Series(np.where(first, np.arange(len(frame)), -1)).groupby(frame["who"]).cummax()
    same = frame["who"].eq(frame["who"].shift())
    meets = same & (reached.shift() >= frame["start"])
    earlier = place.shift(fill_value=-1)
    return np.where(meets, earlier, -1).astype(np.int64)
