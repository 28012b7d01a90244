"""Lost days of stretches of absence, over whole arrays: where the person worked on each day, month
by month. Working days of a stretch are a difference of two running counts, so nothing is exploded
to days. SQL needs three joins for every stretch; here they are looked up in order.

Days count from 1970. Positions are in millionths and grades in ten-thousandths, so that everything
is a whole number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.store.tally import Cells

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Columns = dict[str, NDArray[Any]]
NEVER = np.iinfo(np.int64).max
SEXES = 3  # F, M and unknown
FULL = 10_000  # the grade of whole days
# Classes of lost days. Own sickness comes first: by a doctor at full grade, by a doctor graded, by
# oneself, not told which, each in seven bands of duration; then every other type by itself.
OWN, BANDS = 3, 7
MOST_DAYS = np.array([3, 7, 16, 56, 140, 273])  # of every band but the last
LONGEST = MOST_DAYS[-1] + 1  # longer spells are in no other band
BAND_OF_DAYS = np.searchsorted(MOST_DAYS, np.arange(LONGEST + 1)).astype(np.int32)
TYPE = np.repeat(np.array([0, 0, 1, 2, 3, 4, 5, 6], np.int8), [BANDS] * 4 + [1] * 4)
GRADED = np.arange(len(TYPE)) // BANDS == 1
BAND = np.concatenate([np.tile(np.arange(1, BANDS + 1), 4), np.zeros(4)]).astype(np.int8)


@dataclass(frozen=True)
class Calendar:
    """The working days before each day from `origin` on and through it, and its month, months
    counted from the first; and of the months the first days and the same counts."""

    origin: int
    n_before: Ints
    n_through: Ints
    month: Ints
    firsts: Ints
    month_before: Ints
    month_through: Ints

    @property
    def months(self) -> int:
        return len(self.month_before)


def of(table: Columns, which: slice | NDArray[Any]) -> Columns:
    """These rows of a table."""
    return {name: column[which] for name, column in table.items()}


def by_person(person: Ints, day: Ints) -> Cells:
    """One number for each pair that sorts as the pairs do."""
    return (person.astype(np.int64) << 32) + day


def in_order(table: Columns, people: tuple[int, int]) -> Columns:
    """The rows of the people from one number to another, in order of person and first day."""
    first, last = people
    rows = np.flatnonzero((table["person"] >= first) & (table["person"] <= last))
    key = by_person(table["person"][rows], table["first"][rows])
    # Stable: hardly any work where the rows come in order, as those of a file mostly do.
    return of(table, rows[np.argsort(key, kind="stable")])


def parts(person: Ints, rows: int) -> Iterator[slice]:
    """Rows that stand in order of person, about so many at a time, nobody in two parts."""
    marks = np.unique(np.searchsorted(person, person[::rows]))
    for begin, end in pairwise([*marks, len(person)]):
        yield slice(begin, end)


@dataclass(frozen=True)
class Posts:
    """Posts in order of person and first day; `place` is the number of unit and sex, each with
    cells for so many months."""

    columns: Columns
    months: int

    @cached_property
    def cell(self) -> Cells:
        """The first cell of each post's place."""
        return self.columns["place"].astype(np.int64) * (len(TYPE) * self.months)

    @cached_property
    def position(self) -> Cells:
        """The position of each post, as wide as its products with grades and days."""
        return self.columns["position"].astype(np.int64)

    @cached_property
    def begin(self) -> Cells:
        """Person and first day, as one number; behind the last post two that never begin."""
        begin = by_person(self.columns["person"], self.columns["first"])
        return np.append(begin, [NEVER, NEVER])

    @cached_property
    def reach(self) -> Cells:
        """The last day that any post of the person so far reaches: those before it are over; behind
        the last post one that never is."""
        reach = by_person(self.columns["person"], self.columns["last"])
        return np.append(np.maximum.accumulate(reach), NEVER)

    @cached_property
    def of_person(self) -> Cells:
        """By number of person, counted from the first who has any: the place of their first post,
        or of the next person's."""
        person = self.columns["person"]
        return np.searchsorted(person, np.arange(person[0], person[-1] + 2))

    def first_left(self, person: Ints, key: Cells) -> Cells:
        """The place of the first post of each person that is not over by a day (`key`: `by_person`
        of both), or of the next person's."""
        nth = np.clip(person - self.columns["person"][0], 0, len(self.of_person) - 1)
        at: Cells = self.of_person[nth]
        over = np.flatnonzero(self.reach[at] < key)
        while len(over):  # as often as somebody has posts, of fewer and fewer people
            at[over] += 1
            over = over[self.reach[at[over]] < key[over]]
        return at


