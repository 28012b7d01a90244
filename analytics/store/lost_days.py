"""The steps of the facts that are passes over arrays: registrations put in order, what meets others
told from what is a spell as it is, and lost days. What meets others is left to SQL."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.store.apart import Sorted, of, parts, sorted_out
from analytics.store.fact_arrays import (
    Cursor,
    calendar,
    fetched,
    insert,
    laned,
    posts,
    registrations,
    spans_of_people,
)
from analytics.store.placing import BAND, GRADED, SEXES, TYPE, Calendar, cells
from analytics.store.tally import Tally


class LostDays:
    """Lost days, counted part by part, by the posts and the calendar that lie there when the first
    part is counted."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def lay_apart(self) -> None:
        """Count the lost days of every registration that is a spell as it is; the rest goes to the
        table `met`."""
        ((threads,),) = self._cursor.execute("SELECT current_setting('threads')").fetchall()
        waiting: deque[Future[Sorted]] = deque()
        by_lane = laned(self._cursor)
        with ThreadPoolExecutor(threads) as pool:
            for span in spans_of_people(self._cursor):
                if len(waiting) == threads:
                    self._take(waiting.popleft().result())
                held, at_work = registrations(self._cursor, *span), posts(self._cursor, *span)
                waiting.append(pool.submit(sorted_out, held, by_lane, at_work, self._calendar))
            for future in waiting:
                self._take(future.result())

    def count_rest(self) -> None:
        """Count the table `stretch`, and write the lost days there are."""
        stretches = fetched(self._cursor, "FROM stretch ORDER BY person")
        for part in parts(stretches["person"]):
            rows = of(stretches, part)
            at_work = posts(self._cursor, int(rows["person"][0]), int(rows["person"][-1]))
            for batch in cells(rows, at_work, self._calendar):
                self._tally.add(*batch)
        self._write()

    def _take(self, made: Sorted) -> None:
        for batch in made.lost:
            self._tally.add(*batch)
        insert(
            self._cursor,
            "met",
            "person, (enum_range(NULL::absence_type))[type + 1]::absence_type,"
            " (grade / 10000)::DECIMAL(5, 4), open, DATE '1970-01-01' + first,"
            " DATE '1970-01-01' + last, meets",
            pd.DataFrame(made.met),
        )

    def _write(self) -> None:
        cell, lost = self._tally.rows()
        of_class, month = cell % len(TYPE), cell // len(TYPE)
        place = month // max(self._calendar.months, 1)
        unit = place // SEXES
        frame = pd.DataFrame(
            {
                "month": self._calendar.firsts[month - place * self._calendar.months],
                "unit": unit.astype(np.int32),
                "sex": (place - unit * SEXES).astype(np.int8),
                "type": TYPE[of_class],
                "graded": GRADED[of_class],
                "band": BAND[of_class],
                "lost": lost,
            }
        )
        insert(
            self._cursor,
            "numbered_lost",
            "DATE '1970-01-01' + month, unit, nullif(sex, 2), type, graded, band,"
            " lost * 0.0000000001::DECIMAL(10, 10)",
            frame,
        )

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar(self._cursor)

    @cached_property
    def _tally(self) -> Tally:
        ((units,),) = self._cursor.execute("SELECT count(*) FROM unit").fetchall()
        return Tally(units * SEXES * self._calendar.months * len(TYPE))
