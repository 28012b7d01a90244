"""How many short spells of everybody begin on shifts of each code, and how many of a unit's."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.exposure import place
from analytics.patterns.frequency import product, table
from analytics.patterns.history import History
from analytics.patterns.profile import KINDS, Frame

Numbers = npt.NDArray[np.float64]
PRIOR = 20.0  # starts' worth of "all codes are alike" when everybody's frequencies are estimated
OF_UNIT = 5.0  # and of "the unit is like the organisation"
LIKE = 1.5  # a unit within this factor is like the organisation


def cells(judged: Frame) -> pd.DataFrame:
    """One row per person, code and kind of day: shifts due, season (of them, summed) and starts
    (short spells that begin on them). Shifts without a code are left out."""
    size = len(judged.codes) * KINDS
    shifts = judged.shifts[judged.shifts["code"] > 0]
    which, at = np.unique(_cell(shifts, size), return_inverse=True)
    starts = judged.starts[judged.starts["code"] > 0]
    begun = place(which, _cell(starts, size))
    return pd.DataFrame(
        {
            "person": which // size,
            "code": which % size // KINDS,
            "kind": which % KINDS,
            "shifts": np.bincount(at, minlength=len(which)),
            "season": np.bincount(at, shifts["season"], minlength=len(which)),
            "starts": np.bincount(begun[begun >= 0], minlength=len(which)),
        }
    )


def _cell(rows: pd.DataFrame, size: int) -> npt.NDArray[np.int64]:
    number = rows["code"].to_numpy() * KINDS + rows["kind"].to_numpy()
    return np.asarray(rows["person"].to_numpy(dtype=np.int64) * size + number)


def expected(known: pd.DataFrame, codes: int, usual: np.ndarray) -> pd.DataFrame:
    """One row per person and code of `cells`: shifts, starts and weight (expected starts, up to a
    factor), with frequencies by code and kind of day from the people who are `usual` (bool by
    person): the habits of some must not make a shift look as if it made everybody ill."""
    code, kind = known["code"].to_numpy(), known["kind"].to_numpy()
    among = usual[known["person"]]
    counts, exposures = (
        table(code[among], kind[among], known[name].to_numpy(dtype=float)[among], (codes, KINDS))
        for name in ("starts", "season")
    )
    frequency = product(counts, exposures, np.ones(codes), (PRIOR, PRIOR))
    weighted = known.assign(weight=frequency[code, kind] * known["season"])
    by_code = weighted.groupby(["person", "code"], as_index=False)
    found: pd.DataFrame = by_code[["shifts", "starts", "weight"]].sum()
    return found


def among_colleagues(due: pd.DataFrame, history: History, usual: np.ndarray) -> pd.DataFrame:
    """`expected` with `in_unit`: the weights times the unit's own frequency by code among the
    `usual`, without the person."""
    counted = due[["starts", "weight"]].mul(usual[due["person"]].astype(float), axis=0)
    rate = counted["starts"].sum() / max(1e-9, counted["weight"].sum())
    unit = pd.Series(history.people["unit_id"].to_numpy()[due["person"]], index=due.index)
    others = counted.groupby([unit, due["code"]]).transform("sum") - counted
    ratio = (others["starts"] + OF_UNIT) / (others["weight"] * rate + OF_UNIT)
    ratio = ratio.where((ratio > LIKE) | (ratio < 1 / LIKE), 1.0)
    return due.assign(in_unit=due["weight"] * ratio)
