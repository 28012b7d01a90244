"""Short spells that come at a regular interval, or about the same date every month."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns import beats, shift
from analytics.patterns.chance import padded
from analytics.patterns.exposure import WEEK
from analytics.patterns.history import History, weekday
from analytics.patterns.result import window

Numbers = npt.NDArray[np.float64]
LEAST, MOST = 5, 40  # starts; of more the latest count
SELDOM = 90  # days between spells on average: seldomer ones cannot be told from chance
SHARE = 0.9  # of the attention goes to intervals, the rest to dates
APART, DATED, NEAR = 20, 6, 2  # days between spells and how many for a date; days off the date
ONE_WEEKDAY = 0.7  # share of the starts
ROSTER = 0.05  # p-value of a habit of one kind of shift
MONTH = 30.4375  # days
BLOCK = 4000  # people at a time


def tests(history: History) -> pd.DataFrame:
    """One row per person with at least five short spells that come at least every 90 days on
    average: columns as every kind has them.

    The p-value is the smaller of two, each paid for: a rhythm of 8 to 97 days, missed beats,
    jitter and spells between allowed (`beats.evidence`), and a date of the month (Rayleigh, spells
    at least 20 days apart). How often and how long somebody is ill says nothing here, only how
    evenly; bouts and seasons are less even than chance.
    Who tends to begin on one kind of shift is left out: rosters come round, and with them a rhythm.
    `observed`: intervals that fit, of `detail`'s intervals; `detail`: every_days, within_days,
    intervals, spells; or day_of_month, within_days, spells.
    """
    return apart_from(history, shift.tests(history) if len(history.shifts) else None)


def apart_from(history: History, by_shift: pd.DataFrame | None) -> pd.DataFrame:
    """`tests`, where the `shift.tests` of the history are at hand; None without any roster."""
    spells = _often(history, by_shift)
    person = np.unique(spells["person"])
    row = np.searchsorted(person, spells["person"])
    counts = np.bincount(row, minlength=len(person))
    days = spells["start"].to_numpy(dtype=float)
    starts = padded(row, days, len(person))
    sick = padded(row, spells["days"].to_numpy(dtype=float), len(person))
    ratio, every = _evidence(starts, counts, sick)
    regular = beats.chance(ratio, counts)
    dated, date, kept = _dates(starts, counts)
    p_value = np.minimum(1, np.minimum(regular / SHARE, dated / (1 - SHARE)))
    monthly = dated / (1 - SHARE) < regular / SHARE
    found = window(history, person).assign(p_value=p_value)
    return pd.concat([found, _shown(starts, counts, every, monthly, date, kept)], axis=1)


def _often(history: History, by_shift: pd.DataFrame | None) -> pd.DataFrame:
    """Short spells of the people tested, chosen by how many and how long they go on, which is
    independent of how even they are."""
    spells = history.spells[history.spells["short"].to_numpy(dtype=bool)]
    spells = spells[spells.groupby("person").cumcount(ascending=False) < MOST]
    of = spells.groupby("person")["start"]
    size = of.transform("size")
    mean = (of.transform("max") - of.transform("min")) / (size - 1).clip(lower=1)
    spells = spells[(size >= LEAST) & (mean <= SELDOM)]
    if by_shift is not None:
        habit = by_shift.loc[by_shift["p_value"] <= ROSTER, "person"]
        spells = spells[~spells["person"].isin(habit)]
    return spells.reset_index(drop=True)


def _evidence(starts: Numbers, counts: np.ndarray, sick: Numbers) -> tuple[Numbers, Numbers]:
    order = np.argsort(-counts, kind="stable")
    ratio, every = np.zeros(len(counts)), np.zeros(len(counts))
    place = np.arange(starts.shape[1])
    between = np.where(place < counts[:, None] - 1, sick, 0).sum(axis=1)
    same = _of_one_weekday(starts, counts) >= ONE_WEEKDAY
    between += np.where(same, (WEEK - 1) * (counts - 1), 0)  # the next cannot come within a week
    for low in range(0, len(order), BLOCK):
        some = order[low : low + BLOCK]
        most = starts[some, : counts[some[0]]]
        ratio[some], every[some] = beats.evidence(most, counts[some], between[some])
    return ratio, every


def _of_one_weekday(starts: Numbers, counts: np.ndarray) -> Numbers:
    """The share of each person's starts that fall on the weekday with most."""
    there = np.arange(starts.shape[1]) < counts[:, None]
    on = [((weekday(starts) == day) & there).sum(axis=1) for day in range(WEEK)]
    return np.asarray(np.max(on, axis=0) / np.maximum(counts, 1))


