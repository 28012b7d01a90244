"""Units whose people have short spells together: for some months, since a leader came, or on one
shift.

It is about the unit, so it must not rest on a few people: nobody counts for more than a few spells
in the window, and one of twenty, those with most, as the one with most of the others. Nor is a
wave of flu a cluster: how likely the weeks are is told with waves of three weeks allowed for, and
windows last at least eight. What is asked is how much likelier the unit's weeks are with more
illness in a window than with as much as ever throughout, over all windows and over how much more.
Ever is the unit's own number of spells (a unit with many all the time is no cluster), by its
people's time at work, how often each of them is ill, and the season of the organisation.

How far chance alone goes is drawn: everybody keeps the number of spells, which fall anew on the
days at work by the season and in waves of flu.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.patterns.history import History
from analytics.patterns.intensity import WEEK, Exposure, Numbers, exposure, running, short
from analytics.patterns.luck import as_far
from analytics.patterns.on_shifts import by_unit, drawn_by_unit
from analytics.patterns.redrawn import Counts, again, likelihoods, redraws, tempered
from analytics.patterns.result import evidence

LENGTHS = (8, 11, 15, 20, 26)  # weeks
STEP = 2  # weeks between windows
STEPS = 4  # levels of illness are powers of two, in so many steps
USUAL, MORE = (-4, -3, -2, -1, 0, 1), (2, 4, 6, 8)  # levels outside a window; inside, so much above
# A leader's time is longer: smaller differences can be told, and most spells may lie within it.
BEFORE, SINCE = (-8, -7, -6, -5, -4, -3, -2, -1, 0), (2, 4, 6, 8)
PRIOR = 2.0  # spells by which a person's own frequency is drawn towards everybody's
CLASSES = (1 / 3, 2 / 3)  # of units by spells, for shifts
PEOPLE, SPELLS = 8, 12  # units with fewer are not tested
SHARES = {"time": 0.4, "leader": 0.3, "shift": 0.3}  # of the error, among those that apply
Whole = npt.NDArray[np.int64]
Look = dict[str, np.ndarray]


def tests(history: History) -> pd.DataFrame:
    """One row per unit of eight people and twelve spells or more, `unit` its path: columns as for
    every kind otherwise.

    `detail`: sort ("time", "leader" or "shift"), spells of the unit, and for a shift its code.
    `observed` and `expected` are of everybody and of all weeks of the window.
    """
    return given(history, exposure(history))


def given(history: History, around: Exposure) -> pd.DataFrame:
    """The same, where what was to be expected of everybody is known."""
    counts = _counts(history, around)
    looks = {"time": _best_window(counts), "leader": _since_leader(history, around, counts)}
    looks["shift"] = _on_shifts(history, around)
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
    due = np.add.reduceat(_due(around, own.sum(axis=1))[order], begin, axis=0)
    return Counts(each, begin, np.add.reduceat(each, begin, axis=0), running(due))


def _due(around: Exposure, spells: Numbers) -> Numbers:
    """People × weeks: spells due by time at work, the season and how often each is ill, so that
    somebody often ill who comes or goes makes no cluster."""
    usual = around.days * around.season
    whole = usual.sum(axis=1)
    whole *= spells.sum() / max(float(whole.sum()), 1e-9)
    return np.asarray(usual * ((spells + PRIOR) / (whole + PRIOR))[:, None])


def _by_luck(
    history: History, around: Exposure, counts: Counts, looks: dict[str, Look],
    chosen: npt.NDArray[np.bool_],
) -> Numbers:  # fmt: skip
    """Sorts × units: how often chance alone goes as far as each look does; infinite where it does
    not apply. `chosen`: the units tested, of which alone chance is drawn."""
    draws: dict[str, list[Numbers]] = {sort: [] for sort in looks}
    for drawn in again(around, counts, times := redraws(int(chosen.sum()))):
        draws["time"].append(_best_window(drawn)["score"])
        draws["leader"].append(_since_leader(history, around, drawn)["score"])
    draws["shift"] = [_score(chance) for chance in drawn_by_unit(history, around, times)]
    found = np.full((len(looks), len(chosen)), np.inf)
    for row, (sort, look) in enumerate(looks.items()):
        for alike in _alike(sort, counts, chosen & np.isfinite(look["score"])):
            luck = np.array(draws[sort])[:, alike].ravel()
            found[row, alike] = as_far(look["score"][alike], luck[np.isfinite(luck)])
    return found


def _alike(sort: str, counts: Counts, judged: npt.NDArray[np.bool_]) -> list[Whole]:
    """The units judged, in classes for which chance is drawn together: how much likelier something
    is means the same for any unit; of a shift, what is left out tells more in small units."""
    units, spells = np.flatnonzero(judged), counts.all[judged, -1]
    if sort != "shift" or not len(units):
        return [units]
    size = np.searchsorted(np.quantile(spells, CLASSES), spells)
    return [units[size == each] for each in range(len(CLASSES) + 1)]


def _score(chance: Numbers) -> Numbers:
    return np.asarray(-np.log(np.maximum(chance, 1e-300)))


def _on_shifts(history: History, around: Exposure) -> Look:
    look = by_unit(history, around)
    return look | {"score": _score(look["chance"])}


def _best_window(counts: Counts) -> Look:
    """By unit: score, the log of how much likelier its weeks are with more illness in a window,
    averaged over all windows; and the window that makes them likeliest."""
    weeks = counts.all.shape[1] - 1
    begins = [np.arange(0, weeks - length + 1, STEP) for length in LENGTHS]
    begin = np.concatenate(begins)[None, :]
    end = begin + np.repeat(LENGTHS, [len(each) for each in begins])
    seen, due = np.diff(counts.all, axis=1), np.diff(counts.due, axis=1)
    first = _likelier(seen, due, begin, end, (USUAL, MORE)).argmax(axis=1)
    seen = tempered(counts, begin[0, first], end[0, first])
    likelier = _likelier(seen, due, begin, end, (USUAL, MORE))
    best = likelier.argmax(axis=1)
    score = np.logaddexp.reduce(likelier, axis=1) - np.log(begin.size)
    return _look(counts, score, begin[0, best], end[0, best])


def _since_leader(history: History, around: Exposure, counts: Counts) -> Look:
    """By unit, the time of the latest leader; the score is minus infinity where that does not
    begin within the window."""
    weeks = counts.all.shape[1] - 1
    latest = history.leaders.sort_values("since").drop_duplicates("unit_id", keep="last")
    since = latest.set_index("unit_id")["since"].reindex(around.units).to_numpy(dtype=float)
    week = np.ceil((since - history.since) / WEEK)
    changed = np.isfinite(week) & (week >= LENGTHS[0]) & (week <= weeks - LENGTHS[0])
    begin, end = np.where(changed, week, 0).astype(np.int64), np.full(len(week), weeks)
    seen, due = tempered(counts, begin, end)[changed], np.diff(counts.due, axis=1)[changed]
    window = begin[changed, None], end[changed, None]
    score = np.full(len(week), -np.inf)
    score[changed] = _likelier(seen, due, *window, (BEFORE, SINCE))[:, 0]
    return _look(counts, score, begin, end)


def _look(counts: Counts, score: Numbers, begin: Whole, end: Whole) -> Look:
    """What is told of one window for each unit."""
    row = np.arange(len(begin))
    due = counts.due[row, end] - counts.due[row, begin]
    return {
        "score": score,
        "observed": counts.all[row, end] - counts.all[row, begin],
        "expected": counts.all[:, -1] * due / np.maximum(counts.due[:, -1], 1e-9),
        "begin": begin,
        "end": end,
        "code": np.full(len(begin), "", object),
    }


def _likelier(
    seen: Numbers, due: Numbers, begin: Whole, end: Whole,
    levels: tuple[tuple[int, ...], tuple[int, ...]],
) -> Numbers:  # fmt: skip
    """Units × windows: log of how much likelier a unit's weeks are with more illness in the window
    than with one level throughout, both averaged over the first of `levels`, and the former over
    how much more (the second). `begin` and `end`: units, or one row for all, × windows."""
    usual, more = levels
    level = np.unique(np.add.outer(usual, (0, *more)))
    scale = seen.sum(axis=1) / np.maximum(due.sum(axis=1), 1e-9)
    upto = likelihoods(seen, due * scale[:, None], 2.0 ** (level / STEPS))
    row, at = np.arange(len(seen))[:, None], {int(each): n for n, each in enumerate(level)}
    inside = [upto[row, end, n] - upto[row, begin, n] for n in range(len(level))]
    ways = [
        upto[:, -1, at[low], None] - inside[at[low]] + inside[at[low + up]]
        for low in usual
        for up in more
    ]
    throughout = np.logaddexp.reduce([upto[:, -1, at[low]] for low in usual])
    likelier = np.logaddexp.reduce(ways) - np.log(len(more))
    return np.asarray(likelier - throughout[:, None], dtype=float)


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
