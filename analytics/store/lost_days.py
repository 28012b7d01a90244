"""The steps of the facts that are passes over arrays: registrations put in order, what meets others
told from what is a spell as it is, spells stitched, and lost days."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

import numpy as np

from analytics.store.apart import Sorted, sorted_out
from analytics.store.fact_arrays import (
    Cursor,
    calendar,
    insert,
    laned,
    lanes,
    posts,
    registrations,
    spans_of_people,
)
from analytics.store.placing import BAND, GRADED, SEXES, TYPE, Calendar, Flags
from analytics.store.tally import Tally

_DAY = "DATE '1970-01-01' +"


class LostDays:
    """Lost days, counted some people after others, by the posts, lanes and calendar that lie there
    when the first are counted."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def count(self) -> None:
        """Count the lost days of the table `registration`; what meets others goes to the table
        `met`, and the runs of spells stitched of it to those that are kept."""
        ((threads,),) = self._cursor.execute("SELECT current_setting('threads')").fetchall()
        waiting: deque[Future[Sorted]] = deque()
        with ThreadPoolExecutor(threads) as pool:
            for span in spans_of_people(self._cursor):
                if len(waiting) == threads:
                    self._take(waiting.popleft().result())
                held, by_lane = registrations(self._cursor, span), lanes(self._cursor, span)
                given = held, by_lane, self._laned, posts(self._cursor, span), self._calendar
                waiting.append(pool.submit(sorted_out, *given))
            for future in waiting:
                self._take(future.result())

    def _take(self, made: Sorted) -> None:
        for batch in made.lost:
            self._tally.add(*batch)
        insert(self._cursor, "met", f"person, {_DAY} first", made.met)
        insert(
            self._cursor,
            "numbered_run",
            f"person, type, {_DAY} first, {_DAY} last, (grade / 10000)::DECIMAL(5, 4), open,"
            f" {_DAY} spell_first, {_DAY} spell_last",
            made.runs,
        )

    def write(self) -> None:
        """Write the lost days there are."""
        cell, lost = self._tally.rows()
        of_class, month = cell % len(TYPE), cell // len(TYPE)
        place = month // max(self._calendar.months, 1)
        unit = place // SEXES
        insert(
            self._cursor,
            "numbered_lost",
            f"{_DAY} month, unit, nullif(sex, 2), type, graded, band,"
            " lost * 0.0000000001::DECIMAL(10, 10)",
            {
                "month": self._calendar.firsts[month - place * self._calendar.months],
                "unit": unit.astype(np.int32),
                "sex": (place - unit * SEXES).astype(np.int8),
                "type": TYPE[of_class],
                "graded": GRADED[of_class],
                "band": BAND[of_class],
                "lost": lost,
            },
        )

    @cached_property
    def _calendar(self) -> Calendar:
        return calendar(self._cursor)

    @cached_property
    def _laned(self) -> Flags:
        return laned(self._cursor)

    @cached_property
    def _tally(self) -> Tally:
        ((units,),) = self._cursor.execute("SELECT count(*) FROM unit").fetchall()
        return Tally(units * SEXES * self._calendar.months * len(TYPE))
