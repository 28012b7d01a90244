"""Whole months, the grain at which absence may be published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """The month written `YYYY-MM`; ValueError when it is anything else."""
        match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text)
        if match is None:
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return self.plus(1).first - timedelta(days=1)

    @property
    def quarter(self) -> int:
        return (self.number + 2) // 3

    def plus(self, months: int) -> Month:
        """The month that many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def minus(self, other: Month) -> int:
        """Months from `other` to this one."""
        return (self.year - other.year) * 12 + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, order=True)
class Period:
    """A run of whole months, both ends included."""

    start: Month
    end: Month

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"{self.start} is after {self.end}")

    @classmethod
    def parse(cls, start: str, end: str) -> Period:
        """The period from one `YYYY-MM` to another; ValueError when malformed or reversed."""
        return cls(Month.parse(start), Month.parse(end))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(Month(year, quarter * 3 - 2), Month(year, quarter * 3))

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(Month(year, 1), Month(year, 12))

    @classmethod
    def twelve_months(cls, end: Month) -> Period:
        """The rolling twelve months that close with `end`."""
        return cls(end.plus(-11), end)

    @property
    def first(self) -> date:
        return self.start.first

    @property
    def last(self) -> date:
        return self.end.last

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.start.plus(i) for i in range(self.end.minus(self.start) + 1))

    def shifted(self, months: int) -> Period:
        """The same length of time, that many months later (earlier when negative)."""
        return Period(self.start.plus(months), self.end.plus(months))

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"
