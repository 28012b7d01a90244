"""How far a person's spells speak for a habit of many, and how often chance speaks as loudly.

For every window of time the person's counts, within it and outside, are explained in two ways:
by everybody's distribution throughout (gamma and Poisson), or by a rate far above it within the
window. The ratios of the two likelihoods are averaged over the windows and over both accounts (all
short spells; the brief ones given the others): one number, so that no error is lost on looking many
times. By Neyman and Pearson no other number finds more on average where the habits are as
assumed; where they are not, it finds fewer, and is wrong no more often: how large it becomes by
chance is drawn from the fitted distribution itself.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from analytics.patterns.accounts import Accounts, Known, Whole, by_chance
from analytics.patterns.frailty import log_chance
from analytics.patterns.intensity import Numbers
from analytics.patterns.luck import as_far

HABIT, VARIETY = 12.0, 4.0  # spells a year at work of those with a habit; shape of their rates
LATEST = (26, 52, 78, 104)  # weeks
ANY, STEP = 52, 13  # weeks
SHARES = (0.45, 0.45, 0.1)  # the whole time, the latest of it, twelve months of it
SEED = 20_230_101


def windows(weeks: int) -> tuple[Whole, Whole, Numbers]:
    """First week, week after the last, and share, of every window looked at."""
    latest = [(weeks - length, weeks) for length in LATEST if length < weeks]
    other = [(end - ANY, end) for end in range(weeks - STEP, ANY - 1, -STEP)]
    groups = [[(0, weeks)], latest, other]
    rows = [
        (begin, end, share / len(group))
        for group, share in zip(groups, SHARES, strict=True)
        for begin, end in group
    ]
    begin, end, share = (np.array(column) for column in zip(*rows, strict=True))
    return begin, end, share / share.sum()


def evidence(known: Accounts) -> tuple[Numbers, Whole]:
    """By person, the logarithm of the averaged likelihood ratio, and the window that speaks
    most."""
    return _spoken(known, *windows(known.all.had.shape[1] - 1))


def _spoken(known: Accounts, begin: Whole, end: Whole, share: Numbers) -> tuple[Numbers, Whole]:
    return known.together(lambda account: _ratio(account, begin, end) + np.log(share))


def _ratio(known: Known, begin: Whole, end: Whole) -> Numbers:
    """People × windows: log likelihood ratio."""
    inside, whole = known.had[:, end] - known.had[:, begin], known.had[:, -1:]
    part = (known.due[:, end] - known.due[:, begin]) / np.maximum(known.due[:, -1:], 1e-9)
    part = np.clip(part, 1e-9, 1)  # of what is due, the window's
    years = known.years[:, end] - known.years[:, begin]
    mean, shape = known.mean[:, None], known.shape[:, None]
    habit = np.maximum(HABIT * years, mean * part)  # never fewer than chance gives
    rest = mean * (1 - part)
    alike = log_chance(whole, mean, shape) + inside * np.log(part)
    alike += gammaln(whole + 1) - gammaln(inside + 1) - gammaln(whole - inside + 1)
    alike += (whole - inside) * np.log(np.maximum(1 - part, 1e-12))
    ratio = log_chance(inside, habit, VARIETY) + log_chance(whole - inside, rest, shape) - alike
    return np.where(inside > mean * part, ratio, np.minimum(ratio, 0))  # fewer are no habit


def chances(known: Accounts, value: Numbers) -> Numbers:
    """Chance of so much evidence, among all the people as they are, without any habit.

    Drawn from the fitted distribution with a fixed seed.
    """
    return as_far(value, _drawn(known)) if len(value) else np.ones(0)


def _drawn(known: Accounts) -> Numbers:
    """Evidence in people with the same time, level and shape, ill by chance alone."""
    begin, end, share = windows(known.all.had.shape[1] - 1)
    weeks = np.unique([begin, end])  # those that matter
    looked = np.searchsorted(weeks, begin), np.searchsorted(weeks, end), share
    return np.concatenate([_spoken(fate, *looked)[0] for fate in by_chance(known, weeks, SEED)])
