"""What is known of everybody up to a day: the one thing every kind of finding is judged from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

MONTHS = 36
SHORT = 16  # calendar days: the employer period; longer spells are no short-term absence
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday


@dataclass(frozen=True)
class History:
    """Absence, employment and rosters of the last 36 months. Days are whole numbers, counted
    from 1970-01-01 (numpy's `datetime64[D]` as int64); intervals include both ends.

    people: one row per person, index 0 … n−1 (the `person` of the other frames):
        employee_key, employee_no (str), unit_id (str: path; the latest unit).
    employments: person (int), unit_id (str), start, end (int), position (float, share of full
        time), clipped to the window; a person may have several at once.
    spells: own sickness, stitched, ordered by person and start: person, start, end (int, end no
        later than today), days (calendar days), self_certified (bool: no doctor's certificate in
        it), open (bool), short (bool: at most 16 days and not open). Spells that began before
        the window are not here.
    other: child's sickness, holiday, leave …: person, type (str), start, end.
    shifts: rostered shifts: person, day (int), code (str). Empty without a roster; who has no
        row here has no known roster.
    leaders: unit_id, leader (str), since (int): who leads, from when. Empty when not known.
    """

    today: int
    since: int  # first day of the window
    people: pd.DataFrame
    employments: pd.DataFrame
    spells: pd.DataFrame
    other: pd.DataFrame
    shifts: pd.DataFrame
    leaders: pd.DataFrame


def weekday(days: np.ndarray | pd.Series) -> np.ndarray:
    """Weekday of day numbers, 0 for Monday."""
    return (np.asarray(days, dtype=np.int64) + EPOCH_WEEKDAY) % 7
