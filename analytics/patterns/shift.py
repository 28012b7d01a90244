"""Short spells that begin on shifts of one code beyond what the person's own roster explains."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.chance import most_striking, padded
from analytics.patterns.frequency import product, table
from analytics.patterns.history import History
from analytics.patterns.profile import KINDS, Frame, frame
from analytics.patterns.result import evidence, window

Numbers = npt.NDArray[np.float64]
LEAST = 5  # fewer spells cannot stand out among many people
CODES = 6  # a person's most frequent codes are tested
PRIOR = 20.0  # starts' worth of "all codes are alike" when everybody's frequencies are estimated
OF_UNIT = 5.0  # and of "the unit is like the organisation"
LIKE = 1.5  # a unit within this factor is like the organisation


def tests(history: History) -> pd.DataFrame:
    """One row per person with a known roster of at least two codes and five short spells on it:
    columns as every kind has them.

    Starts by code are set against all shifts the person was due, each weighted by how frequent
    starts are on that code, just after days off and in that season among everybody; p-value of
    the most striking code (exact, adjusted). The same is done with the frequencies by code among
    the others of the unit, and the larger p-value counts: nights that make a whole unit ill are
    the unit's matter. `detail`: code, spells, due (shifts with the code), shifts (all).
    """
    judged = frame(history)
    starts = judged.starts[judged.starts["code"].fillna("") != ""]
    due = _among_colleagues(_due(judged, starts), starts, history)
    often = starts.groupby("person")["person"].transform("size") >= LEAST
    several = due.groupby("person")["code"].nunique()
    starts = starts[often & starts["person"].isin(several[several > 1].index)]
    starts = starts.reset_index(drop=True)
    person = np.unique(starts["person"])
    due = due[due["person"].isin(person)]
    plain, in_unit = (_judge(due, name, person, starts) for name in ("weight", "in_unit"))
    worse = in_unit["p_value"] > plain["p_value"]
    larger = pd.concat([plain[~worse], in_unit[worse]]).sort_values("person")
    return _found(larger, history, starts)


def _judge(
    due: pd.DataFrame, weight: str, person: np.ndarray, starts: pd.DataFrame
) -> pd.DataFrame:
    """By person: p_value, observed, expected, code (the most striking), due, shifts, spells."""
    likely, names, number = _ranked(due, weight, person)
    row = np.searchsorted(person, starts["person"])
    spells = np.bincount(row, minlength=len(person))
    hits = [
        np.bincount(row, weights=starts["code"] == name[row], minlength=len(person)).astype(int)
        for name in names.T
    ]
    weights = (names != "").T / np.maximum(1, (names != "").sum(axis=1))
    chances = [padded(row, share[row], len(person)) for share in likely.T]
    p_value, best = most_striking(chances, hits, weights)
    at = (np.arange(len(person)), best)
    return pd.DataFrame(
        {
            "person": person,
            "p_value": p_value,
            "observed": np.array(hits).T[at].astype(float),
            "expected": likely[at] * spells,
            "code": names[at].astype(object),
            "due": number[at],
            "shifts": number.sum(axis=1),
            "spells": spells,
        }
    )


def _found(judged: pd.DataFrame, history: History, starts: pd.DataFrame) -> pd.DataFrame:
    person = judged["person"].to_numpy(dtype=np.int64)
    found = window(history, person)
    for name in ("p_value", "observed", "expected"):
        found[name] = judged[name].to_numpy(dtype=float)
    code = judged["code"].to_numpy()
    mine = code[np.searchsorted(person, starts["person"])] == starts["code"]
    found["evidence"] = evidence(person, starts[mine])
    numbers = judged[["spells", "due", "shifts"]].astype(int).to_dict("records")
    detail = [{"code": name, **rest} for name, rest in zip(code, numbers, strict=True)]
    return found.assign(detail=pd.Series(detail, dtype=object))


def _due(judged: Frame, starts: pd.DataFrame) -> pd.DataFrame:
    """person, code, shifts (number due) and weight (expected starts, up to a factor)."""
    shifts = judged.shifts[judged.shifts["code"] != ""]
    code, names = pd.factorize(shifts["code"], sort=True)
    kind = shifts["kind"].to_numpy()
    shape = (len(names), KINDS)
    exposures = table(code, kind, shifts["season"].to_numpy(), shape)
    begun = pd.Index(names).get_indexer(pd.Index(starts["code"]))
    counts = table(begun, starts["kind"].to_numpy(), np.ones(len(starts)), shape)
    frequency = product(counts, exposures, np.ones(len(names)), (PRIOR, PRIOR))
    pair = shifts["person"].to_numpy(dtype=np.int64) * len(names) + code
    which, at = np.unique(pair, return_inverse=True)
    weight = frequency[code, kind] * shifts["season"].to_numpy()
    return pd.DataFrame(
        {
            "person": which // max(1, len(names)),
            "code": np.asarray(names, dtype=object)[which % max(1, len(names))],
            "shifts": np.bincount(at, minlength=len(which)),
            "weight": np.bincount(at, weights=weight, minlength=len(which)),
        }
    )


def _among_colleagues(due: pd.DataFrame, starts: pd.DataFrame, history: History) -> pd.DataFrame:
    """`due` and `in_unit`: the weights times the unit's own frequency by code, without the
    person."""
    begun = starts.groupby(["person", "code"], as_index=False).size()
    due = due.merge(begun, how="left", on=["person", "code"]).fillna({"size": 0})
    due["unit"] = history.people["unit_id"].to_numpy()[due["person"]]
    rate = due["size"].sum() / max(1e-9, due["weight"].sum())
    of_unit = due.groupby(["unit", "code"])[["size", "weight"]].transform("sum")
    others = of_unit - due[["size", "weight"]]
    ratio = (others["size"] + OF_UNIT) / (others["weight"] * rate + OF_UNIT)
    ratio = ratio.where((ratio > LIKE) | (ratio < 1 / LIKE), 1.0)
    return due.assign(in_unit=due["weight"] * ratio)


def _ranked(
    due: pd.DataFrame, weight: str, person: np.ndarray
) -> tuple[Numbers, np.ndarray, np.ndarray]:
    """Share of expected starts, name ("" for none) and number of shifts of the most frequent
    codes: people × codes."""
    due = due.sort_values(["person", "shifts", "code"], ascending=[True, False, True])
    row = np.searchsorted(person, due["person"])
    size = np.bincount(row, minlength=len(person))
    place = np.arange(len(row)) - np.repeat(size.cumsum() - size, size)
    share = due[weight] / due.groupby("person")[weight].transform("sum")
    kept = place < CODES
    shape = (len(person), CODES)
    likely, names, number = np.zeros(shape), np.full(shape, "", dtype=object), np.zeros(shape, int)
    at = (row[kept], place[kept])
    likely[at], names[at], number[at] = share[kept], due["code"][kept], due["shifts"][kept]
    return likely, names, number
