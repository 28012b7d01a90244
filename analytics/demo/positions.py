"""Each person's main position on each day, looked up for many at once."""

import numpy as np

from analytics.demo.people import Workforce
from analytics.demo.window import Days

# Wider than any day number, so that (person, day) pairs sort as one number.
_DAYS = 10_000_000


class MainPositions:
    """The main employments as columns, sorted by person and first day.

    `person`, `unit`, `percent`, `start`, `end` and `leaves` have one element per employment; `end`
    is its last day within the data, `leaves` the last day before the person is employed no more.
    """

    def __init__(self, workforce: Workforce, today: int) -> None:
        rows = [row for row in workforce.employments if row.position == 1]
        rows.sort(key=lambda row: (row.person, row.start))
        self.person = np.array([row.person for row in rows], dtype=np.int64)
        self.unit = np.array([row.unit for row in rows], dtype=np.int64)
        self.percent = np.array([row.percent for row in rows], dtype=np.int64)
        self.start = np.array([row.start for row in rows], dtype=np.int64)
        self.end = np.array([row.last_day(today) for row in rows], dtype=np.int64)
        self._keys = self.person * _DAYS + self.start
        # Someone still employed may be away past the export date; that makes the spell open.
        goes_on = np.array([row.end is None for row in rows])
        self.leaves = np.where(goes_on, self.end + _DAYS, self.end)
        for index in range(len(rows) - 2, -1, -1):
            follows = rows[index + 1]
            if follows.person == rows[index].person and follows.start == self.end[index] + 1:
                self.leaves[index] = self.leaves[index + 1]

    def at(self, person: Days, day: Days) -> Days:
        """The index of the main employment on that day, -1 where there is none; same shape."""
        index = np.searchsorted(self._keys, person * _DAYS + day, side="right") - 1
        found = (index >= 0) & (self.person[index] == person) & (self.end[index] >= day)
        return np.where(found, index, -1)
