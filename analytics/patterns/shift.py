"""Short spells that begin on shifts of one code beyond what the person's own roster explains."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns import by_code
from analytics.patterns.chance import most_striking, padded
from analytics.patterns.history import History
from analytics.patterns.profile import Frame, frame
from analytics.patterns.result import evidence, window

Numbers = npt.NDArray[np.float64]
LEAST = 5  # fewer spells cannot stand out among many people
CODES = 6  # a person's most frequent codes are tested
ORDINARY = 0.05  # of the attention one of the other codes gets: the code everybody has most
STRIKING, ROUNDS = 0.01, 3  # people left out when everybody's frequency is estimated


def tests(history: History) -> pd.DataFrame:
    """One row per person with a known roster of at least two codes and five short spells on it:
    columns as every kind has them.

    Starts by code are set against all shifts the person was due, each weighted by how frequent
    starts are on that code, just after days off and in that season among everybody; p-value of
    the most striking code (exact, adjusted). The same is done with the frequencies by code among
    the others of the unit, and the larger p-value counts: nights that make a whole unit ill are
    the unit's matter. Habits are about nights or evenings rather than about the shift most have
    most, so that little of the error goes to it. `detail`: code, spells, due (shifts with the
    code), shifts (all).
    """
    return in_frame(history, frame(history))


def in_frame(history: History, judged: Frame) -> pd.DataFrame:
    """`tests`, where the `frame` of the history is at hand."""
    known = by_code.cells(judged)
    of = known.groupby("person")
    enough = (of["starts"].transform("sum") >= LEAST) & (of["code"].transform("nunique") > 1)
    person = np.unique(known["person"][enough])
    starts = judged.starts[judged.starts["code"] > 0]
    starts = starts[starts["person"].isin(person)].reset_index(drop=True)
    usual = np.ones(len(history.people), dtype=bool)
    for _ in range(ROUNDS):
        due = by_code.expected(known, len(judged.codes), usual)
        due = by_code.among_colleagues(due, history, usual)
        found = _larger(due, person, starts)
        usual = np.ones(len(history.people), dtype=bool)
        usual[found["person"][found["p_value"] <= STRIKING]] = False
    return _found(found, history, starts, judged.codes)


def _larger(due: pd.DataFrame, person: np.ndarray, starts: pd.DataFrame) -> pd.DataFrame:
    """`_judge` against the organisation or against the unit, whichever explains more."""
    common = int(np.bincount(due["code"], due["shifts"], minlength=1).argmax())
    due = due[due["person"].isin(person)]
    plain, in_unit = (_judge(due, name, person, starts, common) for name in ("weight", "in_unit"))
    worse = in_unit["p_value"] > plain["p_value"]
    return pd.concat([plain[~worse], in_unit[worse]]).sort_values("person")


def _judge(
    due: pd.DataFrame, weight: str, person: np.ndarray, starts: pd.DataFrame, common: int
) -> pd.DataFrame:
    """By person: p_value, observed, expected, code (the most striking), due, shifts, spells."""
    likely, codes, number = _ranked(due, weight, person)
    row = np.searchsorted(person, starts["person"])
    spells = np.bincount(row, minlength=len(person))
    hits = [
        np.bincount(row, weights=starts["code"] == code[row], minlength=len(person)).astype(int)
        for code in codes.T
    ]
    # what is not there cannot be striking: its share is as good as nothing
    weights = np.where(codes == common, ORDINARY, np.where(codes > 0, 1.0, 1e-9))
    weights = (weights / weights.sum(axis=1, keepdims=True)).T
    chances = [padded(row, share[row], len(person)) for share in likely.T]
    p_value, best = most_striking(chances, hits, weights)
    at = (np.arange(len(person)), best)
    return pd.DataFrame(
        {
            "person": person,
            "p_value": p_value,
            "observed": np.array(hits).T[at].astype(float),
            "expected": likely[at] * spells,
            "code": codes[at],
            "due": number[at],
            "shifts": number.sum(axis=1),
            "spells": spells,
        }
    )


def _found(
    judged: pd.DataFrame, history: History, starts: pd.DataFrame, names: np.ndarray
) -> pd.DataFrame:
    person = judged["person"].to_numpy(dtype=np.int64)
    found = window(history, person)
    for name in ("p_value", "observed", "expected"):
        found[name] = judged[name].to_numpy(dtype=float)
    code = judged["code"].to_numpy()
    mine = code[np.searchsorted(person, starts["person"])] == starts["code"]
    found["evidence"] = evidence(person, starts[mine])
    numbers = judged[["spells", "due", "shifts"]].astype(int).to_dict("records")
    detail = [{"code": name, **rest} for name, rest in zip(names[code], numbers, strict=True)]
    return found.assign(detail=pd.Series(detail, dtype=object))


def _ranked(
    due: pd.DataFrame, weight: str, person: np.ndarray
) -> tuple[Numbers, np.ndarray, np.ndarray]:
    """Share of expected starts, code (0 for none) and number of shifts of the most frequent
    codes: people × codes."""
    due = due.sort_values(["person", "shifts", "code"], ascending=[True, False, True])
    row = np.searchsorted(person, due["person"])
    size = np.bincount(row, minlength=len(person))
    place = np.arange(len(row)) - np.repeat(size.cumsum() - size, size)
    share = due[weight] / due.groupby("person")[weight].transform("sum")
    kept = place < CODES
    shape = (len(person), CODES)
    likely, codes, number = np.zeros(shape), np.zeros(shape, int), np.zeros(shape, int)
    at = (row[kept], place[kept])
    likely[at], codes[at], number[at] = share[kept], due["code"][kept], due["shifts"][kept]
    return likely, codes, number
