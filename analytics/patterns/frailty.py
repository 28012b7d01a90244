"""How people's own rates differ, and how many spells that makes likely: gamma and Poisson.

With rates of gamma shape a and mean 1 (times what is expected of everybody), counts follow a
negative binomial distribution. What else is known of a person shifts it: after k other spells
where m were expected, the rate has shape a + w·k and mean (a + w·k) / (a + w·m), where w says how
far the other spells tell of the same rate (1 wholly, 0 not at all); it is fitted too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betainc, expit, gammaln
from scipy.stats import nbinom

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
RANGE = (-3.0, 5.0)  # of the logarithms of level and shape
MOST = 0.3  # largest share of people outside the distribution
OUTSIDE = (4, 25)  # their short spells in three years, any number as likely
FITTED = 8_000  # people are enough for a fit
MIDDLE = 0.95  # of the people of each expectation, who alone are fitted in the end
THREE_YEARS = 156  # weeks
LEAST = 200  # people in the middle, for a second fit


@dataclass(frozen=True)
class Frailty:
    """`level` (times what is expected), `shape` a, and `credit` w given to other spells."""

    level: float
    shape: float
    credit: float = 0.0

    def predicted(
        self, expected: Numbers, other: Numbers | float, usual: Numbers | float
    ) -> tuple[Numbers, Numbers]:
        """Mean and shape of each person's count, after `other` spells where `usual` is."""
        shape = self.shape + self.credit * other + np.zeros_like(expected)
        mean = self.level * expected * shape / (self.shape + self.credit * usual)
        return np.asarray(mean), np.asarray(shape)


def fitted(
    counts: Numbers,
    expected: Numbers,
    outside: Numbers,
    other: Numbers | None = None,
    usual: Numbers | None = None,
) -> Frailty:
    """The frailty that makes `counts` most likely. `outside`: the chance of 0, 1, … spells for a
    small share of people who do not belong to it, lest they widen what they are judged by.

    For the same reason it is fitted twice: at last to counts that are no higher than those of
    95 in 100 people by the first fit, given that they are no higher (trimmed likelihood).
    """
    step = max(1, -(-len(counts) // FITTED))
    known = other is not None and usual is not None
    more = np.zeros((2, len(counts))) if not known else np.array([other, usual])
    # Who is alike in all of it counts by number: with whole periods most people are.
    rows = np.array([counts[::step], expected[::step], *more[:, ::step]])
    rows, many = np.unique(rows, axis=1, return_counts=True)
    counts, expected, more = rows[0], rows[1], rows[2:]
    beyond = np.append(outside, 0)[np.minimum(counts, len(outside)).astype(int)]

    def deviance(point: Numbers) -> float:
        mean, a = _frailty(point, known).predicted(expected, more[0], more[1])
        hit = mean / (a + mean)
        like = _like(counts, a, hit)
        share = MOST * expit(point[2])
        return -float(many @ np.log((1 - share) * np.exp(like) + share * beyond + 1e-300))

    start = [0.0, 0.5, -2.0, 0.0][: 4 if known else 3]
    options = {"xatol": 5e-3, "fatol": 1e-2}
    point = minimize(deviance, start, method="Nelder-Mead", options=options).x
    return _trimmed(point, known, counts, expected, more, many)


def _trimmed(
    point: Numbers, known: bool, counts: Numbers, expected: Numbers, more: Numbers, many: Whole
) -> Frailty:
    """Fitted again, from `point`, to the middle of the people."""
    mean, a = _frailty(point, known).predicted(expected, more[0], more[1])
    most = nbinom.ppf(MIDDLE, a, a / (a + mean))
    middle = (counts <= most) & (most > 0)
    if many[middle].sum() < LEAST:
        return _frailty(point, known)
    counts, expected, most, more = counts[middle], expected[middle], most[middle], more[:, middle]
    many = many[middle]

    def deviance(point: Numbers) -> float:
        mean, a = _frailty(point, known).predicted(expected, more[0], more[1])
        hit = mean / (a + mean)
        below = np.log(np.maximum(betainc(a, most + 1, 1 - hit), 1e-300))
        return -float(many @ (_like(counts, a, hit) - below))

    options = {"xatol": 5e-3, "fatol": 1e-2}
    return _frailty(minimize(deviance, point, method="Nelder-Mead", options=options).x, known)


def _like(counts: Numbers, a: Numbers, hit: Numbers) -> Numbers:
    """Logarithm of the negative binomial chance."""
    like = gammaln(counts + a) - gammaln(a) - gammaln(counts + 1)
    return np.asarray(like + a * np.log1p(-hit) + counts * np.log(hit))


def _frailty(point: Numbers, known: bool) -> Frailty:
    level, shape = np.exp(np.clip(point[:2], *RANGE))
    return Frailty(float(level), float(shape), float(expit(point[3])) if known else 0.0)


def outside(weeks: int, power: float) -> Numbers:
    """Chances of 0, 1, … spells of those outside, within so many weeks."""
    low, high = OUTSIDE
    number = np.arange(high + 1, dtype=float)
    least = max(2, round(low * weeks / THREE_YEARS))
    chance = np.where(number >= least, np.maximum(number, 1) ** -power, 0)
    return np.asarray(chance / chance.sum())


def log_chance(counts: Numbers, mean: Numbers, shape: Numbers | float) -> Numbers:
    """Logarithm of the chance of just so many."""
    mean = np.maximum(mean, 1e-9)
    return _like(counts, np.asarray(shape, dtype=float), mean / (shape + mean))


def tail(counts: Numbers, mean: Numbers, shape: Numbers | float) -> Numbers:
    """Chance of so many or more."""
    chance, a = np.ones(counts.shape), np.broadcast_to(shape, counts.shape)
    some = (counts > 0) & (mean > 0)
    chance[some] = betainc(counts[some], a[some], mean[some] / (a[some] + mean[some]))
    return chance
