"""How far a person's spells speak for a rise, and how often chance speaks as loudly.

For every week within the time, two explanations are held against each other: until then as
everybody is ill (gamma and Poisson) and from then on far more, or the same throughout, be it as
everybody is or, as a few are, often all the time. The ratios of the two likelihoods are averaged
over the weeks and over both accounts (all short spells; the brief ones given the others): one
number, so that no error is lost on looking at many. How large it becomes by chance is drawn
from the fitted distribution for the same people.

That the time before is held against everybody's, and not only against the time after, is what
makes a rise to ten spells a year visible in a person who had hardly any.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from analytics.patterns.accounts import Accounts, Known, Whole, by_chance
from analytics.patterns.frailty import log_chance
from analytics.patterns.intensity import Numbers
from analytics.patterns.luck import as_far

RAISED, VARIETY = 9.0, 2.0  # spells a year at work after a rise; shape of such rates
ALWAYS = 0.003  # of the people, who are ill so often all the time: no rise
STEP, LEAST = 4, 8  # weeks between those looked at; weeks at the end in which none is
BEFORE, AFTER, FEWEST = 0.08, 3, 4  # of what is due, before a rise; spells after it, and in all
NONE = -50.0  # logarithm of the ratio where no rise can be
SEED = 20_230_104


def weeks(known: Accounts) -> Whole:
    """Those after which a rise is looked for."""
    return np.arange(STEP, known.all.had.shape[1] - 1 - LEAST, STEP)


def evidence(known: Accounts) -> tuple[Numbers, Whole]:
    """By person, the logarithm of the averaged likelihood ratio, and the week that speaks most."""
    if not len(at := weeks(known)):
        return np.full(len(known.person), NONE), np.zeros(len(known.person), np.int64)
    value, look = _spoken(known, at)
    return value, at[look]


def chances(known: Accounts, value: Numbers) -> Numbers:
    """Chance of so much evidence, among all the people as they are, without any rise.

    Drawn from the fitted distribution with a fixed seed.
    """
    if not len(at := weeks(known)) or not len(value):
        return np.ones(len(value))
    cut = np.concatenate([[0], at, [known.all.had.shape[1] - 1]])
    inside = np.arange(1, len(cut) - 1)
    return as_far(
        value, np.concatenate([_spoken(fate, inside)[0] for fate in by_chance(known, cut, SEED)])
    )


def _spoken(known: Accounts, at: Whole) -> tuple[Numbers, Whole]:
    return known.together(lambda account: _ratio(account, at) - np.log(len(at)))


def _ratio(known: Known, at: Whole) -> Numbers:
    """People × weeks: log likelihood ratio of a rise after each of the columns `at`."""
    whole, all_years = known.had[:, -1:], known.years[:, -1:]
    before, years = known.had[:, at], known.years[:, at]
    part = np.clip(known.due[:, at] / np.maximum(known.due[:, -1:], 1e-9), 1e-9, 1 - 1e-9)
    mean, shape, after = known.mean[:, None], known.shape[:, None], whole - before
    raised = np.maximum(RAISED * (all_years - years), mean * (1 - part))
    rise = log_chance(before, mean * part, shape) + log_chance(after, raised, VARIETY)
    always = log_chance(whole, np.maximum(RAISED * all_years, mean), VARIETY)
    alike = np.logaddexp(
        np.log1p(-ALWAYS) + log_chance(whole, mean, shape), np.log(ALWAYS) + always
    )
    alike = alike + before * np.log(part) + after * np.log1p(-part)
    alike += gammaln(whole + 1) - gammaln(before + 1) - gammaln(after + 1)
    risen = (part >= BEFORE) & (after >= AFTER) & (after > whole * (1 - part)) & (whole >= FEWEST)
    return np.where(risen, rise - alike, NONE)
