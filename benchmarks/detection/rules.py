"""Rules of thumb in use elsewhere, on the same people in the same run; none is in the product.

Twelve months are the latest, as the rules are run: on the day, for the year before it. A naive
weekday test has all of the window.
Sources: Simployer (more than three spells of at most 14 days in 12 months), Aboard (its four
rules), Swedish practice with Adato (six in 12 months), and the Bradford factor, which a European
data protection authority has ruled unlawful.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import binom

from analytics.patterns.history import History, weekday
from benchmarks.detection.habits import KINDS
from benchmarks.detection.scores import planted
from benchmarks.detection.workforce import Workforce

BIG, YEAR = 1 << 20, 365
MONDAY_FRIDAY = (0, 4)
MANY, EDGES = ("recurrence",), ("weekday",)
ABOUT = {
    "more than 3 in 12 months (14 days)": MANY,
    "6 in 12 months": MANY,
    "Bradford 200": MANY,
    "half of 10 days Monday or Friday": EDGES,
    "naive weekday test at 5 %": EDGES,
}  # the habit a rule is about; of any other, all


def flagged(history: History) -> dict[str, np.ndarray]:
    """By rule, the people it points at."""
    spells = history.spells.sort_values(["person", "start"], ignore_index=True)
    spells = spells[spells["start"] > history.today - YEAR].reset_index(drop=True)
    days, working, ends = _days(spells)
    brief = (spells["days"] <= 14).to_numpy() & ~spells["open"].to_numpy(dtype=bool)
    number = _within(spells, np.ones(len(spells)), YEAR)
    sums = {name: _within(spells, values, YEAR) for name, values in
            (("days", days), ("working", working), ("ends", ends))}  # fmt: skip
    aboard = (
        (sums["days"] >= 30)
        | (_within(spells, np.ones(len(spells)), 90) >= 4)
        | ((sums["ends"] > sums["working"] / 2) & (sums["working"] >= 10))
        | _relapsed(spells)
    )
    rules = {
        "more than 3 in 12 months (14 days)": _within(spells, brief.astype(float), YEAR) > 3,
        "6 in 12 months": number >= 6,
        "Bradford 200": number**2 * sums["days"] >= 200,
        "half of 10 days Monday or Friday": (sums["ends"] > sums["working"] / 2)
        & (sums["working"] >= 10),
        "four rules (Aboard)": aboard,
    }
    found = {name: np.unique(spells["person"][hit]) for name, hit in rules.items()}
    brief = history.spells[history.spells["short"].astype(bool)]
    return found | {"naive weekday test at 5 %": _naive(brief)}


def compared(force: Workforce) -> pd.DataFrame:
    """By rule: the share of people with the habit it is about (`ABOUT`) that it points at, in all
    and by strength, how many it points at, the share of them without any habit, and these per
    1 000 people."""
    truth = planted(force)
    truth = truth[truth["kind"] != "unit_cluster"]
    rows = {}
    for name, people in flagged(force.history).items():
        about = truth[truth["kind"].isin(ABOUT.get(name, KINDS))]
        hit = about["who"].isin(people)
        by = hit.groupby(about["strength"]).mean()
        wrong = np.setdiff1d(people, truth["who"].to_numpy(dtype=int))
        rows[name] = {
            "recall": hit.mean(),
            **{strength: by.get(strength) for strength in ("weak", "middle", "strong")},
            "found": len(people),
            "false": len(wrong) / max(1, len(people)),
            "false_per_1000": 1000 * len(wrong) / len(force.history.people),
        }
    return pd.DataFrame(rows).T.astype(float)


def _within(spells: pd.DataFrame, values: np.ndarray, span: int) -> np.ndarray:
    """For every spell, the sum of `values` over the person's spells that began in the `span` days
    up to its first day."""
    key = spells["person"].to_numpy() * BIG + spells["start"].to_numpy()
    running = np.append(0, np.cumsum(values))
    low = np.searchsorted(key, key - span + 1)
    return np.asarray(running[1:] - running[low])


def _days(spells: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Calendar days, days Monday to Friday, and Mondays and Fridays of every spell."""
    start, end = spells["start"].to_numpy(), spells["end"].to_numpy()
    at = np.arange(start.min(initial=0), end.max(initial=0) + 1)
    office, edge = weekday(at) < 5, np.isin(weekday(at), MONDAY_FRIDAY)
    sums = [np.append(0, np.cumsum(flag)) for flag in (office, edge)]
    working, ends = (total[end - at[0] + 1] - total[start - at[0]] for total in sums)
    return spells["days"].to_numpy(dtype=float), working, ends


def _relapsed(spells: pd.DataFrame) -> np.ndarray:
    """Began within 30 days of the end of a spell of 14 days or more."""
    before = spells.groupby("person")[["end", "days"]].shift()
    near = spells["start"] - before["end"] <= 30
    return np.asarray(near & (before["days"] >= 14))


def _naive(spells: pd.DataFrame) -> np.ndarray:
    """More starts on Mondays and Fridays than two fifths, by a binomial test of each person."""
    edge = pd.Series(np.isin(weekday(spells["start"]), MONDAY_FRIDAY), index=spells.index)
    hits = edge.groupby(spells["person"]).agg(["sum", "size"])
    chance = binom.sf(hits["sum"] - 1, hits["size"], 0.4)
    return hits.index.to_numpy()[chance <= 0.05]
