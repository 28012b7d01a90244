"""What a rate is made of: one bar for each part, labelled where it ends."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics.figures.canvas import PETROL, Figure, axis, figure
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


def by_part(parts: pd.DataFrame, words: Words) -> Figure:
    """Horizontal bars, in the order of the rows, of a withheld rate table with a `part` column.

    A part without a figure has no bar: its label says why.
    """
    rows = parts.to_dict("records")
    names = part_names(parts, words)
    values = [None if pd.isna(row["rate_rounded"]) else float(row["rate_rounded"]) for row in rows]
    texts = [words.rate(row) for row in rows]
    longest = max([value for value in values if value], default=1.0)
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": names,
        "x": values,
        "text": [
            text if value is not None else "" for text, value in zip(texts, values, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [f"{name}: {text}" for name, text in zip(names, texts, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": PETROL, "line": {"width": 0}},
        "width": 0.55,
    }
    reasons = [
        {"x": 0, "y": name, "text": text, "showarrow": False, "xanchor": "left", "xshift": 6}
        for name, text, value in zip(names, texts, values, strict=True)
        if value is None
    ]
    return figure(
        [bars],
        44 * len(rows) + 24,
        xaxis=axis(visible=False, range=[0, longest * 1.25]),
        yaxis=axis(autorange="reversed", ticks="", ticklabelstandoff=8),
        annotations=reasons,
    )
