"""The days the demo covers, and Norwegian working days within them."""

from dataclasses import dataclass, field
from datetime import date

import holidays
import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]

# numpy counts days from 1970, `date.toordinal` from year 1.
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Window:
    """From the first of a month to the export date, both included, as `date.toordinal` numbers."""

    first: int
    last: int
    public_holidays: npt.NDArray[np.datetime64] = field(repr=False)

    @classmethod
    def ending(cls, today: date, months: int) -> "Window":
        """The `months` whole months before that of `today`, and its days so far."""
        if months < 1:
            raise ValueError("months must be at least 1")
        start = month_start(today, -months)
        # Two years either way: spells are drawn before the window and end after it.
        years = range(start.year - 2, today.year + 3)
        # The package's default for Sundays has changed between versions, so it is said.
        norwegian = holidays.country_holidays("NO", years=years, include_sundays=False)
        return cls(
            start.toordinal(), today.toordinal(), np.array(sorted(norwegian), dtype="datetime64[D]")
        )

    @property
    def today(self) -> date:
        """The export date."""
        return date.fromordinal(self.last)

    def month_starts(self) -> list[int]:
        """The first day of every month, from the first of the window to that of today."""
        starts, start = [], date.fromordinal(self.first)
        while start.toordinal() <= self.last:
            starts.append(start.toordinal())
            start = month_start(start, 1)
        return starts

    def working_days(self, first: Days, last: Days) -> Days:
        """Monday to Friday without public holidays, ends included; 0 if last precedes first."""
        counted = np.busday_count(
            numpy_days(first), numpy_days(last + 1), holidays=self.public_holidays
        )
        return np.maximum(counted, 0).astype(np.int64)


def numpy_days(days: Days) -> npt.NDArray[np.datetime64]:
    """Ordinal day numbers as numpy dates, same shape."""
    return (days - _EPOCH).astype("datetime64[D]")


def month_numbers(days: Days) -> Days:
    """0 for January to 11 for December, same shape."""
    return numpy_days(days).astype("datetime64[M]").astype(np.int64) % 12


def years_of(days: Days) -> Days:
    """Calendar years, same shape."""
    return numpy_days(days).astype("datetime64[Y]").astype(np.int64) + 1970


def month_start(day: date, months: int) -> date:
    """The first of the month `months` away from that of `day`; negative goes back."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def iso_monday(year: int, week: int) -> int:
    """The Monday of an ISO week, as a day number."""
    return date.fromisocalendar(year, week, 1).toordinal()
