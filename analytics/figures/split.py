"""What a rate is made of: one bar for each part, labelled where it ends."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analytics.figures.wording import Words
from analytics.i18n import N_

PARTS: dict[str, str] = {
    "self_certified": N_("Self-certified"),
    "doctor_certified": N_("Doctor-certified"),
    "sick": N_("Own sickness, certification unknown"),
    "F": N_("Women"),
    "M": N_("Men"),
    "unknown": N_("Sex not known"),
    "1-3": N_("1–3 days"),
    "4-16": N_("4–16 days"),
    "17-56": N_("17–56 days (to 8 weeks)"),
    ">56": N_("More than 56 days (8 weeks)"),
    "A": N_("A: 1–7 days"),
    "B": N_("B: 8–16 days"),
    "C": N_("C: 17 days–8 weeks"),
    "D": N_("D: 8–20 weeks"),
    "E": N_("E: 20–39 weeks"),
    "F_": N_("F: more than 39 weeks"),
    "<=16": N_("Up to 16 days (employer period)"),
    ">16": N_("More than 16 days"),
}


def part_names(parts: pd.DataFrame, words: Words) -> list[str]:
    """The parts' names. NAV's last duration class and women share the letter F: a table that
    also has class A is about duration."""
    duration = "A" in set(parts["part"])
    keys = ["F_" if duration and part == "F" else str(part) for part in parts["part"]]
    return [words.translate(PARTS[key]) for key in keys]


class Bar(NamedTuple):
    """A part: its name, how long its bar is (0 to 1, None where it has no figure), and its rate
    or why there is none."""

    name: str
    length: float | None
    text: str


def by_part(parts: pd.DataFrame, words: Words) -> list[Bar]:
    """A bar for each row of a withheld rate table with a `part` column, in its order, the longest
    with length 1. Plain bars, not a chart: each is told in full, so there is nothing to point at.
    """
    rates = parts["rate_rounded"].astype(float)
    longest = rates.max()
    lengths = (rates / longest if longest > 0 else rates).tolist()
    rows = zip(part_names(parts, words), lengths, parts.to_dict("records"), strict=True)
    return [
        Bar(name, None if pd.isna(length) else length, words.rate(row))
        for name, length, row in rows
    ]
