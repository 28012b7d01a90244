"""Short spells of a unit by the shift they begin on, against the rosters of its people."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import betainc

from analytics.patterns.history import History
from analytics.patterns.intensity import Exposure, Numbers, short

PRIOR = 50.0  # spells by which the organisation's ratio of a shift is drawn towards one
LEAST = 10  # spells on rostered shifts
SEED = 20_230_102
MOST = 1.5  # spells of one person beyond the expected that count
LEFT_OUT = 0.1  # of a unit's people, who may have a habit of their own
SHIFTS = 60  # rostered shifts a person needs


def by_unit(history: History, around: Exposure) -> dict[str, np.ndarray]:
    """By unit, the shift whose spells chance explains least, without the people with most beyond
    the expected: chance (infinite where too little is known), observed, expected, begin and end
    (weeks), code. The error is shared between the shifts of the unit.
    """
    return _found(_by_person(history, around), around)


def drawn_by_unit(history: History, around: Exposure, times: int) -> list[Numbers]:
    """The chances of `by_unit` so many times by luck alone: everybody's spells on rostered shifts
    fall anew, by how often the person has each."""
    rng, table = np.random.default_rng(SEED), _by_person(history, around)
    return [_found(_again(rng, table), around)["chance"] for _ in range(times)]


def _again(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """The same table with other hits."""
    if table.empty:
        return table
    person = table["person"].to_numpy()  # ordered by person
    first = np.append(True, person[1:] != person[:-1])
    share, spells = table["share"].to_numpy(dtype=float), table["spells"].to_numpy(dtype=int)
    upper = np.cumsum(share)
    number = np.cumsum(first) - 1
    begin, whole = (upper - share)[first], np.bincount(number, share)
    who = np.repeat(np.arange(first.sum()), spells[first])
    at = np.searchsorted(upper, begin[who] + rng.random(len(who)) * whole[who] * (1 - 1e-12))
    return table.assign(hits=np.bincount(np.minimum(at, len(table) - 1), minlength=len(table)))


def _found(table: pd.DataFrame, around: Exposure) -> dict[str, np.ndarray]:
    size, weeks = len(around.units), around.days.shape[1]
    found = {
        "chance": np.full(size, np.inf),
        "observed": np.zeros(size),
        "expected": np.zeros(size),
        "begin": np.zeros(size),
        "end": np.full(size, weeks),
        "code": np.full(size, "", object),
    }
    if table.empty:
        return found
    units = _by_unit(table)
    units = units[units["spells"] >= LEAST]
    best = units.sort_values("chance", kind="stable").drop_duplicates("unit")
    at = best["unit"].to_numpy()
    for name in ("chance", "observed", "expected", "code"):
        found[name][at] = best[name].to_numpy()
    return found


def _by_person(history: History, around: Exposure) -> pd.DataFrame:
    """Person, unit, code, hits, spells (on any rostered shift), expected: people with a roster of
    more than one kind of shift."""
    shifts = history.shifts.drop_duplicates(["person", "day"])
    due = shifts.groupby(["person", "code"], as_index=False).size()
    total = due.groupby("person")["size"].transform("sum")
    kinds = due.groupby("person")["size"].transform("count")
    due = due.assign(share=due["size"] / total)[(total >= SHIFTS) & (kinds > 1)]
    begun = short(history)[["person", "start"]].rename(columns={"start": "day"})
    hits = begun.merge(shifts, on=["person", "day"]).groupby(["person", "code"], as_index=False)
    table = due.merge(hits.size().rename(columns={"size": "hits"}), how="left")
    table["hits"] = table["hits"].fillna(0.0)
    table["spells"] = table.groupby("person")["hits"].transform("sum")
    table["unit"] = around.unit[table["person"]]
    table["share"] = table["share"] * _ratio(table)
    table["share"] /= table.groupby("person")["share"].transform("sum")
    return table.assign(expected=table["spells"] * table["share"])


def _ratio(table: pd.DataFrame) -> Numbers:
    """How many more spells begin on such shifts elsewhere than their number gives: by row."""
    hits, usual = table["hits"], table["spells"] * table["share"]
    elsewhere = [
        values.groupby(table["code"]).transform("sum")
        - values.groupby([table["unit"], table["code"]]).transform("sum")
        for values in (hits, usual)
    ]
    return np.asarray((elsewhere[0] + PRIOR) / (elsewhere[1] + PRIOR), dtype=float)


def _by_unit(table: pd.DataFrame) -> pd.DataFrame:
    """Unit, code, spells, chance, without the tenth of the people (one at least) with most beyond
    the expected on the shift; observed and expected, of everybody."""
    sums = table.groupby(["unit", "code"])[["hits", "expected"]].sum()
    surplus = (table["hits"] - table["expected"] - MOST).clip(lower=0)
    table = table.assign(hits=table["hits"] - surplus, spells=table["spells"] - surplus)
    beyond = (table["hits"] - table["expected"]).groupby([table["unit"], table["code"]])
    rank = beyond.rank(method="first", ascending=False)
    rest = table[rank > np.maximum(1, np.ceil(LEFT_OUT * beyond.transform("size")))]
    columns = {"hits": "observed", "expected": "expected", "spells": "spells"}
    units: pd.DataFrame = rest.groupby(["unit", "code"], as_index=False)[list(columns)].sum()
    units = units.rename(columns=columns)
    units["chance"] = _chance(units)
    shown = sums.reindex(pd.MultiIndex.from_frame(units[["unit", "code"]]))
    return units.assign(observed=shown["hits"].to_numpy(), expected=shown["expected"].to_numpy())


def _chance(units: pd.DataFrame) -> Numbers:
    """Of so many hits or more, the error shared between the shifts of the unit."""
    hits, n = units["observed"].to_numpy(), units["spells"].to_numpy()
    share = np.clip(units["expected"] / np.maximum(n, 1), 1e-9, 1 - 1e-9).to_numpy()
    chance = np.ones(len(units))
    some = hits > 0
    chance[some] = betainc(hits[some], np.maximum(n - hits, 0)[some] + 1, share[some])
    kinds = units.groupby("unit")["code"].transform("count").to_numpy()
    return np.asarray(np.minimum(1, chance * kinds))
