"""The small timeline of a finding: when the absences that carry it began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analytics.figures.canvas import HAIRLINE, PETROL, Figure, axis, figure
from analytics.figures.wording import Words

HEIGHT = 84


def strip(days: Sequence[date], window: tuple[date, date], words: Words) -> Figure:
    """A stroke for each of `days` on a line from the first to the last day of `window`."""
    first, last = (day.isoformat() for day in window)
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": [first, last],
        "y": [0, 0],
        "line": {"color": HAIRLINE, "width": 1},
        "hoverinfo": "skip",
    }
    strokes = {
        "type": "scatter",
        "mode": "markers",
        "x": [day.isoformat() for day in days],
        "y": [0] * len(days),
        "marker": {"symbol": "line-ns", "size": 16, "line": {"color": PETROL, "width": 2}},
        "customdata": [words.day(day) for day in days],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return figure(
        [line, strokes],
        HEIGHT,
        margin={"l": 16, "r": 16, "t": 4, "b": 28},
        xaxis=axis(type="date", range=[first, last], nticks=4, tickformat="%m.%Y"),
        yaxis=axis(range=[-1, 1], visible=False),
    )
