"""How well a rhythm foretells the next start, against illness that comes whenever it comes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.special import logsumexp

Numbers = npt.NDArray[np.float64]
STEP, SHORTEST, LONGEST = 1.08, 8.0, 100.0  # intervals tried: 8, 8.64, … 97 days
JITTER = np.array([0.05, 0.12, 0.2])  # spread of a beat, in relation to the interval
ROUGH = 2.5  # days of spread at least: spells show on the next day at work, often a set weekday
MISSED, STRAY, BEATS = 0.12, 0.12, (1, 2, 3, 4)  # beats left out; spells that follow no rhythm
PAUSE, LASTS = 0.04, 6  # rhythms taken up anew, after so many intervals on average
ANEW = -1
INTERVAL = np.repeat(SHORTEST * STEP ** np.arange(int(np.log(12.5) / np.log(STEP)) + 1), 3)
SPREAD = (np.tile(JITTER, len(INTERVAL) // 3) * INTERVAL) ** 2 + ROUGH**2
# log10 of `evidence` that chance exceeds once in 10, 100 and 1 000, by number of starts: simulated
# with starts spread evenly, 30, 50 and 85 days apart on average; the largest of the three counts.
STARTS = np.array([5, 6, 8, 10, 13, 17, 22, 28])
EXCEEDED = np.array(
    [
        [0.02, -0.12, -0.5, -0.8, -1.3, -2.0, -3.0, -4.2],
        [0.85, 0.75, 0.6, 0.45, 0.15, -0.35, -1.15, -2.1],
        [1.65, 1.55, 1.5, 1.45, 1.3, 0.9, 0.5, -0.3],
    ]
)
BOUT, SHARES = 3.0 * 1.8 ** np.arange(9), (0.15, 0.35, 0.6, 0.85)  # days between; of brief gaps
SLOW, SURE = 0.7, 1.0  # decades of p-value for one of evidence, below and above these


def evidence(starts: Numbers, counts: np.ndarray, sick: Numbers) -> tuple[Numbers, Numbers]:
    """log10 of the likelihood of starts under a rhythm over that under no rhythm, and the interval
    that fits best (days).

    `starts`: people × starts in order (padded), most starts first; `counts`: starts of each;
    `sick`: days ill between the first and the last start. Under a rhythm the next start lies one
    to four intervals after the last beat: the beats' place and interval are followed from start
    to start (a Kalman filter with missed beats, strays, and pauses after which the rhythm is
    taken up anew) for every interval and jitter tried, and the mean is taken. Without one, starts
    come at the person's own rate (exponential gaps at their most likely rate) or, if that explains
    more, in bouts (a mixture of two rates): bouts are no rhythm.
    """
    filtered, interval = _follow(starts, counts)
    ratio = logsumexp(filtered, axis=1) - np.log(len(INTERVAL)) - _without(starts, counts, sick)
    best = filtered.argmax(axis=1)
    return ratio / np.log(10), interval[np.arange(len(best)), best]


def chance(ratio: Numbers, counts: np.ndarray) -> Numbers:
    """p-value of `evidence` (log10) for so many starts, somewhat on the safe side.

    Above what chance exceeds once in 1 000 it falls no faster than evidence grows, which a
    likelihood ratio guarantees (Markov); in truth it falls faster.
    """
    one, two, three = (np.interp(counts, STARTS, row) for row in EXCEEDED)
    decades = np.select(
        [ratio < one, ratio < two, ratio < three],
        [1 + SLOW * (ratio - one), 1 + (ratio - one) / (two - one),
         2 + (ratio - two) / (three - two)],
        3 + SURE * (ratio - three),
    )  # fmt: skip
    return np.asarray(np.minimum(1, 10.0**-decades))


def _without(starts: Numbers, counts: np.ndarray, sick: Numbers) -> Numbers:
    """Log-likelihood of the starts without a rhythm, at its largest."""
    gaps = counts - 1.0
    span = np.take_along_axis(starts, counts[:, None] - 1, 1)[:, 0] - starts[:, 0]
    evenly = gaps * np.log(gaps / np.maximum(span - sick, gaps)) - gaps
    gap = np.diff(starts, axis=1)
    there = np.arange(1, starts.shape[1]) < counts[:, None]
    density = {mean: np.exp(-np.maximum(gap, 0) / mean) / mean for mean in BOUT}
    best = evenly
    for brief, long in combinations(BOUT, 2):
        for share in SHARES:
            mixed = np.log(share * density[brief] + (1 - share) * density[long] + 1e-300)
            best = np.maximum(best, np.where(there, mixed, 0).sum(axis=1))
    return np.asarray(best)


def _follow(starts: Numbers, counts: np.ndarray) -> tuple[Numbers, Numbers]:
    """Log-likelihood and the interval reached, by people × rhythms tried."""
    shape = (len(starts), len(INTERVAL))
    place, interval = np.repeat(starts[:, :1], shape[1], 1), np.tile(INTERVAL, (shape[0], 1))
    # variance of the last beat's place, of the interval, and their covariance
    at, both = np.tile(SPREAD, (shape[0], 1)), np.zeros(shape)
    of = np.tile((INTERVAL * (STEP - 1) / 2) ** 2, (shape[0], 1))
    total = np.zeros(shape)
    for n in range(1, starts.shape[1]):
        here = slice(0, int((counts > n).sum()))  # most starts come first
        state = [part[here] for part in (place, interval, at, both, of)]
        gap = starts[here, n : n + 1] - starts[here, n - 1 : n]
        likely, beats = _beats(starts[here, n : n + 1], gap, state)
        total[here] += np.log(likely)
        _update(starts[here, n : n + 1], beats, state)
    return total, interval


def _beats(now: Numbers, gap: Numbers, state: list[Numbers]) -> tuple[Numbers, Numbers]:
    """Density of a start `now`, and how many beats on it most likely is (0: stray,
    ANEW: the rhythm is taken up again from here)."""
    place, interval, at, both, of = state
    likely = STRAY * np.exp(-gap / INTERVAL) / INTERVAL
    pause = PAUSE * np.exp(-gap / (LASTS * INTERVAL)) / (LASTS * INTERVAL)
    best, beats = np.maximum(likely, pause), np.where(pause > likely, ANEW, 0.0)
    likely = likely + pause
    for k in BEATS:
        spread = at + 2 * k * both + k * k * of + SPREAD
        off = now - place - k * interval
        here = np.exp(-0.5 * off * off / spread) / np.sqrt(2 * np.pi * spread)
        here *= (1 - STRAY - PAUSE) * (1 - MISSED) * MISSED ** (k - 1)
        likely = likely + here
        beats = np.where(here > best, k, beats)
        best = np.maximum(here, best)
    return likely, beats


def _update(now: Numbers, k: Numbers, state: list[Numbers]) -> None:
    """Moves the state on by `k` beats and corrects it by the start `now`; stray starts tell
    nothing."""
    place, interval, at, both, of = state
    moved, cross = at + 2 * k * both + k * k * of, both + k * of
    on = k > 0
    gain, pull = moved / (moved + SPREAD), cross / (moved + SPREAD)
    off = now - place - k * interval
    place[:] = np.where(on, place + k * interval + gain * off, place)
    interval[:] = np.where(on, interval + pull * off, interval)
    at[:] = np.where(on, moved * (1 - gain), at)
    both[:] = np.where(on, cross * (1 - gain), both)
    of[:] = np.where(on, of - pull * cross, of)
    again = k == ANEW
    place[:] = np.where(again, now, place)
    at[:], both[:] = np.where(again, SPREAD, at), np.where(again, 0, both)
