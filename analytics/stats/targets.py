"""A unit on its way to a target, honest about noise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from scipy.special import ndtri

from analytics.stats import gamma

SURE = 0.9


class Standing(StrEnum):
    """Where a unit stands. `cannot_tell`: the noise is larger than the way to go."""

    REACHED = "reached"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"
    CANNOT_TELL = "cannot_tell"
    NO_BASIS = "no_basis"


@dataclass(frozen=True)
class Target:
    """From `baseline` on `start` to `rate` on `due`; rates in per cent."""

    baseline: float
    start: date
    rate: float
    due: date


@dataclass(frozen=True)
class Progress:
    """`rate` with its 95 % `low` and `high`, and `planned`: where the straight way from baseline
    to target is today, all in per cent. `reached`: the probability that the underlying rate is at
    or below the target. `detectable`: the smallest change, in percentage points, that this much
    work can show. `days_left` to the due date, never negative."""

    standing: Standing
    rate: float
    low: float
    high: float
    planned: float
    reached: float
    detectable: float
    days_left: int


def progress(
    target: Target, lost_days: float, agreed_days: float, dispersion: float, today: date
) -> Progress:
    """How a unit stands against a lower rate by a date.

    `lost_days`, `agreed_days`: of the period the rate is read from, twelve months if the season
    is not to speak; `dispersion`: of days over such a period. Raises ValueError when the target
    is not due after its start.
    """
    planned, left = _planned(target, today), max(0, (target.due - today).days)
    if agreed_days <= 0 or not dispersion > 0:
        nan = float("nan")
        return Progress(Standing.NO_BASIS, nan, nan, nan, planned, nan, nan, left)
    events, base, psi = (np.array([x]) for x in (lost_days, agreed_days, dispersion))
    low, high = (100 * float(x[0]) for x in gamma.interval(events, base, psi))
    above_target = _above(events, base, psi, target.rate)
    # Two periods of this size, at the baseline, found apart nineteen times in twenty.
    detectable = (
        100 * float(ndtri(0.975)) * np.sqrt(2 * dispersion * target.baseline / 100 / agreed_days)
    )
    behind = _above(events, base, psi, planned)
    standing = _standing(1 - above_target, behind, low <= target.rate and high >= target.baseline)
    return Progress(
        standing,
        100 * lost_days / agreed_days,
        low,
        high,
        planned,
        1 - above_target,
        float(detectable),
        left,
    )


def _above(events: gamma.Numbers, base: gamma.Numbers, psi: gamma.Numbers, rate: float) -> float:
    return float(gamma.chance_above(events, base, psi, np.array([rate / 100]))[0])


def _standing(reached: float, behind: float, blurred: bool) -> Standing:
    if reached >= SURE:
        return Standing.REACHED
    if behind >= SURE:
        return Standing.BEHIND
    return Standing.CANNOT_TELL if blurred else Standing.ON_THE_WAY


def _planned(target: Target, today: date) -> float:
    whole = (target.due - target.start).days
    if whole <= 0:
        raise ValueError(f"the target is due {target.due}, not after {target.start}")
    gone = min(1.0, max(0.0, (today - target.start).days / whole))
    return target.baseline + gone * (target.rate - target.baseline)
