"""How often a run chart signals where nothing happens, and where the level is half as high again.

The same invented people as in `benchmarks.workforce`, followed month by month: a long absence lies
in many months, which single months take for a change.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from analytics.stats.runs import runs
from analytics.stats.season import factors, national
from analytics.stats.trend import run_chart
from benchmarks.workforce import BRIEF, BRIEF_WEIGHTS, PROCESSES, YEAR, Process, longer

MONTHS, SHOWN, MONTH = 48, 36, YEAR / 12
PEOPLE, STAFF = 20_000, 1000  # to draw from; in the organisation the season is read from
RISE = 1.5  # times as many spells from the middle of what is shown
AT = MONTHS - SHOWN // 2


@cache
def lost(process: Process, rise: float = 1.0, seed: int = 1, size: int = PEOPLE) -> np.ndarray:
    """The share of each month (columns) that each person (rows) is away; from the month `AT` on
    spells begin `rise` times as often."""
    rng = np.random.default_rng(seed)
    tendency = rng.gamma(process.alike, 1 / process.alike, size)
    away = np.zeros((size, MONTHS))
    span, often = MONTHS * MONTH, max(rise, 1.0)
    for per_year, brief in ((1.1, True), (0.55, False)):
        count = rng.poisson((YEAR + span) / YEAR * often * per_year * tendency)
        person = np.repeat(np.arange(size), count)
        start = rng.uniform(-YEAR, span, len(person))
        kept = rng.random(len(person)) < np.where(start >= AT * MONTH, rise, 1.0) / often
        person, start = person[kept], start[kept]
        days = rng.choice(BRIEF, len(person), p=BRIEF_WEIGHTS) if brief else None
        days = longer(process, len(person), rng) if days is None else days
        graded = (days > 28) & (rng.random(len(person)) < 0.5)
        grade = np.where(graded, rng.choice([0.2, 0.4, 0.5, 0.6, 0.8], len(person)), 1)
        for month in range(MONTHS):
            inside = np.minimum(start + days, (month + 1) * MONTH)
            inside = inside - np.maximum(start, month * MONTH)
            there = inside > 0
            np.add.at(away[:, month], person[there], inside[there] * grade[there])
    return np.minimum(away, MONTH) / MONTH


def signals(process: Process, size: int, times: int, rise: float = 1.0, seed: int = 5) -> pd.Series:
    """How often a unit of `size` signals: by single months (`months`), by three months with the
    rules as published (`published`), and as the product does (`product`). The season is read from
    an organisation of 1000 that the unit belongs to, by the product's own method."""
    rng, away = np.random.default_rng(seed), lost(process, rise)
    seasonal = np.array([national()[1 + month % 12 // 3] for month in range(MONTHS)])
    found = []
    for _ in range(times):
        people = rng.integers(0, len(away), max(STAFF, size))
        whole, unit = (
            _months(away[who].mean(axis=0) * seasonal) for who in (people, people[:size])
        )
        unit = unit.assign(adjusted=unit["rate"] / factors(whole)[0]).tail(SHOWN)
        chart = run_chart(unit)
        found.append(
            {
                "months": runs(unit["adjusted"]).signal,
                "published": runs(chart.points["adjusted"]).signal,
                "product": chart.runs.signal,
            }
        )
    return pd.DataFrame(found).astype(float).mean()


def _months(share: np.ndarray) -> pd.DataFrame:
    spans = [f"{2022 + n // 12}-{n % 12 + 1:02d}" for n in range(MONTHS)]
    frame = pd.DataFrame({"span": spans, "rate": 100 * share, "masked": False})
    return frame.assign(agreed_days=20.0, lost_days=20.0 * share)


def rows(times: int) -> Iterable[tuple[object, ...]]:
    """A line per process and size: false alarms of the three, and how often a rise is found."""
    for name, process in PROCESSES.items():
        for size in (20, 50, 200, 1000):
            calm, risen = (signals(process, size, times, rise) for rise in (1.0, RISE))
            told = [f"{100 * calm[key]:.1f} %" for key in ("months", "published", "product")]
            yield (name, size, *told, f"{100 * risen['product']:.1f} %")
