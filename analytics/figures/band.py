"""One unit's rate on the band that is ordinary for its size."""

from __future__ import annotations

from typing import Any

from analytics.figures.canvas import AMBER, GREY, PETROL, Figure, axis, figure
from analytics.figures.verdicts import STANDS_OUT
from analytics.figures.wording import Row, Words
from analytics.i18n import N_

SHADE = "rgba(127,137,140,0.30)"


def band(row: Row, mean: float, words: Words) -> Figure:
    """The ordinary band as a bar, the 95 % interval of the unit's own level as a line with ends,
    the rate as a dot, the organisation's mean as a tick; all in per cent."""
    names = [words.translate(N_("Ordinary")), words.translate(N_("This unit"))]
    colour = AMBER if row["verdict"] == STANDS_OUT else PETROL
    top = max(row["high"], row["own_high"], row["rate"]) * 1.1
    return figure(
        [_ordinary(row, names[0]), _own(row, names[1], colour, words)],
        130,
        xaxis=axis(range=[0, top], ticksuffix="\N{NO-BREAK SPACE}%", nticks=6),
        yaxis=axis(
            categoryorder="array", categoryarray=names[::-1], range=[-0.6, 1.6], ticklabelstandoff=8
        ),
        shapes=[
            {
                "type": "line",
                "x0": mean,
                "x1": mean,
                "y0": 0.65,
                "y1": 1.35,
                "line": {"color": GREY, "width": 2},
            }
        ],
    )


def _ordinary(row: Row, name: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [name],
        "base": [row["low"]],
        "x": [row["high"] - row["low"]],
        "marker": {"color": SHADE, "line": {"width": 0}},
        "width": 0.5,
        "hoverinfo": "skip",
    }


def _own(row: Row, name: str, colour: str, words: Words) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "y": [name],
        "x": [row["rate"]],
        "marker": {"color": colour, "size": 12},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [row["own_high"] - row["rate"]],
            "arrayminus": [row["rate"] - row["own_low"]],
            "color": colour,
            "thickness": 1.5,
            "width": 6,
        },
        "customdata": [words.rate(row)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
