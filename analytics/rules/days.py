"""A person's registrations as days in a row, each of one kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from itertools import pairwise

from analytics.domain.absence import AbsenceType

ONE_DAY = timedelta(days=1)


class DayKind(IntEnum):
    """What a day is to the rules; a day registered twice is the highest.

    A child's sickness is work here: it is no sickness of one's own and stops nothing. A weekend
    without registration is work too: the export does not say that anybody was sick then.
    """

    WORK = 0
    LEAVE = 1  # permisjon, with pay or without, and other benefits
    HOLIDAY = 2
    SELF_CERTIFIED = 3
    SICK = 4

    @property
    def sick(self) -> bool:
        return self >= DayKind.SELF_CERTIFIED


KINDS = {
    AbsenceType.SELF_CERTIFIED: DayKind.SELF_CERTIFIED,
    AbsenceType.DOCTOR_CERTIFIED: DayKind.SICK,
    AbsenceType.SICK: DayKind.SICK,
    AbsenceType.HOLIDAY: DayKind.HOLIDAY,
    AbsenceType.LEAVE: DayKind.LEAVE,
    AbsenceType.OTHER: DayKind.LEAVE,
}


@dataclass(frozen=True)
class Run:
    """Days of one type and grade (share of the position), first and last day included."""

    type: AbsenceType
    start: date
    end: date
    grade: float = 1.0
    open: bool = False


@dataclass(frozen=True)
class Stretch:
    """Days of one kind and grade in a row, first and last day included."""

    kind: DayKind
    start: date
    end: date
    grade: float = 1.0
    open: bool = False

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def stretches(runs: Iterable[Run], until: date | None = None) -> list[Stretch]:
    """The runs in order, no day twice, with work between them.

    With `until`, open runs last to that day (one day at least): nobody has said that they ended.
    """
    told = [_stretch(run, until) for run in runs if run.type in KINDS]
    told.sort(key=lambda stretch: (stretch.start, stretch.end))
    row: list[Stretch] = []
    for heap in _heaps(told):
        if row and row[-1].end + ONE_DAY < heap[0].start:
            row.append(Stretch(DayKind.WORK, row[-1].end + ONE_DAY, heap[0].start - ONE_DAY))
        row += heap if len(heap) == 1 else _cut(heap)
    return row


def each_day(first: date, last: date) -> Iterator[date]:
    """The days from the first to the last, both included."""
    day = first
    while day <= last:
        yield day
        day += ONE_DAY


def ranges(days: Iterable[date]) -> tuple[tuple[date, date], ...]:
    """The days, which are in order, as first and last of each unbroken row."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and day <= found[-1][1] + ONE_DAY:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return tuple(found)


def _stretch(run: Run, until: date | None) -> Stretch:
    end = max(run.start, until) if run.open and until is not None else run.end
    return Stretch(KINDS[run.type], run.start, end, run.grade, run.open)


def _heaps(told: Sequence[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches, those that overlap together: nearly all come alone and pass as they are."""
    heap: list[Stretch] = []
    reach = date.min
    for stretch in told:
        if heap and stretch.start > reach:
            yield heap
            heap = []
        reach = max(reach, stretch.end) if heap else stretch.end
        heap.append(stretch)
    if heap:
        yield heap


def _cut(heap: Sequence[Stretch]) -> list[Stretch]:
    """Overlapping stretches cut at every border; each piece is the highest kind that covers it."""
    borders = sorted({s.start for s in heap} | {s.end + ONE_DAY for s in heap})
    pieces: list[Stretch] = []
    for first, after in pairwise(borders):
        covering = [s for s in heap if s.start <= first <= s.end]
        top = max(covering, key=lambda s: (s.kind.sick, s.grade if s.kind.sick else 0, s.kind))
        last = after - ONE_DAY
        pieces.append(Stretch(top.kind, first, last, top.grade, top.open and last == top.end))
    return pieces
