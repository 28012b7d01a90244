"""How near a drawn history comes to the rates the demo should show.

Main positions only, and each row at the percent held on its first day: near enough for a choice.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.demo.onsets import Setting
from analytics.demo.rows import SICKNESS, AbsenceRow
from analytics.demo.window import month_start


@dataclass(frozen=True)
class Aim:
    """Periods (first day, last day, percent aimed at) for the main positions chosen (a mask)."""

    setting: Setting
    chosen: npt.NDArray[np.bool_]
    periods: tuple[tuple[int, int, float], ...]

    @classmethod
    def of_unit(cls, setting: Setting, unit: int) -> "Aim":
        """The unit that stands out: one rate in the latest whole months, another before."""
        plan, window = setting.plan.stands_out, setting.window
        until = month_start(window.today, 0).toordinal() - 1
        turn = max(month_start(window.today, -plan.months).toordinal(), window.first)
        periods = ((window.first, turn - 1, plan.rate_before), (turn, until, plan.rate_now))
        held = tuple(period for period in periods if period[0] <= period[1])
        return cls(setting, setting.positions.unit == unit, held)

    @classmethod
    def of_everybody(cls, setting: Setting) -> "Aim":
        """The whole employer: one rate for every twelve whole months, counted back from today."""
        window, periods = setting.window, []
        end = month_start(window.today, 0)
        while end.toordinal() > window.first:
            start = month_start(end, -12)
            first = max(start.toordinal(), window.first)
            periods.append((first, end.toordinal() - 1, setting.plan.steady.rate))
            end = start
        return cls(setting, np.ones(len(setting.positions.unit), dtype=bool), tuple(periods))

    def distance(self, rows: list[AbsenceRow]) -> float:
        """Percentage points off, summed over the periods."""
        setting, positions = self.setting, self.setting.positions
        sick = [(row.person, row.start, row.end, row.grade) for row in rows if row.type in SICKNESS]
        person, start, end, grade = np.array(sick, dtype=np.int64).reshape(-1, 4).T
        at = positions.at(person, start)
        weight = np.where((at >= 0) & self.chosen[at], grade * positions.percent[at] / 100, 0)
        held, percent = self.chosen, positions.percent
        off = 0.0
        for first, last, aim in self.periods:
            days = setting.window.working_days(np.maximum(start, first), np.minimum(end, last))
            agreed = setting.window.working_days(
                np.maximum(positions.start, first), np.minimum(positions.end, last)
            )
            off += abs(100 * float((days * weight).sum() / (agreed * percent)[held].sum()) - aim)
        return off
