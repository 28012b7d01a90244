"""Exact chances of counts: how many of a person's spells would fall on certain days by luck."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

Numbers = npt.NDArray[np.float64]
ONE_DAY = np.array([1.4, 1.0, 1.0, 1.0, 1.9])  # Vahtera et al. 2001, OEM 58:818: Monday to Friday
MONDAY_OR_FRIDAY = float((ONE_DAY[0] + ONE_DAY[4]) / ONE_DAY.sum())


def monday_or_friday(count: int, spells: int, chance: float = MONDAY_OR_FRIDAY) -> float:
    """Chance that at least `count` of so many one-day spells begin on a Monday or a Friday.

    Exact binomial; 52.4 % of all people's one-day spells do (Vahtera et al. 2001), not 40 %.
    """
    return float(binomtest(count, spells, chance, alternative="greater").pvalue)


def padded(group: np.ndarray, values: Numbers, groups: int) -> Numbers:
    """`values` (ordered by `group`) as groups × most values of a group, with noughts to fill."""
    size = np.bincount(group, minlength=groups)
    place = np.arange(len(group)) - np.repeat(size.cumsum() - size, size)
    table = np.zeros((groups, int(size.max(initial=0))))
    table[group, place] = values
    return table


def tails(chances: Numbers) -> Numbers:
    """Chance of at least 0, 1, … n hits among independent spells with `chances` (rows × n):
    rows × (n + 1). The Poisson binomial distribution, summed exactly."""
    rows, most = chances.shape
    exactly = np.zeros((rows, most + 1))
    exactly[:, 0] = 1
    for n in range(most):
        chance = chances[:, n : n + 1]
        exactly[:, 1 : n + 2] = exactly[:, 1 : n + 2] * (1 - chance) + exactly[:, : n + 1] * chance
        exactly[:, 0] *= 1 - chance[:, 0]
    return np.asarray(np.minimum(1, exactly[:, ::-1].cumsum(axis=1)[:, ::-1]))


def most_striking(
    chances: list[Numbers], hits: list[np.ndarray], weights: Numbers
) -> tuple[Numbers, np.ndarray]:
    """p-value of the most striking of several counts of the same spells, and which one it is.

    `chances`: for every count rows × spells; `hits`: for every count its value by row; `weights`:
    counts, or counts × rows, summing to 1 over counts: how likely each is to be looked for.
    Bonferroni's bound with the tails that counts can really reach (Tarone 1990), so it holds
    exactly and wastes little.
    """
    row = np.arange(len(hits[0]))
    shares = np.broadcast_to(weights.reshape(len(hits), -1), (len(hits), len(row)))
    table = [tails(each) for each in chances]
    with np.errstate(divide="ignore"):
        reached = np.array(
            [each[row, hit] / share for each, hit, share in zip(table, hits, shares, strict=True)]
        )
    least = reached.min(axis=0)
    total = np.zeros(len(row))
    for each, share in zip(table, shares, strict=True):
        total += np.where(each <= (least * share * (1 + 1e-12))[:, None], each, 0).max(axis=1)
    return np.minimum(1, total), reached.argmin(axis=0)
