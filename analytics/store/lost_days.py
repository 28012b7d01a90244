"""The steps of the facts that are passes over arrays: registrations put in order, what meets others
told from what is a spell as it is, spells stitched, and lost days."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np

from analytics.store.apart import Sorted, sorted_out
from analytics.store.fact_arrays import (
    Cursor,
    Span,
    Values,
    calendar,
    insert,
    laned,
    lanes,
    posts,
    registrations,
    spans_of_people,
    unit_places,
)
from analytics.store.placing import (
    BAND,
    GRADED,
    SEXES,
    TYPE,
    Calendar,
    Columns,
    Flags,
    Ints,
    Posts,
    in_order,
    of,
    place_class_month,
)
from analytics.store.tally import Tally

_DAY = "DATE '1970-01-01' +"
_GRADE = "(grade * 0.0001::DECIMAL(5, 4))::DECIMAL(5, 4)"


class LostDays:
    """Lost days and runs, counted some people after others, by the posts, lanes and calendar that
    lie there when the first are counted."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self._sorted: list[Sorted] = []
        self._ahead: tuple[Columns, Columns, Posts] | None = None

    def count(self, values: Values) -> None:
        """Count the lost days of the people from number `first` to `last`, of the registrations
        that hold at `version`; their runs wait to be written. Who comes `after` them is read."""
        ((threads,),) = self._cursor.execute("SELECT current_setting('threads')").fetchall()
        held, by_lane, at = self._ahead or self._read(values)
        given = self._laned, at, self._calendar
        with ThreadPoolExecutor(threads) as pool:
            waiting = deque(
                pool.submit(_sorted_out, held, by_lane, span, *given)
                for span in spans_of_people(values, len(held["person"]))
            )
            # Those who come after are read meanwhile: else one core would often wait.
            after = values["after"]
            self._ahead = self._read(values | after) if after else None
            while waiting:
                self._take(waiting.popleft().result())

    def _read(self, values: Values) -> tuple[Columns, Columns, Posts]:
        cursor = self._cursor
        at = posts(cursor, values, self._places, self._calendar.months)
        return registrations(cursor, values), lanes(cursor, values), at

    def _take(self, made: Sorted) -> None:
        for batch in made.lost:
            self._tally.add(*batch)
        made.lost.clear()
        self._sorted.append(made)

    def write_runs(self, _: Values) -> None:
        """Write the runs of those who were counted last."""
        for made in self._sorted:
            self._write_runs(of(made.held, made.alone), "first", "last")
            self._write_runs(made.runs, "spell_first", "spell_last")
        self._sorted.clear()

    def _write_runs(self, runs: Columns, spell_first: str, spell_last: str) -> None:
        insert(
            self._cursor,
            "numbered_run",
            f"person, type, {_DAY} first, {_DAY} last, {_GRADE}, open, {_DAY} {spell_first},"
            f" {_DAY} {spell_last}",
            runs,
        )

    def write(self, _: Values) -> None:
        """Write the lost days there are."""
        cell, lost = self._tally.rows()
        place, of_class, month = place_class_month(cell, self._calendar.months)
        unit, sex = np.divmod(place, SEXES)
        insert(
            self._cursor,
            "numbered_lost",
            f"{_DAY} month, unit, nullif(sex, 2), type, graded, band,"
            " lost * 0.0000000001::DECIMAL(10, 10)",
            {
                "month": self._calendar.firsts[month],
                "unit": unit.astype(np.int32),
                "sex": sex.astype(np.int8),
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
    def _places(self) -> Ints:
        return unit_places(self._cursor)

    @cached_property
    def _tally(self) -> Tally:
        ((units,),) = self._cursor.execute("SELECT count(*) FROM unit").fetchall()
        return Tally(units * SEXES * self._calendar.months * len(TYPE))


def _sorted_out(
    held: Columns, lanes: Columns, people: Span, laned: Flags, posts: Posts, calendar: Calendar
) -> Sorted:
    return sorted_out(in_order(held, people), in_order(lanes, people), laned, posts, calendar)
