"""Short spells that begin or end beside days off: public holidays, squeezed days, own holiday."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns import beside as near
from analytics.patterns.chance import most_striking, padded
from analytics.patterns.exposure import WEEK, keys
from analytics.patterns.history import History, weekday
from analytics.patterns.profile import Frame, exposure, frame
from analytics.patterns.result import evidence, window

Numbers = npt.NDArray[np.float64]
LEAST, LONGEST = 4, 8  # spells of a person; days of a spell
# What may be looked for: only days that adjoin a public holiday, whatever is beside one, what is
# beside the person's own holiday, all of it.
STRICT = (near.SQUEEZED, near.AFTER, near.BEFORE)
PUBLIC = (*STRICT, near.LATER, near.EARLIER, near.ENDS)
OWN = (near.OWN_AFTER, near.OWN_BEFORE, near.OWN_ENDS)
CHOICES = {"adjoining": STRICT, "public": PUBLIC, "own": OWN, "any": (*PUBLIC, *OWN)}
WEIGHTS = np.array([0.4, 0.25, 0.15, 0.2])
PRIOR = 10.0  # spells' worth of "days beside days off are like others"
STRIKING, ROUNDS = 0.02, 3  # people left out when everybody's frequency is estimated


def tests(history: History) -> pd.DataFrame:
    """One row per person with at least four spells of at most eight days: columns as every kind
    has them.

    Each start is set against the person's own days of the same weekday, weighted by season, and
    by how frequent starts beside days off are among everybody: illness that begins on a holiday
    shows on the day after. p-value of the most striking of four choices of days (exact, adjusted).
    `detail`: beside ("adjoining", "public", "own" or "any"), spells.
    """
    return in_frame(history, frame(history))


def in_frame(history: History, judged: Frame) -> pd.DataFrame:
    """`tests`, where the `frame` of the history is at hand."""
    starts = judged.starts[judged.starts["days"] <= LONGEST]
    often = starts.groupby("person")["person"].transform("size") >= LEAST
    starts = starts[often].reset_index(drop=True)
    person = np.unique(starts["person"])
    row = np.searchsorted(person, starts["person"])
    days = near.beside(history, judged, person)
    seen, share = _seen(days, starts), _shares(judged, days, person, starts)
    p_value, best, expected = _judge(seen, share, row, judged.roster[starts["person"]])
    names = list(CHOICES)
    chosen = np.array([np.isin(np.arange(near.TYPES + 1), types) for types in CHOICES.values()])
    mine = chosen[best[row], seen]
    found = window(history, person).assign(p_value=p_value)
    found["observed"] = np.bincount(row, weights=mine, minlength=len(person))
    found["expected"] = expected
    found["evidence"] = evidence(person, starts[mine])
    size = np.bincount(row, minlength=len(person))
    detail = [
        {"beside": names[which], "spells": int(n)} for which, n in zip(best, size, strict=True)
    ]
    return found.assign(detail=pd.Series(detail, dtype=object))


def _judge(
    seen: np.ndarray, share: Numbers, row: np.ndarray, roster: np.ndarray
) -> tuple[Numbers, np.ndarray, Numbers]:
    """p-value, choice and expected number by person. Everybody's frequencies beside days off are
    estimated without those who stand out, lest a habit of some hide itself."""
    people = int(row.max(initial=-1)) + 1
    p_value = np.ones(people)
    for _ in range(ROUNDS):
        usual = p_value[row] > STRIKING
        likely = _likely(seen, share, roster, usual)
        chances = [padded(row, likely[:, types].sum(axis=1), people) for types in CHOICES.values()]
        hits = [
            np.bincount(row, weights=np.isin(seen, types), minlength=people).astype(int)
            for types in CHOICES.values()
        ]
        p_value, best = most_striking(chances, hits, WEIGHTS)
    expected = np.array([each.sum(axis=1) for each in chances])
    return p_value, best, expected[best, np.arange(people)]


def _likely(seen: np.ndarray, share: Numbers, roster: np.ndarray, usual: np.ndarray) -> Numbers:
    """Chance of each type of day for each start, given how frequent they are among all."""
    times = np.ones((2, near.TYPES))
    for own in (False, True):
        those = usual & (roster == own)
        counted = np.bincount(seen[those], minlength=near.TYPES + 1)[: near.TYPES]
        by_chance = share[those].sum(axis=0)
        plain = (those.sum() - counted.sum()) / max(1.0, those.sum() - by_chance.sum())
        times[int(own)] = (counted + PRIOR) / (by_chance * max(plain, 0.1) + PRIOR)
    odds = share * times[roster.astype(int)]
    return np.asarray(odds / (1 - share.sum(axis=1) + odds.sum(axis=1))[:, None])


def _seen(days: pd.DataFrame, starts: pd.DataFrame) -> np.ndarray:
    """The type of day of each start; `TYPES` when it is beside no days off."""
    key = keys(starts["person"], starts["start"])
    found = np.full(len(starts), near.TYPES)
    for length in (0, *near.BRIEF):
        rows = days[days["days"] == length].sort_values(["person", "day"])
        if rows.empty:
            continue
        known = keys(rows["person"], rows["day"])
        at = np.minimum(np.searchsorted(known, key), len(known) - 1)
        hit = (known[at] == key) & (found == near.TYPES)
        if length:
            hit &= (starts["days"] == length).to_numpy()
        found[hit] = rows["type"].to_numpy()[at][hit]
    return found


def _shares(judged: Frame, days: pd.DataFrame, person: np.ndarray, starts: pd.DataFrame) -> Numbers:
    """Share of the person's days of the same weekday that are of each type: starts × types."""
    table = np.zeros((len(person), WEEK, near.BRIEF[-1] + 1, near.TYPES))
    row = np.searchsorted(person, days["person"])
    season = judged.season[days["day"] - judged.calendar.first]
    np.add.at(table, (row, weekday(days["day"]), days["days"], days["type"]), season)
    all_days = exposure(judged, person).sum(axis=2)
    at = np.searchsorted(person, starts["person"])
    length = np.where(starts["days"].isin(near.BRIEF), starts["days"], 1)
    same = starts["weekday"].to_numpy()
    beside = table[at, same, 0] + table[at, same, length]
    return np.asarray(np.minimum(1, beside / np.maximum(all_days[at, same], 1e-9)[:, None]))
