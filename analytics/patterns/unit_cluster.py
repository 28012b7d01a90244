"""Units whose people have short spells together: for some months, since a leader came, or on one
shift.

It is about the unit, so it must hold without any one person: the one with most spells in the
window is left out. Nor is a wave of flu a cluster: the three weeks with most spells are left out of
every window, and windows last at least eight weeks. What is left is held against the unit's own
number of spells (a unit with many all the time is no cluster), its people's time at work and the
season of the organisation.

What is left out makes the chances too large. How far chance alone goes is therefore drawn:
everybody keeps the number of spells, which fall anew on the days at work by the season and in
waves of flu.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betainc

from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, Exposure, Numbers, exposure, running, short
from analytics.patterns.luck import as_far
from analytics.patterns.on_shifts import by_unit, drawn_by_unit
from analytics.patterns.redrawn import Counts, again, redraws
from analytics.patterns.result import evidence

LENGTHS = (8, 13, 26)  # weeks
STEP = 2  # weeks between windows
FLU = 3  # weeks
MOST = 2.0  # spells of one person that count, and as many more for every half a year
CLASSES = (1 / 3, 2 / 3)  # of units by spells; chance is drawn for units of a class together
PEOPLE, SPELLS = 8, 12  # units with fewer are not tested
SHARES = {"time": 0.4, "leader": 0.3, "shift": 0.3}  # of the error, among those that apply
Whole = npt.NDArray[np.int64]


def tests(history: History) -> pd.DataFrame:
    """One row per unit of eight people and twelve spells or more, `unit` its path: columns as for
    every kind otherwise.

    `detail`: sort ("time", "leader" or "shift"), spells of the unit, and for a shift its code.
    `observed` and `expected` are of everybody and of all weeks; the chance is not.
    """
    around = exposure(history)
    counts = _counts(history, around)
    looks = {"time": _best_window(counts), "leader": _since_leader(history, around, counts)}
    looks["shift"] = by_unit(history, around)
    large = np.bincount(around.unit, minlength=len(around.units)) >= PEOPLE
    chosen = large & (counts.all[:, -1] >= SPELLS)
    adjusted = _shared(_by_luck(history, around, counts, looks, chosen), looks)
    best = adjusted.argmin(axis=0)
    tested = np.flatnonzero(chosen & np.isfinite(adjusted).any(axis=0))
    row = best[tested], tested
    value = {
        name: np.array([look[name] for look in looks.values()])[row]
        for name in ("observed", "expected", "begin", "end", "code")
    }
    found = pd.DataFrame({"unit": np.array(around.units, dtype=object)[tested]})
    found["p_value"] = np.minimum(1, adjusted[row])
    found["observed"], found["expected"] = value["observed"], value["expected"]
    found["first"] = history.since + WEEK * value["begin"].astype(np.int64)
    last = history.since + WEEK * value["end"].astype(np.int64) - 1
    found["last"] = np.minimum(last, history.today)
    found["evidence"] = _evidence(history, around, tested, found, value["code"])
    number = counts.all[tested, -1].astype(int)
    detail = _detail(np.array(list(looks), dtype=object)[best[tested]], number, value["code"])
    found["detail"] = pd.Series(detail, index=found.index, dtype=object)
    found["weight"] = np.clip(number, SPELLS, 10.0 * SPELLS)  # more spells show more
    return found


def _shared(chance: Numbers, looks: Iterable[str]) -> Numbers:
    """Sorts × units: the chances, with the error shared among the sorts that apply."""
    share, applies = np.array([[SHARES[sort]] for sort in looks]), np.isfinite(chance)
    share = share / np.maximum((share * applies).sum(axis=0), 1e-9)
    return np.where(applies, chance / share, np.inf)


def _detail(sorts: np.ndarray, number: Whole, codes: np.ndarray) -> list[dict[str, object]]:
    return [
        {"sort": sort, "spells": int(n)} | ({"code": str(code)} if sort == "shift" else {})
        for sort, n, code in zip(sorts, number, codes, strict=True)
    ]


def _counts(history: History, around: Exposure) -> Counts:
    spells = short(history)
    own = np.zeros(around.days.shape, np.float32)
    week = (spells["start"].to_numpy() - history.since) // WEEK
    np.add.at(own, (spells["person"].to_numpy(), week), 1)
    order = np.argsort(around.unit, kind="stable")
    begin = np.searchsorted(around.unit[order], np.arange(len(around.units)))
    each = running(own[order])
    due = np.add.reduceat(around.days[order] * around.season, begin, axis=0)
    return Counts(each, begin, np.add.reduceat(each, begin, axis=0), running(due))


def _by_luck(
    history: History, around: Exposure, counts: Counts, looks: dict[str, dict[str, np.ndarray]],
    chosen: npt.NDArray[np.bool_],
) -> Numbers:  # fmt: skip
    """Sorts × units: how often chance alone goes as far as each look does; infinite where it does
    not apply. `chosen`: the units tested, of which alone chance is drawn."""
    draws: dict[str, list[Numbers]] = {sort: [] for sort in looks}
    for drawn in again(around, counts, times := redraws(int(chosen.sum()))):
        draws["time"].append(_best_window(drawn)["chance"])
        draws["leader"].append(_since_leader(history, around, drawn)["chance"])
    draws["shift"] = drawn_by_unit(history, around, times)
    found = np.full((len(looks), len(chosen)), np.inf)
    bounds = np.quantile(counts.all[chosen, -1], CLASSES) if chosen.any() else CLASSES
    size = np.searchsorted(bounds, counts.all[:, -1])
    for row, (sort, look) in enumerate(looks.items()):
        for alike in range(len(bounds) + 1):
            rows = np.flatnonzero(chosen & (size == alike) & np.isfinite(look["chance"]))
            luck = np.array(draws[sort])[:, rows].ravel()
            luck = luck[np.isfinite(luck)]
            found[row, rows] = as_far(_loudness(look["chance"][rows]), _loudness(luck))
    return found


def _loudness(chance: Numbers) -> Numbers:
    return np.asarray(-np.log(np.maximum(chance, 1e-300)))


def _best_window(counts: Counts) -> dict[str, np.ndarray]:
    """By unit, the window of all whose spells chance explains least."""
    weeks = counts.all.shape[1] - 1
    parts = [
        _within(counts, begin, np.full(len(begin), length))
        for length in LENGTHS
        if len(begin := np.arange(0, weeks - length + 1, STEP))
    ]
    whole = {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
    best = np.arange(len(counts.begin)), whole["chance"].argmin(axis=1)
    found = {name: values[best] for name, values in whole.items()}
    return found | {"code": np.full(len(counts.begin), "", object)}


def _within(counts: Counts, begin: Whole, length: Whole) -> dict[str, np.ndarray]:
    """Units × windows of one length: chance of as many spells or more, observed, expected."""
    end, span = begin + length, int(length[0])
    many = counts.all[:, end] - counts.all[:, begin]
    due = counts.due[:, end] - counts.due[:, begin]
    flu, flu_due = _worst(counts, begin, span)
    own = counts.own[:, end] - counts.own[:, begin]
    most = round(MOST * (1 + span / LENGTHS[-1]))
    beyond = np.add.reduceat(np.maximum(0, own - most), counts.begin, axis=0)
    own = np.minimum(own, most)
    rank = np.arange(len(own))[:, None] / len(own)  # breaks ties, and tells who it was
    top = np.maximum.reduceat(own + rank, counts.begin, axis=0)
    who = np.rint((top % 1) * len(own)).astype(np.int64)
    hits = np.maximum(0, many - beyond - flu - np.floor(top))
    n = np.maximum(hits, counts.all[:, -1:] - beyond - flu - counts.own[who, -1])
    share = (due - flu_due) / np.maximum(counts.due[:, -1:] - flu_due, 1e-9)
    return {
        "chance": _chance(hits, n, np.clip(share, 1e-9, 1 - 1e-9)),
        "observed": many,
        "expected": counts.all[:, -1:] * due / np.maximum(counts.due[:, -1:], 1e-9),
        "begin": np.broadcast_to(begin, many.shape),
        "end": np.broadcast_to(end, many.shape),
    }


def _chance(hits: Numbers, n: Numbers, share: Numbers) -> Numbers:
    """Binomial: of `n` spells as many in the window as its share of what is due gives."""
    chance = np.ones(hits.shape)
    some = hits > 0
    chance[some] = betainc(hits[some], (n - hits + 1)[some], share[some])
    return chance


def _worst(counts: Counts, begin: Whole, span: int) -> tuple[Numbers, Numbers]:
    """Spells, and those due, in the three weeks of each window that have most."""
    near = counts.all[:, FLU:] - counts.all[:, :-FLU]
    due = counts.due[:, FLU:] - counts.due[:, :-FLU]
    inside = np.lib.stride_tricks.sliding_window_view(near, span - FLU + 1, axis=1)[:, begin]
    at = inside.argmax(axis=2) + begin
    row = np.arange(len(near))[:, None]
    return near[row, at], due[row, at]


def _since_leader(history: History, around: Exposure, counts: Counts) -> dict[str, np.ndarray]:
    """By unit, the time of the latest leader; infinite where that is no part of the window."""
    size, weeks = len(around.units), counts.all.shape[1] - 1
    latest = history.leaders.sort_values("since").drop_duplicates("unit_id", keep="last")
    since = latest.set_index("unit_id")["since"].reindex(around.units).to_numpy(dtype=float)
    begin = np.ceil((since - history.since) / WEEK)
    changed = np.isfinite(begin) & (begin >= LENGTHS[0]) & (begin <= weeks - LENGTHS[0])
    found = {
        "chance": np.full(size, np.inf),
        "observed": np.zeros(size),
        "expected": np.zeros(size),
        "begin": np.where(changed, begin, 0),
        "end": np.full(size, weeks),
        "code": np.full(size, "", object),
    }
    for week in np.unique(begin[changed]).astype(int):
        rows = np.flatnonzero(begin == week)
        judged = _within(counts, np.array([week]), np.array([weeks - week]))
        for name in ("chance", "observed", "expected"):
            found[name][rows] = judged[name][rows, 0]
    return found


def _evidence(
    history: History, around: Exposure, tested: Whole, found: pd.DataFrame, code: np.ndarray
) -> list[tuple[int, ...]]:
    """Starts of the unit's spells within the window, and on the shift where it is one."""
    spells = short(history).merge(
        history.shifts.rename(columns={"day": "start"}), how="left", on=["person", "start"]
    )
    at = np.searchsorted(tested, around.unit[spells["person"]])
    at = np.minimum(at, max(0, len(tested) - 1))
    spells["unit"] = around.unit[spells["person"]]
    inside = np.isin(spells["unit"], tested)
    spells, at = spells[inside], at[inside]
    first, last = found["first"].to_numpy()[at], found["last"].to_numpy()[at]
    start = spells["start"].to_numpy()
    same = (code[at] == "") | (spells["code"].fillna("").to_numpy() == code[at])
    rows = spells[(start >= first) & (start <= last) & same]
    return evidence(tested, rows.assign(person=rows["unit"]))
