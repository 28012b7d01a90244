"""Counts the days of employer periods one after another.

Source: navikt/helse-spleis, Arbeidsgiverperiodeteller and Arbeidsgiverperiodeberegner.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from analytics.rules.days import DayKind, Stretch, each_day

Found = list[tuple[date, str]]  # days with what they are: counted, paid, rejected


class Counter:
    """Takes a person's days in order and gathers their employer periods.

    Leave waits: sickness after it makes it count, work makes it a gap. Holiday counts at once
    when it follows sickness. Once the period is used up neither counts in any way, until work
    has been taken up again; then both are gap days like any other.
    """

    def __init__(self, size: int, gap: int, *, leave_counts: bool = False) -> None:
        """`size` and `gap` in calendar days; `leave_counts` is the reading of flex."""
        self.size = size
        self._gap_limit = gap
        self._leave_counts = leave_counts
        self._done: list[Found] = []
        self._found: Found = []
        self._waiting: list[date] = []
        self._used = 0
        self._gap = 0
        self._worked = True

    def take(self, stretch: Stretch) -> None:
        """Count the days of one stretch."""
        if stretch.kind is DayKind.WORK:
            self._work(stretch)
            return
        count: Callable[[date], None] = {
            DayKind.LEAVE: self._leave,
            DayKind.HOLIDAY: self._holiday,
            DayKind.SELF_CERTIFIED: self._self_certified,
            DayKind.SICK: self._sick,
        }[stretch.kind]
        for day in each_day(stretch.start, stretch.end):
            count(day)

    def finish(self) -> list[Found]:
        """Every period begun, oldest first."""
        return [*self._done, self._found] if self._used else list(self._done)

    def _sick(self, day: date) -> None:
        self._release()
        self._count(day, "paid")

    def _self_certified(self, day: date) -> None:
        self._release()
        self._count(day, "rejected" if day.weekday() < 5 else "paid")

    def _holiday(self, day: date) -> None:
        if self._counts_anyway():
            self._count(day, "")
        elif self._worked:
            self._pause()
        else:
            self._release()
            if self._used < self.size:
                self._count(day, "")

    def _leave(self, day: date) -> None:
        if self._counts_anyway():
            self._count(day, "")
        elif self._worked:
            self._pause()
        elif self._used < self.size:
            self._waiting.append(day)

    def _work(self, stretch: Stretch) -> None:
        for _ in self._waiting:
            self._pause()
        self._waiting.clear()
        for _ in range(min(stretch.days, self._gap_limit)):  # a longer gap closes nothing more
            self._pause()
        self._worked = True

    def _counts_anyway(self) -> bool:
        return self._leave_counts and 0 < self._used < self.size

    def _release(self) -> None:
        for day in self._waiting:
            self._count(day, "")
        self._waiting.clear()

    def _count(self, day: date, beyond: str) -> None:
        """One day that counts; what it is once the period is used up (`beyond`, "" for nothing)."""
        self._gap, self._worked = 0, False
        if self._used < self.size:
            self._used += 1
            self._found.append((day, "counted"))
        elif beyond:
            self._found.append((day, beyond))

    def _pause(self) -> None:
        if not self._used:
            return
        self._gap += 1
        if self._gap >= self._gap_limit:
            self._done.append(self._found)
            self._found, self._used, self._gap, self._worked = [], 0, 0, True
