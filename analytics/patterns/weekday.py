"""Short spells that begin on the same weekday, or on Mondays and Fridays, beyond what the person's
own working days and the organisation's weekdays explain."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.chance import most_striking, padded
from analytics.patterns.exposure import SATURDAY, WEEK, position
from analytics.patterns.history import History
from analytics.patterns.profile import LENGTHS, Frame, exposure, exposure_on, frame, without
from analytics.patterns.result import evidence, window

Numbers = npt.NDArray[np.float64]
LEAST = 6  # fewer spells cannot stand out among many people
CHOICES = (
    (0,),
    (1,),
    (2,),
    (3,),
    (4,),
    (0, 4),
    (5, 6),
)  # Monday … Friday, Monday or Friday, weekend
WEIGHTS = np.array([0.2, 0.12, 0.12, 0.12, 0.2, 0.2, 0.04])


def tests(history: History) -> pd.DataFrame:
    """One row per person with at least six short spells: columns as every kind has them.

    Each start is set against the person's own days (the roster, or Monday to Friday less public
    holidays and absences) weighted by how frequent starts of such spells are on such days among
    everybody else; p-value of the most striking of seven choices of weekday (exact, adjusted).
    A part-timer without a roster is judged by the working week that explains the most.
    `detail`: weekdays (0 Monday), spells, unsure (bool: own working days not known).
    """
    return in_frame(history, frame(history))


def in_frame(history: History, judged: Frame) -> pd.DataFrame:
    """`tests`, where the `frame` of the history is at hand."""
    starts = judged.starts
    often = starts.groupby("person")["person"].transform("size") >= LEAST
    starts = starts[often].reset_index(drop=True)
    person = np.unique(starts["person"])
    row = np.searchsorted(person, starts["person"])
    share, sure = shares(judged, person, starts)
    least = position(history)[person]
    chances, hits = [], []
    for choice in CHOICES:
        likely = sure[:, choice].sum(axis=1)
        unsure = judged.unsure[starts["person"]]
        if len(choice) < 3:
            bound = _at_most(share, choice, least, _worked(starts, row, len(person)))
            likely = np.where(unsure, bound[row, starts["length"]], likely)
        chances.append(padded(row, np.minimum(likely, 1), len(person)))
        hit = np.isin(starts["weekday"], choice)
        hits.append(np.bincount(row, weights=hit, minlength=len(person)).astype(int))
    p_value, best = most_striking(chances, hits, WEIGHTS)
    chosen = np.array([np.isin(np.arange(WEEK), choice) for choice in CHOICES])[best]
    found = window(history, person)
    found["p_value"] = p_value
    found["observed"] = np.array(hits)[best, np.arange(len(person))].astype(float)
    expected = np.array([chance.sum(axis=1) for chance in chances]) if len(person) else chances[0].T
    found["expected"] = expected[best, np.arange(len(person))]
    mine = chosen[row, starts["weekday"]]
    found["evidence"] = evidence(person, starts[mine])
    size = np.bincount(row, minlength=len(person))
    detail = [
        {"weekdays": list(CHOICES[which]), "spells": int(n), "unsure": bool(vague)}
        for which, n, vague in zip(best, size, judged.unsure[person], strict=True)
    ]
    return found.assign(detail=pd.Series(detail, dtype=object))


def shares(judged: Frame, person: np.ndarray, starts: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """Chance of each weekday, summing to 1: by people × length, and by start.

    A start on a rostered shift is set against the days with that very code: who is often ill on
    nights has a habit about nights, not about the weekdays they fall on.
    """
    row, length = np.searchsorted(person, starts["person"]), starts["length"].to_numpy()
    usual = without(judged, person, starts)
    overall = _shared((exposure(judged, person)[:, None] * usual).sum(axis=3))
    each = overall[row, length]
    coded = np.flatnonzero(starts["code"] > 0)
    on_shift = starts.iloc[coded].groupby(["person", "code"])
    number, pairs = on_shift.ngroup().to_numpy(), on_shift.size().reset_index()
    days = exposure_on(judged, pairs["person"].to_numpy(), pairs["code"].to_numpy())
    each[coded] = _shared((days[number] * usual[row[coded], length[coded]]).sum(axis=2))
    return overall, each


def _shared(likely: Numbers) -> Numbers:
    return np.asarray(likely / np.maximum(likely.sum(axis=-1, keepdims=True), 1e-9))


def _worked(starts: pd.DataFrame, row: np.ndarray, people: int) -> np.ndarray:
    """Weekdays Monday to Friday on which somebody has been due: those seen to start a spell."""
    seen = np.zeros((people, WEEK), dtype=bool)
    seen[row, starts["weekday"]] = True
    return np.asarray(seen[:, :SATURDAY].sum(axis=1))


def _at_most(share: Numbers, choice: tuple[int, ...], least: Numbers, seen: np.ndarray) -> Numbers:
    """The largest chance of `choice` under any fixed working week of so many days.

    The first day after several days off collects what began on them, as Monday does after two:
    that may be any of the days chosen here.
    """
    week = np.maximum(np.floor(least * SATURDAY + 0.01), np.maximum(seen, 1)).astype(int)
    office = share[..., :SATURDAY]
    middle = office[..., 1:4].mean(axis=2)
    after = np.maximum(0, office[..., 0] / np.maximum(middle, 1e-9) - 1) / 2  # per day off
    first = middle * (1 + after * (WEEK - week)[:, None])
    own = office[..., [day for day in choice if day < SATURDAY]]
    if not own.shape[2]:
        return np.asarray(share[..., choice].sum(axis=2))
    chosen = own.sum(axis=2) + np.maximum(0, first - own.min(axis=2))
    rest = np.sort(np.delete(office, choice, axis=2), axis=2).cumsum(axis=2)
    rest = np.concatenate([np.zeros((*rest.shape[:2], 1)), rest], axis=2)
    others = np.clip(week - len(choice), 0, rest.shape[2] - 1)
    least_rest = np.take_along_axis(rest, np.repeat(others[:, None], LENGTHS, 1)[..., None], 2)
    return np.asarray(chosen / np.maximum(chosen + least_rest[..., 0], 1e-9))
