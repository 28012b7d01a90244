"""Registrations that overlap, cut so that no day carries two of one track; and what is cut,
stitched to spells again.

Own sickness is one track: of a day the higher grade counts, and at the same grade what a doctor
certified; every other type is a track of its own. Days count from 1970, grades in ten-thousandths.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.store.placing import FULL, OWN, Columns, Flags, by_person, numbered, of
from analytics.store.tally import Cells

TYPES = 8  # more than there are
GRADES = 1 << 17  # more than a DECIMAL(5, 4) has


def tracks(types: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The track of each type, in the order tracks take a day in."""
    return np.where(types < OWN, 0, types)


def cut(told: Columns, clear: Flags) -> Columns:
    """What counts of registrations (person, lane, first, last, type, grade, open), stretch by
    stretch: the same columns, and `counted`, what is left of the day for the track when sickness,
    then the child's sickness, then the rest have had theirs: no day counts more than 100 %.

    Registrations stand in order of person, lane and first day; `clear` are those that overlap none
    before them.
    """
    heap, heads = np.cumsum(clear) - 1, np.flatnonzero(clear)
    begin, end = by_person(heap, told["first"]), by_person(heap, told["last"] + 1)
    marks = np.sort(np.concatenate([begin, end]))
    marks = marks[np.diff(marks, prepend=marks[:1] - 1) > 0]
    low = np.searchsorted(marks, begin)
    times = np.maximum(np.searchsorted(marks, end) - low, 0)
    row = np.repeat(np.arange(len(low)), times)
    at, types, grade, is_open = _highest(np.repeat(low, times) + numbered(times), of(told, row))
    heap = np.searchsorted(begin[heads], marks[at], "right") - 1
    day = heap << 32
    return {
        **{name: told[name][heads[heap]] for name in ("person", "lane")},
        "first": (marks[at] - day).astype(np.int32),
        "last": (marks[at + 1] - day - 1).astype(np.int32),
        "type": types,
        "grade": grade,
        "open": is_open,
        "counted": _left(at, grade),
    }


def _highest(at: Cells, told: Columns) -> tuple[Cells, Cells, Cells, Flags]:
    """Of every stretch (`at`) and track what counts: stretch, type, grade, and whether any of it is
    open; in order. Packed in one number, because numbers alone are sorted in no time."""
    cell = at * TYPES + tracks(told["type"])
    best = (cell * GRADES + (GRADES - 1 - told["grade"])) * TYPES + told["type"]
    packed: Cells = np.sort(best * 2 + told["open"])
    cell = packed // (2 * TYPES * GRADES)
    begin = np.flatnonzero(np.diff(cell, prepend=-1))
    best, is_open = packed[begin] // 2, np.zeros(len(begin), np.bool_)
    if len(begin):
        is_open = np.maximum.reduceat(packed & 1, begin) == 1
    grade: Cells = GRADES - 1 - best // TYPES % GRADES
    return cell[begin] // TYPES, best % TYPES, grade, is_open


def _left(at: Cells, grade: Cells) -> Cells:
    """What is left for each track of a stretch (`at`), the tracks in order."""
    so_far = np.cumsum(grade)
    begins = np.diff(at, prepend=-1) > 0
    so_far -= (so_far - grade)[begins][np.cumsum(begins) - 1]
    left: Cells = np.minimum(so_far, FULL) - np.minimum(so_far - grade, FULL)
    return left


def stitched(pieces: Columns) -> Columns:
    """Spells of pieces (person, first, last, type, grade, open) in any order: those of one track
    that adjoin are one; within it a run for every stretch of one type and grade. Runs in order of
    person, track and first day, with `spell_first` and `spell_last`.

    Of a spell with an open registration the last run is open; a grade step before it has ended.
    """
    track = pieces["person"].astype(np.int64) * TYPES + tracks(pieces["type"])
    turn = np.lexsort([pieces["first"], track])
    rows, track = of(pieces, turn), track[turn]
    first, last = rows["first"], rows["last"]
    gap, step = np.ones(len(first), np.bool_), np.ones(len(first), np.bool_)
    gap[1:] = (track[1:] != track[:-1]) | (first[1:] > last[:-1] + 1)
    step[1:] = (rows["type"][1:] != rows["type"][:-1]) | (rows["grade"][1:] != rows["grade"][:-1])
    run, spell = np.flatnonzero(gap | step), np.flatnonzero(gap)
    within = np.cumsum(gap)[run] - 1
    run_last, spell_last = last[_lasts(run, last)], last[_lasts(spell, last)][within]
    is_open = np.logical_or.reduceat(rows["open"], spell) if len(spell) else rows["open"]
    return {
        **{name: rows[name][run] for name in ("person", "type", "first", "grade")},
        "last": run_last,
        "open": is_open[within] & (run_last == spell_last),
        "spell_first": first[spell][within],
        "spell_last": spell_last,
    }


def _lasts(begins: Cells, rows: NDArray[np.int32]) -> Cells:
    return np.append(begins[1:], len(rows))[: len(begins)] - 1


def days_of_spell(runs: Columns, pieces: Columns) -> NDArray[np.int32]:
    """The days that the spell of own sickness lasts which each piece lies in; 0 where in none."""
    own = of(runs, (runs["type"] < OWN) & (runs["first"] == runs["spell_first"]))
    if not len(own["person"]):
        return np.zeros(len(pieces["person"]), np.int32)
    begins = by_person(own["person"], own["first"])
    at = np.searchsorted(begins, by_person(pieces["person"], pieces["first"]), "right") - 1
    inside = (at >= 0) & (own["person"][at] == pieces["person"])
    inside &= pieces["first"] <= own["spell_last"][at]
    return np.where(inside, own["spell_last"][at] - own["first"][at] + 1, 0)