def cells(stretches: Columns, posts: Posts, calendar: Calendar) -> Iterator[tuple[Cells, Cells]]:
    """Cells and lost days (position × grade: in parts of 10 ** 10) of the stretches, in batches;
    what counts nowhere is in them with no days.

    `stretches`: person, first, last, type, grade, `days` of the spell; `begin` and `end`, which are
    `by_person` of the first and the last; and `lane`, the employment they count in, where any
    counts in one alone: 0 counts in all. A cell is place, class and month: those of one place and
    class are added to most, so they lie side by side.
    """
    classes, table = _class(stretches) * calendar.months, posts.columns
    for of, at, counts in _at_work(stretches, posts):
        # To leave out the few rows that do not count takes longer than to count them as nothing.
        first = np.maximum(stretches["first"][of], table["first"][at]) - calendar.origin
        last = np.minimum(stretches["last"][of], table["last"][at]) - calendar.origin
        before, through = _on(calendar.n_before, first), _on(calendar.n_through, last)
        begin, end = _on(calendar.month, first), _on(calendar.month, last)
        weight = posts.position[at] * (stretches["grade"][of] * counts)
        cell = posts.cell[at] + (classes[of] + begin)
        # What reaches over the end of a month is cut there.
        yield cell, (np.minimum(through, calendar.month_through[begin]) - before) * weight
        cut = np.flatnonzero((begin < end) & counts)
        times = (end - begin)[cut]
        cut, later = np.repeat(cut, times), numbered(times) + 1
        month = begin[cut] + later
        worked = np.minimum(through[cut], calendar.month_through[month])
        yield cell[cut] + later, (worked - calendar.month_before[month]) * weight[cut]


def place_class_month(cells: Cells, months: int) -> tuple[Cells, Cells, Cells]:
    """Of what each cell is, where every class of a place has cells for so many months."""
    of_class, month = np.divmod(cells, max(months, 1))
    return *np.divmod(of_class, len(TYPE)), month


def _on(of_day: Ints, day: Ints) -> Ints:
    """What the calendar has for the days; for those outside it anything."""
    return of_day.take(day, mode="clip")


def _class(stretches: Columns) -> Ints:
    kind, grade = stretches["type"].astype(np.int32), stretches["grade"]
    band = BAND_OF_DAYS[np.minimum(stretches["days"], LONGEST)]
    of_own = (kind + 1 - ((kind == 0) & (grade >= FULL))) * BANDS + band
    return np.where(kind < OWN, of_own, 4 * BANDS - OWN + kind)


def _at_work(stretches: Columns, posts: Posts) -> Iterator[tuple[slice | Cells, Cells, Flags]]:
    """Stretches with the posts they may count in, by their places in the tables, and whether they
    do: all with the first post that is not over by then, nearly always the only one, then those
    that have any with the others."""
    if not len(posts.columns["person"]):
        return
    end, low = stretches["end"], posts.first_left(stretches["person"], stretches["begin"])
    at = np.minimum(low, len(posts.columns["person"]) - 1)
    begun = posts.begin[low] <= end
    yield slice(None), at, begun & _counting(stretches, posts, slice(None), at)
    several = np.flatnonzero(posts.begin[low + 1] <= end)
    times = np.searchsorted(posts.begin, end[several], "right") - low[several] - 1
    of, others = np.repeat(several, times), np.repeat(low[several], times) + numbered(times) + 1
    yield of, others, _counting(stretches, posts, of, others)


def _counting(stretches: Columns, posts: Posts, of: slice | Cells, at: Cells) -> Flags:
    """Whether each post is not over yet, and the one they count in."""
    counts: Flags = posts.columns["last"][at] >= stretches["first"][of]
    if "lane" in stretches:
        lane = stretches["lane"][of]
        counts &= (lane == 0) | (lane == posts.columns["employment"][at])
    return counts


def numbered(times: NDArray[np.int64]) -> Cells:
    """0, 1, … for each, as many times as it says."""
    return np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