def _dates(starts: Numbers, counts: np.ndarray) -> tuple[Numbers, np.ndarray, np.ndarray]:
    """p-value of a common date of the month, that date, and which starts are counted: bouts of
    illness count once."""
    kept, last = np.zeros(starts.shape, dtype=bool), np.full(len(starts), -np.inf)
    for n in range(starts.shape[1]):
        kept[:, n] = (n < counts) & (starts[:, n] - last >= APART)
        last = np.where(kept[:, n], starts[:, n], last)
    angle = 2 * np.pi * _of_month(starts)
    total, size = np.where(kept, np.exp(1j * angle), 0).sum(axis=1), kept.sum(axis=1)
    square = np.abs(total) ** 2
    p_value = np.exp(np.sqrt(1 + 4 * size + 4 * (size**2 - square)) - (1 + 2 * size))
    date = np.floor((np.angle(total) / (2 * np.pi)) % 1 * MONTH).astype(int) + 1
    return np.where(size >= DATED, np.minimum(1, p_value), 1.0), date, kept


def _of_month(days: Numbers) -> Numbers:
    """How far into its month each day is, from 0 to 1."""
    months = days.astype("int64").astype("datetime64[D]").astype("datetime64[M]")
    first = months.astype("datetime64[D]").astype("int64")
    length = (months + 1).astype("datetime64[D]").astype("int64") - first
    return np.asarray((days - first + 0.5) / length)


def _shown(
    starts: Numbers,
    counts: np.ndarray,
    every: Numbers,
    monthly: np.ndarray,
    date: np.ndarray,
    kept: np.ndarray,
) -> pd.DataFrame:
    """observed, expected, evidence and detail: intervals that fit, or starts about the date."""
    within = np.maximum(3, np.round(every / 5))
    fits, expected = _fitting(starts, counts, every, within)
    part = np.zeros(starts.shape, dtype=bool)
    part[:, 1:] |= fits
    part[:, :-1] |= fits
    about = _of_month(starts) * MONTH + 0.5 - date[:, None]
    about = np.abs((about + 15) % MONTH - 15)
    part = np.where(monthly[:, None], kept & (about <= NEAR + 0.5), part)
    number = kept.sum(axis=1)
    by_date_of = [{"day_of_month": int(day), "within_days": NEAR, "spells": int(some)}
               for day, some in zip(date, number, strict=True)]  # fmt: skip
    by_interval = [
        {"every_days": round(float(each), 1), "within_days": int(near), "intervals": int(n - 1),
         "spells": int(n)} for each, near, n in zip(every, within, counts, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(
        {
            "observed": np.where(monthly, part.sum(axis=1), fits.sum(axis=1)).astype(float),
            "expected": np.where(monthly, number * (2 * NEAR + 1) / MONTH, expected * (counts - 1)),
            "evidence": [
                tuple(days[those].astype(int).tolist())
                for days, those in zip(starts, part, strict=True)
            ],
            "detail": [
                dated if by_date else regular
                for by_date, dated, regular in zip(monthly, by_date_of, by_interval, strict=True)
            ],
        }
    )


def _fitting(
    starts: Numbers, counts: np.ndarray, every: Numbers, within: Numbers
) -> tuple[np.ndarray, Numbers]:
    """Which intervals are one or two times `every`, and the share by chance of a person's mean."""
    place = np.arange(starts.shape[1])
    gaps = np.where(place[1:] < counts[:, None], np.diff(starts, axis=1), np.nan)
    mean = np.nanmean(gaps, axis=1) if len(gaps) else np.zeros(0)
    fits, expected = np.zeros(gaps.shape, dtype=bool), np.zeros(len(gaps))
    for k in (1, 2):
        fits |= np.abs(gaps - k * every[:, None]) <= within[:, None]
        low = np.maximum(0, k * every - within - 0.5)
        expected += np.exp(-low / mean) - np.exp(-(k * every + within + 0.5) / mean)
    return fits, np.asarray(expected)
