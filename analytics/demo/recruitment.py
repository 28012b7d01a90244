"""Where the employer's people come from: settled staff, joiners and those who come back."""

from datetime import date

import numpy as np

from analytics.demo.parameters import OrganisationPlan, PeoplePlan
from analytics.demo.window import Window, month_start

_YEAR = 365.25


class Recruits:
    """Everybody ever hired, by index: sex (K or M), birth year and first day of work."""

    def __init__(
        self, plans: tuple[OrganisationPlan, PeoplePlan], window: Window, rng: np.random.Generator
    ) -> None:
        self.sexes: list[str] = []
        self.birth_years: list[int] = []
        self.hired: list[int] = []
        self._men_leading = plans[0].share_of_men_leading
        self._plan, self._window, self._rng = plans[1], window, rng
        self._former: list[tuple[int, int]] = []

    def settled(self, women: float, leads: bool) -> tuple[int, int]:
        """Somebody who works here as the window begins, and their first day."""
        rng, ages = self._rng, self._plan.age
        if leads:
            age, women = (
                int(rng.integers(ages.leader[0], ages.leader[1] + 1)),
                1 - self._men_leading,
            )
        else:
            age = int(
                np.clip(
                    rng.normal(ages.settled_mean, ages.settled_spread), ages.youngest, ages.oldest
                )
            )
        longest = min(self._plan.longest_years, age - ages.youngest + 1)
        years = min(float(rng.exponential(self._plan.mean_years)), longest)
        hired = month_start(
            date.fromordinal(self._window.first - 1 - int(years * _YEAR)), 0
        ).toordinal()
        return self._add(women, self._window.first - int((age + 0.5) * _YEAR), hired), hired

    def joiner(self, women: float, day: int) -> int:
        """Somebody who begins on `day`: usually new, sometimes a former employee."""
        turnover = self._plan.turnover
        rested = [who for who in self._former if day - who[1] >= turnover.rehire_after_days]
        if rested and self._rng.random() < turnover.rehire:
            returning = rested[int(self._rng.integers(len(rested)))]
            self._former.remove(returning)
            return returning[0]
        ages = self._plan.age
        age = np.clip(
            self._rng.normal(ages.joiner_mean, ages.joiner_spread), ages.youngest, ages.oldest
        )
        return self._add(women, day - int((float(age) + 0.5) * _YEAR), day)

    def left(self, person: int, last: int) -> None:
        """Somebody's last day; they may come back unless they have retired."""
        if not self.retires(person, last):
            self._former.append((person, last))

    def retires(self, person: int, day: int) -> bool:
        """Whether somebody is too old to work here."""
        return int(day / _YEAR) + 1 - self.birth_years[person] >= self._plan.turnover.retire_at

    def _add(self, women: float, born: int, hired: int) -> int:
        self.sexes.append("K" if self._rng.random() < women else "M")
        self.birth_years.append(int(born / _YEAR) + 1)
        self.hired.append(hired)
        return len(self.sexes) - 1
